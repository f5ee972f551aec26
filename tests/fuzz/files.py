# SPDX-License-Identifier: GPL-3.0-or-later
"""Bundles from elsewhere, file by file and as archives, encrypted or not, and update packages."""

import io
import shutil
import zipfile
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import BinaryIO, Final

import pyrage

from db.bundle import tar
from db.bundle.examine import survey
from db.intake import zipped
from db.seal import age
from db.seal.signature import Signer
from desktop.actions import bundle_intake
from desktop.update import package
from desktop.update.release import Release
from tests.fuzz.target import KIB, Border, Target, room, written

VECTORS: Final = Path(__file__).resolve().parents[1] / "vectors"
PACKET: Final = VECTORS / "bundles" / "penuh"
MAKER: Final = Signer("segel-pembuat", bytes(range(32)))
MAKERS: Final = ((MAKER.name, MAKER.public_key),)
IDENTITY: Final = age.new_identity()
BENT: Final = (
    "bagit.txt", "bag-info.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt",
    "tanda-tangan/tagmanifest.sig", "tanda-tangan/tagmanifest.pub.pem", "data/paket.json",
    "data/buku/entri.jsonl", "data/buku/catatan.jsonl", "data/buku/kepala.txt",
    "data/buku/kuitansi.jsonl", "data/kunci/kunci.json", "data/rekam/0001.json",
    "data/rekam/case.jsonld",
)  # fmt: skip


@cache
def _bundle() -> Path:
    """Return a copy of the bundle of the vectors, for one file of it to be bent."""
    return Path(shutil.copytree(PACKET, room("bundles") / "paket"))


def _bent(name: str) -> Callable[[bytes], object]:
    """Return what examines the bundle with other bytes in the file `name`.

    Its sums are left as they were: that is a flaw, and every later examination still runs.
    """

    def examine(data: bytes) -> object:
        place = _bundle() / name
        place.write_bytes(data)
        try:
            return survey(_bundle()).discrepancies
        finally:
            place.write_bytes((PACKET / name).read_bytes())

    return examine


def _bundle_file(name: str) -> Target:
    short = name.rpartition("/")[2].replace(".", "-")
    return Target(
        f"bundle-{short}",
        Border.FILE,
        _bent(name),
        lambda: [(PACKET / name).read_bytes()],
        seconds=5.0,
        longest=16 * KIB,
    )


class _Taken:
    """Takes what a tar holds and keeps nothing."""

    def __init__(self) -> None:
        self.paths: list[str] = []

    def begin(self, path: str, _size: int) -> Callable[[bytes], None]:
        """Begin a file."""
        self.paths.append(path)
        return lambda _piece: None

    def end(self) -> None:
        """End it."""


def _untarred(data: bytes) -> object:
    taken = _Taken()
    unpacking = tar.Unpacking(taken.begin, taken.end)
    unpacking.write(data)
    unpacking.close()
    return taken.paths


def _tars() -> Iterable[bytes]:
    yield tar.header("paket/a.txt", 3, 0) + b"isi" + tar.padding(3) + tar.END
    long = f"paket/{'b' * 200}.txt"
    yield tar.header(long, 3, 0) + b"isi" + tar.padding(3) + tar.END


def _opened(data: bytes) -> object:
    """Open an encrypted bundle whose writer bent what is inside."""
    taken = _Taken()
    unpacking = tar.Unpacking(taken.begin, taken.end)
    age.decrypt(io.BytesIO(data), unpacking, [IDENTITY.secret.encode()])
    unpacking.close()
    return taken.paths


def _sealed() -> Iterable[bytes]:
    key = pyrage.x25519.Recipient.from_str(IDENTITY.recipient)
    return [pyrage.encrypt(one, [key]) for one in _tars()]


def _unzipped(data: bytes) -> object:
    place = _room() / "kiriman.zip"
    place.write_bytes(data)
    return [_drained(file) for _, _, file in zipped.members(place)]


@cache
def _room() -> Path:
    return room("zips")


def _drained(file: BinaryIO) -> int:
    count = 0
    while piece := file.read(64 * KIB):
        count += len(piece)
        if count > 1024 * KIB:
            break
    return count


def _zips() -> Iterable[bytes]:
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", method) as packed:
            packed.writestr("paket/bagit.txt", "BagIt-Version: 1.0\n" * 3)
            packed.writestr("paket/data/a.txt", "isi")
        yield file.getvalue()


def _update(data: bytes) -> object:
    """Open a package whose list was bent before a known maker signed it."""
    note = MAKER.sign_note(data.decode("utf-8", "replace").rstrip("\n") + "\n")
    file = io.BytesIO(package.head(note, ()))
    found = package.opened(file, MAKERS)
    return list(package.plain_pieces(file, found))


def _released() -> bytes:
    release = Release("1.0.0", "linux-x86_64", 1, 2)
    member = package.Member("segel", 0, bytes(32), runs=True)
    link = package.Link("lib/a.so", "../segel")
    return package.manifest(release, (member,), (link,), ()).encode()


TARGETS: Final = (
    *map(_bundle_file, BENT),
    Target("bundle-tar", Border.FILE, _untarred, _tars),
    Target("bundle-age", Border.FILE, _opened, _sealed),
    Target("bundle-zip", Border.FILE, _unzipped, _zips),
    Target("update-package", Border.FILE, _update, lambda: [_released()], longest=8 * KIB),
    Target("update-file", Border.FILE, lambda data: package.opened(io.BytesIO(data), MAKERS),
           lambda: [package.head(MAKER.sign_note(_released().decode()), ())]),
    Target("bundle-info", Border.FILE, bundle_intake._identifier,
           written("Bag-Count: 1 of 1\nExternal-Identifier: abc\n")),
)  # fmt: skip
