# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of cases and of advice: what is found, what begins, and what a colleague never sees."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from db.casework.paper import Paper, PaperKind
from db.model.ids import PaperId
from db.seal.keyring import Cost
from db.store import links
from db.store.doors import doors
from db.store.vault import Person, Vault
from desktop.actions import caseload
from desktop.actions.rules import rulebook
from desktop.app import Program
from desktop.models.growing_list import ROW_ROLE, GrowingList
from desktop.session import Session
from desktop.views.case_facts import CaseLine
from desktop.views.case_list import CaseListView
from desktop.windows.advice_closing import AdviceClosing
from desktop.windows.case_sources import SourceDialog
from desktop.windows.cases_page import CasesPage
from desktop.windows.wayfinder import FormWish, Wayfinder
from tests.fakes import case_vaults
from tests.fakes.small_vault import TOOL
from tests.fakes.stopped_clock import StoppedClock

Known = dict[str, dict[str, Paper]]


class Desk:
    """A session over a vault of cases, and the page of them all."""

    def __init__(self, bot: QtBot, session: Session, known: Known) -> None:
        self.bot, self.session, self.known = bot, session, known
        self.ways = Wayfinder()
        self.wishes: list[FormWish] = []
        self.cases: list[str] = []
        self.ways.form_wanted.connect(self.wishes.append)
        self.ways.case_wanted.connect(self.cases.append)
        self.page = CasesPage(session, self.ways)
        bot.addWidget(self.page)
        self.page.resize(1100, 640)
        self.page.show()
        bot.waitUntil(lambda: self.page._first is not None)

    def titles(self) -> list[str]:
        model = self.page.view.cases
        return [model.index(at).data(ROW_ROLE).title for at in range(model.rowCount())]

    def until(self, *titles: str) -> None:
        self.bot.waitUntil(lambda: self.titles() == list(titles))


@pytest.fixture
def desks(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Callable[..., Desk]]:
    """Give a function that opens a vault in which days happened, as somebody."""
    programs: list[Program] = []
    made: list[Desk] = []

    def open_(
        *days: str,
        who: Person = case_vaults.CHAIR,
        before: Callable[[Vault, Known], object] | None = None,
    ) -> Desk:
        clock = StoppedClock(tick_us=1000)
        folder = tmp_path / f"brankas-{len(programs)}"
        extra = (case_vaults.MEMBER, case_vaults.CLERK)
        known = case_vaults.made(folder, clock, days, extra=extra)
        if before is not None:
            chair = doors(folder)[0].account
            vault = Vault.unlock(folder, chair, case_vaults.CHAIR.passphrase, now=clock, tool=TOOL)
            before(vault, known)
            vault.lock()
        settings = QSettings(str(tmp_path / "segel.ini"), QSettings.Format.IniFormat)
        settings.setValue("language", "en")
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
        program.close()
        program.window.deleteLater()


CAMAT = "Camat Nusa Penida di panggung Partai Cakrawala"
KADES = "Kades Semuli Raya mengajak mencoblos Caleg No. 1"
AMPLOP = "Amplop masa tenang di Dusun II Menanga"


def test_each_case_shows_its_people_its_state_and_its_nearest_deadline(
    desks: Callable[..., Desk],
) -> None:
    desk = desks("camat", "village-head", "envelopes")
    desk.until(AMPLOP, KADES, CAMAT)
    line = desk.page.view.cases.index(0).data(ROW_ROLE)
    assert isinstance(line, CaseLine)
    assert "SAKSI-1" in line.parties
    assert "Yuliana" not in line.spoken
    assert line.band is not None
    assert (line.band.words, line.band.legal) == ("13 h 04 min left", "14 Feb 2024 10:30 WITA")
    assert line.number == ""
    overdue = desk.page.view.cases.index(2).data(ROW_ROLE)
    assert overdue.band.tone == "bad"
    assert "too late" in overdue.band.words


def test_search_and_filters_narrow_the_list(desks: Callable[..., Desk]) -> None:
    desk = desks("camat", "village-head", "envelopes")
    view = desk.page.view
    view.filters.search.setText("menanga")
    desk.until(AMPLOP)
    view.filters.search.setText("tidak ada yang begini")
    desk.until()
    assert view._stack.currentWidget() is view._none
    view.filters.clear()
    desk.until(AMPLOP, KADES, CAMAT)
    view.filters.category.setCurrentIndex(view.filters.category.findData("PM-490"))
    desk.until(KADES)
    view.filters.clear()
    view.filters.state.setCurrentIndex(view.filters.state.findData("KLARIFIKASI"))
    desk.until(CAMAT)
    view.filters.clear()
    view.filters.regime.setCurrentIndex(view.filters.regime.findData("PILKADA"))
    desk.until()
    view.filters.clear()
    view.filters.standing.setCurrentIndex(view.filters.standing.findData("closed"))
    desk.until()


def test_enter_opens_a_case(desks: Callable[..., Desk], qtbot: QtBot) -> None:
    desk = desks("camat")
    rows = desk.page.view.rows
    rows.setCurrentIndex(desk.page.view.cases.index(0))
    rows.setFocus()
    qtbot.keyClick(rows, Qt.Key.Key_Return)
    assert desk.cases == [desk.known["camat"]["perkara"].id]


def test_an_empty_vault_says_how_a_case_begins(desks: Callable[..., Desk]) -> None:
    desk = desks()
    view = desk.page.view
    assert view._stack.currentWidget() is view._empty
    view._starts["TEMUAN"].click()
    desk.bot.waitUntil(lambda: desk.page.findChild(SourceDialog) is not None)
    dialog = desk.page.findChild(SourceDialog)
    assert dialog.list.count() == 0
    dialog.fresh.click()
    assert desk.wishes[-1].kind is PaperKind.SUPERVISION


def test_a_case_begins_with_information_and_takes_what_it_tells(
    desks: Callable[..., Desk],
) -> None:
    desk = desks("information")
    desk.page.view.begin_requested.emit("INFORMASI_AWAL")
    desk.bot.waitUntil(lambda: desk.page.findChild(SourceDialog) is not None)
    desk.page.findChild(SourceDialog).take.click()
    desk.bot.waitUntil(lambda: bool(desk.wishes))
    wish = desk.wishes[-1]
    assert wish.kind is PaperKind.CASE
    assert wish.prefill["sumber"] == "INFORMASI_AWAL"
    assert wish.prefill["tgl_ditemukan"] == "2024-02-13"
    desk.page.view.begin_requested.emit("PELIMPAHAN")
    assert desk.wishes[-1].prefill == {"sumber": "PELIMPAHAN"}


def test_a_case_begins_with_a_form_a_and_its_evidence(desks: Callable[..., Desk]) -> None:
    desk = desks("camat")
    desk.page._on_source(desk.known["camat"]["lhp"].id)
    desk.bot.waitUntil(lambda: bool(desk.wishes))
    wish = desk.wishes[-1]
    assert wish.prefill["lhp"] == desk.known["camat"]["lhp"].id
    assert len(wish.evidence) == 3


def test_an_accused_colleague_sees_nothing_of_the_case(desks: Callable[..., Desk]) -> None:
    def hide(vault: Vault, known: Known) -> None:
        case = known["camat"]["perkara"].id
        file = caseload.case_file(vault, rulebook(), case)
        accused = [one.account for one in file.conflicts]
        assert accused
        caseload.hide(vault, case, accused, "Terlapor adalah rekan")

    desk = desks("camat", "envelopes", who=case_vaults.MEMBER, before=hide)
    desk.until(AMPLOP)
    assert desk.page.view._count.text() == "1"
    desk.page.view.filters.standing.setCurrentIndex(desk.page.view.filters.standing.findData("all"))
    desk.until(AMPLOP)
    desk.page.view.filters.search.setText("Cakrawala")
    desk.until()
    desk.page.view.filters.search.setText("NPD")
    desk.until()


def test_advice_runs_out_and_is_closed_with_a_photo_alone(
    desks: Callable[..., Desk], qtbot: QtBot
) -> None:
    desk = desks("banner")
    view = desk.page.view
    view.show_tab(1)
    qtbot.waitUntil(lambda: view.advice.rowCount() == 1)
    line = view.advice.index(0).data(ROW_ROLE)
    assert line.band is not None
    assert line.band.legal == "7 Dec 2023"
    assert not view.to_finding.isEnabled()
    view.close_advice.click()
    dialog = desk.page.findChild(AdviceClosing)
    dialog.go.click()
    qtbot.waitUntil(lambda: dialog.message.isVisibleTo(dialog))
    photo: list[object] = []
    kept = desk.known["banner"]["saran"].id
    errand = desk.session.on_vault(lambda vault: links.linked(vault, kept))
    errand.succeeded.connect(photo.append)
    qtbot.waitUntil(lambda: bool(photo))
    found = photo[0]
    assert isinstance(found, tuple)
    dialog.link("foto_sesudah", [found[0].evidence])
    with qtbot.waitSignal(desk.session.changed):
        dialog.go.click()
    qtbot.waitUntil(lambda: view.advice.index(0).data(ROW_ROLE).standing == "obeyed")
    assert not view.close_advice.isEnabled()


def test_advice_that_was_not_obeyed_leads_to_a_finding(
    desks: Callable[..., Desk], qtbot: QtBot
) -> None:
    desk = desks("banner")
    view = desk.page.view
    view.show_tab(1)
    qtbot.waitUntil(lambda: view.advice.rowCount() == 1)
    view.close_advice.click()
    dialog = desk.page.findChild(AdviceClosing)
    dialog.ignored.setChecked(True)
    dialog.go.click()
    qtbot.waitUntil(lambda: bool(desk.wishes))
    wish = desk.wishes[-1]
    assert wish.kind is PaperKind.FINDING
    assert wish.prefill["lhp"] == desk.known["banner"]["lhp"].id
    qtbot.waitUntil(view.to_finding.isEnabled)


def test_long_lists_grow_as_they_are_read(qtmodeltester: ModelTester) -> None:
    def line(number: int) -> CaseLine:
        identity = PaperId(f"{number:026}")
        return CaseLine(
            identity, "", "", f"{number}", "", 1, 4, "", 0, None, hidden=False, spoken=f"{number}"
        )

    model = GrowingList(lambda one: getattr(one, "spoken", ""))
    model.begin([line(number) for number in range(60)], more=True)
    wanted: list[object] = []
    model.more_wanted.connect(wanted.append)
    qtmodeltester.check(model)
    model.fetchMore(model.index(-1))
    model.fetchMore(model.index(-1))
    assert len(wanted) == 1
    model.append([line(number) for number in range(59, 90)], more=False)
    assert model.rowCount() == 90
    assert not model.canFetchMore(model.index(-1))


def test_the_list_is_named_for_screen_readers(qtbot: QtBot) -> None:
    view = CaseListView()
    qtbot.addWidget(view)
    for box in (*view.filters.boxes, view.filters.search, view.rows, view.advices, view.tabs):
        assert box.accessibleName()
    for button in view.findChildren(QPushButton):
        assert button.accessibleName() or button.text() or button.objectName(), button


def test_a_role_that_writes_no_papers_begins_nothing(qtbot: QtBot) -> None:
    view = CaseListView(may_write=False)
    qtbot.addWidget(view)
    view.show()
    assert not view.begin.isVisible()
