# SPDX-License-Identifier: GPL-3.0-or-later
"""The import counter as a person meets it: piles, thousands of files, pauses, cards, a folder."""

import os
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QListView, QPushButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from db.model.beside import Tie
from db.model.evidence import Manner, Provenance
from db.model.people import Role as Office
from db.model.progress import Progress
from db.store import beside, browse, jobs, offered
from db.store.jobs import Medium
from db.store.vault import Vault
from desktop.actions import gather, sealing, watching
from desktop.actions.desk import Desk
from desktop.actions.pace import Pace
from desktop.actions.pages import Known, known_of
from desktop.models.review import Bundle, ReviewModel, ReviewRow, Role
from desktop.session import Session
from desktop.views import speech
from desktop.views.evidence_details import EvidenceDetails
from desktop.views.import_progress import Account, CardLine, OutcomeView
from desktop.views.import_row import RowDelegate
from desktop.views.kin_parts import KinRow
from desktop.views.sources import Source, SourcesView
from desktop.windows.folder_watch import FolderWatch
from desktop.windows.import_review import ImportReview
from desktop.windows.queue_notice import QueueNotice
from desktop.windows.sealing_queue import SealingQueue, Standing
from desktop.windows.showing import details_of
from desktop.windows.sources import SourcesDialog
from desktop.windows.workspace import Workspace

NAMES = ("IMG_0412.HEIC", "IMG_0412.MOV", "IMG_0412.AAE", "IMG_0413.JPG")
BUNDLE = Bundle(0, ((1, Tie.LIVE), (2, Tie.SIDECAR)))
CHECK = Qt.ItemDataRole.CheckStateRole


class Plugs:
    """What is plugged in, changed by hand."""

    def __init__(self) -> None:
        self.there: dict[str, Medium] = {}

    def __call__(self) -> dict[str, Medium]:
        return dict(self.there)

    def put_in(self, folder: Path, name: str = "EOS_DIGITAL") -> Medium:
        medium = Medium("uuid:1A2B", name, str(folder))
        self.there = {medium.id: medium}
        return medium


@pytest.fixture
def plugs() -> Plugs:
    return Plugs()


@pytest.fixture
def line(session: Session, plugs: Plugs) -> SealingQueue:
    return SealingQueue(session, plugs)


@pytest.fixture
def review(
    session: Session, line: SealingQueue, plugs: Plugs, qtbot: QtBot
) -> Iterator[Callable[..., ImportReview]]:
    made: list[ImportReview] = []

    def look(*paths: Path) -> ImportReview:
        dialog = ImportReview(session, line, plugged=plugs)
        made.append(dialog)
        dialog.show()
        dialog.begin(list(paths))
        qtbot.waitUntil(lambda: dialog._stack.currentWidget() is dialog._review, timeout=30_000)
        return dialog

    yield look
    for dialog in made:
        dialog.close()
        dialog.deleteLater()


def rows(*names: str) -> list[ReviewRow]:
    return [ReviewRow(f"/k/{name}", name, 10 * (at + 1)) for at, name in enumerate(names)]


def ask(session: Session, qtbot: QtBot, work: Callable[[Vault], object]) -> object:
    with qtbot.waitSignal(session.on_vault(work).succeeded) as done:
        pass
    assert done.args is not None
    return done.args[0]


# -- piles ------------------------------------------------------------------------------------


@pytest.fixture
def piles() -> ReviewModel:
    return ReviewModel(rows(*NAMES), None, [BUNDLE])


def test_a_pile_behaves_as_qt_expects_closed_and_opened(
    piles: ReviewModel, qtmodeltester: ModelTester
) -> None:
    qtmodeltester.check(piles)
    piles.toggle(0)
    piles.toggle(0)
    piles.toggle(0)


def test_one_thing_is_one_line_until_it_is_opened(piles: ReviewModel) -> None:
    assert [piles.index(at).data() for at in range(piles.rowCount())] == [NAMES[0], NAMES[3]]
    assert piles.index(0).data(Role.PLACES) == (0, 1, 2)
    assert piles.index(0).data(Role.SHOWN).bytes == 60
    piles.toggle(0)
    assert [piles.index(at).data() for at in range(piles.rowCount())] == list(NAMES)
    assert piles.index(0).data(Role.PLACES) == (0,)
    assert piles.index(2).data(Role.SHOWN).tie is Tie.SIDECAR
    piles.toggle(1)  # no pile: nothing happens
    piles.toggle(0)
    assert piles.rowCount() == 2


def test_a_tick_on_a_pile_is_a_tick_on_each_of_its_files(piles: ReviewModel) -> None:
    piles.setData(piles.index(0), Qt.CheckState.Unchecked, CHECK)
    assert piles.ticked() == (3,)
    piles.toggle(0)
    piles.setData(piles.index(2), Qt.CheckState.Checked, CHECK)
    assert piles.ticked() == (2, 3)
    assert piles.index(0).data(CHECK) == Qt.CheckState.PartiallyChecked
    piles.setData(piles.index(0), Qt.CheckState.Checked, CHECK)
    assert piles.ticked() == (0, 1, 2, 3)


def test_a_file_that_cannot_be_read_is_unticked_when_that_is_found(piles: ReviewModel) -> None:
    piles.show_rows({3: ReviewRow("/k/x", "x", 40, problem="access-denied")})
    assert piles.ticked() == (0, 1, 2)
    assert piles.index(1).data(CHECK) is None


def test_other_piles_keep_the_ticks(piles: ReviewModel) -> None:
    piles.setData(piles.index(1), Qt.CheckState.Unchecked, CHECK)
    piles.regroup([Bundle(0, ((1, Tie.BURST), (2, Tie.BURST), (3, Tie.BURST)))])
    assert (piles.rowCount(), piles.ticked()) == (1, (0, 1, 2))
    assert piles.main_of(3) == (0, Tie.BURST)


def test_a_pile_says_what_it_is_made_of(piles: ReviewModel, qtbot: QtBot) -> None:
    view = QListView()
    qtbot.addWidget(view)
    painter = RowDelegate(view)
    shown = piles.index(0).data(Role.SHOWN)
    said = painter.spoken(piles.row(0), own=False, shown=shown)
    assert "Live photo, 2 files" in said
    assert "1 beside it" in said
    piles.toggle(0)
    below = piles.index(1).data(Role.SHOWN)
    assert "Moving part" in painter.spoken(piles.row(1), own=False, shown=below)
    voice = ReviewRow("/k/PTT.opus", "PTT.opus", 1, voice=True, looked=False)
    assert "Voice note" in painter.spoken(voice, own=False)
    assert "not looked at yet" in painter.spoken(voice, own=False)


def test_a_live_photo_is_reviewed_as_one_and_sealed_as_two(
    review: Callable[..., ImportReview], tmp_path: Path, session: Session, qtbot: QtBot
) -> None:
    for name in NAMES[:3]:
        (tmp_path / name).write_bytes(name.encode())
    dialog = review(*(tmp_path / name for name in NAMES[:3]))
    view = dialog._review
    assert dialog._model.rowCount() == 1
    qtbot.keyClick(view._list, Qt.Key.Key_Right)
    assert dialog._model.rowCount() == 3
    qtbot.keyClick(view._list, Qt.Key.Key_Left)
    assert dialog._model.rowCount() == 1
    dialog._review._go.click()
    qtbot.waitUntil(lambda: dialog._stack.currentWidget() is dialog._outcome, timeout=30_000)

    def work(vault: Vault) -> object:
        main = next(card for card in browse.page(vault) if card.name == NAMES[0])
        return [(card.name, tie) for card, tie in beside.company(vault, main.id).others]

    kept = ask(session, qtbot, work)
    assert kept == [(NAMES[1], Tie.LIVE), (NAMES[2], Tie.SIDECAR)]


# -- thousands --------------------------------------------------------------------------------


def test_five_thousand_files_are_shown_before_they_are_looked_into(
    review: Callable[..., ImportReview], tmp_path: Path, qtbot: QtBot
) -> None:
    folder = tmp_path / "DCIM"
    for number in range(5000):
        place = folder / f"{100 + number // 1000}MEDIA"
        place.mkdir(parents=True, exist_ok=True)
        (place / f"IMG_{number % 1000 + 1:04}.JPG").write_bytes(b"foto %d" % number)
    dialog = review(folder)
    model, view = dialog._model, dialog._review
    assert model.places == 5000
    assert not view._looking.isHidden()
    assert "5" in view._sum.text()
    qtbot.waitUntil(lambda: model.chosen().unlooked < 5000)
    view._list.scrollTo(model.index(4800))
    assert dialog._looking is not None
    looking = dialog._looking
    qtbot.waitUntil(lambda: 4800 in looking.seen, timeout=30_000)
    assert len(looking.seen) < 5000  # what is in view is looked into first
    dialog.reject()


def test_files_nobody_looked_into_yet_can_be_sealed(
    review: Callable[..., ImportReview],
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("desktop.windows.import_review.PATIENCE_FEW_MS", 0)
    for number in range(60):
        (tmp_path / f"catatan {number}.txt").write_text(f"catatan {number}")
    dialog = review(*(tmp_path / f"catatan {number}.txt" for number in range(60)))
    dialog._review._go.click()
    qtbot.waitUntil(lambda: dialog._stack.currentWidget() is dialog._outcome, timeout=60_000)
    assert dialog._outcome._account.sealed == 60
    assert len(dialog._outcome._account.safe) == 60


# -- the queue --------------------------------------------------------------------------------


def enqueue(desk: Desk, paths: list[Path], medium: Medium | None = None) -> None:
    seen = [gather.Reviewed(gather.look_at(path), None) for path in paths]
    gather.queue(desk, [one.ticket(Provenance(Manner.DEVICE), medium) for one in seen])


def put(session: Session, qtbot: QtBot, paths: list[Path], medium: Medium | None = None) -> None:
    desk = session.desk
    with qtbot.waitSignal(session.bench(lambda _token: enqueue(desk, paths, medium)).succeeded):
        pass


def test_a_pause_survives_the_lock_and_ends_with_one_press(
    session: Session, line: SealingQueue, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "a.txt").write_text("satu")
    notice = QueueNotice(line, session)
    qtbot.addWidget(notice.panel)
    line.pause()
    qtbot.waitUntil(lambda: notice._standing.paused)
    put(session, qtbot, [tmp_path / "a.txt"])
    again = SealingQueue(session)  # what the next unlocking makes
    with qtbot.waitSignal(again.stood) as stood:
        again.start()
    assert stood.args is not None
    assert stood.args[0].paused
    assert not again.running
    line.count()
    qtbot.waitUntil(lambda: not notice.panel.isHidden())
    with qtbot.waitSignal(line.finished) as finished:
        notice._go_on.click()
    assert finished.args is not None
    assert len(finished.args[0].sealed) == 1
    qtbot.waitUntil(notice.panel.isHidden)


def test_sealing_waits_for_a_card_and_goes_on_when_the_same_card_is_back(
    session: Session, line: SealingQueue, plugs: Plugs, tmp_path: Path, qtbot: QtBot
) -> None:
    card = tmp_path / "E"
    card.mkdir()
    (card / "a.txt").write_text("di kartu")
    notice = QueueNotice(line, session)
    qtbot.addWidget(notice.panel)
    put(session, qtbot, [card / "a.txt"], Medium("uuid:1A2B", "EOS_DIGITAL", str(card)))
    card.rename(tmp_path / "F")
    with qtbot.waitSignal(line.stood) as stood:
        line.start()
    assert stood.args is not None
    standing: Standing = stood.args[0]
    assert [(one.name, one.files) for one in standing.away] == [("EOS_DIGITAL", 1)]
    assert not standing.reachable
    assert "EOS_DIGITAL" in notice.panel.accessibleName()
    plugs.put_in(tmp_path / "F")
    with qtbot.waitSignal(line.finished) as finished:
        line.welcome("uuid:1A2B")
    assert finished.args is not None
    assert len(finished.args[0].sealed) == 1


def test_the_account_says_for_each_card_whether_it_may_be_taken_out(
    review: Callable[..., ImportReview], plugs: Plugs, tmp_path: Path, qtbot: QtBot
) -> None:
    card = tmp_path / "kartu"
    card.mkdir()
    for name in ("a.txt", "b.txt"):
        (card / name).write_text(name)
    plugs.put_in(card)
    dialog = review(card)
    (card / "b.txt").unlink()
    dialog._review._go.click()
    qtbot.waitUntil(lambda: dialog._stack.currentWidget() is dialog._outcome, timeout=30_000)
    assert dialog._outcome._account.cards == (CardLine("EOS_DIGITAL", 1, 2),)
    (card / "b.txt").write_text("b.txt")
    dialog._outcome._again.click()
    qtbot.waitUntil(
        lambda: dialog._outcome._account.cards == (CardLine("EOS_DIGITAL", 2, 2),), timeout=30_000
    )


def test_a_card_is_called_safe_only_when_every_file_was_read_back(qtbot: QtBot) -> None:
    view = OutcomeView()
    qtbot.addWidget(view)
    cards = (CardLine("KARTU A", 3, 3), CardLine("KARTU B", 1, 3))
    view.show_account(Account(4, 0, 10, ("a",), (), 2, cards))
    said = [one.text() for one in view.findChildren(QLabel)]
    assert any("KARTU A" in text and "It is safe" in text for text in said)
    assert any("KARTU B" in text and "2 of 3" in text for text in said)


def test_the_time_left_is_said_in_words_and_only_when_it_was_measured() -> None:
    unknown = Progress(1_000_000, 9_000_000, "bytes", "sealing")
    known = Progress(1_000_000, 9_000_000, "bytes", "sealing", left_ms=12 * 60_000)
    assert "left" not in speech.progress_text(unknown)
    assert "about 12 min left" in speech.progress_text(known)
    assert speech.about(20_000) == "less than a minute"
    assert speech.about(7_500_000) == "about 2 h 5 min"


def test_each_medium_has_its_own_pace() -> None:
    pace = Pace({"kartu": 5_000_000})
    assert pace.left({"": 10_000_000}) is None
    assert pace.left({"kartu": 10_000_000}) == 2000
    pace.add("", 100_000, 0.1)  # too little to say anything
    assert pace.left({"": 1}) is None
    pace.add("", 20_000_000, 1.0)
    assert pace.left({"": 18_272_727, "kartu": 5_000_000}) == 2000
    assert pace.left({"stik": 8_000_000}, ("stik", 4_000_000, 4.0)) == 8000
    pace.add("kartu", 10_000_000, 1.0)
    assert pace.measured["kartu"] == 10_000_000
    pace.add("kartu", 20_000_000, 1.0)
    assert 10_000_000 < pace.measured["kartu"] < 20_000_000


# -- sources ----------------------------------------------------------------------------------


def test_cards_are_listed_by_name_with_their_room(
    session: Session, plugs: Plugs, tmp_path: Path, qtbot: QtBot
) -> None:
    dialog = SourcesDialog(session, plugged=plugs)
    qtbot.addWidget(dialog)
    dialog.open()
    assert not dialog.view._none.isHidden()
    qtbot.waitUntil(lambda: dialog._errand is None)
    plugs.put_in(tmp_path)
    dialog.look()
    qtbot.waitUntil(lambda: bool(dialog.view._sources))
    source = dialog.view._sources[0]
    assert source.name == "EOS_DIGITAL"
    assert source.total is not None
    buttons = {one.accessibleName(): one for one in dialog.view.findChildren(QPushButton)}
    (button,) = [one for name, one in buttons.items() if "EOS_DIGITAL" in name]
    with qtbot.waitSignal(dialog.source_chosen) as chosen:
        button.click()
    assert chosen.args == [str(tmp_path)]


def test_windows_says_in_words_what_to_do_with_a_phone(
    monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr("desktop.views.sources.sys.platform", "win32")
    view = SourcesView()
    qtbot.addWidget(view)
    assert "Explorer" in view._phone.text()
    view.show_sources((Source("E:\\", "KARTU (E:)"),))
    assert view._none.isHidden()


# -- the watched folder -----------------------------------------------------------------------


def old(path: Path) -> Path:
    """Let a file be an hour old, as far as its own time says."""
    hour_ago = time.time() - 3600  # noqa: TID251 - files live by the laptop's clock
    os.utime(path, (hour_ago, hour_ago))
    return path


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a file count as settled once its own time is old; its inode was changed just now."""
    monkeypatch.setattr(
        "desktop.actions.watching._touched", lambda path: Path(path).lstat().st_mtime
    )


@pytest.fixture
def folder(session: Session, tmp_path: Path, qtbot: QtBot) -> Path:
    place = tmp_path / "Ponsel"
    place.mkdir()
    ask(session, qtbot, lambda vault: watching.watch(vault, str(place)))
    return place


@pytest.mark.usefixtures("settled")
def test_new_settled_files_are_offered_and_never_sealed_by_themselves(
    session: Session, folder: Path, qtbot: QtBot
) -> None:
    (folder / "a.txt").write_text("a")
    old(folder / "a.txt")
    (folder / "b.txt").write_text("masih ditulis")
    (folder / "c.jpg.part").write_text("belum selesai")
    (folder / ".DS_Store").write_text("x")
    watch = FolderWatch(session, session)
    qtbot.addWidget(watch.panel)
    with qtbot.waitSignal(watch.looked) as looked:
        pass
    assert looked.args is not None
    assert list(looked.args[0].fresh) == [str(folder / "a.txt")]
    assert looked.args[0].unsettled == 1
    assert watch._soon.interval() >= 60_000
    assert watch._slow.interval() >= 60_000
    assert ask(session, qtbot, lambda vault: jobs.tally(vault)[0]) == 0
    with qtbot.waitSignal(watch.offered) as offer:
        watch._review.click()
    assert offer.args == [[str(folder / "a.txt")]]
    watch.deleteLater()


@pytest.mark.usefixtures("settled")
def test_what_was_queued_or_passed_over_is_not_offered_again_until_it_changes(
    session: Session, folder: Path, qtbot: QtBot
) -> None:
    for name in ("a.txt", "b.txt"):
        (folder / name).write_text(name)
        old(folder / name)
    put(session, qtbot, [folder / "a.txt"])
    watch = FolderWatch(session, session)
    qtbot.addWidget(watch.panel)
    with qtbot.waitSignal(watch.looked):
        pass
    assert list(watch._seen.fresh) == [str(folder / "b.txt")]
    with qtbot.waitSignal(watch.looked):
        watch._not_these.click()
    assert watch._seen.fresh == {}
    assert watch.panel.isHidden()
    assert ask(session, qtbot, offered.passed_over)
    (folder / "b.txt").write_text("lain sekali")
    old(folder / "b.txt")
    with qtbot.waitSignal(watch.looked):
        watch.look()
    assert list(watch._seen.fresh) == [str(folder / "b.txt")]
    watch.deleteLater()


def test_the_system_says_when_the_folder_changes_and_nobody_polls(
    session: Session, folder: Path, qtbot: QtBot
) -> None:
    (folder / "sub").mkdir()
    watch = FolderWatch(session, session)
    qtbot.addWidget(watch.panel)
    with qtbot.waitSignal(watch.looked):
        pass
    assert set(watch._system.directories()) == {str(folder), str(folder / "sub")}
    assert not watch._soon.isActive()
    (folder / "sub" / "baru.txt").write_text("baru")
    qtbot.waitUntil(watch._soon.isActive, timeout=10_000)
    shutil.rmtree(folder)
    with qtbot.waitSignal(watch.looked):
        watch.look()
    assert watch._system.directories() == []
    ask(session, qtbot, lambda vault: watching.watch(vault, ""))
    watch.read()
    qtbot.waitUntil(lambda: not watch._slow.isActive())
    watch.deleteLater()


def test_the_window_knows_the_counter(unlock: Callable[[], Workspace], qtbot: QtBot) -> None:
    workspace = unlock()
    assert workspace.session.account.role is Office.CHAIR
    workspace.rail.import_requested.emit()
    dialog = workspace.findChild(SourcesDialog)
    assert dialog is not None
    dialog.reject()
    desk = workspace.session.desk
    with qtbot.waitSignal(workspace.session.bench(lambda _t: sealing.paused(desk)).succeeded) as a:
        pass
    assert a.args == [False]


def test_the_details_lead_to_what_an_item_lay_together_with(
    session: Session, tmp_path: Path, qtbot: QtBot
) -> None:
    for name in NAMES[:3]:
        (tmp_path / name).write_bytes(name.encode())
    desk = session.desk
    one, two, three = (gather.Reviewed(gather.look_at(tmp_path / name), None) for name in NAMES[:3])
    came, main = Provenance(Manner.DEVICE), str(tmp_path / NAMES[0])
    tickets = [
        one.ticket(came),
        two.ticket(came, main=main, tie=Tie.LIVE),
        three.ticket(came, main=main, tie=Tie.SIDECAR),
    ]

    def seal(_token: object) -> tuple[Known, ...]:
        gather.queue(desk, tickets)
        sealed = sealing.run_queue(desk).sealed
        return tuple(desk.on_vault(lambda vault, at=at: known_of(vault, at)) for at in sealed)

    with qtbot.waitSignal(session.bench(seal).succeeded, timeout=30_000) as done:
        pass
    assert done.args is not None
    picture, film, note = done.args[0]
    pane = EvidenceDetails()
    qtbot.addWidget(pane)
    pane.show_details(details_of(film, zone_minutes=540, may_note=True))
    assert not pane._company.isHidden()
    (row,) = pane._company.findChildren(KinRow)
    with qtbot.waitSignal(pane.card_requested) as wanted:
        row.findChildren(QPushButton)[0].click()
    assert wanted.args is not None
    assert wanted.args[0].id == picture.sheet.card.id
    pane.show_details(details_of(picture, zone_minutes=540, may_note=True))
    names = {one.name for one, _ in picture.company.others}
    assert names == {film.sheet.card.name, note.sheet.card.name}
    qtbot.waitUntil(lambda: len(pane._company.findChildren(KinRow)) == 2)
