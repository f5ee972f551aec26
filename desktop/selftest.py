# SPDX-License-Identifier: GPL-3.0-or-later
"""`--selftest`: a packaged program proves that every part it needs really came along.

A frozen program that lost a plugin or a font starts, shows boxes for letters and ends with 0; this
makes it end with 1 and say which part is missing.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QBuffer, QByteArray, QCoreApplication, QEventLoop, QSettings, QSize
from PySide6.QtGui import QFontDatabase, QImageReader
from PySide6.QtMultimedia import QVideoFrame
from PySide6.QtNetwork import QNetworkInformation
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPositioning import QGeoPositionInfoSource
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtSerialPort import QSerialPortInfo
from PySide6.QtWidgets import QApplication, QMainWindow

import resources
from db.intake.isolate import Examiner
from db.model.evidence import Kind
from db.model.people import Role
from db.seal.keyring import Cost
from db.store.vault import Person, Vault
from desktop.actions import exporting, paper_prints
from desktop.actions.desk import desk_for
from desktop.actions.rules import rulebook
from desktop.playing.player import Player
from desktop.session import Doors
from desktop.tongue import Tongue
from desktop.trials import TRIALS, Ground, MissingPartError, Trial, must
from desktop.views import icons, map_ground, theme

QUICK = Cost(memory_kib=64, passes=1, lanes=1)
SERVER = ("sqlalchemy", "starlette", "uvicorn")
PATIENCE_S = 30
PICTURES = frozenset({"jpeg", "png", "svg", "webp"})


class Program(Protocol):
    """What is tried of the program's parts."""

    tongue: Tongue
    doors: Doors

    def examiner(self) -> Examiner:
        """Return the one examiner."""

    @property
    def window(self) -> QMainWindow:
        """Return the one window."""

    def close(self) -> None:
        """Stop every thread."""


def selftest(make: Callable[[QApplication, QSettings], Program], tool: str) -> int:
    """Try every part of the program that `make` makes.

    Prints a line for each with the seconds it took and returns 0, or 1 when one is missing.
    """
    app = QApplication([sys.argv[0]])
    failed = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        settings = QSettings(str(folder / "selftest.ini"), QSettings.Format.IniFormat)
        program = make(app, settings)
        for part, check in (
            ("fonts", _fonts),
            ("icons", _icons),
            ("translations", lambda: _translations(program)),
            ("window", lambda: _window(program)),
            ("guide", _guide),
            ("map", _map),
            ("plugins", _plugins),
            ("far roads", _far_roads),
        ):
            failed += _tried(part, check)
        failed += _with_vault(program, folder, tool)
        program.close()
        program.window.deleteLater()
    return 1 if failed else 0


def _tried(part: str, check: Callable[[], None]) -> bool:
    """Try one part, say how it went, and tell whether it failed."""
    began = time.perf_counter()
    try:
        check()
    except Exception as error:  # noqa: BLE001 - whatever is wrong is the answer
        sys.stdout.write(f"FAILED {part}: {type(error).__name__} {error}\n")
        return True
    sys.stdout.write(f"ok {part} ({time.perf_counter() - began:.1f} s)\n")
    return False


def _with_vault(program: Program, folder: Path, tool: str) -> int:
    """Try what needs a vault; return how much failed."""
    person = Person("Uji", "Uji", Role.CHAIR, "uji coba sendiri")
    now = program.doors.now
    vault, _ = Vault.create(folder / "vault", person, now=now, tool=tool, cost=QUICK)
    try:
        desk = desk_for(vault, lambda work: work(vault), program.examiner(), now, tool)
        ground = Ground(desk, folder)
        trials: list[tuple[str, Trial]] = [*TRIALS, ("playing", _play), ("printing", _print)]
        if all(find_spec(name) for name in SERVER):
            trials.append(("server, sending and sticks", _serve))
        return sum(_tried(part, lambda trial=trial: trial(ground)) for part, trial in trials)  # type: ignore[misc]  # bound at once
    finally:
        vault.lock()


def _serve(ground: Ground) -> None:
    """Load what an office's build alone has, and serve with it."""
    import_module("desktop.depot_trial").send(ground)


def _fonts() -> None:
    theme.load_other_fonts()
    families = set(QFontDatabase.families())
    for family in (theme.FAMILY, theme.FIXED):
        must(family in families, family)


def _icons() -> None:
    found = sorted(resources.path("icons").glob("*.svg"))
    must(bool(found), "icons")
    for path in found:
        must(not icons.pixmap(path.stem).toImage().isNull(), path.name)


def _translations(program: Program) -> None:
    for language in ("en", "id"):
        program.tongue.speak(language)
    must(program.window.tr("Locking") != "Locking", "id.qm")


def _window(program: Program) -> None:
    program.window.show()
    must(not program.window.grab().isNull(), "window")
    program.window.hide()


def _guide() -> None:
    """Find the guide in both languages, and every picture it shows."""
    for name in ("guide/panduan.md", "guide/guide.en.md"):
        guide = resources.path(name)
        for line in guide.read_text(encoding="utf-8").splitlines():
            if line.startswith("![") and "](" in line:
                picture = guide.parent / line.partition("](")[2].rstrip(")")
                must(picture.is_file(), picture.name)


def _map() -> None:
    map_ground.prime()
    sight = map_ground.Sight(118.0, -2.4, 12.0)
    must(not map_ground.draw(sight, QSize(640, 320), 1.0).isNull(), "map")


def _far_roads() -> None:
    """Load what is loaded only where a depot is far away."""
    import_module("sync.quic")


def _plugins() -> None:
    """Ask Qt for the plugins that only show themselves when they are needed."""
    known = {bytes(name.data()).decode() for name in QImageReader.supportedImageFormats()}
    must(known >= PICTURES, f"imageformats {sorted(PICTURES - known)}")
    must(bool(QNetworkInformation.availableBackends()), "networkinformation")
    must(bool(QGeoPositionInfoSource.availableSources()), "position")
    QSerialPortInfo.availablePorts()


def _play(ground: Ground) -> None:
    """Decode the first frame of a sealed film as the viewer does."""
    plan, why = exporting.planned(ground.desk, ground.card(Kind.VIDEO).id)
    if plan is None:
        raise MissingPartError(why)
    player = Player()
    seen: list[object] = []
    player.framed.connect(seen.append)
    player.troubled.connect(seen.append)
    player.load(ground.desk.media, plan)
    limit = time.monotonic() + PATIENCE_S
    while not seen and time.monotonic() < limit:
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 50)
    player.close()
    first = seen[0] if seen else None
    must(isinstance(first, QVideoFrame) and first.isValid(), "multimedia")


def _print(ground: Ground) -> None:
    """Lay a page of ours out as the print dialog does."""
    QPrinter(QPrinter.PrinterMode.HighResolution)
    data = QByteArray(paper_prints.blank_pdf(ground.desk, rulebook()))
    pages, document = QBuffer(data), QPdfDocument()
    pages.open(QBuffer.OpenModeFlag.ReadOnly)
    document.load(pages)
    must(document.pageCount() > 0, "QtPdf")
    must(not document.render(0, QSize(200, 280)).isNull(), "QtPdf")
    document.close()
