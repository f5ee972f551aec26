# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules in use are the newest good ones; older cases and signed papers keep what they had."""

from collections.abc import Iterator
from datetime import date, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from db.casework import deadlines
from db.casework.paper import PaperKind
from db.casework.reference import Unit
from db.errors import InvalidInputError, NotPermittedError
from db.ledger.act import Act
from db.model.flaw import Flaw
from db.model.people import Role
from db.seal.signature import Signer, written_key
from db.store import browse, custodian, packs, papers
from db.store.packs import (
    OlderPackError,
    PackDamagedError,
    PackRefusedError,
    PackRowsError,
    PackUnsignedError,
    UnknownIssuerError,
)
from db.store.vault import Vault
from desktop.actions import caseload, offices, paperwork, rules
from tests.fakes.casework_vault import turn_to
from tests.fakes.small_packs import NEWER, OFFICE, Rows, files, pack
from tests.fakes.small_vault import add, enter, found, reopen, without_ballast
from tests.fakes.stopped_clock import StoppedClock

BUILT_IN = rules.reference().edition
WITA = timezone(timedelta(hours=8))
TURN = "2031-01-01"
EVE = "2030-12-31"


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock(tick_us=1000)


@pytest.fixture
def vault(tmp_path: Path, clock: StoppedClock, monkeypatch: pytest.MonkeyPatch) -> Iterator[Vault]:
    without_ballast(monkeypatch)
    vault, _ = found(tmp_path / "brankas", clock)
    packs.trust(vault, OFFICE.name, OFFICE.public_key)
    yield vault
    vault.abandon()


def longer(rows: Rows) -> None:
    """End the time for handling a Pemilu case with 2030; from 2031 on it is ten working days."""
    old = next(row for row in rows if (row["regime"], row["code"]) == ("PEMILU", "PENANGANAN"))
    rows.append({**old, "valid_from": TURN, "amount": 10})
    old["valid_to"] = EVE


def handling(book: rules.Rulebook, day: str, moment: str) -> deadlines.Due:
    """Return until when a case of that day, registered at that moment, has to be handled."""
    event = date.fromisoformat(day)
    values: dict[str, Any] = {
        "regime": "PEMILU",
        "sumber": "TEMUAN",
        "tgl_kejadian": day,
        "tgl_registrasi": moment,
    }
    found = deadlines.deadlines_of(values, book.reference, PaperKind.CASE, WITA, event=event)
    return next(due for due in found if due.rule.code == "PENANGANAN")


def test_the_rows_that_ship_are_used_until_a_newer_pack_is_taken(vault: Vault) -> None:
    assert rules.in_use(vault) is rules.rulebook()
    book = rules.take_pack(vault, pack())
    assert (book.reference.edition, book.reference.issuer) == (NEWER, "Bawaslu Bali")
    assert book.taken is not None
    assert (book.taken.issuer, book.taken.by_name) == (OFFICE.name, vault.account.name)
    assert book.regions is rules.regions()
    assert rules.in_use(vault) is book
    newer = rules.take_pack(vault, pack(f"{NEWER}.2"))
    assert rules.in_use(vault) is newer
    again = reopen(vault)
    assert rules.in_use(again).reference == newer.reference
    assert custodian.examine_records(again) == ()
    again.abandon()


def test_a_program_newer_than_the_pack_brings_its_own_rows(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    rules.take_pack(vault, pack())
    later = files("2031-06-01")
    monkeypatch.setattr(
        "resources.reference.files", lambda: {name: text.encode() for name, text in later.items()}
    )
    caches = (rules.reference, rules.regions, rules.rulebook)
    for cached in caches:
        cached.cache_clear()
    try:
        assert rules.in_use(vault) is rules.rulebook()
        assert rules.in_use(vault).reference.edition == "2031-06-01"
        with pytest.raises(OlderPackError):
            rules.take_pack(vault, pack("2031-05-31"))
    finally:
        monkeypatch.undo()
        for cached in caches:
            cached.cache_clear()


def test_a_pack_that_reads_no_more_is_a_remark_and_the_rows_that_ship_are_used(
    vault: Vault,
) -> None:
    strange = packs.written("2030-02-02", {"sesuatu.json": "{}"}, OFFICE)
    packs.take(vault, strange, built_in=BUILT_IN, judge=lambda _files: None)
    book = rules.in_use(vault)
    assert book.reference is rules.reference()
    (remark,) = book.standing
    assert (remark.flaw, remark.place) == (Flaw.UNREADABLE, "reference 2030-02-02")
    assert "sesuatu.json" in remark.detail
    mended = rules.take_pack(vault, pack("2030-02-03"))
    assert (mended.standing, mended.reference.edition) == ((), "2030-02-03")


def test_a_pack_whose_record_is_gone_is_a_remark(vault: Vault) -> None:
    book = rules.take_pack(vault, pack())
    assert book.taken is not None
    vault.db.execute("DROP TRIGGER record_no_delete")
    vault.db.execute(
        "DELETE FROM record WHERE digest = (SELECT record FROM entry WHERE seq = ?)",
        [book.taken.seq],
    )
    vault.db.conn.commit()
    again = reopen(vault)
    fallen = rules.in_use(again)
    assert fallen.reference is rules.reference()
    assert [one.flaw for one in fallen.standing] == [Flaw.UNREADABLE]
    again.abandon()


def no_row(rows: Rows) -> None:
    del rows[0]["label"]


def twice(rows: Rows) -> None:
    rows.append(dict(rows[0]))


def test_each_refusal_leaves_the_rows_in_use_as_they_are(vault: Vault) -> None:
    book, size = rules.take_pack(vault, pack()), vault.head.size
    later = "2030-03-01"
    without_form = files(later)
    without_form.pop("forms/lhp-2022.json")
    for data, kind, why in (
        (b"bukan paket", PackDamagedError, ""),
        (pack(later)[:-20], PackDamagedError, ""),
        (pack(later).rpartition(b"\n\n")[0] + b"\n", PackUnsignedError, ""),
        (pack(later, Signer("siapa", b"s" * 32)), UnknownIssuerError, ""),
        (pack(later, Signer(OFFICE.name, b"s" * 32)), UnknownIssuerError, ""),
        (pack(), OlderPackError, ""),
        (pack("2029-12-31"), OlderPackError, ""),
        (pack(later, holidays=no_row), PackRowsError, "holidays.json, row 1"),
        (pack(later, deadlines=twice), PackRowsError, "two rows are in force"),
        (packs.written(later, files("2030-03-02"), OFFICE), PackRowsError, "2030-03-02"),
        (packs.written(later, without_form, OFFICE), PackRowsError, "LHP@"),
    ):
        with pytest.raises(PackRefusedError) as caught:
            rules.take_pack(vault, data)
        assert type(caught.value) is kind, data[:80]
        assert why in caught.value.details.get("why", "")
        assert rules.in_use(vault) is book
    assert vault.head.size == size


def test_an_old_case_is_judged_by_the_rule_of_its_day(vault: Vault) -> None:
    before = rules.in_use(vault)
    moment = "2030-12-27T09:00+08:00"
    old = handling(before, "2030-12-20", moment)
    after = rules.take_pack(vault, pack(deadlines=longer))
    assert handling(after, "2030-12-20", moment).rule.amount == 7
    assert handling(after, "2030-12-20", moment).legal == old.legal
    new = handling(after, "2031-01-02", "2031-01-06T09:00+08:00")
    assert (new.rule.amount, new.rule.unit) == (10, Unit.WORKING)


def test_a_new_holiday_moves_a_deadline_only_while_its_row_is_in_force(vault: Vault) -> None:
    moment = "2030-03-04T09:00+08:00"
    before = handling(rules.in_use(vault), "2030-03-01", moment)

    def holiday(valid_from: str) -> Any:
        def edit(rows: Rows) -> None:
            row = {**rows[0], "code": "LIBUR-2030-03-06", "day": "2030-03-06"}
            rows.append({**row, "valid_from": valid_from})

        return edit

    late = rules.take_pack(vault, pack("2030-01-15.1", holidays=holiday("2030-03-05")))
    assert handling(late, "2030-03-01", moment).legal == before.legal
    early = rules.take_pack(vault, pack("2030-01-15.2", holidays=holiday("2015-01-01")))
    assert isinstance(before.legal, date)
    assert handling(early, "2030-03-01", moment).legal > before.legal


def test_a_paper_keeps_the_edition_it_was_signed_under(vault: Vault, clock: StoppedClock) -> None:
    turn_to(clock, "2030-02-01T10:00+08:00")
    old = rules.in_use(vault)
    case = {
        "judul": "Dugaan",
        "sumber": "TEMUAN",
        "regime": "PEMILU",
        "jenis": ["HUKUM_LAIN/ASN"],
        "wilayah": "51.05.01",
        "tgl_kejadian": "2030-01-30",
        "tgl_ditemukan": "2030-01-30",
    }
    sheet = paperwork.begin(vault, old, PaperKind.CASE, prefill=case)
    first = paperwork.sign(vault, old, sheet)
    new = rules.take_pack(vault, pack("2030-02-02"))
    assert caseload.case_file(vault, new, first.id).case.reference == BUILT_IN
    corrected = paperwork.resume(vault, new, first.id)
    second = paperwork.sign(vault, new, corrected, reason="uji")
    assert second.reference == "2030-02-02"
    assert [one.reference for one in papers.versions(vault, first.id)] == [BUILT_IN, "2030-02-02"]


def test_an_office_issues_what_another_vault_takes_after_comparing_the_key(
    vault: Vault, tmp_path: Path
) -> None:
    office, _ = found(tmp_path / "kantor", StoppedClock(tick_us=1000))
    rows = {name: text.encode() for name, text in files().items()}
    issued = rules.issue_pack(office, rows, "bawaslu-denpasar")
    assert browse.entries(office, limit=1)[0].act == Act.REFERENCE_ISSUED
    line = offices.own_key(office, "bawaslu-denpasar")
    office.abandon()
    with pytest.raises(UnknownIssuerError):
        rules.take_pack(vault, issued.data)
    key = offices.key_from(f"  {line}\n")
    with pytest.raises(InvalidInputError) as caught:
        offices.trust(vault, key, "0000 0000 0000 0000 0000")
    assert caught.value.details["what"] == "fingerprint"
    offices.trust(vault, key, key.fingerprint.lower().replace(" ", "-"))
    assert {one.name for one in packs.issuers(vault)} == {"bawaslu-denpasar", OFFICE.name}
    assert rules.take_pack(vault, issued.data).reference.edition == NEWER


def test_a_key_with_any_letter_wrong_is_refused() -> None:
    line = offices.key_from(_line()).fingerprint
    assert len(line) == 24
    for at in range(len(_line())):
        wrong = "x" if _line()[at] != "x" else "y"
        with pytest.raises(InvalidInputError):
            offices.key_from(_line()[:at] + wrong + _line()[at + 1 :])
    for text in ("", "+", "a+b", "bawaslu", _line() * 2, "-----BEGIN KEY-----"):
        with pytest.raises(InvalidInputError):
            offices.key_from(text)


def _line() -> str:
    return written_key(OFFICE.name, OFFICE.public_key)


def test_rows_that_do_not_fit_are_not_issued(vault: Vault) -> None:
    good = {name: text.encode() for name, text in files().items()}
    size = vault.head.size
    for change, what in (
        ({"edition.json": b'{"edition": "besok", "issuer": "x"}'}, "edition"),
        ({"edition.json": b"{}"}, "rows"),
        ({"asing.json": b"{}"}, "rows"),
        ({"acts.json": b'{"rows": [1]}'}, "rows"),
        ({"acts.json": b"\xff"}, "rows-text"),
    ):
        with pytest.raises(InvalidInputError) as caught:
            rules.issue_pack(vault, {**good, **change}, OFFICE.name)
        assert caught.value.details["what"] == what
    with pytest.raises(InvalidInputError, match="issuer"):
        rules.issue_pack(vault, good, "dua kata")
    with pytest.raises(InvalidInputError):
        rules.issue_pack(vault, {}, OFFICE.name)
    assert vault.head.size == size


def test_trust_ends_by_an_entry_and_what_was_taken_stays(vault: Vault) -> None:
    book = rules.take_pack(vault, pack())
    packs.distrust(vault, OFFICE.name)
    assert browse.entries(vault, limit=1)[0].act == Act.ISSUER_DISTRUSTED
    assert (packs.trusted(vault), rules.in_use(vault)) == ({}, book)
    with pytest.raises(UnknownIssuerError):
        rules.take_pack(vault, pack("2030-05-05"))
    with pytest.raises(InvalidInputError):
        packs.distrust(vault, OFFICE.name)
    assert custodian.examine_records(vault) == ()
    vault.db.execute(
        "INSERT INTO setting VALUES (?, ?)", [f"{packs.ISSUER}{OFFICE.name}", "00" * 32]
    )
    assert custodian.examine_records(vault) != ()
    vault.db.conn.rollback()


def test_only_the_chair_trusts_and_issues_and_who_only_hands_in_takes_nothing(
    vault: Vault,
) -> None:
    member = add(vault, Role.MEMBER, "Anggota", "sandi anggota")
    village = add(vault, Role.VILLAGE, "Desa", "sandi desa")
    vault.lock()
    rows = {name: text.encode() for name, text in files().items()}
    opened = enter(vault, member, "sandi anggota")
    with pytest.raises(NotPermittedError):
        packs.distrust(opened, OFFICE.name)
    with pytest.raises(NotPermittedError):
        rules.issue_pack(opened, rows, OFFICE.name)
    book = rules.take_pack(opened, pack())
    opened.lock()
    opened = enter(opened, village, "sandi desa")
    with pytest.raises(NotPermittedError):
        rules.take_pack(opened, pack("2030-09-09"))
    assert rules.in_use(opened).reference == book.reference
    opened.abandon()


def test_the_tables_of_an_edition_are_counted() -> None:
    tables = {one.kind: one for one in rules.tables(rules.reference())}
    assert tables["holidays"].rows == len(rules.reference().holidays) > 0
    assert all(0 <= one.verified <= one.rows for one in tables.values())
    assert "forms" in tables
