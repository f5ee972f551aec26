# SPDX-License-Identifier: GPL-3.0-or-later
"""Following a ledger from its first entry: every flaw with its place, not only the first.

A chain alone cannot show that its tail was cut: for that an examination needs a head kept outside
(`witnesses`), from the vault folder, a printed sheet, a colleague or an office.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from db.errors import DamagedError
from db.ledger.checkpoint import Checkpoint
from db.ledger.entry import GENESIS, Entry
from db.ledger.keybook import KeyBook
from db.ledger.tree import Frontier, leaf_hash, root
from db.model.digest import Digest
from db.model.flaw import Discrepancy, Flaw
from db.model.ids import AccountId, VaultId
from db.model.progress import Check, Progress, Report, ignore, never

REPORT_EVERY = 2000


@dataclass(slots=True)
class _Walk:
    """What is known at the point the examination has reached."""

    vault: VaultId
    frontier: Frontier = field(default_factory=Frontier)
    last: Digest = GENESIS
    wall_us: int = 0
    boot: str = ""
    since_boot_ms: int = 0
    book: KeyBook = field(default_factory=KeyBook)
    authors: set[AccountId] = field(default_factory=set)
    leaves: list[bytes] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Examined:
    """Every discrepancy, the number of entries read, and who has which key and role at the end."""

    discrepancies: tuple[Discrepancy, ...]
    size: int
    keys: Mapping[AccountId, bytes]
    roles: Mapping[AccountId, str]


def examine(
    vault: VaultId,
    bodies: Iterable[bytes],
    heads: Sequence[str],
    *,
    genesis_key: bytes | None = None,
    witnesses: Sequence[str] = (),
    total: int = 0,
    check: Check = never,
    report: Report = ignore,
) -> Examined:
    """Follow `bodies` in order and hold every signed head in `heads` against them.

    `genesis_key`: the public key the first entry must name, when it is known from elsewhere.
    `witnesses`: signed heads kept outside the ledger; a longer or other one shows a cut or a fork.
    """
    walk = _Walk(vault)
    found: list[Discrepancy] = []
    signed: dict[int, list[Checkpoint]] = {}
    for number, note in enumerate(heads):
        try:
            checkpoint = Checkpoint.parse(note)
        except DamagedError:
            found.append(
                Discrepancy(Flaw.MALFORMED, f"head {number}", "a signed head is unreadable")
            )
            continue
        signed.setdefault(checkpoint.size, []).append(checkpoint)
    for body in bodies:
        check()
        found.extend(_follow(walk, body))
        for checkpoint in signed.pop(walk.frontier.size, []):
            found.extend(_hold(walk, checkpoint))
        if walk.frontier.size % REPORT_EVERY == 0:
            report(Progress(walk.frontier.size, total, "entries", "examining-ledger"))
    first = walk.book.keys[0].public_key if walk.book.keys else None
    if genesis_key is not None and genesis_key != first:
        found.append(Discrepancy(Flaw.UNKNOWN_SIGNER, "entry 0", "the first key is another one"))
    if walk.authors:
        place = f"entry {walk.frontier.size - 1}"
        found.append(Discrepancy(Flaw.UNSIGNED, place, "the last entries are under no signed head"))
    end = f"entry {walk.frontier.size}"
    found.extend(Discrepancy(Flaw.CUT_TAIL, end, _cut(size, walk)) for size in sorted(signed))
    for note in witnesses:
        found.extend(_witness(walk, note))
    report(Progress(walk.frontier.size, walk.frontier.size, "entries", "examining-ledger"))
    last = walk.book.latest()
    keys = {account: key.public_key for account, key in last.items()}
    roles = {account: key.role for account, key in last.items()}
    return Examined(tuple(found), walk.frontier.size, keys, roles)


def quick(bodies: Iterable[bytes], head: Checkpoint, public_key: bytes) -> bool:
    """Tell whether `bodies` are exactly the entries that `head` was signed over, in order.

    One hash an entry and one signature: a hundred thousand entries in a fraction of a second.  It
    says whether, not where; `examine` says where.
    """
    leaves = [leaf_hash(body).value for body in bodies]
    whole = len(leaves) == head.size and root(leaves) == head.root
    return whole and head.signed_by(public_key)


def _cut(size: int, walk: _Walk) -> str:
    return f"a signed head promises {size} entries, there are {walk.frontier.size}"


def _follow(walk: _Walk, body: bytes) -> Iterator[Discrepancy]:
    place = f"entry {walk.frontier.size}"
    try:
        entry = Entry.parse(body)
    except DamagedError:
        yield Discrepancy(Flaw.MALFORMED, place, "this entry is unreadable")
        entry = None
    if entry is not None:
        yield from _fits(walk, entry, place)
        yield from _learn(walk, entry, place)
        walk.authors.add(entry.who)
        walk.wall_us, walk.boot = entry.wall_us, entry.boot
        walk.since_boot_ms = entry.since_boot_ms
    walk.last = leaf_hash(body)
    walk.frontier = walk.frontier.add(walk.last)
    walk.leaves.append(walk.last.value)


def _fits(walk: _Walk, entry: Entry, place: str) -> Iterator[Discrepancy]:
    if entry.sequence != walk.frontier.size:
        yield Discrepancy(Flaw.GAP, place, f"this entry calls itself {entry.sequence}")
    if entry.previous != walk.last:
        yield Discrepancy(Flaw.BROKEN_LINK, place, "it does not follow the entry before it")
    if entry.vault != walk.vault:
        yield Discrepancy(Flaw.MISMATCH, place, "it belongs to another vault")
    if entry.boot == walk.boot and entry.since_boot_ms < walk.since_boot_ms:
        yield Discrepancy(Flaw.CLOCK_BACKWARDS, place, "the unsettable clock ran backwards")
    elif entry.wall_us < walk.wall_us:
        yield Discrepancy(Flaw.CLOCK_BACKWARDS, place, "the laptop's clock was set back")


def _learn(walk: _Walk, entry: Entry, place: str) -> Iterator[Discrepancy]:
    match walk.book.learn(entry):
        case Flaw.MALFORMED:
            yield Discrepancy(Flaw.MALFORMED, place, "a key entry without a key")
        case Flaw.WRONG_SIGNER:
            yield Discrepancy(Flaw.WRONG_SIGNER, place, "this account may not introduce that key")


def _hold(walk: _Walk, checkpoint: Checkpoint) -> Iterator[Discrepancy]:
    place = f"entry {walk.frontier.size - 1}"
    authors, walk.authors = walk.authors, set()
    if checkpoint.vault != walk.vault or checkpoint.root != walk.frontier.root:
        yield Discrepancy(Flaw.MISMATCH, place, "the signed head is over other entries")
    key = walk.book.in_force(checkpoint.who, checkpoint.size)
    if key is None:
        yield Discrepancy(Flaw.UNKNOWN_SIGNER, place, "the head is signed by an unknown account")
    elif not checkpoint.signed_by(key):
        yield Discrepancy(Flaw.BAD_SIGNATURE, place, "the head's signature does not verify")
    if authors - {checkpoint.who}:
        yield Discrepancy(Flaw.WRONG_SIGNER, place, "the head is signed by another than who acted")


def _witness(walk: _Walk, note: str) -> Iterator[Discrepancy]:
    try:
        outside = Checkpoint.parse(note)
    except DamagedError:
        yield Discrepancy(Flaw.MALFORMED, "outside head", "an outside head is unreadable")
        return
    keys = walk.book.ever(outside.who)
    if outside.vault != walk.vault:
        yield Discrepancy(Flaw.MISMATCH, "outside head", "an outside head is of another vault")
    elif outside.size > walk.frontier.size:
        place = f"entry {walk.frontier.size}"
        yield Discrepancy(Flaw.CUT_TAIL, place, _cut(outside.size, walk))
    elif root(walk.leaves[: outside.size]) != outside.root:
        place = f"entry {outside.size - 1}"
        yield Discrepancy(Flaw.FORKED, place, "an outside head tells another history")
    elif not any(outside.signed_by(key) for key in keys):
        yield Discrepancy(Flaw.BAD_SIGNATURE, "outside head", "its signature does not verify")
