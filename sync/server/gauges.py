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
UDP: Final = "segel.udp"
"""The extension of an ASGI scope whose request came over UDP."""
BUCKETS: Final = (0.005, 0.02, 0.1, 0.5, 2.0, 10.0, 60.0)
"""Seconds within which requests are counted as answered."""


class Gauges:
    """Counts since the start."""

    def __init__(self) -> None:
        self._requests: Counter[tuple[str, str, int]] = Counter()
        self._seconds: Counter[tuple[str, str]] = Counter()
        self._within: Counter[tuple[str, float]] = Counter()
        self._over = Counter(tcp=0, udp=0)
        self._bytes = 0
        self.chunks = 0

    def count(self, method: str, place: str, status: int, seconds: float, over: str) -> None:
        """Count a request; `over`: "tcp" or "udp"."""
        self._over[over] += 1
        known = place if place in _PLACES else "other"
        self._requests[method, known, status] += 1
        self._seconds[method, known] += int(seconds * 1_000_000)
        for bound in BUCKETS:
            self._within[known, bound] += seconds <= bound

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
        name = f"{PREFIX}requests_by_transport_total"
        lines += [f"# HELP {name} Without any over udp, a firewall lets none through."]
        lines += [f"# TYPE {name} counter"]
        lines += [f'{name}{{over="{over}"}} {count}' for over, count in self._over.items()]
        lines.append(f"# TYPE {PREFIX}request_seconds_total counter")
        for (method, place), spent in sorted(self._seconds.items()):
            told = f'method="{method}",what="{place}"'
            lines.append(f"{PREFIX}request_seconds_total{{{told}}} {spent / 1_000_000:.6f}")
        lines += self._histogram()
        return "\n".join(lines) + "\n"

    def _histogram(self) -> list[str]:
        """Return how many requests were answered within how many seconds, by what was asked."""
        name = f"{PREFIX}request_duration_seconds"
        lines = [f"# HELP {name} How long requests took.", f"# TYPE {name} histogram"]
        whole: Counter[str] = Counter()
        spent: Counter[str] = Counter()
        for (_, place, _), count in self._requests.items():
            whole[place] += count
        for (_, place), micros in self._seconds.items():
            spent[place] += micros
        for place, count in sorted(whole.items()):
            for bound in BUCKETS:
                held = self._within[place, bound]
                lines.append(f'{name}_bucket{{what="{place}",le="{bound:g}"}} {held}')
            lines.append(f'{name}_bucket{{what="{place}",le="+Inf"}} {count}')
            lines.append(f'{name}_sum{{what="{place}"}} {spent[place] / 1_000_000:.6f}')
            lines.append(f'{name}_count{{what="{place}"}} {count}')
        return lines


_PLACES: Final = frozenset(
    {
        "card", "checkpoint", "chunks", "claims", "cosignatures", "enrolments", "entries", "feed",
        "growth", "health", "manifests", "metrics", "operator", "parcels", "proofs", "reader",
        "readers", "state", "tile", "witnessed",
    }
)  # fmt: skip
