# SPDX-License-Identifier: GPL-3.0-or-later
"""A bundle of one vault goes on in another: items, papers, and what the sender wrote down."""

import io
import shutil
import tarfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from db.bundle.examine import examine
from db.bundle.handover import Wrapping
from db.errors import BundleDamagedError, InvalidInputError, NotFoundError
from db.ledger.act import Act
from db.model.beside import Tie
from db.model.evidence import EvidenceSheet, Manner, Provenance, Road
from db.model.ids import EvidenceId
from db.model.people import Role
from db.store import beside, browse, evidence
from db.store.vault import Person, Vault
from desktop.actions import examining, exporting, handing_over
from desktop.actions.bundle_intake import TakenIn, take_in
from desktop.actions.bundle_sources import is_sealed, looks_like_bundle
from desktop.actions.desk import Desk
from desktop.actions.sealing import reader
from tests.fakes.small_vault import at_desk, found, put, without_ballast
from tests.fakes.stopped_clock import StoppedClock

CAME = Provenance(Manner.STICK, "Panwaslu Kecamatan", basis="pelimpahan")
FIRST, SECOND = b"\xff\xd8\xff\xe0 foto dari lapangan" * 40, b"%PDF-1.7 surat" * 90


@dataclass(frozen=True, slots=True)
class Pair:
    """A sender, whose bundle lies in `folder`, and a receiver."""

    sender: Desk
    receiver: Desk
    theirs: Vault
    ours: Vault
    folder: Path
    items: tuple[EvidenceId, ...]


@pytest.fixture
def pair(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Pair]:
    without_ballast(monkeypatch)
    theirs, _ = found(tmp_path / "lapangan", StoppedClock(tick_us=1000))
    office = Person("Made Contoh", "Kantor", Role.CHAIR, "lima kata sandi kantor")
    ours, _ = found(tmp_path / "kantor", StoppedClock(tick_us=1000), office)
    with at_desk(theirs) as sender, at_desk(ours) as receiver:
        items = (put(theirs, FIRST, name="IMG_0001.JPG"), put(theirs, SECOND, name="surat.pdf"))
        written = exporting.export_bundle(
            sender,
            items,
            target=tmp_path / "SGL-7",
            identifier="SGL-7",
            title="Uji",
            organisation="Panwaslu",
        )
        yield Pair(sender, receiver, theirs, ours, written.folder, items)
    theirs.abandon()
    ours.abandon()


def content(desk: Desk, item: EvidenceId) -> bytes:
    with reader(desk, item) as sealed:
        return b"".join(sealed.blocks())


def sheet(vault: Vault, item: EvidenceId) -> EvidenceSheet:
    return evidence.sheet(vault, item)


def check_taken(pair: Pair, done: TakenIn) -> None:
    """Hold what was taken against what was sent."""
    assert [content(pair.receiver, item) for item in done.items] == [FIRST, SECOND]
    assert (done.refused, done.doubts, done.linked) == ((), (), ())
    for place, item in enumerate(done.items):
        here = sheet(pair.ours, item)
        assert here.card.road is Road.RECEIVED
        assert here.card.name == ("IMG_0001.JPG", "surat.pdf")[place]
        assert f"Berkas SGL-7 dari brankas {pair.theirs.id}" in here.arrivals[0].provenance.note
        assert here.arrivals[0].provenance.giver == "Panwaslu Kecamatan"
    assert examining.examine_vault(pair.receiver).clean


def test_a_folder_is_taken_in_and_custody_goes_on(pair: Pair) -> None:
    done = take_in(pair.receiver, pair.folder, CAME)
    check_taken(pair, done)
    here = sheet(pair.ours, done.items[0])
    (before,) = here.earlier
    assert (before.bundle, before.vault, before.number) == ("SGL-7", pair.theirs.id, 1)
    sent = sheet(pair.theirs, pair.items[0]).custody
    assert before.steps == tuple(replace(step, true=None) for step in sent)
    assert [step.act for step in before.steps] == [Act.SEALED, Act.EXPORTED]
    assert before.steps[0].by_name == "Siti Contoh"
    acts = [step.act for step in here.custody]
    assert acts == [Act.SEALED, Act.VERIFIED, Act.BUNDLE_TAKEN]


def test_the_bundles_own_papers_are_kept_verbatim_and_linked(pair: Pair) -> None:
    done = take_in(pair.receiver, pair.folder, CAME)
    with tarfile.open(fileobj=io.BytesIO(content(pair.receiver, done.proof))) as papers:
        kept = {
            member.name.partition("/")[2]: papers.extractfile(member).read()  # type: ignore[union-attr] # all are files
            for member in papers.getmembers()
        }
    wanted = {
        str(path.relative_to(pair.folder)): path.read_bytes()
        for path in pair.folder.rglob("*")
        if path.is_file() and "data/bukti/" not in str(path)
    }
    assert kept == wanted
    company = beside.company(pair.ours, done.items[0])
    assert company.main is not None
    assert (company.main[0].id, company.main[1]) == (done.proof, Tie.BUNDLE)
    others = beside.company(pair.ours, done.proof).others
    assert [card.id for card, _ in others] == list(done.items)


def test_papers_and_originals_together_are_the_bundle_again(pair: Pair, tmp_path: Path) -> None:
    done = take_in(pair.receiver, pair.folder, CAME)
    with tarfile.open(fileobj=io.BytesIO(content(pair.receiver, done.proof))) as papers:
        papers.extractall(tmp_path / "lagi", filter="data")
    for number, item in enumerate(done.items, start=1):
        name = next((pair.folder / f"data/bukti/{number:04d}").iterdir()).name
        place = tmp_path / f"lagi/SGL-7/data/bukti/{number:04d}/{name}"
        place.parent.mkdir(parents=True)
        place.write_bytes(content(pair.receiver, item))
    assert examine(tmp_path / "lagi/SGL-7") == ()


def test_the_ledger_says_which_bundle_came(pair: Pair) -> None:
    take_in(pair.receiver, pair.folder, CAME)
    rows = [row for row in browse.entries(pair.ours, limit=50) if row.act == Act.BUNDLE_TAKEN]
    assert len(rows) == 3


def test_the_same_bundle_is_taken_only_once(pair: Pair) -> None:
    take_in(pair.receiver, pair.folder, CAME)
    with pytest.raises(InvalidInputError) as refused:
        take_in(pair.receiver, pair.folder, CAME)
    assert refused.value.details["what"] == "bundle-known"


def test_what_was_here_before_is_linked_and_not_doubled(pair: Pair) -> None:
    known = put(pair.ours, FIRST, name="salinan.jpg")
    done = take_in(pair.receiver, pair.folder, CAME)
    assert done.items[0] == known
    assert done.linked == (known,)
    here = sheet(pair.ours, known)
    assert [arrival.name for arrival in here.arrivals] == ["salinan.jpg", "IMG_0001.JPG"]
    assert here.earlier[0].proof == done.proof


@pytest.mark.parametrize("rooted", [True, False])
def test_a_zip_of_the_folder_is_taken_without_unpacking(
    pair: Pair, tmp_path: Path, *, rooted: bool
) -> None:
    path = tmp_path / "SGL-7.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for file in sorted(pair.folder.rglob("*")):
            packed.write(file, file.relative_to(pair.folder.parent if rooted else pair.folder))
    assert looks_like_bundle(path)
    check_taken(pair, take_in(pair.receiver, path, CAME))


def sealed(pair: Pair, tmp_path: Path, limit: int | None = None) -> Path:
    """Hand the items over encrypted for the receiver."""
    key = handing_over.own_recipient(pair.ours)
    target = tmp_path / "terenkripsi" / "SGL-7"
    target.parent.mkdir()
    written = exporting.export_bundle(
        pair.sender,
        pair.items,
        target=target,
        identifier="SGL-7",
        title="Uji",
        organisation="Panwaslu",
        wrapping=Wrapping((key,), limit=limit),
    )
    return written.folder


@pytest.mark.parametrize("limit", [None, 65_536])
def test_an_encrypted_one_is_taken_with_the_vaults_own_key_and_never_unpacked(
    pair: Pair, tmp_path: Path, limit: int | None
) -> None:
    path = sealed(pair, tmp_path, limit)
    assert is_sealed(path)
    before = sorted(tmp_path.rglob("*"))
    done = take_in(pair.receiver, path, CAME, secrets=handing_over.own_secrets(pair.ours))
    check_taken(pair, done)
    new = [str(one) for one in sorted(tmp_path.rglob("*")) if one not in before]
    assert all("/kantor/media/" in one for one in new)


def test_the_senders_ledger_says_for_whom_it_was_encrypted(pair: Pair, tmp_path: Path) -> None:
    sealed(pair, tmp_path)
    key = handing_over.own_recipient(pair.ours)
    rows = pair.theirs.db.execute("SELECT body FROM record").fetchall()
    assert any(key.encode() in body for (body,) in rows)


def test_an_encrypted_one_for_others_is_not_damaged(pair: Pair, tmp_path: Path) -> None:
    path = sealed(pair, tmp_path)
    handing_over.own_recipient(pair.theirs)
    with pytest.raises(InvalidInputError) as refused:
        take_in(pair.sender, path, CAME, secrets=handing_over.own_secrets(pair.theirs))
    assert refused.value.details["what"] == "other-recipient"


@pytest.mark.parametrize("harm", ["altered", "cut", "gone", "sheet"])
def test_a_damaged_item_is_refused_and_the_rest_taken(pair: Pair, harm: str) -> None:
    place = next((pair.folder / "data/bukti/0001").iterdir())
    match harm:
        case "altered":
            place.write_bytes(bytes([FIRST[0] ^ 1]) + FIRST[1:])
        case "cut":
            place.write_bytes(FIRST[:-5])
        case "gone":
            shutil.rmtree(place.parent)
        case _:
            other = pair.folder / "data/rekam/0001.json"
            other.write_bytes(
                other.read_bytes().replace(b'"FOTO"', b'"TEKS"').replace(b"LAINNYA", b"BERUBAH")
            )
    done = take_in(pair.receiver, pair.folder, CAME)
    assert [(one.number, one.reason) for one in done.refused] == [(1, "damaged")]
    assert [content(pair.receiver, item) for item in done.items] == [SECOND]


def test_a_paper_for_reading_that_is_not_whole_is_told_and_kept(pair: Pair) -> None:
    graph = pair.folder / "data/rekam/case.jsonld"
    graph.write_bytes(graph.read_bytes() + b" ")
    done = take_in(pair.receiver, pair.folder, CAME)
    assert done.doubts == ("data/rekam/case.jsonld",)
    assert len(done.items) == 2


@pytest.mark.parametrize(
    "name", ["data/buku/entri.jsonl", "manifest-sha256.txt", "tanda-tangan/tagmanifest.sig"]
)
def test_a_history_that_does_not_hold_is_not_believed(pair: Pair, name: str) -> None:
    place = pair.folder / name
    data = bytearray(place.read_bytes())
    data[len(data) // 2] ^= 1
    place.write_bytes(data)
    count = browse.count(pair.ours, browse.Filter())
    with pytest.raises(BundleDamagedError) as damaged:
        take_in(pair.receiver, pair.folder, CAME)
    assert damaged.value.details["place"]
    assert browse.count(pair.ours, browse.Filter()) == count


def test_an_item_that_failed_at_the_sender_is_refused_by_its_reason(
    pair: Pair, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "planned", lambda *_: (None, "rusak"))
    exporting.export_bundle(
        pair.sender,
        pair.items,
        target=tmp_path / "SGL-8",
        identifier="SGL-8",
        title="Uji",
        organisation="",
    )
    with pytest.raises(InvalidInputError) as refused:
        take_in(pair.receiver, tmp_path / "SGL-8", CAME)
    assert refused.value.details["what"] == "bundle-empty"


def test_what_is_no_bundle_is_refused(pair: Pair, tmp_path: Path) -> None:
    (tmp_path / "catatan.txt").write_text("bukan")
    assert not looks_like_bundle(tmp_path / "catatan.txt")
    with pytest.raises(InvalidInputError) as refused:
        take_in(pair.receiver, tmp_path / "catatan.txt", CAME)
    assert refused.value.details["what"] == "no-bundle"
    with pytest.raises(NotFoundError):
        take_in(pair.receiver, tmp_path / "tidak-ada", CAME)


def test_a_zip_with_names_that_lead_elsewhere_is_refused(pair: Pair, tmp_path: Path) -> None:
    path = tmp_path / "jahat.zip"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("a/bagit.txt", b"x")
        packed.writestr("a/../../luar.txt", b"x")
    with pytest.raises(BundleDamagedError):
        take_in(pair.receiver, path, CAME)
    assert not list(tmp_path.rglob("luar.txt"))
