"""Read settings from the environment, and stop with one sentence when a value is missing or unsafe."""

import sys
from typing import NoReturn
from urllib.parse import urlparse

import environ

env = environ.Env()

MIN_SECRET_LENGTH = 32


def stop(sentence: str) -> NoReturn:
    """End the process with a sentence for whoever starts it, never a traceback."""
    sys.stderr.write(f"DealDesk cannot start: {sentence}\n")
    raise SystemExit(2)


def is_on(name: str, *, default: bool = False) -> bool:
    text = env.str(name, default="")
    if text == "":
        return default
    if text.lower() in {"1", "true", "yes", "on"}:
        return True
    if text.lower() in {"0", "false", "no", "off"}:
        return False
    stop(f"{name} is “{text}”; write 1 or 0.")


def secret_key(*, is_debug: bool) -> str:
    key: str = env.str("SECRET_KEY", default="")
    if is_debug and not key:
        return "development-only-" + "0" * MIN_SECRET_LENGTH
    if len(key) < MIN_SECRET_LENGTH:
        stop(f"set SECRET_KEY to a random text of at least {MIN_SECRET_LENGTH} characters.")
    return key


def database() -> dict[str, object]:
    address = env.str("DATABASE_URL", default="")
    if not address:
        stop("set DATABASE_URL, for example postgres://dealdesk:password@127.0.0.1:5432/dealdesk.")
    if urlparse(address).scheme not in {"postgres", "postgresql"}:
        stop("DATABASE_URL must begin with postgres://; PostgreSQL is the only database.")
    try:
        found: dict[str, object] = env.db_url_config(address, engine="django.db.backends.postgresql")
    except ValueError:
        stop("DATABASE_URL cannot be read; write postgres://USER:PASSWORD@HOST:PORT/NAME.")
    return found


def redis_url() -> str:
    """Base address without a database number; under xdist each test worker gets its own number."""
    address: str = env.str("REDIS_URL", default="")
    if urlparse(address).scheme not in {"redis", "rediss", "unix"}:
        stop("set REDIS_URL, for example redis://127.0.0.1:6379.")
    return address.rstrip("/")


def base_url() -> str:
    address: str = env.str("BASE_URL", default="http://127.0.0.1:8000").rstrip("/")
    if urlparse(address).scheme not in {"http", "https"} or not urlparse(address).netloc:
        stop(
            f"BASE_URL is “{address}”; write the address people type, for example https://deals.example.com."
        )
    return address


def company_currency() -> str:
    """In which functions keep their cost rates; the policy's exchange rates call it 1000 per mille."""
    code: str = env.str("COMPANY_CURRENCY", default="EUR")
    if len(code) != 3 or not code.isascii() or not code.isupper():
        stop(f"COMPANY_CURRENCY is “{code}”; write three capital letters such as EUR.")
    return code


def allowed_hosts(*, is_debug: bool) -> list[str]:
    hosts: list[str] = [host for host in env.list("ALLOWED_HOSTS", default=[]) if host]
    if not hosts and is_debug:
        return ["127.0.0.1", "localhost"]
    if not hosts:
        stop("set ALLOWED_HOSTS to the host names people type, separated by commas.")
    if "*" in hosts and not is_debug:
        stop("ALLOWED_HOSTS must not be *; name the hosts.")
    return hosts


def mail() -> dict[str, object]:
    try:
        found: dict[str, object] = env.email_url("EMAIL_URL", default="consolemail://")
    except (ValueError, KeyError):
        stop("EMAIL_URL cannot be read; write smtp+tls://USER:PASSWORD@HOST:587 or consolemail://.")
    return found
