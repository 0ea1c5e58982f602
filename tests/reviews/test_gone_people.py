from django.test import Client

from accounts.actions import deactivate_person
from accounts.models import User
from contracts.models import DraftState
from tests.make import Cast, make_deal, make_term


def test_a_function_whose_people_have_all_left_is_named_before_and_refused(cast: Cast) -> None:
    for person in (cast.leads["FIN"], cast.members["FIN"]):
        deactivate_person(person, by=cast.desk)
    deal = make_deal(User.objects.get(pk=cast.maya.pk))
    make_term(deal.current_draft, "payment-terms", by=cast.maya)
    browser = Client()
    browser.force_login(cast.maya, backend="django.contrib.auth.backends.ModelBackend")
    page = browser.get(f"/deals/{deal.number}/submit/").content.decode()
    assert "needs FIN, which has no members" in page
    assert browser.post(f"/deals/{deal.number}/submit/").status_code == 409
    assert deal.current_draft.state == DraftState.DRAFTING
