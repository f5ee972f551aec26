# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything of the ledger and the keys, of packs and tables, and what people type or scan."""

import hashlib
import json
from collections.abc import Callable, Iterable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

import resources.reference
from db.bundle.excerpt import read_canonical
from db.casework import identity, numbering, people_import, social
from db.casework.reference import Reference
from db.ledger.checkpoint import Checkpoint
from db.ledger.entry import Entry
from db.ledger.spoken import SpokenHead
from db.model import canonical
from db.model.digest import Digest
from db.model.ids import AccountId
from db.model.moment import from_iso
from db.model.progress import never
from db.seal import age, escrow, recovery, signature, slots, timestamp
from db.seal.cosignature import Cosigner, WitnessKey
from db.store import doors, packs
from db.store.copying import FORMAT, LIST, check_copy
from db.store.filed import Filed
from db.store.folder import Attempts, Folder
from db.store.vault import Vault
from desktop.actions import borders, inbox, printing, syncing
from tests.fakes import small_packs
from tests.fakes.small_vault import found
from tests.fakes.stopped_clock import StoppedClock
from tests.fuzz.target import (
    EXPECTED,
    KIB,
    Border,
    Named,
    Target,
    canon,
    one_spelling,
    room,
    text,
    written,
)
from tests.fuzz.wire import ACCOUNT, NAMES, OFFICE, SEED, outbox

DAY: Final = date(2026, 11, 22)
NIPS: Final = ("19740817 199903 1 901", "NIK 5105014408860001", "NRP 74080171", "3201")
LEDGER: Final = outbox()


@cache
def _vault() -> Vault:
    """Return an open vault of this process's own, which trusts one issuer."""
    vault, _ = found(room("vaults") / "brankas", StoppedClock())
    packs.trust(vault, small_packs.OFFICE.name, small_packs.OFFICE.public_key)
    return vault


@cache
def _keys() -> bytes:
    return (_vault().folder.path / "keys.json").read_bytes()


@cache
def _other() -> Path:
    """Return a folder that holds nothing but what a target puts there."""
    return room("others")


def _put(data: bytes, *names: str) -> Path:
    for name in names:
        (_other() / name).write_bytes(data)
    return _other()


def _canonical(data: bytes) -> None:
    one_spelling(canonical.to_bytes(canonical.from_bytes(data)), data)


def _checked(data: bytes, name: str = "checksum") -> bytes:
    """Return a JSON object with its checksum reckoned anew, as whoever bends it would."""
    try:
        value = json.loads(data)
        bare = {key: part for key, part in value.items() if key != name}
        value[name] = hashlib.sha256(canonical.to_bytes(bare)).hexdigest()
        return canonical.to_bytes(value)
    except (ValueError, TypeError, AttributeError, RecursionError):
        return data


def _doors(data: bytes) -> object:
    folder = _put(data, "keys.json", "keys.bak", "records.db", *doors.KEYS)
    return doors.doors(folder)


def _attempts(data: bytes) -> object:
    attempts = Attempts(Folder(_put(data, "attempts.json")))
    return attempts.read(AccountId(ACCOUNT)), attempts.flaws()


def _backup_list(data: bytes) -> object:
    """Look at a copy whose list was bent; that its files are not there is an answer."""
    return check_copy(_put(_checked(data), LIST))


def _pack(data: bytes) -> object:
    """Open a pack whose text was bent before its trusted issuer signed it."""
    try:
        note = small_packs.OFFICE.sign_note(f"{data.decode()}\n")
    except (UnicodeDecodeError, ValueError):
        return packs.opened(_vault(), data)
    return packs.opened(_vault(), note.encode())


def _small_pack() -> bytes:
    body = canonical.to_bytes(
        {"edition": "2030-01-15", "files": {"acts.json": "{}"}, "issuer": small_packs.OFFICE.name}
    )
    return f"{packs.FORMAT}\n{body.decode()}".encode()


@cache
def _rows() -> dict[str, bytes]:
    return dict(resources.reference.files())


def _reference(data: bytes) -> object:
    """Read an edition in which the first line names a file and the rest is what it says."""
    name, _, content = data.partition(b"\n")
    files = {"edition.json": _rows()["edition.json"], name.decode("utf-8", "replace"): content}
    return Reference.from_files(files)


def _editions() -> Iterable[bytes]:
    """Return a file of every kind, each cut to a few rows."""
    for name, data in _rows().items():
        value = json.loads(data)
        if isinstance(value.get("rows"), list):
            value = {**value, "rows": value["rows"][:2]}
        cut = json.dumps(value, ensure_ascii=False).encode()
        if len(cut) < 4 * KIB:
            yield name.encode() + b"\n" + cut


def _people(data: bytes) -> object:
    return people_import.from_csv(data, on=DAY, known=lambda _digits: None)


def _identity(typed: str) -> object:
    return [identity.read(typed, kind, on=DAY) for kind in (None, *identity.IdKind)]


def _shape(kind: str, parts: str) -> bytes:
    shape = f'{{"type":"{kind}","coordinates":{parts}}}'
    return f'{{"features":[{{"properties":{{"name":"Gianyar"}},"geometry":{shape}}}]}}'.encode()


def _stamp(data: bytes) -> object:
    return timestamp.judge(data, Digest(NAMES[1]), bytes(timestamp.NONCE))


def _shares() -> Iterable[bytes]:
    counted = (bytes([at + 1]) * 64 for at in range(9))
    return [
        share.text.encode() for share in escrow.split(OFFICE, 2, 3, lambda n: next(counted)[:n])
    ]


def _typed(
    name: str, parse: Callable[[str], object], *texts: str, refuses: Named = EXPECTED
) -> Target:
    return Target(name, Border.TYPED, text(parse), written(*texts), refuses=refuses, longest=KIB)


TARGETS: Final = (
    Target("canonical-json", Border.NETWORK, _canonical, lambda: [
        LEDGER.entries[0].body, b"{}", b'["\xc3\xa9",-5,null]'
    ]),
    Target("ledger-entry", Border.NETWORK, lambda data: Entry.parse(canon(data)),
           lambda: [one.body for one in LEDGER.entries]),
    Target("ledger-head", Border.NETWORK, text(Checkpoint.parse),
           lambda: [note.encode() for _, note in LEDGER.heads[:2]]),
    Target("bundle-line", Border.FILE, read_canonical,
           lambda: [LEDGER.entries[0].body + b"\n"]),
    Target("keys-json", Border.VAULT, lambda data: slots.from_bytes(_checked(data) + b"\n"),
           lambda: [_keys()], longest=8 * KIB),
    Target("keys-json-raw", Border.VAULT, slots.from_bytes, lambda: [_keys()], longest=8 * KIB),
    Target("lock-screen-doors", Border.VAULT, _doors, lambda: [_keys()], longest=8 * KIB),
    Target("attempts-json", Border.VAULT, _attempts, lambda: [b'{"checksum":"","counts":{}}']),
    Target("backup-list", Border.FILE, _backup_list, lambda: [
        json.dumps({"files": [["records.db", 5, "a" * 64]], "format": FORMAT}).encode()
    ]),
    Target("paper-record", Border.NETWORK, Filed.read, lambda: [b'{"paper":"x","kind":"CASE"}']),
    Target("reference-pack", Border.FILE, _pack, lambda: [_small_pack()]),
    Target("reference-rows", Border.FILE, _reference, _editions, refuses=(ValueError,),
           longest=8 * KIB),
    Target("people-csv", Border.FILE, _people, lambda: [
        b"Nama;NIP;Jabatan\nSiti;197408171999031901;Camat\n",
        'nama,tanggal lahir\n"Budi",17-08-1974\n'.encode("utf-16"),
    ]),
    Target("borders-rows", Border.FILE, lambda data: borders.parsed(data, never), lambda: [
        b"INSERT INTO w VALUES('51.1','A',-8.3,114.6,'[[[[-8.1,114.4],[-8.2,114.5],[-8.3,114]]]]')",
        b"INSERT INTO w VALUES\n('51.2','B',-8.3,115,'[[[-8.4,115],[-8.4,115.4],[-8.1,115]]]')",
    ], longest=8 * KIB),
    Target("borders-geojson", Border.FILE, lambda data: borders.parsed(data, never), lambda: [
        _shape("Polygon", "[[[115.2,-8.6],[115.3,-8.6],[115.3,-8.5],[115.2,-8.6]]]"),
        _shape("MultiPolygon", "[[[[110,0,1],[119,9],[119,0]]]]"),
    ], longest=8 * KIB),
    Target("timestamp-answer", Border.NETWORK, _stamp, lambda: [
        b"\x30\x05\x30\x03\x02\x01\x00", b"\x30\x05\x30\x03\x02\x01\x02"
    ]),
    Target("issuer-key", Border.FILE, text(signature.read_key), lambda: [
        signature.written_key("bawaslu-bali", small_packs.OFFICE.public_key).encode()
    ]),
    Target("witness-key", Border.FILE, text(WitnessKey.read),
           lambda: [Cosigner("saksi", SEED).key.written().encode()]),
    Target("public-key-pem", Border.FILE, signature.from_pem,
           lambda: [signature.to_pem(OFFICE.public)]),
    Target("office-key-file", Border.FILE, text(inbox.office_key_in),
           lambda: [SEED.hex().encode()]),
    Target("age-key-file", Border.FILE, lambda data: age._identities([data]),
           lambda: [age.new_identity().secret.encode(), b"-----BEGIN OPENSSH PRIVATE KEY-----\n"]),
    Target("age-recipient", Border.TYPED, text(age.clean_recipient), lambda: [
        age.new_identity().recipient.encode(),
        b"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIE5N0gqYwF9vE0b9JH2ZKMoZ9FlK2nJb3JYzYw9wQ0bq x",
    ]),
    Target("age-secret", Border.TYPED, text(age.recipient_of),
           lambda: [age.new_identity().secret.encode()]),
    Target("recovery-code", Border.TYPED, text(recovery.read),
           lambda: [recovery.write(SEED[:20]).encode()], longest=KIB),
    Target("escrow-share", Border.TYPED, text(escrow.Share.read), _shares, longest=KIB),
    _typed("spoken-head", SpokenHead.parse,
           SpokenHead.of(LEDGER.vault, 9, Digest(NAMES[1])).letters),
    _typed("invitation-typed", lambda typed: syncing.read_invitation(typed.encode()),
           "segel:https://x.id#AAAAAAAAAAAAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAA"),
    _typed("paper-number", numbering.read_code, "npd 7k3f", "NPD-7K3F-E01"),
    _typed("social-address", social.read_address, "https://www.facebook.com/profile.php?id=5",
           "@siti", "https://t.me/c/5", "http://[::1"),
    _typed("identity-number", _identity, *NIPS),
    _typed("paper-qr", printing.read_code, f"{printing.PAPER}:1:2:3:4:5", f"{printing.BLANK}:1:2"),
    _typed("moment", from_iso, "2026-11-22T06:05:56.000000Z", refuses=(ValueError,)),
)  # fmt: skip
