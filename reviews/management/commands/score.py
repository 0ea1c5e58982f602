"""Score deals from a file, standard input or a score string; needs neither server nor database."""

import json
import sys
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandParser

from reviews.engine import assess, recompute
from reviews.engine.checks import InvalidFacts, shown
from reviews.engine.policy_version import Policy
from reviews.engine.scales import DEFAULT_POLICY

BAD_INPUT = 2


class Command(BaseCommand):
    help = "Score one deal (or a list of deals) given as JSON, or recompute a score string."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", help="a JSON file, or - for standard input")
        parser.add_argument("--string", help="a score string, such as DD:1.0/P:...")
        parser.add_argument("--policy", help="a JSON file with the policy; without it DD:1.0's default")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            answer = _answer(options["file"], options["string"], _policy(options["policy"]))
        except InvalidFacts as fault:
            self.stderr.write(str(fault))
            sys.exit(BAD_INPUT)
        self.stdout.write(json.dumps(answer, indent=2))


def _answer(file: str | None, string: str | None, policy: Policy) -> object:
    if (file is None) == (string is None):
        raise InvalidFacts("file", "or --string must be given, and only one of them")
    if string is not None:
        return recompute(string, (policy,)).as_document()
    document = _parsed(_read(str(file)))
    if isinstance(document, list):
        return [_scored(deal, row, policy) for row, deal in enumerate(document)]
    return assess(document, policy).as_document()


def _policy(file: str | None) -> Policy:
    return DEFAULT_POLICY if file is None else Policy.from_document(_parsed(_read(file)))


def _scored(deal: Any, row: int, policy: Policy) -> dict[str, object]:
    try:
        return assess(deal, policy).as_document()
    except InvalidFacts as fault:
        raise fault.inside(f"deals[{row}]") from fault


def _read(file: str) -> str:
    try:
        content = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        return content.decode("utf-8-sig")
    except OSError as fault:
        raise InvalidFacts("file", f"{shown(file)} cannot be read: {fault.strerror}") from fault
    except UnicodeDecodeError as fault:
        raise InvalidFacts("file", f"{shown(file)} is not text in UTF-8") from fault


def _parsed(content: str) -> Any:
    try:
        return json.loads(content, parse_constant=_refuse_constant, object_pairs_hook=_without_repeats)
    except InvalidFacts:
        raise
    except json.JSONDecodeError as fault:
        raise InvalidFacts("file", f"is not valid JSON: {fault}") from fault
    except ValueError as fault:
        raise InvalidFacts("file", "holds a number with far too many digits") from fault
    except RecursionError as fault:
        raise InvalidFacts("file", "is nested too deeply") from fault


def _refuse_constant(name: str) -> NoReturn:
    raise InvalidFacts("file", f"holds {name}, which is not a number in JSON")


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    entries = dict(pairs)
    if len(entries) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise InvalidFacts(twice if twice.isidentifier() else "file", "is given twice in one object")
    return entries
