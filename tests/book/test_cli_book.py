import pytest

from slantwise.cli import main


def test_help_lists_the_book_command(capsys):
    with pytest.raises(SystemExit) as stop:
        main(["--help"])
    assert stop.value.code == 0
    assert "book" in capsys.readouterr().out


@pytest.mark.parametrize("port", ["0", "65536", "x", "-1", "８４１０"])
def test_a_port_that_is_none_is_refused(port, capsys):
    with pytest.raises(SystemExit) as stop:
        main(["book", "--port", port])
    assert stop.value.code == 2
    assert "is not a port" in capsys.readouterr().err


def test_outside_a_course_it_says_where_to_go(tmp_path, monkeypatch, capsys):
    monkeypatch.delenv("SLANTWISE_ROOT", raising=False)
    monkeypatch.chdir(tmp_path)
    assert main(["book", "--no-serve"]) == 2
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert "no course here" in error
    assert "_config.yml" in error
