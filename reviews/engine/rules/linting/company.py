"""The company as the linter needs to know it."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Company:
    """The company that a rulebook is for. `people`: addresses of active people in small letters;
    `role_holders`: how many active people hold each role; `leads`: functions with an active lead;
    `types`: the playbook's types with the functions that review them; `managers`: whether anybody
    reports to somebody who may approve as the rep's manager."""

    functions: frozenset[str]
    people: frozenset[str]
    role_holders: Mapping[str, int]
    leads: frozenset[str]
    types: Mapping[str, frozenset[str]]
    managers: bool
