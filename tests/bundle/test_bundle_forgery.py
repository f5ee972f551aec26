# SPDX-License-Identifier: GPL-3.0-or-later
"""A forger who makes every manifest fit still meets the signatures, the proofs and the records."""

import hashlib
import json
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.bundle.detail import Detail
from db.bundle.examine import examine, survey
from db.bundle.write import write
from db.ledger.act import Act, SubjectKind
from db.ledger.author import Deed
from db.ledger.checkpoint import Checkpoint, signer_for
from db.ledger.entry import Subject
from db.model import canonical
from db.model.digest import Digest
from tests.fakes.bundled_history import KETUA, STAF, Ledger, contents_of, history

ENTRIES = "data/buku/entri.jsonl"
RECORDS = "data/buku/catatan.jsonl"
KEYS = "data/kunci/kunci.json"
SHEET = "data/rekam/0001.json"

Rebag = Callable[[Path], None]


def details(folder: Path) -> set[str]:
    """Return what is said, once the manifests are known to fit."""
    seen = survey(folder)
    assert seen.bag == ()
    return {flaw.detail for flaw in seen.discrepancies}


def change_line(path: Path, number: int, change: Callable[[dict[str, object]], object]) -> None:
    """Rewrite one canonical line of a file."""
    lines = path.read_bytes().splitlines(keepends=True)
    value = json.loads(lines[number])
    change(value)
    lines[number] = canonical.to_bytes(value) + b"\n"
    path.write_bytes(b"".join(lines))


def set_to(name: str, new: object) -> Callable[[dict[str, object]], object]:
    return lambda value: value.update({name: new})


def test_another_original_under_fitting_manifests_is_found(bundle: Path, rebag: Rebag) -> None:
    (bundle / "data/bukti/0001/asli.jpg").write_bytes(b"foto lain")
    rebag(bundle)
    assert details(bundle) == {Detail.ORIGINAL_DIFFERS.value}


def test_another_original_described_by_its_sheet_is_found(bundle: Path, rebag: Rebag) -> None:
    other = b"foto lain"
    (bundle / "data/bukti/0001/asli.jpg").write_bytes(other)
    change_line(bundle / SHEET, 0, set_to("sha256", hashlib.sha256(other).hexdigest()))
    change_line(bundle / SHEET, 0, set_to("sha512", hashlib.sha512(other).hexdigest()))
    change_line(bundle / SHEET, 0, set_to("size", len(other)))
    rebag(bundle)
    assert details(bundle) == {Detail.OTHER_THAN_SEALED.value}


def test_two_swapped_exhibits_under_fitting_manifests_are_found(bundle: Path, rebag: Rebag) -> None:
    one, other = (bundle / f"data/rekam/000{number}.json" for number in (1, 3))
    first = one.read_bytes()
    one.write_bytes(other.read_bytes())
    other.write_bytes(first)
    rebag(bundle)
    assert Detail.OTHER_EXHIBIT.value in details(bundle)
    assert Detail.ORIGINAL_DIFFERS.value in details(bundle)


@pytest.mark.parametrize(
    ("name", "new", "said"),
    [
        ("name", "lain.jpg", Detail.OTHER_NAME),
        ("claims", {}, Detail.OTHER_CLAIMS),
        ("findings", [], Detail.OTHER_FINDINGS),
        ("custody", [], Detail.OTHER_CUSTODY),
        ("arrivals", [], Detail.OTHER_ARRIVALS),
        ("records", [], Detail.OTHER_RECORDS),
        ("withheld", ["0" * 64], Detail.OTHER_RECORDS),
        ("number", 2, Detail.OTHER_EXHIBIT),
        ("file", None, Detail.SILENT_FAILURE),
        ("failure", "tidak terbuka", Detail.SILENT_FAILURE),
        ("file", "data/bukti/0002/asli.bin", Detail.ORIGINAL_DIFFERS),
        ("file", "../../asli.jpg", Detail.ORIGINAL_DIFFERS),
        ("evidence", "01M7Q5CQG0ESGQAV3M99999999", Detail.NOT_SEALED),
        ("format", "segel.id/rekam/v9", Detail.BAD_SHEET),
        ("tambahan", 1, Detail.BAD_SHEET),
    ],
)
def test_a_sheet_that_says_otherwise_than_its_record_is_found(
    bundle: Path, rebag: Rebag, name: str, new: object, said: Detail
) -> None:
    change_line(bundle / SHEET, 0, set_to(name, new))
    rebag(bundle)
    assert said.value in details(bundle)


@pytest.mark.parametrize(
    ("part", "name", "new"),
    [
        ("custody", "act", "DIEKSPOR"),
        ("custody", "at", "2020-01-01T00:00:00.000000Z"),
        ("custody", "by", KETUA),
        ("arrivals", "name", "lain.jpg"),
        ("arrivals", "by", KETUA),
        ("arrivals", "provenance", {}),
    ],
)
def test_a_changed_custody_step_or_arrival_is_found(
    bundle: Path, rebag: Rebag, part: str, name: str, new: object
) -> None:
    def change(sheet: dict[str, object]) -> None:
        rows = sheet[part]
        assert isinstance(rows, list)
        rows[0][name] = new

    change_line(bundle / SHEET, 0, change)
    rebag(bundle)
    assert details(bundle) == {
        (Detail.OTHER_CUSTODY if part == "custody" else Detail.OTHER_ARRIVALS).value
    }


def test_a_changed_reason_is_found(bundle: Path, rebag: Rebag) -> None:
    path = bundle / SHEET
    path.write_bytes(path.read_bytes().replace(b"disiapkan untuk sidang", b"iseng"))
    rebag(bundle)
    assert details(bundle) == {Detail.OTHER_CUSTODY.value}


def test_each_edited_dropped_or_swapped_entry_is_found(
    pristine: Path, bundle: Path, rebag: Rebag
) -> None:
    lines = (pristine / ENTRIES).read_bytes().splitlines(keepends=True)
    for at in range(len(lines)):
        for forged in (
            lines[:at] + lines[at + 1 :],
            [*lines[:at], lines[at].replace(b"segel 0.1.0", b"segel 9.9.9"), *lines[at + 1 :]],
            [*lines[:at], *lines[at : at + 2][::-1], *lines[at + 2 :]],
            [*lines[:at], lines[at], lines[at], *lines[at + 1 :]],
        ):
            if forged != lines:
                (bundle / ENTRIES).write_bytes(b"".join(forged))
                rebag(bundle)
                assert details(bundle), at


@pytest.mark.parametrize(
    ("name", "new", "said"),
    [
        ("act_head", "bukan kepala", Detail.BAD_HEAD),
        ("path", [], Detail.NOT_IN_HEAD),
        ("act_path", ["0" * 64], Detail.NOT_IN_ACT),
        ("act_consistency", ["0" * 64], Detail.NOT_PREFIX),
        ("index", 4, Detail.OTHER_NUMBER),
        ("index", "2", Detail.BAD_ENTRY_LINE),
        ("path", "xyz", Detail.BAD_ENTRY_LINE),
        ("path", ["0" * 64] * 65, Detail.BAD_ENTRY_LINE),
        ("body", "{}", Detail.BAD_ENTRY_LINE),
    ],
)
def test_each_broken_proof_is_found(
    bundle: Path, rebag: Rebag, name: str, new: object, said: Detail
) -> None:
    change_line(bundle / ENTRIES, 2, set_to(name, new))
    rebag(bundle)
    assert said.value in details(bundle)


def resigned(note: str, account: str, seed: bytes) -> str:
    """Return a head signed anew by whoever holds `seed`."""
    old = Checkpoint.parse(note)
    return Checkpoint.sign(old.vault, old.size, old.root, signer_for(account, seed)).note  # type: ignore[arg-type] # ids are text


@pytest.mark.parametrize(
    ("account", "seed", "said"),
    [
        (STAF, b"x" * 32, {Detail.BAD_SIGNATURE}),
        (STAF, b"t" * 32, {Detail.BAD_SIGNATURE}),  # the key that came into force only later
        (KETUA, b"k" * 32, {Detail.NOT_WHO_ACTED}),
        ("01M7Q5CQG0ESGQAV3M99999999", b"k" * 32, {Detail.UNKNOWN_ACCOUNT, Detail.NOT_WHO_ACTED}),
    ],
)
def test_an_act_signed_by_anybody_else_is_found(
    bundle: Path, rebag: Rebag, account: str, seed: bytes, said: set[Detail]
) -> None:
    note = json.loads((bundle / ENTRIES).read_bytes().splitlines()[2])["act_head"]
    for line in (2, 3, 4):
        change_line(bundle / ENTRIES, line, set_to("act_head", resigned(note, account, seed)))
    rebag(bundle)
    assert details(bundle) == {detail.value for detail in said}


def test_a_final_head_by_an_unknown_key_or_over_other_entries_is_found(
    bundle: Path, rebag: Rebag, ledger: Ledger
) -> None:
    head = bundle / "data/buku/kepala.txt"
    head.write_text(resigned(ledger.notes[-1], KETUA, b"x" * 32))
    rebag(bundle)
    assert details(bundle) == {Detail.BAD_SIGNATURE.value}
    old = Checkpoint.parse(ledger.notes[-1])
    signer = signer_for(KETUA, b"k" * 32)
    head.write_text(Checkpoint.sign(old.vault, old.size, Digest(bytes(32)), signer).note)
    rebag(bundle)
    assert details(bundle) == {Detail.NOT_IN_HEAD.value, Detail.NOT_PREFIX.value}


def test_another_record_is_found(bundle: Path, rebag: Rebag) -> None:
    change_line(bundle / RECORDS, 0, set_to("name", "lain.jpg"))
    rebag(bundle)
    said = details(bundle)
    assert {Detail.UNNAMED_RECORD.value, Detail.OTHER_RECORDS.value} <= said


def test_a_record_twice_or_spelled_otherwise_is_found(bundle: Path, rebag: Rebag) -> None:
    whole = (bundle / RECORDS).read_bytes()
    (bundle / RECORDS).write_bytes(whole + whole.splitlines(keepends=True)[0] + b"{ }\n")
    rebag(bundle)
    assert details(bundle) == {Detail.RECORD_TWICE.value, Detail.BAD_RECORD.value}


@pytest.mark.parametrize(
    ("name", "new", "said"),
    [
        ("key", "0" * 64, Detail.UNKNOWN_KEY),
        ("role", "STAF", Detail.UNKNOWN_KEY),
        ("since", 1, Detail.UNKNOWN_KEY),
        ("fingerprint", "0000 0000 0000 0000 0000", Detail.OTHER_FINGERPRINT),
        ("name", 7, Detail.BAD_KEYS),
    ],
)
def test_a_key_described_otherwise_than_in_its_entry_is_found(
    bundle: Path, rebag: Rebag, name: str, new: object, said: Detail
) -> None:
    def change(value: dict[str, object]) -> None:
        keys = value["keys"]
        assert isinstance(keys, list)
        keys[0][name] = new

    change_line(bundle / KEYS, 0, change)
    rebag(bundle)
    assert said.value in details(bundle)


def test_a_sheet_dropped_with_its_original_is_found(bundle: Path, rebag: Rebag) -> None:
    (bundle / "data/rekam/0002.json").unlink()
    (bundle / "data/bukti/0002/asli.bin").unlink()
    (bundle / "data/bukti/0002").rmdir()
    rebag(bundle)
    assert {Detail.NO_SHEET.value, Detail.SHEET_GAP.value} <= details(bundle)


def test_a_file_added_under_fitting_manifests_is_found(bundle: Path, rebag: Rebag) -> None:
    (bundle / "data/bukti/0001/salinan.jpg").write_bytes(b"sisipan")
    (bundle / "periksa.exe").write_bytes(b"sisipan")
    rebag(bundle)
    flaws = {(flaw.place, flaw.detail) for flaw in examine(bundle)}
    assert flaws == {
        ("data/bukti/0001/salinan.jpg", Detail.STRAY_ORIGINAL.value),
        ("periksa.exe", Detail.NO_TAG.value),
    }


def test_a_missing_first_entry_is_found(bundle: Path, rebag: Rebag) -> None:
    path = bundle / ENTRIES
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[1:]))
    rebag(bundle)
    assert Detail.NO_FIRST.value in details(bundle)


def test_a_key_that_was_introduced_without_the_right_to_is_found(tmp_path: Path) -> None:
    ledger = history()
    ledger.account(STAF, Act.ACCOUNT_KEY_REPLACED, KETUA, None)
    written = write(tmp_path / "paket", contents_of(ledger))
    assert Detail.MAY_NOT_APPOINT.value in [flaw.detail for flaw in written.discrepancies]


def test_a_key_that_introduces_itself_is_found(tmp_path: Path) -> None:
    ledger = history()
    ledger.enrol(KETUA, b"f" * 32)
    ledger.account(KETUA, Act.ACCOUNT_KEY_REPLACED, KETUA, None)
    written = write(tmp_path / "paket", contents_of(ledger))
    assert Detail.MAY_NOT_APPOINT.value in [flaw.detail for flaw in written.discrepancies]


def test_an_act_of_another_vault_is_found(tmp_path: Path) -> None:
    ledger = history()
    ledger.vault = type(ledger.vault)("01M7Q5CQG0ESGQAV3M99999999")
    ledger.enrol(KETUA, b"k" * 32)
    ledger.act(KETUA, Deed(Act.LOCKED, Subject(SubjectKind.VAULT, ledger.vault)))
    written = write(tmp_path / "paket", contents_of(ledger))
    assert Detail.OTHER_VAULT.value in [flaw.detail for flaw in written.discrepancies]


STRANGE = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=4),
    lambda part: (
        st.lists(part, max_size=2) | st.dictionaries(st.text(max_size=3), part, max_size=2)
    ),
    max_leaves=4,
)


def strangely(value: object, choice: random.Random, strange: object) -> object:
    """Return a JSON value with one part, at any depth, replaced."""
    if isinstance(value, dict) and value and choice.random() < 0.8:
        name = choice.choice(sorted(value))
        return {**value, name: strangely(value[name], choice, strange)}
    if isinstance(value, list) and value and choice.random() < 0.8:
        at = choice.randrange(len(value))
        return [*value[:at], strangely(value[at], choice, strange), *value[at + 1 :]]
    return strange


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300)
@given(
    name=st.sampled_from([SHEET, KEYS, ENTRIES, RECORDS]),
    choice=st.randoms(use_true_random=False),
    strange=STRANGE,
)
def test_no_value_of_a_wrong_kind_stops_an_examination(
    pristine: Path, rebag: Rebag, name: str, choice: random.Random, strange: object
) -> None:
    copy = pristine.parent / "aneh"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(pristine, copy)
    lines = (copy / name).read_bytes().splitlines(keepends=True)
    at = choice.randrange(len(lines))
    value = strangely(json.loads(lines[at]), choice, strange)
    lines[at] = canonical.to_bytes(value) + b"\n"  # type: ignore[arg-type] # JSON by construction
    (copy / name).write_bytes(b"".join(lines))
    rebag(copy)
    examine(copy)
