# SPDX-License-Identifier: GPL-3.0-or-later
"""The tables of scrubbing and mending: when things were read back, and rows put beside bad ones.

A row of a shelf is never changed or removed: what was mended lies elsewhere, and `mended` says
where.  `mending` holds rows that came and do not count yet.
"""

from typing import Final

FROZEN: Final = ("mended",)

STATEMENTS: Final = (
    """CREATE TABLE mended (
           evidence  INTEGER NOT NULL REFERENCES evidence,
           seq       INTEGER NOT NULL REFERENCES entry,
           first_row INTEGER NOT NULL CHECK (first_row >= 0),
           rows      INTEGER NOT NULL CHECK (rows > 0),
           shelf     INTEGER NOT NULL REFERENCES shelf,
           base      INTEGER NOT NULL,
           PRIMARY KEY (evidence, seq, first_row)
       ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE mending (
           evidence  INTEGER NOT NULL REFERENCES evidence,
           first_row INTEGER NOT NULL CHECK (first_row >= 0),
           rows      INTEGER NOT NULL CHECK (rows > 0),
           shelf     INTEGER NOT NULL REFERENCES shelf,
           base      INTEGER NOT NULL,
           PRIMARY KEY (evidence, first_row)
       ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE mend_try (
           evidence INTEGER PRIMARY KEY REFERENCES evidence,
           at_us    INTEGER NOT NULL,
           why      TEXT NOT NULL
       ) STRICT""",
    """CREATE TABLE read_back (
           evidence INTEGER PRIMARY KEY REFERENCES evidence,
           at_us    INTEGER NOT NULL
       ) STRICT""",
    """CREATE TABLE shelf_read (
           shelf INTEGER PRIMARY KEY REFERENCES shelf,
           at_us INTEGER NOT NULL,
           flaw  TEXT NOT NULL
       ) STRICT""",
)
