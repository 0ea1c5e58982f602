"""What people may read of a version's rulebook: rules in words, settings, groups, worked examples."""

from dataclasses import dataclass

from reviews.engine.rules import Rulebook
from reviews.models import PolicyVersion
from reviews.presentation.policy_examples import ExampleLine, example_lines
from reviews.presentation.policy_rules import RuleGroup, grouped, ladders_in, rule_lines
from reviews.rulings import rulebook_of
from reviews.seats import Directory


@dataclass(frozen=True)
class Named:
    when: str
    then: str


@dataclass(frozen=True)
class PolicyParts:
    name: str
    groups: tuple[RuleGroup, ...]
    settings: tuple[Named, ...]
    people: tuple[Named, ...]
    examples: tuple[ExampleLine, ...]


def policy_parts(version: PolicyVersion) -> PolicyParts:
    rulebook = rulebook_of(version)
    document = rulebook.as_document()
    directory = Directory.load([])
    return PolicyParts(
        name=rulebook.name,
        groups=tuple(grouped(rule_lines(document, None, directory), ladders_in(document))),
        settings=tuple(_settings(rulebook)),
        people=tuple(
            Named(name, ", ".join(_named(email, directory) for email in emails) or "Nobody")
            for name, emails in rulebook.groups.items()
        ),
        examples=tuple(example_lines(document)),
    )


def _settings(rulebook: Rulebook) -> list[Named]:
    chosen = rulebook.settings
    eyes = "needs a second person" if chosen.four_eyes else "one person is enough"
    return [
        Named("An approver has", f"{chosen.approval_hours} business hours"),
        Named("Reminded at", _parts(chosen.remind_at)),
        Named("Escalated at", _parts(chosen.escalate_at)),
        Named("Sent back at most", f"{chosen.rounds} times, then the deal desk steps in"),
        Named("Publishing the next policy", eyes),
    ]


def _parts(per_cents: tuple[int, ...]) -> str:
    return f"{', '.join(map(str, per_cents))} % of that time" if per_cents else "Never"


def _named(email: str, directory: Directory) -> str:
    found = directory.by_email.get(email.casefold())
    return str(directory.people[found]) if found else email
