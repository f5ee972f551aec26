# SPDX-License-Identifier: GPL-3.0-or-later
"""What the import counter keeps: media, what lies beside what, and what was passed over.

Frozen with the step that makes them: `migrations.py` appends to itself and edits nothing.
"""

from typing import Final

STATEMENTS: Final = (
    "ALTER TABLE job ADD COLUMN medium TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE job ADD COLUMN root BLOB",
    "ALTER TABLE job ADD COLUMN main BLOB",
    "ALTER TABLE job ADD COLUMN tie TEXT",
    "ALTER TABLE job ADD COLUMN proven INTEGER NOT NULL DEFAULT 0",
    "CREATE INDEX job_batch ON job (batch, path)",
    """CREATE TABLE medium (
           id   TEXT PRIMARY KEY,
           name TEXT NOT NULL,
           rate INTEGER NOT NULL DEFAULT 0 CHECK (rate >= 0)
       ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE passed_over (
           path  BLOB PRIMARY KEY,
           stamp TEXT NOT NULL
       ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE beside (
           evidence INTEGER PRIMARY KEY REFERENCES evidence,
           main     INTEGER NOT NULL REFERENCES evidence,
           tie      TEXT NOT NULL,
           CHECK (main != evidence)
       ) STRICT""",
    "CREATE INDEX beside_main ON beside (main, evidence)",
)
FROZEN: Final = ("beside",)
