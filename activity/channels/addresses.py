"""Which addresses may be called: https, at a host that resolves to public addresses alone.

What a person types here is called by our servers, so anything inside our own network is refused.
"""

import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings

LONGEST = 500
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class AddressRefused(Exception):
    """The text says why the address may not be called, without repeating it: it is a secret."""


@dataclass(frozen=True)
class Target:
    """Where a call goes; `path` has the query with it."""

    host: str
    port: int
    path: str
    is_https: bool


def target_of(address: str) -> Target:
    """The parts of an address that may be called, as far as its text tells. Raises AddressRefused."""
    if len(address) > LONGEST or not address.isascii() or not address.isprintable() or " " in address:
        raise AddressRefused("Write the whole address, without blanks, in plain letters.")
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as wrong:
        raise AddressRefused("That is no address. Copy it from the channel’s settings.") from wrong
    if not parts.hostname or parts.username is not None or parts.password is not None or parts.fragment:
        raise AddressRefused("Write it as https://host/path, without a name or a password before the host.")
    is_https = parts.scheme == "https"
    if not is_https and not (parts.scheme == "http" and settings.CHANNELS_ON_LOOPBACK):
        raise AddressRefused("The address must begin with https://.")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(parts.hostname, port or (443 if is_https else 80), path, is_https)


def resolve(target: Target) -> str:
    """The one IP address to connect to. Raises AddressRefused when the host has none, or any that is not
    public: the host is looked up once, and nobody can answer otherwise a second time."""
    try:
        found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as unknown:
        raise AddressRefused(f"No server is known by the name {target.host}.") from unknown
    addresses = [str(entry[4][0]) for entry in found]
    if not addresses or not all(_may_be_called(address, target) for address in addresses):
        raise AddressRefused(f"{target.host} is not on the public internet, so it is not called.")
    return addresses[0]


def _may_be_called(text: str, target: Target) -> bool:
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return False
    if settings.CHANNELS_ON_LOOPBACK and address.is_loopback:
        return True
    return target.is_https and is_public(address)


def is_public(address: Address) -> bool:
    """Global, and not a wrapping in which an address of another kind could hide."""
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return is_public(address.ipv4_mapped)
        if address.sixtofour is not None or address.teredo is not None or address.is_site_local:
            return False
    return address.is_global and not address.is_multicast and not address.is_reserved
