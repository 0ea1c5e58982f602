"""The deals behind the first and the third dial."""

from collections.abc import Sequence
from typing import Any

from dealdesk.kit.spans import day_in_words
from insights.presentation.figures import deal_cell
from insights.presentation.tables import Cell, Table, numbers, texts
from insights.queries.culture_deals import LateTerm


def late_terms_table(found: Sequence[LateTerm]) -> Table:
    return Table(
        code="late-terms",
        title="Terms that were not said at once",
        lead="The newest; the CSV has all.",
        columns=texts("Deal", "Rep", "Term", "When it came"),
        rows=[
            [
                deal_cell(term.deal),
                Cell(term.deal.owner.name),
                Cell(term.type_name),
                Cell(
                    f"after signing, {day_in_words(term.found_on)}" if term.found_on else "in a later draft"
                ),
            ]
            for term in found
        ],
        silence="All terms of this time were said at once.",
    )


def lowered_table(found: Sequence[Any]) -> Table:
    return Table(
        code="lowered",
        title="Lower without a changed term",
        lead="The newest; the CSV has all.",
        columns=[*texts("Deal", "Rep", "Draft"), *numbers("Score before", "Score")],
        rows=[
            [
                deal_cell(each.draft.deal),
                Cell(each.draft.deal.owner.name),
                Cell(f"Draft {each.draft.number}"),
                Cell(f"{each.score_before / 10:.1f}"),
                Cell(f"{each.score / 10:.1f}"),
            ]
            for each in found
        ],
        silence="No draft of this time scored lower with the terms of the draft before.",
    )
