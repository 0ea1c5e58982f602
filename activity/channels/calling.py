"""One call to a place outside: connected to the very address that was checked, bounded in time and size."""

import json
import ssl
import time
from dataclasses import dataclass
from typing import Any

from urllib3 import BaseHTTPResponse, HTTPConnectionPool, HTTPSConnectionPool, Timeout
from urllib3 import exceptions as trouble

from activity.channels.addresses import AddressRefused, Target, resolve, target_of

CONNECT_SECONDS = 5
READ_SECONDS = 10
WHOLE_SECONDS = 20
LARGEST_ANSWER = 64 * 1024


class CallFailed(Exception):
    """The text says what went wrong, for people to read, and has no part of an address or a token."""

    def __init__(self, text: str, *, again_in: int | None = None) -> None:
        super().__init__(text)
        self.again_in = again_in
        """Seconds that the other side asks us to wait, if it does."""


@dataclass(frozen=True)
class Answer:
    status: int
    body: bytes


def post_json(address: str, content: dict[str, Any], headers: dict[str, str]) -> Answer:
    """POST the content as JSON; redirects are not followed, proxies of the environment not used.

    Raises CallFailed unless the answer's status is 2xx and its body of a decent size.
    """
    try:
        target = target_of(address)
        pool = _pool(target, resolve(target))
    except AddressRefused as refused:
        raise CallFailed(str(refused)) from refused
    body = json.dumps(content).encode()
    try:
        with pool:
            return _call(pool, target, body, headers)
    except trouble.NewConnectionError as away:
        raise CallFailed(f"{target.host} cannot be reached.") from away
    except (trouble.ConnectTimeoutError, trouble.ReadTimeoutError) as late:
        raise CallFailed(f"{target.host} did not answer in time.") from late
    except trouble.SSLError as unsafe:
        raise CallFailed(f"{target.host} has no valid certificate.") from unsafe
    except (trouble.HTTPError, OSError) as broken:
        raise CallFailed(f"The connection to {target.host} broke.") from broken


def _pool(target: Target, address: str) -> HTTPConnectionPool:
    """Connects to the address, and asks for the host's certificate there."""
    timeout = Timeout(connect=CONNECT_SECONDS, read=READ_SECONDS)
    if not target.is_https:
        return HTTPConnectionPool(address, target.port, timeout=timeout, retries=False)
    return HTTPSConnectionPool(
        address,
        target.port,
        timeout=timeout,
        retries=False,
        ssl_context=ssl.create_default_context(),
        server_hostname=target.host,
        assert_hostname=target.host,
    )


def _call(pool: HTTPConnectionPool, target: Target, body: bytes, headers: dict[str, str]) -> Answer:
    until = time.monotonic() + WHOLE_SECONDS
    known = {
        "Host": _host_header(target),
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "DealDesk",
    }
    answer = pool.urlopen(
        "POST",
        target.path,
        body=body,
        headers={**known, **headers},
        redirect=False,
        retries=False,
        preload_content=False,
        decode_content=False,
    )
    if not 200 <= answer.status < 300:
        raise CallFailed(_said(target, answer), again_in=_again_in(answer))
    return Answer(answer.status, _read(answer, target, until))


def _read(answer: BaseHTTPResponse, target: Target, until: float) -> bytes:
    found = b""
    while chunk := answer.read1(4096):
        found += chunk
        if len(found) > LARGEST_ANSWER or time.monotonic() > until:
            raise CallFailed(f"{target.host} answers too much, or too slowly.")
    return found


def _said(target: Target, answer: BaseHTTPResponse) -> str:
    if 300 <= answer.status < 400:
        return f"{target.host} wants to lead elsewhere ({answer.status}), which is not followed."
    return f"{target.host} answered {answer.status}."


def _again_in(answer: BaseHTTPResponse) -> int | None:
    wait = answer.headers.get("Retry-After", "")
    return int(wait) if wait.isascii() and wait.isdigit() and len(wait) < 7 else None


def _host_header(target: Target) -> str:
    host = f"[{target.host}]" if ":" in target.host else target.host
    return host if target.port == (443 if target.is_https else 80) else f"{host}:{target.port}"
