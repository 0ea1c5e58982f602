"""Whom a text names with @: by full name, by e-mail address, or by first name among those of the deal."""

import re
from collections.abc import Iterable, Sequence

from django.db.models import Q
from django.db.models.functions import Lower

from accounts.models import User
from dealdesk.kit.refusals import Refused

MOST_MENTIONED = 10
LONGEST_NAME = 6
"""Words in a name."""

SIGN = re.compile(r"(?<![\w@.+-])@(?=[^\s@])")
ADDRESS = re.compile(r"[^\s@<>()\[\],;:\"]+@[^\s@<>()\[\],;:\"]+\.[\w-]+")
AFTER_NAME = ".,;:!?)]}>”’\"'…"


def people_named(text: str, also: str, near: Iterable[User]) -> list[User]:
    """The people that `text` names with @ and those in the list `also`, each once, in that order.

    `also` holds names or addresses with commas between; `near` are the people of the deal, whose first
    name alone is enough. Raises Refused for whom nobody knows, for a name that two people have and for
    somebody whose account is closed.
    """
    said = [*_in_text(text), *_in_list(also)]
    if len(said) > MOST_MENTIONED:
        raise Refused(f"Name at most {MOST_MENTIONED} people at once.")
    if not said:
        return []
    known = _known({way for ways in said for way in ways})
    near = list(near)
    found = [_one(ways, known, near) for ways in said]
    return list({person.pk: person for person in found}.values())


def _in_text(text: str) -> list[list[str]]:
    return [_ways(text[sign.end() : sign.end() + 400]) for sign in SIGN.finditer(text)]


def _in_list(also: str) -> list[list[str]]:
    entries = (" ".join(entry.split()).removeprefix("@") for entry in re.split(r"[,;\n]", also))
    return [[entry.lower()] for entry in entries if entry]


def _ways(rest: str) -> list[str]:
    """What may be meant by the words after a sign, the longest reading first, in small letters."""
    address = ADDRESS.match(rest)
    if address:
        return [address[0].lower()]
    line = rest.splitlines()[0]
    words = line.split()[:LONGEST_NAME]
    readings = [" ".join(words[:length]).lower() for length in range(len(words), 0, -1)]
    return [way for reading in readings for way in _without_ending(reading)]


def _without_ending(reading: str) -> list[str]:
    bare = reading.rstrip(AFTER_NAME)
    owned = re.sub(r"[’']s$", "", bare)
    return list(dict.fromkeys(way for way in (reading, bare, owned) if way))


def _known(ways: set[str]) -> dict[str, list[User]]:
    """People by name and by address, in small letters."""
    found: dict[str, list[User]] = {}
    people = User.objects.annotate(small_name=Lower("name"), small_email=Lower("email"))
    for person in people.filter(Q(small_name__in=ways) | Q(small_email__in=ways)).order_by("pk"):
        for way in {person.small_name, person.small_email} & ways:
            found.setdefault(way, []).append(person)
    return found


def _one(ways: Sequence[str], known: dict[str, list[User]], near: Sequence[User]) -> User:
    meant = next((known[way] for way in ways if way in known), None) or _by_first_name(ways, near)
    if not meant:
        raise Refused(
            f"Nobody here is called “{ways[-1][:60]}”. Write @ and the full name or the e-mail address."
        )
    able = [person for person in meant if person.is_active]
    if not able:
        raise Refused(f"{meant[0]} does not work with DealDesk any more. Name somebody else.")
    if len(able) > 1:
        raise Refused(f"{len(able)} people are called {able[0]}. Write @ and the e-mail address instead.")
    return able[0]


def _by_first_name(ways: Sequence[str], near: Sequence[User]) -> list[User]:
    return [person for person in near if person.name.split(" ")[0].lower() == ways[-1]]
