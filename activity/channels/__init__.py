"""Posting to places outside, such as Slack: addresses, calls, messages, and the outbox of posts."""
