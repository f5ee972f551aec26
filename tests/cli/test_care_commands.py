# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading back and mending, typed in a terminal."""

import json
from pathlib import Path

import pytest

from desktop.actions import backing_up
from desktop.cli import parser
from desktop.cli.terminal import Exit
from tests.fakes.bit_rot import rot
from tests.fakes.small_vault import CHAIR, at_desk, found, put, without_ballast
from tests.fakes.stopped_clock import StoppedClock


def test_rot_is_found_named_and_mended_from_a_backup(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    without_ballast(monkeypatch)
    vault, _ = found(tmp_path / "brankas", StoppedClock(tick_us=1000))
    for number in range(3):
        put(vault, bytes([number]) * 5000)
    with at_desk(vault) as desk:
        backing_up.back_up(desk, tmp_path / "salinan")
    rot(vault, 2)
    vault.lock()
    secret = tmp_path / "sandi"
    secret.write_text(CHAIR.passphrase, encoding="utf-8")

    def typed(*words: object) -> tuple[int, str]:
        last = ("--passphrase-file", secret)
        code = parser.run(
            [str(word) for word in (*words[:1], vault.folder.path, *words[1:], *last)]
        )
        return code, capsys.readouterr().out

    code, out = typed("verify", "--scrub", "--days", 7, "--json")
    told = json.loads(out)
    assert (code, told["items"], told["total"], told["days"]) == (Exit.FLAWS, 3, 3, 7)
    assert "evidence 2" in {one["place"] for one in told["discrepancies"]}
    code, out = typed("mend")
    assert code == Exit.REFUSED  # no office yet
    code, out = typed("mend", "--backup", tmp_path)
    assert code == Exit.REFUSED
    code, out = typed("mend", "--backup", tmp_path / "salinan", "--json")
    assert (code, json.loads(out)["mended"]) == (Exit.OK, [2])
    code, out = typed("verify", "--scrub")
    assert code == Exit.OK
    assert "3 dari 3 butir" in out
    assert typed("verify")[0] == Exit.OK
