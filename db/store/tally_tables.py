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
_SORTS: Final = """
           SELECT 'all' AS what, '' AS value
           UNION ALL SELECT 'kind', NEW.kind
           UNION ALL SELECT 'road', NEW.road
           UNION ALL SELECT 'loudest', coalesce(NEW.loudest, '')
           UNION ALL SELECT 'by', NEW.sealed_by
           UNION ALL SELECT 'health', 'DISEGEL'"""
_NEW_STATE: Final = """
           INSERT INTO item_tally SELECT 'health', NEW.state, 0 WHERE NOT EXISTS (
               SELECT 1 FROM item_tally WHERE what = 'health' AND value = NEW.state);
           UPDATE item_tally SET items = items + 1 WHERE what = 'health' AND value = NEW.state;"""
_OLD_STATE: Final = """
           UPDATE item_tally SET items = items - 1 WHERE what = 'health' AND value = OLD.state;"""
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
           INSERT INTO item_tally SELECT s.what, s.value, 0 FROM ({_SORTS}) AS s
               WHERE NOT EXISTS (SELECT 1 FROM item_tally AS t
                   WHERE t.what = s.what AND t.value = s.value);
           UPDATE item_tally SET items = items + 1 WHERE (what, value) IN ({_SORTS});
       END""",
    """CREATE TRIGGER finding_counted AFTER INSERT ON finding
       WHEN NOT EXISTS (SELECT 1 FROM finding
           WHERE code = NEW.code AND evidence = NEW.evidence AND place != NEW.place)
       BEGIN
           INSERT INTO item_tally SELECT 'code', NEW.code, 0 WHERE NOT EXISTS (
               SELECT 1 FROM item_tally WHERE what = 'code' AND value = NEW.code);
           UPDATE item_tally SET items = items + 1 WHERE what = 'code' AND value = NEW.code;
       END""",
    f"""CREATE TRIGGER health_counted AFTER INSERT ON health BEGIN
           UPDATE item_tally SET items = items - 1 WHERE what = 'health' AND value = 'DISEGEL';
           {_NEW_STATE}
       END""",
    f"""CREATE TRIGGER health_moved AFTER UPDATE ON health BEGIN
           {_OLD_STATE}
           {_NEW_STATE}
       END""",
    f"""CREATE TRIGGER health_uncounted AFTER DELETE ON health BEGIN
           {_OLD_STATE}
           UPDATE item_tally SET items = items + 1 WHERE what = 'health' AND value = 'DISEGEL';
       END""",
)
