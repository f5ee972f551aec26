# SPDX-License-Identifier: GPL-3.0-or-later
"""Which files of a watched folder were queued or passed over, so that only new ones are offered."""

import os
from collections.abc import Mapping

from db.store.driver import translated
from db.store.vault import Vault


def queued_below(vault: Vault, folder: str) -> dict[str, str]:
    """Return the stamps of all files below `folder` that were ever queued, by path."""
    first = os.fsencode(folder.rstrip("/\\") + os.sep)
    with translated("records.db"):
        rows = vault.db.execute(
            "SELECT path, stamp FROM job WHERE substr(path, 1, ?) = ? ORDER BY id",
            [len(first), first],
        ).fetchall()
    return {os.fsdecode(path): stamp for path, stamp in rows}


def pass_over(vault: Vault, files: Mapping[str, str]) -> None:
    """Do not offer these files of a watched folder again: stamps by path."""
    with translated("records.db"), vault.db.atomic():
        for path, stamp in files.items():
            values = [os.fsencode(path), stamp]
            vault.db.execute("INSERT OR REPLACE INTO passed_over VALUES (?, ?)", values)


def passed_over(vault: Vault) -> dict[str, str]:
    """Return the files that are not offered again: stamps by path."""
    with translated("records.db"):
        rows = vault.db.execute("SELECT path, stamp FROM passed_over").fetchall()
    return {os.fsdecode(path): stamp for path, stamp in rows}
