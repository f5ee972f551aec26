# SPDX-License-Identifier: GPL-3.0-or-later
"""One day of evidence, from a phone's card to a bundle in a stranger's hands, without a screen."""

import hashlib
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.model.evidence import Health, Manner, Provenance
from db.model.people import Role
from db.store import accounts, browse, evidence, jobs
from db.store.browse import Filter, Order
from db.store.vault import Vault, doors
from desktop.actions import backing_up, examining, exporting, gather, sealing, viewing
from desktop.actions.desk import Desk
from tests.fakes.small_vault import CHAIR, TOOL, add, at_desk, enter, found, without_ballast
from tests.fakes.stopped_clock import StoppedClock

PROJECT = Path(__file__).resolve().parents[2]
ON_THE_CARD = (
    "HTC_Desire.jpg",
    "VID_20261114_101530.mp4",
    "PTT-20261114-WA0001.opus",
    "Screenshot_20261114-101530.png",
    "buatan.pdf",
    "bom_dimensi.png",
    "nol_bita.jpg",
)


@pytest.fixture
def card(tmp_path: Path, samples: Path) -> Iterator[Path]:
    """Give a card with good, odd and hostile files; afterwards nothing on it may have changed."""
    card = tmp_path / "kartu"
    (card / "DCIM").mkdir(parents=True)
    for name in ON_THE_CARD:
        shutil.copyfile(samples / name, card / "DCIM" / name)
    shutil.copyfile(samples / "HTC_Desire.jpg", card / "DCIM" / "salinan.jpg")
    before = sums(card)
    yield card
    assert sums(card) == before


def sums(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def bring_in(desk: Desk, card: Path) -> sealing.Outcome:
    seen = gather.review(desk, gather.gather([card]).candidates)
    assert sum(bool(one.twin) for one in seen) == 1
    gather.queue(desk, [one.ticket(Provenance(Manner.DEVICE, basis="TPS 3")) for one in seen])
    return sealing.run_queue(desk)


def stranger(folder: Path) -> None:
    """Check a bundle with the program alone, and with what every Linux has."""
    words = [sys.executable, "-m", "db.bundle", str(folder)]
    checked = subprocess.run(words, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    if shutil.which("sha256sum"):
        words = ["sha256sum", "--check", "--quiet", "manifest-sha256.txt"]
        assert subprocess.run(words, cwd=folder, capture_output=True, check=False).returncode == 0


def test_from_a_card_to_a_bundle_with_a_forgotten_passphrase_on_the_way(
    tmp_path: Path, card: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_ballast(monkeypatch)
    clock = StoppedClock(tick_us=1000)
    vault, code = found(tmp_path / "brankas", clock)
    add(vault, Role.MEMBER, "Anggota 1", "sandi anggota satu")
    vault.lock()

    # In the field: a member brings the card in.
    member = next(door.account for door in doors(tmp_path / "brankas") if door.label != "Ketua")
    vault = enter(vault, member, "sandi anggota satu")
    with at_desk(vault) as desk:
        outcome = bring_in(desk, card)
        assert (len(outcome.sealed), len(outcome.again), outcome.failed) == (7, 1, [])
        assert sorted(outcome.safe) == sorted(str(path) for path in (card / "DCIM").iterdir())
        photo = browse.page(vault, Filter(text="htc"))[0]
        sheet = viewing.open_sheet(desk, photo.id, reason="memeriksa hasil")
        assert len(sheet.arrivals) == 2
        assert viewing.picture(desk, photo.id, longest=200).width > 0
        evidence.write_note(vault, photo.id, "papan hitung TPS 3")
    assert {card.health for card in browse.page(vault)} == {Health.VERIFIED}
    assert len(browse.page(vault, order=Order.CAPTURED)) == 7
    assert jobs.tally(vault) == (0, 0, 0)
    vault.lock()

    # In the office: the chair has forgotten the passphrase and takes the sheet from the safe.
    sheet_session = Vault.unlock_with_code(vault.folder.path, code, now=clock, tool=TOOL)
    chair = next(door.account for door in doors(vault.folder.path) if door.label == "Ketua")
    accounts.reset_passphrase(sheet_session, chair, "sandi ketua yang baru")
    sheet_session.lock()
    vault = enter(vault, chair, "sandi ketua yang baru")
    with at_desk(vault) as desk:
        assert examining.examine_vault(desk).discrepancies == ()
        cards = browse.page(vault)
        written = exporting.export_bundle(
            desk,
            [card.id for card in cards],
            target=tmp_path / "paket",
            identifier=exporting.suggest_identifier(desk, cards),
            title="Laporan 12",
            organisation="Panwaslu Kecamatan",
        )
        assert (written.failed, written.discrepancies) == ((), ())
        copied = backing_up.back_up(desk, tmp_path / "cadangan")
    vault.lock()
    stranger(tmp_path / "paket")
    originals = {
        hashlib.sha256(path.read_bytes()).hexdigest()
        for path in (tmp_path / "paket" / "data").rglob("asli.*")
    }
    assert originals == set(sums(card).values())

    # A year later: the laptop is gone, the backup is not.
    shutil.rmtree(tmp_path / "brankas")
    backing_up.restore(copied.folder, tmp_path / "laptop baru")
    vault = Vault.unlock(
        tmp_path / "laptop baru", chair, "sandi ketua yang baru", now=clock, tool=TOOL
    )
    with at_desk(vault) as desk:
        assert examining.examine_vault(desk).discrepancies == ()
        written = exporting.export_bundle(
            desk,
            [card.id for card in browse.page(vault)],
            target=tmp_path / "paket 2",
            identifier="SUSULAN",
            title="Laporan 12",
            organisation="Panwaslu Kecamatan",
        )
        assert (written.failed, written.discrepancies) == ((), ())
    vault.lock()
    stranger(tmp_path / "paket 2")
    assert CHAIR.passphrase not in (tmp_path / "paket 2" / "BACA-SAYA.txt").read_text()
