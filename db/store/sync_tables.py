# SPDX-License-Identifier: GPL-3.0-or-later
"""The tables of sending: offices, names of what travels, receipts and doubts; all only added to.

What waits is never written down.  It is what has no sound receipt, and a receipt is sound while it
is of the office in force and nothing was found since that shakes it.
"""

from typing import Final

FROZEN: Final = (
    "office", "audience", "travel", "office_receipt", "receipted", "office_doubt", "log_head",
    "arrived",
)  # fmt: skip

STATEMENTS: Final = (
    """CREATE TABLE office (
           id          INTEGER PRIMARY KEY,
           seq         INTEGER NOT NULL UNIQUE REFERENCES entry,
           url         TEXT NOT NULL,
           card        BLOB NOT NULL,
           device_seed BLOB NOT NULL CHECK (length(device_seed) = 32)
       ) STRICT""",
    """CREATE TABLE audience (
           keys  BLOB PRIMARY KEY CHECK (length(keys) % 32 = 0),
           wraps BLOB NOT NULL
       ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE travel (
           name     BLOB PRIMARY KEY CHECK (length(name) = 32),
           kind     TEXT NOT NULL CHECK (kind IN ('record', 'thumbnail', 'manifest')),
           seq      INTEGER NOT NULL REFERENCES entry,
           audience BLOB NOT NULL,
           body     BLOB,
           CHECK ((kind = 'manifest') = (body IS NOT NULL))
       ) STRICT, WITHOUT ROWID""",
    "CREATE UNIQUE INDEX travel_seq ON travel (seq, kind, audience)",
    """CREATE TABLE office_receipt (
           id     INTEGER PRIMARY KEY,
           office INTEGER NOT NULL REFERENCES office,
           kind   TEXT NOT NULL,
           size   INTEGER NOT NULL CHECK (size >= 0),
           said_us INTEGER NOT NULL,
           kept_us INTEGER NOT NULL,
           body   BLOB NOT NULL
       ) STRICT""",
    "CREATE INDEX office_receipt_kind ON office_receipt (office, kind, size)",
    """CREATE TABLE receipted (
           name    BLOB NOT NULL CHECK (length(name) = 32),
           receipt INTEGER NOT NULL REFERENCES office_receipt,
           PRIMARY KEY (name, receipt)
       ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE office_doubt (
           id       INTEGER PRIMARY KEY,
           office   INTEGER NOT NULL REFERENCES office,
           breach   TEXT NOT NULL,
           detail   TEXT NOT NULL,
           upto     INTEGER NOT NULL,
           seq      INTEGER NOT NULL REFERENCES entry
       ) STRICT""",
    """CREATE TABLE log_head (
           id      INTEGER PRIMARY KEY,
           office  INTEGER NOT NULL REFERENCES office,
           kept_us INTEGER NOT NULL,
           note    TEXT NOT NULL
       ) STRICT""",
    """CREATE TABLE arrived (
           office  INTEGER NOT NULL REFERENCES office,
           number  INTEGER NOT NULL,
           kind    TEXT NOT NULL,
           said    TEXT NOT NULL,
           kept_us INTEGER NOT NULL,
           body    BLOB NOT NULL,
           PRIMARY KEY (office, number)
       ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE sync_round (
           id       INTEGER PRIMARY KEY,
           begun_us INTEGER NOT NULL,
           ended_us INTEGER NOT NULL,
           stage    TEXT NOT NULL,
           bytes    INTEGER NOT NULL,
           receipts INTEGER NOT NULL,
           reason   TEXT NOT NULL
       ) STRICT""",
    """CREATE TABLE sent_first (
           evidence INTEGER PRIMARY KEY REFERENCES evidence
       ) STRICT""",
    """CREATE VIEW sound_receipt AS
           SELECT r.id, r.kind, r.size FROM office_receipt AS r
           WHERE r.office = (SELECT max(id) FROM office) AND r.id > coalesce(
               (SELECT max(d.upto) FROM office_doubt AS d WHERE d.office = r.office), 0)""",
    """CREATE VIEW sent AS
           SELECT t.name, t.kind, t.seq, t.audience, max(s.id) AS receipt FROM travel AS t
           JOIN receipted AS p ON p.name = t.name JOIN sound_receipt AS s ON s.id = p.receipt
           GROUP BY t.name""",
)
