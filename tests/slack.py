"""A double of Slack: a real HTTP server on this machine that remembers what it was sent."""

import json
import ssl
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest


@dataclass
class Message:
    path: str
    content: dict[str, Any]
    headers: dict[str, str]


@dataclass
class Slack:
    """Answers as it is told to: each of `answers` (status, body, headers) once, then ok."""

    server: ThreadingHTTPServer
    messages: list[Message] = field(default_factory=list)
    answers: list[tuple[int, bytes, dict[str, str]]] = field(default_factory=list)

    @property
    def port(self) -> int:
        return int(self.server.server_address[1])

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def texts(self) -> list[str]:
        return [message.content["text"] for message in self.messages]

    @property
    def news(self) -> list[str]:
        """The texts without the link that ends each of them."""
        return [text.partition(" <")[0] for text in self.texts]

    @property
    def paths(self) -> list[str]:
        return [message.path for message in self.messages]

    def will_answer(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.answers.append((status, body, headers))

    def next_answer(self) -> tuple[int, bytes, dict[str, str]]:
        if self.answers:
            return self.answers.pop(0)
        moment = self.messages[-1].content.get("ts", f"17.{len(self.messages)}")
        return 200, json.dumps({"ok": True, "channel": "C1", "ts": moment}).encode(), {}


def started(context: ssl.SSLContext | None = None) -> Slack:
    class Desk(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            slack.messages.append(Message(self.path, json.loads(body), dict(self.headers)))
            status, said, headers = slack.next_answer()
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(said))}.items():
                self.send_header(name.replace("_", "-"), value)
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *_given: object) -> None:
            """Nothing is printed."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Desk)
    if context is not None:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    slack = Slack(server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return slack


@pytest.fixture
def slack(settings: Any) -> Iterator[Slack]:
    settings.CHANNELS_ON_LOOPBACK = True
    double = started()
    yield double
    double.server.shutdown()
    double.server.server_close()
