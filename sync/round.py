# SPDX-License-Identifier: GPL-3.0-or-later
"""One round with an office: greeting, proof, entries, case data, media, and what it has for us.

The round holds nothing that matters: whatever was sent is asked for again until a receipt over it
was verified and kept, so it may be cut anywhere and begun anew.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from db.model.digest import Digest
from db.model.progress import Check, Progress, Report, ignore, never
from sync.cargo import Load, Parcel
from sync.checkpoint import LogHead
from sync.errors import BrokenPromiseError, BusyError
from sync.freight import Freight
from sync.messages import Claim, Missing, State, name_of, root_of
from sync.receipts import Receipt, Said, expect
from sync.trust import Breach, judge
from sync.wire import Depot, Outbox, Terms

TRIES: Final = 3
SPOT_CHECK: Final = 16


class Stage(StrEnum):
    """How far a round came."""

    GREETING = "greeting"
    PROOF = "proof"
    ENTRIES = "entries"
    FORMS = "forms"
    THUMBNAILS = "thumbnails"
    MEDIA = "media"
    FEED = "feed"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Plan:
    """What a round is for.  `media`: photos and videos go as well; not on a metered road.

    `largest`: bytes of the largest item that goes unasked, 0 for any; the outbox keeps to it.
    """

    media: bool = True
    largest: int = 0


@dataclass(slots=True)
class Outcome:
    """What a round did, kept up to date while it runs: it may end with an error at any point."""

    stage: Stage = Stage.GREETING
    receipts: int = 0
    names: int = 0
    bytes: int = 0
    taken: int = 0
    breaches: list[Breach] = field(default_factory=list)


def one_round(
    outbox: Outbox,
    depot: Depot,
    terms: Terms,
    *,
    plan: Plan | None = None,
    outcome: Outcome | None = None,
    check: Check = never,
    report: Report = ignore,
    aside: Callable[[], None] | None = None,
) -> Outcome:
    """Hold one round; whatever it raises, `outcome` says how far it came and nothing is lost.

    `aside` is done once, while chunks are on their way, and may ask the depot more.
    Raise what `Depot` raises, and BrokenPromiseError when the depot forges its log or holds another
    history of this vault: then a person must act.
    """
    held = _Round(outbox, depot, terms, plan or Plan(), outcome or Outcome(), check, report, aside)
    held.hold()
    return held.outcome


@dataclass(slots=True)
class _Round:
    outbox: Outbox
    depot: Depot
    terms: Terms
    plan: Plan
    outcome: Outcome
    check: Check
    report: Report
    aside: Callable[[], None] | None = None
    log: LogHead | None = None

    def hold(self) -> None:
        state = self._greet()
        self._stage(Stage.PROOF)
        size, root = self._prove(state)
        self._stage(Stage.ENTRIES)
        stored = min(state.entries, size)
        if not (self.plan.media and self.depot.beside):
            self._send_entries(stored)
        if self.plan.media:
            self._send_media(state, stored, size, root)
        else:
            self._send_case_data(stored, size, root)
            self._stage(Stage.FEED)
            self._hear(state, size, root)
        self._stage(Stage.DONE)

    def _stage(self, stage: Stage) -> None:
        self.check()
        self.outcome.stage = stage
        self.report(Progress(self.outcome.bytes, 0, "bytes", f"sync-{stage.value}"))

    # -- greeting -----------------------------------------------------------------------------

    def _greet(self) -> State:
        standing = self.outbox.standing()
        old = LogHead.parse(standing.log_head) if standing.log_head else None
        state = self.depot.state(old.size if old is not None else 0)
        new = LogHead.parse(state.checkpoint)
        breach = judge(old, new, state.path, self.terms.card.log_key)
        if new.depot != self.terms.card.depot:
            breach = Breach.FORGERY
        if breach is Breach.FORGERY:
            message = "the depot's log is not signed with its key"
            raise BrokenPromiseError(message, kind=breach.value)
        if breach is not None:
            self._doubt(breach, f"{standing.log_head}\n{new.note}")
        self.outbox.keep_log_head(new.note)
        self.log = new
        self._must_be_ours(state)
        standing = self.outbox.standing()
        if state.entries < standing.stored or root_of(state.head)[0] < standing.proven:
            self._doubt(Breach.FORGOT, f"{state.entries} entries, head {state.head!r}")
        return state

    def _must_be_ours(self, state: State) -> None:
        size, root = root_of(state.head)
        if self.outbox.root_at(size) != root:
            self._doubt(Breach.LEDGER_FORKED, state.head)
            message = "the depot holds another history of this vault"
            raise BrokenPromiseError(message, kind=Breach.LEDGER_FORKED.value)

    def _log_size(self) -> int:
        return 0 if self.log is None else self.log.size

    def _doubt(self, breach: Breach, detail: str) -> None:
        self.outbox.doubt(breach, detail)
        self.outcome.breaches.append(breach)

    # -- proof and entries --------------------------------------------------------------------

    def _prove(self, state: State) -> tuple[int, Digest]:
        """Show the newest head; return size and root that a receipt now speaks for."""
        if self.outbox.standing().news:
            self.outbox.anchor(state.checkpoint)
        standing = self.outbox.standing()
        known, _ = root_of(state.head)
        if standing.size == known and standing.proven == known:
            return root_of(state.head)
        for _ in range(TRIES):
            proof = self.outbox.proof(known)
            try:
                receipt = self.depot.prove(proof, self._log_size())
            except BrokenPromiseError as error:
                known = self._elsewhere(error)
                continue
            head = proof.head
            self._keep(receipt, Said.HEAD, (name_of(proof.emit()),), head.size, head.root)
            return head.size, head.root
        message = "the depot moves while it is shown a head"
        raise BusyError(message, seconds="30")

    def _elsewhere(self, error: BrokenPromiseError) -> int:
        """Return where to begin again when the depot knew another head of ours."""
        size, root = root_of(error.details["head"]) if "head" in error.details else (0, None)
        if error.details["kind"] != "stale" or self.outbox.root_at(size) != root:
            self._doubt(Breach.LEDGER_FORKED, error.details.get("head", ""))
            message = "the depot holds another history of this vault"
            raise BrokenPromiseError(message, kind=Breach.LEDGER_FORKED.value) from error
        return size

    def _send_entries(self, stored: int) -> None:
        while (run := self.outbox.run(stored)) is not None:
            self.check()
            now = self.depot.entries(run)
            self.outcome.bytes += len(run.emit())
            if now <= stored:
                message = "the depot does not take entries further"
                raise BusyError(message, seconds="30")
            stored = now

    # -- case data ----------------------------------------------------------------------------

    def _send_case_data(self, stored: int, size: int, root: Digest) -> None:
        """Send what was written down, small pictures last; `stored`: entries it had before."""
        self._stage(Stage.FORMS)
        self._send_parcels(Load.RECORD, stored, size, root)
        self._stage(Stage.THUMBNAILS)
        self._send_parcels(Load.THUMBNAIL, stored, size, root)

    def _send_parcels(self, load: str, stored: int, size: int, root: Digest) -> None:
        first = load == Load.RECORD and self.outbox.standing().stored < size
        while True:
            self.check()
            pieces = self.outbox.parcels(load)
            if not pieces and not first:
                return
            first = False
            new = [piece for piece in pieces if Parcel.parse(piece).seq >= stored]
            if new:  # their entries went out a moment ago: it cannot have them
                self._send_pieces(new)
            self._until_receipted({name_of(piece): piece for piece in pieces}, size, root)

    def _until_receipted(self, pieces: dict[bytes, bytes], size: int, root: Digest) -> None:
        for _ in range(TRIES):
            self.check()
            lacking = self._claim(tuple(pieces), size, root)
            if not lacking:
                return
            self._send_pieces([pieces[name] for name in lacking])
        if self._claim(tuple(pieces), size, root):
            message = "the depot does not keep what it is sent"
            raise BusyError(message, seconds="60")

    def _send_pieces(self, pieces: Sequence[bytes]) -> None:
        self.depot.parcels(pieces)
        self.outcome.bytes += sum(map(len, pieces))

    def _claim(self, names: Sequence[bytes], size: int, root: Digest) -> tuple[bytes, ...]:
        """Ask for a receipt and keep it; return the names it cannot be given for."""
        claim = Claim(size, tuple(sorted(names)))
        answer = self.depot.claim(claim, self._log_size())
        if isinstance(answer, Missing):
            if answer.total != len(claim.names) or not (answer.wanted or answer.entries < size):
                message = "the depot neither has nor lacks what was claimed"
                raise BrokenPromiseError(message, kind="other-statement")
            if not answer.wanted:
                self._send_entries(answer.entries)
                return self._claim(names, size, root)
            return tuple(claim.names[place] for place in answer.wanted)
        self._keep(answer, Said.STORED, claim.names, size, root)
        return ()

    def _keep(
        self, receipt: Receipt, kind: Said, names: Sequence[bytes], size: int, root: Digest
    ) -> None:
        self.outbox.keep(self._proven(receipt, kind, names, size, root), names)
        self.outcome.receipts += 1
        self.outcome.names += len(names)

    def _proven(
        self, receipt: Receipt, kind: Said, names: Sequence[bytes], size: int, root: Digest
    ) -> Receipt:
        """Return a receipt that says what was asked, under a log that only grew meanwhile."""
        proven = expect(
            receipt,
            kind=kind,
            log_key=self.terms.card.log_key,
            depot=self.terms.card.depot,
            device=self.terms.device,
            vault=self.terms.vault,
            names=names,
            size=size,
            root=root,
        )
        breach = judge(self.log, proven.head, proven.growth, self.terms.card.log_key)
        if breach is not None:
            self._doubt(breach, f"{'' if self.log is None else self.log.note}\n{proven.head.note}")
            message = "the depot's log became another one within a round"
            raise BrokenPromiseError(message, kind=breach.value)
        self.log = proven.head
        return proven

    # -- media --------------------------------------------------------------------------------

    def _send_media(self, state: State, stored: int, size: int, root: Digest) -> None:
        def case_data() -> None:
            self._send_entries(stored)  # nothing, where they are there already
            self._send_case_data(stored, size, root)
            self._stage(Stage.MEDIA)

        def claim(names: tuple[bytes, ...]) -> tuple[bytes, ...]:
            return self._claim(names, size, root)

        def meanwhile() -> None:
            self._hear(state, size, root)

        freight = Freight(self.outbox, self.depot, claim, self._sent, case_data, meanwhile)
        freight.send(self.check)

    def _sent(self, size: int) -> None:
        self.outcome.bytes += size
        self._stage(Stage.MEDIA)

    # -- downwards ----------------------------------------------------------------------------

    def _hear(self, state: State, size: int, root: Digest) -> None:
        """Take what the office has, and ask again for a few things; media fill the link beside."""
        self._take(state)
        self._spot_check(size, root)
        if self.aside is not None:
            self.aside()

    def _take(self, state: State) -> None:
        after = self.outbox.standing().feed
        while after < state.feed:
            self.check()
            pieces = [piece for piece in self.depot.feed(after) if piece.number > after]
            if not pieces:
                return
            for piece in pieces:
                self.outbox.take(piece)
                after = max(after, piece.number)
                self.outcome.taken += 1

    def _spot_check(self, size: int, root: Digest) -> None:
        """Ask again for a few things that were receipted: a depot that forgot them is named."""
        names = tuple(sorted(self.outbox.some_receipted(SPOT_CHECK)))
        if not names:
            return
        answer = self.depot.claim(Claim(size, names), self._log_size())
        if isinstance(answer, Missing):
            lost = " ".join(names[place].hex() for place in answer.wanted if place < len(names))
            self._doubt(Breach.FORGOT, lost)
            return
        self._proven(answer, Said.STORED, names, size, root)
