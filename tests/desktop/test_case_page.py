# SPDX-License-Identifier: GPL-3.0-or-later
"""One case on its page: where it stands, what is missing, who may know whom, and every step."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, QSettings, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from db.casework.paper import Paper, PaperKind
from db.model.ids import EvidenceId, PaperId
from db.seal.keyring import Cost
from db.store import links, papers
from db.store.doors import doors
from db.store.vault import Person, Vault
from desktop.app import Program
from desktop.models.evidence_mime import pack, unpack
from desktop.session import Session
from desktop.views.deed_dialog import DeedDialog
from desktop.windows.case_page import CasePage
from desktop.windows.evidence_picker import EvidencePicker
from desktop.windows.home_page import HomePage
from desktop.windows.wayfinder import FormWish, Wayfinder
from tests.fakes import case_vaults
from tests.fakes.stopped_clock import StoppedClock

Known = dict[str, dict[str, Paper]]
SETTLING_MS = 50
"""Qt shows what was put into a layout a moment later."""


class Desk:
    """A session over a vault of cases, and its case page."""

    def __init__(self, qtbot: QtBot, session: Session, known: Known) -> None:
        self.bot, self.session, self.known = qtbot, session, known
        self.ways = Wayfinder()
        self.wishes: list[FormWish] = []
        self.ways.form_wanted.connect(self.wishes.append)
        self.page = CasePage(session, self.ways)
        qtbot.addWidget(self.page)
        self.page.resize(1100, 640)
        self.page.show()

    def open(self, day: str) -> CasePage:
        with self.bot.waitSignal(self.page.shown):
            self.page.open(self.known[day]["perkara"].id)
        self.bot.wait(SETTLING_MS)
        return self.page

    def text(self, part: QWidget | None = None) -> str:
        whole = part or self.page.view
        labels = [label.text() for label in whole.findChildren(QLabel) if label.isVisibleTo(whole)]
        buttons = [
            button.text()
            for button in whole.findChildren(QAbstractButton)
            if button.isVisibleTo(whole)
        ]
        return "\n".join([*labels, *buttons])

    def dialog(self) -> DeedDialog:
        asking = (self.page.deeds, self.page.exhibits, self.page.saving)
        self.bot.waitUntil(lambda: any(one.dialog is not None for one in asking))
        found = next(one.dialog for one in asking if one.dialog is not None)
        assert found is not None
        return found

    def agree(self, dialog: DeedDialog, reason: str = "") -> None:
        dialog.reason.setPlainText(reason)
        with self.bot.waitSignal(self.page.shown):
            dialog.go.click()
        self.bot.wait(SETTLING_MS)

    def refused(self, dialog: DeedDialog) -> str:
        dialog.go.click()
        self.bot.waitUntil(lambda: dialog.message.isVisibleTo(dialog))
        words = self.text(dialog.message)
        dialog.reject()
        return words

    def ask(self, work: Callable[[Vault], object]) -> object:
        with self.bot.waitSignal(self.session.on_vault(work).succeeded) as done:
            pass
        assert done.args is not None
        return done.args[0]


@pytest.fixture
def desks(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Callable[..., Desk]]:
    """Give a function that opens a vault in which days happened, as somebody."""
    programs: list[Program] = []
    made: list[Desk] = []

    def open_(*days: str, who: Person = case_vaults.CHAIR, language: str = "en") -> Desk:
        clock = StoppedClock(tick_us=1000)
        folder = tmp_path / f"brankas-{len(programs)}"
        extra = (case_vaults.MEMBER, case_vaults.CLERK)
        known = case_vaults.made(folder, clock, days, extra=extra)
        settings = QSettings(str(tmp_path / "segel.ini"), QSettings.Format.IniFormat)
        settings.setValue("language", language)
        cost = Cost(memory_kib=64, passes=1, lanes=1)
        program = Program(qapp, settings, cost=cost, clock=clock, built_us=0)
        programs.append(program)
        door = next(one for one in doors(folder) if one.label == who.label)
        errand = program.doors.unlock(folder, door.account, who.passphrase)
        with qtbot.waitSignal(errand.succeeded) as done:
            pass
        assert done.args is not None
        desk = Desk(qtbot, Session(program.doors, done.args[0]), known)
        made.append(desk)
        return desk

    yield open_
    for desk in made:
        desk.page.hide()
        with qtbot.waitSignal(desk.session.closed):
            desk.session.close()
        desk.session.deleteLater()
    for program in programs:
        program.tongue.speak("en")
        program.close()
        program.window.deleteLater()


def test_a_case_shows_its_way_its_dates_and_whose_it_is(desks: Callable[..., Desk]) -> None:
    desk = desks("camat")
    view = desk.open("camat").view
    facts = view.facts
    assert facts is not None
    assert [stop.label for stop in facts.passed] == [
        "Plenary on the finding",
        "Registered",
        "Clarification",
    ]
    assert "Full assessment" in view.track.accessibleName()
    assert view.temporary.isVisible()
    bands = [(band.safe, band.legal, bool(band.done)) for band in facts.limits]
    assert ("10 Dec 2023", "12 Dec 2023", True) in bands  # the finding
    assert bands[0] == ("13 Dec 2023", "15 Dec 2023", False)  # handling, which ends first
    assert facts.limits[0].urgency == "DEKAT"
    words = desk.text()
    assert "NIP 197408171999031901" in words
    assert "I Gede Suardana" in words
    assert "ASN-D4" in words
    assert "KASN" in words


def test_hours_are_counted_down_in_local_time_by_a_clock_nobody_sets(
    desks: Callable[..., Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = desks("envelopes")
    view = desk.open("envelopes").view
    card = view.limits[0]
    assert card.words == "13 h 04 min left"
    assert card.facts.legal == "14 Feb 2024 10:30 WITA"
    later = view._read_at + 3 * 3600
    monkeypatch.setattr("desktop.views.case_page.time.monotonic", lambda: later)
    view._tick()
    assert card.words == "10 h 04 min left"
    monkeypatch.setattr("desktop.views.case_page.time.monotonic", lambda: later + 11 * 3600)
    view._tick()
    assert card.words.endswith("too late")


@pytest.mark.parametrize("day", ["camat", "camat-fresh", "envelopes"])
def test_beranda_and_the_case_say_the_same_that_is_left_with_both_dates(
    desks: Callable[..., Desk], day: str, qtbot: QtBot
) -> None:
    desk = desks(day)
    facts = desk.open(day).view.facts
    assert facts is not None
    home = HomePage(desk.session, desk.ways)
    qtbot.addWidget(home)
    home.show()
    qtbot.waitUntil(lambda: bool(home.view.work.lines))
    first, line = facts.limits[0], home.view.work.lines[0].accessibleName()
    said = line.partition(":")[0]
    hours, _, minutes = first.words.partition(" h ")
    assert said == f"{hours} hours left" if minutes else first.words.startswith(said)
    for until in (first.safe, first.legal):
        assert until.partition(" WITA")[0] in line


def test_the_checklist_names_the_one_gap_and_leads_to_its_form(desks: Callable[..., Desk]) -> None:
    desk = desks("village-head")
    view = desk.open("village-head").view
    assert "Missing: Address" in desk.text(view.checks)
    assert len(view.checks.fills) == 1
    view.checks.fills[0].click()
    wish = desk.wishes[-1]
    assert (wish.kind, wish.paper) == (PaperKind.REPORT, desk.known["village-head"]["laporan"].id)
    assert wish.field == "pelapor_alamat"
    assert next(iter(view.moves.buttons)) == "TIDAK_LENGKAP"  # registering is not the first step
    view.moves.buttons["DIREGISTRASI"].click()
    words = desk.refused(desk.dialog())
    assert "Missing: Address of the reporting party" in words


def test_a_late_report_is_refused_with_the_reason_and_both_dates(
    desks: Callable[..., Desk],
) -> None:
    desk = desks("village-head-late", language="id")
    view = desk.open("village-head-late").view
    view.moves.buttons["DIREGISTRASI"].click()
    words = desk.refused(desk.dialog())
    assert "melewati batas waktu" in words
    assert "batas aman 29 Jan 2024" in words
    assert "batas hukum 31 Jan 2024" in words
    view.moves.buttons["TIDAK_DIREGISTRASI"].click()
    dialog = desk.dialog()
    dialog.frames["alasan"].fill("syarat formal, melewati 7 hari kerja")
    dialog.frames["alasan"].edited.emit("alasan", "syarat formal, melewati 7 hari kerja")
    desk.agree(dialog)
    facts = desk.page.view.facts
    assert facts is not None
    assert facts.state == "Tidak diregistrasi"
    assert facts.steps[0].reason == "syarat formal, melewati 7 hari kerja"


def test_a_finding_is_registered_with_the_day_of_its_plenary(desks: Callable[..., Desk]) -> None:
    desk = desks("camat-fresh")
    view = desk.open("camat-fresh").view
    view.moves.buttons["DIREGISTRASI"].click()
    dialog = desk.dialog()
    assert dialog.values["pleno_tanggal"] == "2023-12-06"  # from the minutes of the plenary
    desk.agree(dialog)
    facts = view.facts
    assert facts is not None
    assert facts.state == "Registered"


def test_what_a_role_may_not_do_says_who_must_act(desks: Callable[..., Desk]) -> None:
    desk = desks("camat", who=case_vaults.CLERK)
    view = desk.open("camat").view
    assert "For: Chair, Member" in desk.text(view.moves)
    view.moves.buttons["KAJIAN"].click()
    assert "Chair, Member" in desk.refused(desk.dialog())
    assert not view.shield.isVisible()
    assert not view.export.isVisible()


def test_a_protected_witness_is_opened_with_a_reason_and_covered_again(
    desks: Callable[..., Desk],
) -> None:
    desk = desks("envelopes")
    page = desk.open("envelopes")
    assert "Yuliana" not in desk.text()
    witness = next(iter(page.view.parties.opens))
    page.view.parties.opens[witness].click()
    dialog = desk.dialog()
    dialog.go.click()
    assert dialog.isVisible()  # without a reason nothing is opened
    desk.agree(dialog, "memastikan identitas untuk undangan")
    assert "SAKSI-1: Yuliana T." in desk.text(page.view.parties)
    steps = desk.ask(lambda vault: papers.steps(vault, PaperId(witness)))
    assert isinstance(steps, tuple)
    assert steps[-1].act == "DILIHAT"
    page.hide()
    with desk.bot.waitSignal(page.shown):
        page.show()
    desk.bot.wait(SETTLING_MS)
    assert "Yuliana" not in desk.text()


def test_nobody_without_the_right_is_offered_a_protected_name(desks: Callable[..., Desk]) -> None:
    desk = desks("envelopes", who=case_vaults.CLERK)
    page = desk.open("envelopes")
    assert not page.view.parties.opens
    assert "SAKSI-1" in desk.text()
    assert "Yuliana" not in desk.text()


def test_a_colleague_who_is_reported_is_proposed_and_hidden(desks: Callable[..., Desk]) -> None:
    desk = desks("camat")
    page = desk.open("camat")
    assert page.view.conflict.isVisible()
    page.view.hide_case.click()
    dialog = desk.dialog()
    ticked = [box.text() for box in dialog.findChildren(QCheckBox) if box.isChecked()]
    assert ticked == ["I Gede Suardana"]
    desk.agree(dialog, "Terlapor adalah rekan")
    assert not page.view.conflict.isVisible()
    assert "Hidden from I Gede Suardana" in desk.text(page.view.hidden)
    assert "Regency or city office" in desk.text(page.view.hidden)


def test_the_right_act_of_the_other_phase_is_offered_and_taken(desks: Callable[..., Desk]) -> None:
    desk = desks("kasi-late")
    page = desk.open("kasi-late")
    assert page.view.acts.offers
    assert "Not ready for SBT" in desk.text(page.view.ways)
    page.view.acts.offers[0].click()
    desk.agree(desk.dialog(), "Calon sudah ditetapkan")
    facts = page.view.facts
    assert facts is not None
    assert any(act.code.startswith("ASN-D6") for act in facts.acts)


def test_saving_for_sbt_says_what_is_missing_and_saves_all_the_same(
    desks: Callable[..., Desk], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = desks("kasi-late")
    page = desk.open("kasi-late")
    target = tmp_path / "keluar"
    target.mkdir()
    monkeypatch.setattr(page.saving, "choose_folder", lambda: str(target))
    page.view.export.click()
    dialog = desk.dialog()
    assert "Missing: NIP or NIK" in desk.text(dialog)
    desk.agree(dialog)
    assert {path.suffix for path in target.iterdir()} == {".csv", ".json"}
    assert page.view.message.isVisible()


def test_evidence_dropped_on_a_case_is_attached_and_can_be_detached_with_a_reason(
    desks: Callable[..., Desk], qtbot: QtBot
) -> None:
    desk = desks("camat")
    page = desk.open("camat")
    item = page.view.exhibits.tiles[0].facts.id
    where = page.view.exhibits
    data = pack([EvidenceId(item)])
    with qtbot.waitSignal(page.shown):
        where.dropEvent(
            QDropEvent(
                QPointF(4, 4),
                Qt.DropAction.CopyAction,
                data,
                Qt.MouseButton.LeftButton,
                Qt.KeyboardModifier.NoModifier,
            )
        )
    mine = next(tile for tile in where.tiles if tile.facts.own)
    assert (mine.facts.id, mine.facts.label) == (item, "E01")
    with qtbot.waitSignal(page.shown):
        mine.wished.emit("guard", mine.facts)
    mine = next(tile for tile in where.tiles if tile.facts.own)
    assert mine.facts.guarded
    mine.wished.emit("unlink", mine.facts)
    desk.agree(desk.dialog(), "tertukar")
    case = desk.known["camat"]["perkara"].id
    assert desk.ask(lambda vault: links.linked(vault, case)) == ()


def test_the_next_paper_is_begun_with_what_the_case_knows(desks: Callable[..., Desk]) -> None:
    desk = desks("camat-fresh")
    page = desk.open("camat-fresh")
    assert page.view.papers.adds
    page.view.papers.further_requested.emit("UNDANGAN")
    wish = desk.wishes[-1]
    assert (wish.kind, wish.form, wish.case) == (PaperKind.INVITATION, "UNDANGAN", page.case)
    assert wish.prefill["nama"] == "I Gede Suardana"
    assert wish.prefill["peran"] == "TERLAPOR"


def test_every_button_of_a_case_has_a_name_and_is_reached_by_keyboard(
    desks: Callable[..., Desk],
) -> None:
    desk = desks("envelopes")
    page = desk.open("envelopes")
    for button in page.view.findChildren(QAbstractButton):
        if button.isVisibleTo(page) and button.objectName() != "qt_toolbar_ext_button":
            assert button.accessibleName() or button.text(), button
            assert button.focusPolicy() & Qt.FocusPolicy.TabFocus, button.text()


def test_a_case_speaks_the_language_that_is_on(desks: Callable[..., Desk]) -> None:
    desk = desks("envelopes", language="id")
    page = desk.open("envelopes")
    assert "Langkah berikut" in desk.text()
    assert "NOMOR SEMENTARA" in desk.text()
    assert page.view.limits[0].words == "13 jam 04 menit lagi"


def test_evidence_is_chosen_beside_the_case_or_dragged_over(
    desks: Callable[..., Desk], qtbot: QtBot
) -> None:
    desk = desks("camat")
    page = desk.open("camat")
    page.view.exhibits.choose.click()
    picker = page.findChild(EvidencePicker)
    assert not picker.isModal()
    model = picker.page.list.model
    qtbot.waitUntil(lambda: model.rowCount() > 0)
    dragged = model.mimeData([model.index(0, 0), model.index(0, 1), model.index(1, 0)])
    assert unpack(dragged) == tuple(card.id for at in (0, 1) if (card := model.card_at(at)))
    assert model.flags(model.index(0, 0)) & Qt.ItemFlag.ItemIsDragEnabled
    picker.page.list.choose_row(0)
    with qtbot.waitSignal(page.shown):
        picker.take.click()
    assert any(tile.facts.own for tile in page.view.exhibits.tiles)
