# SPDX-License-Identifier: GPL-3.0-or-later
"""S12: the court asks, one item was altered, and the laptop's clock is dead.

The list of exhibits with its columns, copies and dividers (S12.4), and full against public bundle
(S12.5), belong to the hearing bundle.  Here the altered item is found before the export, the
failure stays in the ledger, and all others pass a stranger's check.
"""

import hashlib
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox
from shiboken6 import isValid

from db.ledger.act import Act
from db.model.evidence import Health
from db.model.ids import EvidenceId
from db.store import browse, evidence
from db.store.driver import open_shelf
from desktop.views.clock_form import ClockForm
from desktop.windows.export_dialog import ExportDialog
from tests.fakes import scenarios_court as court
from tests.fakes.casework_vault import turn_to
from tests.fakes.scenarios import s12
from tests.fakes.scenarios_files import content
from tests.fakes.scenarios_stage import Stage, seen
from tests.fakes.small_vault import CHAIR


@pytest.fixture
def stage(lived: Callable[..., Stage]) -> Stage:
    return lived(s12)


def test_a_dead_clock_is_doubted_at_the_start_stated_and_written_down(stage: Stage) -> None:
    last = stage.ask(browse.entries)[0]
    stage.leave()
    turn_to(stage.clock, court.DEAD_CLOCK)
    stage.clock.boot, stage.clock.since_boot_ms = "boot-2", 60_000
    stage.enter()
    stage.sees(stage.work.status, "Jam")
    stage.work.side.clock()
    form = stage.shown(ClockForm)
    stage.sees(form, "1 Jan 2018")
    stage.hands.wake(form.window())
    lines = form._day, form._time
    for line, text in zip(lines, ("13-01-2025", "19.26"), strict=True):
        line.setFocus()
        stage.hands.type(text, line)
    source: QComboBox = form._source
    source.setFocus()
    source.setCurrentIndex(0)
    source.activated.emit(0)
    stage.hands.press(form._go)
    stage.until(lambda: not (isValid(form) and form.isVisible()))
    rows = stage.ask(browse.entries)
    assert [row.seq for row in rows] == sorted((row.seq for row in rows), reverse=True)
    assert rows[0].seq > last.seq
    stage.sees(stage.work.status, "13 Jan 2025")
    assert stage.ask(lambda vault: vault.civil_now().local.year) == 2025


def test_the_altered_item_is_red_before_the_export_and_all_others_pass_a_strangers_check(
    stage: Stage, tmp_path: Path
) -> None:
    item = stage.items["S12-E02"]
    alter(stage, item)
    stage.work.show_page("ledger")
    stage.work.ledger.examine()
    stage.until(
        lambda: stage.ask(lambda vault: evidence.by_id(vault, item)).health is Health.DAMAGED
    )
    stage.work.show_page("home")
    stage.sees(stage.work.home, "Rusak: 1")

    target = tmp_path / "PK"
    target.mkdir()
    stage.work.side.export(tuple(stage.items.values()))
    dialog = stage.shown(ExportDialog)
    form = dialog._form
    stage.until(lambda: bool(form._id.text()))
    for line, text in (
        (form._name, "901/PHPU.BUP-XXIII/2025 (fiktif)"),
        (form._office, "Panwaslu Kecamatan Arut Selatan"),
        (form._folder, str(target)),
    ):
        line.setFocus()
        stage.hands.type(text, line)
    form._pass.set_text(CHAIR.passphrase)
    stage.hands.press(form._go)
    stage.until(lambda: dialog._stack.currentWidget() is dialog._result)
    assert "1" in seen(dialog._result)
    dialog.accept()
    bag = next(target.iterdir())
    if shutil.which("sha256sum"):
        checked = subprocess.run(
            ["sha256sum", "--check", "--quiet", "manifest-sha256.txt"],
            cwd=bag,
            capture_output=True,
            check=False,
        )
        assert checked.returncode == 0, checked.stderr
    kept = {hashlib.sha256(one.read_bytes()).hexdigest() for one in bag.rglob("asli.*")}
    assert kept == {hashlib.sha256(content("S12-E01")).hexdigest()}
    acts = [row.act for row in stage.ask(browse.entries)]
    assert Act.VERIFY_FAILED.value in acts
    assert Act.EXPORTED.value in acts


def alter(stage: Stage, item: EvidenceId) -> None:
    """Change a byte of an item's sealed bytes, outside the program."""
    number = stage.ask(lambda vault: evidence.by_id(vault, item)).number
    shelf = stage.folder / "media" / "0001.db"
    rows = open_shelf(shelf, write=False)
    sealed = [data for (data,) in rows.execute("SELECT data FROM chunk").fetchall()][number - 1]
    rows.close()
    changed = sealed[:-1] + bytes([sealed[-1] ^ 1])
    shelf.write_bytes(shelf.read_bytes().replace(sealed, changed))
