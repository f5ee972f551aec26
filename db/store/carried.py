# SPDX-License-Identifier: GPL-3.0-or-later
"""What lies on sticks: it still waits, but is not written a second time unless somebody asks.

A volume without a name is the depot itself: it said that it holds these chunks of an item that is
not whole.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from db.seal.box import rows_of
from db.store.driver import translated
from db.store.vault import Vault

_WAITS = (
    " NOT EXISTS (SELECT 1 FROM receipted AS p JOIN sound_receipt AS s ON s.id = p.receipt"
    " WHERE p.name = t.name)"
)


@dataclass(frozen=True, slots=True)
class OnStick:
    """Entries whose records or thumbnails, and numbers of items that wholly, lie on sticks."""

    records: frozenset[int]
    thumbnails: frozenset[int]
    items: frozenset[int]


@dataclass(frozen=True, slots=True)
class Tally:
    """What lies on sticks without a receipt: things, and when the oldest was written, or 0."""

    things: int
    volumes: int
    oldest_us: int


def on_sticks(vault: Vault, sealed_for: Sequence[bytes]) -> OnStick:
    """Return what needs no stick any more.  `sealed_for`: the audiences parcels go to now."""
    among = json.dumps([keys.hex().upper() for keys in sealed_for])
    with translated("records.db"):
        rows = vault.db.execute(
            "SELECT DISTINCT t.kind, t.seq FROM travel AS t JOIN carried AS c ON c.name = t.name"
            " WHERE t.kind != 'manifest' AND hex(t.audience) IN (SELECT value FROM json_each(?))"
            f" AND{_WAITS}",
            [among],
        ).fetchall()
        items = vault.db.execute(
            "SELECT e.number, e.size, c.first, c.upto FROM travel AS t"
            " JOIN carried AS c ON c.name = t.name JOIN evidence AS e ON e.seq = t.seq"
            f" WHERE t.kind = 'manifest' AND{_WAITS}"
        ).fetchall()
    places: dict[int, set[int]] = {}
    sizes: dict[int, int] = {}
    for number, size, first, upto in items:
        places.setdefault(number, set()).update(range(first, upto))
        sizes[number] = size
    whole = (number for number, there in places.items() if len(there) == rows_of(sizes[number]))
    return OnStick(
        frozenset(seq for kind, seq in rows if kind == "record"),
        frozenset(seq for kind, seq in rows if kind == "thumbnail"),
        frozenset(whole),
    )


def names(vault: Vault) -> tuple[bytes, ...]:
    """Return, in order, the names of what lies on sticks and has no sound receipt."""
    with translated("records.db"):
        rows = vault.db.execute(
            f"SELECT DISTINCT t.name FROM carried AS t WHERE{_WAITS} ORDER BY t.name"
        ).fetchall()
    return tuple(name for (name,) in rows)


def tally(vault: Vault) -> Tally:
    """Return how much lies on sticks and waits for the office's word."""
    with translated("records.db"):
        row = vault.db.execute(
            "SELECT count(DISTINCT t.name), count(DISTINCT t.volume),"
            f" coalesce(min(t.written_us), 0) FROM carried AS t WHERE t.volume != x'' AND{_WAITS}"
        ).fetchone()
    return Tally(*row)


def places(vault: Vault, name: bytes) -> frozenset[int]:
    """Return the chunks of an item that lie on sticks, or that the depot holds by its word."""
    with translated("records.db"):
        rows = vault.db.execute("SELECT first, upto FROM carried WHERE name = ?", [name]).fetchall()
    return frozenset(place for first, upto in rows for place in range(first, upto))


def stow(vault: Vault, volume: bytes, things: Sequence[tuple[bytes, int, int]]) -> None:
    """Write down what a volume carries: (name, first chunk, the one behind the last)."""
    now = vault.now().wall_us
    with vault.changing() as db:
        for name, first, upto in things:
            db.execute(
                "INSERT OR REPLACE INTO carried VALUES (?, ?, ?, ?, ?)",
                [volume, name, first, upto, now],
            )


def settle(vault: Vault, volumes: Sequence[bytes], held: Sequence[tuple[bytes, int, int]]) -> None:
    """Forget volumes that the depot read; keep what it holds in part in the place of before."""
    with vault.changing() as db:
        for volume in volumes:
            db.execute("DELETE FROM carried WHERE volume = ?", [volume])
        for name in {one[0] for one in held}:
            db.execute("DELETE FROM carried WHERE volume = x'' AND name = ?", [name])
    stow(vault, b"", held)


def lose(vault: Vault, marks: Sequence[str]) -> None:
    """Forget volumes whose ids begin with these digits: they arrived unreadable."""
    with vault.changing() as db:
        for mark in marks:
            db.execute("DELETE FROM carried WHERE hex(substr(volume, 1, 4)) = ?", [mark.upper()])


def distrust(vault: Vault) -> None:
    """Forget what the depot said it holds in part: it was found to forget or to lie."""
    with vault.changing() as db:
        db.execute("DELETE FROM carried WHERE volume = x''")


def receipted(vault: Vault, wanted: Sequence[bytes]) -> bool:
    """Tell whether every one of these names has a sound receipt."""
    with translated("records.db"):
        return all(
            vault.db.execute(
                "SELECT 1 FROM receipted AS p JOIN sound_receipt AS s ON s.id = p.receipt"
                " WHERE p.name = ? LIMIT 1",
                [name],
            ).fetchone()
            for name in wanted
        )
