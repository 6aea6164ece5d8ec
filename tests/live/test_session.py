"""The phases of a lesson: what leads where, and what is refused."""

import itertools

import pytest

from slantwise.live.session import Action, Phase, Refused, Session, act, may_commit

LEADS: dict[tuple[Phase, Action], Phase] = {
    ("lobby", "open"): "marking",
    ("marking", "close"): "closed",
    ("closed", "open"): "marking",
    ("closed", "heat"): "heat",
    ("heat", "readings"): "readings",
    ("closed", "next"): "marking",
    ("heat", "next"): "marking",
    ("readings", "next"): "marking",
    **{(phase, "end"): "ended" for phase in ("lobby", "marking", "closed", "heat", "readings")},
}
PHASES: tuple[Phase, ...] = ("lobby", "marking", "closed", "heat", "readings", "ended")
STEPS: tuple[Action, ...] = ("open", "close", "heat", "readings", "next", "end")


def at(phase: Phase, *, paused: bool = False) -> Session:
    return Session(phase, paused, 2, "pen", 9, 7)


@pytest.mark.parametrize(("phase", "action"), list(itertools.product(PHASES, STEPS)))
def test_every_action_in_every_phase(phase: Phase, action: Action):
    exercise = "pen" if action in ("open", "next") else None
    if (phase, action) not in LEADS:
        with pytest.raises(Refused) as refused:
            act(at(phase), action, 9, exercise)
        assert refused.value.status == 409
        return
    after = act(at(phase, paused=True), action, 9, exercise)
    new = action == "next" or (phase, action) == ("lobby", "open")
    assert (after.phase, after.paused) == (LEADS[phase, action], False)
    assert after.round == 2 + new
    assert after.version == after.moved == 10


def test_an_action_by_somebody_who_saw_less_is_refused():
    with pytest.raises(Refused, match="moved on") as refused:
        act(at("marking"), "close", 6)
    assert (refused.value.status, refused.value.code) == (409, "moved")
    # Only counts have changed since 7.
    assert act(at("marking"), "close", 7).phase == "closed"


def test_a_double_click_acts_once():
    once = act(at("heat"), "next", 9, "sort")
    with pytest.raises(Refused):
        act(once, "next", 9, "sort")


@pytest.mark.parametrize("action", ["open", "next"])
def test_a_round_needs_an_exercise(action: Action):
    with pytest.raises(Refused) as refused:
        act(at("lobby" if action == "open" else "heat"), action, 9)
    assert refused.value.status == 422


def test_a_closed_round_opens_again_with_its_own_exercise_only():
    assert act(at("closed"), "open", 9).round == 2
    assert act(at("closed"), "open", 9, "pen").exercise == "pen"
    with pytest.raises(Refused):
        act(at("closed"), "open", 9, "sort")


def test_a_pause_stands_beside_the_phase():
    paused = act(at("marking"), "pause", 9)
    assert (paused.phase, paused.paused) == ("marking", True)
    with pytest.raises(Refused):
        act(paused, "pause", paused.version)
    assert act(paused, "resume", paused.version).paused is False
    for action in ("pause", "resume"):
        with pytest.raises(Refused):
            act(at("ended"), action, 9)


def test_who_may_commit_when():
    taken = {
        (phase, stage)
        for phase in PHASES
        for stage in ("first", "revised")
        if not refused(at(phase), stage)
    }
    assert taken == {("marking", "first"), ("readings", "revised")}
    assert refused(at("marking", paused=True), "first")
    assert refused(at("readings", paused=True), "revised")


def refused(session: Session, stage: str) -> bool:
    try:
        may_commit(session, stage)  # type: ignore[arg-type]
    except Refused as error:
        return error.status == 409
    return False
