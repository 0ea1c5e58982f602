"""Read settings from the environment, and stop with one sentence when a value is missing or unsafe."""

import sys
from typing import NoReturn
from urllib.parse import ParseResult, urlparse

import environ
from django.core.exceptions import ImproperlyConfigured

env = environ.Env()

MIN_SECRET_LENGTH = 32
MIN_SECRET_VARIETY = 10
DEVELOPMENT_SECRET = "development-only-"
LOOPBACK = {"127.0.0.1", "localhost", "::1"}


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


def number(name: str, *, default: int) -> int:
    text = env.str(name, default="")
    if text == "":
        return default
    if not text.isascii() or not text.isdigit():
        stop(f"{name} is “{text}”; write a whole number.")
    return int(text)


def secret_key(*, is_debug: bool) -> str:
    key: str = env.str("SECRET_KEY", default="")
    if is_debug and not key:
        return DEVELOPMENT_SECRET + "0" * MIN_SECRET_LENGTH
    is_guessable = len(set(key)) < MIN_SECRET_VARIETY or key.startswith(DEVELOPMENT_SECRET)
    if len(key) < MIN_SECRET_LENGTH or (is_guessable and not is_debug):
        stop(f"set SECRET_KEY to a random text of at least {MIN_SECRET_LENGTH} characters.")
    return key


def database() -> dict[str, object]:
    address = env.str("DATABASE_URL", default="")
    if not address:
        stop("set DATABASE_URL, for example postgres://dealdesk:password@127.0.0.1:5432/dealdesk.")
    if address.partition("://")[0] not in {"postgres", "postgresql"}:
        stop("DATABASE_URL must begin with postgres://; PostgreSQL is the only database.")
    try:
        found: dict[str, object] = env.db_url_config(address, engine="django.db.backends.postgresql")
    except ValueError:
        found = {}
    if not found.get("NAME"):
        stop("DATABASE_URL cannot be read; write postgres://USER:PASSWORD@HOST:PORT/NAME.")
    return found


def redis_url() -> str:
    """Base address without a database number; under xdist each test worker gets its own number."""
    address: str = env.str("REDIS_URL", default="").rstrip("/")
    parsed = _parsed(address)
    if parsed is None or parsed.scheme not in {"redis", "rediss"} or not parsed.hostname:
        stop("set REDIS_URL, for example redis://127.0.0.1:6379.")
    if parsed.path:
        stop(f"REDIS_URL ends in “{parsed.path}”; leave the database number away.")
    return address


def base_url(*, is_debug: bool) -> str:
    address: str = env.str("BASE_URL", default="http://127.0.0.1:8000" if is_debug else "").rstrip("/")
    parsed = _parsed(address)
    if parsed is None or parsed.scheme not in {"http", "https"} or not parsed.hostname or parsed.path:
        stop(f"BASE_URL is “{address}”; write the address people type, such as https://deals.example.com.")
    if parsed.scheme == "http" and parsed.hostname not in LOOPBACK and not is_debug:
        stop(f"BASE_URL is “{address}”; passwords need https:// unless nobody but this machine is served.")
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


def mail(*, is_debug: bool) -> dict[str, object]:
    address = env.str("EMAIL_URL", default="consolemail://" if is_debug else "")
    try:
        found: dict[str, object] = env.email_url_config(address)
    except (ValueError, KeyError, ImproperlyConfigured):
        stop("set EMAIL_URL, for example smtp+tls://USER:PASSWORD@HOST:587; consolemail:// only prints mail.")
    return found


def _parsed(address: str) -> ParseResult | None:
    """The parts of an address, or None when it has no meaning or its port is no number."""
    try:
        parsed = urlparse(address)
        return parsed if parsed.port is None or parsed.port > 0 else None
    except ValueError:
        return None
