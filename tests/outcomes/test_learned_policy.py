"""A policy that has learned from outcomes: how answers count under it, and what pages say of it."""

import re

import pytest

from dealdesk.verification.reproduction import changed_policies, wrong_scores
from reviews.actions import rescore
from reviews.engine.learned import Habit
from reviews.models import PolicyVersion, Score, Submission
from tests.make import Cast, make_submission, make_user, review, review_all
from tests.make_calibrated import make_learned_policy, make_severe
from tests.reviews.browser import browser_of, text_of
from tests.reviews.review_form import asked_of

WORK = (60, 90, 120)


def scored(cast: Cast, *codes: str, level: int = 3, **fields: object) -> Score:
    submission = make_submission(cast.maya, *(codes or ("payment-terms",)))
    review_all(cast, submission, level, **{"once": WORK, **fields})
    return Score.objects.get(submission=submission, is_latest=True)


def page_of(submission: Submission, name: str) -> str:
    return f"/deals/{submission.draft.deal.number}/{name}"


def test_a_severe_reviewers_answer_counts_corrected_and_is_stored_so(cast: Cast) -> None:
    """Finance says level 3, 90 % sure, 90 minutes; stored is what counted, so anyone can recompute it."""
    make_learned_policy(cast, habits=make_severe(cast.members["FIN"].pk))
    [cell] = scored(cast).inputs["cells"]
    assert (cell["g"], cell["c"], cell["one"]) == (26, 70, [90, 135, 180])
    assert list(wrong_scores()) == [] and list(changed_policies()) == []


def test_a_five_and_a_blocker_count_as_they_are_said(cast: Cast) -> None:
    make_learned_policy(cast, habits={cast.members["FIN"].pk: Habit(severity=7)})
    [five] = scored(cast, level=5).inputs["cells"]
    assert five["g"] == 50
    [blocked] = scored(cast, level=4, verdict="blocker", reasons="We cannot bill that.").inputs["cells"]
    assert (blocked["g"], blocked["b"]) == (40, 1)


def test_the_learned_uplift_is_part_of_the_engine_and_raises_the_effort(cast: Cast) -> None:
    before = scored(cast).result["E"]
    make_learned_policy(cast, uplift={"FIN": 2_000})
    assert scored(cast).result["E"] == pytest.approx(2 * before, abs=1)
    assert list(wrong_scores()) == []


def test_reviewers_stand_apart_by_what_they_said_not_by_what_counts(cast: Cast) -> None:
    """2 and 4 stay two levels apart, though the severe one's 4 counts as 3.6."""
    colleague = make_user("Lea Ledger", "function_member")
    colleague.memberships.create(function=cast.functions["FIN"])
    make_learned_policy(cast, habits=make_severe(cast.members["FIN"].pk))
    submission = make_submission(cast.maya, "payment-terms")
    asked = asked_of(cast, submission, "FIN", "payment-terms")
    review(cast, asked, 4)
    review(cast, asked, 2, by=colleague)
    score = rescore(submission.pk)
    assert score is not None
    assert score.inputs["cells"][0]["g"] == 36
    assert score.inputs["disputed"] == [["T1", "FIN"]]


def test_the_chance_stands_beside_the_score_with_its_n_and_version(cast: Cast) -> None:
    policy = make_learned_policy(cast)
    score = scored(cast)
    page = text_of(browser_of(cast.maya).get(page_of(score.submission, "score/")))
    said = f'Learned from 212 outcomes, <a href="/policy/?version={policy.number}#learned-h">'
    assert said in page and "Chance to go badly:" in page
    assert f"{chance_by_hand(score):.0f} %</b>, as for deals of this difficulty" in page
    approval = text_of(browser_of(cast.mark).get(page_of(score.submission, "approval/")))
    assert said in approval
    deal = text_of(browser_of(cast.maya).get(page_of(score.submission, "")))
    assert "Chance to go badly:" not in deal


def chance_by_hand(score: Score) -> float:
    """In per cent: 1 - exp(-(0.4 Ds + 0.2 De + 0.05)), then the line from 5 -> 4 to 60 -> 70 at 34.6 %."""
    dose = score.result["S"] ** 0.5 / 1e6
    plain = 1 - 2.718281828459045 ** -(0.4 * dose + 0.2 * score.result["E"] / 1e6 + 0.05)
    line = 0.04 + max(0, plain - 0.05) * (0.70 - 0.04) / (0.60 - 0.05)
    return 100 * (0.654 * plain + 0.346 * line)


def test_no_chance_is_shown_before_outcomes_have_taught_one(cast: Cast) -> None:
    score = scored(cast)
    for name, person in (("score/", cast.maya), ("approval/", cast.mark), ("", cast.maya)):
        assert "Chance to go badly" not in text_of(browser_of(person).get(page_of(score.submission, name)))


def test_no_chance_is_shown_while_a_review_is_missing_or_under_a_blocker(cast: Cast) -> None:
    make_learned_policy(cast)
    open_one = make_submission(cast.maya, "payment-terms")
    rescore(open_one.pk)
    blocked = scored(cast, verdict="blocker", reasons="We cannot bill that.").submission
    for submission in (open_one, blocked):
        assert "Chance to go badly" not in text_of(browser_of(cast.maya).get(page_of(submission, "score/")))


@pytest.mark.parametrize("learned", [False, True])
def test_the_score_is_nowhere_shown_as_a_probability(cast: Cast, learned: bool) -> None:
    """No page of a deal puts a per cent sign, or a word for likelihood, behind the score's number."""
    if learned:
        make_learned_policy(cast)
    score = scored(cast, "payment-terms", "liability-cap")
    number = f"{score.tenths // 10}.{score.tenths % 10}"
    rounded = str(round(score.tenths / 10))
    pages = ["", "score/", "approval/", "submit/", "history/"]
    read = 0
    for name, person in [(page, who) for page in pages for who in (cast.maya, cast.mark, cast.auditor)]:
        response = browser_of(person).get(page_of(score.submission, name))
        if response.status_code != 200:
            continue
        text = re.sub(r"<[^>]+>", " ", text_of(response))
        assert not re.search(rf"(?<![\d.]){re.escape(number)}\s*(%|per cent)", text), name
        assert not re.search(rf"(?<![\d.]){rounded}\s*(%|per cent)\s*(likely|chance|probab|of deals)", text)
        assert not re.search(rf"(probability|chance|likelihood)\D{{0,30}}{re.escape(number)}", text, re.I)
        read += number in text
    assert read >= 4


def test_the_reviewer_reads_how_the_own_answers_count_and_nothing_of_others(cast: Cast) -> None:
    policy = make_learned_policy(cast, habits=make_severe(cast.members["FIN"].pk))
    submission = make_submission(cast.maya, "liability-cap")
    own = asked_of(cast, submission, "FIN", "liability-cap")
    page = text_of(browser_of(cast.members["FIN"]).get(f"/reviews/{own.pk}/"))
    assert f"Policy {policy.number} corrects answers by what 212 outcomes have taught." in page
    assert "0.4 of a level easier, with × 1.5 of the work, as 65 % sure where you say 80 %" in page
    other = asked_of(cast, submission, "LEG", "liability-cap")
    page = text_of(browser_of(cast.members["LEG"]).get(f"/reviews/{other.pk}/"))
    assert "Yours count as you give them" in page and "easier" not in page


def test_a_reviewer_who_is_doubted_only_above_80_per_cent_reads_where(cast: Cast) -> None:
    make_learned_policy(cast, habits={cast.members["FIN"].pk: Habit(hits=9, n=10)})
    asked = asked_of(cast, make_submission(cast.maya, "payment-terms"), "FIN", "payment-terms")
    page = text_of(browser_of(cast.members["FIN"]).get(f"/reviews/{asked.pk}/"))
    assert "Yours count as 96 % sure where you say 100 %." in page


def test_the_policy_page_says_what_was_learned_and_links_the_report_for_those_who_may(cast: Cast) -> None:
    make_learned_policy(cast, uplift={"DEL": 1_180}, habits=make_severe(cast.members["FIN"].pk))
    desk, rep = (text_of(browser_of(person).get("/policy/")) for person in (cast.desk, cast.maya))
    for page in (desk, rep):
        assert "What outcomes have taught" in page
        assert "<dt>Work of Delivery</dt> <dd>× 1.18</dd>" in page
        assert "<dt>Reviewers whose levels count as easier</dt> <dd>1</dd>" in page
        assert "from 212 outcomes, 55 of them bad" in page
    assert 'href="/calibration/1/"' in desk
    assert "/calibration/" not in rep


def test_the_comparison_names_what_was_learned(cast: Cast) -> None:
    first = PolicyVersion.objects.get().number
    policy = make_learned_policy(cast, uplift={"DEL": 1_180})
    page = text_of(browser_of(cast.maya).get(f"/policy/compare/?from={first}&to={policy.number}"))
    assert "<b>Work of Delivery</b>" in page and "Learned from outcomes" in page and "× 1.18" in page
    later = make_learned_policy(cast, uplift={"DEL": 1_300})
    page = text_of(browser_of(cast.maya).get(f"/policy/compare/?from={policy.number}&to={later.number}"))
    assert "1 change" in page and "× 1.3" in page
