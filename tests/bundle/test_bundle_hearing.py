# SPDX-License-Identifier: GPL-3.0-or-later
"""A hearing's bundle holds what it says, and a public one says nothing it may not."""

import dataclasses
import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import bagit
import pytest

from db.bundle.contents import Attachment, Contents, Signatures
from db.bundle.detail import Detail
from db.bundle.examine import examine, survey
from db.bundle.layout import HEARING, RECEIPTS, SIGNATURE
from db.bundle.write import write
from db.ledger.checkpoint import signer_for
from db.model import canonical
from db.model.hearing import Form, Variant
from db.seal.signature import Signer
from tests.fakes import bundled_history, hearing_history
from tests.fakes.bundled_history import NAMES, STAF, Ledger, broken_off, signing
from tests.fakes.hearing_history import COVERED_BYTES, pieces

Rebag = Callable[[Path], None]


@pytest.fixture(scope="module")
def told() -> Ledger:
    return hearing_history.history()


@pytest.fixture(scope="module")
def whole(told: Ledger) -> Contents:
    return hearing_history.contents(told)


@pytest.fixture(scope="module")
def full(whole: Contents, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("penuh") / "SGL-2026-0002", whole).folder


@pytest.fixture(scope="module")
def public(told: Ledger, tmp_path_factory: pytest.TempPathFactory) -> Path:
    contents = hearing_history.contents(told, Variant.PUBLIC)
    return write(tmp_path_factory.mktemp("publik") / "SGL-2026-0002", contents).folder


@pytest.fixture
def paket(full: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(full, tmp_path / "paket"))


def details(folder: Path) -> list[str]:
    seen = survey(folder)
    assert seen.bag == ()
    return [flaw.detail for flaw in seen.discrepancies]


def change(path: Path, line: int, edit: Callable[[dict[str, object]], object]) -> None:
    lines = path.read_bytes().splitlines(keepends=True)
    value = json.loads(lines[line])
    edit(value)
    lines[line] = canonical.to_bytes(value) + b"\n"
    path.write_bytes(b"".join(lines))


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_both_variants_are_in_order_and_say_who_signed_and_who_received(
    full: Path, public: Path
) -> None:
    for folder in (full, public):
        seen = survey(folder)
        assert seen.discrepancies == ()
        assert seen.vouched.key is not None
        assert seen.vouched.key.role == "KETUA"
        assert [one.size for one in seen.receipted] == [15, 16]
        bagit.Bag(str(folder)).validate()


def test_the_forms_of_the_exhibits_are_what_lies_there(full: Path, public: Path) -> None:
    there = {name for name in files(full) if name.startswith("data/bukti/")}
    assert there == {
        "data/bukti/0001/asli.jpg",
        "data/bukti/0001/tersamar.jpg",
        "data/bukti/0002/asli.bin",
        "data/bukti/0002/putar.mp4",
        "data/bukti/0003/asli.pdf",
    }
    there = {name for name in files(public) if name.startswith("data/bukti/")}
    assert there == {"data/bukti/0001/tersamar.jpg", "data/bukti/0003/asli.pdf"}
    assert (public / "data/bukti/0001/tersamar.jpg").read_bytes() == COVERED_BYTES


def test_no_private_word_survives_in_a_public_bundle(public: Path) -> None:
    private = [
        *NAMES, "Bapak X", "Ibu Y", "Form A nomor 12", "kartu memori", "laporan warga",
        "disiapkan untuk sidang", "-2.5333330", "DateTimeOriginal", "21 jam", "Siti", "anak",
    ]  # fmt: skip
    for name, data in files(public).items():
        text = data.decode("utf-8", "replace")
        shown = [word for word in private if word in text and name != "verifikasi.html"]
        assert shown == [], name
    assert (public / "data/buku/catatan.jsonl").read_bytes() == b""


def test_the_variants_differ_only_in_what_is_masked(full: Path, public: Path) -> None:
    for number in (1, 2, 3):
        one, other = (
            json.loads((folder / f"data/rekam/000{number}.json").read_bytes())
            for folder in (full, public)
        )
        differing = {key for key in one if one[key] != other[key]}
        masked = {"arrivals", "claims", "custody", "findings", "name", "position"}
        kept = {"records", "withheld"}
        form = {"copies", "file", "form", "sha512"}
        assert differing <= masked | kept | form
        assert one["sha256"] == other["sha256"]
        assert [step["entry"] for step in one["custody"]] == [
            step["entry"] for step in other["custody"]
        ]
    unchanged = ("data/buku/entri.jsonl", "data/kunci/kunci.json", RECEIPTS)
    assert all((full / name).read_bytes() == (public / name).read_bytes() for name in unchanged)


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (lambda v: v.update(variant="rahasia"), Detail.BAD_HEARING),
        (lambda v: v.update(identifier="SGL-9"), Detail.OTHER_IDENTIFIER),
        (lambda v: v["exhibits"].reverse(), Detail.OTHER_EXHIBITS),
        (lambda v: v["exhibits"][0].update(form="tanpa"), Detail.OTHER_EXHIBITS),
        (lambda v: v["exhibits"][0].update(code="P-2"), Detail.CODE_TWICE),
    ],
)
def test_a_hearing_that_says_otherwise_than_the_sheets_is_found(
    paket: Path, rebag: Rebag, edit: Callable[[dict[str, object]], object], said: Detail
) -> None:
    change(paket / HEARING, 0, edit)
    rebag(paket)
    assert details(paket) == [said.value]


def test_a_full_bundle_called_public_is_found(paket: Path, rebag: Rebag) -> None:
    change(paket / HEARING, 0, lambda v: v.update(variant="publik"))
    rebag(paket)
    assert set(details(paket)) == {Detail.PRIVATE_RECORDS.value, Detail.NOT_MASKED.value}


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (lambda v: v.update(form="tersamar"), Detail.OTHER_FORM),
        (lambda v: v["copies"][0].update(part="lain"), Detail.COPY_DIFFERS),
        (lambda v: v["copies"][0].update(sha512="00" * 64), Detail.COPY_DIFFERS),
        (lambda v: v["copies"][0]["recipe"].update(note="lain"), Detail.OTHER_RECIPE),
        (lambda v: v["copies"][0].update(recipe=None), Detail.OTHER_RECIPE),
        (lambda v: v["copies"][0].update(file=None), Detail.SILENT_FAILURE),
        (lambda v: v["copies"].append(v["copies"][0]), Detail.BAD_SHEET),
        (lambda v: v.update(form=7), Detail.BAD_SHEET),
    ],
)
def test_a_copy_described_otherwise_than_it_is_is_found(
    paket: Path, rebag: Rebag, edit: Callable[[dict[str, object]], object], said: Detail
) -> None:
    change(paket / "data/rekam/0001.json", 0, edit)
    rebag(paket)
    assert said.value in details(paket)


def test_another_covered_copy_than_was_sealed_is_found(paket: Path, rebag: Rebag) -> None:
    data = b"wajah lain"
    (paket / "data/bukti/0001/tersamar.jpg").write_bytes(data)
    rebag(paket)
    assert details(paket) == [Detail.COPY_DIFFERS.value]
    sums = {
        "sha256": bundled_history.digest(data).hex,
        "sha512": hashlib.sha512(data).hexdigest(),
        "size": len(data),
    }
    change(paket / "data/rekam/0001.json", 0, lambda v: v["copies"][0].update(sums))  # type: ignore[index] # a sheet's list
    rebag(paket)
    assert details(paket) == [Detail.COPY_OTHER_THAN_SEALED.value]


def test_a_copy_that_does_not_open_is_shown_as_failed(whole: Contents, tmp_path: Path) -> None:
    first = whole.exhibits[0]
    torn = dataclasses.replace(first.extra[0], read=broken_off(COVERED_BYTES))
    other = dataclasses.replace(first.extra[0], read=pieces(b"lain"))
    for number, copy in enumerate((torn, other)):
        broken = dataclasses.replace(first, extra=(copy,))
        contents = dataclasses.replace(whole, exhibits=(broken, *whole.exhibits[1:]))
        written = write(tmp_path / str(number), contents)
        assert written.failed == (1,)
        assert written.discrepancies == ()


@pytest.mark.parametrize(
    ("line", "edit", "said"),
    [
        (0, lambda v: v.update(entry=3), Detail.OTHER_OFFICE),
        (0, lambda v: v.update(card="{}"), Detail.BAD_RECEIPT),
        (1, lambda v: v.update(office=3), Detail.OTHER_OFFICE),
        (1, lambda v: v.update(index=2), Detail.NOT_IN_LOG),
        (1, lambda v: v.update(path=[]), Detail.NOT_IN_LOG),
        (1, lambda v: v.update(consistency=[]), Detail.OTHER_HISTORY),
        (1, lambda v: v.update(leaf="{}"), Detail.BAD_RECEIPT),
        (1, lambda v: v.update(lain=1), Detail.BAD_RECEIPT),
        (1, lambda v: v.update(checkpoint="lain"), Detail.BAD_RECEIPT),
        (1, lambda v: v.update(leaf=v["leaf"].replace("2026", "2025")), Detail.NOT_IN_LOG),
    ],
)  # fmt: skip
def test_a_receipt_that_does_not_hold_is_found(
    paket: Path,
    rebag: Rebag,
    line: int,
    edit: Callable[[dict[str, object]], object],
    said: Detail,
) -> None:
    change(paket / RECEIPTS, line, edit)
    rebag(paket)
    assert said.value in details(paket)


def test_a_receipt_by_another_log_or_over_another_history_is_found(
    told: Ledger, whole: Contents, tmp_path: Path
) -> None:
    forged = hearing_history.receipts(told, Signer(hearing_history.LOG.name, b"x" * 32))
    written = write(tmp_path / "log", dataclasses.replace(whole, receipts=forged))
    assert {flaw.detail for flaw in written.discrepancies} == {Detail.LOG_NOT_SIGNED.value}
    other = dataclasses.replace(told, entries=list(reversed(told.entries)))
    joined = next(one.sequence for one in told.entries if one.act.value == "KANTOR_DITAUTKAN")
    forged = tuple(
        dataclasses.replace(one, office=joined) for one in hearing_history.receipts(other)
    )
    written = write(tmp_path / "lain", dataclasses.replace(whole, receipts=forged))
    assert {flaw.detail for flaw in written.discrepancies} == {Detail.OTHER_HISTORY.value}


def test_a_receipts_list_that_was_left_out_is_found(paket: Path, rebag: Rebag) -> None:
    (paket / RECEIPTS).unlink()
    rebag(paket)
    assert RECEIPTS in [flaw.place for flaw in survey(paket).discrepancies]


def test_a_signature_by_a_role_that_may_not_export_is_found(
    whole: Contents, tmp_path: Path
) -> None:
    by_staff = dataclasses.replace(whole, sign=signing(signer_for(STAF, b"t" * 32)))
    written = write(tmp_path / "staf", by_staff)
    assert [flaw.detail for flaw in written.discrepancies] == [Detail.MAY_NOT_EXPORT.value]
    former = dataclasses.replace(whole, sign=signing(signer_for(STAF, b"s" * 32)))
    written = write(tmp_path / "lama", former)
    assert [flaw.detail for flaw in written.discrepancies] == [Detail.NOT_IN_FORCE.value]


def test_a_bundle_that_was_bagged_anew_without_the_key_is_found(paket: Path, rebag: Rebag) -> None:
    old = (paket / SIGNATURE).read_bytes()
    (paket / "data/dokumen/daftar-alat-bukti.pdf").write_bytes(b"%PDF-1.7 daftar lain")
    rebag(paket)
    assert details(paket) == []
    (paket / SIGNATURE).write_bytes(old)
    assert details(paket) == [Detail.WHOLE_NOT_SIGNED.value]


def test_a_certificate_and_a_time_stamp_are_recognised_and_not_judged(
    whole: Contents, tmp_path: Path
) -> None:
    def sign(listing: bytes) -> Signatures:
        plain = whole.sign(listing)
        return dataclasses.replace(
            plain, certified=b"\x30\x03abc", stamped=b"\x30\x81\x80" + b"\x00" * 128
        )

    written = write(tmp_path / "paket", dataclasses.replace(whole, sign=sign))
    assert written.discrepancies == ()
    vouched = survey(written.folder).vouched
    assert (vouched.certified, vouched.stamped) == (True, True)
    (written.folder / "tanda-tangan/tagmanifest.tsr").write_bytes(b"\x30\x03abcd")
    assert [flaw.detail for flaw in examine(written.folder)] == [Detail.NOT_DER.value]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda c: dataclasses.replace(c, attachments=(Attachment("data/lain.pdf", pieces(b"")),)),
        lambda c: dataclasses.replace(
            c, attachments=(Attachment("data/dokumen/nul", pieces(b"")),)
        ),
        lambda c: dataclasses.replace(c, attachments=c.attachments * 2),
        lambda c: dataclasses.replace(
            c, hearing=dataclasses.replace(c.hearing, exhibits=c.hearing.exhibits[1:])
        ),
        lambda c: dataclasses.replace(
            c,
            exhibits=(dataclasses.replace(c.exhibits[0], form=Form.NONE), *c.exhibits[1:]),
        ),
        lambda c: dataclasses.replace(
            c,
            exhibits=(
                dataclasses.replace(c.exhibits[0], form=Form.COVERED, extra=()),
                *c.exhibits[1:],
            ),
        ),
    ],
)
def test_a_hearing_that_contradicts_itself_is_refused(
    spoil: Callable[[Contents], Contents], whole: Contents, tmp_path: Path
) -> None:
    with pytest.raises(ValueError, match=r"."):
        write(tmp_path / "paket", spoil(whole))
    assert list(tmp_path.iterdir()) == []
