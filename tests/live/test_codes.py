"""Codes, pseudonyms, addresses, and that no clock is trusted."""

import ast
import ipaddress
import re
from pathlib import Path

import psutil
import pytest

import slantwise
from slantwise.live import place
from slantwise.live.codes import new_code, plain, pseudonyms, words
from slantwise.live.place import Place
from slantwise.live.tables import MOST_PUPILS

ROOM = Path(slantwise.__file__).parent / "live"


def test_the_list_of_words_is_long_plain_and_sorted():
    assert len(words()) >= 1000
    assert list(words()) == sorted(set(words()))
    assert all(re.fullmatch("[a-z]{3,10}", word) for word in words())


def test_a_code_is_four_words_that_differ_from_time_to_time():
    made = {new_code() for _ in range(200)}
    assert len(made) == 200
    assert all(len(code.split("-")) == 4 and set(code.split("-")) <= set(words()) for code in made)


@pytest.mark.parametrize(
    "typed", ["Amber Boat cedar drum", " amber-boat-cedar-drum. ", "AMBER, BOAT, CEDAR, DRUM"]
)
def test_a_code_is_compared_by_its_words(typed: str):
    assert plain(typed) == "amber-boat-cedar-drum"


def test_there_are_more_pseudonyms_than_pupils_and_each_can_name_a_file():
    assert len(set(pseudonyms())) > 2 * MOST_PUPILS
    assert all(re.fullmatch("[a-z]+-[a-z]+", name) for name in pseudonyms())


def test_the_addresses_are_those_of_cards_that_are_up(monkeypatch: pytest.MonkeyPatch):
    def card(address: str, family: int = 2) -> object:
        return type("Address", (), {"family": family, "address": address})()

    cards = {
        "lo": [card("127.0.0.1")],
        "vpn": [card("100.64.0.7")],
        "wifi": [card("192.168.1.5"), card("fe80::1", 10)],
        "wire": [card("10.0.0.9"), card("169.254.3.3")],
        "down": [card("192.168.9.9")],
    }
    up = {name: type("Card", (), {"isup": name != "down"})() for name in cards}
    monkeypatch.setattr(psutil, "net_if_addrs", lambda: cards)
    monkeypatch.setattr(psutil, "net_if_stats", lambda: up)
    assert place.network_addresses() == ["192.168.1.5", "10.0.0.9", "100.64.0.7"]
    assert Place(80, network=True).addresses()[0] == "http://192.168.1.5:80/"
    assert Place(80, network=False).addresses() == ["http://127.0.0.1:80/"]
    cards.clear()
    assert Place(80, network=True).addresses() == ["http://127.0.0.1:80/"]


def test_the_addresses_of_this_machine_are_addresses():
    for address in place.network_addresses():
        assert not ipaddress.ip_address(address).is_loopback


def test_the_qr_code_in_the_terminal_is_of_letters():
    assert len(place.qr_terminal("http://192.168.1.5:8420/join#a-b-c-d").splitlines()) > 10


@pytest.mark.parametrize("path", sorted(ROOM.glob("*.py")), ids=lambda path: path.stem)
def test_no_wall_clock_is_asked(path: Path):
    """Pupils' clocks differ, and a laptop's jumps when it wakes: nothing here depends on one."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        assert not {"datetime", "time", "time.time", "datetime.datetime"} & set(names)
