# SPDX-License-Identifier: GPL-3.0-or-later
"""The depot's copies of ledgers: only ever longer, heads verified, every fork kept as proof."""

from collections.abc import Iterable
from typing import Any, Final

from sqlalchemy import Connection, Row, insert, select, update

from db.errors import DamagedError
from db.ledger.checkpoint import Checkpoint
from db.ledger.entry import GENESIS, Entry
from db.ledger.keybook import KEY_ACTS, KeyBook
from db.ledger.tree import Frontier, leaf_hash, verify_consistency
from db.model.digest import LENGTH, Digest
from db.model.ids import VaultId
from sync.messages import EMPTY, Entries, Proof, root_of
from sync.server import tables
from sync.server.refusals import BadEntryError, DepotRefusalError, LedgerForkedError, StaleError

FORKED: Final = "ledger-forked"
SHRUNK: Final = "ledger-shrunk"


class ForkSeenError(Exception):
    """A fork was seen: `kind` and both heads are to be kept, and the asker refused."""

    def __init__(self, kind: str, known: str, shown: str) -> None:
        super().__init__(kind)
        self.kind = kind
        self.known = known
        self.shown = shown

    def refusal(self) -> DepotRefusalError:
        """Return what the asker is told."""
        message = "the depot holds another history of this vault"
        return LedgerForkedError(message, head=self.known, kind=self.kind)


def begin(db: Connection, vault: VaultId) -> None:
    """Make room for a vault's ledger, if there is none yet."""
    row = {"vault": vault, "head": "", "entries": 0, "edge": b"", "last": GENESIS.value}
    tables.insert_new(db, tables.ledger, [row])


def stand(db: Connection, vault: VaultId) -> tuple[str, int]:
    """Return the newest head seen of a vault and how many of its entries are stored."""
    row = db.execute(select(tables.ledger).where(tables.ledger.c.vault == vault)).one()
    return str(row.head), int(row.entries)


def hold(db: Connection, vault: VaultId) -> Row[Any]:
    """Return the row of a vault's ledger; nobody else changes it before the transaction ends."""
    this = select(tables.ledger).where(tables.ledger.c.vault == vault)
    return db.execute(this.with_for_update()).one()


def prove(db: Connection, vault: VaultId, proof: Proof) -> None:
    """Take a head that continues the newest one known.

    Raise StaleError when the proof begins elsewhere, and ForkSeenError for another history.
    """
    known = str(hold(db, vault).head)
    size, root = root_of(known)
    head = proof.head
    if head.vault != vault:
        message = "this head is of another vault"
        raise BadEntryError(message)
    if head.size < size:
        if (head.size, head.root) != _head_at(db, vault, head.size):
            raise ForkSeenError(SHRUNK, known, proof.note)
        return
    if head.size == size:
        if head.root != root:
            raise ForkSeenError(FORKED, known, proof.note)
        return
    if proof.old != size:
        message = "the proof begins elsewhere"
        raise StaleError(message, head=known)
    if not verify_consistency(size, root, head.size, head.root, proof.path):
        raise ForkSeenError(FORKED, known, proof.note)
    _must_be_signed(_book(db, vault), head, unknown_is_bad=False)
    _keep(db, [head])
    _change(db, vault, head=head.note)


def grow(db: Connection, vault: VaultId, founder: bytes, run: Entries) -> int:
    """Append what is new in a run of entries; return how many are stored now.

    A run that begins beyond them changes nothing.  Raise BadEntryError or ForkSeenError.
    """
    row = hold(db, vault)
    stored, known = int(row.entries), str(row.head)
    if run.first > stored:
        return stored
    skip = min(stored - run.first, len(run.bodies))
    _must_repeat(db, vault, run, skip, known)
    if skip == len(run.bodies):
        return stored
    edge = bytes(row.edge)
    parts = tuple(edge[at : at + LENGTH] for at in range(0, len(edge), LENGTH))
    frontier, last = Frontier(stored, parts), Digest(bytes(row.last))
    book = _book(db, vault)
    heads = {head.size: head for head in map(_head, run.heads)}
    promised = root_of(known)
    new, seen = [], []
    unsigned = False
    for body in run.bodies[skip:]:
        entry = _entry(body)
        if entry.sequence != frontier.size or entry.previous != last or entry.vault != vault:
            _break(known, run)
        if entry.sequence == 0 and entry.subject.public_key != founder:
            message = "the first key is another one than was enrolled"
            raise BadEntryError(message)
        if book.learn(entry) is not None:
            message = "an account may not introduce that key"
            raise BadEntryError(message)
        last = leaf_hash(body)
        frontier = frontier.add(last)
        new.append({"vault": vault, "seq": entry.sequence, "act": entry.act.value, "body": body})
        if frontier.size == promised[0] and frontier.root != promised[1]:
            _break(known, run)
        head = heads.get(frontier.size)
        unsigned = head is None
        if head is not None:
            _must_be_over(vault, book, head, frontier)
            seen.append(head)
    if unsigned:
        message = "the last entries are under no signed head"
        raise BadEntryError(message)
    db.execute(insert(tables.entry), new)
    _keep(db, seen)
    newest = heads[frontier.size].note if frontier.size > promised[0] else known
    edge = b"".join(frontier.edge)
    _change(db, vault, entries=frontier.size, edge=edge, last=last.value, head=newest)
    return frontier.size


def reach(db: Connection, vault: VaultId, size: int) -> tuple[int, Digest | None]:
    """Return how many entries are stored, and the root of the first `size` of them.

    It is None where so many are not stored, or no head was signed over them.
    """
    _, stored = stand(db, vault)
    if size == 0:
        return stored, EMPTY
    found = _head_at(db, vault, size) if size <= stored else None
    return stored, None if found is None else found[1]


def _must_be_over(vault: VaultId, book: KeyBook, head: Checkpoint, frontier: Frontier) -> None:
    """Raise BadEntryError unless a head is over these entries and well signed."""
    if head.vault != vault or head.root != frontier.root:
        message = "a head is over other entries"
        raise BadEntryError(message)
    _must_be_signed(book, head, unknown_is_bad=True)


def _must_be_signed(book: KeyBook, head: Checkpoint, *, unknown_is_bad: bool) -> None:
    """Raise BadEntryError unless the one whom a head names signed it.

    A proof may come before the entry that introduces its signer; then the entries will tell.
    """
    key = book.in_force(head.who, head.size)
    if (key is None and unknown_is_bad) or (key is not None and not head.signed_by(key)):
        message = "a head's signature does not verify"
        raise BadEntryError(message)


def _change(db: Connection, vault: VaultId, **values: object) -> None:
    db.execute(update(tables.ledger).where(tables.ledger.c.vault == vault).values(**values))


def _keep(db: Connection, heads: Iterable[Checkpoint]) -> None:
    """Keep heads; of one size the first that was seen stays."""
    rows = [
        {"vault": head.vault, "size": head.size, "root": head.root.value, "note": head.note}
        for head in heads
    ]
    tables.insert_new(db, tables.head, rows)


def _head_at(db: Connection, vault: VaultId, size: int) -> tuple[int, Digest] | None:
    head = tables.head.c
    query = select(head.root).where(head.vault == vault, head.size == size)
    found = db.execute(query).scalar()
    return None if found is None else (size, Digest(bytes(found)))


def _must_repeat(db: Connection, vault: VaultId, run: Entries, skip: int, known: str) -> None:
    """Raise ForkSeenError unless entries that were stored before come again as they were."""
    entry = tables.entry.c
    query = (
        select(entry.body)
        .where(entry.vault == vault, entry.seq >= run.first, entry.seq < run.first + skip)
        .order_by(entry.seq)
    )
    stored = [bytes(body) for (body,) in db.execute(query)]
    if stored != list(run.bodies[:skip]):
        _break(known, run)


def _break(known: str, run: Entries) -> None:
    raise ForkSeenError(FORKED, known, run.heads[-1] if run.heads else "")


def _book(db: Connection, vault: VaultId) -> KeyBook:
    entry = tables.entry.c
    acts = [act.value for act in KEY_ACTS]
    query = select(entry.body).where(entry.vault == vault, entry.act.in_(acts)).order_by(entry.seq)
    book = KeyBook()
    for (body,) in db.execute(query):
        book.learn(Entry.parse(bytes(body)))
    return book


def _entry(body: bytes) -> Entry:
    try:
        return Entry.parse(body)
    except DamagedError as error:
        message = "an entry is unreadable"
        raise BadEntryError(message) from error


def _head(note: str) -> Checkpoint:
    try:
        return Checkpoint.parse(note)
    except DamagedError as error:
        message = "a signed head is unreadable"
        raise BadEntryError(message) from error
