# SPDX-License-Identifier: GPL-3.0-or-later
"""Every dialog of the program, each made by its name, for what has to hold for all of them."""

from collections.abc import Callable
from typing import Final

from PySide6.QtWidgets import QWidget

from db.model.people import Role
from desktop.app import Program
from desktop.session import Session
from desktop.views.settings_pages import PersonRow
from desktop.windows.accounts_dialogs import AddPersonDialog, CloseDialog, RenewDialog
from desktop.windows.backup_dialogs import BackupDialog, RestoreDialog
from desktop.windows.export_dialog import ExportDialog
from desktop.windows.first_run import FirstRun
from desktop.windows.guide_window import GuideWindow
from desktop.windows.head_dialog import HeadDialog
from desktop.windows.import_review import ImportReview
from desktop.windows.paper import Paper
from desktop.windows.sealing_queue import SealingQueue
from desktop.windows.settings import Settings
from desktop.windows.stick_dialogs import StickDialog
from desktop.windows.unlock import Unlock

MAKERS: Final[dict[str, Callable[[Program, Session], QWidget]]] = {
    "guide": lambda program, _session: FirstRun(program.doors, Paper()),
    "unlock": lambda program, _session: Unlock(program.doors),
    "review": lambda _program, session: looking(session),
    "export": lambda _program, session: ExportDialog(session, ()),
    "settings": lambda program, session: Settings(session, program.preferences, Paper()),
    "add": lambda _program, session: AddPersonDialog(session),
    "renew": lambda _program, session: RenewDialog(session, person(session)),
    "close": lambda _program, session: CloseDialog(session, person(session)),
    "backup": lambda program, session: BackupDialog(session, program.preferences),
    "stick": lambda _program, session: StickDialog(session),
    "head": lambda _program, session: HeadDialog(session, Paper()),
    "book": lambda _program, session: GuideWindow(session, Paper()),
    "restore": lambda program, _session: RestoreDialog(program.runner),
}


def looking(session: Session) -> ImportReview:
    """Return a review that is under way."""
    dialog = ImportReview(session, SealingQueue(session))
    dialog.begin([session.folder / "tidak-ada"])
    return dialog


def person(session: Session) -> PersonRow:
    """Return a row of the list of people."""
    return PersonRow(session.account.id, "Budi Contoh", "Budi", Role.MEMBER, True, False)  # noqa: FBT003 - a row
