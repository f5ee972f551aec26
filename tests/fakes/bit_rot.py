# SPDX-License-Identifier: GPL-3.0-or-later
"""Rot on a disk: bytes of a shelf's file change behind everybody's back."""

from pathlib import Path

from db.store import evidence
from db.store.driver import open_shelf
from db.store.vault import Vault


def rot(vault: Vault, number: int, row: int = 0) -> Path:
    """Flip one bit in the file, in the middle of a stored row of item `number`; return the file."""
    plan = evidence.plan(vault, evidence.by_number(vault, number).id)
    run, name = next(
        (run, name) for run, name in plan.extents if run.first_row <= row < run.first_row + run.rows
    )
    file = vault.folder.media / name
    shelf = open_shelf(file, write=False)
    place = run.base + row - run.first_row
    query = "SELECT substr(data, 1, 80) FROM chunk WHERE id = ?"
    (kept,) = shelf.execute(query, [place]).fetchone()
    shelf.close()
    bad = bytearray(kept)
    bad[len(bad) // 2] ^= 1
    # Everywhere: SQLite may have left the same bytes in a page that it uses no more.
    file.write_bytes(file.read_bytes().replace(kept, bytes(bad)))
    return file
