# SPDX-License-Identifier: GPL-3.0-or-later
"""Six steps from chosen evidence to bundles, by mouse and by keyboard, kept at every change."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from db.bundle.examine import examine
from db.casework.exhibits import Plan
from db.model.hearing import Form, Variant
from db.model.ids import EvidenceId
from db.store import browse, hearing_plans
from db.store.vault import Vault
from desktop.actions.rules import Rulebook
from desktop.actions.searching import Found
from desktop.app import Program
from desktop.models import evidence_mime
from desktop.models.exhibit_rows import ExhibitRows
from desktop.windows import hearing_steps as steps
from desktop.windows.export_dialog import ExportDialog
from desktop.windows.hearing_wizard import HearingWizard
from desktop.windows.search_dialog import SearchDialog
from desktop.windows.wayfinder import HearingWish
from desktop.windows.workspace import Workspace

T = TypeVar("T")
LONG_MS = 60_000


@pytest.fixture
def work(unlock: Callable[[], Workspace], program: Program, qtbot: QtBot) -> Workspace:
    workspace = unlock()
    program.window.show()
    qtbot.waitExposed(program.window)
    return workspace


@pytest.fixture
def items(work: Workspace, qtbot: QtBot) -> tuple[EvidenceId, ...]:
    cards = ask(work, qtbot, browse.page)
    return tuple(card.id for card in cards)


@pytest.fixture
def page(work: Workspace, items: tuple[EvidenceId, ...], qtbot: QtBot) -> Iterator[HearingWizard]:
    work.ways.hearing_wanted.emit(HearingWish(items=items[:3]))
    wizard = work.hearing
    qtbot.waitUntil(lambda: wizard.plans.readied is not None)
    yield wizard
    qtbot.waitUntil(lambda: not wizard.runs.running, timeout=LONG_MS)


def ask(work: Workspace, qtbot: QtBot, what: Callable[[Vault], T]) -> T:
    with qtbot.waitSignal(work.session.on_vault(what).succeeded) as done:
        pass
    assert done.args is not None
    found: T = done.args[0]
    return found


def plan_of(page: HearingWizard) -> Plan:
    assert page.plans.readied is not None
    return page.plans.readied.plan


def fill(page: HearingWizard) -> None:
    """Write what no bundle goes without."""
    page.forum.edits["title"].setText("")
    type_into(page.forum.edits["title"], "Perkara uji")


def type_into(edit: QLineEdit, text: str) -> None:
    edit.setText(text)
    edit.textEdited.emit(text)


def look(page: HearingWizard, qtbot: QtBot) -> list[str]:
    page.go(steps.CHECKS)
    qtbot.waitUntil(lambda: page.remarks is not None, timeout=LONG_MS)
    return [one.code for one in page.remarks or ()]


def write(page: HearingWizard, folder: Path, passphrase: str, qtbot: QtBot) -> None:
    page.go(steps.TARGET)
    page.target.folder.show_path(folder)
    page.target._again.set_text(passphrase)
    assert page.frame.forward.isEnabled()
    page.frame.forward.click()
    qtbot.waitUntil(lambda: not page.runs.running, timeout=LONG_MS)


def test_the_export_leads_to_the_hearing_with_what_was_chosen(
    work: Workspace, items: tuple[EvidenceId, ...], qtbot: QtBot
) -> None:
    work.side.export(items[:2])
    dialog = work.findChildren(ExportDialog)[-1]
    qtbot.waitUntil(lambda: bool(dialog._form._id.text()))
    dialog._form.hearing.click()
    wizard = work.hearing
    qtbot.waitUntil(lambda: wizard.plans.readied is not None)
    assert [one.evidence for one in plan_of(wizard).exhibits] == list(items[:2])
    assert wizard.isVisible()
    wizard.frame.leave.click()
    assert not wizard.isVisible()


def test_ctrl_k_knows_the_hearing_bundle(work: Workspace, qtbot: QtBot) -> None:
    dialog = SearchDialog(work.session, work.ways, work)
    with qtbot.waitSignal(work.ways.hearing_wanted):
        dialog._on_sought("siapkan sidang")
        qtbot.waitUntil(lambda: dialog._found is not None)
        place = next(
            one
            for heading in dialog._headings(*_found(dialog))
            for one in heading.places
            if one.sort == "hearing"
        )
        dialog._on_chosen(place)


def _found(dialog: SearchDialog) -> tuple[Rulebook, Found]:
    assert dialog._found is not None
    return dialog._found


def test_the_forum_gives_codes_that_follow_every_key(page: HearingWizard) -> None:
    page.go(steps.FORUM)
    view = page.forum
    at = view.forum.findData("MK-PK")
    view.forum.setCurrentIndex(at)
    view.forum.activated.emit(at)
    assert plan_of(page).copies == 12
    type_into(view.edits["prefix"], "PK.")
    assert plan_of(page).codes == ("PK.-1", "PK.-2", "PK.-3")
    assert "PK.-1" in view._sample.text()
    type_into(view.edits["numbering"], "tanpa nomor")
    assert view._fields["numbering"].edit.accessibleDescription()
    view.copies.setValue(4)
    view.columns["media"].click()
    assert plan_of(page).copies == 4
    assert "media" not in plan_of(page).columns
    assert not view.columns["kode"].isEnabled()


def test_what_was_typed_is_in_the_vault_a_moment_later_and_there_again_after_leaving(
    work: Workspace, page: HearingWizard, qtbot: QtBot
) -> None:
    page.go(steps.FORUM)
    with qtbot.waitSignal(page.plans.kept):
        fill(page)
    kept = ask(work, qtbot, lambda vault: hearing_plans.plan(vault, None))
    assert kept is not None
    assert kept.title == "Perkara uji"
    type_into(page.forum.edits["place"], "Abepura")
    work.show_page("home")
    kept = ask(work, qtbot, lambda vault: hearing_plans.plan(vault, None))
    assert kept is not None
    assert kept.place == "Abepura"
    work.ways.hearing_wanted.emit(HearingWish())
    qtbot.waitUntil(lambda: page.plans.readied is not None)
    assert page.plans.readied is not None
    assert page.plans.readied.found
    assert plan_of(page) == kept


def test_exhibits_move_by_keys_and_stay_chosen(page: HearingWizard) -> None:
    page.go(steps.EXHIBITS)
    view = page.exhibits
    names = [one.evidence for one in plan_of(page).exhibits]
    view.list.choose((0,))
    QTest.keyClick(view.list, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert [one.evidence for one in plan_of(page).exhibits] == [names[1], names[0], names[2]]
    assert view.list.places() == (1,)
    QTest.keyClick(view.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert [one.evidence for one in plan_of(page).exhibits] == names
    view.up.click()
    assert [one.evidence for one in plan_of(page).exhibits] == names
    view.list.choose((2,))
    QTest.keyClick(view.list, Qt.Key.Key_Delete)
    assert [one.evidence for one in plan_of(page).exhibits] == names[:2]


def test_rows_are_dragged_and_evidence_is_dropped_in(
    page: HearingWizard, items: tuple[EvidenceId, ...], qtbot: QtBot
) -> None:
    page.go(steps.EXHIBITS)
    rows = page.exhibits.list.rows
    names = [one.evidence for one in plan_of(page).exhibits]
    dragged = rows.mimeData([rows.index(2)])
    rows.dropMimeData(dragged, Qt.DropAction.MoveAction, 0, 0, rows.index(-1))
    assert [one.evidence for one in plan_of(page).exhibits] == [names[2], names[0], names[1]]
    more = evidence_mime.pack(items[3:4])
    rows.dropMimeData(more, Qt.DropAction.CopyAction, -1, 0, rows.index(-1))
    qtbot.waitUntil(lambda: len(plan_of(page).exhibits) == 4)
    assert plan_of(page).exhibits[-1].evidence == items[3]


def test_label_purpose_and_a_part_are_written_beside_the_list(page: HearingWizard) -> None:
    page.go(steps.EXHIBITS)
    view = page.exhibits
    view.list.choose((1,))
    type_into(view.label, "Video sambutan")
    view.purpose.setPlainText("Membuktikan ajakan")
    view.below.click()
    second = plan_of(page).exhibits[1]
    assert (second.label, second.purpose, second.below) == (
        "Video sambutan",
        "Membuktikan ajakan",
        True,
    )
    assert plan_of(page).codes[1].endswith("a")
    assert "Membuktikan ajakan" in str(view.list.rows.index(1).data())
    view.list.choose((0,))
    assert not view.below.isEnabled()
    assert view.label.text() == plan_of(page).exhibits[0].label


def test_the_public_form_of_each_exhibit_is_chosen_beside_the_list(page: HearingWizard) -> None:
    page.go(steps.VARIANT)
    view = page.variant
    assert not view._lower.isVisible()
    view.variants[Variant.PUBLIC].click()
    assert plan_of(page).variants == (Variant.FULL, Variant.PUBLIC)
    assert view._lower.isVisible()
    view.list.choose((0,))
    view.forms[Form.ORIGINAL].click()
    assert plan_of(page).exhibits[0].public is Form.ORIGINAL
    assert view._warning.isVisible()
    view.forms[Form.NONE].click()
    assert plan_of(page).exhibits[0].public is Form.NONE
    view.documents["kontak"].click()
    assert "kontak" not in plan_of(page).documents


def test_a_stop_holds_the_way_on_and_leads_to_where_it_is_mended(
    page: HearingWizard, qtbot: QtBot
) -> None:
    assert "no-title" in look(page, qtbot)
    assert not page.frame.forward.isEnabled()
    assert not page.frame.steps[steps.TARGET].isEnabled()
    row = next(one for one in page.checks.rows if one.code == "no-title")
    way = page.checks.ways[page.checks.rows.index(row)]
    assert row.words in way.accessibleDescription()
    way.click()
    assert page.frame.stack.currentWidget() is page.forum
    assert page.window().focusWidget() is page.forum.edits["title"]
    fill(page)
    assert "no-title" not in look(page, qtbot)
    assert page.frame.forward.isEnabled()


def test_both_variants_are_written_examined_and_explained(
    page: HearingWizard, passphrase: str, tmp_path: Path, qtbot: QtBot
) -> None:
    page.go(steps.FORUM)
    fill(page)
    page.go(steps.VARIANT)
    page.variant.variants[Variant.PUBLIC].click()
    look(page, qtbot)
    folder = tmp_path / "stik"
    folder.mkdir()
    write(page, folder, passphrase, qtbot)
    assert page.frame.stack.currentWidget() is page.result
    bags = sorted(folder.iterdir())
    assert len(bags) == 2
    assert [examine(bag) for bag in bags] == [(), ()]
    assert page.target._again.text() == ""
    digests = [one.written.digest.hex for one in page.writing.done]
    for card, digest in zip(page.result.cards, digests, strict=True):
        assert card.copy.accessibleName()
        assert digest[:4] in page.result.letter(page.result._rows[digests.index(digest)])
    (bags[0] / "data" / "paket.json").write_bytes(b"{}")
    page.result.cards[0].verify.click()
    qtbot.waitUntil(page.result.message.isVisible, timeout=LONG_MS)
    assert page.result.message.property("tone") == "bad"
    qtbot.waitUntil(lambda: not page.runs.running)
    page.result.cards[1].verify.click()
    qtbot.waitUntil(lambda: page.result.message.property("tone") == "good", timeout=LONG_MS)


def test_a_wrong_passphrase_and_a_pulled_stick_are_said_and_nothing_is_left(
    page: HearingWizard, passphrase: str, tmp_path: Path, qtbot: QtBot
) -> None:
    page.go(steps.FORUM)
    fill(page)
    look(page, qtbot)
    folder = tmp_path / "stik"
    folder.mkdir()
    write(page, folder, "bukan ini", qtbot)
    assert page.frame.stack.currentWidget() is page.target
    assert page.target.message.isVisible()
    assert not list(folder.iterdir())
    folder.rmdir()
    page.target.folder.show_path(folder)
    page.target.folder_changed.emit(folder)
    page.target._again.set_text(passphrase)
    assert not page.frame.forward.isEnabled()


def test_too_little_room_is_said_before_anything_is_written(page: HearingWizard) -> None:
    page.go(steps.TARGET)
    page.target._again.set_text("apa saja")
    page.target.show_room(10)
    assert page.target.wish() is None
    assert "10 B" in page.target._room.accessibleName()


def test_everything_has_a_name_and_is_reached_by_keyboard(page: HearingWizard) -> None:
    for at in range(steps.WRITING):
        page.frame.stack.setCurrentIndex(at)
        shown = page.frame.stack.currentWidget()
        assert shown is not None
        for kind in (QAbstractButton, QLineEdit, QComboBox, QAbstractItemView):
            for one in shown.findChildren(kind):
                if one.isVisibleTo(shown) and _ours(one):
                    assert one.accessibleName() or getattr(one, "text", str)(), (at, one)
                    assert one.focusPolicy() is not Qt.FocusPolicy.NoFocus or not one.isEnabled()


def _ours(widget: QWidget) -> bool:
    """Tell whether a widget is one of the page's, and not a part that Qt makes for itself."""
    return not widget.objectName().startswith("qt_")


def test_the_page_follows_the_language(page: HearingWizard, program: Program, qtbot: QtBot) -> None:
    look(page, qtbot)
    program.tongue.speak("en")
    qtbot.waitUntil(lambda: "Prepare a hearing bundle" in page.frame.title.text())
    english = page.checks.rows[0].words
    program.tongue.speak("id")
    qtbot.waitUntil(lambda: "Siapkan berkas sidang" in page.frame.title.text())
    assert page.checks.rows[0].words != english


def test_the_rows_are_a_sound_model(qtmodeltester: ModelTester) -> None:
    rows = ExhibitRows()
    rows.show_rows(("a", "b"), ("satu", "dua"))
    qtmodeltester.check(rows)  # type: ignore[no-untyped-call]  # pytest-qt
    rows.show_rows((), ())
    assert rows.rowCount() == 0
