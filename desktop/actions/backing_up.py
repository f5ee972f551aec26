# SPDX-License-Identifier: GPL-3.0-or-later
"""Backup of an open or a locked vault, and the verified way back."""

from pathlib import Path

from db.model.flaw import Flaw
from db.model.people import Right
from db.model.progress import Check, Report, ignore, never
from db.store import copying, custodian, disk, scrubbing, tapes
from db.store.copying import Copied
from db.store.custodian import ShelfRow
from db.store.folder import Folder
from db.store.vault import Vault
from desktop.actions.desk import Desk


def back_up(desk: Desk, target: Path, check: Check = never, report: Report = ignore) -> Copied:
    """Copy the open vault into `target`, read it back and write that down.

    `target` is new, empty, or holds an earlier backup of this vault, which is then brought up to
    date.  Sealing waits meanwhile.  Raises what `copying.copy_files` raises.
    """

    def shelves(vault: Vault) -> tuple[Folder, list[str], tuple[ShelfRow, ...]]:
        vault.must(Right.BACKUP)
        known = custodian.shelves_known(vault)
        files = [shelf.file for shelf in known]
        # What is being recorded just now is not copied: the tape moves.  What waits is.
        taped = tapes.files_of(vault.db, "stopped", "cut", "sealed")
        return vault.folder, [*files, *taped], known

    with desk.shelves_held(check):
        folder, files, known = desk.on_vault(shelves)
        copied = copying.copy_files(
            folder,
            target,
            files,
            check=check,
            report=report,
            records=lambda path: desk.on_vault(lambda vault: copying.snapshot_records(vault, path)),
            settled={one.file: one.settled for one in known if one.settled is not None},
        )

    def write_down(vault: Vault) -> None:
        for shelf in known:
            if shelf.file in copied.rotten:
                scrubbing.note_shelf(vault, shelf, Flaw.MISMATCH)
        copying.write_down(vault, copied)

    desk.on_vault(write_down)
    return copied


def back_up_locked(
    path: Path, target: Path, check: Check = never, report: Report = ignore
) -> Copied:
    """Copy a locked vault; needs no passphrase.  Raise AlreadyOpenError while it is open."""
    folder = Folder(path)
    folder.must_be_a_vault()
    hold = disk.Hold(folder.lock)
    try:
        files = sorted(entry.name for entry in folder.media.iterdir() if entry.suffix == ".db")
        return copying.copy_files(folder, target, files, check=check, report=report)
    finally:
        hold.release()


def restore(copy: Path, target: Path, check: Check = never, report: Report = ignore) -> Path:
    """Make a vault from a backup; every file is checked before and after copying."""
    return copying.restore(copy, target, check=check, report=report).path
