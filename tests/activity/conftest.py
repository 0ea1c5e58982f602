from tests.slack import slack

__all__ = ["slack"]
