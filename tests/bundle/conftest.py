# SPDX-License-Identifier: GPL-3.0-or-later
"""A bundle nobody may change, and copies of it to do harm to."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from db.bundle.contents import Contents
from db.bundle.write import write
from tests.fakes.bundled_history import Ledger, contents_of, history
from tests.fakes.rebagging import bag_anew, sign_anew


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

    def forge(folder: Path) -> None:
        bag_anew(folder)
        sign_anew(folder)

    return forge
