# SPDX-License-Identifier: GPL-3.0-or-later
"""The tables of sticks and of heads on paper."""

from typing import Final

FROZEN: Final = ("pin",)

STATEMENTS: Final = (
    """CREATE TABLE carried (
           volume     BLOB NOT NULL CHECK (length(volume) IN (0, 16)),
           name       BLOB NOT NULL CHECK (length(name) = 32),
           first      INTEGER NOT NULL CHECK (first >= 0),
           upto       INTEGER NOT NULL CHECK (upto >= first),
           written_us INTEGER NOT NULL,
           PRIMARY KEY (volume, name, first)
       ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX carried_name ON carried (name)",
    """CREATE TABLE pin (
           id      INTEGER PRIMARY KEY,
           size    INTEGER NOT NULL CHECK (size > 0),
           root    BLOB NOT NULL CHECK (length(root) = 20),
           said_by TEXT NOT NULL,
           who     TEXT NOT NULL REFERENCES account,
           kept_us INTEGER NOT NULL,
           UNIQUE (size, root)
       ) STRICT""",
)
