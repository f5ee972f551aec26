# SPDX-License-Identifier: GPL-3.0-or-later
"""The packaged program's own test does every part, and says so when one is lost."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import resources
from db.store.vault import Vault
from desktop import selftest, trials
from desktop.trials import TRIALS, Ground, MissingPartError
from tests.fakes.small_vault import at_desk, found, without_ballast
from tests.fakes.stopped_clock import StoppedClock

PROJECT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def ground(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ground]:
    without_ballast(monkeypatch)
    vault: Vault
    vault, _ = found(tmp_path / "brankas", StoppedClock(tick_us=1000))
    with at_desk(vault) as desk:
        yield Ground(desk, tmp_path)
    vault.abandon()


@pytest.mark.slow
def test_every_part_is_tried_and_is_there() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "desktop", "--selftest"],
        cwd=PROJECT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    lines = [line for line in done.stdout.splitlines() if line.startswith(("ok ", "FAILED "))]
    assert done.returncode == 0, done.stdout + done.stderr
    assert all(line.startswith("ok ") for line in lines)
    for part, _ in TRIALS:
        assert any(line.startswith(f"ok {part} (") for line in lines), part
    assert any(line.startswith("ok playing (") for line in lines)
    assert any(line.startswith("ok server, sending and sticks (") for line in lines)


def test_a_vault_in_which_nothing_was_sealed_fails_what_needs_an_item(ground: Ground) -> None:
    with pytest.raises(MissingPartError):
        trials.see(ground)
    with pytest.raises(MissingPartError):
        trials.hand_over(ground)


@pytest.mark.parametrize("trial", [trials.read_workbook, trials.sign_document, trials.print_papers])
def test_a_lost_file_fails_the_part_that_reads_it(
    ground: Ground, trial: trials.Trial, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trial(ground)
    monkeypatch.setattr(resources, "path", lambda name: tmp_path / "tiada" / name)
    monkeypatch.setattr("desktop.actions.leaflet.path", lambda name: tmp_path / "tiada" / name)
    with pytest.raises(OSError, match="tiada"):
        trial(ground)


def test_a_part_that_fails_is_named_with_its_reason(capsys: pytest.CaptureFixture[str]) -> None:
    def lost() -> None:
        part = "id.qm"
        raise MissingPartError(part)

    assert selftest._tried("translations", lost)
    assert capsys.readouterr().out == "FAILED translations: MissingPartError id.qm\n"
    assert not selftest._tried("fonts", lambda: None)
    assert capsys.readouterr().out.startswith("ok fonts (")
