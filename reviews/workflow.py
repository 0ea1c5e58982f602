"""The moves of a policy lab's run. Nothing else assigns `LabRun.state`."""

from dealdesk.kit.states import Move, Moves
from reviews.models import LabRun

State = LabRun.State

LAB_MOVES = Moves(
    "run",
    {
        "begin": Move(frozenset({State.WAITING}), State.RUNNING, "begun"),
        "finish": Move(frozenset({State.RUNNING}), State.DONE, "finished"),
        "fail": Move(frozenset({State.RUNNING}), State.FAILED, "failed"),
        "cancel": Move(frozenset({State.WAITING, State.RUNNING}), State.CANCELLED, "cancelled"),
        "resume": Move(frozenset({State.CANCELLED, State.FAILED}), State.WAITING, "resumed"),
    },
)
