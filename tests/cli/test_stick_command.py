# SPDX-License-Identifier: GPL-3.0-or-later
"""Written, taken and read from three terminals; and a head that goes to paper and comes back."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.cli import parser
from desktop.cli.terminal import Exit
from tests.fakes.live_depot import free_port
from tests.fakes.small_vault import CHAIR, found, put, without_ballast
from tests.fakes.stopped_clock import StoppedClock

Type = Callable[..., tuple[int, str, str]]


@pytest.fixture
def typed(capsys: pytest.CaptureFixture[str]) -> Type:
    def run(*words: object) -> tuple[int, str, str]:
        capsys.readouterr()
        code = parser.run([str(word) for word in words])
        return (code, *capsys.readouterr())

    return run


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[object, ...]:
    without_ballast(monkeypatch)
    made, _ = found(tmp_path / "brankas", StoppedClock(tick_us=1000))
    put(made, b"isi" * 1000)
    made.lock()
    secret = tmp_path / "sandi"
    secret.write_text(CHAIR.passphrase, encoding="utf-8")
    return (made.folder.path, "--passphrase-file", secret)


def enrolled(tmp_path: Path, typed: Type, vault: tuple[object, ...]) -> Path:
    """Make a depot and enrol the vault with it, by files alone."""
    server = tmp_path / "server"
    invitation, wish, answer = (tmp_path / name for name in ("undangan", "a", "b"))
    url = f"https://127.0.0.1:{free_port()}"
    assert typed("serve", "make", server, "--url", url, "--file", invitation)[0] == Exit.OK
    first = ("enrol", vault[0], "--file", invitation, *vault[1:])
    assert typed(*first, "--application", wish)[0] == Exit.OK
    assert typed("serve", "admit", server, wish, "--out", answer)[0] == Exit.OK
    assert typed(*first, "--answer", answer)[0] == Exit.OK
    return server


def test_written_taken_and_read_without_any_network(
    tmp_path: Path, typed: Type, vault: tuple[object, ...]
) -> None:
    server, stick = enrolled(tmp_path, typed, vault), tmp_path / "stik"
    stick.mkdir()
    code, out, _ = typed("stick", "write", vault[0], stick, *vault[1:], "--json")
    told = json.loads(out)
    assert (code, told["end"], told["items"]) == (Exit.OK, "done", 1)
    code, out, _ = typed("stick", "take", server, stick, "--json")
    told = json.loads(out)
    assert (code, len(told["answered"]), told["damaged"]) == (Exit.OK, 1, 0)
    code, out, _ = typed("stick", "read", vault[0], stick, *vault[1:], "--json")
    told = json.loads(out)
    assert (code, told["found"], told["waiting"]) == (Exit.OK, "new", 0)
    code, out, _ = typed("stick", "read", vault[0], stick, *vault[1:])
    assert (code, "sudah pernah dibaca" in out) == (Exit.OK, True)


def test_an_office_holds_a_head_from_paper_against_its_copy(
    tmp_path: Path, typed: Type, vault: tuple[object, ...]
) -> None:
    server, stick = enrolled(tmp_path, typed, vault), tmp_path / "stik"
    stick.mkdir()
    text = json.loads(typed("head", "show", *vault, "--json")[1])["head"]
    code, out, _ = typed("head", "held", server, text)
    assert (code, "baru ada 0" in out) == (Exit.FLAWS, True)
    typed("stick", "write", vault[0], stick, *vault[1:])
    typed("stick", "take", server, stick)
    code, out, _ = typed("head", "held", server, text)
    assert (code, out.startswith("COCOK")) == (Exit.OK, True)


def test_a_stick_for_another_office_and_an_empty_one_are_named(
    tmp_path: Path, typed: Type, vault: tuple[object, ...]
) -> None:
    enrolled(tmp_path, typed, vault)
    stick, other = tmp_path / "stik", tmp_path / "lain"
    stick.mkdir()
    url = f"https://127.0.0.1:{free_port()}"
    assert typed("serve", "make", other, "--url", url)[0] == Exit.OK
    code, out, _ = typed("stick", "take", other, stick)
    assert (code, "Tidak ada kiriman" in out) == (Exit.FLAWS, True)
    assert typed("stick", "write", vault[0], stick, *vault[1:])[0] == Exit.OK
    code, out, _ = typed("stick", "take", other, stick)
    assert (code, "kantor lain" in out) == (Exit.FLAWS, True)


def test_a_stick_that_is_not_there_is_named(
    tmp_path: Path, typed: Type, vault: tuple[object, ...]
) -> None:
    enrolled(tmp_path, typed, vault)
    code, _, err = typed("stick", "write", vault[0], tmp_path / "tidak-ada", *vault[1:])
    assert code == Exit.UNAVAILABLE
    assert "Stik tidak menjawab" in err


def test_a_head_goes_to_paper_and_holds_the_ledger_when_it_comes_back(
    typed: Type, vault: tuple[object, ...]
) -> None:
    code, out, _ = typed("head", "show", *vault, "--json")
    assert code == Exit.OK
    text = json.loads(out)["head"]
    code, out, _ = typed("head", "check", vault[0], text.lower(), *vault[1:])
    assert (code, out.startswith("COCOK")) == (Exit.OK, True)
    other = text[:-1] + ("0" if text[-1] != "0" else "1")
    code, _, err = typed("head", "check", vault[0], other, *vault[1:])
    assert (code, "salah ketik" in err) == (Exit.REFUSED, True)
