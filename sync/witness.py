# SPDX-License-Identifier: GPL-3.0-or-later
"""A witness of other offices' logs: it signs a head only when the log grew from the one before.

What it signed last stands on its disk before its signature leaves.  Two heads of one log that do
not fit are kept side by side, and that log is signed no more.
"""

import hashlib
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Final, Protocol

from db.errors import DamagedError, InvalidInputError, SegelError
from db.model import canonical
from db.seal.cosignature import Cosigner
from sync import witnessing
from sync.checkpoint import LogHead
from sync.enrolment import CARD_LIMIT, PIN, SECRET, Invitation, OfficeCard
from sync.errors import BusyError, MalformedMessageError
from sync.http import address_of, fetch_card
from sync.line import Line
from sync.trust import Breach, judge
from sync.witnessing import GROWTH_LIMIT, WITNESSED_LIMIT, Cosigned, Growth

TYPE: Final = "segel.id/witness/v1"
KEY: Final = "kunci"
_PIN: Final = re.compile(rf"[0-9a-f]{{{2 * PIN}}}")


class Verdict(StrEnum):
    """How looking at one log ended."""

    FIRST = "first"  # signed; nothing was known of this log before
    GREW = "grew"  # signed; it begins with what was signed before
    RECALLED = "recalled"  # signed; the memory was gone, and found again in an own signature
    UNWANTED = "unwanted"  # it grew, but its office has not named this witness
    RESTORED = "restored"  # it says that it was put back; not signed until somebody agrees
    SHRUNK = "shrunk"  # shorter than what was signed
    FORKED = "forked"  # does not begin with what was signed
    FORGERY = "forgery"  # not signed with the log's key

    @property
    def signed(self) -> bool:
        """Tell whether a signature was given and taken."""
        return self in {Verdict.FIRST, Verdict.GREW, Verdict.RECALLED}


@dataclass(frozen=True, slots=True)
class Known:
    """What a witness remembers of one log.  `pin`: of its office's card."""

    depot: str
    title: str
    url: str
    pin: bytes
    ca: bytes
    log_key: bytes
    note: str


@dataclass(frozen=True, slots=True)
class Look:
    """What was found at one log.  `known`, `shown`: heads, empty for none."""

    depot: str
    title: str
    verdict: Verdict
    known: str
    shown: str


class Road(Protocol):
    """How a log's office is reached."""

    def ask(self, method: str, path: str, body: bytes, most: int) -> tuple[int, bytes]:
        """Return status and body of an answer; raise what the network raises."""


Reach = Callable[[Known], Road]


class HttpRoad:
    """An office over TLS on its own authority; a connection for each request."""

    def __init__(self, known: Known) -> None:
        card = OfficeCard(known.depot, known.title, known.ca, known.log_key, ())
        self._address = address_of(known.url, card)

    def ask(self, method: str, path: str, body: bytes, most: int) -> tuple[int, bytes]:
        """Return status and body of an answer."""
        line = Line(self._address)
        try:
            answer = line.ask(method, path, {}, body, most)
        finally:
            line.close()
        return answer.status, answer.body


class Memory:
    """A folder with the witness's key and a file for each log."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def cosigner(self, name: str) -> Cosigner:
        """Return the key, made at the first time under `name`; later the name may be empty.

        Raise InvalidInputError for another name than it has, or none at the first time.
        """
        path = self._folder / KEY
        if path.exists():
            held, _, seed = path.read_text(encoding="utf-8").strip().partition(" ")
            if name not in {"", held}:
                message = "this witness has another name"
                raise InvalidInputError(message, what="witness-name")
            return Cosigner(held, bytes.fromhex(seed))
        seed_new = os.urandom(32)
        try:
            made = Cosigner(name, seed_new)
        except ValueError as error:
            message = "a witness needs a name without blanks"
            raise InvalidInputError(message, what="witness-name") from error
        if len(name) > witnessing.NAME:
            message = "the name of a witness is too long"
            raise InvalidInputError(message, what="witness-name")
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        _write(path, f"{name} {seed_new.hex()}\n".encode())
        return made

    def logs(self) -> tuple[Known, ...]:
        """Return every log that is known."""
        return tuple(self._read(path) for path in sorted(self._folder.glob("*.json")))

    def keep(self, known: Known) -> None:
        """Remember a log's newest head, flushed to the disk."""
        told: Mapping[str, canonical.Json] = {
            "ca": known.ca.hex(),
            "depot": known.depot,
            "log_key": known.log_key.hex(),
            "note": known.note,
            "pin": known.pin.hex(),
            "title": known.title,
            "type": TYPE,
            "url": known.url,
        }
        _write(self._folder / f"{known.depot}.json", canonical.to_bytes(told) + b"\n")

    def accuse(self, known: Known, verdict: Verdict, shown: str) -> Path:
        """Keep two heads that do not fit; the same two once.  Return the file."""
        told = f"{verdict.value}\n\n{known.note}\n{shown}"
        mark = hashlib.sha256(told.encode()).hexdigest()[:12]
        path = self._folder / f"{known.depot}-{verdict.value}-{mark}.txt"
        if not path.exists():
            _write(path, told.encode())
        return path

    def accused(self, depot: str) -> bool:
        """Tell whether a log was caught forked: it is signed no more."""
        return any(self._folder.glob(f"{depot}-{Verdict.FORKED.value}-*.txt"))

    @staticmethod
    def _read(path: Path) -> Known:
        message = "what the witness remembers is damaged"
        try:
            told = canonical.from_bytes(path.read_bytes().removesuffix(b"\n"))
            if not isinstance(told, dict) or told["type"] != TYPE:
                raise DamagedError(message)
            ca, key, pin = (bytes.fromhex(str(told[name])) for name in ("ca", "log_key", "pin"))
            names = (str(told["depot"]), str(told["title"]), str(told["url"]))
            return Known(*names, pin, ca, key, str(told["note"]))
        except (KeyError, ValueError) as error:
            raise DamagedError(message) from error


def written_address(url: str, pin: bytes) -> str:
    """Return a log's address as its operator gives it out: with the mark of the office's card."""
    return f"{url}#{pin.hex()}"


def meet(address: str) -> Known:
    """Return a log that was not known before; raise InvalidInputError for an address without mark.

    The card may come from anyone: the mark says which it must be.
    """
    url, _, mark = address.strip().partition("#")
    if _PIN.fullmatch(mark) is None:
        message = "the address of a log ends in the mark of its office"
        raise InvalidInputError(message, what="log-address")
    card = fetch_card(Invitation(url, bytes.fromhex(mark), bytes(SECRET)))
    return Known(card.depot, card.title, url, card.pin, card.ca, card.log_key, "")


def look(
    memory: Memory,
    known: Known,
    cosigner: Cosigner,
    now_s: int,
    *,
    reach: Reach = HttpRoad,
    restored: bool = False,
) -> Look:
    """Look at a log once, and sign its head when it grew from what is remembered.

    `restored`: somebody knows that the office was put back to a backup, and agrees.  Raise what
    the network raises, and MalformedMessageError for an answer that is none.
    """
    road = reach(known)
    recalled = ""
    if not known.note:
        recalled = _own_words(road, known, cosigner)
        known = replace(known, note=recalled)
    old = LogHead.parse(known.note) if known.note else None
    growth = _growth(road, 0 if old is None else old.size)
    new = LogHead.parse(growth.note)
    breach = Breach.FORGERY if new.depot != known.depot else None
    breach = breach or judge(old, new, growth.path, known.log_key)
    if breach is Breach.RESTORED and restored:
        breach = None
    if breach is None and old is not None and memory.accused(known.depot):
        breach = Breach.FORKED
    if breach is not None:
        verdict = Verdict(breach.value)
        memory.accuse(known, verdict, new.note)
        return Look(known.depot, known.title, verdict, known.note, new.note)
    memory.keep(replace(known, note=new.note))
    text = new.note.partition("\n\n")[0] + "\n"
    said = Cosigned(new, text, (cosigner.sign(text, now_s),))
    status, _ = road.ask("POST", "/log/cosignatures", said.emit().encode(), CARD_LIMIT)
    verdict = Verdict.FIRST if old is None else Verdict.RECALLED if recalled else Verdict.GREW
    if status == 403:
        verdict = Verdict.UNWANTED
    elif status != 204:
        message = "the depot did not take a signature"
        raise BusyError(message, seconds="60")
    return Look(known.depot, known.title, verdict, known.note, new.note)


def _growth(road: Road, old: int) -> Growth:
    status, body = road.ask("GET", f"/log/growth?old={old}", b"", GROWTH_LIMIT)
    if status == 409:  # shorter than what was signed: its head says so itself
        status, body = road.ask("GET", "/log/growth?old=0", b"", GROWTH_LIMIT)
    if status != 200:
        message = "the depot does not show its log"
        raise BusyError(message, seconds="60")
    return Growth.parse(body)


def _own_words(road: Road, known: Known, cosigner: Cosigner) -> str:
    """Return the head that this witness itself signed last, as the depot keeps it, or nothing."""
    status, body = road.ask("GET", "/log/witnessed", b"", WITNESSED_LIMIT)
    if status != 200:
        return ""
    try:
        said = witnessing.read(body)
    except SegelError as error:
        message = "the depot does not tell what its witnesses said"
        raise MalformedMessageError(message) from error
    for one in said:
        head, first = one.cosigned.head, one.cosigned.cosignatures[0]
        if head.signed_by(known.log_key) and first.by(cosigner.key, one.cosigned.text):
            return head.note
    return ""


def _write(path: Path, data: bytes) -> None:
    """Write a file whole or not at all, flushed, readable by its owner alone."""
    fresh = path.with_name(path.name + ".baru")
    fresh.unlink(missing_ok=True)
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
