# SPDX-License-Identifier: GPL-3.0-or-later
"""What witnesses, depots and laptops say to each other about the head of a log.

*Growth* is the body that any C2SP witness takes (c2sp.org/tlog-witness, `add-checkpoint`)::

    old 7
    <base 64 of each step of the proof, a line each>
    <empty line>
    <the head, signed by its log>

*Witnessed* is what a laptop asks for: the newest head each witness signed, and the proof between it
and the head the laptop knows.
"""

import base64
import binascii
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Self

from db.errors import DamagedError
from db.ledger.tree import verify_consistency
from db.model import canonical
from db.model.digest import LENGTH as HASH
from db.seal.cosignature import Cosignature, WitnessKey, split
from sync import framing
from sync.checkpoint import LIMIT as NOTE_LIMIT
from sync.checkpoint import LogHead
from sync.errors import MalformedMessageError

STEPS: Final = 64
GROWTH_LIMIT: Final = 32 + STEPS * 45 + 4 * NOTE_LIMIT
WITNESSED_LIMIT: Final = 64 * 1024
MOST: Final = 8
"""Witnesses of one log: more are not listened to."""
NAME: Final = 60
_OLD: Final = re.compile(r"old (0|[1-9][0-9]{0,15})")


@dataclass(frozen=True, slots=True)
class Growth:
    """A log's newest head, and the proof that it begins with the one of `old` leaves."""

    old: int
    path: tuple[bytes, ...]
    note: str

    def emit(self) -> bytes:
        """Return the body."""
        steps = "".join(f"{base64.b64encode(step).decode()}\n" for step in self.path)
        return f"old {self.old}\n{steps}\n{self.note}".encode()

    @classmethod
    def parse(cls, body: bytes) -> Self:
        """Raise MalformedMessageError unless `body` is exactly one.  Verifies nothing."""
        try:
            text = body[: GROWTH_LIMIT + 1].decode()
            start, blank, note = text.partition("\n\n")
            first, *steps = start.split("\n")
            found = _OLD.fullmatch(first)
            path = tuple(base64.b64decode(step, validate=True) for step in steps)
        except (UnicodeDecodeError, binascii.Error, ValueError) as error:
            raise MalformedMessageError(_BAD) from error
        sized = len(body) <= GROWTH_LIMIT and len(path) < STEPS
        if found is None or not blank or not sized or any(len(step) != HASH for step in path):
            raise MalformedMessageError(_BAD)
        growth = cls(int(found[1]), path, note)
        if growth.emit() != body:
            raise MalformedMessageError(_BAD)
        return growth


@dataclass(frozen=True, slots=True)
class Cosigned:
    """A head with the signatures of witnesses under that of its log."""

    head: LogHead
    text: str
    cosignatures: tuple[Cosignature, ...]

    @classmethod
    def parse(cls, note: str) -> Self:
        """Read one; raise MalformedMessageError for any other form.  Verifies nothing."""
        try:
            text, (first, *others) = split(note[: 8 * NOTE_LIMIT])
            head = LogHead.parse(f"{text}\n{first}\n")
            return cls(head, text, tuple(map(Cosignature.read, others)))
        except DamagedError as error:
            raise MalformedMessageError(_BAD) from error

    def emit(self) -> str:
        """Return the note with all signatures."""
        return self.head.note + "".join(f"{one.line}\n" for one in self.cosignatures)


@dataclass(frozen=True, slots=True)
class Testimony:
    """The newest head that one witness signed, and the proof between it and a known head."""

    key: WitnessKey
    cosigned: Cosigned
    path: tuple[bytes, ...]

    @property
    def time_s(self) -> int:
        """Return when the witness signed, by its own clock."""
        return self.cosigned.cosignatures[0].time_s

    def holds(self, known: LogHead, log_key: bytes) -> bool:
        """Tell whether log and witness signed the head, and `known` is of the very same log."""
        head, one = self.cosigned.head, self.cosigned.cosignatures[0]
        old, new = sorted((head, known), key=lambda either: either.size)
        return (
            (head.depot, head.epoch) == (known.depot, known.epoch)
            and head.signed_by(log_key)
            and one.by(self.key, self.cosigned.text)
            and verify_consistency(old.size, old.root, new.size, new.root, self.path)
        )


def write(testimonies: Sequence[Testimony]) -> bytes:
    """Return what witnesses said, as a message."""
    told: list[canonical.Json] = [
        {"key": one.key.written(), "note": one.cosigned.emit(), "steps": len(one.path)}
        for one in testimonies
    ]
    tail = b"".join(step for one in testimonies for step in one.path)
    return framing.pack("witnessed", tail, witnesses=told)


def read(body: bytes) -> tuple[Testimony, ...]:
    """Read such a message; raise MalformedMessageError or NewerFormatError.  Verifies nothing."""
    head, tail = framing.unpack(body, "witnessed", frozenset({"witnesses"}), WITNESSED_LIMIT)
    told = head["witnesses"]
    if not isinstance(told, Sequence) or isinstance(told, str) or len(told) > MOST:
        raise MalformedMessageError(_BAD)
    steps = framing.hashes(tail)
    found: list[Testimony] = []
    at = 0
    for one in told:
        if not isinstance(one, dict) or set(one) != {"key", "note", "steps"}:
            raise MalformedMessageError(_BAD)
        try:
            key = WitnessKey.read(framing.text(one["key"], 200))
        except DamagedError as error:
            raise MalformedMessageError(_BAD) from error
        cosigned = Cosigned.parse(framing.text(one["note"], 8 * NOTE_LIMIT))
        many = framing.whole(one["steps"], STEPS)
        if len(cosigned.cosignatures) != 1 or len(key.name) > NAME:
            raise MalformedMessageError(_BAD)
        found.append(Testimony(key, cosigned, steps[at : at + many]))
        at += many
    if at != len(steps):
        raise MalformedMessageError(_BAD)
    return tuple(found)


_BAD: Final = "not in the form that witnesses speak"
