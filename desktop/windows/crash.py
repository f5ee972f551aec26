# SPDX-License-Identifier: GPL-3.0-or-later
"""A bug, told calmly: what is safe, and a report without a single value from the vault.

The report names types, files of ours and line numbers.  The text of an exception may hold a name or
a path, so it stays out.
"""

import platform
import traceback
from pathlib import Path
from typing import Final

import PySide6
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

import desktop
from desktop.views import speech, theme
from desktop.views.buttons import primary, secondary
from desktop.views.forms import SpokenDialog
from desktop.views.labels import heading, paragraph
from desktop.views.theme import UNIT

ROOT: Final = Path(desktop.__file__).resolve().parent.parent
ROOMS: Final = ("desktop", "db", "sync", "resources")


def report_of(error: BaseException, tool: str) -> str:
    """Return what a developer needs: versions, the types in the chain, our own lines."""
    lines = [
        tool,
        f"Python {platform.python_version()} · PySide6 {PySide6.__version__}",
        f"{platform.system()} {platform.release()} {platform.machine()}",
        "",
    ]
    seen: BaseException | None = error
    while seen is not None:
        lines.append(f"{type(seen).__module__}.{type(seen).__qualname__}")
        for frame in traceback.extract_tb(seen.__traceback__):
            path = Path(frame.filename).resolve()
            if path.is_relative_to(ROOT) and path.relative_to(ROOT).parts[0] in ROOMS:
                shown = path.relative_to(ROOT).as_posix()
                lines.append(f"  {shown}:{frame.lineno} {frame.name}")
        seen = seen.__cause__ or seen.__context__
    return "\n".join(lines)


class CrashDialog(SpokenDialog):
    """Says that the program failed, that evidence is safe, and offers the report."""

    def __init__(self, report: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumWidth(560)
        self._title, self._text = heading(), paragraph()
        self._report = QPlainTextEdit(report)
        self._report.setReadOnly(True)
        self._report.setFont(theme.fixed_font(12))
        self._report.setFixedHeight(180)
        self._copy, self._close = secondary("copy"), primary()
        self._copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(report))
        self._close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addWidget(self._copy)
        foot.addStretch(1)
        foot.addWidget(self._close)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * UNIT, 3 * UNIT, 3 * UNIT, 2 * UNIT)
        column.setSpacing(2 * UNIT)
        for part in (self._title, self._text, self._report):
            column.addWidget(part)
        column.addLayout(foot)
        self.retranslate()

    def retranslate(self) -> None:
        """Speak the language that is on."""
        self.setWindowTitle("Segel")
        self._title.setText(self.tr("Segel has made a mistake"))
        self._text.setText(speech.word("error.crash"))
        self._report.setAccessibleName(self.tr("Report"))
        self._copy.say(self.tr("Copy the report"))
        self._close.say(self.tr("Lock and close this message"))
