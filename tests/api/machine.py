"""A program that speaks to the API with a person's token."""

from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.actions import create_token
from accounts.models import User

Said = dict[str, Any]


class Machine:
    """Sends JSON in the name of `person`; `text` is the token's."""

    def __init__(self, person: User) -> None:
        self.person = person
        self.token, self.text = create_token(f"Program {person.api_tokens.count()}", days=30, by=person)
        self.client = Client(enforce_csrf_checks=True)

    def get(self, address: str, **query: Any) -> Any:
        return self.client.get(f"/api{address}", query, headers=self._headers())

    def post(self, address: str, said: Any = None, *, key: str | None = None) -> Any:
        headers = self._headers() | ({} if key is None else {"Idempotency-Key": key})
        return self.client.post(f"/api{address}", said or {}, "application/json", headers=headers)

    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.text}"}


def assert_problem(answer: Any, status: int, words: str = "") -> Said:
    """The answer is a problem document of this status whose sentence or errors hold the words."""
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    problem: Said = answer.json()
    assert problem["status"] == status and problem["title"]
    assert words in f"{problem['detail']} {problem.get('errors', '')}"
    return problem


def queries_for(machine: Machine, address: str, **query: Any) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert machine.get(address, **query).status_code == 200
    return len(asked)
