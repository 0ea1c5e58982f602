"""Read a playbook from a file, with a sentence for whatever is wrong in it.

The shape is that of contracts/sample/playbook.json: `types`, each with its standard position and ladder.
"""

import json
from collections.abc import Collection, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from contracts.playbook_shape import Playbook


class InvalidPlaybook(ValueError):
    """The file is no playbook; the text names the place and says what is expected there."""


def read_playbook(path: Path, functions: Collection[str]) -> list[dict[str, Any]]:
    """Types ready to be published. `functions`: codes that exist. Raises InvalidPlaybook, OSError."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as problem:
        raise InvalidPlaybook(f"The file is not JSON: {problem}.") from problem
    shape = Playbook(data=content)
    if not shape.is_valid():
        raise InvalidPlaybook(_first_wrong(shape.errors, content))
    types: list[dict[str, Any]] = content["types"]
    _check_codes([type_["code"] for type_ in types])
    for type_ in types:
        _check_functions(type_, functions)
        _check_ladder(type_)
    return types


def _first_wrong(errors: Any, content: Any) -> str:
    """The first thing that is wrong, with the type's code and the field: `uptime, ladder, 2, label: …`."""
    place: list[str] = []
    while not isinstance(errors, str):
        if isinstance(errors, dict):
            step, errors = next(iter(errors.items()))
        else:
            step, errors = next((row, wrong) for row, wrong in enumerate(errors) if wrong)
            if isinstance(errors, str):
                break
        row_of_types = isinstance(step, int) and place == ["types"]
        place.append(_named(content, step) if row_of_types else _counted(step))
    shown = [step for step in place if step not in ("types", "non_field_errors")]
    return f"{', '.join(shown) or 'The file'}: {errors}"


def _counted(step: str | int) -> str:
    """Rows count from one for people."""
    return str(step + 1) if isinstance(step, int) else step


def _named(content: Any, row: int) -> str:
    entry = content["types"][row]
    return str(entry["code"]) if isinstance(entry, dict) and "code" in entry else f"type {row + 1}"


def _check_codes(codes: list[str]) -> None:
    for code in codes:
        if codes.count(code) > 1:
            raise InvalidPlaybook(f"Two types have the code “{code}”. Give each its own.")


def _check_functions(type_: Mapping[str, Any], functions: Collection[str]) -> None:
    for code in [*type_["functions"], *(code for rung in type_["ladder"] for code in rung["functions"])]:
        if code not in functions:
            known = ", ".join(sorted(functions)) or "none yet"
            raise InvalidPlaybook(f"{type_['code']}: there is no function {code}. Known are: {known}.")


def _check_ladder(type_: Mapping[str, Any]) -> None:
    """Efforts rise; values go from the best for us to the worst, and lie within what can be typed."""
    efforts = type_["effort_days"]
    if efforts != sorted(efforts):
        raise InvalidPlaybook(f"{type_['code']}: the three effort_days must rise from low to high.")
    comparable, rungs = type_["comparable"], [type_["standard"], *type_["ladder"]]
    values = [Decimal(str(rung["value"])) for rung in rungs if rung.get("value") is not None]
    if comparable is None:
        if values:
            raise InvalidPlaybook(f"{type_['code']}: a rung has a value, but the type is not comparable.")
        return
    if values != sorted(values, reverse=comparable["better"] == "higher"):
        raise InvalidPlaybook(f"{type_['code']}: the values of the ladder must go from good to bad for us.")
    least, most = Decimal(str(comparable["min"])), Decimal(str(comparable["max"]))
    if not all(least <= value <= most for value in values):
        raise InvalidPlaybook(f"{type_['code']}: a rung's value lies outside of {least} to {most}.")
