"""Two of the deal desk at the same moment, on a real database."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection

from accounts.actions import grant_role, revoke_role
from accounts.models import Role, RoleGrant, User
from dealdesk.kit.refusals import Forbidden, Refused
from tests.make import make_user

pytestmark = pytest.mark.django_db(transaction=True)


def run_together(*deeds: Callable[[], object]) -> list[str]:
    """Start all at once; returns what happened to each: done, or the name of the refusal."""
    start, ended = threading.Barrier(len(deeds)), []

    def act(deed: Callable[[], object]) -> None:
        start.wait(10)
        try:
            deed()
            ended.append("done")
        except (Refused, Forbidden) as refusal:
            ended.append(type(refusal).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=act, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    return sorted(ended)


def test_two_who_remove_each_other_leave_one_deal_desk() -> None:
    dora, dirk = make_user("Dora Desk", Role.DEAL_DESK), make_user("Dirk Desk", Role.DEAL_DESK)
    ended = run_together(
        lambda: revoke_role(dora, Role.DEAL_DESK, by=User.objects.get(pk=dirk.pk)),
        lambda: revoke_role(dirk, Role.DEAL_DESK, by=User.objects.get(pk=dora.pk)),
    )
    assert RoleGrant.objects.filter(role=Role.DEAL_DESK).count() == 1
    assert ended in (["Refused", "done"], ["Forbidden", "done"])


def test_the_same_role_given_twice_at_once_is_given_once() -> None:
    dora, tom = make_user("Dora Desk", Role.DEAL_DESK), make_user("Tom Rep", Role.SALES_REP)
    ended = run_together(*[lambda: grant_role(tom, Role.APPROVER_VP, by=dora)] * 2)
    assert ended == ["done", "done"]
    assert tom.grants.filter(role=Role.APPROVER_VP).count() == 1
