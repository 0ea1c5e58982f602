"""What each figure of the dashboard is, exactly, in plain words."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Definition:
    """`code` is the anchor that the chart links to, `source` where the definition is laid down."""

    code: str
    heading: str
    text: tuple[str, ...]
    source: str


DEFINITIONS = (
    Definition(
        "base",
        "What is counted",
        (
            "Signed deals are those whose contract is signed and was not voided since. A period is a "
            "calendar quarter; the region is the country of the customer; a deal of two product lines "
            "counts under each of them.",
            "Pain adds up as doses, not as scores. A dose is what DD:1.0 makes the score from; here "
            "10,000 micro-doses are one point. A low score is nearly its dose in points (a score of "
            "20 is 22 points), a high one far less than it (a score of 70 is 120 points).",
            "The pain signed in a quarter that still runs is compared with the quarter before up to the "
            "same day, counted from the first of each; a quarter that is over with the whole one before.",
        ),
        "section 10",
    ),
    Definition(
        "waiting",
        "Waiting for me",
        (
            "Drafts on which you are asked to decide now, the one due first on top. What approving "
            "all commits is the sum of their committed values in the company’s currency, and of their "
            "doses in points, with the load on the calendars.",
            "Beside each stand its two hardest terms, and the fullest month among those on which it "
            "puts work, with everything that was signed or likely when it was scored.",
            "It is of all deals, whatever the page is narrowed to, and says so there.",
        ),
        "sections 3 and 5",
    ),
    Definition(
        "answers",
        "Where reviews wait",
        (
            "Business hours from being asked to the first answer, without pauses, of all reviews "
            "answered in the period; answers carried over from an earlier draft do not count. Half of "
            "the answers came within the dot, nine in ten within the whisker; both are read from a "
            "histogram, straight-lined within its bins.",
            "A function is late when its half lies beyond what it promised. Below 10 answers it is "
            "not drawn.",
        ),
        "section 10, item 11",
    ),
    Definition(
        "load",
        "Forward load",
        (
            "Mean hours that fall on each function in each of the coming six months, as per cent of "
            "its capacity. Signed: one-off work spread evenly over the delivery window, recurring "
            "work from go-live to the end. Likely: drafts in review by the share that is won, drafts "
            "clear to sign in full. Plan to 85 %; above 100 % the month is marked, with the deals "
            "that bring most of it.",
            "Chance of overload: the exact convolution on a one-hour grid of the drafts not signed "
            "yet, each coming whole or not at all.",
            "Overload is judged on the load of all deals, whatever the page is narrowed to; what it "
            "is narrowed to stands beside it as a part.",
            "Beside a month that is over stands the draft in review whose signing a month later would empty "
            "it most, counted by its chance; none that would overfill another month of any function.",
        ),
        "sections 5 and 10, item 3",
    ),
    Definition(
        "ketchup",
        "Quarter-end ketchup",
        (
            "The share of a quarter’s signed dose that was signed in its weeks 12 and 13. Even "
            "signing gives 2/13, 15.4 %; the index is the share over that. The chance beside it: if "
            "each deal got one of the 13 weeks at random (2,000 seeded draws up to 150 deals, the "
            "normal approximation above), how often would the share be as high or higher? Below 15 "
            "deals nothing is said.",
            "The Gini coefficient of the weeks misleads when deals are few, so it stands only beside "
            "what even signing of as many deals gives on average.",
            "Damage: hours over capacity in the twelve months from the quarter’s first, as signed, "
            "less those if the same deals, in the same order, had been signed at even distances; in "
            "money at the functions’ rates; capacity is that of today. On a narrowed page only its deals "
            "move; the work of all others stays where it is.",
        ),
        "section 10, items 1 and 2",
    ),
    Definition(
        "bands",
        "Pain by band over time",
        (
            "Committed value of the deals signed in each month, in the company’s currency at the "
            "policy’s rates, by the band of the gate that they passed. A deal signed by breaking the "
            "glass while reviews were missing stands under Blocked.",
        ),
        "section 10, item 4",
    ),
    Definition(
        "revenue",
        "Right revenue",
        (
            "Shares of the value signed in the period. New products: deals with a product line that "
            "the target names. New customers: new business, and a customer’s first signed deal. "
            "Standard terms: deals without any non-standard term. Longer than 2 years: more than 24 "
            "months. A deal may count under several.",
            "The target is the one that was in force at the quarter’s end, for the running quarter the one "
            "in force now. A quarter before the first target has none, and no new products.",
            "RAV is value times standard margin less the predicted P80 cost. For a deal scored under "
            "a policy that has learned P(bad) from outcomes it is value times margin times (1 - P(bad) "
            "× 0.5) less the mean cost. Deals signed without a score are in neither RAV nor its margin. "
            "It stands beside bookings, never alone.",
        ),
        "sections 4 and 10, item 4",
    ),
    Definition(
        "outcome",
        "Did it hurt as we said?",
        (
            "Deals signed in the four quarters that end with the period whose functions have all "
            "said, at 90 days, what it was really like. Said and real are the same DD:1.0 without "
            "load on the calendars; each mark shows both as scores. A dot cost no more than the "
            "predicted P80, which should hold for 80 % of deals.",
            "Feels-worse factor: exp(B × mean y), y = ln((D90 + d) / (D0 + d)) of each deal, d = "
            "50,000 micro-doses, B = n / (n + 10), with its 90 % range; below 25 deals nothing is "
            "said.",
            "The fitted line is that of least squares through the marks drawn, from 25 on.",
            "Bad: a realised score of 70 or more, a termination or a customer who did not renew, or a "
            "cost above the predicted P95.",
        ),
        "sections 8 and 10, item 5",
    ),
    Definition(
        "types",
        "What hurts most",
        (
            "Each function’s answer to a term is a cell. By type of term, over deals signed in the "
            "four quarters: deals signed with such a term, the mean level said and the mean level that it "
            "was, real minutes over the mean minutes said, and the type’s share of the whole realised dose. "
            "Terms that nobody was told of count in full. A type’s own figures are shown from 10 "
            "cells with a 90-day outcome.",
        ),
        "sections 3, 8 and 10",
    ),
)
