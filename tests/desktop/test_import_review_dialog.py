# SPDX-License-Identifier: GPL-3.0-or-later
"""From dropped paths to sealed evidence, with everything a person decides in between."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from db.model.evidence import EvidenceSheet, Manner, Provenance
from db.store import browse, evidence
from db.store.vault import Vault
from desktop.session import Session
from desktop.windows.import_review import ImportReview
from desktop.windows.sealing_queue import SealingQueue

Review = Callable[[list[Path]], ImportReview]


@pytest.fixture
def card(tmp_path: Path, samples: Path) -> Path:
    folder = tmp_path / "kartu"
    folder.mkdir()
    for name in ("Screenshot_20261114-101530.png", "VID_20261114_101530.mp4"):
        shutil.copy2(samples / name, folder / name)
    return folder


@pytest.fixture
def review(session: Session, qtbot: QtBot) -> Iterator[Review]:
    made: list[ImportReview] = []
    line = SealingQueue(session)

    def look(paths: list[Path]) -> ImportReview:
        dialog = ImportReview(session, line)
        made.append(dialog)
        dialog.show()
        dialog.begin(paths)
        qtbot.waitUntil(
            lambda: dialog._stack.currentWidget() in (dialog._review, dialog._nothing),
            timeout=30_000,
        )
        return dialog

    yield look
    for dialog in made:
        dialog.close()
        dialog.deleteLater()


def seal(dialog: ImportReview, qtbot: QtBot) -> None:
    dialog._review._go.click()
    qtbot.waitUntil(lambda: dialog._stack.currentWidget() is dialog._outcome, timeout=30_000)


def sheets(session: Session, qtbot: QtBot) -> tuple[EvidenceSheet, ...]:
    def work(vault: Vault) -> tuple[EvidenceSheet, ...]:
        return tuple(evidence.sheet(vault, card.id) for card in browse.page(vault))

    with qtbot.waitSignal(session.on_vault(work).succeeded) as done:
        pass
    assert done.args is not None
    found: tuple[EvidenceSheet, ...] = done.args[0]
    return found


def test_what_is_sealed_already_is_named_by_its_number(review: Review, card: Path) -> None:
    dialog = review([card])
    rows = [dialog._model.row(at) for at in range(dialog._model.rowCount())]
    assert [row.sealed_before is not None for row in rows] == [True, True]
    assert dialog._model.chosen().known == 2


def test_sealing_again_links_the_arrival_and_keeps_its_own_road(
    review: Review, card: Path, session: Session, qtbot: QtBot
) -> None:
    before = len(sheets(session, qtbot))
    dialog = review([card / "VID_20261114_101530.mp4"])
    dialog._review.batch.show_provenance(Provenance(Manner.STICK, giver="Saksi", basis="laporan"))
    seal(dialog, qtbot)
    account = dialog._outcome._account
    assert (account.sealed, account.linked, len(account.safe)) == (0, 1, 1)
    after = sheets(session, qtbot)
    assert len(after) == before
    linked = next(one for one in after if len(one.arrivals) == 2)
    assert linked.arrivals[-1].provenance.manner is Manner.STICK
    assert linked.arrivals[-1].provenance.giver == "Saksi"


def test_new_files_are_sealed_and_may_be_removed_from_the_card(
    review: Review, tmp_path: Path, session: Session, qtbot: QtBot
) -> None:
    (tmp_path / "baru.txt").write_text("catatan")
    (tmp_path / "lain.txt").write_text("catatan lain")
    dialog = review([tmp_path / "baru.txt", tmp_path / "lain.txt"])
    model = dialog._model
    model.setData(model.index(1), Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
    seal(dialog, qtbot)
    assert dialog._outcome._account.safe == ("baru.txt",)
    dialog._outcome._copy.click()
    assert QGuiApplication.clipboard().text() == "baru.txt"
    assert "lain.txt" not in {one.card.name for one in sheets(session, qtbot)}
    assert (tmp_path / "baru.txt").exists()  # the source is never touched


def test_one_file_can_have_come_another_way(
    review: Review, tmp_path: Path, session: Session, qtbot: QtBot
) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(name)
    dialog = review([tmp_path / "a.txt", tmp_path / "b.txt"])
    view = dialog._review
    view._list.setCurrentIndex(dialog._model.index(1))
    view._differs.click()
    view.own.show_provenance(Provenance(Manner.HANDED, giver="Warga"))
    seal(dialog, qtbot)
    manners = {one.card.name: one.card.manner for one in sheets(session, qtbot)}
    assert manners["a.txt"] is Manner.DEVICE
    assert manners["b.txt"] is Manner.HANDED


def test_what_a_person_said_of_a_file_stays_when_the_looking_ends(
    review: Review, tmp_path: Path
) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(name)
    dialog = review([tmp_path / "a.txt", tmp_path / "b.txt"])
    view = dialog._review
    view._list.setCurrentIndex(dialog._model.index(1))
    view._differs.click()
    view.look_over()
    assert view._differs.isChecked()
    assert dialog._model.own(1) == Provenance(Manner.DEVICE)
    view._differs.click()
    view.look_over()
    assert not view._differs.isChecked()


def test_a_name_in_whatsapps_style_suggests_the_road_and_the_hint(
    review: Review, tmp_path: Path, samples: Path
) -> None:
    shutil.copy2(samples / "offset_salah_WIB.jpg", tmp_path / "IMG-20261114-WA0003.jpg")
    dialog = review([tmp_path / "IMG-20261114-WA0003.jpg"])
    assert dialog._review.batch.provenance().manner is Manner.WHATSAPP_PHOTO
    assert not dialog._review.batch.hint.isHidden()


def test_what_cannot_be_read_is_listed_with_its_reason(review: Review, card: Path) -> None:
    (card / "tautan.jpg").symlink_to(card / "tidak-ada")
    dialog = review([card])
    assert dialog._model.chosen().unreadable == 1
    problems = [dialog._model.row(at).problem for at in range(3)]
    assert problems.count("not-a-file") == 1


def test_a_file_that_vanishes_before_sealing_is_told_and_can_be_tried_again(
    review: Review, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "kartu dicabut.txt"
    path.write_text("isi")
    dialog = review([path])
    path.unlink()
    seal(dialog, qtbot)
    assert dialog._outcome._account.failed == ((path.name, "not-found"),)
    path.write_text("isi")
    dialog._outcome._again.click()
    qtbot.waitUntil(lambda: dialog._outcome._account.sealed == 1, timeout=30_000)
    assert dialog._outcome._account.failed == ()


def test_an_empty_folder_says_so(review: Review, tmp_path: Path) -> None:
    (tmp_path / "kosong").mkdir()
    dialog = review([tmp_path / "kosong"])
    assert dialog._stack.currentWidget() is dialog._nothing


def test_more_than_the_disk_holds_cannot_be_sealed(review: Review, card: Path) -> None:
    dialog = review([card])
    view = dialog._review
    view.show_review(dialog._model, left_out=(), free=10, rate=0)
    assert not view._go.isEnabled()
    assert not view._message.isHidden()


def test_the_space_bar_turns_the_ticks(review: Review, card: Path, qtbot: QtBot) -> None:
    dialog = review([card])
    dialog._review._list.selectAll()
    qtbot.keyClick(dialog._review._list, Qt.Key.Key_Space)
    assert dialog._model.chosen().files == 0
    assert not dialog._review._go.isEnabled()
    qtbot.keyClick(dialog._review._list, Qt.Key.Key_Space)
    assert dialog._model.chosen().files == 2
