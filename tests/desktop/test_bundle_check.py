# SPDX-License-Identifier: GPL-3.0-or-later
"""The window says of every vector what the other verifiers say, and needs no vault for it."""

import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from pytestqt.qtbot import QtBot

from db.bundle import phrases
from db.bundle.handover import Wrapping, hand_over
from db.bundle.verdict import verdicts
from db.errors import SegelError
from db.seal.age import new_identity
from desktop.actions.bundle_check import examined, meant
from desktop.app import Program
from desktop.windows.bundle_check import BundleCheckDialog
from desktop.windows.bundle_check_rows import checked
from desktop.windows.main_window import MainWindow
from desktop.windows.search_dialog import SearchDialog
from desktop.windows.workspace import Workspace
from tests.fakes import hearing_history
from tests.fakes.bundle_verdicts import by_program
from tests.fakes.rebagging import do_harm

VECTORS = Path(__file__).parents[1] / "vectors" / "bundles"
CASES: list[dict[str, Any]] = json.loads((VECTORS / "cases.json").read_text(encoding="utf-8"))
LONG_MS = 20_000
TONES = {
    "whole": "good",
    "covered": "good",
    "absent": "text_soft",
    "doubtful": "warn",
    "harmed": "bad",
}


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_the_window_says_of_every_vector_what_the_others_say(
    case: dict[str, Any], tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(VECTORS / case["base"], tmp_path / case["name"]))
    do_harm(folder, case["edits"])
    code, told = by_program(folder)
    if code == 2:
        with pytest.raises(SegelError) as refused:
            examined(folder)
        assert refused.value.code == told["error"]
        return
    seen = examined(folder)
    assert [one.state.value for one in verdicts(seen)] == case["states"]
    shown = checked(seen)
    assert shown.tone == {0: "good", 1: "bad"}[code]
    assert [one.tone for one in shown.exhibits] == [TONES[state] for state in case["states"]]
    assert sum(len(step.flaws) for step in shown.steps) == len(told["flaws"])
    for flaw in told["flaws"]:
        at = list(phrases.STEPS).index(flaw["step"])
        assert any(line.startswith(f"{flaw['place']}: ") for line in shown.steps[at].flaws)
    assert all(one.reasons for one in shown.exhibits)
    assert shown.limits


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    return Path(shutil.copytree(VECTORS / "penuh", tmp_path / "SGL-2026-0002"))


@pytest.fixture
def dialog(program: Program, qtbot: QtBot) -> BundleCheckDialog:
    program.window.check_bundle()
    made: BundleCheckDialog = program.window.findChildren(BundleCheckDialog)[-1]
    qtbot.waitUntil(made.isVisible)
    return made


def wait(dialog: BundleCheckDialog, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: dialog._errand is None, timeout=LONG_MS)


def zipped(folder: Path, at: Path) -> Path:
    with zipfile.ZipFile(at, "w") as file:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                file.write(path, f"{folder.name}/{path.relative_to(folder).as_posix()}")
    return at


def drop(path: Path) -> QDropEvent:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    drop.held = data  # type: ignore[attr-defined]  # the event does not keep it
    action = Qt.DropAction.CopyAction
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    return QDropEvent(QPointF(5, 5), action, data, left, none)


def test_a_folder_a_zip_and_a_file_inside_say_the_same(
    sound: Path, tmp_path: Path, dialog: BundleCheckDialog, qtbot: QtBot
) -> None:
    titles = set()
    for path in (sound, zipped(sound, tmp_path / "paket.zip"), sound / "verifikasi.html"):
        dialog.choose(path)
        wait(dialog, qtbot)
        assert dialog._stack.currentWidget() is dialog.outcome, path
        titles.add((dialog.outcome.title.text(), dialog.outcome.table.rowCount()))
    assert len(titles) == 1
    assert meant(sound / "data" / "paket.json") == sound


def test_a_bundle_that_is_dropped_is_examined_and_each_reason_is_told(
    sound: Path, dialog: BundleCheckDialog, qtbot: QtBot
) -> None:
    do_harm(sound, [{"do": "flip", "file": "data/bukti/0002/putar.mp4", "bit": 9}])
    dialog.dropEvent(drop(sound))
    wait(dialog, qtbot)
    shown = dialog.outcome
    assert shown.table.chosen() == 1
    assert "data/bukti/0002/putar.mp4" in shown.reasons.text()
    shown.table.selectRow(0)
    assert shown.reasons.text()
    assert shown.table.accessibleName()


def test_the_fingerprint_of_the_letter_is_compared(
    sound: Path, dialog: BundleCheckDialog, qtbot: QtBot
) -> None:
    dialog.choose(sound)
    wait(dialog, qtbot)
    dialog.outcome.typed.setText(dialog.outcome.mark.text().lower().replace(" ", "-"))
    same = dialog.outcome.fits.accessibleName()
    dialog.outcome.typed.setText("0" * 20)
    assert dialog.outcome.fits.accessibleName() != same


def test_an_encrypted_bundle_in_parts_opens_with_its_key_and_nothing_is_unpacked(
    tmp_path: Path, dialog: BundleCheckDialog, qtbot: QtBot
) -> None:
    key, place = new_identity(), tmp_path / "stik"
    place.mkdir()
    contents = hearing_history.contents(hearing_history.history())
    hand_over(place / "paket", contents, Wrapping((key.recipient,), limit=64 * 1024))
    before = sorted(place.iterdir())
    first = place / "paket.tar.age.001"
    assert first in before
    dialog.choose(first)
    assert dialog.start.keys.isVisible()
    dialog.start.check.click()
    wait(dialog, qtbot)
    assert dialog.start.message.isVisible()
    secret = tmp_path / "kunci.txt"
    secret.write_text(key.secret)
    dialog.start.key.setText(str(secret))
    dialog.start.check.click()
    wait(dialog, qtbot)
    assert dialog._stack.currentWidget() is dialog.outcome
    assert sorted(place.iterdir()) == before


def test_what_is_no_bundle_is_said_and_another_can_be_chosen(
    tmp_path: Path, sound: Path, dialog: BundleCheckDialog, qtbot: QtBot
) -> None:
    (tmp_path / "kosong").mkdir()
    (tmp_path / "lain.zip").write_bytes(b"PK\x03\x04 bukan paket")
    for path in (tmp_path / "kosong", tmp_path / "lain.zip", tmp_path / "tidak-ada"):
        dialog.choose(path)
        wait(dialog, qtbot)
        assert dialog._stack.currentWidget() is dialog.start, path
        assert dialog.start.message.isVisible(), path
    dialog.choose(sound)
    wait(dialog, qtbot)
    assert dialog._stack.currentWidget() is dialog.outcome
    dialog.outcome.again.click()
    assert dialog._stack.currentWidget() is dialog.start


def test_a_check_can_be_stopped(sound: Path, dialog: BundleCheckDialog, qtbot: QtBot) -> None:
    dialog.choose(sound)
    dialog.reject()
    wait(dialog, qtbot)
    assert dialog.isVisible()
    dialog.reject()
    assert not dialog.isVisible()


def test_the_lock_screen_and_a_bundle_that_is_opened_lead_to_the_check(
    window: MainWindow, sound: Path, qtbot: QtBot
) -> None:
    window._unlock._lock.check.click()
    first = window.findChildren(BundleCheckDialog)[-1]
    qtbot.waitUntil(first.isVisible)
    first.reject()
    window.begin([str(sound)])
    qtbot.waitUntil(lambda: _outcome_of(window) is not None, timeout=LONG_MS)


def test_without_any_vault_a_bundle_that_is_dropped_is_examined(
    program: Program, sound: Path, qtbot: QtBot
) -> None:
    program.window.begin()
    guide = program.window._guide
    assert guide is not None
    assert guide._welcome.check.accessibleName()
    program.window.dropEvent(drop(sound))
    qtbot.waitUntil(lambda: _outcome_of(program.window) is not None, timeout=LONG_MS)


def _outcome_of(window: MainWindow) -> BundleCheckDialog | None:
    found = window.findChildren(BundleCheckDialog)
    return next((one for one in found if one._stack.currentWidget() is one.outcome), None)


def test_ctrl_k_knows_the_check(unlock: Callable[[], Workspace]) -> None:
    work = unlock()
    dialog = SearchDialog(work.session, work.ways, work)
    places = list(dialog._deeds("periksa sid"))
    assert [one.sort for one in places] == ["check"]
    dialog._on_chosen(places[0])
    shown = work.findChildren(BundleCheckDialog)
    assert shown
    shown[-1].reject()
