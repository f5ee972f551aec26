# SPDX-License-Identifier: GPL-3.0-or-later
"""Every screen as a picture: `python tests/journeys/screenshots.py OUT --scale 1.25 --theme dark`.

The real program is driven from the first run to the export with the samples that ship with it, on a
vault that lives only as long as the run.  The screen is 1366 by 768 pixels, task bar and title bar
taken off.  Pictures are PNG with a palette, so that a whole set stays small.
"""

# ruff: noqa: PLC0415 - Qt reads its scale from the environment when it is first imported

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

PROJECT: Final = Path(__file__).resolve().parents[2]
WIDE, HIGH = 1366, 698
PATIENCE: Final = 60.0
PASSPHRASE: Final = "sungai tenang lampu jernih padi"  # noqa: S105 - a passphrase for pictures
PALETTE: Final = 256
HOME: Final = "/home/siti"
DEAD_US: Final = 1_514_740_020_000_000
"""1 January 2018, 00.07 WIB: where a clock without a battery begins, and seven minutes on."""


def main(argv: Sequence[str] | None = None) -> int:
    """Take the pictures and say how many there are."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--theme", choices=("light", "dark"), default="light")
    parser.add_argument("--language", choices=("id", "en"), default="id")
    parser.add_argument("--only", default="", help="keep pictures whose name has this in it")
    args = parser.parse_args(argv)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["QT_SCALE_FACTOR"] = str(args.scale)
    sys.path.insert(0, str(PROJECT))
    with tempfile.TemporaryDirectory(prefix="segel-layar-") as room:
        tour = _tour(args, Path(room))
        try:
            tour.walk()
        finally:
            tour.program.close()
    sys.stdout.write(f"{tour.count} pictures in {args.out}\n")
    return 0


def _tour(args: argparse.Namespace, room: Path) -> "Tour":
    from PySide6.QtCore import QSettings, QtMsgType, qInstallMessageHandler
    from PySide6.QtWidgets import QApplication

    def hush(kind: QtMsgType, _context: object, text: str) -> None:
        if "propagateSizeHints" not in text:
            sys.stderr.write(f"{kind.name}: {text}\n")

    qInstallMessageHandler(hush)
    app = QApplication(["Segel"])
    app.setQuitOnLastWindowClosed(False)
    settings = QSettings(str(room / "segel.ini"), QSettings.Format.IniFormat)
    settings.setValue("language", args.language)
    settings.setValue("theme", args.theme)
    return Tour(app, settings, args, room)


class _NoPrinter:
    """Takes the sheet and says that it was printed."""

    def print(self, _parent: object, data: bytes) -> bool:
        return data.startswith(b"%PDF")

    def save(self, *_words: object) -> None:
        return None


class _Clocks:
    """The laptop's clocks, which can die: then it is New Year's Day of 2018, in another boot."""

    def __init__(self) -> None:
        from desktop.actions.clock import SystemClock

        self._true, self._died_ms = SystemClock(), -1

    def __call__(self) -> object:
        from dataclasses import replace

        now = self._true()
        if self._died_ms < 0:
            return now
        passed = now.since_boot_ms - self._died_ms
        wall = DEAD_US + passed * 1000
        return replace(now, wall_us=wall, since_boot_ms=420_000 + passed, boot="mati")

    def die(self, *, dead: bool) -> None:
        """Let the clock die, or have a new battery put in."""
        self._died_ms = self._true().since_boot_ms if dead else -1

    def true_local(self) -> object:
        """Return the true time in the laptop's zone."""
        return self._true().local


class Tour:
    """One walk through the program, with a picture at every stop."""

    def __init__(self, app: object, settings: object, args: argparse.Namespace, room: Path) -> None:
        from db.seal.keyring import Cost
        from desktop.app import Program

        self.app, self.room, self.out = app, room, args.out
        self.scale, self.only = args.scale, args.only
        self.clocks = _Clocks()
        cost = Cost(memory_kib=64, passes=1, lanes=1)
        self.program = Program(app, settings, cost=cost, clock=self.clocks)
        self.program.runner.crashed.connect(self._on_crash)
        self.window = self.program.window
        self.window.setMinimumSize(0, 0)
        self.window.resize(round(WIDE / args.scale), round(HIGH / args.scale))
        self.folder = room / "Documents" / "Segel"
        self.count = 0
        self.bug: BaseException | None = None
        self.out.mkdir(parents=True, exist_ok=True)

    def walk(self) -> None:
        """Go everywhere."""
        self.window.begin()
        self.window.show()
        self._first_run()
        self._import()
        self._work()
        self._playing()
        self._dialogs()
        self._dead_clock()
        self._lock_screen()
        self._casework()

    def _casework(self) -> None:
        from tests.journeys import (
            capture_scenes,
            capture_scenes_two,
            care_scenes,
            case_scenes,
            counter_scenes,
            hearing_scenes,
            office_scenes,
            patrol_scenes,
            sync_scenes,
        )

        case_scenes.walk(self)
        patrol_scenes.walk(self)
        sync_scenes.walk(self)
        care_scenes.walk(self)
        capture_scenes.walk(self)
        capture_scenes_two.walk(self)
        counter_scenes.walk(self)
        hearing_scenes.walk(self)
        office_scenes.walk(self)

    # -- the stops ----------------------------------------------------------------------------

    def _first_run(self) -> None:
        from desktop.views.first_run_sheet import Start
        from desktop.windows.first_run import At

        guide = self.window._guide
        guide._paper._paper = _NoPrinter()
        self.shot("01-selamat-datang")
        guide._on_forward()
        guide._where._line.setText("/home/siti/OneDrive/Segel")
        self.shot("02-tempat-peringatan")
        guide._where._line.setText(str(self.folder))
        self.shot("02-tempat")
        guide._on_forward()
        guide._who._name.setText("Siti Rahmawati")
        guide._who._office.setText("Panwaslu Kecamatan Abepura")
        guide._who.passphrase.offer(PASSPHRASE)
        self.shot("03-ketua")
        guide._on_forward()
        self.shot("04-membuat")
        self.until(lambda: guide._at is At.SHEET and guide._sheet._print.isEnabled())
        self.code = "-".join(guide._paper._groups)
        guide._sheet._print.click()
        self.shot("05-lembar-pemulihan")
        guide._on_forward()
        guide._prove._line.setText("0000")
        guide._on_forward()
        self.shot("06-bukti-lembar")
        guide._prove._line.setText(guide._paper._groups[guide._paper._asked])
        guide._on_forward()
        self.shot("07-siap")
        guide._done.start_requested.emit(Start.EMPTY)
        self.until(lambda: self.window.workspace is not None)
        self.rest()
        self.shot("10-beranda-kosong")
        self.window.workspace.show_page("evidence")
        self.rest()
        self.shot("11-bukti-kosong")

    def _import(self) -> None:
        from desktop.actions.samples import sample_files
        from desktop.windows.import_review import ImportReview

        side = self.window.workspace.side
        card = self.room / "KARTU"
        card.mkdir()
        for path in sample_files():
            copy = shutil.copytree if path.is_dir() else shutil.copy2
            copy(path, card / path.name)
        first = next(path for path in sorted(card.rglob("*.jpg")) if "WA0" not in path.name)
        side.review([first])
        review = self.window.workspace.findChild(ImportReview)
        self.until(lambda: review._stack.currentWidget() is review._review)
        review._on_seal()
        self.until(lambda: review._stack.currentWidget() is review._outcome)
        review.accept()
        self.rest()
        (card / "rusak").symlink_to(card / "tidak-ada")
        side.review([card])
        review = self.window.workspace.findChildren(ImportReview)[-1]
        self.rest(0.1)
        self.shot("20-melihat-berkas", review)
        self.until(lambda: review._stack.currentWidget() is review._review)
        self.rest()
        self.shot("21-tinjauan", review)
        model, view = review._model, review._review
        received = next(
            at for at in range(model.rowCount()) if model.row(at).name.startswith("IMG-")
        )
        view._list.setCurrentIndex(model.index(received))
        view._list.scrollTo(model.index(received))
        view._tabs.setCurrentIndex(1)
        self.shot("22-tinjauan-whatsapp", review)
        loud = max(range(model.rowCount()), key=lambda at: model.row(at).to_look_at)
        view._list.setCurrentIndex(model.index(loud))
        self.shot("23-tinjauan-temuan", review)
        review._on_seal()
        self.shot("24-menyegel", review)
        self.until(lambda: review._stack.currentWidget() is review._outcome)
        self.shot("25-hasil", review)
        review.accept()
        self.rest()

    def _work(self) -> None:
        work = self.window.workspace
        work.show_page("home")
        self.rest(0.6)
        self.shot("30-beranda")
        work.show_page("evidence")
        self.rest(0.6)
        for place, look in ((31, "grid"), (32, "table"), (33, "timeline"), (39, "map")):
            work.evidence.list.filters.set_look(look)
            self.rest(0.8)
            self.shot(f"{place}-bukti-{look}")
        work.evidence.list.filters.set_look("grid")
        model = work.evidence.list.model
        names = [model.card_at(at).name for at in range(model.rowCount())]
        work.evidence.list.choose_row(names.index("offset_salah_WIB.jpg"))
        self.rest(0.6)
        self.shot("34-bukti-rincian")
        work.open_card(work.evidence.cards[0])
        self.rest(1.2)
        self.shot("35-penampil")
        work.viewer.leave()
        work.show_page("ledger")
        self.rest(0.5)
        self.shot("36-jejak")
        work.ledger.examine()
        self.rest(0.2)
        self.until(lambda: not work.ledger.examining)
        self.rest(0.4)
        self.shot("37-jejak-diperiksa")
        work._on_help()
        self.rest()
        self.shot("38-pintasan", self.app.activeModalWidget())
        self.app.activeModalWidget().reject()

    def _playing(self) -> None:
        from tests.journeys import playing_scenes

        playing_scenes.walk(self)

    def _dialogs(self) -> None:
        from db.model.people import Role
        from db.store import accounts
        from db.store.vault import Person
        from desktop.windows.export_dialog import ExportDialog

        work = self.window.workspace

        def add(vault: object) -> None:
            for name, label, role in (
                ("Markus Wenda", "Anggota Markus", Role.MEMBER),
                ("Yuliana Mote", "Sekretariat", Role.SECRETARIAT),
                ("Petrus Kogoya", "PKD Yobe", Role.VILLAGE),
            ):
                accounts.add(vault, Person(name, label, role, PASSPHRASE))

        self.done(work.session.on_vault(add))
        target = self.room / "FLASHDISK"
        target.mkdir()
        model = work.evidence.list.model
        chosen = tuple(model.card_at(at).id for at in range(min(4, model.rowCount())))
        dialog = ExportDialog(work.session, chosen, work)
        dialog.open()
        self.until(lambda: bool(dialog._form._id.text()))
        form = dialog._form
        form._name.setText(form._name.placeholderText().split(" ", 1)[-1])
        form._folder.setText(str(target))
        form._pass.set_text(PASSPHRASE)
        self.shot("40-ekspor", dialog)
        form._go.click()
        self.until(lambda: dialog._stack.currentWidget() is dialog._result)
        self.shot("41-ekspor-hasil", dialog)
        dialog.accept()
        self._settings(target)

    def _settings(self, target: Path) -> None:
        from desktop.windows.accounts_dialogs import AddPersonDialog
        from desktop.windows.backup_dialogs import BackupDialog, RestoreDialog
        from desktop.windows.settings import Settings

        work = self.window.workspace
        settings = Settings(work.session, self.program.preferences, _NoPrinter(), work)
        settings.open()
        self.rest()
        places = {"50-pengaturan-umum": 0, "51-pengaturan-orang": 1, "52-pengaturan-sandi": 2}
        places |= {"53-pengaturan-brankas": 3, "54-pengaturan-tentang": 5}
        for name, place in places.items():
            settings.at_page(place)
            self.rest(0.1)
            self.shot(name, settings)
        self._reference(settings)
        person = AddPersonDialog(work.session, settings)
        person.open()
        self.shot("55-tambah-orang", person)
        person.reject()
        settings.reject()
        backup = BackupDialog(work.session, self.program.preferences, work)
        backup.open()
        backup._form.target.show_path(target / "Cadangan Segel")
        self.shot("60-cadangan", backup)
        backup._form._go.click()
        self.until(lambda: backup._stack.currentWidget() is backup._result)
        self.shot("61-cadangan-utuh", backup)
        backup.accept()
        restore = RestoreDialog(self.program.runner, self.window)
        restore.open()
        restore._form.source.show_path(target / "Cadangan Segel")
        restore._form.target.show_path(self.room / "Documents" / "Segel 2")
        self.shot("62-pulihkan", restore)
        restore.reject()

    def _reference(self, settings: object) -> None:
        from db.seal.signature import fingerprint, written_key
        from desktop.windows.reference_dialogs import DistrustDialog, TrustDialog
        from tests.fakes.small_packs import OFFICE, pack

        page, desk = settings._reference, settings._rows
        settings.at_page(4)
        self.until(lambda: page._contents.rowCount() > 0)
        self.shot("56-pengaturan-rujukan", settings)
        for place, name in enumerate(("libur", "pemilihan", "kantor"), start=1):
            page._tabs.setCurrentIndex(place)
            self.shot(f"56-rujukan-{name}", settings)
        stick = self.room / "rujukan.paket"
        stick.write_bytes(pack(f"{settings._session.book.reference.edition}.1"))
        self._after(page, lambda: desk.take(stick))
        page._tabs.setCurrentIndex(0)
        self.shot("57-rujukan-belum-dipercaya", settings)
        trust = TrustDialog(settings._session, parent=settings)
        trust.open()
        trust._form.show_key(written_key(OFFICE.name, OFFICE.public_key))
        trust._form._said.setText("1234 5678 90AB CDEF 1234")
        trust._form._own.set_text(PASSPHRASE)
        trust._form._go.click()
        self.until(trust._form.message.isVisible)
        self.shot("57-percayai-sidik-lain", trust)
        trust._form._said.setText(fingerprint(OFFICE.public_key))
        self.shot("57-percayai-kantor", trust)
        trust._form._go.click()
        self.until(lambda: page._offices.rowCount() == 1)
        self._after(page, lambda: desk.take(stick))
        self.shot("58-rujukan-diambil", settings)
        page.show_offices_tab()
        page._offices.selectRow(0)
        page.message.hide()
        self.shot("58-rujukan-kantor", settings)
        distrust = DistrustDialog(settings._session, OFFICE.name, settings)
        distrust.open()
        self.shot("59-cabut-kepercayaan", distrust)
        distrust.reject()

    def _after(self, page: object, deed: Callable[[], None]) -> None:
        """Do something on the reference page and wait for what it says."""
        deed()
        self.until(page.message.isVisible)
        self.rest()

    def _dead_clock(self) -> None:
        from db.store import custodian
        from desktop.windows.clock_dialog import ClockDialog

        work = self.window.workspace
        self.clocks.die(dead=True)
        work.show_page("home")
        work._clock.look()
        self.until(work.home.view._clock.isVisible)
        self.rest(0.4)
        self.shot("63-jam-diragukan")
        work.side.clock()
        dialog = work.findChild(ClockDialog)
        self.until(lambda: bool(dialog.form._laptop.text()))
        self.shot("64-jam-tampak-salah", dialog)
        form, now = dialog.form, self.clocks.true_local()
        form._day.setText(now.strftime("%d-%m-%Y"))
        form._time.show_clock(now.strftime("%H:%M"))
        form._source.setCurrentIndex(0)
        form._zone.setItemData(0, round(now.utcoffset().total_seconds() / 60))
        form._zone.setCurrentIndex(0)
        form._on_filled()
        self.shot("65-jam-diisi", dialog)
        form._go.click()
        self.until(lambda: not work.home.view._clock.isVisible())
        self.rest(0.4)
        card = work.evidence.list.model.card_at(0)
        self.done(work.session.on_vault(lambda vault: custodian.write_whole(vault, (card.id,))))
        work.session.changed.emit()
        work.show_page("ledger")
        self.rest(0.5)
        work.ledger.choose_row(0)
        self.rest(0.4)
        self.shot("66-jam-dikoreksi-jejak")
        work.show_page("evidence")
        work.evidence.list.choose_row(0)
        self.rest(0.6)
        work.evidence.details._page.ensureWidgetVisible(work.evidence.details._custody, 0, 300)
        self.shot("67-jam-dikoreksi-riwayat")
        self.clocks.die(dead=False)

    def _lock_screen(self) -> None:
        from db import errors
        from desktop.views.unlock import Attempt

        self.window.lock()
        unlock = self.window._unlock
        self.until(lambda: self.window._stack.currentWidget() is unlock and bool(unlock._faces))
        self.rest()
        self.shot("70-buka")
        wrong = Attempt(unlock._faces[0].account, "bukan ini")
        for _ in range(4):
            unlock._on_attempt(wrong)
            self.until(lambda: unlock._error is not None)
            if not unlock._seconds:
                self.shot("71-kata-sandi-salah")
        self.shot("72-tunggu")
        unlock._stop_waiting()
        file = {"file": "records.db"}
        for name, error in (
            ("73-terbuka-di-tempat-lain", errors.AlreadyOpenError("")),
            ("74-format-lebih-baru", errors.NewerFormatError("")),
            ("75-akses-ditolak", errors.AccessDeniedError("", **file)),
            ("76-hanya-baca", errors.ReadOnlyMediumError("", **file)),
            ("77-disk-penuh", errors.DiskFullError("", **file)),
            ("78-brankas-rusak", errors.VaultDamagedError("", **file)),
        ):
            unlock._refuse(error)
            self.shot(name)
        unlock.show_vault(self.folder)
        self.rest()
        unlock._on_forgotten()
        unlock._code._line.setText(self.code[:22])
        self.shot("80-lupa-kode")
        unlock._code._line.setText(self.code)
        unlock._code._on_go()
        self.until(lambda: unlock._pages.currentWidget() is unlock._renew)
        unlock._renew.passphrase.offer("jalan pagi kebun rindang kopi")
        self.shot("81-lupa-sandi-baru")
        unlock._renew._on_go()
        self.until(unlock._lock.message.isVisible)
        self.rest()
        self.shot("82-lupa-selesai")

    # -- standing still -----------------------------------------------------------------------

    def rest(self, seconds: float = 0.3) -> None:
        """Let the program breathe until nothing has run for a while."""
        limit = time.monotonic() + seconds
        while time.monotonic() < limit:
            self.app.processEvents()
            time.sleep(0.01)
        if self.bug is not None:
            raise self.bug

    def until(self, there: Callable[[], bool]) -> None:
        """Wait for something, with an end."""
        limit = time.monotonic() + PATIENCE
        while not there():
            self.rest(0.02)
            if time.monotonic() > limit:
                message = "the program did not get there"
                raise TimeoutError(message)

    def done(self, errand: object) -> None:
        """Wait for an errand."""
        settled: list[bool] = []
        errand.settled.connect(lambda: settled.append(True))
        self.until(lambda: bool(settled))

    def shot(self, name: str, dialog: object = None) -> None:
        """Take a picture of the window, with a dialog in front of it when there is one."""
        from PySide6.QtCore import QRectF
        from PySide6.QtGui import QColor, QPainter, QPen

        self.rest(0.12)
        if self.only and self.only not in name:
            return
        if dialog is not None:
            self.fit(dialog)
        with self._at_home(dialog or self.window):
            front = None if dialog is None else dialog.grab()
            picture = self.window.grab()
        if dialog is not None:
            painter = QPainter(picture)
            size = self.window.size()
            painter.fillRect(0, 0, size.width(), size.height(), QColor(10, 20, 25, 120))
            left = (size.width() - dialog.width()) / 2
            top = (size.height() - dialog.height()) / 2
            painter.drawPixmap(round(left), round(top), front)
            painter.setPen(QPen(QColor("#7d8e95"), 1))
            painter.drawRect(QRectF(left - 1, top - 1, dialog.width() + 1, dialog.height() + 1))
            painter.end()
        self._keep(name, picture)
        self.count += 1

    def fit(self, dialog: object) -> None:
        """Give a dialog the size it wants, within the window."""
        room = self.window.size()
        wanted = dialog.sizeHint()
        dialog.resize(
            min(max(wanted.width(), dialog.minimumWidth()), room.width() - 40),
            min(max(wanted.height(), dialog.minimumHeight()), room.height() - 40),
        )
        self.rest(0.08)

    @contextmanager
    def _at_home(self, shown: object) -> Iterator[None]:
        """Show a person's home where the folder of this run would stand."""
        from PySide6.QtCore import QSignalBlocker
        from PySide6.QtWidgets import QLabel, QLineEdit

        changed = []
        for kind in (QLabel, QLineEdit):
            for part in shown.findChildren(kind):
                text = part.text()
                if str(self.room) in text:
                    changed.append((part, text, QSignalBlocker(part)))
                    part.setText(text.replace(str(self.room), HOME))
        yield
        for part, text, blocker in changed:
            part.setText(text)
            blocker.unblock()

    def _keep(self, name: str, picture: object) -> None:
        from PIL import Image

        path = self.out / f"{name}.png"
        picture.save(str(path))
        with Image.open(path) as full:
            small = full.convert("RGB")
        flat = small.quantize(
            PALETTE, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE
        )  # keeps the exact colours of the screen, where others tint them
        flat.save(path, optimize=True)

    def _on_crash(self, error: BaseException) -> None:
        self.bug = error


if __name__ == "__main__":
    with suppress(BrokenPipeError):
        sys.exit(main())
