"""What is refused at the door: hosts, origins, kinds, sizes, floods; and what every answer says."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest

from live.lesson import CODE, KINDS, PORT, Lesson, body, tries
from slantwise.live import guard
from slantwise.live.guard import Rates, own_names
from slantwise.live.session import Refused

JSON = {"content-type": "application/json"}


def code(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["error"]["code"]


# --- where it comes from ----------------------------------------------------------------


@pytest.mark.parametrize(
    "host",
    [f"127.0.0.1:{PORT}", f"localhost:{PORT}", f"LOCALHOST:{PORT}", f"my-laptop.local:{PORT}"],
)
def test_this_machine_is_let_in_by_its_names(door: Lesson, host: str):
    answer = door.get("/api/openapi.json", headers={"host": host})
    assert answer.status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        f"evil.example:{PORT}",
        "127.0.0.1",
        "127.0.0.1:1",
        f"127.0.0.1.evil.example:{PORT}",
        f"localhost.evil.example:{PORT}",
        f"127.0.0.1:{PORT}:1",
        f"user@127.0.0.1:{PORT}",
        f"[::1]:{PORT}",
        "",
    ],
)
def test_no_other_name_leads_here(door: Lesson, host: str):
    """A page of another site whose name is made to point here cannot read anything."""
    for path in ("/api/state", "/join", "/"):
        answer = door.get(path, door.teacher, headers={"host": host})
        assert code(answer) == (400, "host")


def test_the_names_of_this_machine_hold_no_empty_one():
    assert "" not in own_names()
    assert all(name == name.casefold() for name in own_names())


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": f"https://127.0.0.1:{PORT}"},
        {"origin": "http://127.0.0.1"},
        {"origin": f"http://127.0.0.1:{PORT}.evil.example"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_another_site_may_not_use_the_api(door: Lesson, headers: dict[str, str]):
    sent = {"version": door.state()["version"]}
    answer = door.ask("POST", "/api/teacher/end", door.teacher, json=sent, headers=headers)
    assert code(answer) == (403, "origin")
    assert code(door.get("/api/state", door.teacher, headers=headers)) == (403, "origin")
    assert door.state()["phase"] == "lobby"
    assert "access-control-allow-origin" not in answer.headers


def test_the_page_itself_may(door: Lesson):
    headers = {"origin": f"http://127.0.0.1:{PORT}", "sec-fetch-site": "same-origin"}
    assert door.get("/api/state", door.teacher, headers=headers).status_code == 200
    assert door.ask("OPTIONS", "/api/state", headers=headers).status_code == 405


# --- what it is -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "kind",
    [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "",
        "json",
    ],
)
def test_only_json_is_taken(door: Lesson, kind: str):
    """The kinds that a form of another site can send without asking first are refused."""
    sent = json.dumps({"code": CODE}).encode()
    answer = door.ask("POST", "/api/join", content=sent, headers={"content-type": kind})
    assert code(answer) == (415, "type")
    assert door.state()["joined"] == 0


def test_a_packed_body_is_not_unpacked(door: Lesson):
    headers = {**JSON, "content-encoding": "gzip"}
    assert code(door.ask("POST", "/api/join", content=b"{}", headers=headers)) == (415, "type")


def test_a_body_of_more_than_256_kb_is_refused(lesson: Lesson):
    token = lesson.join()["token"]
    reflect = lesson.room.course.load(KINDS["reflect"])
    lesson.go("open", exercise=KINDS["reflect"])
    sent = json.dumps(body(reflect, tries(reflect)["key"])).encode()
    path = "/api/rounds/1/answer"

    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(300):
            yield b" " * 1000
        yield sent

    for held in (b" " * 300_000 + sent, pieces()):  # with and without its length in the header
        assert code(lesson.ask("PUT", path, token, content=held, headers=JSON)) == (
            413,
            "too_large",
        )
    assert lesson.state()["committed"] == 0
    fits = b" " * (guard.MOST_BYTES - len(sent)) + sent
    assert lesson.ask("PUT", path, token, content=fits, headers=JSON).status_code == 201


@pytest.mark.parametrize("length", ["-1", "1e3", "x", "9" * 30, "٣"])
def test_a_length_that_is_no_number_is_refused(door: Lesson, length: str):
    headers = {**JSON, "content-length": length.encode()}  # type: ignore[dict-item]
    answer = door.ask("POST", "/api/join", content=b"{}", headers=headers)
    assert code(answer) == (400, "length")


def test_a_body_that_does_not_come_is_not_waited_for(door: Lesson, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(guard, "BODY_SECONDS", 0.05)

    async def slow() -> AsyncIterator[bytes]:
        yield b"{"
        await asyncio.sleep(5)

    answer = door.ask("POST", "/api/join", content=slow(), headers=JSON)
    assert code(answer) == (408, "too_slow")


# --- how much ---------------------------------------------------------------------------


def test_a_flood_from_one_address_is_slowed_down(lesson: Lesson):
    lesson.app.rates = Rates(burst=5, each_second=0.1)
    statuses = [lesson.get("/api/openapi.json").status_code for _ in range(7)]
    assert statuses == [200] * 5 + [429] * 2


def test_rates_come_back_with_time_and_do_not_grow_without_end(monkeypatch: pytest.MonkeyPatch):
    now = [100.0]
    monkeypatch.setattr(guard, "monotonic", lambda: now[0])
    rates = Rates(burst=2, each_second=0.5, most=3)
    for name in ("a", "a", "b", "c", "d"):
        rates.take(name)
    assert set(rates._left) == {"b", "c", "d"}
    rates.take("d")
    with pytest.raises(Refused) as refused:
        rates.take("d")
    assert (refused.value.status, refused.value.retry_after) == (429, 2)
    now[0] += 2
    rates.take("d")
    with pytest.raises(Refused):
        rates.check("d")


def test_more_than_so_many_at_once_are_told_to_come_again(
    lesson: Lesson, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(guard, "MOST_AT_ONCE", 2)
    token = lesson.join()["token"]
    seen = lesson.state(token)["version"]

    async def scenario() -> Any:
        path = f"/api/state?since={seen}"
        polls = [asyncio.create_task(lesson.asked("GET", path, token)) for _ in range(2)]
        await asyncio.sleep(0.05)
        answer = await lesson.asked("GET", "/api/openapi.json")
        for poll in polls:
            poll.cancel()
        return answer

    answer = lesson.runner.run(scenario())
    assert code(answer) == (503, "busy")
    assert "retry-after" in answer.headers


# --- what every answer says -------------------------------------------------------------


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/api/state", 401),
        ("GET", "/api/nothing", 404),
        ("GET", "/api", 404),
        ("GET", "/api/", 404),
        ("DELETE", "/api/state", 405),
        ("POST", "/join", 405),
        ("GET", "/live/nothing.js", 404),
        ("GET", "/docs", 404),
        ("GET", "/redoc", 404),
        ("GET", "/nothing", 404),
        ("GET", "/api/rounds/0/reveal", 401),
        ("GET", "/api/rounds/x/reveal", 401),
    ],
)
def test_every_error_has_one_shape_and_every_answer_its_headers(
    door: Lesson, method: str, path: str, status: int
):
    answer = door.ask(method, path, headers=JSON)
    assert answer.status_code == status
    assert set(answer.json()) == {"error"}
    assert set(answer.json()["error"]) == {"code", "message"}
    for name, value in guard._HEADERS.items():
        assert answer.headers[name] == value
    assert "'unsafe" not in answer.headers["content-security-policy"]
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    ("method", "path", "allow"),
    [
        ("PUT", "/api/state", "GET"),
        ("GET", "/api/join", "POST"),
        ("POST", "/api/teacher/session", "GET"),
        ("DELETE", "/api/rounds/1/answer", "GET, PUT"),
        ("GET", "/api/teacher/end", "POST"),
        ("PATCH", "/api/openapi.json", "GET"),
        ("PUT", "/join", "GET"),
    ],
)
def test_a_method_that_is_not_taken_is_told_with_those_that_are(
    door: Lesson, method: str, path: str, allow: str
):
    answer = door.ask(method, path)
    assert code(answer) == (405, "method")
    assert answer.headers["allow"] == allow


@pytest.mark.parametrize("number", ["0", "-1", "x", "1.5", "99999999999999999999", "%00", "1%2F2"])
def test_a_round_that_is_no_number_is_refused(door: Lesson, number: str):
    answer = door.get(f"/api/rounds/{number}/reveal", door.teacher)
    assert answer.status_code in (404, 422)
    assert set(answer.json()) == {"error"}


def test_a_fault_of_ours_tells_nothing_of_itself(lesson: Lesson, monkeypatch: pytest.MonkeyPatch):
    def fail(*_: Any) -> None:
        raise RuntimeError("a secret path")

    monkeypatch.setattr("slantwise.live.room.Room.state", fail)
    answer = lesson.get("/api/state", lesson.teacher)
    assert code(answer) == (500, "fault")
    assert "secret" not in answer.text
    assert answer.headers["content-security-policy"] == guard.STRICT


# --- the book ---------------------------------------------------------------------------


def test_the_book_is_served_with_a_policy_that_fits_it(door: Lesson):
    front = door.get("/")
    assert front.status_code == 200
    assert front.headers["content-type"].startswith("text/html")
    policy = front.headers["content-security-policy"]
    assert "'sha256-" in policy
    assert policy.count("sha256") == 1
    assert "script-src 'self' blob: 'wasm-unsafe-eval' 'sha256-" in policy
    assert "sha256" not in door.get("/a%20%C3%A4.html").headers["content-security-policy"]
    assert door.get("/_static/app.js").headers["content-type"].startswith("text/javascript")
    again = door.get("/", headers={"if-none-match": front.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert door.get("/_static").status_code == 307
    assert door.get("/_static/").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/../outside.html",
        "/..%2foutside.html",
        "/%2e%2e/outside.html",
        "/%2e%2e%2foutside.html",
        "/_static/../../outside.html",
        "/_static/%2e%2e/%2e%2e/outside.html",
        "/..%5coutside.html",
        "/_static\\..\\..\\outside.html",
        "/link.html",
        "/up/outside.html",
        "/up/",
        "/.secret",
        "/%2esecret",
        "//etc/passwd",
        "/%2fetc/passwd",
        "/etc/passwd",
        "/index.html%00.png",
        "/index.html/",
        "/index.html/..%2f..%2foutside.html",
        "/" + "a" * 5000,
        "/C:/Windows/win.ini",
        "/live/../live/x",
        "/join/../.secret",
        "//index.html",
        "/./index.html",
        "/%ff%fe",
    ],
)
def test_nothing_beside_the_book_is_served(door: Lesson, path: str):
    status, held = door.raw(path)
    assert status == 404
    assert json.loads(held)["error"]["code"] == "nothing_here"


def test_the_book_brings_no_service_worker(door: Lesson):
    """It would answer for the session's pages as well, on the teacher's own machine."""
    assert door.get("/sw.js", headers={"service-worker": "script"}).status_code == 404


def test_without_a_book_the_front_door_leads_to_the_pupils_page(lesson: Lesson):
    answer = lesson.get("/")
    assert (answer.status_code, answer.headers["location"]) == (307, "/join")


@pytest.mark.parametrize("path", ["/live/..%2fapi.py", "/live/%2e%2e", "/live/..", "/live/app.py"])
def test_only_the_parts_of_the_pages_are_served(door: Lesson, path: str):
    assert door.raw(path)[0] == 404
    for name in ("join.js", "reader.css"):
        packed = door.get(f"/live/{name}")
        plain = door.get(f"/live/{name}", headers={"accept-encoding": "identity"})
        assert packed.headers["content-encoding"] == "gzip"
        assert "content-encoding" not in plain.headers
        assert packed.text == plain.text
