"""What may be called: https at public addresses alone, looked up once, with the host's own certificate."""

import socket
import ssl
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from activity.channels.addresses import AddressRefused, resolve, target_of
from activity.channels.calling import CallFailed, post_json
from tests.slack import Slack, started

TLS = Path(__file__).with_name("tls")
PUBLIC = "93.184.216.34"


def resolving_to(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> list[str]:
    """The names asked for from now on all have these addresses; returns the list of what is asked."""
    asked: list[str] = []
    known = socket.getaddrinfo

    def look_up(host: str, port: int, *given: Any, **named: Any) -> list[Any]:
        if host == "127.0.0.1":  # the connection itself, to what was looked up
            return known(host, port, *given, **named)
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return asked


@pytest.mark.parametrize(
    "address",
    [
        "http://hooks.slack.example/x",
        "ftp://hooks.slack.example/x",
        "https://",
        "https:///services/x",
        "https://me:secret@hooks.slack.example/x",
        "https://hooks.slack.example/x#part",
        "https://hooks.slack.example:port/x",
        "https://hooks.slack.example:99999/x",
        "https://[::1/x",
        "https://hooks.slack.example/a b",
        "https://hooks.slack.example/\r\nX: y",
        "https://hööks.example/x",
        "https://hooks.slack.example/" + "x" * 500,
        "javascript:alert(1)",
        "",
    ],
)
def test_an_address_of_another_shape_is_refused(address: str) -> None:
    with pytest.raises(AddressRefused) as refused:
        target_of(address)
    assert "secret" not in str(refused.value) and "services" not in str(refused.value)


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "127.8.8.8", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254"),
        *("100.64.0.1", "198.18.0.1", "192.0.2.1", "224.0.0.1", "224.0.1.1", "240.0.0.1", "255.255.255.255"),
        *("::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1", "fec0::1", "ff02::1", "ff0e::1"),
        *("2001:db8::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::127.0.0.1"),
        *("64:ff9b:1::1", "2002:7f00:1::", "2001:0:7f00:1::", "not an address"),
    ],
)
def test_nothing_inside_is_called_whatever_its_name(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    target = target_of("https://hooks.slack.example/x")
    resolving_to(monkeypatch, address)
    with pytest.raises(AddressRefused, match="not on the public internet"):
        resolve(target)
    resolving_to(monkeypatch, PUBLIC, address)
    with pytest.raises(AddressRefused, match="not on the public internet"):
        resolve(target)


@pytest.mark.parametrize("address", [PUBLIC, "2606:4700::1111", "::ffff:8.8.8.8"])
def test_a_public_address_may_be_called(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    resolving_to(monkeypatch, address)
    assert resolve(target_of("https://hooks.slack.example/x")) == address


@pytest.mark.parametrize("host", ["2130706433", "0x7f.1", "localhost", "[::1]", "[::ffff:7f00:1]"])
def test_loopback_in_disguise_is_refused(host: str) -> None:
    with pytest.raises(AddressRefused):
        resolve(target_of(f"https://{host}/x"))


def test_the_setting_for_tests_opens_loopback_and_nothing_else(
    monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.CHANNELS_ON_LOOPBACK = True
    for address, may in (("127.0.0.1", True), ("10.0.0.1", False), (PUBLIC, False)):
        resolving_to(monkeypatch, address)
        try:
            assert resolve(target_of("http://hooks.slack.example/x")) == address and may
        except AddressRefused:
            assert not may


def test_the_name_is_looked_up_once_and_never_again(slack: Slack, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name server that answers otherwise the second time is not asked a second time."""
    asked = resolving_to(monkeypatch, "127.0.0.1")
    post_json(f"http://hooks.slack.example:{slack.port}/x", {"text": "hello"}, {})
    assert asked.count("hooks.slack.example") == 1
    assert slack.messages[0].headers["Host"] == f"hooks.slack.example:{slack.port}"


@pytest.fixture
def safe_slack(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Slack]:
    """The double with a certificate for hooks.slack.example, which every name leads to."""
    settings.CHANNELS_ON_LOOPBACK = True
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(TLS / "certificate.pem", TLS / "key.pem")
    double = started(context)
    resolving_to(monkeypatch, "127.0.0.1")
    yield double
    double.server.shutdown()
    double.server.server_close()


def trust_the_double(monkeypatch: pytest.MonkeyPatch) -> None:
    known = ssl.create_default_context(cafile=str(TLS / "certificate.pem"))
    monkeypatch.setattr(ssl, "create_default_context", lambda: known)


def test_the_hosts_own_certificate_is_asked_for_at_the_pinned_address(
    safe_slack: Slack, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(CallFailed, match="no valid certificate"):
        post_json(f"https://hooks.slack.example:{safe_slack.port}/x", {}, {})
    trust_the_double(monkeypatch)
    assert post_json(f"https://hooks.slack.example:{safe_slack.port}/x", {}, {}).status == 200
    with pytest.raises(CallFailed, match="no valid certificate"):
        post_json(f"https://other.example:{safe_slack.port}/x", {}, {})
    assert safe_slack.paths == ["/x"]


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_is_not_followed(slack: Slack, status: int) -> None:
    slack.will_answer(status, Location="http://169.254.169.254/latest")
    with pytest.raises(CallFailed, match="wants to lead elsewhere"):
        post_json(f"{slack.address}/x", {}, {})
    assert len(slack.messages) == 1


def test_an_answer_without_end_is_cut_off(slack: Slack) -> None:
    slack.will_answer(200, b"x" * 200_000)
    with pytest.raises(CallFailed, match="answers too much"):
        post_json(f"{slack.address}/x", {}, {})


def test_who_does_not_answer_or_does_not_exist_is_said_so(
    slack: Slack, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("activity.channels.calling.READ_SECONDS", 0.2)
    silent = socket.create_server(("127.0.0.1", 0))
    for address, said in (
        (f"http://127.0.0.1:{silent.getsockname()[1]}/secret", "did not answer in time"),
        ("http://127.0.0.1:1/secret", "127.0.0.1 cannot be reached"),
        ("https://no-such-host.invalid/secret", "No server is known by the name"),
    ):
        with pytest.raises(CallFailed, match=said) as failure:
            post_json(address, {}, {"Authorization": "Bearer xoxb-secret"})
        assert "secret" not in str(failure.value)
    silent.close()


def test_a_proxy_of_the_environment_is_not_used(slack: Slack, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    assert post_json(f"{slack.address}/x", {}, {}).status == 200
