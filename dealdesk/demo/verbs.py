"""All verbs of the stories, by name."""

from collections.abc import Callable

from dealdesk.demo.asides import ASIDES
from dealdesk.demo.beats import Beat
from dealdesk.demo.company import Company
from dealdesk.demo.history.verbs import AFTERWARDS
from dealdesk.demo.life import LIFE
from dealdesk.demo.telling import DEALING, Telling

VERBS: dict[str, Callable[[Telling], None]] = {**DEALING, **ASIDES, **LIFE, **AFTERWARDS}


def tell(company: Company, beat: Beat) -> None:
    """Do what the beat says, at the clock's present moment."""
    VERBS[beat.verb](Telling(company, beat))
