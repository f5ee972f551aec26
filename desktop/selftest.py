# SPDX-License-Identifier: GPL-3.0-or-later
"""`--selftest`: a packaged program proves that every part it needs really came along.

A frozen program that lost a plugin or a font starts, shows boxes for letters and ends with 0; this
makes it end with 1 and say which part is missing.
"""

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QSettings
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication, QMainWindow

import resources
from db.intake.isolate import Examiner
from db.model.evidence import Kind, Manner, Provenance
from db.model.people import Role
from db.seal.keyring import Cost
from db.store.vault import Person, Vault
from desktop.actions import gather, sealing
from desktop.actions.desk import desk_for
from desktop.actions.examining import examine_vault
from desktop.actions.samples import sample_files
from desktop.session import Doors
from desktop.tongue import Tongue
from desktop.views import icons, theme

QUICK = Cost(memory_kib=64, passes=1, lanes=1)


class MissingPartError(RuntimeError):
    """Something that should have been packaged was not."""


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

    Prints a line for each and returns 0, or 1 when one is missing.
    """
    app = QApplication([sys.argv[0]])
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        settings = QSettings(f"{folder}/selftest.ini", QSettings.Format.IniFormat)
        program = make(app, settings)
        checks: tuple[tuple[str, Callable[[], None]], ...] = (
            ("fonts", _fonts),
            ("icons", _icons),
            ("translations", lambda: _translations(program)),
            ("window", lambda: _window(program)),
            ("vault, intake and ledger", lambda: _vault(program, Path(folder) / "vault", tool)),
        )
        for name, check in checks:
            try:
                check()
            except Exception as error:  # noqa: BLE001 - whatever is wrong is the answer
                failed += 1
                sys.stdout.write(f"FAILED {name}: {type(error).__name__} {error}\n")
            else:
                sys.stdout.write(f"ok {name}\n")
        program.close()
        program.window.deleteLater()
    return 1 if failed else 0


def _fonts() -> None:
    theme.load_other_fonts()
    families = set(QFontDatabase.families())
    for family in (theme.FAMILY, theme.FIXED):
        if family not in families:
            raise MissingPartError(family)


def _icons() -> None:
    for path in sorted(resources.path("icons").glob("*.svg")):
        if icons.pixmap(path.stem).toImage().isNull():
            raise MissingPartError(path.name)
    if not any(resources.path("icons").glob("*.svg")):
        raise MissingPartError("icons")  # noqa: EM101 - the name is the message


def _translations(program: Program) -> None:
    for language in ("en", "id"):
        program.tongue.speak(language)
    if program.window.tr("Locking") == "Locking":
        raise MissingPartError("id.qm")  # noqa: EM101 - the name is the message


def _window(program: Program) -> None:
    program.window.show()
    if program.window.grab().isNull():
        raise MissingPartError("window")  # noqa: EM101 - the name is the message
    program.window.hide()


def _vault(program: Program, folder: Path, tool: str) -> None:
    person = Person("Uji", "Uji", Role.CHAIR, "uji coba sendiri")
    now = program.doors.now
    vault, _ = Vault.create(folder, person, now=now, tool=tool, cost=QUICK)
    try:
        desk = desk_for(vault, lambda work: work(vault), program.examiner(), now, tool)
        found = gather.gather(sample_files())
        reviewed = gather.review(desk, found.candidates)
        kinds = {one.facts.kind for one in reviewed if one.facts is not None}
        if not {Kind.PHOTO, Kind.VIDEO} <= kinds:
            raise MissingPartError("intake")  # noqa: EM101 - the name is the message
        gather.queue(desk, [one.ticket(Provenance(Manner.DEVICE)) for one in reviewed])
        if sealing.run_queue(desk).failed or not examine_vault(desk).clean:
            raise MissingPartError("store")  # noqa: EM101 - the name is the message
    finally:
        vault.lock()
