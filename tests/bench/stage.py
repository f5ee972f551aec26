# SPDX-License-Identifier: GPL-3.0-or-later
"""The windowed program in a process of its own, measured from within: `stage SCENE ARGUMENTS`.

Scenes: `empty` (a window with nothing), `form` (a plain login form, as anybody would write it),
`lock FOLDER` (the lock screen of a vault), `gallery FOLDER TURNS` (unlock, go to Bukti, scroll;
tells as JSON).  "shown" is printed when all is painted.
"""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from desktop.app import Program
    from desktop.views.flow import FlowView
    from desktop.windows.evidence_page import EvidencePage

PATIENCE: Final = 60.0
LOOK: Final = 0.0002
SHEET: Final = """
QWidget { color: #15232a; font-size: 14px; }
QMainWindow { background: #f3f6f7; }
QLabel#title { font-size: 20px; font-weight: 600; }
QLineEdit, QComboBox { background: #ffffff; border: 1px solid #84949b; border-radius: 6px; }
QPushButton { background: #0b5a69; color: #ffffff; border-radius: 6px; min-height: 32px; }
"""
FRAME: Final = 0.016


def main(words: list[str]) -> int:
    """Play one scene."""
    scene, *rest = words
    if scene == "empty":
        return _empty()
    if scene == "form":
        return _form()
    file = Path(f"{rest[0]}.ini")
    try:
        return _program(scene, rest, file)
    finally:
        file.unlink(missing_ok=True)


def _empty() -> int:
    from PySide6.QtWidgets import QApplication, QMainWindow  # noqa: PLC0415 - what is measured

    app = QApplication(["empty"])
    window = QMainWindow()
    window.resize(1240, 720)
    window.show()
    app.processEvents()
    _say("shown")
    return 0


def _form() -> int:
    from PySide6.QtGui import QFont, QFontDatabase  # noqa: PLC0415 - measured, as the rest
    from PySide6.QtWidgets import (  # noqa: PLC0415
        QApplication,
        QComboBox,
        QLabel,
        QLineEdit,
        QMainWindow,
        QPushButton,
        QVBoxLayout,
        QWidget,
    )

    import resources  # noqa: PLC0415

    app = QApplication(["form"])
    for weight in ("Regular", "SemiBold"):
        QFontDatabase.addApplicationFont(str(resources.path(f"fonts/Inter-{weight}.otf")))
    app.setFont(QFont("Inter", 11))
    app.setStyleSheet(SHEET)
    title, hint = QLabel("Brankas"), QLabel("Lupa kata sandi")
    title.setObjectName("title")
    who, line = QComboBox(), QLineEdit()
    who.addItems(["Ketua", "Anggota"])
    line.setEchoMode(QLineEdit.EchoMode.Password)
    page = QWidget()
    column = QVBoxLayout(page)
    for part in (title, who, line, QPushButton("Buka"), hint):
        column.addWidget(part)
    window = QMainWindow()
    window.resize(1240, 720)
    window.setCentralWidget(page)
    window.show()
    line.setFocus()
    app.processEvents()
    _say("shown")
    return 0


def _program(scene: str, rest: list[str], file: Path) -> int:
    """Start as `desktop.__main__` and `desktop.app.run` do, with settings that know one vault."""
    from desktop.early import prepare  # noqa: PLC0415 - measured

    prepare()
    from PySide6.QtCore import QSettings  # noqa: PLC0415 - measured

    from desktop.app import NAME, Program  # noqa: PLC0415 - measured
    from desktop.preferences import Preferences  # noqa: PLC0415 - measured
    from desktop.views import theme  # noqa: PLC0415 - measured

    app = theme.application(NAME)
    app.setQuitOnLastWindowClosed(False)
    settings = QSettings(str(file), QSettings.Format.IniFormat)
    Preferences(settings).remember_vault(Path(rest[0]))
    program = Program(app, settings)
    try:
        program.open()
        _until(app, lambda: _faces(program))
        _say("shown")
        if scene == "gallery":
            import json  # noqa: PLC0415 - no start has to pay for it

            _say(json.dumps(_gallery(app, program, Path(rest[0]), int(rest[1]))))
    finally:
        program.close()
    return 0


def _faces(program: "Program") -> bool:
    """Tell whether the lock screen shows who may unlock."""
    from desktop.views.unlock import Tile  # noqa: PLC0415 - loaded by then

    return any(tile.isVisible() for tile in program.window.findChildren(Tile))


def _gallery(app: "QApplication", program: "Program", folder: Path, turns: int) -> dict[str, Any]:
    from db.store.vault import doors  # noqa: PLC0415 - after the lock screen
    from desktop.windows.workspace import Workspace  # noqa: PLC0415 - likewise
    from tests.bench.ground import PASSPHRASE  # noqa: PLC0415 - likewise
    from tests.bench.remembering import begin_again, peak_mb  # noqa: PLC0415 - likewise

    start = time.perf_counter()
    errand = program.doors.unlock(folder, doors(folder)[0].account, PASSPHRASE)
    errand.succeeded.connect(program.window.enter)
    _until(app, lambda: bool(program.window.findChildren(Workspace)))
    unlocked = time.perf_counter()
    opening = peak_mb(os.getpid())
    begin_again(os.getpid())
    workspace = program.window.findChildren(Workspace)[0]
    workspace.show_page("evidence")
    page = workspace.evidence
    _until(app, lambda: _loaded(page) > 0)
    shown = time.perf_counter()
    _until(app, lambda: "viewer" in vars(workspace))  # half a second, in which nobody scrolls yet
    frames = _Frames(app)
    wheel = _scroll(frames, page, turns)
    usual = peak_mb(os.getpid())
    ends = _to_the_end(frames, page, turns)
    jumps = _jump(frames, page, turns)
    return {
        "unlock_ms": (unlocked - start) * 1000,
        "first_page_ms": (shown - unlocked) * 1000,
        "wheel_ms": wheel,
        "end_ms": ends,
        "jump_ms": jumps,
        "loaded": _loaded(page),
        "opening_mb": opening,
        "usual_mb": usual,
        "peak_mb": peak_mb(os.getpid()),
    }


def _grid(page: "EvidencePage") -> "FlowView":
    return page.list.grid


def _loaded(page: "EvidencePage") -> int:
    return _grid(page).model().rowCount()


class _Frames:
    """Times what the main thread does for one frame: everything that waits, painting included."""

    def __init__(self, app: "QApplication") -> None:
        self._app = app

    def one(self, move: Callable[[], None]) -> float:
        """Do `move`, let the window react, and return the milliseconds; then leave others time."""
        start = time.perf_counter()
        move()
        self._app.processEvents()
        spent = time.perf_counter() - start
        time.sleep(max(0.0, FRAME - spent))
        return spent * 1000


def _scroll(frames: _Frames, page: "EvidencePage", turns: int) -> list[float]:
    """Turn the wheel through the list, a third of a screen at a time."""
    bar = _grid(page).verticalScrollBar()
    step = max(1, _grid(page).viewport().height() // 3)
    return [frames.one(lambda: bar.setValue(bar.value() + step)) for _ in range(turns)]


def _to_the_end(frames: _Frames, page: "EvidencePage", turns: int) -> list[float]:
    """Press End again and again, so that page after page has to be fetched."""
    bar = _grid(page).verticalScrollBar()
    return [frames.one(lambda: bar.setValue(bar.maximum())) for _ in range(turns)]


def _jump(frames: _Frames, page: "EvidencePage", turns: int) -> list[float]:
    """Drag the bar to places far apart."""
    bar = _grid(page).verticalScrollBar()
    far = [(number * 7919) % (bar.maximum() + 1) for number in range(turns)]
    return [frames.one(lambda place=place: bar.setValue(place)) for place in far]  # type: ignore[misc]


def _until(app: "QApplication", so: Callable[[], bool]) -> None:
    """Let the program run until `so`; then once more, for what is to be painted."""
    limit = time.perf_counter() + PATIENCE
    while not so():
        if time.perf_counter() > limit:
            message = "what was waited for never came"
            raise TimeoutError(message)
        app.processEvents()
        time.sleep(LOOK)
    app.processEvents()


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
