# SPDX-License-Identifier: GPL-3.0-or-later
"""What the operator wrote down beside a code: for whom it is, and where they work."""

from typing import Final

from sqlalchemy import BigInteger, Column, Connection, LargeBinary, String, Table, insert, select

from sync.server.reader_tables import vault_region
from sync.server.tables import meta

code_note: Final = Table(
    "code_note",
    meta,
    Column("code", LargeBinary, primary_key=True),
    Column("made_us", BigInteger, nullable=False),
    Column("region", String(20), nullable=False),
    Column("words", String(60), nullable=False),
)


def note(db: Connection, code: bytes, *, region: str, words: str, now_us: int) -> None:
    """Keep a note beside a code that was given out."""
    row = {"code": code, "made_us": now_us, "region": region, "words": words}
    db.execute(insert(code_note).values(**row))


def follow(db: Connection, code: bytes, vault: str) -> None:
    """Let a vault work where its code was given out for, unless the operator said otherwise."""
    region = db.execute(select(code_note.c.region).where(code_note.c.code == code)).scalar()
    known = select(vault_region.c.vault).where(vault_region.c.vault == vault)
    if region and db.execute(known).first() is None:
        db.execute(insert(vault_region).values(vault=vault, region=region))
