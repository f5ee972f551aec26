# SPDX-License-Identifier: GPL-3.0-or-later
"""The shape of records.db.  Steps are appended to and never edited: old vaults follow them."""

from typing import Final

from sqlite_utils.migrations import Migrations

from db.store import (
    cabinet_tables,
    counter_tables,
    mending_tables,
    stick_tables,
    sync_tables,
    tally_tables,
)
from db.store.driver import Database

APPLICATION_ID: Final = 0x53454745  # "SEGE"
SCHEMA: Final = 13
"""How many steps there are.  A Segel that knows fewer than a vault has taken does not open it: what
hides, freezes or counts in the later ones would be nothing to it."""

migrations = Migrations("segel")

_UNCHANGING_FIRST = (
    "entry", "head", "record", "evidence", "extent", "arrival", "finding", "custody",
)  # fmt: skip
UNCHANGING = (
    *_UNCHANGING_FIRST, "paper_version", "pack", "derived", "time_mark", *sync_tables.FROZEN,
    *counter_tables.FROZEN, *cabinet_tables.FROZEN, *stick_tables.FROZEN, *mending_tables.FROZEN,
)  # fmt: skip

_FIRST = (
    """CREATE TABLE account (
           id          TEXT PRIMARY KEY,
           name        TEXT NOT NULL,
           role        TEXT NOT NULL,
           public_key  BLOB NOT NULL CHECK (length(public_key) = 32),
           active      INTEGER NOT NULL CHECK (active IN (0, 1))
       ) STRICT""",
    """CREATE TABLE entry (
           seq          INTEGER PRIMARY KEY,
           link         BLOB NOT NULL CHECK (length(link) = 32),
           who          TEXT NOT NULL,
           act          TEXT NOT NULL,
           subject_kind TEXT NOT NULL,
           subject      TEXT NOT NULL,
           record       BLOB CHECK (length(record) = 32),
           wall_us      INTEGER NOT NULL,
           zone_minutes INTEGER NOT NULL,
           body         BLOB NOT NULL
       ) STRICT""",
    "CREATE INDEX entry_subject ON entry (subject, seq)",
    """CREATE TRIGGER entry_in_order BEFORE INSERT ON entry
       WHEN NEW.seq != coalesce((SELECT max(seq) + 1 FROM entry), 0)
       BEGIN SELECT RAISE(ABORT, 'entry out of order'); END""",
    """CREATE TABLE head (
           size INTEGER PRIMARY KEY CHECK (size > 0),
           note TEXT NOT NULL,
           edge BLOB NOT NULL CHECK (length(edge) % 32 = 0)
       ) STRICT""",
    """CREATE TRIGGER head_not_ahead BEFORE INSERT ON head
       WHEN NEW.size != (SELECT max(seq) + 1 FROM entry)
       BEGIN SELECT RAISE(ABORT, 'a head stands over all entries'); END""",
    """CREATE TABLE record (
           digest BLOB PRIMARY KEY CHECK (length(digest) = 32),
           body   BLOB NOT NULL
       ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE shelf (
           id      INTEGER PRIMARY KEY,
           file    TEXT NOT NULL UNIQUE,
           state   TEXT NOT NULL CHECK (state IN ('open', 'loading', 'full', 'swept')),
           rows    INTEGER NOT NULL DEFAULT 0,
           bytes   INTEGER NOT NULL DEFAULT 0,
           settled BLOB CHECK (length(settled) = 32)
       ) STRICT""",
    """CREATE TABLE evidence (
           number      INTEGER PRIMARY KEY,
           id          TEXT NOT NULL UNIQUE,
           digest      BLOB NOT NULL CHECK (length(digest) = 32),
           size        INTEGER NOT NULL CHECK (size >= 0),
           header      BLOB NOT NULL CHECK (length(header) = 56),
           wrapped_key BLOB NOT NULL CHECK (length(wrapped_key) = 60),
           seq         INTEGER NOT NULL REFERENCES entry,
           name        TEXT NOT NULL,
           kind        TEXT NOT NULL,
           media_type  TEXT NOT NULL,
           manner      TEXT NOT NULL,
           road        TEXT NOT NULL,
           sealed_us   INTEGER NOT NULL,
           sealed_by   TEXT NOT NULL REFERENCES account,
           captured    TEXT,
           captured_us INTEGER,
           loudest     TEXT,
           findings    INTEGER NOT NULL,
           width       INTEGER,
           height      INTEGER,
           duration_ms INTEGER,
           lat_e7      INTEGER,
           lon_e7      INTEGER,
           likeness    INTEGER
       ) STRICT""",
    """CREATE INDEX evidence_captured ON evidence (
           coalesce(captured_us, sealed_us), number, kind, road, loudest, sealed_by)""",
    "CREATE INDEX evidence_name ON evidence (name COLLATE NOCASE, number)",
    "CREATE INDEX evidence_digest ON evidence (digest)",  # twice only after the first was damaged
    "CREATE INDEX evidence_size ON evidence (size, number)",
    "CREATE INDEX evidence_kind ON evidence (kind, number)",
    "CREATE INDEX evidence_likeness ON evidence (likeness) WHERE likeness IS NOT NULL",
    """CREATE TABLE extent (
           evidence  INTEGER NOT NULL REFERENCES evidence,
           first_row INTEGER NOT NULL,
           rows      INTEGER NOT NULL CHECK (rows > 0),
           shelf     INTEGER NOT NULL REFERENCES shelf,
           base      INTEGER NOT NULL,
           PRIMARY KEY (evidence, first_row)
       ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE arrival (
           seq      INTEGER PRIMARY KEY REFERENCES entry,
           evidence INTEGER NOT NULL REFERENCES evidence,
           name     TEXT NOT NULL
       ) STRICT""",
    "CREATE INDEX arrival_evidence ON arrival (evidence)",
    """CREATE TABLE finding (
           evidence INTEGER NOT NULL REFERENCES evidence,
           code     TEXT NOT NULL,
           level    TEXT NOT NULL,
           place    INTEGER NOT NULL,
           PRIMARY KEY (evidence, place)
       ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX finding_code ON finding (code, evidence)",
    """CREATE TABLE custody (
           evidence INTEGER NOT NULL REFERENCES evidence,
           seq      INTEGER NOT NULL REFERENCES entry,
           PRIMARY KEY (evidence, seq)
       ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE health (
           evidence INTEGER PRIMARY KEY REFERENCES evidence,
           state    TEXT NOT NULL,
           at_us    INTEGER NOT NULL
       ) STRICT""",
    """CREATE TABLE thumbnail (
           evidence INTEGER PRIMARY KEY REFERENCES evidence,
           jpeg     BLOB NOT NULL
       ) STRICT""",
    """CREATE VIRTUAL TABLE search USING fts5 (
           name, words, note, content='', contentless_delete=1,
           tokenize='unicode61 remove_diacritics 2', prefix='2 3')""",
    """CREATE TABLE note (
           evidence INTEGER PRIMARY KEY REFERENCES evidence,
           text     TEXT NOT NULL,
           seq      INTEGER NOT NULL REFERENCES entry
       ) STRICT""",
    """CREATE TABLE job (
           id         INTEGER PRIMARY KEY,
           batch      TEXT NOT NULL,
           path       BLOB NOT NULL,
           name       TEXT NOT NULL,
           size       INTEGER NOT NULL,
           stamp      TEXT NOT NULL,
           provenance TEXT NOT NULL,
           facts      TEXT,
           thumbnail  BLOB,
           state      TEXT NOT NULL CHECK (state IN ('waiting', 'sealed', 'again', 'failed')),
           problem    TEXT,
           evidence   TEXT,
           queued_us  INTEGER NOT NULL
       ) STRICT""",
    "CREATE INDEX job_state ON job (state, id)",
    """CREATE TABLE examination (
           id          INTEGER PRIMARY KEY CHECK (id = 1),
           started_us  INTEGER NOT NULL,
           next_number INTEGER NOT NULL,
           damaged     INTEGER NOT NULL
       ) STRICT""",
    """CREATE TABLE setting (
           name  TEXT PRIMARY KEY,
           value TEXT NOT NULL
       ) STRICT, WITHOUT ROWID""",
)


@migrations()
def m001_first(database: Database) -> None:
    """Everything the first version keeps."""
    for statement in _FIRST:
        database.execute(statement)
    _freeze(database, _UNCHANGING_FIRST)


_CASEWORK = (
    """CREATE TABLE paper (
           number       INTEGER PRIMARY KEY,
           id           TEXT NOT NULL UNIQUE,
           kind         TEXT NOT NULL,
           case_id      TEXT REFERENCES paper (id),
           version      INTEGER NOT NULL CHECK (version > 0),
           seq          INTEGER NOT NULL REFERENCES entry,
           code         TEXT NOT NULL,
           state        TEXT NOT NULL,
           title        TEXT NOT NULL,
           happened     TEXT NOT NULL,
           region       TEXT NOT NULL,
           regime       TEXT NOT NULL,
           outcome      TEXT NOT NULL,
           stage        TEXT NOT NULL,
           made_by      TEXT NOT NULL REFERENCES account,
           made_us      INTEGER NOT NULL,
           first_by     TEXT NOT NULL REFERENCES account,
           first_us     INTEGER NOT NULL
       ) STRICT""",
    """CREATE INDEX paper_kind ON paper (
           kind, number, state, happened, region, regime, outcome, stage, first_by, case_id)""",
    "CREATE INDEX paper_happened ON paper (happened, kind, number)",
    "CREATE INDEX paper_region ON paper (region, kind, number)",
    "CREATE INDEX paper_state ON paper (kind, state, number)",
    "CREATE INDEX paper_case ON paper (case_id, number) WHERE case_id IS NOT NULL",
    "CREATE INDEX paper_writer ON paper (first_by, number)",
    "CREATE UNIQUE INDEX paper_code ON paper (code) WHERE code != ''",
    """CREATE TABLE paper_version (
           paper   INTEGER NOT NULL REFERENCES paper,
           version INTEGER NOT NULL CHECK (version > 0),
           seq     INTEGER NOT NULL UNIQUE REFERENCES entry,
           PRIMARY KEY (paper, version)
       ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE paper_category (
           category TEXT NOT NULL,
           paper    INTEGER NOT NULL REFERENCES paper,
           place    INTEGER NOT NULL,
           PRIMARY KEY (category, paper)
       ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX paper_category_paper ON paper_category (paper, place)",
    """CREATE TABLE paper_party (
           person TEXT NOT NULL,
           paper  INTEGER NOT NULL REFERENCES paper,
           part   TEXT NOT NULL,
           PRIMARY KEY (person, paper, part)
       ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX paper_party_paper ON paper_party (paper)",
    """CREATE TABLE paper_mention (
           other TEXT NOT NULL,
           paper INTEGER NOT NULL REFERENCES paper,
           PRIMARY KEY (other, paper)
       ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX paper_mention_paper ON paper_mention (paper)",
    """CREATE TABLE paper_identity (
           digits TEXT NOT NULL,
           paper  INTEGER NOT NULL REFERENCES paper,
           PRIMARY KEY (digits, paper)
       ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX paper_identity_paper ON paper_identity (paper)",
    """CREATE TABLE paper_protected (
           paper INTEGER PRIMARY KEY REFERENCES paper,
           code  TEXT NOT NULL,
           names TEXT NOT NULL
       ) STRICT""",
    """CREATE TABLE paper_limit (
           account TEXT NOT NULL,
           paper   INTEGER NOT NULL REFERENCES paper,
           PRIMARY KEY (account, paper)
       ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE paper_hidden (
           account TEXT NOT NULL,
           paper   INTEGER NOT NULL REFERENCES paper,
           PRIMARY KEY (account, paper)
       ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE evidence_hidden (
           account  TEXT NOT NULL,
           evidence INTEGER NOT NULL REFERENCES evidence,
           PRIMARY KEY (account, evidence)
       ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE paper_link (
           paper    INTEGER NOT NULL REFERENCES paper,
           evidence INTEGER NOT NULL REFERENCES evidence,
           seq      INTEGER NOT NULL REFERENCES entry,
           label    TEXT NOT NULL,
           note     TEXT NOT NULL,
           guarded  INTEGER NOT NULL CHECK (guarded IN (0, 1)),
           PRIMARY KEY (paper, evidence)
       ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX paper_link_evidence ON paper_link (evidence, paper)",
    "CREATE INDEX paper_link_guarded ON paper_link (evidence) WHERE guarded = 1",
    """CREATE TABLE draft (
           id         INTEGER PRIMARY KEY,
           paper      TEXT NOT NULL,
           written_by TEXT NOT NULL REFERENCES account,
           kind       TEXT NOT NULL,
           form       TEXT NOT NULL,
           filled     TEXT NOT NULL,
           case_id    TEXT,
           base       INTEGER NOT NULL CHECK (base >= 0),
           updated_us INTEGER NOT NULL,
           UNIQUE (written_by, paper)
       ) STRICT""",
    """CREATE VIRTUAL TABLE paper_search USING fts5 (
           open, guarded, marks, content='', contentless_delete=1,
           tokenize='unicode61 remove_diacritics 2', prefix='2 3')""",
    """CREATE TABLE pack (
           seq     INTEGER PRIMARY KEY REFERENCES entry,
           edition TEXT NOT NULL UNIQUE,
           issuer  TEXT NOT NULL
       ) STRICT""",
)


@migrations()
def m002_casework(database: Database) -> None:
    """Papers, their drafts, what is linked and hidden, and reference packs."""
    for statement in _CASEWORK:
        database.execute(statement)
    _freeze(database, ("paper_version", "pack"))


_RECORDINGS = (
    """CREATE TABLE recording (
           id          TEXT PRIMARY KEY,
           number      INTEGER NOT NULL UNIQUE CHECK (number > 0),
           seq         INTEGER NOT NULL UNIQUE REFERENCES entry,
           file        TEXT NOT NULL UNIQUE,
           wrapped_key BLOB CHECK (length(wrapped_key) = 60),
           state       TEXT NOT NULL
               CHECK (state IN ('running', 'stopped', 'cut', 'sealed', 'over')),
           evidence    TEXT REFERENCES evidence (id),
           CHECK ((state = 'over') = (wrapped_key IS NULL)),
           CHECK (state != 'sealed' OR evidence IS NOT NULL)
       ) STRICT""",
    "CREATE INDEX recording_state ON recording (state, number)",
)


@migrations()
def m003_recordings(database: Database) -> None:
    """Keep recordings under way, and those that a crash cut."""
    for statement in _RECORDINGS:
        database.execute(statement)


_DERIVED = (
    """CREATE TABLE derived (
           evidence INTEGER PRIMARY KEY REFERENCES evidence,
           origin   INTEGER NOT NULL REFERENCES evidence,
           CHECK (origin < evidence)
       ) STRICT""",
    "CREATE INDEX derived_origin ON derived (origin, evidence)",
    """CREATE TABLE time_mark (
           seq      INTEGER PRIMARY KEY REFERENCES entry,
           evidence INTEGER NOT NULL REFERENCES evidence,
           at_us    INTEGER NOT NULL CHECK (at_us >= 0),
           frame    INTEGER CHECK (frame >= 0),
           text     TEXT NOT NULL
       ) STRICT""",
    "CREATE INDEX time_mark_evidence ON time_mark (evidence, at_us)",
    """CREATE TABLE shielded (
           evidence INTEGER PRIMARY KEY REFERENCES evidence,
           state    INTEGER NOT NULL CHECK (state IN (0, 1)),
           seq      INTEGER NOT NULL REFERENCES entry
       ) STRICT""",
    """CREATE TABLE glimpse (
           evidence INTEGER NOT NULL REFERENCES evidence,
           what     TEXT NOT NULL,
           data     BLOB NOT NULL,
           PRIMARY KEY (evidence, what)
       ) STRICT, WITHOUT ROWID""",
)


@migrations()
def m004_derived(database: Database) -> None:
    """Keep what was made from what, marks at times, and what is shown only when asked for."""
    for statement in _DERIVED:
        database.execute(statement)
    _freeze(database, ("derived", "time_mark"))


@migrations()
def m005_sync(database: Database) -> None:
    """Offices, what travels to them, and what they signed for."""
    for statement in sync_tables.STATEMENTS:
        database.execute(statement)
    _freeze(database, sync_tables.FROZEN)


@migrations()
def m006_counter(database: Database) -> None:
    """Keep what a file lies on and beside, and what was passed over."""
    for statement in counter_tables.STATEMENTS:
        database.execute(statement)
    _freeze(database, counter_tables.FROZEN)


@migrations()
def m007_given(database: Database) -> None:
    """Keep who handed a draft over, and when."""
    database.execute("ALTER TABLE draft ADD COLUMN given_by TEXT REFERENCES account")
    database.execute("ALTER TABLE draft ADD COLUMN given_us INTEGER NOT NULL DEFAULT 0")


@migrations()
def m008_hearing_plans(database: Database) -> None:
    """Keep what somebody means to lay before a forum; `about` is a case, or empty for none."""
    database.execute(
        """CREATE TABLE hearing_plan (
               written_by TEXT NOT NULL REFERENCES account,
               about      TEXT NOT NULL,
               filled     TEXT NOT NULL,
               updated_us INTEGER NOT NULL,
               PRIMARY KEY (written_by, about)
           ) STRICT, WITHOUT ROWID"""
    )


@migrations()
def m009_cabinets(database: Database) -> None:
    """Keep what an office read of its senders, and letters between them."""
    for statement in cabinet_tables.STATEMENTS:
        database.execute(statement)
    _freeze(database, cabinet_tables.FROZEN)


@migrations()
def m010_sticks(database: Database) -> None:
    """Keep what lies on sticks, and heads that came back from paper."""
    for statement in stick_tables.STATEMENTS:
        database.execute(statement)
    _freeze(database, stick_tables.FROZEN)


@migrations()
def m011_mending(database: Database) -> None:
    """Keep when things were read back, and where rows lie that took the place of bad ones."""
    for statement in mending_tables.STATEMENTS:
        database.execute(statement)
    _freeze(database, mending_tables.FROZEN)


@migrations()
def m012_tally(database: Database) -> None:
    """Keep how many items there are of each sort; what is there already is counted once."""
    for statement in tally_tables.STATEMENTS:
        database.execute(statement)


@migrations()
def m013_milestones(database: Database) -> None:
    """Find the last backup and the last examination without looking through what came after."""
    database.execute(
        "CREATE INDEX entry_milestone ON entry (act, seq)"
        " WHERE act = 'DICADANGKAN' OR act = 'DIPERIKSA'"
    )


def _freeze(database: Database, tables: tuple[str, ...]) -> None:
    for table in tables:
        for verb in ("UPDATE", "DELETE"):
            database.execute(
                f"""CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table}
                    BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"""
            )
