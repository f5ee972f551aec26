# SPDX-License-Identifier: GPL-3.0-or-later
"""What an operator watches, in the text form that Prometheus reads."""

from collections import Counter
from collections.abc import Mapping
from typing import Final

from sqlalchemy import Connection, func, select

from sync.server import tables

PREFIX: Final = "segel_depot_"
_COUNTED: Final = {
    "devices": (tables.device, "Laptops that were enrolled."),
    "vaults": (tables.ledger, "Vaults the depot has ledgers of."),
    "entries": (tables.entry, "Ledger entries stored."),
    "parcels": (tables.parcel, "Parcels of case data stored."),
    "manifests": (tables.manifest, "Items whose chunks are known."),
    "chunks": (tables.chunk, "Chunks stored whole."),
    "log_leaves": (tables.leaf, "Statements in the log."),
    "breaches": (tables.breach, "Forked or shortened ledgers that were seen."),
}


class Gauges:
    """Counts since the start."""

    def __init__(self) -> None:
        self._requests: Counter[tuple[str, str, int]] = Counter()
        self._seconds: Counter[tuple[str, str]] = Counter()
        self._bytes = 0
        self.chunks = 0

    def count(self, method: str, place: str, status: int, seconds: float) -> None:
        """Count a request."""
        known = place if place in _PLACES else "other"
        self._requests[method, known, status] += 1
        self._seconds[method, known] += int(seconds * 1_000_000)

    def received(self, size: int) -> None:
        """Count bytes that came in."""
        self._bytes += size

    def read(self, db: Connection) -> Mapping[str, int]:
        """Return how many rows of each sort there are."""
        return {
            name: int(db.execute(select(func.count()).select_from(table)).scalar_one())
            for name, (table, _) in _COUNTED.items()
        }

    def text(self, rows: Mapping[str, int], commits: int) -> str:
        """Return everything as Prometheus reads it."""
        lines = []
        for name, count in rows.items():
            lines += [f"# HELP {PREFIX}{name} {_COUNTED[name][1]}", f"# TYPE {PREFIX}{name} gauge"]
            lines.append(f"{PREFIX}{name} {count}")
        for name, value in (("received_bytes", self._bytes), ("commits", commits)):
            lines += [f"# TYPE {PREFIX}{name}_total counter", f"{PREFIX}{name}_total {value}"]
        lines.append(f"# TYPE {PREFIX}requests_total counter")
        for (method, place, status), count in sorted(self._requests.items()):
            told = f'method="{method}",what="{place}",status="{status}"'
            lines.append(f"{PREFIX}requests_total{{{told}}} {count}")
        lines.append(f"# TYPE {PREFIX}request_seconds_total counter")
        for (method, place), spent in sorted(self._seconds.items()):
            told = f'method="{method}",what="{place}"'
            lines.append(f"{PREFIX}request_seconds_total{{{told}}} {spent / 1_000_000:.6f}")
        return "\n".join(lines) + "\n"


_PLACES: Final = frozenset(
    {
        "card", "checkpoint", "chunks", "claims", "enrolments", "entries", "feed", "health",
        "manifests", "metrics", "parcels", "proofs", "state",
    }
)  # fmt: skip
