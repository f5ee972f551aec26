# SPDX-License-Identifier: GPL-3.0-or-later
"""The one window: what opens it, what locks it, and that nothing stays behind a lock."""

import weakref
from collections.abc import Callable
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QDateEdit,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from db.ledger.act import Act
from db.model.evidence import EvidenceCard, Kind, Manner, Provenance
from db.store import browse
from desktop.actions import gather
from desktop.app import Program
from desktop.session import Session
from desktop.views.filter_bar import Choice
from desktop.windows.import_review import ImportReview
from desktop.windows.main_window import MainWindow
from desktop.windows.workspace import Workspace
from tests.fakes.small_vault import found
from tests.fakes.stopped_clock import StoppedClock

Unlock = Callable[[], Workspace]
ITEMS = 5


def acts(session: Session, qtbot: QtBot) -> list[str]:
    errand = session.on_vault(browse.entries)
    with qtbot.waitSignal(errand.succeeded) as done:
        pass
    assert done.args is not None
    return [entry.act for entry in done.args[0]]


def cards(session: Session, qtbot: QtBot) -> list[EvidenceCard]:
    errand = session.on_vault(browse.page)
    with qtbot.waitSignal(errand.succeeded) as done:
        pass
    assert done.args is not None
    return list(done.args[0])


def show_evidence(workspace: Workspace, qtbot: QtBot) -> None:
    workspace.show_page("evidence")
    qtbot.waitUntil(lambda: workspace.evidence.list.model.rowCount() == ITEMS)


def test_without_a_known_vault_the_guide_opens(program: Program, qtbot: QtBot) -> None:
    program.window.begin()
    program.window.show()
    qtbot.waitExposed(program.window)
    assert program.window.workspace is None
    assert program.window._guide is not None


@pytest.mark.parametrize("name", [".", "keys.json", "SEGEL.txt"])
def test_a_vault_that_is_opened_from_outside_is_asked_for_and_not_imported(
    program: Program, tmp_path: Path, name: str
) -> None:
    vault, _ = found(tmp_path / "lain", StoppedClock())
    vault.lock()
    program.window.begin([str(tmp_path / "lain" / name)])
    assert program.window._folder == tmp_path / "lain"
    assert program.window._pending == []
    assert program.window._guide is None


def test_a_folder_that_is_no_vault_waits_to_be_imported(program: Program, tmp_path: Path) -> None:
    program.window.begin([str(tmp_path)])
    assert program.window._pending == [str(tmp_path)]


@pytest.mark.usefixtures("window")
def test_the_details_pane_writes_nothing_and_the_viewer_writes_one_entry(
    unlock: Unlock, qtbot: QtBot
) -> None:
    workspace = unlock()
    show_evidence(workspace, qtbot)
    workspace.evidence.list.choose_row(1)
    qtbot.waitUntil(lambda: workspace.evidence.details.card is not None)
    assert Act.VIEWED.value not in acts(workspace.session, qtbot)
    shown = workspace.evidence.cards[0]
    workspace.open_card(shown)
    qtbot.waitUntil(lambda: workspace.viewer.view.details.card is not None, timeout=10_000)
    assert acts(workspace.session, qtbot).count(Act.VIEWED.value) == 1


@pytest.mark.usefixtures("window")
def test_each_kind_is_shown_as_what_it_is(unlock: Unlock, qtbot: QtBot) -> None:
    workspace = unlock()
    view = workspace.viewer.view
    for card in cards(workspace.session, qtbot):
        workspace.open_card(card)
        if card.kind is Kind.TEXT:
            qtbot.waitUntil(lambda: bool(view._text.toPlainText()), timeout=10_000)
        elif card.kind in {Kind.AUDIO, Kind.VIDEO}:
            qtbot.waitUntil(lambda: view._stack.currentWidget() is view.stage, timeout=20_000)
        else:
            qtbot.waitUntil(lambda: view._stack.currentWidget() is view.canvas, timeout=20_000)
            assert view.canvas.zoom > 0


@pytest.mark.usefixtures("window")
def test_one_selection_is_shared_by_grid_timeline_and_table(unlock: Unlock, qtbot: QtBot) -> None:
    workspace = unlock()
    show_evidence(workspace, qtbot)
    page = workspace.evidence
    page.list.choose_row(2)
    chosen = page.cards
    for look in ("timeline", "table", "grid"):
        page.list.filters.set_look(look)
        qtbot.waitUntil(lambda: page.cards == chosen)
    assert page.list.grid.selectionModel() is page.list.table.selectionModel()


@pytest.mark.usefixtures("window")
def test_filters_and_search_narrow_the_list(unlock: Unlock, qtbot: QtBot) -> None:
    workspace = unlock()
    show_evidence(workspace, qtbot)
    page = workspace.evidence
    page.list.filters.search.setText("offset")
    qtbot.waitUntil(lambda: page.list.model.rowCount() == 1)
    page.show_choice(Choice(kind=Kind.VIDEO))
    qtbot.waitUntil(
        lambda: page.list.model.rowCount() == 1 and page.list.model.card_at(0).kind is Kind.VIDEO
    )
    page.list.filters.search.setText("no such words")
    qtbot.waitUntil(lambda: page.list._stack.currentWidget() is page.list._none_found)
    page.list.filters.clear()
    qtbot.waitUntil(lambda: page.list.model.rowCount() == ITEMS)


@pytest.mark.usefixtures("window")
def test_verifying_and_noting_an_item_are_acts(unlock: Unlock, qtbot: QtBot) -> None:
    workspace = unlock()
    show_evidence(workspace, qtbot)
    page = workspace.evidence
    page.list.choose_row(0)
    qtbot.waitUntil(lambda: page.details.card is not None)
    card = page.details.card
    page.details.note_written.emit(card, "dilihat bersama PTPS 04")
    qtbot.waitUntil(lambda: Act.NOTED.value in acts(workspace.session, qtbot))
    before = acts(workspace.session, qtbot).count(Act.VERIFIED.value)
    page.details.verify_requested.emit(card)
    qtbot.waitUntil(lambda: acts(workspace.session, qtbot).count(Act.VERIFIED.value) == before + 1)
    page.list.filters.search.setText("bersama")
    qtbot.waitUntil(lambda: page.list.model.rowCount() == 1)


def test_locking_destroys_every_view_and_asks_for_a_person_again(
    window: MainWindow, unlock: Unlock, qtbot: QtBot
) -> None:
    workspace = unlock()
    show_evidence(workspace, qtbot)
    workspace.open_card(workspace.evidence.list.model.card_at(0))
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    with qtbot.waitSignal(window.locked):
        qtbot.keyClick(workspace, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not shiboken6.isValid(workspace))
    assert window.workspace is None
    assert not window.findChildren(Workspace)
    assert unlock() is window.workspace  # and it opens again


def test_a_lock_leaves_nothing_of_the_vault_in_memory_to_be_found(
    window: MainWindow, unlock: Unlock, qtbot: QtBot
) -> None:
    def watched() -> list[weakref.ref[object]]:
        workspace = unlock()
        show_evidence(workspace, qtbot)
        parts = (workspace, workspace.evidence, workspace.evidence.list.model, workspace.session)
        return [weakref.ref(part) for part in parts]

    left = watched()
    with qtbot.waitSignal(window.locked):
        window.lock()
    qtbot.waitUntil(lambda: not any(part() for part in left))


def test_who_comes_back_to_a_locked_laptop_is_told_why(
    window: MainWindow, unlock: Unlock, qtbot: QtBot
) -> None:
    unlock()
    with qtbot.waitSignal(window.locked):
        window._idle.expired.emit()
    message = window._unlock._lock.message
    qtbot.waitUntil(lambda: message.isVisible() and "tidak disentuh" in message.accessibleName())
    unlock()
    with qtbot.waitSignal(window.locked):
        window.lock()
    qtbot.waitUntil(window._unlock.isVisible)
    assert not message.isVisible()


def test_closing_the_window_locks_the_vault_first(
    window: MainWindow, unlock: Unlock, qtbot: QtBot
) -> None:
    unlock()
    with qtbot.waitSignal(window.locked):
        assert not window.close()
    qtbot.waitUntil(lambda: not window.isVisible())


def test_what_waits_is_sealed_by_itself_after_unlocking(
    window: MainWindow, unlock: Unlock, samples: Path, qtbot: QtBot
) -> None:
    workspace = unlock()
    desk = workspace.session.desk
    candidate = gather.look_at(samples / "sample.3gp")
    ticket = gather.Reviewed(candidate, None).ticket(Provenance(Manner.DEVICE))
    errand = workspace.session.bench(lambda _token: gather.queue(desk, [ticket]))
    with qtbot.waitSignal(errand.succeeded):
        pass
    with qtbot.waitSignal(window.locked):
        window.lock()
    again = unlock()
    qtbot.waitUntil(lambda: len(cards(again.session, qtbot)) == ITEMS + 1, timeout=20_000)


@pytest.mark.usefixtures("window")
def test_a_drop_opens_the_review_and_seals_nothing(
    unlock: Unlock, samples: Path, qtbot: QtBot
) -> None:
    workspace = unlock()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(samples / "sample.3gp"))])
    event = QDropEvent(
        QPointF(10, 10),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    workspace.dropEvent(event)
    qtbot.waitUntil(lambda: bool(workspace.findChildren(ImportReview)))
    review = workspace.findChildren(ImportReview)[0]
    qtbot.waitUntil(lambda: review._errand is None, timeout=20_000)
    assert len(cards(workspace.session, qtbot)) == ITEMS
    review.reject()


@pytest.mark.usefixtures("window")
def test_a_pasted_picture_is_sealed_as_from_the_clipboard(unlock: Unlock, qtbot: QtBot) -> None:
    workspace = unlock()
    image = QImage(64, 48, QImage.Format.Format_RGB32)
    image.fill(0x336699)
    with qtbot.waitSignal(workspace.doors.pasting.sealed, timeout=20_000):
        workspace.doors.pasting.paste(image)
    newest = cards(workspace.session, qtbot)[0]
    assert newest.manner is Manner.CLIPBOARD
    assert newest.media_type == "image/png"


@pytest.mark.usefixtures("window")
def test_examining_everything_says_so_and_is_remembered(unlock: Unlock, qtbot: QtBot) -> None:
    workspace = unlock()
    workspace.show_page("ledger")
    with qtbot.waitSignal(workspace.ledger.examined, timeout=30_000) as done:
        workspace.ledger.examine()
    assert done.args is not None
    assert done.args[0].clean
    assert not workspace.ledger.view._result.isHidden()
    qtbot.waitUntil(lambda: not workspace.ledger.examining)


@pytest.mark.usefixtures("window")
def test_every_control_has_a_name_for_those_who_listen(unlock: Unlock, qtbot: QtBot) -> None:
    workspace = unlock()
    show_evidence(workspace, qtbot)
    workspace.evidence.list.choose_row(0)
    qtbot.waitUntil(lambda: workspace.evidence.details.card is not None)
    kinds = (QAbstractButton, QAbstractItemView, QComboBox, QDateEdit, QLineEdit, QPlainTextEdit)
    nameless = [
        f"{type(one).__name__} in {type(one.parent()).__name__}"
        for one in workspace.findChildren(QWidget)
        if isinstance(one, kinds)
        and not one.accessibleName()
        and not (isinstance(one, QAbstractButton) and one.text())
        and not one.objectName().startswith("qt_")
        and not _part_of_a_field(one)
    ]
    assert not nameless, nameless


def _part_of_a_field(widget: QWidget) -> bool:
    """Tell whether Qt made a widget as a part of a combo box, a date field or a table."""
    parent = widget.parent()
    while isinstance(parent, QWidget):
        if isinstance(parent, (QComboBox, QDateEdit, QAbstractItemView, QLineEdit)):
            return True
        parent = parent.parent()
    return False


@pytest.mark.usefixtures("window")
def test_the_language_changes_while_the_window_is_open(
    program: Program, unlock: Unlock, qtbot: QtBot
) -> None:
    workspace = unlock()
    show_evidence(workspace, qtbot)
    button = workspace.rail._buttons["evidence"]
    assert button.accessibleName() == "Bukti"
    program.preferences.language = "en"
    qtbot.waitUntil(lambda: button.accessibleName() == "Evidence")
    program.preferences.language = "id"
    qtbot.waitUntil(lambda: button.accessibleName() == "Bukti")


def test_a_bug_is_shown_without_values_and_locks_the_vault(
    program: Program, window: MainWindow, unlock: Unlock, qtbot: QtBot
) -> None:
    workspace = unlock()

    def work(_vault: object) -> None:
        message = "nama warga yang rahasia"
        raise ZeroDivisionError(message)

    workspace.session.on_vault(work)
    qtbot.waitUntil(lambda: program._crash is not None)
    dialog = program._crash
    assert dialog is not None
    assert "ZeroDivisionError" in dialog._report.toPlainText()
    assert "rahasia" not in dialog._report.toPlainText()
    with qtbot.waitSignal(window.locked):
        dialog.accept()


def test_suspending_the_laptop_locks_the_vault(
    window: MainWindow, unlock: Unlock, qtbot: QtBot
) -> None:
    unlock()
    with qtbot.waitSignal(window.locked):
        window._on_state(Qt.ApplicationState.ApplicationSuspended)


def test_the_idle_lock_follows_the_setting(
    program: Program, window: MainWindow, unlock: Unlock, qtbot: QtBot
) -> None:
    workspace = unlock()
    program.preferences.idle_minutes = 9
    qtbot.waitUntil(lambda: "9:00" in workspace.status._lock.accessibleName())
    with qtbot.waitSignal(window.locked):
        window._idle.expired.emit()
