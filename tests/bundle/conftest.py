# SPDX-License-Identifier: GPL-3.0-or-later
"""A bundle nobody may change, and copies of it to do harm to."""

import hashlib
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from db.bundle.contents import Contents
from db.bundle.layout import SIGNATURE
from db.bundle.write import write
from db.ledger.checkpoint import signer_for
from tests.fakes.bundled_history import KETUA, Ledger, contents_of, history

OUTSIDE = ("data/", "tagmanifest", "tanda-tangan/")


@pytest.fixture(scope="session")
def ledger() -> Ledger:
    """Give the whole history."""
    return history()


@pytest.fixture(scope="session")
def contents(ledger: Ledger) -> Contents:
    """Give what a caller hands over."""
    return contents_of(ledger)


@pytest.fixture(scope="session")
def pristine(contents: Contents, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a bundle that nobody may change."""
    return write(tmp_path_factory.mktemp("utuh") / "SGL-2026-0001", contents).folder


@pytest.fixture
def bundle(pristine: Path, tmp_path: Path) -> Path:
    """Give a copy of the bundle to do harm to."""
    return Path(shutil.copytree(pristine, tmp_path / "paket"))


@pytest.fixture(scope="session")
def rebag() -> Callable[[Path], None]:
    """Give the tool of a forger who holds the exporter's key.

    It makes manifests and Payload-Oxum fit whatever the folder holds, and signs that.
    """
    return _rebag


def _rebag(folder: Path) -> None:
    files = sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
    )
    payload = [name for name in files if name.startswith("data/")]
    size = sum((folder / name).stat().st_size for name in payload)
    info = folder / "bag-info.txt"
    oxum = f"Payload-Oxum: {size}.{len(payload)}"
    info.write_text(re.sub(r"Payload-Oxum: .*", oxum, info.read_text()))
    tags = [name for name in files if not name.startswith(OUTSIDE)]
    for prefix, names in (("manifest", payload), ("tagmanifest", tags)):
        for algorithm in ("sha256", "sha512"):
            lines = [
                f"{hashlib.new(algorithm, (folder / name).read_bytes()).hexdigest()}  {name}\n"
                for name in names
            ]
            (folder / f"{prefix}-{algorithm}.txt").write_text("".join(lines))
    listing = (folder / "tagmanifest-sha256.txt").read_bytes()
    (folder / SIGNATURE).write_bytes(signer_for(KETUA, b"k" * 32).sign_manifest(listing))
