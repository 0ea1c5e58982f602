"""Which events change a roll-up. Roll-ups are kept by the outbox consumer and rebuilt every night."""


def subscribe_all() -> None: ...
