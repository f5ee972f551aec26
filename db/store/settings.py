# SPDX-License-Identifier: GPL-3.0-or-later
"""What this vault remembers of how people like it; nothing here is evidence, so no entry says so.

What must be known before unlocking (language, colours) is not kept here.
"""

from typing import Final

from db.errors import InvalidInputError
from db.store.driver import translated
from db.store.vault import Vault

ORGANISATION: Final = "organisation"
LONGEST: Final = 1000


def get(vault: Vault, name: str, default: str = "") -> str:
    """Return the value kept under `name`, or `default` when there is none."""
    with translated("records.db"):
        row = vault.db.execute("SELECT value FROM setting WHERE name = ?", [name]).fetchone()
    return default if row is None else str(row[0])


def starting(vault: Vault, prefix: str) -> dict[str, str]:
    """Return every value whose name begins with `prefix`, by the rest of its name."""
    with translated("records.db"):
        rows = vault.db.execute(
            "SELECT name, value FROM setting WHERE substr(name, 1, ?) = ? ORDER BY name",
            [len(prefix), prefix],
        ).fetchall()
    return {name.removeprefix(prefix): str(value) for name, value in rows}


def drop(vault: Vault, name: str) -> None:
    """Forget what is kept under `name`."""
    with translated("records.db"), vault.db.atomic():
        vault.db.execute("DELETE FROM setting WHERE name = ?", [name])


def put(vault: Vault, name: str, value: str) -> None:
    """Keep `value` under `name`; raise InvalidInputError for one of over a thousand characters."""
    if len(value) > LONGEST:
        message = "this setting is too long"
        raise InvalidInputError(message, what=name)
    with translated("records.db"), vault.db.atomic():
        vault.db.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)", [name, value])
