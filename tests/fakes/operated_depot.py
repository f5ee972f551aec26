# SPDX-License-Identifier: GPL-3.0-or-later
"""A depot with an operator, and a fleet that is only rows: what pages show, no laptop behind it."""

import random
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, insert

from db.ledger.checkpoint import Checkpoint, signer_for
from db.model.digest import Digest
from db.model.ids import AccountId, VaultId, ulid
from db.seal.slots import Cost
from sync.enrolment import device_name
from sync.server import reading, tables
from sync.server.desk import geography, sessions
from sync.server.places import Places
from sync.server.serving import Serving
from sync.server.site import Site

PASSPHRASE = "padi kering di lumbung"  # noqa: S105 - of a depot that lives for a test
CHEAP = Cost(memory_kib=64, passes=1, lanes=1)
DAY_US = 86_400_000_000
NOW_US = 1_795_312_800_000_000  # 22 November 2026, 09.00 WIB
DISTRICTS = (
    "51.03.01", "51.03.02", "51.03.06", "51.71.01", "51.71.02", "51.02.01", "51.04.03", "51.06.02",
    "51.08.05", "51.07.01",
)  # fmt: skip
NATION = (
    "11.71.01", "12.71.02", "12.07.03", "13.71.01", "14.71.02", "16.71.01", "18.71.03", "31.71.01",
    "31.74.02", "32.73.05", "32.04.10", "33.74.01", "34.71.02", "35.78.03", "35.07.11", "36.71.01",
    "51.03.01", "52.71.01", "53.71.02", "61.71.01", "63.71.01", "64.72.01", "71.71.02", "73.71.05",
    "74.71.01", "81.71.02", "82.71.01", "91.71.01", "94.01.01", "96.71.01",
)  # fmt: skip


class StillClock:
    """A clock that stands until it is moved."""

    def __init__(self, us: int = NOW_US) -> None:
        self.us = us

    def __call__(self) -> int:
        """Return microseconds since 1970."""
        return self.us


@contextmanager
def operated(
    site: Site, clock: StillClock | None = None, places: Places | None = None
) -> Iterator[Serving]:
    """Serve a depot whose operator has a passphrase; `places`: where it keeps what it gets."""
    with Serving(site, clock or StillClock(), places) as server:
        server.lane.run(lambda db: sessions.set_passphrase(db, PASSPHRASE, NOW_US, CHEAP))
        server.begin(*site.must_have_host())
        yield server


def rows_of_a_fleet(db: Connection, many: int, regions: tuple[str, ...] = DISTRICTS) -> None:
    """Put laptops into the tables: some silent, some behind, one revoked, one in contradiction."""
    chance = random.Random(7)  # noqa: S311 - made-up rows
    for at in range(many):
        vault = VaultId(ulid(1_780_000_000_000 + at, chance.randbytes(10)))
        region = regions[at % len(regions)]
        name = device_name(chance.randbytes(32))
        size = chance.randrange(40, 4000)
        gone = (chance.random() ** 4) * 12 * DAY_US
        _ledger(db, vault, size, size - (at % 7 == 3) * 31, chance)
        row = {
            "key": chance.randbytes(32), "vault": vault, "founder": chance.randbytes(32),
            "label": _label(region, at // len(regions)), "name": name,
            "enrolled_us": NOW_US - 40 * DAY_US, "quota": 200 * 1024**3,
            "seen_us": None if at == 5 else NOW_US - int(gone) - 60_000_000,
            "used": chance.randrange(1, 160) * 1024**3,
            "revoked_us": NOW_US - DAY_US if at == 9 else None,
        }  # fmt: skip
        db.execute(insert(tables.device).values(**row))
        if at % 11 != 4:
            reading.place(db, vault, region)
        if at % 5 == 1:
            _backlog(db, vault, chance)
        if at == 2:
            _contradiction(db, vault, chance)


def _ledger(db: Connection, vault: VaultId, size: int, stored: int, chance: random.Random) -> None:
    row = {"vault": vault, "head": _head(vault, size, chance), "entries": stored}
    db.execute(insert(tables.ledger).values(**row, edge=b"", last=bytes(32)))


def _head(vault: VaultId, size: int, chance: random.Random) -> str:
    account = AccountId(ulid(2, chance.randbytes(10)))
    signer = signer_for(account, chance.randbytes(32))
    return Checkpoint.sign(vault, size, Digest(chance.randbytes(32)), signer).note


def _backlog(db: Connection, vault: VaultId, chance: random.Random) -> None:
    for _ in range(chance.randrange(1, 6)):
        item = ulid(1_795_000_000_000, chance.randbytes(10))
        row = {"vault": vault, "name": chance.randbytes(32), "item": item, "body": b""}
        db.execute(insert(tables.manifest).values(**row, complete=False))
        for _ in range(chance.randrange(3, 40)):
            named = {"vault": vault, "name": chance.randbytes(32), "size": 262_400}
            db.execute(insert(tables.wanted).values(**named))


def _contradiction(db: Connection, vault: VaultId, chance: random.Random) -> None:
    detail = f"{_head(vault, 812, chance)}\n{_head(vault, 790, chance)}"
    row = {"vault": vault, "kind": "ledger-forked", "detail": detail}
    db.execute(insert(tables.breach).values(**row, at_us=NOW_US - 5 * DAY_US))


def _label(region: str, before: int) -> str:
    """Return what an office calls its laptop, `before` others of the same district."""
    return f"Panwaslu {geography.short(region)}{f', laptop {before + 1}' if before else ''}"
