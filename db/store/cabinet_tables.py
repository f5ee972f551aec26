# SPDX-License-Identifier: GPL-3.0-or-later
"""The tables of an office: what senders' vaults hold, kept apart from its own, and its letters.

A sender's entries, heads and records are kept word for word and never changed.  What the office
does about them stands in its own ledger.
"""

from typing import Final

FROZEN: Final = (
    "reading", "cabinet_entry", "cabinet_head", "cabinet_record", "cabinet_breach", "letter_sent",
    "letter", "letter_refused", "speaker_list",
)  # fmt: skip

STATEMENTS: Final = (
    """CREATE TABLE reading (
           id            INTEGER PRIMARY KEY,
           seq           INTEGER NOT NULL UNIQUE REFERENCES entry,
           url           TEXT NOT NULL,
           card          BLOB NOT NULL,
           device_seed   BLOB NOT NULL CHECK (length(device_seed) = 32),
           office_secret BLOB NOT NULL CHECK (length(office_secret) = 32)
       ) STRICT""",
    """CREATE TABLE cabinet (
           number        INTEGER PRIMARY KEY,
           vault         TEXT NOT NULL UNIQUE,
           founder       BLOB NOT NULL CHECK (length(founder) = 32),
           size          INTEGER NOT NULL DEFAULT 0,
           edge          BLOB NOT NULL DEFAULT x'' CHECK (length(edge) % 32 = 0),
           last          BLOB NOT NULL CHECK (length(last) = 32),
           told          TEXT NOT NULL,
           told_us       INTEGER NOT NULL,
           pulled_us     INTEGER
       ) STRICT""",
    """CREATE TABLE cabinet_entry (
           cabinet      INTEGER NOT NULL REFERENCES cabinet,
           seq          INTEGER NOT NULL,
           link         BLOB NOT NULL CHECK (length(link) = 32),
           who          TEXT NOT NULL,
           act          TEXT NOT NULL,
           subject_kind TEXT NOT NULL,
           subject      TEXT NOT NULL,
           record       BLOB CHECK (length(record) = 32),
           wall_us      INTEGER NOT NULL,
           zone_minutes INTEGER NOT NULL,
           body         BLOB NOT NULL,
           PRIMARY KEY (cabinet, seq)
       ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX cabinet_entry_subject ON cabinet_entry (cabinet, subject, seq)",
    """CREATE TABLE cabinet_head (
           cabinet INTEGER NOT NULL REFERENCES cabinet,
           size    INTEGER NOT NULL CHECK (size > 0),
           note    TEXT NOT NULL,
           PRIMARY KEY (cabinet, size)
       ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE cabinet_record (
           cabinet INTEGER NOT NULL REFERENCES cabinet,
           seq     INTEGER NOT NULL,
           body    BLOB NOT NULL,
           PRIMARY KEY (cabinet, seq),
           FOREIGN KEY (cabinet, seq) REFERENCES cabinet_entry (cabinet, seq)
       ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE cabinet_closed (
           cabinet INTEGER NOT NULL REFERENCES cabinet,
           seq     INTEGER NOT NULL,
           why     TEXT NOT NULL CHECK (why IN ('another-office', 'does-not-open', 'other-bytes')),
           PRIMARY KEY (cabinet, seq)
       ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE cabinet_item (
           number      INTEGER PRIMARY KEY,
           cabinet     INTEGER NOT NULL REFERENCES cabinet,
           id          TEXT NOT NULL,
           seq         INTEGER NOT NULL,
           digest      BLOB NOT NULL CHECK (length(digest) = 32),
           name        TEXT NOT NULL,
           kind        TEXT NOT NULL,
           media_type  TEXT NOT NULL,
           size        INTEGER NOT NULL CHECK (size >= 0),
           wrapped_key BLOB NOT NULL CHECK (length(wrapped_key) = 60),
           thumbnail   BLOB,
           manifest    BLOB,
           rows        INTEGER NOT NULL DEFAULT 0,
           state       TEXT NOT NULL DEFAULT 'awaited'
               CHECK (state IN ('awaited', 'whole', 'broken')),
           UNIQUE (cabinet, id),
           UNIQUE (cabinet, seq)
       ) STRICT""",
    "CREATE INDEX cabinet_item_state ON cabinet_item (cabinet, state)",
    """CREATE TABLE cabinet_extent (
           item      INTEGER NOT NULL REFERENCES cabinet_item,
           first_row INTEGER NOT NULL,
           rows      INTEGER NOT NULL CHECK (rows > 0),
           shelf     INTEGER NOT NULL REFERENCES shelf,
           base      INTEGER NOT NULL,
           PRIMARY KEY (item, first_row)
       ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE cabinet_paper (
           cabinet INTEGER NOT NULL REFERENCES cabinet,
           paper   TEXT NOT NULL,
           version INTEGER NOT NULL CHECK (version > 0),
           seq     INTEGER NOT NULL,
           kind    TEXT NOT NULL,
           code    TEXT NOT NULL,
           state   TEXT NOT NULL,
           title   TEXT NOT NULL,
           PRIMARY KEY (cabinet, paper, version)
       ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE cabinet_breach (
           id      INTEGER PRIMARY KEY,
           cabinet INTEGER REFERENCES cabinet,
           kind    TEXT NOT NULL,
           detail  TEXT NOT NULL,
           seq     INTEGER NOT NULL REFERENCES entry
       ) STRICT""",
    """CREATE TABLE witness_head (
           cabinet INTEGER NOT NULL REFERENCES cabinet,
           size    INTEGER NOT NULL,
           note    TEXT NOT NULL,
           PRIMARY KEY (cabinet, size)
       ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE log_leaf (
           place  INTEGER PRIMARY KEY,
           hash   BLOB NOT NULL CHECK (length(hash) = 32),
           vault  TEXT NOT NULL,
           body   BLOB
       ) STRICT""",
    "CREATE INDEX log_leaf_vault ON log_leaf (vault, place) WHERE vault != ''",
    """CREATE TABLE letter_sent (
           id       TEXT PRIMARY KEY,
           cabinet  INTEGER REFERENCES cabinet,
           says     TEXT NOT NULL,
           subject  TEXT NOT NULL,
           parts    TEXT NOT NULL,
           seq      INTEGER NOT NULL REFERENCES entry,
           body     BLOB NOT NULL
       ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX letter_sent_subject ON letter_sent (cabinet, subject)",
    """CREATE TABLE letter_posted (
           id TEXT PRIMARY KEY REFERENCES letter_sent
       ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE speaker_list (
           voice  BLOB NOT NULL CHECK (length(voice) = 32),
           vault  TEXT NOT NULL,
           number INTEGER NOT NULL,
           body   BLOB NOT NULL,
           PRIMARY KEY (voice, vault, number)
       ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE letter (
           id       TEXT PRIMARY KEY,
           office   INTEGER NOT NULL,
           number   INTEGER NOT NULL,
           says     TEXT NOT NULL,
           at_us    INTEGER NOT NULL,
           writer   TEXT NOT NULL,
           parts    TEXT NOT NULL,
           seq      INTEGER NOT NULL REFERENCES entry,
           FOREIGN KEY (office, number) REFERENCES arrived (office, number)
       ) STRICT, WITHOUT ROWID""",
    "CREATE UNIQUE INDEX letter_number ON letter (office, number)",
    """CREATE TABLE letter_refused (
           office INTEGER NOT NULL,
           number INTEGER NOT NULL,
           why    TEXT NOT NULL,
           seq    INTEGER NOT NULL REFERENCES entry,
           PRIMARY KEY (office, number),
           FOREIGN KEY (office, number) REFERENCES arrived (office, number)
       ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE letter_handled (
           id    TEXT PRIMARY KEY REFERENCES letter,
           state TEXT NOT NULL CHECK (state IN ('read', 'done', 'refused')),
           why   TEXT NOT NULL DEFAULT ''
       ) STRICT, WITHOUT ROWID""",
)
