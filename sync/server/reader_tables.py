# SPDX-License-Identifier: GPL-3.0-or-later
"""The depot's tables about its readers: their codes, their scopes, and where vaults belong.

`scope` is a JSON list of vaults and of beginnings of region codes; `["*"]` is everything.
"""

from typing import Final

from sqlalchemy import BigInteger, Column, LargeBinary, String, Table, Text

from sync.server.tables import meta

reading_code: Final = Table(
    "reading_code",
    meta,
    Column("code", LargeBinary, primary_key=True),
    Column("kept", LargeBinary, nullable=False),
    Column("until_us", BigInteger, nullable=False),
    Column("scope", Text, nullable=False),
    Column("used_by", String(16)),
)
reader: Final = Table(
    "reader",
    meta,
    Column("name", String(16), primary_key=True),
    Column("key", LargeBinary, nullable=False, unique=True),
    Column("vault", String(26), nullable=False),
    Column("label", String(60), nullable=False),
    Column("scope", Text, nullable=False),
    Column("enrolled_us", BigInteger, nullable=False),
    Column("revoked_us", BigInteger),
    Column("seen_us", BigInteger),
)
vault_region: Final = Table(
    "vault_region",
    meta,
    Column("vault", String(26), primary_key=True),
    Column("region", String(20), nullable=False),
)
