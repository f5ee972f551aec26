# SPDX-License-Identifier: GPL-3.0-or-later
"""Where items and papers stand on the map, as far as the reader may see them."""

from typing import Final

from db.casework.paper import PaperKind
from db.model.claim import Source
from db.model.evidence import Road
from db.model.placed import Placed
from db.store import browse, hiding
from db.store.browse import EVERYTHING, Filter
from db.store.driver import translated
from db.store.evidence import visible
from db.store.vault import Vault

KINDS: Final = (PaperKind.CASE, PaperKind.EVENT)
"""Papers that stand where their evidence was taken; they have no position of their own."""


def items(vault: Vault, wanted: Filter = EVERYTHING) -> tuple[Placed, ...]:
    """Return every matching item that has a position, by number."""
    conditions, values = browse.restriction(vault, wanted, walked=True)
    where = " AND ".join([*conditions, "e.lat_e7 IS NOT NULL"])
    join = " LEFT JOIN health AS h ON h.evidence = e.number" if wanted.health else ""
    with translated("records.db"):
        rows = vault.db.execute(
            f"SELECT e.number, e.lat_e7, e.lon_e7 FROM evidence AS e{join} WHERE {where}"
            " ORDER BY e.number",
            values,
        ).fetchall()
    typed = _typed(vault) if rows else frozenset()
    return tuple(Placed(number, lat, lon, number in typed) for number, lat, lon in rows)


def papers(vault: Vault) -> tuple[Placed, ...]:
    """Return the cases and events whose evidence has positions, each in the middle of those."""
    conditions, mine = hiding.visible_papers(vault.db, vault.account)
    seen, items_seen = visible(vault)
    where = " AND ".join([*conditions, *seen, "e.lat_e7 IS NOT NULL"])
    marks = ",".join("?" * len(KINDS))
    with translated("records.db"):
        rows = vault.db.execute(
            "SELECT p.id, avg(e.lat_e7), avg(e.lon_e7) FROM paper AS p"
            " JOIN paper AS q ON q.id = p.id OR q.case_id = p.id"
            " JOIN paper_link AS l ON l.paper = q.number"
            f" JOIN evidence AS e ON e.number = l.evidence WHERE p.kind IN ({marks}) AND {where}"
            " GROUP BY p.id ORDER BY p.number",
            [*(kind.value for kind in KINDS), *mine, *items_seen],
        ).fetchall()
    return tuple(Placed(paper, round(lat), round(lon)) for paper, lat, lon in rows)


def _typed(vault: Vault) -> frozenset[int]:
    """Return the items whose position a person wrote down; only what Segel captured has such."""
    with translated("records.db"):
        rows = vault.db.execute(
            "SELECT e.number FROM evidence AS e JOIN entry AS n ON n.seq = e.seq"
            " JOIN record AS r ON r.digest = n.record WHERE e.road = ? AND e.lat_e7 IS NOT NULL"
            " AND json_extract(CAST(r.body AS TEXT), '$.facts.position.source') = ?",
            [Road.CAPTURED.value, Source.TYPED.value],
        )
        return frozenset(number for (number,) in rows)
