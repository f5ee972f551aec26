# SPDX-License-Identifier: GPL-3.0-or-later
"""A laptop's clock in doubt, as a terminal tells it, and what is typed about it."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.actions.clock import SystemClock
from desktop.cli import parser
from desktop.cli.terminal import Exit
from tests.fakes.small_vault import CHAIR, found, without_ballast
from tests.fakes.stopped_clock import StoppedClock

DAY = 86_400
Type = Callable[..., tuple[int, str, str]]


@pytest.fixture
def typed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Type:
    """Give a function that types a command about a vault whose last entry lies in the future."""
    without_ballast(monkeypatch)
    clock, secret = StoppedClock(), tmp_path / "sandi"
    clock.wall_us = SystemClock()().wall_us
    clock.set_wall(3 * DAY)
    vault, _ = found(tmp_path / "brankas", clock)
    vault.lock()
    secret.write_text(CHAIR.passphrase, encoding="utf-8")

    def run(*words: str) -> tuple[int, str, str]:
        verb, deed = words[0], words[1:2] if words[0] == "clock" else ()
        rest = words[1 + len(deed) :]
        files = ("--passphrase-file", str(secret))
        capsys.readouterr()
        code = parser.run([verb, *deed, str(tmp_path / "brankas"), *rest, *files])
        return (code, *capsys.readouterr())

    return run


def test_a_doubted_clock_is_a_warning_beside_the_result(typed: Type) -> None:
    code, out, err = typed("list", "--json")
    assert code == Exit.OK
    assert json.loads(out) == {"items": []}
    assert "lebih awal daripada catatan terakhir" in err
    assert "segel clock note" in err


def test_the_true_time_is_noted_and_the_ledger_shows_both(typed: Type) -> None:
    when = "2030-01-13T19:26+07:00"
    code, out, err = typed("clock", "note", "--true", when, "--source", "GPS_PONSEL", "--json")
    assert code == Exit.OK
    noted = json.loads(out)
    assert (noted["true"], noted["zone_minutes"]) == ("2030-01-13T12:26:00.000000Z", 420)
    assert noted["source"] == "GPS_PONSEL"
    assert "2030-01-13T19:26+07:00" in err
    code, out, err = typed("ledger")
    assert err == ""
    assert "menurut koreksi 2030-01-13T19:26+07:00" in out
    assert out.count("menurut koreksi") == 3  # the note, the leaving, and coming back


def test_a_clock_that_is_right_is_said_so_once(typed: Type) -> None:
    code, out, err = typed("clock", "confirm", "--lang", "en")
    assert (code, "said to be right" in out) == (Exit.OK, True)
    assert "earlier than the last entry" in err
    assert typed("ledger")[2] == ""


@pytest.mark.parametrize("time", ["kemarin", "2030-01-13T19:26", "2030-13-01T00:00+07:00"])
def test_what_is_no_time_with_a_zone_is_refused(typed: Type, time: str) -> None:
    code, _, err = typed("clock", "note", "--true", time, "--source", "SIARAN")
    assert code == Exit.REFUSED
    assert "zona" in err


def test_a_time_before_the_program_is_refused(typed: Type) -> None:
    code, _, err = typed("clock", "note", "--true", "2018-01-01T00:07Z", "--source", "LAINNYA")
    assert code == Exit.REFUSED
    assert "Tidak ada yang dicatat" in err
