"""Every kind of page, with who looks at it and what they do there first."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

from accounts.models import User
from tests.browser.company import Company
from tests.browser.company_policy import POLICY_PATHS


@dataclass(frozen=True)
class Place:
    """`path` is filled from the company's places; `who` is somebody of the cast, or nobody when empty."""

    name: str
    who: str
    path: str
    then: Callable[[Page], None] | None = None
    status: int = 200

    def reader(self, company: Company) -> User | None:
        group, _, key = self.who.partition(" ")
        found = getattr(company.cast, group) if group else None
        return found[key] if key else found


def press(verb: str) -> Callable[[Page], None]:
    """Press a button that loads the page anew."""

    def do(page: Page) -> None:
        with page.expect_navigation():
            page.get_by_role("button", name=verb).last.click()

    return do


def mistype_the_password(page: Page) -> None:
    page.get_by_label("E-mail").fill("maya.lindqvist@fernhill.example")
    page.get_by_label("Password", exact=True).fill("wrong horse battery")
    press("Sign in")(page)


def invite_maya_again(page: Page) -> None:
    page.get_by_label("E-mail").fill("maya.lindqvist@fernhill.example")
    page.get_by_label("Name", exact=True).fill("Maya Lindqvist")
    press("Send the invitation")(page)


def make_a_token(page: Page) -> None:
    page.get_by_label("What will use it?").fill("The forecast sheet")
    press("Make a token")(page)


def open_all(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")


def ask_for_keys(page: Page) -> None:
    page.keyboard.press("?")
    page.get_by_role("dialog").wait_for()


def offer_nothing_else(page: Page) -> None:
    page.get_by_role("radio", name="Counter-proposal").check()
    press("Save and go")(page)


def send_back_without_a_word(page: Page) -> None:
    press("Send back")(page)
    open_all(page)


def end_before_beginning(page: Page) -> None:
    """Fill in two days the wrong way round."""
    first, last = page.locator("input[type=date]").all()
    first.fill("2031-01-02")
    last.fill("2031-01-01")
    press(page.locator("[data-primary-submit]").inner_text().strip())(page)


def choose_conditions(page: Page) -> None:
    page.get_by_role("radio", name="With conditions").check()


PLACES = [
    Place("sign in, refused", "", "/sign-in/", mistype_the_password),
    Place("password forgotten", "", "/password/forgotten/"),
    Place("password link sent", "", "/password/sent/"),
    Place("password link", "", "/password/new/{link}/"),
    Place("password link spent", "", "/password/new/x/y/", status=410),
    Place("password saved", "", "/password/saved/"),
    Place("verify", "", "/verify/"),
    Place("verify, valid", "", "/verify/{code}/"),
    Place("verify, unknown", "", "/verify/AAAA-AAAA-AAAA/"),
    Place("style guide", "", "/styleguide/"),
    Place("profile", "maya", "/profile/"),
    Place("absences, refused", "leads SEC", "/profile/absence/", end_before_beginning),
    Place("absences, standing in", "leads LEG", "/profile/absence/"),
    Place("absence, to change", "leads SEC", "/profile/absence/{absence}/"),
    Place("sessions", "maya", "/sessions/"),
    Place("password", "maya", "/password/"),
    Place("tokens", "maya", "/profile/tokens/", make_a_token),
    Place("revoke a token", "maya", "/profile/tokens/{token}/revoke/"),
    Place("inbox", "maya", "/inbox/"),
    Place("inbox, empty", "auditor", "/inbox/"),
    Place("people", "desk", "/people/"),
    Place("invite, refused", "desk", "/people/invite/", invite_maya_again),
    Place("person", "desk", "/people/{maya}/"),
    Place("person, invited", "desk", "/people/{invited}/"),
    Place("person, away", "desk", "/people/{away}/"),
    Place("somebody's absences, refused", "desk", "/people/{away}/absence/", end_before_beginning),
    Place("somebody's absence, to change", "desk", "/absences/{absence}/"),
    Place("deactivate", "desk", "/people/{maya}/deactivate/"),
    Place("channels", "desk", "/channels/"),
    Place("channels, to read", "auditor", "/channels/"),
    Place("new channel, refused", "desk", "/channels/new/", press("Add the channel")),
    Place("switch a channel off", "desk", "/channels/{channel}/end/"),
    Place("mail link, without a reason", "", "/act/{mail_link}/", press("Send back")),
    Place("mail link, dead", "", "/act/nothing/", status=410),
    Place("functions", "desk", "/functions/"),
    Place("function", "desk", "/functions/DEL/"),
    Place("function, to read", "maya", "/functions/DEL/"),
    Place("customers", "maya", "/customers/"),
    Place("new customer", "maya", "/customers/new/"),
    Place("customer", "maya", "/customers/{customer}/", open_all),
    Place("concerns", "maya", "/concerns/"),
    Place("concerns, none like this", "auditor", "/concerns/?severity=low"),
    Place(
        "accept a concern, refused", "eva", "/deals/{renewal}/concerns/{concern}/accept/", press("Accept it")
    ),
    Place("playbook", "maya", "/playbook/"),
    Place("playbook, nothing found", "maya", "/playbook/?q=zebra"),
    Place("term type", "maya", "/playbook/uptime/"),
    Place("precedents", "maya", "/precedents/"),
    Place("precedents, refused", "maya", "/precedents/?type=uptime&value=many", status=422),
    Place("precedents, of a type", "members LEG", "/precedents/?type=liability-cap"),
    Place("policy", "maya", "/policy/"),
    *(Place(*row) for row in POLICY_PATHS),
    Place("lab, refused", "desk", "/policy/drafts/{lab_draft}/lab/", end_before_beginning),
    Place("lab, a run that moves", "desk", "/policy/lab/{lab_moving}/"),
    Place("lab, a run that is done", "desk", "/policy/lab/{lab_done}/"),
    Place("lab, a run cancelled before it began", "desk", "/policy/lab/{lab_over}/"),
    Place("my deals", "maya", "/deals/"),
    Place("my deals, none", "tom", "/deals/"),
    Place("all deals", "auditor", "/deals/?scope=all&q=relay"),
    Place("new deal, refused", "maya", "/deals/new/", press("Open the deal")),
    Place("facts of a deal", "maya", "/deals/{drafting}/edit/"),
    Place("draft, no terms", "maya", "/deals/{empty}/draft/"),
    Place("draft", "maya", "/deals/{drafting}/draft/", open_all),
    Place("draft, deal desk", "desk", "/deals/{drafting}/draft/?open={term}"),
    Place("term", "maya", "/terms/{term}/"),
    Place("remove a term", "maya", "/terms/{term}/remove/"),
    Place("forecast", "maya", "/deals/{drafting}/forecast/"),
    Place("submit", "maya", "/deals/{drafting}/submit/"),
    Place("submit, nothing in it", "maya", "/deals/{empty}/submit/"),
    Place("deal, drafting", "maya", "/deals/{drafting}/"),
    Place("deal, in review", "maya", "/deals/{reviewing}/", open_all),
    Place("deal, before my answer", "members SEC", "/deals/{reviewing}/", open_all),
    Place("deal, waiting for its score", "maya", "/deals/{unscored}/"),
    Place("deal, waiting for a decision", "ruth", "/deals/{deciding}/", open_all),
    Place("deal, blocked", "maya", "/deals/{blocked}/"),
    Place("deal, second draft", "maya", "/deals/{second}/", open_all),
    Place("deal, earlier draft", "maya", "/deals/{second}/?draft=1"),
    Place("deal, sent back", "maya", "/deals/{sent_back}/"),
    Place("deal, cleared", "maya", "/deals/{cleared}/"),
    Place("deal, signed", "auditor", "/deals/{signed}/"),
    Place("renewal with a concern", "ruth", "/deals/{renewal}/"),
    Place("withdraw", "maya", "/deals/{unscored}/withdraw/"),
    Place("withdraw, refused", "maya", "/deals/{deciding}/withdraw/", press("Withdraw it")),
    Place("next draft", "maya", "/deals/{deciding}/next-draft/"),
    Place("deal, glass asked for", "eva", "/deals/{glass_asked}/"),
    Place("deal, glass broken", "maya", "/deals/{glass_broken}/", open_all),
    Place("certificate, glass broken", "auditor", "/deals/{glass_broken}/clearance/"),
    Place("break the glass, refused", "anders", "/deals/{own_step}/glass/", press("Ask to break the glass")),
    Place("break the glass, to confirm", "eva", "/deals/{glass_asked}/glass/"),
    Place("deal, handed over", "maya", "/deals/{handed}/", open_all),
    Place("approval, handed over", "eva", "/deals/{handed}/approval/"),
    Place("hand over, refused", "ruth", "/asks/{own_ask}/hand-over/", press("Hand it over")),
    Place("hand over, take it back", "ruth", "/asks/{handed_ask}/hand-over/"),
    Place("add an approver, refused", "maya", "/deals/{handed}/approvers/add/", press("Add them")),
    Place("deal, with evidence", "maya", "/deals/{to_show}/", open_all),
    Place("evidence, refused", "maya", "/deals/{to_show}/evidence/", press("Show it")),
    Place("take evidence back", "maya", "/evidence/{shown}/withdraw/"),
    Place("bottlenecks", "auditor", "/bottlenecks/"),
    Place("insights: dashboard", "anders", "/insights/", open_all),
    Place("insights: dashboard, narrowed", "ruth", "/insights/?kind=renewal&line=No+such+line"),
    Place("insights: deals behind a figure", "leads DEL", "/insights/deals/?of=load&function=DEL"),
    Place("insights: definitions", "auditor", "/insights/definitions/"),
    Place("insights: functions", "anders", "/insights/functions/"),
    Place("insights: a function", "anders", "/insights/functions/DEL/"),
    Place("insights: reps", "ruth", "/insights/reps/"),
    Place("insights: my reviewing", "leads DEL", "/insights/reviewers/me/"),
    Place("insights: term types", "leads DEL", "/insights/types/"),
    Place("insights: a term type", "anders", "/insights/types/uptime/"),
    Place("insights: unheard", "desk", "/insights/unheard/"),
    Place("insights: hugging", "auditor", "/insights/hugging/"),
    Place("insights: culture", "anders", "/insights/culture/"),
    Place("insights: targets, refused", "anders", "/insights/targets/", press("Set the target")),
    Place("insights: targets, to read", "auditor", "/insights/targets/"),
    Place("insights: the week", "anders", "/insights/weekly/"),
    Place("what waits for a function", "leads FIN", "/functions/FIN/waiting/"),
    Place("what waits for a function, nothing", "desk", "/functions/PRD/waiting/"),
    Place("my conditions", "maya", "/conditions/"),
    Place("my conditions, none", "tom", "/conditions/"),
    Place("condition met, refused", "maya", "/conditions/{condition}/meet/", press("It is met")),
    Place("deal, cleared on a condition", "maya", "/deals/{on_condition}/", open_all),
    Place("deal, with a late condition", "desk", "/deals/{late_condition}/", open_all),
    Place("certificate, with a condition", "maya", "/deals/{on_condition}/clearance/"),
    Place("audit list", "auditor", "/audit/"),
    Place("audit list, nothing", "desk", "/audit/?kind=lapses&period=30"),
    Place("accept other wording", "maya", "/counters/{counter}/accept/"),
    Place(
        "decline other wording, refused", "maya", "/counters/{counter}/decline/", press("Decline the offer")
    ),
    Place("thread of a term, refused", "maya", "/terms/{talked}/thread/", press("Comment")),
    Place("thread of a deal", "auditor", "/deals/{reviewing}/thread/"),
    Place("ask before a review, refused", "members DEL", "/reviews/{unanswered}/question/", press("Ask")),
    Place("ask before a review, waiting", "members FIN", "/reviews/{waiting}/question/"),
    Place("ask before deciding", "ruth", "/deals/{deciding}/question/"),
    Place("answer a question, refused", "maya", "/questions/{question}/answer/", press("Answer")),
    Place("review, with questions", "members FIN", "/reviews/{waiting}/", open_all),
    Place("score", "maya", "/deals/{deciding}/score/", open_all),
    Place("score, hidden", "members SEC", "/deals/{reviewing}/score/"),
    Place("my reviews", "leads DEL", "/reviews/"),
    Place("my reviews, standing in", "leads LEG", "/reviews/"),
    Place("my reviews, none", "members PRD", "/reviews/"),
    Place("review, refused", "members DEL", "/reviews/{unanswered}/", offer_nothing_else),
    Place("review, my answer", "members DEL", "/reviews/{answered}/"),
    Place("review, a colleague's condition", "leads DEL", "/reviews/{answered}/", choose_conditions),
    Place("keys", "members DEL", "/reviews/", ask_for_keys),
    Place("approvals", "ruth", "/approvals/"),
    Place("approvals, nothing ticked", "ruth", "/approvals/", press("Approve the selected")),
    Place("approvals, of an executive", "eva", "/approvals/"),
    Place("approvals, none", "mark", "/approvals/"),
    Place("approval, refused", "ruth", "/deals/{deciding}/approval/", send_back_without_a_word),
    Place("approval, one of two", "eva", "/deals/{severe}/approval/"),
    Place("approval, done", "anders", "/deals/{severe}/approval/"),
    Place("certificate", "maya", "/deals/{cleared}/clearance/"),
    Place("signing", "maya", "/deals/{cleared}/signing/"),
    Place("void", "maya", "/deals/{cleared}/void/"),
    Place("void, to confirm", "desk", "/deals/{voiding}/void/"),
    Place("not there", "maya", "/deals/D-9/", status=404),
    Place("not allowed", "maya", "/people/", status=403),
    Place("not possible", "maya", "/deals/{signed}/submit/", status=409),
]
