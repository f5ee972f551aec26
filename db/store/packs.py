# SPDX-License-Identifier: GPL-3.0-or-later
r"""Reference packs: rows signed by an office, taken into the vault or refused with the reason.

A pack is a C2SP signed note whose text is two lines: ``segel.id/reference-pack/v1`` and canonical
JSON ``{"edition", "files": {name: text}, "issuer"}``.  Whoever signs must be trusted by the Ketua
first.  What was taken stays; the newest edition is the one in use.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import ClassVar, Final

from db.errors import DamagedError, InvalidInputError, RefusedError
from db.ledger.act import Act, SubjectKind
from db.ledger.author import Deed
from db.ledger.entry import Entry, Subject
from db.model import canonical
from db.model.people import Right
from db.seal.hashing import digest
from db.seal.signature import Signer, fingerprint, is_key_name, key_hash, parse_note, verifies
from db.store import settings
from db.store.driver import Database, translated
from db.store.fresh import private_record
from db.store.vault import Vault

Judge = Callable[[Mapping[str, str]], None]
"""Reads the rows of a pack; raises ValueError for rows that cannot be read."""

FORMAT: Final = "segel.id/reference-pack/v1"
LIMIT: Final = 32 * 1024 * 1024
ISSUER: Final = "issuer-"
"""Settings of this name hold the public keys of offices whose packs are taken."""
KEY: Final = 32
_EDITION: Final = re.compile(r"(\d{4}-\d{2}-\d{2})(?:\.(\d{1,4}))?")


class PackRefusedError(RefusedError):
    """A pack was not taken; the rows in use stay as they are."""

    code: ClassVar[str] = "pack-refused"


class PackDamagedError(PackRefusedError):
    """These bytes are no whole pack, or not what its issuer signed."""

    code: ClassVar[str] = "pack-damaged"


class PackUnsignedError(PackRefusedError):
    """The pack has rows and no signature."""

    code: ClassVar[str] = "pack-unsigned"


class UnknownIssuerError(PackRefusedError):
    """`details["issuer"]` is nobody this vault trusts, or signs with another key than it trusts."""

    code: ClassVar[str] = "pack-issuer"


class OlderPackError(PackRefusedError):
    """`details["edition"]` is not newer than `details["current"]`, which is in use."""

    code: ClassVar[str] = "pack-older"


class PackRowsError(PackRefusedError):
    """The pack is genuine and this Segel cannot read its rows: `details["why"]`."""

    code: ClassVar[str] = "pack-rows"


@dataclass(frozen=True, slots=True)
class Taken:
    """A pack that was taken: which, in which entry, by whom, when and in which zone."""

    edition: str
    issuer: str
    seq: int
    by_name: str
    at_us: int
    zone_minutes: int


@dataclass(frozen=True, slots=True)
class Issuer:
    """An office whose packs are taken: its key's fingerprint, and who trusted it when."""

    name: str
    fingerprint: str
    by_name: str
    at_us: int
    zone_minutes: int


@dataclass(frozen=True, slots=True)
class Pack:
    """Reference files of one edition.  `files`: name to text.

    `seq`: the entry that took it, -1 before that.
    """

    edition: str
    issuer: str
    files: Mapping[str, str]
    seq: int = -1


def rank(edition: str) -> tuple[str, int]:
    """Return what editions are compared by; raise ValueError for another form."""
    match = _EDITION.fullmatch(edition)
    if match is None:
        message = "an edition is a day, with a number where the day had several"
        raise ValueError(message)
    return match[1], int(match[2] or 0)


def written(edition: str, files: Mapping[str, str], signer: Signer) -> bytes:
    """Return a pack as an office signs it; raise ValueError for an edition of another form."""
    rank(edition)
    body = canonical.to_bytes({"edition": edition, "files": dict(files), "issuer": signer.name})
    return signer.sign_note(f"{FORMAT}\n{body.decode()}\n").encode()


def trust(vault: Vault, issuer: str, public_key: bytes) -> None:
    """Take packs of `issuer` from now on, signed by the owner of `public_key`; the Ketua's act.

    Compare the key's fingerprint by another road first.  Raise InvalidInputError for a name with
    blanks or a key of another length.
    """
    vault.must(Right.ACCOUNTS)
    if not is_key_name(issuer) or len(public_key) != KEY:
        message = "not the name and key of an issuer"
        raise InvalidInputError(message, what="issuer")
    about = Subject(SubjectKind.REFERENCE, issuer, digest=digest(public_key))
    record = private_record("issuer", issuer=issuer, key=public_key.hex())

    def change(db: Database, _entries: tuple[Entry, ...]) -> None:
        value = [f"{ISSUER}{issuer}", public_key.hex()]
        db.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)", value)

    vault.write([Deed(Act.ISSUER_TRUSTED, about, record)], change)


def distrust(vault: Vault, issuer: str) -> None:
    """Take no more packs of `issuer`; the Ketua's act.  What was taken of it stays.

    Raise InvalidInputError with `what` "issuer-untrusted" for one nobody trusts.
    """
    vault.must(Right.ACCOUNTS)
    key = settings.get(vault, f"{ISSUER}{issuer}")
    if not key:
        message = "this vault trusts no such issuer"
        raise InvalidInputError(message, what="issuer-untrusted", issuer=issuer)
    about = Subject(SubjectKind.REFERENCE, issuer, digest=digest(bytes.fromhex(key)))
    record = private_record("issuer", issuer=issuer, key=key)

    def change(db: Database, _entries: tuple[Entry, ...]) -> None:
        db.execute("DELETE FROM setting WHERE name = ?", [f"{ISSUER}{issuer}"])

    vault.write([Deed(Act.ISSUER_DISTRUSTED, about, record)], change)


def issuers(vault: Vault) -> tuple[Issuer, ...]:
    """Return the trusted offices, with who trusted each and when."""
    with translated("records.db"):
        rows = vault.db.execute(
            "SELECT n.subject, a.name, n.wall_us, n.zone_minutes FROM entry AS n"
            " LEFT JOIN account AS a ON a.id = n.who WHERE n.act = ? ORDER BY n.seq",
            [Act.ISSUER_TRUSTED.value],
        ).fetchall()
    said = {subject: (name or "", at_us, zone) for subject, name, at_us, zone in rows}
    return tuple(
        Issuer(name, mark, *said.get(name, ("", 0, 0))) for name, mark in trusted(vault).items()
    )


def trusted(vault: Vault) -> dict[str, str]:
    """Return the issuers whose packs are taken, with the fingerprints of their keys."""
    with translated("records.db"):
        rows = vault.db.execute(
            "SELECT name, value FROM setting WHERE name >= ? AND name < ? ORDER BY name",
            [ISSUER, ISSUER[:-1] + "."],
        ).fetchall()
    return {name.removeprefix(ISSUER): fingerprint(bytes.fromhex(key)) for name, key in rows}


def opened(vault: Vault, data: bytes) -> Pack:
    """Return what a pack holds, its issuer and signature known to be good; nothing is taken.

    Raise PackDamagedError, PackUnsignedError or UnknownIssuerError.
    """
    if len(data) > LIMIT:
        message = "a pack is never this long"
        raise PackDamagedError(message)
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        message = "not a pack"
        raise PackDamagedError(message) from error
    try:
        note = parse_note(text)
    except DamagedError as error:
        if text.startswith(f"{FORMAT}\n") and "\n\n" not in text.rstrip("\n"):
            message = "nobody signed this pack"
            raise PackUnsignedError(message) from error
        message = "not a whole pack"
        raise PackDamagedError(message) from error
    pack = _read(note.text)
    key = settings.get(vault, f"{ISSUER}{note.name}")
    if not key or pack.issuer != note.name:
        message = "this vault trusts no such issuer"
        raise UnknownIssuerError(message, issuer=note.name)
    public_key = bytes.fromhex(key)
    if not verifies(note, public_key):
        if note.key_hash != key_hash(note.name, public_key):
            message = "signed with another key than the trusted one"
            raise UnknownIssuerError(message, issuer=note.name)
        message = "not what its issuer signed"
        raise PackDamagedError(message)
    return pack


def issue(vault: Vault, edition: str, files: Mapping[str, str], issuer: str) -> bytes:
    """Return a pack signed with the working account's key, in the name of `issuer`; Ketua's act.

    The ledger says that it was issued.  Raise InvalidInputError with `what` "issuer" for a name
    with blanks, and with "edition" for an edition that is no day.
    """
    vault.must(Right.ACCOUNTS)
    if not is_key_name(issuer):
        message = "not the name of an issuer"
        raise InvalidInputError(message, what="issuer")
    try:
        data = written(edition, files, Signer(issuer, vault.own_keys().seed))
    except ValueError as error:
        raise InvalidInputError(str(error), what="edition", edition=edition) from error
    about = Subject(SubjectKind.REFERENCE, edition, digest=digest(data))
    vault.write([Deed(Act.REFERENCE_ISSUED, about, private_record("issued", issuer=issuer))])
    return data


def take(vault: Vault, data: bytes, *, built_in: str, judge: Judge) -> Pack:
    """Take a signed pack into the vault.  `built_in`: the edition that came with the program.

    Raise one of the kinds of PackRefusedError; the rows in use stay as they are.
    """
    vault.must(Right.READ)
    pack = opened(vault, data)
    before = current(vault)
    used = max([built_in, *([] if before is None else [before.edition])], key=rank)
    if rank(pack.edition) <= rank(used):
        message = "this pack is not newer than the rows in use"
        raise OlderPackError(message, edition=pack.edition, current=used)
    try:
        judge(pack.files)
    except ValueError as error:
        message = "the rows of this pack cannot be read"
        raise PackRowsError(message, why=str(error)[:200]) from error
    about = Subject(SubjectKind.REFERENCE, pack.edition, digest=digest(data))
    record = private_record("reference", pack=data.decode())

    def change(db: Database, entries: tuple[Entry, ...]) -> None:
        row = [entries[0].sequence, pack.edition, pack.issuer]
        db.execute("INSERT INTO pack VALUES (?, ?, ?)", row)

    entry = vault.write([Deed(Act.REFERENCE_TAKEN, about, record)], change)[0]
    return Pack(pack.edition, pack.issuer, pack.files, entry.sequence)


def taken(vault: Vault) -> tuple[Taken, ...]:
    """Return every pack that was taken, the newest edition first."""
    with translated("records.db"):
        rows = vault.db.execute(
            "SELECT k.edition, k.issuer, k.seq, a.name, n.wall_us, n.zone_minutes FROM pack AS k"
            " JOIN entry AS n ON n.seq = k.seq LEFT JOIN account AS a ON a.id = n.who"
        ).fetchall()
    found = [
        Taken(edition, issuer, seq, name or "", at_us, zone)
        for edition, issuer, seq, name, at_us, zone in rows
    ]
    return tuple(sorted(found, key=lambda one: rank(one.edition), reverse=True))


def current(vault: Vault) -> Pack | None:
    """Return the newest pack that was taken, or None while the built-in rows are in use.

    Raise VaultDamagedError or PackDamagedError for records that someone changed.
    """
    newest = next(iter(taken(vault)), None)
    if newest is None:
        return None
    with translated("records.db"):
        row = vault.db.execute(
            "SELECT r.body FROM entry AS n JOIN record AS r ON r.digest = n.record WHERE n.seq = ?",
            [newest.seq],
        ).fetchone()
    try:
        note = str(json.loads(row[0])["pack"])
    except (TypeError, ValueError, KeyError) as error:
        message = "the record of a pack is gone"
        raise PackDamagedError(message) from error
    pack = _read(parse_note(note).text)
    if pack.edition != newest.edition:
        message = "the record of a pack holds another one"
        raise PackDamagedError(message)
    return Pack(pack.edition, pack.issuer, pack.files, newest.seq)


def _read(text: str) -> Pack:
    first, _, body = text.partition("\n")
    try:
        if first != FORMAT:
            raise ValueError
        value = canonical.from_bytes(body.removesuffix("\n").encode())
        if not isinstance(value, Mapping) or set(value) != {"edition", "files", "issuer"}:
            raise ValueError
        edition, files, issuer = value["edition"], value["files"], value["issuer"]
        if not isinstance(edition, str) or not isinstance(issuer, str):
            raise TypeError
        rank(edition)
        if not isinstance(files, Mapping):
            raise TypeError
        told = {name: content for name, content in files.items() if isinstance(content, str)}
        if len(told) != len(files):
            raise TypeError
    except (DamagedError, ValueError, TypeError) as error:
        message = "the text of this pack is not in its form"
        raise PackDamagedError(message) from error
    return Pack(edition, issuer, told)
