# SPDX-License-Identifier: GPL-3.0-or-later
"""The depot's tables about its operator: who came in, what was done, what was counted."""

from typing import Final

from sqlalchemy import BigInteger, Boolean, Column, Integer, LargeBinary, String, Table, Text

from sync.server.tables import meta

operator_lock: Final = Table(
    "operator_lock",
    meta,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("verifier", LargeBinary, nullable=False),
    Column("set_us", BigInteger, nullable=False),
)
operator_session: Final = Table(
    "operator_session",
    meta,
    Column("mark", LargeBinary, primary_key=True),
    Column("begun_us", BigInteger, nullable=False),
    Column("seen_us", BigInteger, nullable=False),
)
operator_act: Final = Table(
    "operator_act",
    meta,
    Column("number", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("at_us", BigInteger, nullable=False),
    Column("act", String(40), nullable=False),
    Column("about", String(40), nullable=False),
    Column("words", Text, nullable=False),
)
receipt_count: Final = Table(
    "receipt_count",
    meta,
    Column("device", String(40), primary_key=True),
    Column("receipts", BigInteger, nullable=False),
    Column("last_us", BigInteger, nullable=False),
)
counted_to: Final = Table(
    "counted_to",
    meta,
    Column("what", String(20), primary_key=True),
    Column("place", BigInteger, nullable=False),
)
log_check: Final = Table(
    "log_check",
    meta,
    Column("number", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("at_us", BigInteger, nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("root", LargeBinary, nullable=False),
    Column("good", Boolean, nullable=False),
)
