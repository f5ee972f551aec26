# SPDX-License-Identifier: GPL-3.0-or-later
"""An answer on a stick: held against every head that was seen, then kept as a round keeps."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from db.errors import RefusedError
from db.seal.signature import Signer
from sync.checkpoint import LogHead
from sync.errors import BrokenPromiseError, MalformedMessageError
from sync.receipts import Receipt, Said, expect
from sync.stick import Satchel, Stowed, joined
from sync.stick_answer import FILE_LIMIT, Answer, Kept
from sync.stick_layout import Box, Stick
from sync.stick_volume import MARK, mark_of
from sync.trust import Breach
from sync.wire import Terms


class Found(StrEnum):
    """What became of an answer on a stick."""

    NONE = "none"  # nobody answered this laptop here
    NEW = "new"
    SAME = "same"  # it was read before, or the network brought as much
    OVERTAKEN = "overtaken"  # the log went on elsewhere; the next round or stick brings the rest
    UNREADABLE = "unreadable"  # half written, damaged, or another office's
    REFUSED = "refused"  # the depot said no: `codes`


@dataclass(slots=True)
class Returned:
    """What an answer brought.  `codes`: why something was refused."""

    found: Found = Found.NONE
    receipts: int = 0
    names: int = 0
    pieces: int = 0
    cleared: int = 0
    codes: tuple[str, ...] = ()
    breaches: list[Breach] = field(default_factory=list)


def read(satchel: Satchel, terms: Terms, seed: bytes, signer: Signer, stick: Stick) -> Returned:
    """Read the answer on a stick, and keep what it proves as a round would.

    Volumes that the depot took, or could not read, are removed from the stick.  Raise what `Stick`
    raises, and BrokenPromiseError when the depot forges its log: then a person must act.
    """
    returned = Returned()
    name = mark_of(signer.public_key)
    if name not in stick.names(Box.BACK):
        return returned
    data = stick.read(Box.BACK, name, FILE_LIMIT)
    try:
        if data is None:
            message = "not a file of this form"
            raise MalformedMessageError(message)
        answer = Answer.open(data, seed, terms.card.log_key)
    except MalformedMessageError:
        returned.found = Found.UNREADABLE
        return returned
    if (answer.depot, answer.device) != (terms.card.depot, terms.device):
        returned.found = Found.UNREADABLE
        return returned
    _Reader(satchel, terms, answer, returned).keep()
    if returned.found is not Found.OVERTAKEN:
        _clear(satchel, stick, answer, returned)
    return returned


@dataclass(slots=True)
class _Reader:
    satchel: Satchel
    terms: Terms
    answer: Answer
    returned: Returned

    def keep(self) -> None:
        """Hold the answer against every head that was seen, and keep what it proves."""
        answer, satchel = self.answer, self.satchel
        self.returned.codes = answer.refused
        new = answer.growth.head
        note = satchel.standing().log_head
        old = LogHead.parse(note) if note else None
        if not self._grown(old, new):
            return
        fresh = old is None or (new.epoch, new.size) != (old.epoch, old.size)
        roots = answer.growth.roots({one.receipt.head.size for one in answer.kept})
        for kept in sorted(answer.kept, key=lambda one: one.receipt.head.size):
            self._receipt(kept, new, roots.get(kept.receipt.head.size))
        satchel.keep_log_head(new.note)
        if fresh and satchel.standing().news:
            satchel.anchor(new.note)
        after = satchel.standing().feed
        for piece in answer.pieces:
            if piece.number > after:
                satchel.take(piece)
                self.returned.pieces += 1
        self.returned.found = Found.NEW if fresh or self.returned.receipts else Found.SAME
        if answer.refused and not answer.taken:
            self.returned.found = Found.REFUSED

    def _grown(self, old: LogHead | None, new: LogHead) -> bool:
        """Tell whether the log only grew; write a breach down, and tell an older answer apart."""
        growth = self.answer.growth
        key = self.terms.card.log_key
        if not new.signed_by(key) or new.depot != self.terms.card.depot:
            message = "the depot's log is not signed with its key"
            raise BrokenPromiseError(message, kind=Breach.FORGERY.value)
        reached = growth.roots({new.size, *([] if old is None else [old.size])})
        if reached.get(new.size) != new.root:
            message = "a depot's log is not what its leaves make"
            raise BrokenPromiseError(message, kind="unproven")
        if old is None:
            return True
        if new.epoch > old.epoch:
            self._doubt(Breach.RESTORED, f"{old.note}\n{new.note}")
        elif (new.epoch, new.size) < (old.epoch, old.size) or old.size not in reached:
            self.returned.found = Found.OVERTAKEN
            return False
        elif reached[old.size] != old.root:
            self._doubt(Breach.FORKED, f"{old.note}\n{new.note}")
        return True

    def _receipt(self, kept: Kept, new: LogHead, root: object) -> None:
        """Keep one receipt, if it stands under the log that was shown; else raise."""
        receipt, said = kept.receipt, kept.receipt.statement
        own = self.satchel.root_at(said.size)
        sound = root == receipt.head.root and receipt.head.epoch == new.epoch
        if own != said.root:
            self._doubt(Breach.LEDGER_FORKED, f"{said.size} {said.root.hex}")
            message = "the depot holds another history of this vault"
            raise BrokenPromiseError(message, kind=Breach.LEDGER_FORKED.value)
        if said.kind not in {Said.HEAD, Said.STORED} or not sound:
            message = "a receipt on a stick is not under the log beside it"
            raise BrokenPromiseError(message, kind="unproven")
        expect(
            receipt,
            kind=said.kind,
            log_key=self.terms.card.log_key,
            depot=self.terms.card.depot,
            device=self.terms.device,
            vault=self.terms.vault,
            names=kept.names,
        )
        if self._known(receipt, kept.names):
            return
        # It stands under a head that may be older than the newest one kept: that one stays newest.
        self.satchel.keep(replace(receipt, head=new), kept.names)
        self.returned.receipts += 1
        self.returned.names += len(kept.names)

    def _known(self, receipt: Receipt, names: Sequence[bytes]) -> bool:
        """Tell whether this says nothing that is not receipted already."""
        standing, said = self.satchel.standing(), receipt.statement
        if said.kind is Said.HEAD:
            return said.size <= standing.proven
        return said.size <= standing.stored and self.satchel.all_receipted(names)

    def _doubt(self, breach: Breach, detail: str) -> None:
        self.satchel.doubt(breach, detail)
        self.returned.breaches.append(breach)


def _clear(satchel: Satchel, stick: Stick, answer: Answer, returned: Returned) -> None:
    """Forget and remove what the depot dealt with; a protected stick keeps it."""
    held = [Stowed(one.manifest, place, place + 1) for one in answer.held for place in one.places]
    satchel.settle(answer.taken, joined(held))
    satchel.lose(answer.unread)
    there = set(stick.names(Box.OUT))
    try:
        for name in (*(one[:MARK].hex() for one in answer.taken), *answer.unread):
            if name in there:
                stick.remove(Box.OUT, name)
                returned.cleared += 1
    except RefusedError:
        return
