# SPDX-License-Identifier: GPL-3.0-or-later
"""One entry of the ledger: who did what to which thing, by which clocks, after which entry.

An entry travels to offices that may not read evidence, so it holds ids and hashes only.  What is
private about the act stands in a record, stored encrypted, whose SHA-256 the entry carries.
"""

import re
from dataclasses import dataclass
from typing import Final, Self

from db.errors import DamagedError
from db.ledger.act import Act, SubjectKind
from db.ledger.tree import leaf_hash
from db.model import canonical
from db.model.canonical import Json
from db.model.digest import Digest
from db.model.ids import AccountId, VaultId, is_ulid
from db.model.moment import Moment, from_iso

FORMAT: Final = "segel.id/entry/v1"
GENESIS: Final = Digest(bytes(32))
BODY_LIMIT: Final = 4096
FIELDS: Final = frozenset(
    {
        "act",
        "clock",
        "format",
        "previous",
        "record",
        "sequence",
        "subject",
        "tool",
        "vault",
        "who",
    }
)
CLOCK_FIELDS: Final = frozenset(
    {"boot", "since_boot_ms", "trusted", "wall", "zone", "zone_minutes"}
)
_HEX = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Subject:
    """What an entry is about.

    `digest`: for evidence, the SHA-256 of exactly the original bytes.  `public_key`: for accounts,
    32 bytes, so that the ledger itself says who signed since when.  `role`: likewise.
    """

    kind: SubjectKind
    id: str
    digest: Digest | None = None
    public_key: bytes | None = None
    role: str | None = None

    def to_json(self) -> dict[str, Json]:
        """Return the form in an entry; what is not there is left out."""
        value: dict[str, Json] = {"id": self.id, "kind": self.kind.value}
        if self.digest is not None:
            value["sha256"] = self.digest.hex
        if self.public_key is not None:
            value["key"] = self.public_key.hex()
        if self.role is not None:
            value["role"] = self.role
        return value


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry and its exact bytes.  `link` is the RFC 6962 leaf hash of `body`."""

    sequence: int
    previous: Digest
    vault: VaultId
    who: AccountId
    act: Act
    subject: Subject
    record: Digest | None
    wall_us: int
    zone_minutes: int
    since_boot_ms: int
    boot: str
    body: bytes

    @property
    def link(self) -> Digest:
        """Return the hash by which the next entry names this one."""
        return leaf_hash(self.body)

    @classmethod
    def write(
        cls,
        *,
        sequence: int,
        previous: Digest,
        vault: VaultId,
        who: AccountId,
        act: Act,
        subject: Subject,
        record: Digest | None,
        moment: Moment,
        tool: str,
    ) -> Self:
        """Return the entry of one act."""
        body = canonical.to_bytes(
            {
                "act": act.value,
                "clock": moment.to_json(),
                "format": FORMAT,
                "previous": previous.hex,
                "record": None if record is None else record.hex,
                "sequence": sequence,
                "subject": subject.to_json(),
                "tool": tool,
                "vault": vault,
                "who": who,
            }
        )
        return cls.parse(body)

    @classmethod
    def parse(cls, body: bytes) -> Self:
        """Read an entry; raise DamagedError unless `body` is exactly one."""
        if len(body) > BODY_LIMIT:
            message = "an entry is never this long"
            raise DamagedError(message)
        value = canonical.from_bytes(body)
        try:
            if not isinstance(value, dict) or set(value) != FIELDS or value["format"] != FORMAT:
                raise ValueError
            clock = value["clock"]
            record = value["record"]
            sequence = _whole(value["sequence"])
            texts = (value["tool"], value["vault"], value["who"], clock["boot"], clock["zone"])
            if set(clock) != CLOCK_FIELDS or sequence < 0:
                raise ValueError
            if not all(isinstance(text, str) for text in texts):
                raise TypeError
            if clock["trusted"] is not None:
                from_iso(clock["trusted"])
            if not is_ulid(value["vault"]) or not is_ulid(value["who"]):
                raise ValueError
            return cls(
                sequence,
                _digest(value["previous"]),
                VaultId(value["vault"]),
                AccountId(value["who"]),
                Act(value["act"]),
                _subject(value["subject"]),
                None if record is None else _digest(record),
                from_iso(clock["wall"]),
                _whole(clock["zone_minutes"]),
                _whole(clock["since_boot_ms"]),
                clock["boot"],
                body,
            )
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            message = "not an entry of this ledger's format"
            raise DamagedError(message) from error


def _digest(text: object) -> Digest:
    if not isinstance(text, str) or not _HEX.fullmatch(text):
        raise ValueError
    return Digest.from_hex(text)


def _whole(number: object) -> int:
    if not isinstance(number, int) or isinstance(number, bool):
        raise TypeError
    return number


def _subject(value: dict[str, str]) -> Subject:
    if not {"id", "kind"} <= set(value) <= {"id", "kind", "sha256", "key", "role"}:
        raise ValueError
    if not all(isinstance(part, str) for part in value.values()):
        raise TypeError
    digest, key = value.get("sha256"), value.get("key")
    if key is not None and not _HEX.fullmatch(key):
        raise ValueError
    return Subject(
        SubjectKind(value["kind"]),
        value["id"],
        None if digest is None else _digest(digest),
        None if key is None else bytes.fromhex(key),
        value.get("role"),
    )
