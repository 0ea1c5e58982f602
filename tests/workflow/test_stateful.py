"""The workflow against a model, checked after every step. HYPOTHESIS_PROFILE=deep looks longer."""

import os

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.make import make_cast
from tests.workflow.machine import Workflow

IS_DEEP = os.environ.get("HYPOTHESIS_PROFILE") == "deep"


@pytest.mark.django_db
def test_random_verbs_never_break_a_promise() -> None:
    Workflow.cast = make_cast()
    run_state_machine_as_test(
        Workflow,
        settings=settings(
            max_examples=300 if IS_DEEP else 25,
            stateful_step_count=50 if IS_DEEP else 25,
            deadline=None,
            derandomize=not IS_DEEP,
            phases=tuple(Phase) if IS_DEEP else (Phase.generate,),
            suppress_health_check=list(HealthCheck),
        ),
    )
