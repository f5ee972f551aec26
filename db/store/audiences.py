# SPDX-License-Identifier: GPL-3.0-or-later
"""For whom each entry's private part is sealed: for the office's keys, or for one kab/kota's alone.

A case that is kept apart (`db.casework.apart`) takes with it what hiding would take: papers in it,
what those name and what names them, people whom nobody else names, and items that are attached
nowhere else.  What names no known office is held back; it is never sealed for others instead.  What
has a receipt stays as it went: a case that is opened, or goes to another office, changes only what
was not sent.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Final

from db.casework import apart
from db.casework.paper import Values
from db.ledger.act import Act
from db.model.receiving import Receiver, named
from db.store import hiding
from db.store.driver import Database, translated
from db.store.vault import Vault

KEY: Final = 32
NOBODY: Final = b""
_ULID: Final = re.compile(rb"[0-7][0-9A-HJKMNP-TV-Z]{25}")
_OWN: Final = ",".join(
    f"'{act.value}'" for act in (Act.SIGNED, Act.MOVED, Act.SEALED, Act.UNLOCKED, Act.LOCKED)
)


@dataclass(frozen=True, slots=True)
class Circle:
    """Offices by their keys, in order.  `ever`: every circle that stood in a card, ours included.

    `receivers`: whom cases can be sealed for alone.
    """

    keys: bytes
    ever: tuple[bytes, ...] = ()
    receivers: tuple[Receiver, ...] = ()


@dataclass(frozen=True, slots=True)
class Lot:
    """What is sealed for one audience.  `keys`: of the audience; `NOBODY` for what is held back.

    `only`: entries, None for all.  `without`: entries that are not.  `enough`: audiences whose
    receipt serves as well.  `known`: audiences beside which a receipt means: it stays as it went.
    """

    keys: bytes
    only: frozenset[int] | None
    without: frozenset[int]
    enough: tuple[bytes, ...]
    known: tuple[bytes, ...]

    @property
    def offices(self) -> tuple[bytes, ...]:
        """Return the keys one by one."""
        return _split(self.keys)

    def values(self) -> list[object]:
        """Return what the conditions of `db.store.outbox` ask for, in their order."""
        return [
            _hexes(self.enough),
            _hexes(self.known),
            self.only is None,
            json.dumps(sorted(self.only or ())),
            json.dumps(sorted(self.without)),
        ]


@dataclass(slots=True)
class _Apart:
    """Who alone may open what.  An empty set of keys: nobody yet.  `beside`: also these."""

    papers: dict[int, set[bytes]] = field(default_factory=dict)
    items: dict[int, set[bytes]] = field(default_factory=dict)
    beside: dict[int, set[bytes]] = field(default_factory=dict)


def lots(vault: Vault, circle: Circle) -> tuple[Lot, ...]:
    """Return what goes to whom: first what is for all of the circle, then the others.

    What nobody can be sealed for comes last, under `NOBODY`.
    """
    ever = tuple(dict.fromkeys((circle.keys, *circle.ever)))
    with translated("records.db"):
        kept = _kept_apart(vault.db, circle.receivers)
        entries = _entries(vault.db, kept) if kept.papers else {}
        beside = _about_items(vault.db, kept.beside)
    made = [Lot(circle.keys, None, frozenset(entries), (circle.keys,), ever)]
    groups: dict[bytes, set[int]] = {}
    also = {seq: keys for seq, keys in beside.items() if not keys <= set(_split(circle.keys))}
    for seq, keys in chain(entries.items(), also.items()):
        groups.setdefault(b"".join(sorted(keys)), set()).add(seq)
    for whom, seqs in sorted(groups.items(), reverse=True):
        enough = tuple(one for one in ever if not whom or _covers(one, whom))
        own = (whom,) if whom else ()
        made.append(Lot(whom, frozenset(seqs), frozenset(), (*own, *enough), (*own, *ever)))
    return tuple(made)


def _covers(circle: bytes, keys: bytes) -> bool:
    return set(_split(keys)) <= set(_split(circle))


def _split(keys: bytes) -> tuple[bytes, ...]:
    return tuple(keys[at : at + KEY] for at in range(0, len(keys), KEY))


def _hexes(audiences: Iterable[bytes]) -> str:
    return json.dumps([one.hex().upper() for one in audiences])


def _kept_apart(db: Database, receivers: Sequence[Receiver]) -> _Apart:
    found = _Apart()
    for number, keys in _cases(db, receivers):
        for paper in hiding.reached(db, number):
            found.papers.setdefault(paper, set()).update(keys)
    if not found.papers:
        return found
    for person in hiding.only_in(db, set(found.papers)):
        for naming in _naming(db, person):
            found.papers.setdefault(person, set()).update(found.papers.get(naming, set()))
    linked: dict[int, set[int]] = {}
    for item, paper in db.execute("SELECT evidence, paper FROM paper_link"):
        linked.setdefault(item, set()).add(paper)
    for item, papers in linked.items():
        inside = papers & found.papers.keys()
        keys = set().union(*(found.papers[paper] for paper in inside))
        if inside == papers:
            found.items[item] = keys
        elif keys:
            found.beside[item] = keys
    for item, origin in db.execute("SELECT evidence, origin FROM derived ORDER BY evidence"):
        if origin in found.items and item not in linked:
            found.items.setdefault(item, set()).update(found.items[origin])
    return found


def _cases(db: Database, receivers: Sequence[Receiver]) -> Iterator[tuple[int, set[bytes]]]:
    """Yield each case that is kept apart with the keys that it is for, which may be none."""
    rows = db.execute(
        "SELECT p.number, json_extract(CAST(r.body AS TEXT), '$.values') FROM paper AS p"
        " JOIN entry AS n ON n.seq = p.seq JOIN record AS r ON r.digest = n.record"
        " WHERE p.kind = 'PERKARA'"
    )
    for number, told in rows.fetchall():
        values: Values = json.loads(told)
        if apart.wished(values) or (receivers and apart.due(values)):
            one = named(receivers, apart.receiver(values))
            yield number, set() if one is None else {one.key}


def _naming(db: Database, person: int) -> list[int]:
    rows = db.execute(
        "SELECT m.paper FROM paper AS p JOIN paper_mention AS m ON m.other = p.id"
        " WHERE p.number = ?",
        [person],
    )
    return [paper for (paper,) in rows.fetchall()]


def _entries(db: Database, kept: _Apart) -> dict[int, set[bytes]]:
    """Return each entry whose private part is kept apart, with the keys it is for."""
    names: dict[str, set[bytes]] = {}
    _name(db, "paper", kept.papers, names)
    _name(db, "evidence", kept.items, names)
    for recording, item in db.execute(
        "SELECT id, evidence FROM recording WHERE evidence IS NOT NULL"
    ).fetchall():
        if item in names:
            names.setdefault(recording, set()).update(names[item])
    found: dict[int, set[bytes]] = {}
    for seq, subject in db.execute(
        "SELECT seq, subject FROM entry WHERE record IS NOT NULL AND subject IN"
        " (SELECT value FROM json_each(?))",
        [json.dumps(sorted(names))],
    ).fetchall():
        found[seq] = set(names[subject])
    _shared(db, names, found)
    return found


def _name(
    db: Database, table: str, kept: Mapping[int, set[bytes]], names: dict[str, set[bytes]]
) -> None:
    rows = db.execute(
        f"SELECT number, id FROM {table} WHERE number IN (SELECT value FROM json_each(?))",
        [json.dumps(sorted(kept))],
    )
    for number, name in rows.fetchall():
        names[name] = kept[number]


def _shared(db: Database, names: dict[str, set[bytes]], found: dict[int, set[bytes]]) -> None:
    """Add what others' records tell of these: letters, links, exports and whole bundles of them."""
    rows = db.execute(
        "SELECT n.seq, n.record, r.body FROM entry AS n JOIN record AS r ON r.digest = n.record"
        f" WHERE n.act NOT IN ({_OWN}) ORDER BY n.seq"
    ).fetchall()
    same: dict[bytes, set[bytes]] = {}
    for seq, record, body in rows:
        if seq in found:
            same.setdefault(record, set()).update(found[seq])
            told = json.loads(body)
            if isinstance(told.get("bundle"), str):
                names.setdefault(told["bundle"], set()).update(found[seq])
    for seq, record, body in rows:
        told_of = {one.decode() for one in _ULID.findall(body)} & names.keys()
        if told_of or record in same:
            keys = found.setdefault(seq, set())
            keys.update(same.get(record, set()), *(names[one] for one in told_of))


def _about_items(db: Database, beside: Mapping[int, set[bytes]]) -> dict[int, set[bytes]]:
    """Return entries about items that one office needs as well, beside all others."""
    rows = db.execute(
        "SELECT n.seq, e.number FROM evidence AS e JOIN entry AS n ON n.subject = e.id"
        " WHERE n.record IS NOT NULL AND e.number IN (SELECT value FROM json_each(?))",
        [json.dumps(sorted(beside))],
    )
    return {seq: beside[number] for seq, number in rows.fetchall()}
