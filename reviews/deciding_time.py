"""How long a step of the approval is expected to take, by how long its people usually take."""

from collections.abc import Iterable, Mapping


def hours_of_step(
    people: Iterable[int], need: str | int, usual: Mapping[int, float], allowed: float
) -> float:
    """Business hours until enough of the people, given by id, have decided: the quickest who are enough.

    `usual`: median business hours by person; who has no history takes `allowed`, what the policy grants. So
    does a step that too few people can decide.
    """
    hours = sorted(usual.get(person, allowed) for person in people)
    enough = len(hours) if need == "all" else int(need)
    return hours[enough - 1] if 0 < enough <= len(hours) else allowed
