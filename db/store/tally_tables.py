# SPDX-License-Identifier: GPL-3.0-or-later
"""How many items there are of each sort, counted when they come: nobody walks an index to count.

`what` is the sort: all, kind, road, loudest, health, code, by (who sealed it).  Triggers count, so
nothing that writes can forget to; they count every item, whoever may see it.  A statement of a
trigger takes over OR REPLACE from the statement that fired it: so a row is made where there is
none, then counted up, and no INSERT of a trigger meets a row that is there.

Frozen with the step that makes them: `migrations.py` appends to itself and edits nothing.
"""

from typing import Final

LAWS: Final = (
    "evidence_counted",
    "finding_counted",
    "health_counted",
    "health_moved",
    "health_uncounted",
)
"""The triggers that count."""


def _up(what: str, value: str) -> str:
    row = f"what = '{what}' AND value = {value}"
    return f"""
           INSERT INTO item_tally SELECT '{what}', {value}, 0
               WHERE NOT EXISTS (SELECT 1 FROM item_tally WHERE {row});
           UPDATE item_tally SET items = items + 1 WHERE {row};"""


def _down(what: str, value: str) -> str:
    return f"""
           UPDATE item_tally SET items = items - 1 WHERE what = '{what}' AND value = {value};"""


_SORTS: Final = (
    ("all", "''"),
    ("kind", "NEW.kind"),
    ("road", "NEW.road"),
    ("loudest", "coalesce(NEW.loudest, '')"),
    ("by", "NEW.sealed_by"),
    ("health", "'DISEGEL'"),
)
_EVERY: Final = "FROM evidence AS e INDEXED BY evidence_captured"
COUNTED: Final = f"""
    SELECT 'all' AS what, '' AS value, count(*) AS items {_EVERY} HAVING count(*) > 0
    UNION ALL SELECT 'kind', e.kind, count(*) {_EVERY} GROUP BY 2
    UNION ALL SELECT 'road', e.road, count(*) {_EVERY} GROUP BY 2
    UNION ALL SELECT 'loudest', coalesce(e.loudest, ''), count(*) {_EVERY} GROUP BY 2
    UNION ALL SELECT 'by', e.sealed_by, count(*) {_EVERY} GROUP BY 2
    UNION ALL SELECT 'health', coalesce(h.state, 'DISEGEL'), count(*) {_EVERY}
        LEFT JOIN health AS h ON h.evidence = e.number GROUP BY 2
    UNION ALL SELECT 'code', code, count(DISTINCT evidence) FROM finding GROUP BY 2"""
"""The rows of `item_tally` whose `items` are not 0, counted anew: one index, read several times."""
STATEMENTS: Final = (
    """CREATE TABLE item_tally (
           what  TEXT NOT NULL,
           value TEXT NOT NULL,
           items INTEGER NOT NULL CHECK (items >= 0),
           PRIMARY KEY (what, value)
       ) STRICT, WITHOUT ROWID""",
    f"INSERT INTO item_tally {COUNTED}",
    f"""CREATE TRIGGER evidence_counted AFTER INSERT ON evidence BEGIN
           {"".join(_up(*sort) for sort in _SORTS)} END""",
    f"""CREATE TRIGGER finding_counted AFTER INSERT ON finding
       WHEN NOT EXISTS (SELECT 1 FROM finding
           WHERE code = NEW.code AND evidence = NEW.evidence AND place != NEW.place)
       BEGIN {_up("code", "NEW.code")} END""",
    f"""CREATE TRIGGER health_counted AFTER INSERT ON health
       BEGIN {_down("health", "'DISEGEL'")} {_up("health", "NEW.state")} END""",
    f"""CREATE TRIGGER health_moved AFTER UPDATE ON health
       BEGIN {_down("health", "OLD.state")} {_up("health", "NEW.state")} END""",
    f"""CREATE TRIGGER health_uncounted AFTER DELETE ON health
       BEGIN {_down("health", "OLD.state")} {_up("health", "'DISEGEL'")} END""",
)
