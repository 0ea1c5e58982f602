"""Check a policy's file, ask it about a deal, or print the schema; needs neither server nor database."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.module_loading import import_string

from reviews.engine.checks import InvalidFacts
from reviews.engine.rules import Company, Finding, InvalidRulebook, Rulebook, evaluate, lint_document, schema
from reviews.policy_file import InvalidPolicyFile, as_json, read_policy

CLEAN, FAULTY, BAD_INPUT = 0, 1, 2


class Command(BaseCommand):
    help = "Check the file of an approval policy, evaluate it for a deal, or print its JSON Schema."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        check = verbs.add_parser("check", help="find faults; exit 0 without errors, 1 with, 2 unreadable")
        check.add_argument("file", help="a YAML or JSON file, or - for standard input")
        check.add_argument("--company", action="store_true", help="check against the company in the database")
        check.add_argument("--json", action="store_true", help="print the findings as JSON")
        ask = verbs.add_parser("evaluate", help="print steps, checks and refusals for a deal as JSON")
        ask.add_argument("file", help="a YAML or JSON file, or - for standard input")
        ask.add_argument("--facts", required=True, help="a JSON or YAML file with the facts of the deal")
        verbs.add_parser("schema", help="print the JSON Schema of a policy's file")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            status = getattr(self, f"_{options['verb']}")(options)
        except (InvalidPolicyFile, InvalidFacts) as fault:
            self.stderr.write(str(fault))
            sys.exit(BAD_INPUT)
        if status:
            sys.exit(status)

    def _check(self, options: dict[str, Any]) -> int:
        document = _read(options["file"])
        findings = lint_document(document, _company() if options["company"] else None)
        self.stdout.write(_as_json(findings) if options["json"] else _as_text(findings))
        return FAULTY if any(finding.severity == "error" for finding in findings) else CLEAN

    def _evaluate(self, options: dict[str, Any]) -> int:
        document, facts = _read(options["file"]), _read(options["facts"])
        try:
            rulebook = Rulebook.from_document(document)
        except InvalidRulebook as fault:
            self.stderr.write("\n".join(str(problem) for problem in fault.problems))
            return BAD_INPUT
        if not isinstance(facts, dict):
            raise InvalidFacts("facts", "must be an object with the facts of one deal")
        self.stdout.write(as_json(evaluate(rulebook, facts).as_document()), ending="")
        return CLEAN

    def _schema(self, options: dict[str, Any]) -> int:
        self.stdout.write(as_json(schema()), ending="")
        return CLEAN


def _read(file: str) -> Any:
    try:
        content = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as fault:
        raise InvalidPolicyFile(f"The file {file} cannot be read: {fault.strerror}.") from fault
    try:
        return read_policy(content, file)
    except InvalidPolicyFile as fault:
        raise InvalidPolicyFile(f"{file}: {fault}") from fault


def _company() -> Company:
    """Only this needs settings and a database, so only this loads what reads it."""
    found: Company = import_string("reviews.queries.company.company_now")()
    return found


def _as_text(findings: tuple[Finding, ...]) -> str:
    lines = []
    for finding in findings:
        rule = f"rule {finding.rule}" if finding.rule else ""
        place = ", ".join(part for part in (rule, finding.field) if part)
        lines.append(f"{finding.severity}: {place}: {finding.sentence}")
    return "\n".join([*lines, _summary(findings)])


def _as_json(findings: tuple[Finding, ...]) -> str:
    document = {"summary": _summary(findings), "findings": [finding.as_document() for finding in findings]}
    return json.dumps(document, indent=2, ensure_ascii=False)


def _summary(findings: tuple[Finding, ...]) -> str:
    counts = {
        name: sum(finding.severity == name for finding in findings) for name in ("error", "warning", "note")
    }
    said = [f"{count} {name}{'' if count == 1 else 's'}" for name, count in counts.items() if count]
    return f"{', '.join(said)}." if said else "Nothing found."
