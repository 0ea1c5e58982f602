"""The runs of the calibration, and the report of one."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from outcomes.calibration.calibrate import calibrate
from outcomes.calibration.evidence import Judged
from outcomes.models import Calibration
from reviews.engine.learned import Hazard, Learned
from reviews.models import PolicyDraft
from tests.make import Cast
from tests.make_calibrated import make_run, make_selection
from tests.make_calibration import make_evidence, make_mixed_deals, make_signed_deal
from tests.reviews.browser import browser_of, text_of

LIST = "/calibration/"


@pytest.fixture
def done(cast: Cast) -> Calibration:
    """A run on 240 outcomes; Delivery took half as much again, and Finance's member judges severely."""
    severe, other = cast.members["FIN"].pk, cast.members["LEG"].pk
    reviews = (Judged(severe, "uptime", "FIN", 4),) * 30 + (Judged(other, "uptime", "FIN", 3),) * 30
    found = calibrate(make_evidence(*make_mixed_deals(240, actual=900), reviews=reviews))
    return make_run(
        cast,
        done_at=timezone.now(),
        outcome_count=240,
        bad_count=72,
        learned=found.learned.as_document(),
        report={**found.report.as_document(), "selection": make_selection()},
    )


def address(run: Calibration) -> str:
    return f"/calibration/{run.pk}/"


def test_without_a_run_the_page_says_when_there_will_be_one(cast: Cast) -> None:
    page = text_of(browser_of(cast.anders).get(LIST))
    assert "No calibration yet" in page
    assert (
        "0 deals have an outcome so far. P(bad) needs 50, at least 10 of them bad and 10 good; corrections"
        in page
    )
    assert "Start a calibration" not in page


def test_the_deal_desk_starts_one_and_sees_it_run(cast: Cast) -> None:
    browser = browser_of(cast.desk)
    assert "Start a calibration" in text_of(browser.get(LIST))
    response = browser.post(LIST)
    run = Calibration.objects.get()
    assert response.headers["Location"] == address(run)
    page = text_of(browser.get(address(run)))
    assert '<h2 id="running-h">Running</h2>' in page and f'hx-get="{address(run)}"' in page
    listed = text_of(browser.get(LIST))
    assert "A calibration is running." in listed and "Start a calibration" not in listed
    assert "running already" in text_of(browser.post(LIST, follow=True))


def test_htmx_gets_the_part_alone_and_asks_no_more_once_it_is_done(cast: Cast, done: Calibration) -> None:
    headers = {"HX-Request": "true", "HX-Target": "calibration"}
    part = text_of(browser_of(cast.desk).get(address(done), headers=headers))
    assert 'id="calibration"' in part and "<html" not in part
    assert "every 2s" not in part


def test_too_few_outcomes_are_told_in_a_sentence(cast: Cast) -> None:
    run = make_run(cast, done_at=timezone.now(), outcome_count=37, bad_count=9, problem="Too few: 37 of 50.")
    page = text_of(browser_of(cast.auditor).get(address(run)))
    assert "Too few: 37 of 50." in page and "37 outcomes, 9 of them bad" in page
    assert "Nothing was learned, and nothing has changed." in page


def test_the_report_shows_every_measure_with_its_n(cast: Cast, done: Calibration) -> None:
    page = text_of(browser_of(cast.anders).get(address(done)))
    measured = done.report["measured"]
    assert '<span class="figures__value">240</span> <span class="small soft">72 of them bad</span>' in page
    for figure in (
        f"{100 * measured['base_rate']:.1f} %",
        f"{measured['brier']:.3f}",
        f"{measured['log_loss']:.3f}",
        f"{measured['ece']:.3f}",
        f"{measured['area']['low']:.2f} to {measured['area']['high']:.2f}",
    ):
        assert figure in page
    assert page.count("<circle") == len(measured["bins"])
    for one in measured["bins"]:
        assert f'<td class="num">{100 * one["observed"]:.1f} %</td>' in page
    assert '<title id="reliability-t">' in page and 'role="img"' in page


def test_the_report_says_what_each_guard_did_and_names_no_reviewer(cast: Cast, done: Calibration) -> None:
    page = text_of(browser_of(cast.desk).get(address(done)))
    assert "Raise at once:" in page and "At most one band lower in one version:" in page
    assert "at least 20 signed outcomes" in page and "At most 0.7 of a level off an answer" in page
    assert "Delivery</th>" in page
    body = page[page.index("<main") :]
    assert cast.members["FIN"].name not in body


def test_corrections_alone_come_without_measures_and_the_page_says_what_is_missing(cast: Cast) -> None:
    reviews = (Judged(1, "uptime", "FIN", 4),) * 30 + (Judged(2, "uptime", "FIN", 3),) * 30
    found = calibrate(make_evidence(*make_mixed_deals(23), reviews=reviews))
    learned, report = found.learned.as_document(), found.report.as_document()
    run = make_run(
        cast, done_at=timezone.now(), outcome_count=23, bad_count=7, learned=learned, report=report
    )
    page = text_of(browser_of(cast.desk).get(address(run)))
    assert "P(bad) needs 50 outcomes, 10 of them bad and 10 good: there are 23, 7 of them bad." in page
    assert "Only corrections are proposed." in page and "No measures of P(bad)." in page
    assert "<circle" not in page and 'class="figures"' not in page
    assert "Make a policy draft of it" in page and "Who is signed at all" not in page


@pytest.mark.parametrize(
    ("late", "said"),
    [
        (1, "Too few to compare: 1 of the 25 outcomes since that this needs. The curve in force stays."),
        (24, "Too few to compare: 24 of the 25 outcomes since that this needs. The curve in force stays."),
        (25, "It predicts better than what is in force: Brier -"),
    ],
)
def test_a_curve_in_force_gives_way_only_after_25_outcomes_that_it_has_not_seen(
    cast: Cast, late: int, said: str
) -> None:
    wrong = Learned(calibration=1, outcomes=60, hazard=Hazard(1, 1, 3_000_000, 60, 50))
    reviews = (Judged(1, "uptime", "FIN", 4),) * 30 + (Judged(2, "uptime", "FIN", 3),) * 30
    deals = [replace(deal, arrived=9.0 if n < late else 1.0) for n, deal in enumerate(make_mixed_deals(120))]
    found = calibrate(make_evidence(*deals, reviews=reviews, learned=wrong, learned_at=5.0))
    learned, report = found.learned.as_document(), found.report.as_document()
    run = make_run(cast, done_at=timezone.now(), outcome_count=120, learned=learned, report=report)
    page = text_of(browser_of(cast.desk).get(address(run)))
    assert said in page
    assert (found.learned.hazard == wrong.hazard) == (late < 25)
    assert ("Only corrections are proposed." in page) == (late < 25)
    assert "Make a policy draft of it" in page


def test_the_report_and_its_draft_count_the_same_reviewers_as_less_sure(cast: Cast) -> None:
    """Ranges of three held 5, 9 and all of 10: who held 9 is believed where they say 80 %, not where 100."""
    deals = [
        make_signed_deal(100 * who + n, reviewer=who, minutes=100, spread=20, actual=110 if n < held else 121)
        for who, held in ((1, 5), (2, 9), (3, 10))
        for n in range(10)
    ]
    found = calibrate(make_evidence(*deals))
    learned, report = found.learned.as_document(), found.report.as_document()
    run = make_run(cast, done_at=timezone.now(), outcome_count=30, learned=learned, report=report)
    [sure] = [row for row in report["reviewers"] if row["kind"] == "confidence"]
    assert (sure["raised"], sure["lowered"], sure["dropped"]) == (2, 0, 0)
    browser = browser_of(cast.desk)
    browser.post(f"{address(run)}propose/")
    page = text_of(browser.get(f"/policy/drafts/{PolicyDraft.objects.get().pk}/"))
    assert "<dt>Reviewers who count as less sure</dt> <dd>2</dd>" in page


def test_the_report_says_who_is_signed_at_all(cast: Cast, done: Calibration) -> None:
    page = text_of(browser_of(cast.anders).get(address(done)))
    assert "Outcomes exist only for signed deals." in page
    assert 'data-label="Share signed" class="num">75 %</td>' in page
    assert "Reviews missing</th>" in page
    assert 'data-label="Over a broken glass" class="num">1</td>' in page


def test_the_deal_desk_makes_a_draft_of_it_and_the_report_links_it(cast: Cast, done: Calibration) -> None:
    reader = browser_of(cast.anders)
    assert "Make a policy draft of it" not in text_of(reader.get(address(done)))
    assert reader.post(f"{address(done)}propose/").status_code == 403
    response = browser_of(cast.desk).post(f"{address(done)}propose/")
    draft = PolicyDraft.objects.get()
    assert response.headers["Location"] == f"/policy/drafts/{draft.pk}/"
    assert f'href="/policy/drafts/{draft.pk}/"' in text_of(reader.get(address(done)))
    shown = text_of(browser_of(cast.desk).get(f"/policy/drafts/{draft.pk}/"))
    assert "What outcomes have taught" in shown
    publish = text_of(browser_of(cast.desk).get(f"/policy/drafts/{draft.pk}/publish/"))
    assert "Learned from outcomes" in publish


def test_reps_and_reviewers_do_not_read_reports(cast: Cast, done: Calibration) -> None:
    for person in (cast.maya, cast.members["FIN"]):
        assert browser_of(person).get(LIST).status_code == 403
        assert browser_of(person).get(address(done)).status_code == 403
    assert browser_of(cast.desk).get("/calibration/999999/").status_code == 404


def test_more_runs_need_no_more_queries(cast: Cast, done: Calibration) -> None:
    browser = browser_of(cast.desk)

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert browser.get(LIST).status_code == 200
        return len(seen)

    queries()
    one = queries()
    for _ in range(5):
        make_run(cast, done_at=timezone.now(), problem="Too few.")
    assert queries() == one
