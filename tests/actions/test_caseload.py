# SPDX-License-Identifier: GPL-3.0-or-later
"""Cases read whole and carried on: conditions, notice, advice, hiding, and files to type again."""

import csv
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from db.casework.conditions import IncompleteError, LateError, completeness, unmet
from db.casework.notice import ShortNoticeError
from db.casework.paper import Draft, Paper, PaperKind, Summary, Values
from db.casework.states import OtherRoleError, UnfilledError
from db.errors import InvalidInputError, NotFoundError, NotPermittedError
from db.model.ids import AccountId, PaperId
from db.model.people import Role
from db.store import docket, papers
from db.store.docket import PaperFilter
from db.store.vault import Vault
from desktop.actions import caselists, caseload, paperwork, retyping
from desktop.actions.rules import Rulebook, rulebook
from tests.fakes.casework_vault import happen, sealed, turn_to, write
from tests.fakes.scenarios import paper_id, s1, s2, s6, s7, s10
from tests.fakes.small_vault import CHAIR, add, enter, found, without_ballast
from tests.fakes.stopped_clock import StoppedClock

CASES = PaperFilter(kinds=frozenset({PaperKind.CASE}))


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return rulebook()


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock(tick_us=1000)


@pytest.fixture
def vault(tmp_path: Path, clock: StoppedClock, monkeypatch: pytest.MonkeyPatch) -> Iterator[Vault]:
    without_ballast(monkeypatch)
    turn_to(clock, "2023-11-01T08:00+08:00")
    made, _ = found(tmp_path / "brankas", clock)
    yield made
    made.abandon()


def limit(known: caseload.CaseFile, code: str) -> tuple[str, str]:
    due = next(due for due, _ in known.limits if due.rule.code == code)
    safe, legal = due.local()
    return str(safe)[:16], str(legal)[:16]


def registered(vault: Vault, book: Rulebook, case: Paper, **changes: str) -> Paper:
    return caseload.move(vault, book, case.id, "DIREGISTRASI", changes=changes)


def test_a_finding_is_registered_once_its_plenary_was_in_time(
    vault: Vault, clock: StoppedClock, book: Rulebook
) -> None:
    known = happen(vault, clock, book, s1(sealed(vault)))
    turn_to(clock, "2023-12-14T09:00+08:00")
    file = caseload.case_file(vault, book, known["perkara"].id)
    assert limit(file, "TEMUAN") == ("2023-12-10", "2023-12-12")
    assert [one.rule.fields[0] for one in unmet(file.conditions)] == ["tgl_ditemukan"]
    with pytest.raises(UnfilledError):
        registered(vault, book, known["perkara"], tgl_registrasi="2023-12-06T15:30+08:00")
    moved = registered(
        vault,
        book,
        known["perkara"],
        pleno_tanggal="2023-12-06",
        tgl_registrasi="2023-12-06T15:30+08:00",
    )
    assert moved.state == "DIREGISTRASI"
    file = caseload.case_file(vault, book, moved.id)
    assert limit(file, "PENANGANAN") == ("2023-12-13", "2023-12-15")
    assert limit(file, "PENANGANAN_PERPANJANGAN")[1] == "2023-12-28"
    assert {card.kind for card in file.papers} >= {PaperKind.SUPERVISION, PaperKind.EVENT}
    assert [one.link.label for one in file.exhibits] == ["E01", "E02", "E03"]
    assert [way.route.code for way in file.ways] == ["ASN-KASN"]


def test_a_finding_whose_plenary_came_too_late_is_refused_with_both_dates(
    vault: Vault, clock: StoppedClock, book: Rulebook
) -> None:
    case = happen(vault, clock, book, s1(sealed(vault)))["perkara"]
    turn_to(clock, "2023-12-20T09:00+08:00")
    with pytest.raises(LateError) as refused:
        registered(
            vault,
            book,
            case,
            pleno_tanggal="2023-12-13",
            tgl_registrasi="2023-12-13T15:00+08:00",
        )
    told = refused.value.details
    assert (told["began"], told["done"]) == ("2023-12-03", "2023-12-13")
    assert (told["safe"], told["legal"]) == ("2023-12-10", "2023-12-12")
    assert papers.paper(vault, case.id).state == "PLENO_TEMUAN"


def test_acts_on_social_media_lead_to_bkn_and_wait_for_the_nip(
    vault: Vault, clock: StoppedClock, book: Rulebook, tmp_path: Path
) -> None:
    day = s2(sealed(vault))
    more: dict[PaperKind, Values] = {
        PaperKind.SUPERVISION: {"uraian_dugaan": "Kasi mendukung bakal paslon di Facebook."},
        PaperKind.CASE: {"tgl_ditemukan": "2024-09-02"},
    }
    sheets = tuple(
        replace(sheet, values={**sheet.values, **more.get(sheet.kind, {})}) for sheet in day.papers
    )
    case = happen(vault, clock, book, replace(day, papers=sheets))["perkara"]
    turn_to(clock, "2024-09-05T11:00+07:00")
    moved = registered(
        vault, book, case, pleno_tanggal="2024-09-05", tgl_registrasi="2024-09-05T10:00+07:00"
    )
    file = caseload.case_file(vault, book, moved.id)
    assert limit(file, "PENANGANAN")[1] == "2024-09-08"  # a Sunday, and a day all the same
    assert limit(file, "PENANGANAN_PERPANJANGAN")[1] == "2024-09-10"
    assert [(way.route.system, way.lacks) for way in file.ways] == [("SBT", ())]
    table, record = retyping.save(vault, book, moved.id, tmp_path, system="SBT")
    rows = list(csv.reader(table.read_text("utf-8-sig").splitlines(), delimiter=";"))
    assert "19880521 201201 2 901" in rows[1]
    assert json.loads(record.read_text())[0]["missing"] == []
    steps = papers.steps(vault, moved.id)
    assert [(step.act, step.detail.get("layout")) for step in steps][-1] == ("DICETAK", "sbt")
    again, _ = retyping.save(vault, book, moved.id, tmp_path, system="SBT")
    assert again.name == f"{table.stem}-2.csv"


def test_a_case_without_the_nip_is_saved_and_says_what_is_missing(
    vault: Vault, clock: StoppedClock, book: Rulebook, tmp_path: Path
) -> None:
    day = s2(sealed(vault))
    unknown: Values = {**day.people["S2-rika"], "jenis_id": "TIDAK_DIKETAHUI"}
    nameless = {key: value for key, value in unknown.items() if key != "nip"}
    case = happen(vault, clock, book, replace(day, people={"S2-rika": nameless}))["perkara"]
    known = retyping.retyping(vault, book, case.id)
    assert known.missing == (("nip_atau_nik", "Rika Handayani"),)
    assert not known.sbt[0].ready
    assert retyping.save(vault, book, case.id, tmp_path, system="SBT")[0].exists()


def test_a_code_that_a_colleague_signed_with_other_tools_leads_out_of_no_folder(
    vault: Vault, clock: StoppedClock, book: Rulebook, tmp_path: Path
) -> None:
    case = happen(vault, clock, book, s2(sealed(vault)))["perkara"]
    form = next(form.name for form in book.reference.forms if form.kind is PaperKind.CASE)
    draft = Draft(case.id, case.kind, form, case.values, vault.account.id, case.case, case.version)
    summary = Summary("Perkara")
    papers.sign(
        vault, draft, state=case.state, summary=summary, code="../../x", reason="salah kode"
    )
    folder = tmp_path / "stik"
    folder.mkdir()
    elsewhere = tmp_path / "tertimpa"
    stem = "SIGAPLAPOR--.--.-x"
    (folder / f"{stem}.json").symlink_to(elsewhere)
    table, record = retyping.save(vault, book, case.id, folder, system="SIGAPLAPOR")
    assert (table.name, record.name) == (f"{stem}-2.csv", f"{stem}-2.json")
    assert table.parent == record.parent == folder
    assert not elsewhere.exists()
    assert {path.name for path in tmp_path.iterdir()} <= {"stik", "brankas"}


def test_envelopes_in_the_quiet_period_have_hours_and_a_witness_nobody_names(
    vault: Vault, clock: StoppedClock, book: Rulebook
) -> None:
    case = happen(vault, clock, book, s6(sealed(vault)))["perkara"]
    file = caseload.case_file(vault, book, case.id)
    assert limit(file, "TEMUAN") == ("2024-02-19", "2024-02-22")
    assert limit(file, "GAKKUMDU_1")[1] == "2024-02-14 10:30"
    assert limit(file, "PENANGANAN")[1] == "2024-02-23"
    assert limit(file, "PENANGANAN_PERPANJANGAN")[1] == "2024-03-05"
    witness = file.people[paper_id("S6-yuliana")].values
    assert "Yuliana" not in json.dumps(dict(witness))
    rows = caselists.cases(vault, book, CASES)
    assert ("SAKSI", "SAKSI-1") in rows[0].parties
    assert rows[0].nearest is not None
    assert rows[0].nearest[0].rule.code == "GAKKUMDU_1"


def test_a_report_is_registered_only_when_its_one_gap_is_closed(
    vault: Vault, clock: StoppedClock, book: Rulebook
) -> None:
    known = happen(vault, clock, book, s7(sealed(vault)))
    turn_to(clock, "2024-02-01T09:00+07:00")
    case = paperwork.move(vault, book, known["perkara"].id, "KAJIAN_AWAL", changes={})
    file = caseload.case_file(vault, book, case.id)
    assert [one.missing for one in unmet(file.conditions)] == [("pelapor_alamat",)]
    assert limit(file, "LAPORAN") == ("2024-01-29", "2024-01-31")
    with pytest.raises(IncompleteError, match="not met") as refused:
        registered(vault, book, case, tgl_registrasi="2024-02-01T09:00+07:00")
    assert refused.value.details["conditions"] == "PEMILU-LAPORAN-ALAMAT_PELAPOR"
    sheet = paperwork.resume(vault, book, known["laporan"].id)
    values = {**sheet.draft.values, "pelapor_alamat": "Dusun III RT 02 Semuli Raya"}
    sheet = replace(sheet, draft=replace(sheet.draft, values=values))
    paperwork.sign(vault, book, sheet, reason="Alamat pelapor dilengkapi.")
    moved = registered(vault, book, case, tgl_registrasi="2024-02-01T09:00+07:00")
    file = caseload.case_file(vault, book, moved.id)
    assert completeness(file.conditions) == "LENGKAP"
    assert limit(file, "PENANGANAN")[1] == "2024-02-15"
    assert limit(file, "PENANGANAN_PERPANJANGAN")[1] == "2024-02-26"


def test_a_report_that_came_too_late_is_refused_with_both_dates(
    vault: Vault, clock: StoppedClock, book: Rulebook
) -> None:
    day = s7(sealed(vault))
    late = {"dilaporkan": "2024-02-01T10:05+07:00", "pelapor_alamat": "Dusun III"}
    sheets = tuple(
        replace(
            sheet,
            values={**sheet.values, **late}
            if sheet.kind is PaperKind.REPORT
            else {**sheet.values, "tgl_laporan": late["dilaporkan"]},
        )
        for sheet in day.papers
        if sheet.kind in {PaperKind.REPORT, PaperKind.CASE}
    )
    case = happen(vault, clock, book, replace(day, papers=sheets))["perkara"]
    turn_to(clock, "2024-02-02T09:00+07:00")
    case = paperwork.move(vault, book, case.id, "KAJIAN_AWAL", changes={})
    with pytest.raises(LateError) as refused:
        registered(vault, book, case, tgl_registrasi="2024-02-02T09:00+07:00")
    told = refused.value.details
    assert (told["safe"], told["legal"]) == ("2024-01-29", "2024-01-31")
    assert (told["began"], told["done"]) == ("2024-01-22", "2024-02-01")
    kept = caseload.move(
        vault,
        book,
        case.id,
        "TIDAK_DIREGISTRASI",
        changes={"alasan": "syarat formal, melewati 7 hari kerja"},
    )
    assert kept.state == "TIDAK_DIREGISTRASI"


@pytest.mark.parametrize(
    "changed", [{"tanggal": "2023-12-13"}, {"terkirim": "2023-12-13T07:00+08:00"}]
)
def test_an_invitation_for_the_same_day_is_refused(
    vault: Vault, clock: StoppedClock, book: Rulebook, changed: dict[str, str]
) -> None:
    day = s1(sealed(vault))
    happen(vault, clock, book, replace(day, papers=day.papers[:3]))
    turn_to(clock, "2023-12-13T08:00+08:00")
    values: Values = {**day.paper("undangan"), **changed}
    with pytest.raises(ShortNoticeError) as refused:
        write(vault, book, PaperKind.INVITATION, values, case=paper_id("S1-perkara"))
    assert refused.value.details == {
        "sent": "2023-12-13",
        "latest": "2023-12-12",
        "event": "2023-12-13",
    }
    write(vault, book, PaperKind.INVITATION, day.paper("undangan"), case=paper_id("S1-perkara"))


def test_advice_is_closed_with_the_photo_of_the_check_alone(
    vault: Vault, clock: StoppedClock, book: Rulebook
) -> None:
    put = sealed(vault)
    day = s10(put)
    told = dict(day.paper("saran"))
    for key in ("hasil", "dicek", "foto_sesudah"):
        del told[key]
    turn_to(clock, "2023-12-04T20:00+08:00")
    kept = write(vault, book, PaperKind.ADVICE, told)
    row = caselists.advices(vault, book)[0]
    assert row.limit is not None
    assert row.limit[0].local() == (date(2023, 12, 7), date(2023, 12, 7))
    turn_to(clock, "2023-12-06T17:00+08:00")
    checked: Values = {"dicek": "2023-12-06T16:20+08:00"}
    with pytest.raises(UnfilledError) as refused:
        paperwork.move(vault, book, kept.id, "DILAKSANAKAN", changes=checked)
    assert refused.value.details["fields"] == "foto_sesudah"
    done = {**checked, "foto_sesudah": [put("S10-E02")]}
    moved = paperwork.move(vault, book, kept.id, "DILAKSANAKAN", changes=done)
    assert (moved.state, moved.values["hasil"]) == ("DILAKSANAKAN", "DILAKSANAKAN")
    with pytest.raises(InvalidInputError):
        write(vault, book, PaperKind.ADVICE, {**told, "hasil": "DILAKSANAKAN", **checked})
    ended = write(vault, book, PaperKind.ADVICE, {**told, "hasil": "DILAKSANAKAN", **done})
    assert ended.state == "DILAKSANAKAN"


def test_advice_that_was_not_obeyed_proposes_a_finding_from_its_form_a(
    vault: Vault, clock: StoppedClock, book: Rulebook
) -> None:
    day = s10(sealed(vault))
    turn_to(clock, "2023-12-08T20:00+08:00")
    write(vault, book, PaperKind.SUPERVISION, day.paper("lhp"), name="S10-lhp")
    told: Values = {
        **day.paper("saran"),
        "hasil": "TIDAK_DILAKSANAKAN",
        "dicek": "2023-12-08T09:00+08:00",
        "foto_sesudah": [],
    }
    kept = write(vault, book, PaperKind.ADVICE, told)
    assert kept.state == "TIDAK_DILAKSANAKAN"
    finding = caselists.finding_of(vault, kept.id)
    assert finding["lhp"] == paper_id("S10-lhp")
    assert finding["tgl_ditemukan"] == "2023-12-08"
    assert caselists.advices(vault, book)[0].standing == "ignored"


def test_a_case_hidden_from_the_accused_is_nowhere_for_them(
    vault: Vault, clock: StoppedClock, book: Rulebook
) -> None:
    accused = AccountId(add(vault, Role.MEMBER, "Anggota", "lima kata sandi anggota"))
    day = s1(sealed(vault))
    colleague = {**day.people["S1-suardana"], "nama": "Nama Anggota"}
    known = happen(vault, clock, book, replace(day, people={"S1-suardana": colleague}))
    case = known["perkara"].id
    file = caseload.case_file(vault, book, case)
    assert [one.account for one in file.conflicts] == [accused]
    with pytest.raises(InvalidInputError):
        caseload.hide(vault, case, [accused], " ")
    caseload.hide(vault, case, [accused], "Terlapor adalah rekan")
    file = caseload.case_file(vault, book, case)
    assert not file.conflicts
    assert file.taken_over is not None
    assert file.taken_over.code == "ETIK-PENGAWAS_AD_HOC"
    assert file.steps[-1].reason == "Terlapor adalah rekan"
    vault.lock()
    theirs = enter(vault, accused, "lima kata sandi anggota")
    try:
        assert caselists.cases(theirs, book, CASES) == ()
        assert docket.count(theirs, CASES) == 0
        assert docket.count(theirs, replace(CASES, text="Cakrawala")) == 0
        assert docket.open_cases(theirs) == ()
        with pytest.raises(NotFoundError):
            caseload.case_file(theirs, book, case)
    finally:
        theirs.lock()


def test_the_secretariat_hides_no_case_and_decides_nothing(
    vault: Vault, clock: StoppedClock, book: Rulebook
) -> None:
    case = happen(vault, clock, book, s7(sealed(vault)))["perkara"].id
    clerk = add(vault, Role.SECRETARIAT, "Sekretariat", "lima kata sandi lain")
    vault.lock()
    theirs = enter(vault, clerk, "lima kata sandi lain")
    try:
        with pytest.raises(NotPermittedError):
            caseload.hide(theirs, case, [], "alasan")
        with pytest.raises(NotPermittedError):
            retyping.retyping(theirs, book, case)
        with pytest.raises(OtherRoleError) as refused:
            caseload.move(theirs, book, case, "KAJIAN_AWAL", changes={})
        assert refused.value.details["roles"] == "ANGGOTA, KETUA"
    finally:
        theirs.lock()
    assert CHAIR.role is Role.CHAIR


def test_a_case_begins_with_a_form_a_once(
    vault: Vault, clock: StoppedClock, book: Rulebook
) -> None:
    day = s2(sealed(vault))
    known = happen(vault, clock, book, replace(day, papers=day.papers[:1]))
    offered = caselists.sources(vault, PaperKind.FINDING)
    assert [(one.card.id, one.taken) for one in offered] == [(known["lhp"].id, False)]
    values = paperwork.case_of(vault, book, known["lhp"].id)
    items = caselists.attached(vault, known["lhp"].id)
    sheet = paperwork.begin(vault, book, PaperKind.CASE, prefill=values)
    case = paperwork.sign(vault, book, sheet, evidence=items)
    assert caselists.sources(vault, PaperKind.FINDING)[0].taken
    file = caseload.case_file(vault, book, PaperId(case.id))
    assert [one.paper.kind for one in file.exhibits] == [PaperKind.CASE] * 3
