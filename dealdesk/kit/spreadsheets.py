"""CSV that a spreadsheet opens without running anything that people wrote into it."""

import csv
from collections.abc import Iterable, Iterator, Sequence

from django.http import StreamingHttpResponse

DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
"""First characters that make a cell a formula; a text that begins so is written behind an apostrophe."""


class _Echo:
    def write(self, line: str) -> str:
        return line


def defused(cell: object) -> object:
    """Numbers stay numbers; a text that would be a formula becomes plain text."""
    if isinstance(cell, str) and cell.startswith(DANGEROUS):
        return f"'{cell}"
    return cell


def csv_response(name: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> StreamingHttpResponse:
    """A download that is written while the rows are read. `name` without the ending, of plain letters."""
    writer = csv.writer(_Echo())

    def lines() -> Iterator[str]:
        yield "\ufeff" + writer.writerow(head)
        for row in rows:
            yield writer.writerow([defused(cell) for cell in row])

    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8", headers=headers)
