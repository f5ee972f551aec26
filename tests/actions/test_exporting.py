# SPDX-License-Identifier: GPL-3.0-or-later
"""From chosen items to a bundle that a stranger can check."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.bundle.contents import Written
from db.bundle.examine import examine, survey
from db.errors import InvalidInputError, NotFoundError, NotPermittedError
from db.ledger.act import Act
from db.ledger.depot import LogHead, Said, Statement
from db.ledger.tree import leaf_hash, root
from db.model.digest import Digest
from db.model.ids import EvidenceId, VaultId
from db.model.people import Role
from db.store import accounts, browse, evidence, office
from db.store.driver import open_shelf
from db.store.vault import Vault
from desktop.actions import examining, exporting
from desktop.actions.desk import Desk
from sync import receipts
from tests.fakes.hearing_history import CARD, DEPOT, LOG
from tests.fakes.small_vault import add, at_desk, enter, found, put, without_ballast
from tests.fakes.stopped_clock import StoppedClock

PROJECT = Path(__file__).resolve().parents[2]


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Vault]:
    without_ballast(monkeypatch)
    vault, _ = found(tmp_path / "brankas", StoppedClock(tick_us=1000))
    yield vault
    vault.abandon()


@pytest.fixture
def desk(vault: Vault) -> Iterator[Desk]:
    with at_desk(vault) as desk:
        yield desk


def export(desk: Desk, target: Path, *items: EvidenceId) -> Written:
    return exporting.export_bundle(
        desk, items, target=target, identifier=target.name, title="Uji", organisation="Panwaslu"
    )


def stranger(folder: Path) -> int:
    """Check a bundle in another process, as someone without the vault does."""
    words = [sys.executable, "-m", "db.bundle", str(folder)]
    return subprocess.run(words, cwd=PROJECT, capture_output=True, check=False).returncode


def test_a_bundle_is_written_checked_and_noted_before_and_after(
    desk: Desk, vault: Vault, tmp_path: Path
) -> None:
    items = [put(vault, text, name=f"{text.decode()}.txt") for text in (b"satu", b"dua", b"tiga")]
    staff = add(vault, Role.STAFF, "Staf", "sandi staf ini")
    accounts.reset_passphrase(vault, type(vault.account.id)(staff), "sandi staf baru")
    written = export(desk, tmp_path / "paket", items[2], items[0], items[2])
    assert (written.failed, written.discrepancies) == ((), ())
    assert stranger(tmp_path / "paket") == 0
    originals = sorted((tmp_path / "paket" / "data" / "bukti").rglob("asli.*"))
    assert [path.read_bytes() for path in originals] == [b"tiga", b"satu"]
    acts = [row.act for row in browse.entries(vault, limit=3)]
    assert acts == [Act.EXPORTED] * 3
    assert evidence.custody(vault, 1)[-1].act == Act.EXPORTED
    assert Act.EXPORTED not in [step.act for step in evidence.custody(vault, 2)]
    assert examining.examine_vault(desk).clean
    path = originals[0]
    path.write_bytes(b"tigA")
    assert stranger(tmp_path / "paket") == 1


@pytest.mark.parametrize("harm", ["row", "shelf", "no shelf"])
def test_an_item_that_does_not_open_is_exported_with_its_failure_and_the_others_whole(
    desk: Desk, vault: Vault, tmp_path: Path, harm: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = put(vault, b"satu")
    monkeypatch.setattr("db.store.shelves.SHARED_SHELF", 1)
    second = put(vault, b"dua")
    shelf = vault.folder.media / "0001.db"
    data = shelf.read_bytes()
    chunk = open_shelf(shelf, write=False)
    (sealed,) = chunk.execute("SELECT data FROM chunk").fetchone()
    chunk.close()
    match harm:
        case "row":
            shelf.write_bytes(data.replace(sealed, bytes(len(sealed))))
        case "shelf":
            shelf.write_bytes(data[:1000].ljust(len(data), b"x"))
        case _:
            shelf.unlink()
    written = export(desk, tmp_path / "paket", first, second)
    assert written.failed == (1,)
    assert {path.read_bytes() for path in (tmp_path / "paket").rglob("asli.*")} == {b"dua"}
    assert examine(tmp_path / "paket") is not None


def test_nothing_or_an_unknown_item_is_not_exported(
    desk: Desk, vault: Vault, tmp_path: Path
) -> None:
    put(vault, b"satu")
    with pytest.raises(InvalidInputError):
        export(desk, tmp_path / "paket")
    with pytest.raises(NotFoundError):
        export(desk, tmp_path / "paket", EvidenceId("x"))
    assert not (tmp_path / "paket").exists()


def test_an_existing_folder_is_never_written_into(desk: Desk, vault: Vault, tmp_path: Path) -> None:
    item = put(vault, b"satu")
    (tmp_path / "paket").mkdir()
    (tmp_path / "paket" / "x").touch()
    size = vault.head.size
    with pytest.raises(InvalidInputError):
        export(desk, tmp_path / "paket", item)
    assert vault.head.size == size  # nothing was exported, so nothing says so
    assert [path.name for path in (tmp_path / "paket").iterdir()] == ["x"]


@pytest.mark.parametrize("role", [Role.VILLAGE, Role.STATION, Role.STAFF, Role.SECRETARIAT])
def test_who_may_not_export_does_not_even_with_their_own_item(
    vault: Vault, tmp_path: Path, role: Role
) -> None:
    account = add(vault, role, "Lain", "sandi orang lain")
    vault.lock()
    opened = enter(vault, account, "sandi orang lain")
    item = put(opened, b"milik sendiri")
    size = opened.head.size
    with at_desk(opened) as desk, pytest.raises(NotPermittedError):
        export(desk, tmp_path / "paket", item)
    assert opened.head.size == size
    assert not (tmp_path / "paket").exists()
    opened.lock()


def test_a_bundle_is_named_by_day_and_number_of_items(desk: Desk, vault: Vault) -> None:
    put(vault, b"satu")
    assert exporting.suggest_identifier(desk, browse.page(vault)) == "SEGEL-20261118-0001"


def receipted(vault: Vault, size: int, at: int) -> None:
    """Keep a receipt of the contoh office over the first `size` entries."""
    links = [
        link for (link,) in vault.db.execute("SELECT link FROM entry ORDER BY seq LIMIT ?", [size])
    ]
    said = Statement(
        Said.STORED, DEPOT, "laptop", VaultId(vault.id), at, size, root(links), 1, Digest(bytes(32))
    )
    leaf = said.leaf()
    head = LogHead.sign(DEPOT, 1, 1, root([leaf_hash(leaf).value]), LOG)
    body = receipts.write(leaf, 0, head.note, (), ())
    office.keep(
        vault, kind="stored", size=size, said_us=at, body=body, names=[], log_head=head.note
    )


def test_what_the_office_receipted_goes_along(desk: Desk, vault: Vault, tmp_path: Path) -> None:
    office.join(
        vault, url="https://x", card=CARD, device_seed=bytes(32), receipt=b"masuk", said_us=1
    )
    item = put(vault, b"satu")
    receipted(vault, vault.head.size - 1, 5)
    receipted(vault, vault.head.size, 6)
    put(vault, b"dua")
    receipted(vault, vault.head.size, 7)
    receipted(vault, vault.head.size, 8)
    written = export(desk, tmp_path / "paket", item)
    assert written.discrepancies == ()
    seen = survey(tmp_path / "paket")
    assert [one.at_us for one in seen.receipted] == [6, 8]
    assert seen.vouched.key is not None
