# SPDX-License-Identifier: GPL-3.0-or-later
"""What an office says to laptops: letters, each signed by a person whom the office vouches for.

The office's card, pinned at enrolment, names the office's voices.  A voice signs numbered lists of
speakers; a speaker signs letters; each letter carries the list that vouches for its writer.  So a
depot that passes letters on can hold them back, but neither write nor change one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Self

from db.errors import DamagedError
from db.model.canonical import Json
from db.model.ids import VaultId, is_ulid
from db.model.moment import from_iso, iso
from db.seal import letterbox
from db.seal.parcel import OfficeKey
from db.seal.signature import SIGNATURE, Signer, signed
from sync import framing
from sync.enrolment import OfficeCard
from sync.errors import MalformedMessageError

PIECE: Final = "letter"
"""The kind under which letters stand in a feed."""
LIST: Final = b"segel.id/speakers/v1"
LETTER: Final = b"segel.id/letter/v1"
LIST_LIMIT: Final = 32 * 1024
ATTACHED_LIMIT: Final = 33 * 1024 * 1024
LETTER_LIMIT: Final = ATTACHED_LIMIT + LIST_LIMIT + framing.HEAD_LIMIT
SEALED_LIMIT: Final = LETTER_LIMIT + framing.HEAD_LIMIT
MOST_SPEAKERS: Final = 100
MOST: Final = 2**53 - 1
TEXT: Final = 8000
NAME: Final = 100


class Says(StrEnum):
    """What a letter is."""

    INSTRUCTION = "instruction"  # `text`
    ASK_BACK = "ask-back"  # `about`, `subject`, `text`: something is missing
    NUMBER = "official-number"  # `subject` a paper, `key` the answer it goes to, `number`
    REVIEW = "review"  # `about`, `subject`, `text`: it was looked at
    PACK = "reference-pack"  # attached
    REVOCATION = "revocation-notice"  # `subject` a device, `text` why
    SPEAKERS = "speakers"  # nothing but its list
    NEWER = "newer-version"  # `version` of the program exists; it travels by stick or file


PARTS: Final[Mapping[Says, frozenset[str]]] = {
    Says.INSTRUCTION: frozenset({"text"}),
    Says.ASK_BACK: frozenset({"about", "subject", "text"}),
    Says.NUMBER: frozenset({"key", "number", "subject"}),
    Says.REVIEW: frozenset({"about", "subject", "text"}),
    Says.PACK: frozenset(),
    Says.REVOCATION: frozenset({"subject", "text"}),
    Says.SPEAKERS: frozenset(),
    Says.NEWER: frozenset({"version"}),
}


@dataclass(frozen=True, slots=True)
class Speaker:
    """One person who may speak for an office.  `key`: 32 bytes, Ed25519."""

    key: bytes
    name: str


@dataclass(frozen=True, slots=True)
class Speakers:
    """Who may speak for an office, as one of its voices says.

    `vault`: the office's vault whose accounts these are.  Of its lists, a higher `number` is newer.
    """

    depot: str
    vault: VaultId
    number: int
    voice: bytes
    speakers: tuple[Speaker, ...]
    body: bytes

    @classmethod
    def write(
        cls, depot: str, vault: VaultId, number: int, speakers: Sequence[Speaker], voice: Signer
    ) -> Self:
        """Sign a list."""
        told: list[Json] = [{"key": one.key.hex(), "name": one.name} for one in speakers]
        key = voice.public_key.hex()
        body = framing.pack(
            "speakers", depot=depot, number=number, speakers=told, vault=vault, voice=key
        )
        return cls.parse(body + voice.sign(LIST, body))

    @classmethod
    def parse(cls, data: bytes) -> Self:
        """Read a list whose own signature holds; raise MalformedMessageError for anything else."""
        fields = frozenset({"depot", "number", "speakers", "vault", "voice"})
        head, tail = framing.unpack(data, "speakers", fields, LIST_LIMIT)
        told, voice = head["speakers"], framing.digest(head["voice"]).value
        if not isinstance(told, Sequence) or isinstance(told, str) or len(told) > MOST_SPEAKERS:
            raise MalformedMessageError(_BAD)
        if len(tail) != SIGNATURE or not signed(voice, tail, LIST, data[:-SIGNATURE]):
            raise MalformedMessageError(_BAD)
        vault, depot = framing.text(head["vault"], 26), framing.text(head["depot"], 40)
        if not is_ulid(vault):
            raise MalformedMessageError(_BAD)
        number = framing.whole(head["number"], MOST)
        return cls(depot, VaultId(vault), number, voice, tuple(map(_speaker, told)), data)

    def of(self, card: OfficeCard) -> bool:
        """Tell whether a voice of this office signed the list."""
        return self.depot == card.depot and self.voice in card.voices


def _speaker(told: Json) -> Speaker:
    if not isinstance(told, Mapping) or set(told) != {"key", "name"}:
        raise MalformedMessageError(_BAD)
    return Speaker(framing.digest(told["key"]).value, framing.text(told["name"], NAME))


@dataclass(frozen=True, slots=True)
class Letter:
    """One thing said.  `to`: one vault, or empty for all.  `at_us`: by its writer's clock.

    `parts`: by kind, as in `PARTS`.  `by`: the key of the person who signed.
    """

    id: str
    says: Says
    to: str
    at_us: int
    by: bytes
    parts: Mapping[str, str]
    attached: bytes
    speakers: Speakers
    body: bytes

    @classmethod
    def write(
        cls,
        signer: Signer,
        speakers: Speakers,
        *,
        identity: str,
        says: Says,
        to: str,
        at_us: int,
        parts: Mapping[str, str],
        attached: bytes = b"",
    ) -> Self:
        """Sign a letter; raise MalformedMessageError for one that nobody would take."""
        body = framing.pack(
            "letter",
            speakers.body + attached,
            at=iso(at_us),
            by=signer.public_key.hex(),
            depot=speakers.depot,
            id=identity,
            list=len(speakers.body),
            parts=dict(parts),
            says=says.value,
            to=to,
        )
        return cls.parse(body + signer.sign(LETTER, body))

    @classmethod
    def parse(cls, data: bytes) -> Self:
        """Read a letter whose own signature holds; who vouches for its writer is not looked at."""
        fields = frozenset({"at", "by", "depot", "id", "list", "parts", "says", "to"})
        head, tail = framing.unpack(data, "letter", fields, LETTER_LIMIT)
        by, told = framing.digest(head["by"]).value, head["parts"]
        length = framing.whole(head["list"], LIST_LIMIT)
        if len(tail) < length + SIGNATURE or not isinstance(told, Mapping):
            raise MalformedMessageError(_BAD)
        if not signed(by, tail[-SIGNATURE:], LETTER, data[:-SIGNATURE]):
            raise MalformedMessageError(_BAD)
        try:
            says, at_us = Says(framing.text(head["says"], 20)), from_iso(framing.text(head["at"]))
        except (ValueError, DamagedError) as error:
            raise MalformedMessageError(_BAD) from error
        speakers = Speakers.parse(tail[:length])
        identity, to = framing.text(head["id"], 26), framing.text(head["to"], 26)
        attached = tail[length:-SIGNATURE]
        parts = {key: framing.text(value, TEXT) for key, value in told.items()}
        named = is_ulid(identity) and (not to or is_ulid(to)) and head["depot"] == speakers.depot
        if not named or set(parts) != PARTS[says] or bool(attached) != (says is Says.PACK):
            raise MalformedMessageError(_BAD)
        return cls(identity, says, to, at_us, by, parts, attached, speakers, data)

    @property
    def writer(self) -> Speaker | None:
        """Return who wrote it, if the list it carries vouches for them."""
        return next((one for one in self.speakers.speakers if one.key == self.by), None)


def sealed_for(letter: Letter, box: bytes) -> bytes:
    """Return a letter that only the laptop with this letterbox can read."""
    meaning = _meaning(letter.speakers.depot, letter.to)
    return framing.pack("sealed", letterbox.seal(box, meaning, letter.body), to=letter.to)


def opened(data: bytes, depot: str, vault: VaultId, box: OfficeKey) -> Letter:
    """Return the letter in a piece, sealed for this laptop or open to all.

    Raise MalformedMessageError for bytes that are none, DamagedError for one sealed for another.
    """
    if framing.kind_of(data) == "sealed":
        _, tail = framing.unpack(data, "sealed", frozenset({"to"}), SEALED_LIMIT)
        data = letterbox.open_(box, _meaning(depot, vault), tail)
    return Letter.parse(data)


def _meaning(depot: str, vault: str) -> bytes:
    return LETTER + f"/{depot}/{vault}".encode()


_BAD: Final = "not a letter of an office"
