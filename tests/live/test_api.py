"""A lesson from the door to the end, and everything in it that must not happen."""

import asyncio
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from live.lesson import CODE, KINDS, Lesson, body, tries
from slantwise.exercises.load import Exercise
from slantwise.live import api, models, tables

Begin = Callable[..., Lesson]


def code(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["error"]["code"]


# --- the door ---------------------------------------------------------------------------


@pytest.mark.parametrize("typed", [CODE, CODE.upper(), CODE.replace("-", " "), f"  {CODE}\n"])
def test_a_code_is_taken_however_it_is_typed(lesson: Lesson, typed: str):
    answer = lesson.ask("POST", "/api/join", json={"code": typed})
    assert answer.status_code == 201
    models.Joined.model_validate(answer.json(), strict=True)


@pytest.mark.parametrize("typed", ["", "amber", CODE + "-drum", "\ud800", "ä" * 200])
def test_a_wrong_code_lets_nobody_in(lesson: Lesson, typed: str):
    sent = json.dumps({"code": typed})
    answer = lesson.ask(
        "POST", "/api/join", content=sent, headers={"content-type": "application/json"}
    )
    assert answer.status_code in (403, 422)
    assert lesson.state()["joined"] == 0


def test_only_hashes_of_tokens_are_kept(lesson: Lesson, tmp_path: Path):
    token = lesson.join()["token"]
    held = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert CODE.encode() not in held  # this test's room has its code from the test
    for secret in (token, lesson.teacher):
        assert secret.encode() not in held
        assert tables.digest(secret) in held


def test_pseudonyms_differ_and_a_class_of_600_is_full(lesson: Lesson):
    async def crowd() -> list[Any]:
        sent = {"code": CODE}
        return await asyncio.gather(
            *(lesson.asked("POST", "/api/join", json=sent) for _ in range(605))
        )

    answers = lesson.runner.run(crowd())
    names = {answer.json()["pseudonym"] for answer in answers if answer.status_code == 201}
    assert len(names) == 600
    assert {code(a) for a in answers if a.status_code != 201} == {(409, "full")}


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("  Zoe\u0308 ", "Zoë"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("  ", None),
    ],
)
def test_a_nickname_is_kept_as_text_for_the_teacher_alone(lesson: Lesson, given: str, kept: str):
    pupil = lesson.join(given)
    row = lesson.get("/api/teacher/session", lesson.teacher).json()["pupils"][0]
    assert row["nickname"] == kept
    shown = lesson.get("/api/state", lesson.join()["token"]).text + json.dumps(pupil)
    assert kept is None or kept not in shown


@pytest.mark.parametrize(
    "given",
    ["a" * 41, "a\nb", "a\x00", "\u202eevil", "a\u200bb", "\u2028", "a\u2066b", "\ufffe", "\ue000"],
)
def test_a_nickname_that_could_deceive_is_refused(lesson: Lesson, given: str):
    if given.strip():
        answer = lesson.ask("POST", "/api/join", json={"code": CODE, "nickname": given})
        assert answer.status_code == 422
        assert lesson.state()["joined"] == 0


def test_a_lone_surrogate_in_a_nickname_is_refused(lesson: Lesson):
    sent = b'{"code": "%s", "nickname": "a\\ud800"}' % CODE.encode()
    answer = lesson.ask(
        "POST", "/api/join", content=sent, headers={"content-type": "application/json"}
    )
    assert answer.status_code == 422


def test_guessing_codes_is_slowed_down_and_a_class_is_not(lesson: Lesson):
    async def many(sent: str, n: int) -> list[Any]:
        data = {"code": sent}
        return await asyncio.gather(
            *(lesson.asked("POST", "/api/join", json=data) for _ in range(n))
        )

    right = lesson.runner.run(many(CODE, 300))
    assert {answer.status_code for answer in right} == {201}
    wrong = lesson.runner.run(many("amber-boat", 100))
    slowed = [answer for answer in wrong if answer.status_code == 429]
    assert len(slowed) >= 35
    assert int(slowed[0].headers["retry-after"]) >= 1


def door(lesson: Lesson, wanted: object) -> Any:
    return lesson.ask("POST", "/api/teacher/door", lesson.teacher, json={"door": wanted})


def test_a_closed_door_lets_nobody_new_in_and_puts_nobody_out(begin: Begin):
    lesson = begin()
    pupil, seen = lesson.join()["token"], lesson.state()["version"]
    assert lesson.state()["door"] == "open"
    for _ in range(2):  # two tabs of the teacher want the same
        assert door(lesson, "closed").json()["door"] == "closed"
    for typed, refusal in ((CODE, (409, "door")), ("amber-boat", (403, "code"))):
        assert code(lesson.ask("POST", "/api/join", json={"code": typed})) == refusal
    assert lesson.state(pupil)["you"]
    assert lesson.act("open", KINDS["order"], seen).status_code == 200  # it makes nothing stale
    lesson.close()

    again = begin()  # as after kill -9: what was answered is on the disk
    assert again.state()["door"] == "closed"
    assert code(again.ask("POST", "/api/join", json={"code": CODE})) == (409, "door")
    assert again.state(pupil)["joined"] == 1
    assert door(again, "open").json()["door"] == "open"
    again.join()
    assert again.state()["joined"] == 2


@pytest.mark.parametrize("wanted", ["ajar", None, True, ["closed"]])
def test_a_door_is_open_or_closed(lesson: Lesson, wanted: object):
    assert code(door(lesson, wanted)) == (422, "invalid")
    assert lesson.state()["door"] == "open"


def test_the_other_tab_of_the_teacher_hears_of_the_door_at_once(lesson: Lesson):
    seen = lesson.state()["version"]

    async def scenario() -> dict[str, Any]:
        poll = await waiting(lesson, lesson.teacher, seen)
        data = {"door": "closed"}
        await lesson.asked("POST", "/api/teacher/door", lesson.teacher, json=data)
        return (await asyncio.wait_for(poll, 0.4)).json()

    assert lesson.runner.run(scenario())["door"] == "closed"


# --- who may do what --------------------------------------------------------------------

TEACHERS = [
    ("GET", "/api/teacher/session", None),
    ("GET", "/api/teacher/qr.svg", None),
    ("GET", "/api/teacher/export.zip", None),
    ("POST", "/api/teacher/open", {"version": 99, "exercise": KINDS["mark"]}),
    ("POST", "/api/teacher/end", {"version": 99}),
    ("POST", "/api/teacher/remove", {"pupil": "x"}),
    ("POST", "/api/teacher/door", {"door": "closed"}),
    ("POST", "/api/teacher/clear", {}),
]
EVERYBODYS = [
    ("GET", "/api/state", None),
    ("GET", "/api/rounds/1/exercise", None),
    ("GET", "/api/rounds/1/reveal", None),
    ("GET", "/api/rounds/1/answer", None),
    ("PUT", "/api/rounds/1/answer", {}),
]


@pytest.mark.parametrize(("method", "path", "data"), TEACHERS + EVERYBODYS)
@pytest.mark.parametrize("token", ["", "nobody", "x" * 20_000])
def test_without_a_good_token_nothing_is_told(
    lesson: Lesson, method: str, path: str, data: Any, token: str
):
    answer = lesson.ask(method, path, token, **({"json": data} if data is not None else {}))
    assert code(answer) == (401, "token")
    assert answer.headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize(("method", "path", "data"), TEACHERS)
def test_a_pupil_is_no_teacher(lesson: Lesson, method: str, path: str, data: Any):
    token = lesson.join()["token"]
    answer = lesson.ask(method, path, token, **({"json": data} if data is not None else {}))
    assert code(answer) == (403, "teacher_only")
    assert lesson.state()["phase"] == "lobby"


def test_a_teacher_is_no_pupil(lesson: Lesson, pen: Exercise):
    lesson.go("open", exercise=pen.task.id)
    assert code(lesson.put(lesson.teacher, body(pen, tries(pen)["key"]))) == (403, "pupils_only")
    assert code(lesson.get("/api/rounds/1/answer", lesson.teacher)) == (403, "pupils_only")


def test_a_pupil_cannot_speak_for_another(lesson: Lesson, pen: Exercise):
    """There is no place in a request for whose answer it is: the token alone says that."""
    one, other = lesson.join(), lesson.join()
    lesson.go("open", exercise=pen.task.id)
    sent = {**body(pen, tries(pen)["key"]), "pupil": other["pupil"]}
    assert code(lesson.put(one["token"], sent)) == (422, "answer")
    assert lesson.put(one["token"], body(pen, tries(pen)["key"])).status_code == 201
    assert code(lesson.get("/api/rounds/1/answer", other["token"])) == (404, "no_answer")


def test_who_is_removed_is_out_with_all_answers(lesson: Lesson, pen: Exercise):
    one, other = lesson.join(), lesson.join()
    lesson.go("open", exercise=pen.task.id)
    for pupil in (one, other):
        lesson.put(pupil["token"], body(pen, tries(pen)["key"]))
    lesson.go("close", "heat")
    assert lesson.get("/api/rounds/1/reveal", other["token"]).json()["committed"] == 2
    gone = lesson.ask("POST", "/api/teacher/remove", lesson.teacher, json={"pupil": one["pupil"]})
    assert gone.json()["joined"] == gone.json()["committed"] == 1
    assert code(lesson.get("/api/state", one["token"])) == (401, "token")
    assert lesson.get("/api/rounds/1/reveal", other["token"]).json()["committed"] == 1
    again = lesson.ask("POST", "/api/teacher/remove", lesson.teacher, json={"pupil": one["pupil"]})
    assert code(again) == (404, "no_pupil")


def test_who_has_committed_nothing_can_be_taken_out_all_at_once(begin: Begin, pen: Exercise):
    lesson = begin()
    early, *idle = [lesson.join() for _ in range(4)]
    lesson.go("open", exercise=pen.task.id)
    lesson.put(early["token"], body(pen, tries(pen)["key"]))
    lesson.go("close", "next", exercise=KINDS["order"])
    late = lesson.join()
    lesson.put(
        late["token"],
        body(order := lesson.room.course.load(KINDS["order"]), tries(order)["key"]),
        2,
    )
    left = lesson.ask("POST", "/api/teacher/clear", lesson.teacher, json={}).json()
    assert (left["joined"], left["committed"]) == (2, 1)
    assert {lesson.get("/api/state", one["token"]).status_code for one in idle} == {401}
    lesson.close()
    again = begin()
    assert [row["pupil"] for row in overview(again)] == [early["pupil"], late["pupil"]]
    assert again.state(early["token"])["you"]


def overview(lesson: Lesson) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = lesson.get("/api/teacher/session", lesson.teacher).json()["pupils"]
    return rows


def test_who_was_taken_out_leaves_a_place_and_a_name(
    lesson: Lesson, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(tables, "MOST_PUPILS", 2)
    monkeypatch.setattr(tables, "pseudonyms", lambda: ("red-fox", "blue-heron"))
    for _ in range(3):
        one, _ = lesson.join(), lesson.join()
        assert code(lesson.ask("POST", "/api/join", json={"code": CODE})) == (409, "full")
        sent = {"pupil": one["pupil"]}
        lesson.ask("POST", "/api/teacher/remove", lesson.teacher, json=sent)
        lesson.ask("POST", "/api/teacher/clear", lesson.teacher, json={})
    assert overview(lesson) == []


# --- a round ----------------------------------------------------------------------------


@pytest.mark.parametrize("kind", list(KINDS))
def test_every_kind_goes_from_marking_to_the_readings(lesson: Lesson, kind: str):
    exercise = lesson.room.course.load(KINDS[kind])
    pupils = [lesson.join() for _ in range(3)]
    lesson.go("open", exercise=KINDS[kind])
    attempts = tries(exercise)
    sent = [attempts.get("key", attempts["all" if kind == "rewrite" else "blank"])] * 2
    for pupil, attempt in zip(pupils, sent, strict=False):
        answer = lesson.put(pupil["token"], body(exercise, attempt))
        assert (answer.status_code, answer.json()) == (201, {"committed": True, "stage": "first"})
    assert lesson.state()["committed"] == 2
    lesson.go("close", "heat")
    heat = lesson.get("/api/rounds/1/reveal", pupils[2]["token"]).json()
    models.View.model_validate_json(json.dumps(heat), strict=True)
    assert (heat["phase"], heat["committed"]) == ("heat", 2)
    assert bool(heat["heat"]) == (kind == "mark")
    assert bool(heat["items"]) == (kind not in ("mark", "rewrite", "reflect"))
    assert "exercise" not in heat
    assert lesson.get("/api/rounds/1/answer", pupils[0]["token"]).json()["result"] is None
    lesson.go("readings")
    whole = lesson.get("/api/rounds/1/reveal", pupils[2]["token"]).json()
    models.View.model_validate_json(json.dumps(whole), strict=True)
    assert whole["exercise"]["exercise"]["id"] == KINDS[kind]
    assert (whole["heat"], whole["items"]) == (heat["heat"], heat["items"])
    revised = lesson.put(pupils[0]["token"], body(exercise, sent[0], sent[0]))
    assert (revised.status_code, revised.json()["stage"]) == (201, "revised")
    own = lesson.get("/api/rounds/1/answer", pupils[0]["token"]).json()
    models.Own.model_validate_json(json.dumps(own), strict=True)
    assert set(own["result"]["scores"]) == {"first", "revised"}
    assert own["result"]["feedback"]


def test_nobody_sees_anything_of_the_class_before_it_is_shown(lesson: Lesson, pen: Exercise):
    one, other = lesson.join(), lesson.join()
    for action in ("open", "close"):
        lesson.go(action, exercise=pen.task.id)
        if action == "open":
            lesson.put(one["token"], body(pen, tries(pen)["key"]))
        for token in (one["token"], other["token"], lesson.teacher):
            assert code(lesson.get("/api/rounds/1/reveal", token)) == (409, "not_shown")
        assert lesson.state(other["token"])["committed"] is None
        assert lesson.state()["committed"] == 1
    lesson.go("heat")
    assert lesson.state(other["token"])["committed"] == 1


def test_a_round_that_was_never_shown_stays_hidden(lesson: Lesson, pen: Exercise):
    pupil = lesson.join()
    lesson.go("open", exercise=pen.task.id)
    lesson.put(pupil["token"], body(pen, tries(pen)["key"]))
    lesson.go("close", "next", exercise=KINDS["order"])
    lesson.go("close", "heat", "readings", "end")
    assert code(lesson.get("/api/rounds/1/reveal", pupil["token"])) == (409, "not_shown")
    assert lesson.get("/api/rounds/2/reveal", pupil["token"]).json()["phase"] == "readings"
    assert code(lesson.get("/api/rounds/3/exercise", pupil["token"])) == (404, "no_round")


def test_the_same_answer_again_is_no_mistake_and_another_one_is(lesson: Lesson, pen: Exercise):
    """Two tabs, or a reply that was lost on the way."""
    token = lesson.join()["token"]
    lesson.go("open", exercise=pen.task.id)
    key, other = body(pen, tries(pen)["key"]), body(pen, tries(pen)["random"])
    assert lesson.put(token, key).status_code == 201
    seen = lesson.state(token)["version"]
    spaced = json.dumps(dict(reversed(key.items())), indent=3).encode()
    again = lesson.ask(
        "PUT",
        "/api/rounds/1/answer",
        token,
        content=spaced,
        headers={"content-type": "application/json; charset=utf-8"},
    )
    assert again.status_code == 200
    assert code(lesson.put(token, other)) == (409, "committed")
    lesson.go("close")
    assert lesson.put(token, key).status_code == 200
    assert code(lesson.put(token, other)) == (409, "committed")
    lesson.go("next", exercise=pen.task.id)
    assert lesson.put(token, key).status_code == 200
    assert lesson.put(token, other, 2).status_code == 201
    assert lesson.state(token)["version"] > seen


def test_many_tabs_at_once_commit_one_answer(lesson: Lesson, pen: Exercise):
    token = lesson.join()["token"]
    lesson.go("open", exercise=pen.task.id)
    made = [body(pen, attempt) for attempt in tries(pen).values()]

    async def tabs() -> list[int]:
        path = "/api/rounds/1/answer"
        sent = [lesson.asked("PUT", path, token, json=one) for one in made * 3]
        return [answer.status_code for answer in await asyncio.gather(*sent)]

    statuses = lesson.runner.run(tabs())
    assert statuses.count(201) == 1
    assert statuses.count(200) == 2
    assert lesson.state()["committed"] == 1


def test_answers_are_taken_only_while_they_are_asked_for(lesson: Lesson, pen: Exercise):
    token = lesson.join()["token"]
    key = body(pen, tries(pen)["key"])
    assert code(lesson.put(token, key)) == (404, "no_round")
    lesson.go("open", exercise=pen.task.id)
    revised = body(pen, tries(pen)["key"], tries(pen)["random"])
    assert code(lesson.put(token, revised)) == (409, "not_open_revised")
    lesson.go("pause")
    assert code(lesson.put(token, key)) == (409, "paused")
    lesson.go("resume", "close")
    assert code(lesson.put(token, key)) == (409, "not_open_first")
    lesson.go("open")
    assert lesson.put(token, key).status_code == 201
    late = lesson.join()["token"]
    lesson.go("close", "heat")
    assert code(lesson.put(token, revised)) == (409, "not_open_revised")
    lesson.go("readings")
    assert code(lesson.put(late, key)) == (409, "not_open_first")
    assert code(lesson.put(late, revised)) == (409, "no_first")
    foreign = body(pen, tries(pen)["all"], tries(pen)["random"])
    assert code(lesson.put(token, foreign)) == (409, "other_first")
    assert lesson.put(token, revised).status_code == 201
    better = body(pen, tries(pen)["key"], tries(pen)["all"])
    assert lesson.put(token, better).status_code == 200
    own = lesson.get("/api/rounds/1/answer", token).json()["answer"]
    assert own["revised"] == better["revised"]
    lesson.go("end")
    assert code(lesson.put(token, revised)) == (409, "not_open_revised")
    assert code(lesson.ask("POST", "/api/join", json={"code": CODE})) == (409, "ended")


def test_an_answer_is_checked_as_slantwise_check_does(lesson: Lesson, pen: Exercise):
    token = lesson.join()["token"]
    lesson.go("open", exercise=pen.task.id)
    good = body(pen, tries(pen)["key"])
    mark = {"start": 0, "end": 3, "quote": "xyz"}
    bad: list[Any] = [
        {**good, "exercise": KINDS["order"]},
        {**good, "exercise_version": 99},
        {**good, "passage": "0" * 16},
        {**good, "first": {"marks": [mark], "certainty": 2}},
        {**good, "first": {"marks": [], "certainty": 4}},
        {**good, "first": {"marks": [], "certainty": True}},
        {**good, "first": {"order": [], "certainty": 1}},
        {**good, "first": None},
        {**good, "revised": good["first"]},
        {**good, "stage": "third"},
        {**good, "time": 12},
        {key: value for key, value in good.items() if key != "stage"},
        [good],
        "good",
        12,
    ]
    for sent in bad:
        assert code(lesson.put(token, sent)) == (422, "answer"), sent
    for held in (b"", b"{", b"\xff\xfe", b'{"a":NaN}', b'{"a":1,"a":2}', b"[" * 9000, b"9" * 5000):
        answer = lesson.ask(
            "PUT",
            "/api/rounds/1/answer",
            token,
            content=held,
            headers={"content-type": "application/json"},
        )
        assert code(answer) == (400, "json"), held[:20]
    assert lesson.state()["committed"] == 0


def test_on_a_full_disk_nothing_is_called_committed(lesson: Lesson):
    token = lesson.join()["token"]
    reflect = lesson.room.course.load(KINDS["reflect"])
    lesson.go("open", exercise=KINDS["reflect"])
    store = lesson.room.store
    attempt = tries(reflect)["key"].model_copy(update={"text": "because " * 2000})
    pages = store.now(lambda c: c.execute("PRAGMA page_count").fetchone()[0])
    store.now(lambda c: c.execute(f"PRAGMA max_page_count={pages}").fetchall())
    answer = lesson.put(token, body(reflect, attempt))
    assert code(answer) == (503, "not_stored")
    assert "retry-after" in answer.headers
    assert lesson.state(token)["you"]["committed"] is False
    assert code(lesson.get("/api/rounds/1/answer", token)) == (404, "no_answer")
    store.now(lambda c: c.execute("PRAGMA max_page_count=100000").fetchall())
    assert lesson.put(token, body(reflect, attempt)).status_code == 201


# --- the teacher ------------------------------------------------------------------------


def test_two_teachers_tabs_act_once(lesson: Lesson, pen: Exercise):
    seen = lesson.state()["version"]
    assert lesson.act("open", pen.task.id, seen).status_code == 200
    assert code(lesson.act("open", pen.task.id, seen)) == (409, "moved")
    seen = lesson.state()["version"]
    token = lesson.join()["token"]
    lesson.put(token, body(pen, tries(pen)["key"]))
    assert lesson.act("close", None, seen).status_code == 200  # counts do not make it stale


def test_only_what_is_offered_can_be_begun(lesson: Lesson):
    assert code(lesson.act("open", "form-a")) == (422, "unknown_exercise")
    assert code(lesson.act("open", "../../etc/passwd")) == (422, "unknown_exercise")
    assert code(lesson.act("open", None)) == (422, "no_exercise")
    assert code(lesson.act("close")) == (409, "phase")


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"version": "1"},
        {"version": -1},
        {"version": 1, "more": 1},
        {"version": 1.5},
        {"version": True},
        {"version": 2**70},
        [],
        "x",
    ],
)
def test_a_body_that_does_not_fit_is_refused(lesson: Lesson, data: Any):
    answer = lesson.ask("POST", "/api/teacher/end", lesson.teacher, json=data)
    assert code(answer) == (422, "invalid")
    assert lesson.state()["phase"] == "lobby"


def test_the_session_tells_the_teacher_what_the_page_needs(lesson: Lesson):
    lesson.join("Ada")
    found = lesson.get("/api/teacher/session", lesson.teacher).json()
    models.Overview.model_validate(found, strict=True)
    assert found["code"] == CODE
    assert [exercise["id"] for exercise in found["exercises"]] == list(KINDS.values())
    assert found["addresses"] == ["http://127.0.0.1:8420/"]


def test_the_qr_code_is_a_picture_of_the_address(lesson: Lesson):
    answer = lesson.get("/api/teacher/qr.svg", lesson.teacher)
    assert answer.headers["content-type"] == "image/svg+xml"
    assert answer.text.startswith("<svg")
    assert "style" not in answer.text
    assert "script" not in answer.text
    assert code(lesson.get("/api/teacher/qr.svg?address=1", lesson.teacher)) == (404, "no_address")


# --- news -------------------------------------------------------------------------------


async def waiting(lesson: Lesson, token: str, since: int) -> "asyncio.Task[Any]":
    task = asyncio.create_task(lesson.asked("GET", f"/api/state?since={since}", token))
    await asyncio.sleep(0.05)
    return task


def test_who_knows_all_waits_and_hears_of_a_change(lesson: Lesson, pen: Exercise):
    token = lesson.join()["token"]
    seen = lesson.state(token)["version"]
    data = {"version": lesson.state()["version"], "exercise": pen.task.id}

    async def scenario() -> tuple[bool, dict[str, Any]]:
        poll = await waiting(lesson, token, seen)
        early = poll.done()
        await lesson.asked("POST", "/api/teacher/open", lesson.teacher, json=data)
        return early, (await asyncio.wait_for(poll, 10)).json()

    early, news = lesson.runner.run(scenario())
    assert not early
    assert news["phase"] == "marking"
    assert news["version"] > seen


def test_a_poll_is_answered_after_a_while_with_the_same_version(
    lesson: Lesson, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(api, "POLL_SECONDS", 0.05)
    token = lesson.join()["token"]
    seen = lesson.state(token)["version"]
    assert lesson.get(f"/api/state?since={seen}", token).json()["version"] == seen


@pytest.mark.parametrize("since", [0, 1, 2**53])
def test_any_other_version_is_answered_at_once(lesson: Lesson, since: int):
    token = lesson.join()["token"]
    assert lesson.get(f"/api/state?since={since}", token).status_code == 200


@pytest.mark.parametrize("since", ["x", "-1", "1.5", "", str(2**60)])
def test_a_version_that_is_no_number_is_refused(lesson: Lesson, since: str):
    assert code(lesson.get(f"/api/state?since={since}", lesson.teacher)) == (422, "invalid")


def test_a_burst_of_commits_wakes_the_teacher_seldom_and_other_pupils_never(
    lesson: Lesson, pen: Exercise
):
    tokens = [lesson.join()["token"] for _ in range(60)]
    lesson.go("open", exercise=pen.task.id)
    sent = body(pen, tries(pen)["key"])
    quiet, seen = tokens.pop(), lesson.state()["version"]

    async def teacher(heard: list[int]) -> None:
        since = seen
        while not heard or heard[-1] < len(tokens):
            answer = await lesson.asked("GET", f"/api/state?since={since}", lesson.teacher)
            since = answer.json()["version"]
            heard.append(answer.json()["committed"])

    async def scenario() -> tuple[list[int], float, bool]:
        loop, heard = asyncio.get_running_loop(), list[int]()
        own = (await lesson.asked("GET", "/api/state", quiet)).json()["version"]
        still = await waiting(lesson, quiet, own)
        watch = asyncio.create_task(teacher(heard))
        path = "/api/rounds/1/answer"
        await asyncio.gather(*(lesson.asked("PUT", path, token, json=sent) for token in tokens))
        done = loop.time()
        await asyncio.wait_for(watch, 20)
        undisturbed = not still.done()
        still.cancel()
        return heard, loop.time() - done, undisturbed

    heard, late, undisturbed = lesson.runner.run(scenario())
    assert heard[-1] == len(tokens)
    assert len(heard) <= 6
    assert late < 2
    assert undisturbed


def test_a_commit_in_one_tab_is_seen_in_the_other(lesson: Lesson, pen: Exercise):
    token = lesson.join()["token"]
    lesson.go("open", exercise=pen.task.id)
    seen = lesson.state(token)["version"]

    async def scenario() -> dict[str, Any]:
        poll = await waiting(lesson, token, seen)
        sent = body(pen, tries(pen)["key"])
        await lesson.asked("PUT", "/api/rounds/1/answer", token, json=sent)
        return (await asyncio.wait_for(poll, 10)).json()

    assert lesson.runner.run(scenario())["you"]["committed"] is True


def test_the_oldest_of_too_many_polls_is_answered(lesson: Lesson):
    token = lesson.join()["token"]
    seen = lesson.state(token)["version"]

    async def scenario() -> list[bool]:
        polls = [await waiting(lesson, token, seen) for _ in range(5)]
        done = [poll.done() for poll in polls]
        for poll in polls:
            poll.cancel()
        return done

    assert lesson.runner.run(scenario()) == [True, True, False, False, False]


def test_a_token_that_asks_without_end_is_slowed_down(lesson: Lesson):
    token, other = lesson.join()["token"], lesson.join()["token"]
    answers = [lesson.get("/api/state", token) for _ in range(140)]
    slowed = [answer for answer in answers if answer.status_code == 429]
    assert slowed
    assert "retry-after" in slowed[0].headers
    assert lesson.get("/api/state", other).status_code == 200


# --- after a restart --------------------------------------------------------------------


def test_a_session_goes_on_where_it_was(begin: Begin, pen: Exercise):
    before = begin()
    pupil, late = before.join("Ada"), before.join()
    before.go("open", exercise=pen.task.id)
    before.put(pupil["token"], body(pen, tries(pen)["key"]))
    before.go("close", "heat", "readings")
    before.put(pupil["token"], body(pen, tries(pen)["key"], tries(pen)["all"]))
    was = {token: before.state(token) for token in (pupil["token"], late["token"])}
    shown = before.get("/api/rounds/1/reveal", pupil["token"]).json()
    before.close()

    after = begin()
    for token, state in was.items():
        now = after.state(token)
        assert now.pop("version") >= state.pop("version")
        assert now == state
    assert after.get("/api/rounds/1/reveal", pupil["token"]).json() == shown
    assert after.state(before.teacher) == after.state(after.teacher)
    assert after.state()["committed"] == 1
    after.go("next", exercise=KINDS["order"])
    assert after.state(pupil["token"])["you"]["committed"] is False
