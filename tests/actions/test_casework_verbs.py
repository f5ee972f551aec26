# SPDX-License-Identifier: GPL-3.0-or-later
"""The accept points of the scenarios that need no window, each with real sealing and real intake.

What needs a page stands in tests/journeys.  S6.5 (what reaches the server first) belongs to syncing
and is not asked here; S12.4 and S12.5 (the list of exhibits, copies, the public bundle) belong to
the hearing bundle, of which only the bag and its verdict exist.  S7.6 and S8.3 ask for derived
evidence, which has no kind of its own yet: the manner and note it came with are held instead.
"""

import hashlib
import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from db.casework import advice, catalogue, identity
from db.casework.advice import AdviceStanding
from db.casework.conditions import LateError, unmet
from db.casework.deadlines import Due, Urgency
from db.casework.identity import IdKind
from db.casework.masking import mask_text
from db.casework.notice import ShortNoticeError
from db.casework.paper import Paper, PaperKind, Values
from db.casework.states import UnfilledError
from db.casework.summary import summarise
from db.casework.tally import tally
from db.errors import NotPermittedError
from db.intake.isolate import Examiner, Surroundings
from db.ledger.act import Act
from db.model.evidence import Health, Manner
from db.model.flaw import Flaw
from db.model.ids import AccountId, EvidenceId
from db.model.moment import from_microseconds
from db.model.people import Role
from db.model.progress import never
from db.store import browse, docket, evidence, jobs, links, papers, people_book
from db.store.docket import PaperFilter
from db.store.driver import open_shelf
from db.store.vault import Vault
from desktop.actions import (
    caselists,
    caseload,
    examining,
    exporting,
    gather,
    paperwork,
    retyping,
    sealing,
)
from desktop.actions.desk import Desk
from desktop.actions.paper_prints import pdf_of
from desktop.actions.rules import Rulebook, rulebook
from desktop.actions.upcoming import Upcoming
from tests.fakes import scenarios_court as court
from tests.fakes.casework_vault import happen, turn_to, write
from tests.fakes.scenarios import Scenario, paper_id, s1, s2, s3, s4, s6, s7, s8, s10, s12
from tests.fakes.scenarios_files import PIECES, content, intake, lay_out, line, taken_in
from tests.fakes.scenarios_kit import Evidence
from tests.fakes.scenarios_whispers import CHAT
from tests.fakes.small_vault import CHAIR, add, enter, found, without_ballast
from tests.fakes.stopped_clock import StoppedClock

WIB, WITA = timezone(timedelta(hours=7)), timezone(timedelta(hours=8))


@dataclass(slots=True)
class Office:
    """An office on its day: an open vault, its clock, and whoever seals what lies on a card."""

    open_now: list[Vault]
    clock: StoppedClock
    book: Rulebook
    desk: Desk
    seal: Evidence

    @property
    def vault(self) -> Vault:
        return self.open_now[0]

    def live(self, make: Callable[[Evidence], Scenario]) -> dict[str, Paper]:
        """Let a whole day happen, its files sealed on the evening before any paper is signed."""
        day = make(evidence_name)
        turn_to(self.clock, f"{day.day}T20:00+{day.zone_minutes // 60:02d}:00")
        return happen(self.vault, self.clock, self.book, make(self.seal))

    def file(self, case: Paper) -> caseload.CaseFile:
        return caseload.case_file(self.vault, self.book, case.id)

    def go(self, case: Paper, to: str, when: str, **changes: str) -> Paper:
        turn_to(self.clock, when)
        return caseload.move(self.vault, self.book, case.id, to, changes=changes)

    def running(self) -> tuple[caseload.Running, ...]:
        """Return what today's deadlines are."""
        return Upcoming().read(lambda work: work(self.vault), self.book, never)

    def sit(self, account: str, passphrase: str = CHAIR.passphrase) -> None:
        """Let somebody else sit down at the laptop."""
        self.vault.lock()
        self.open_now[0] = enter(self.vault, account, passphrase)

    def newcomer(self, role: Role, label: str) -> str:
        """Give somebody an account and let them sit down; return who sat there before."""
        before = self.vault.account.id
        account = add(self.vault, role, label, f"sandi {label} uji")
        self.sit(account, f"sandi {label} uji")
        return before


def evidence_name(_: str) -> EvidenceId:
    return EvidenceId("0" * 26)


@pytest.fixture(scope="module")
def examiner() -> Iterator[Examiner]:
    # Warmed here, so that no single test is said to have left its threads behind.
    with Examiner() as made:
        around = Surroundings(now=datetime(2024, 1, 1, tzinfo=WIB), zone_minutes=420)
        made.look(lambda _at, _length: b"x", 1, "x", around=around)
        yield made


@pytest.fixture
def office(tmp_path: Path, examiner: Examiner, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    without_ballast(monkeypatch)
    clock = StoppedClock(tick_us=1000)
    turn_to(clock, "2023-11-01T08:00+08:00")
    vault, _ = found(tmp_path / "brankas", clock)
    open_now = [vault]
    desk = Desk(
        lambda work: work(open_now[0]), vault.id, vault.folder.media, examiner, clock, "uji/1"
    )
    office = Office(open_now, clock, rulebook(), desk, intake(desk, tmp_path / "kartu"))
    yield office
    office.vault.abandon()


def limits(file: caseload.CaseFile) -> dict[str, tuple[str, str]]:
    def said(due: Due) -> tuple[str, str]:
        safe, legal = due.local()
        return safe.isoformat()[:16], legal.isoformat()[:16]

    return {due.rule.code: said(due) for due, _ in file.limits}


def words(pdf: bytes) -> str:
    """Read a print as a stranger does; skip where the public program is missing."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    done = subprocess.run(
        ["pdftotext", "-layout", "-", "-"],
        input=pdf,
        capture_output=True,
        check=True,
    )
    return done.stdout.decode()


def print_of(office: Office, paper: Paper, *, public: bool = False) -> str:
    """Print a paper as the program does, and read it."""
    return words(pdf_of(office.desk, office.book, paper.id, never, public=public))


# ------------------------------------------------------------------------------- the files


@pytest.mark.parametrize(
    ("name", "digest"),
    [
        ("S01-E02", "03050272a73dafc84ab84e0b76357005e77c4f89e0cff14b9b514e08981a184d"),
        ("S01-E03", "1ca4adb19ad606a3d2bf042ce942c05bb3225168b3b6b7ce5643939f6ce93dd8"),
        ("S02-E02", "463f909bda3243b05a490abcbcf62b7c946f173923884631e24e286d2022bdb2"),
        ("S03-E03", "d305038b49c7c6b3b9b105b44b7bf3912fcbbf9ef8a1b2bca6f9e0fed74f3dc1"),
        ("S04-E03", "42a3a87da199525c4b3b1641fe46a630a1a5df573a32c4ca8e0c4d7af7a1f597"),
        ("S06-E02", "fb22bcc8b39df7a8e81b809fa96bdecbbe3746e9058c4553fe9b45f0780996b0"),
        ("S07-E01", "7479b7c45c13df12b1187a3452d8669e4bcaec8659db18d60bdb5e76464f98da"),
        ("S08-E01", "3697ed2ed73170b2aad3a68afe41f8ce1a49403ca820322bdafa68cc111d8b59"),
        ("S12-E03", "26e1a5b414b78f9478fa02ebc86e5c396d389ebc6348d16ba6c024877f5c671e"),
    ],
)
def test_a_file_without_media_is_its_line_and_keeps_its_hash_when_sealed(
    office: Office, name: str, digest: str
) -> None:
    card = evidence.by_id(office.vault, office.seal(name))
    assert (card.size, card.digest.hex, card.name) == (22, digest, PIECES[name].file)


def test_a_photo_carries_its_line_and_is_sealed_as_the_bytes_on_the_card(office: Office) -> None:
    data = content("S01-E01")
    assert line("S01-E01") in data
    card = evidence.by_id(office.vault, office.seal("S01-E01"))
    assert card.digest.hex == hashlib.sha256(data).hexdigest()
    assert card.health is Health.VERIFIED


# ------------------------------------------------------------------------------- S1


def test_s1_the_form_is_printed_offline_with_its_own_number_marked_as_temporary(
    office: Office,
) -> None:
    lhp = office.live(s1)["lhp"]
    assert lhp.code.startswith("NPD-")
    page = print_of(office, lhp)
    assert "NOMOR SEMENTARA" in page
    assert lhp.code in page
    assert "I Gede Suardana" in page
    numbered = paperwork.resume(office.vault, office.book, lhp.id)
    official = "014/LHP/PM.01.02/K.BA-05.01/12/2023"
    values = {**numbered.draft.values, "nomor_resmi": official}
    numbered = replace(numbered, draft=replace(numbered.draft, values=values))
    second = paperwork.sign(office.vault, office.book, numbered, reason="nomor dari kabupaten")
    page = print_of(office, second)
    assert official in page
    assert "NOMOR SEMENTARA" not in page
    assert papers.paper(office.vault, lhp.id, 1).values.get("nomor_resmi") is None


def test_s1_the_default_is_discipline_and_ethics_is_warned_about(office: Office) -> None:
    reference, day = office.book.reference, date(2023, 12, 3)
    values = s1().paper("lhp")
    contest = catalogue.contest_of(reference, values, day)
    proposed = catalogue.proposed(
        reference,
        regime="PEMILU",
        day=day,
        contest=contest,
        paper=PaperKind.EVENT,
        person_kind="PNS",
    )
    assert proposed is not None
    assert proposed.code == "ASN-D4"
    ethics = reference.act("ASN-E3", day)
    assert ethics is not None
    remarks = catalogue.judge(
        ethics, day=day, contest=contest, reference=reference, regime="PEMILU", person_kind="PNS"
    )
    assert [one.code for one in remarks] == ["candidates-fixed"]
    assert remarks[0].counterpart == proposed


def test_s1_the_addressee_is_kasn_and_the_deadlines_are_the_given_ones(office: Office) -> None:
    case = office.live(s1)["perkara"]
    assert limits(office.file(case))["TEMUAN"] == ("2023-12-10", "2023-12-12")
    case = office.go(
        case,
        "DIREGISTRASI",
        "2023-12-07T09:00+08:00",
        pleno_tanggal="2023-12-06",
        tgl_registrasi="2023-12-07T09:00+08:00",
    )
    file = office.file(case)
    assert limits(file)["PENANGANAN"][1] == "2023-12-18"
    assert limits(file)["PENANGANAN_PERPANJANGAN"][1] == "2023-12-29"
    assert [(way.route.code, way.route.system) for way in file.ways] == [("ASN-KASN", "SIAPNET")]
    for to, when, changes in (
        ("KLARIFIKASI", "2023-12-13T11:30+08:00", {}),
        ("KAJIAN", "2023-12-14T09:00+08:00", {}),
        ("PLENO_HASIL", "2023-12-18T09:00+08:00", {}),
        (
            "DITERUSKAN",
            "2023-12-18T15:00+08:00",
            {"tujuan_penerusan": "KASN", "tgl_diteruskan": "2023-12-18"},
        ),
    ):
        case = office.go(case, to, when, **changes)
    handling = next(due for due, _ in office.file(case).limits if due.rule.code == "PENANGANAN")
    assert not handling.open


def test_s1_the_nip_tells_birth_appointment_sex_and_kind() -> None:
    seen = identity.read("19740817 199903 1 901", IdKind.PNS, on=date(2023, 12, 3))
    assert (seen.kind, seen.born, seen.appointed, seen.sex) == (
        IdKind.PNS,
        date(1974, 8, 17),
        "1999-03",
        "L",
    )
    assert seen.usable


def test_s1_an_invitation_of_the_day_itself_is_refused_and_one_of_the_day_before_is_signed(
    office: Office,
) -> None:
    known = office.live(s1)
    assert known["undangan"].state == "SELESAI"
    late: Values = {
        **s1().paper("undangan"),
        "tanggal": "2023-12-13",
        "terkirim": "2023-12-13T07:00+08:00",
    }
    with pytest.raises(ShortNoticeError) as refused:
        write(
            office.vault,
            office.book,
            PaperKind.INVITATION,
            late,
            form="UNDANGAN",
            case=known["perkara"].id,
        )
    assert refused.value.details["latest"] == "2023-12-12"


def test_s1_the_time_in_the_photo_is_kept_as_an_instant_and_shown_on_the_clock_of_the_place(
    office: Office,
) -> None:
    card = evidence.by_id(office.vault, office.seal("S01-E01"))
    assert card.captured_us is not None
    taken = from_microseconds(card.captured_us)
    assert taken.isoformat() == "2023-12-03T02:42:11+00:00"
    minutes = paperwork.zone_of(office.book, s1().region, office.vault.now())
    assert f"{taken.astimezone(timezone(timedelta(minutes=minutes))):%H.%M}" == "10.42"


# ------------------------------------------------------------------------------- S2


def test_s2_four_acts_are_four_rows_with_their_own_times(office: Office) -> None:
    rows = office.live(s2)["medsos"].values["tindakan"]
    assert isinstance(rows, list)
    assert [(row.get("kategori"), row.get("waktu")) for row in rows] == [
        ("ASN-E4d", "2024-09-01T21:04+07:00"),
        ("ASN-E4b", "2024-09-01T21:06+07:00"),
        ("ASN-E4c", "2024-09-01T21:07+07:00"),
        ("ASN-E4e", None),
    ]


def test_s2_before_the_candidates_it_is_a_moral_sanction_and_after_them_a_heavy_one(
    office: Office,
) -> None:
    reference, values = office.book.reference, s2().paper("lhp")
    before, after = date(2024, 9, 2), date(2024, 9, 25)
    codes = ("ASN-E4b", "ASN-E4c", "ASN-E4d", "ASN-E4e")
    contest = catalogue.contest_of(reference, values, before)
    acts = [act for code in codes if (act := reference.act(code, before))]
    assert [
        catalogue.judge(act, day=before, contest=contest, reference=reference) for act in acts
    ] == [()] * 4
    like = reference.act("ASN-E4d", before)
    assert like is not None
    assert catalogue.sanction_text(like, "id") == "sanksi moral (pernyataan tertutup/terbuka)"
    contest = catalogue.contest_of(reference, values, after)
    remarks = [
        catalogue.judge(act, day=after, contest=contest, reference=reference)[0] for act in acts
    ]
    fitted = [one.counterpart.code for one in remarks if one.counterpart is not None]
    assert fitted == ["ASN-D6b", "ASN-D6c", "ASN-D6d", "ASN-D6e"]
    heavy = [reference.act(code, after) for code in fitted]
    assert all(act and "berat" in catalogue.sanction_text(act, "id") for act in heavy)


def test_s2_bkn_gets_the_nip_and_without_it_sending_is_blocked_but_not_saving(
    office: Office, tmp_path: Path
) -> None:
    case = office.live(s2)["perkara"]
    way = office.file(case).ways[0]
    assert (way.route.code, way.lacks) == ("ASN-BKN", ())
    _, record = retyping.save(office.vault, office.book, case.id, tmp_path, system="SBT")
    assert "198805212012012901" in record.read_text()
    sheet = paperwork.resume(office.vault, office.book, paper_id("S2-rika"))
    gone = {key: one for key, one in sheet.draft.values.items() if key != "nip"}
    gone["jenis_id"] = "TIDAK_DIKETAHUI"
    sheet = replace(sheet, draft=replace(sheet.draft, values=gone))
    paperwork.sign(office.vault, office.book, sheet, reason="NIP ternyata bukan miliknya")
    known = retyping.retyping(office.vault, office.book, case.id)
    assert [need for need, _ in known.missing] == ["nip_atau_nik"]
    assert not known.sbt[0].ready
    _, record = retyping.save(office.vault, office.book, case.id, tmp_path, system="SBT")
    assert json.loads(record.read_text())[0]["missing"] == ["nip_atau_nik"]


def test_s2_a_sunday_is_the_last_day_because_pilkada_counts_every_day(office: Office) -> None:
    office.live(s2)
    turn_to(office.clock, "2024-09-05T10:00+07:00")
    values = {**s2().paper("perkara"), "sumber": "PELIMPAHAN"}
    values["tgl_registrasi"] = "2024-09-05T09:00+07:00"
    registered = write(office.vault, office.book, PaperKind.CASE, values, form="PERKARA")
    found_limits = limits(office.file(registered))
    assert found_limits["PENANGANAN"] == ("2024-09-08", "2024-09-08")
    assert date(2024, 9, 8).weekday() == 6
    assert found_limits["PENANGANAN_PERPANJANGAN"][1] == "2024-09-10"


# ------------------------------------------------------------------------------- S3


def test_s3_an_ni_pppk_is_read_with_its_year_and_contract() -> None:
    seen = identity.read("199111032022211901", None, on=date(2024, 1, 9))
    assert (seen.kind, seen.appointed, seen.contract) == (IdKind.PPPK, "2022", 1)


def test_s3_the_picture_that_came_by_whatsapp_says_that_its_metadata_is_gone(
    office: Office,
) -> None:
    turn_to(office.clock, "2024-01-09T21:00+07:00")
    sheet = evidence.sheet(office.vault, office.seal("S03-E02"))
    codes = {finding.code for finding in sheet.facts.findings}
    assert {"no_exif", "whatsapp_name"} <= codes
    assert sheet.arrivals[0].provenance.manner is Manner.WHATSAPP_PHOTO


def test_s3_the_public_learns_neither_the_reporter_nor_phones_in_the_chat(office: Office) -> None:
    known = office.live(s3)
    page = print_of(office, known["informasi"], public=True)
    assert "PELAPOR-1" in page
    assert "Sulastri" not in page
    assert "081200000912" not in page
    told_chat = mask_text(CHAT)
    assert "0000-0911" not in told_chat
    assert "081200000912" not in told_chat
    assert "Benar begitu Pak?" in told_chat


def test_s3_a_reporter_named_in_free_text_of_another_paper_is_not_printed_publicly(
    office: Office,
) -> None:
    known = office.live(s3)
    sheet = paperwork.resume(office.vault, office.book, known["lhp"].id)
    values = {
        **sheet.draft.values,
        "uraian_hasil": f"{'Kami datang. ' * 6}Sulastri Wati menyebut nomor itu.",
    }
    sheet = replace(sheet, draft=replace(sheet.draft, values=values))
    told = paperwork.sign(office.vault, office.book, sheet, reason="dilengkapi")
    page = " ".join(print_of(office, told, public=True).split())
    assert "menyebut nomor itu" in page
    assert "Sulastri" not in page


def test_s3_the_way_from_information_to_a_finding_is_written_down_with_times(
    office: Office,
) -> None:
    case = office.live(s3)["perkara"]
    assert case.state == "INFORMASI_AWAL"
    assert limits(office.file(case))["TEMUAN"] == ("2024-01-16", "2024-01-18")
    case = office.go(case, "PENELUSURAN", "2024-01-15T08:30+07:00")
    case = office.go(case, "PLENO_TEMUAN", "2024-01-15T11:00+07:00", pleno_tanggal="2024-01-15")
    case = office.go(
        case, "DIREGISTRASI", "2024-01-15T13:00+07:00", tgl_registrasi="2024-01-15T13:00+07:00"
    )
    steps = [step for step in papers.steps(office.vault, case.id) if step.paper == case.id]
    way = [(step.state, from_microseconds(step.at_us).astimezone(WIB)) for step in steps]
    assert [state for state, _ in way] == [
        "INFORMASI_AWAL",
        "PENELUSURAN",
        "PLENO_TEMUAN",
        "DIREGISTRASI",
    ]
    assert [f"{at:%d %H.%M}" for _, at in way[1:]] == ["15 08.30", "15 11.00", "15 13.00"]
    assert limits(office.file(case))["PENANGANAN"][1] == "2024-01-24"
    assert limits(office.file(case))["PENANGANAN_PERPANJANGAN"][1] == "2024-02-02"


def test_s3_the_form_a_of_the_inquiry_alone_tells_enough_to_register(office: Office) -> None:
    def inquiry(seal: Evidence) -> Scenario:
        day = s3(seal)
        return replace(day, papers=tuple(one for one in day.papers if one.name != "S3-temuan"))

    case = office.live(inquiry)["perkara"]
    case = office.go(case, "PENELUSURAN", "2024-01-15T08:30+07:00")
    case = office.go(case, "PLENO_TEMUAN", "2024-01-15T11:00+07:00", pleno_tanggal="2024-01-15")
    registered = "2024-01-15T13:00+07:00"
    case = office.go(case, "DIREGISTRASI", registered, tgl_registrasi=registered)
    assert case.state == "DIREGISTRASI"


# ------------------------------------------------------------------------------- S4


def test_s4_without_suspicion_the_report_is_finished_and_prints_neither_four_nor_five(
    office: Office,
) -> None:
    known = office.live(s4)
    assert known["lhp"].state == "SELESAI"
    page = print_of(office, known["lhp"])
    assert "III" in page
    assert "IV" not in page
    assert "Informasi Dugaan Pelanggaran" not in page
    assert "Potensi Sengketa" not in page


def test_s4_there_is_no_case_and_no_timer_and_evidence_is_found_by_name(office: Office) -> None:
    known = office.live(s4)
    assert docket.open_cases(office.vault) == ()
    assert office.running() == ()
    assert caseload.limits_of(office.vault, office.book, known["lhp"]) == ()
    assert [card.name for card in browse.page(office.vault, browse.Filter(text="spt-lurah"))] == [
        "spt-lurah.pdf"
    ]
    assert {card.health for card in browse.page(office.vault)} == {Health.VERIFIED}


def test_s4_statistics_count_supervision_that_found_nothing(office: Office) -> None:
    office.live(s4)
    counts = tally(docket.page(office.vault, PaperFilter()))
    assert (counts.supervised, counts.nothing_found, counts.suspected) == (1, 1, 0)


# ------------------------------------------------------------------------------- S6


def test_s6_after_a_power_cut_the_photo_is_whole_and_the_video_still_waits(
    office: Office, tmp_path: Path
) -> None:
    turn_to(office.clock, "2024-02-12T21:50+08:00")
    laid = lay_out(tmp_path / "kartu S6", ("S06-E01", "S06-E02"))
    items = taken_in(office.desk, {"S06-E01": laid["S06-E01"]})
    waiting = gather.review(office.desk, gather.gather([laid["S06-E02"]]).candidates)
    gather.queue(office.desk, [one.ticket(PIECES["S06-E02"].how) for one in waiting])
    account = office.vault.account.id
    office.vault.abandon()  # the plug is pulled while the video waits
    office.open_now[0] = enter(office.vault, account, CHAIR.passphrase)
    assert jobs.tally(office.vault)[0] == 1
    assert [card.name for card in browse.page(office.vault)] == ["IMG_20240212_214019.jpg"]
    assert evidence.by_id(office.vault, items["S06-E01"]).health is Health.VERIFIED
    sealing.run_queue(office.desk)
    assert jobs.tally(office.vault)[0] == 0
    assert {card.name for card in browse.page(office.vault)} == {
        "IMG_20240212_214019.jpg",
        "VID_20240212_214130.mp4",
    }
    assert examining.examine_vault(office.desk).discrepancies == ()


def test_s6_receipt_and_handover_say_received_and_never_seized(office: Office) -> None:
    known = office.live(s6)
    page = print_of(office, known["serah"])
    lowered = page.lower()
    assert "menerima" in lowered or "diterima" in lowered
    assert "menyita" not in lowered
    assert "disita" not in lowered
    assert "SGL-0047" in page
    assert "003/TT/SLT/02/2024" in page


def test_s6_the_witness_is_nowhere_for_the_secretariat_and_in_no_public_print(
    office: Office,
) -> None:
    known = office.live(s6)
    links.relabel(office.vault, known["lhp"].id, office.seal("S06-E03"), guarded=True)
    statement = evidence.by_id(office.vault, office.seal("S06-E03"))
    public = print_of(office, known["lhp"], public=True)
    assert "SAKSI-1" in public
    assert "Yuliana" not in public
    assert "5306075004909902" not in public
    office.newcomer(Role.SECRETARIAT, "Sekretariat")
    assert people_book.find(office.vault, "Yuliana") == ()
    assert people_book.by_identity(office.vault, "5306075004909902") == ()
    assert docket.page(office.vault, PaperFilter(text="Yuliana")) == ()
    person = papers.paper(office.vault, paper_id("S6-yuliana"))
    assert person.values.get("kode_samaran") == "SAKSI-1"
    assert person.values.get("nama") in {None, "SAKSI-1"}
    assert "nik" not in person.values
    assert browse.page(office.vault, browse.Filter(text="keterangan-saksi1")) == ()
    assert evidence.thumbnails(office.vault, [statement.number]) == {}
    assert "Yuliana" not in print_of(office, known["lhp"])
    with pytest.raises(NotPermittedError):
        people_book.reveal(office.vault, paper_id("S6-yuliana"), "ingin tahu")


def test_s6_the_first_day_is_counted_in_hours_whatever_the_laptops_clock_is_set_to(
    office: Office,
) -> None:
    case = office.live(s6)["perkara"]
    turn_to(office.clock, "2024-02-13T20:30+08:00")
    file = office.file(case)
    assert limits(file)["GAKKUMDU_1"] == ("2024-02-14T10:30", "2024-02-14T10:30")
    due, left = next(one for one in file.limits if one[0].rule.code == "GAKKUMDU_1")
    assert left.left.total_seconds() == pytest.approx(14 * 3600, abs=1)
    assert left.state is Urgency.NEAR
    assert due.local()[1] == datetime(2024, 2, 14, 10, 30, tzinfo=WITA)
    assert limits(file)["TEMUAN"] == ("2024-02-19", "2024-02-22")
    assert limits(file)["PENANGANAN"][1] == "2024-02-23"
    assert limits(file)["PENANGANAN_PERPANJANGAN"][1] == "2024-03-05"


# ------------------------------------------------------------------------------- S7


def test_s7_the_receipt_prints_at_once(office: Office) -> None:
    known = office.live(s7)
    page = print_of(office, known["tanda-terima"])
    for part in ("Suparmin", "29 Januari 2024", "10.05", "Siti Rahmawati"):
        assert part in page, part


def test_s7_the_checklist_names_the_one_thing_that_is_missing_until_it_is_there(
    office: Office,
) -> None:
    known = office.live(s7)
    case = known["perkara"]
    assert limits(office.file(case))["LAPORAN"] == ("2024-01-29", "2024-01-31")
    open_ones = unmet(office.file(case).conditions)
    assert [one.missing for one in open_ones] == [("pelapor_alamat",)]
    turn_to(office.clock, "2024-01-31T14:25+07:00")
    sheet = paperwork.resume(office.vault, office.book, known["laporan"].id)
    values = {**sheet.draft.values, "pelapor_alamat": "Dusun III RT 02 Semuli Raya"}
    sheet = replace(sheet, draft=replace(sheet.draft, values=values))
    paperwork.sign(office.vault, office.book, sheet, reason="perbaikan oleh pelapor, B.3.1")
    assert unmet(office.file(case).conditions) == ()
    case = office.go(case, "KAJIAN_AWAL", "2024-02-01T08:00+07:00")
    case = office.go(
        case, "DIREGISTRASI", "2024-02-01T09:00+07:00", tgl_registrasi="2024-02-01T09:00+07:00"
    )
    assert limits(office.file(case))["PENANGANAN"][1] == "2024-02-15"
    assert limits(office.file(case))["PENANGANAN_PERPANJANGAN"][1] == "2024-02-26"


def test_s7_the_receipt_of_a_correction_has_its_eight_fields(office: Office) -> None:
    office.live(s7)
    turn_to(office.clock, "2024-01-31T14:21+07:00")
    form = office.book.reference.form_on("TANDA_TERIMA_PERBAIKAN", date(2024, 1, 31), "PEMILU")
    assert form is not None
    assert form.official == "Formulir Model B.3.1"
    asked = [field.key for field in form.sections[0].fields]
    assert asked == ["nomor", "nama", "ttl", "alamat", "hp", "tempat_lapor", "tanggal", "waktu"]
    corrected = papers.paper(office.vault, paper_id("S7-perbaikan"))
    page = print_of(office, corrected)
    for part in (
        "Suparmin",
        "Kotabumi, 12 Juni 1980",
        "Dusun III RT 02 Semuli Raya",
        "081200000902",
        "Sekretariat Panwaslu Kecamatan Abung Semuli",
        "31 Januari 2024",
        "14.20",
    ):
        assert part in page, part


def test_s7_a_report_that_came_too_late_is_refused_with_the_reason_and_both_dates(
    office: Office,
) -> None:
    def late(seal: Evidence) -> Scenario:
        day = s7(seal)
        changes: dict[str, Values] = {
            "S7-laporan": {
                "dilaporkan": "2024-02-01T10:05+07:00",
                "pelapor_alamat": "Dusun III RT 02 Semuli Raya",
            },
            "S7-perkara": {"tgl_laporan": "2024-02-01T10:05+07:00"},
        }
        return replace(
            day,
            papers=tuple(
                replace(one, values={**one.values, **changes.get(one.name, {})})
                for one in day.papers
            ),
        )

    case = office.live(late)["perkara"]
    case = office.go(case, "KAJIAN_AWAL", "2024-02-02T08:00+07:00")
    with pytest.raises(LateError) as refused:
        office.go(
            case, "DIREGISTRASI", "2024-02-02T09:00+07:00", tgl_registrasi="2024-02-02T09:00+07:00"
        )
    assert refused.value.details["safe"] == "2024-01-29"
    assert refused.value.details["legal"] == "2024-01-31"
    case = office.go(
        case,
        "TIDAK_DIREGISTRASI",
        "2024-02-02T09:30+07:00",
        alasan="syarat formal, melewati 7 hari kerja",
    )
    assert case.state == "TIDAK_DIREGISTRASI"


def test_s7_the_nik_tells_birth_sex_and_sub_district(office: Office) -> None:
    seen = identity.read(
        "1803131206809901",
        IdKind.NIK,
        on=date(2024, 1, 29),
        regions=lambda code: bool(office.book.regions.name(code)),
    )
    assert (seen.born, seen.sex, seen.region) == (date(1980, 6, 12), "L", "18.03.13")
    assert seen.remarks == ()
    assert office.book.regions.name(seen.region) == "Abung Semuli"


def test_s7_the_video_that_was_passed_on_says_so_and_that_its_maker_is_unknown(
    office: Office,
) -> None:
    turn_to(office.clock, "2024-01-29T10:05+07:00")
    sheet = evidence.sheet(office.vault, office.seal("S07-E01"))
    came = sheet.arrivals[0].provenance
    assert came.manner is Manner.WHATSAPP_PHOTO
    assert "pembuat tidak diketahui" in came.note
    assert "whatsapp_name" in {finding.code for finding in sheet.facts.findings}


# ------------------------------------------------------------------------------- S8


def test_s8_the_committee_alone_opens_the_reporter_and_every_look_is_written_down(
    office: Office,
) -> None:
    office.live(s8)
    shown = people_book.reveal(office.vault, paper_id("S8-pelapor"), "menyiapkan klarifikasi")
    assert shown.values["nama"] == "Dadang Suhendar"
    looks = [row for row in browse.entries(office.vault) if row.act == Act.VIEWED.value]
    assert [(row.subject, row.who_name) for row in looks] == [(paper_id("S8-pelapor"), CHAIR.name)]
    for role in (Role.MEMBER, Role.SECRETARIAT):
        chair = office.newcomer(role, role.value.title())
        if role is Role.MEMBER:
            people_book.reveal(office.vault, paper_id("S8-pelapor"), "memeriksa")
        else:
            with pytest.raises(NotPermittedError):
                people_book.reveal(office.vault, paper_id("S8-pelapor"), "memeriksa")
        office.sit(chair)
    looks = [row for row in browse.entries(office.vault) if row.act == Act.VIEWED.value]
    assert len(looks) == 2


def test_s8_a_stick_is_only_read_and_its_files_are_hashed_before_and_after(
    office: Office, tmp_path: Path
) -> None:
    turn_to(office.clock, "2024-10-14T11:25+07:00")
    stick = tmp_path / "FLASHDISK"
    laid = lay_out(stick, ("S08-E01", "S08-E03"))
    (stick / "autorun.inf").write_text("[autorun]\nopen=buka.exe\n")
    before = {path.name: _sum(path) for path in stick.iterdir()}
    for path in stick.iterdir():
        path.chmod(0o444)
    stick.chmod(0o555)
    try:
        items = taken_in(office.desk, laid)
        assert {path.name: _sum(path) for path in stick.iterdir()} == before
        seen = gather.gather([stick])
    finally:
        stick.chmod(0o755)
    for name, item in items.items():
        card = evidence.by_id(office.vault, item)
        assert card.digest.hex == before[PIECES[name].file]
        assert card.health is Health.VERIFIED
    assert "autorun.inf" in seen.left_out


def test_s8_the_transcript_says_what_it_was_taken_from_and_where_the_words_are(
    office: Office,
) -> None:
    turn_to(office.clock, "2024-10-14T12:00+07:00")
    sheet = evidence.sheet(office.vault, office.seal("S08-E02"))
    assert "PTT-20241011-WA0004.opus" in sheet.arrivals[0].provenance.note
    assert [card.name for card in browse.page(office.vault, browse.Filter(text="dimutasi"))] == [
        "transkrip-E01.txt"
    ]


def test_s8_the_recording_of_the_online_clarification_is_evidence_of_the_case(
    office: Office,
) -> None:
    known = office.live(s8)
    attached = {link.evidence for link in links.linked(office.vault, known["klarifikasi"].id)}
    assert attached == {office.seal("S08-AV1")}
    names = [one.card.name for one in office.file(known["perkara"]).exhibits]
    assert "klarifikasi-daring-20241018.mp4" in names


def test_s8_a_nik_whose_day_is_not_over_forty_is_a_mans() -> None:
    seen = identity.read("3205282507899904", IdKind.NIK, on=date(2024, 10, 14))
    assert (seen.sex, seen.born) == ("L", date(1989, 7, 25))
    other = identity.read("3205286507899904", IdKind.NIK, on=date(2024, 10, 14))
    assert (other.sex, other.born) == ("P", date(1989, 7, 25))


def test_s8_the_deadlines_are_calendar_days_and_bkn_and_the_centre_are_offered(
    office: Office,
) -> None:
    known = office.live(s8)
    case = known["perkara"]
    assert limits(office.file(case))["TEMUAN"] == ("2024-10-21", "2024-10-21")
    case = office.go(case, "PENELUSURAN", "2024-10-18T15:00+07:00")
    case = office.go(case, "PLENO_TEMUAN", "2024-10-18T15:10+07:00", pleno_tanggal="2024-10-16")
    changes = {"tgl_registrasi": "2024-10-16T15:00+07:00"}
    case = office.go(case, "DIREGISTRASI", "2024-10-18T15:20+07:00", **changes)
    found_limits = limits(office.file(case))
    assert found_limits["PENANGANAN"][1] == "2024-10-19"
    assert found_limits["PENANGANAN_PERPANJANGAN"][1] == "2024-10-21"
    assert {way.route.code for way in office.file(case).ways} == {"ASN-BKN", "PIDANA"}


# ------------------------------------------------------------------------------- S10


def _advised(office: Office) -> tuple[Paper, Paper]:
    """Write down the supervision and the advice, as far as the first day goes."""
    turn_to(office.clock, "2023-12-04T12:00+08:00")
    day = s10(office.seal)
    lhp = write(office.vault, office.book, PaperKind.SUPERVISION, day.paper("lhp"), name="S10-lhp")
    later = {"hasil", "dicek", "foto_sesudah"}
    said = {key: one for key, one in day.paper("saran").items() if key not in later}
    given = write(office.vault, office.book, PaperKind.ADVICE, said, name="S10-saran")
    return lhp, given


def test_s10_the_timer_runs_three_days_from_delivery(office: Office) -> None:
    _, given = _advised(office)
    assert given.state == "DISAMPAIKAN"
    (due, left), *_ = caseload.limits_of(office.vault, office.book, given)
    assert due.local()[1] == date(2023, 12, 7)
    assert left.legal_days == 3
    assert [one.card.id for one in office.running()] == [given.id]


def test_s10_before_and_after_stand_side_by_side_with_their_distance(office: Office) -> None:
    _, given = _advised(office)
    turn_to(office.clock, "2023-12-06T16:30+08:00")
    after = office.seal("S10-E02")
    closed = paperwork.move(
        office.vault,
        office.book,
        given.id,
        advice.OBEYED,
        changes={"dicek": "2023-12-06T16:20+08:00", "foto_sesudah": [after]},
    )
    page = " ".join(print_of(office, closed).split())
    assert "Belum ada foto" not in page
    for part in ("Sebelum", "Sesudah", "E01", "E02", "0 meter"):
        assert part in page, part


def test_s10_advice_is_not_closed_without_the_photo_of_the_check(office: Office) -> None:
    _, given = _advised(office)
    turn_to(office.clock, "2023-12-06T16:30+08:00")
    with pytest.raises(UnfilledError) as refused:
        paperwork.move(
            office.vault,
            office.book,
            given.id,
            advice.OBEYED,
            changes={"dicek": "2023-12-06T16:20+08:00"},
        )
    assert refused.value.details["fields"] == "foto_sesudah"
    assert papers.paper(office.vault, given.id).state == "DISAMPAIKAN"


def test_s10_advice_that_was_not_obeyed_becomes_a_finding_begun_from_the_form_a(
    office: Office,
) -> None:
    lhp, given = _advised(office)
    turn_to(office.clock, "2023-12-08T10:00+08:00")
    row = caselists.advices(office.vault, office.book)[0]
    assert row.standing is AdviceStanding.OVERDUE
    paperwork.move(
        office.vault,
        office.book,
        given.id,
        advice.IGNORED,
        changes={"dicek": "2023-12-08T09:30+08:00"},
    )
    proposed = caselists.finding_of(office.vault, given.id)
    assert proposed["lhp"] == lhp.id
    assert proposed["tempat_kejadian"] == "pagar masjid RW 02"
    assert proposed["tgl_ditemukan"] == "2023-12-08"
    assert proposed["penemu_nama"] == "Hj. Nurhayati"
    finding = write(office.vault, office.book, PaperKind.FINDING, proposed)
    assert finding.values["terlapor"] == [{"nama": "ketua ranting partai"}]
    became = paperwork.move(office.vault, office.book, given.id, "MENJADI_TEMUAN", changes={})
    assert became.state == "MENJADI_TEMUAN"


# ------------------------------------------------------------------------------- S12


def test_s12_a_dead_clock_never_dates_an_entry_back_unseen(office: Office) -> None:
    office.live(s12)
    turn_to(office.clock, court.DEAD_CLOCK)
    office.clock.boot, office.clock.since_boot_ms = "boot-2", 1000
    write(
        office.vault,
        office.book,
        PaperKind.PERSON,
        {"nama": "Saksi Mata", "jenis_id": "TIDAK_DIKETAHUI"},
    )
    found_flaws = examining.examine_vault(office.desk)
    assert {one.flaw for one in found_flaws.discrepancies} == {Flaw.CLOCK_BACKWARDS}
    assert found_flaws.clean
    numbers = [row.seq for row in browse.entries(office.vault)]
    assert numbers == sorted(numbers, reverse=True)


def test_s12_the_altered_item_is_found_before_export_and_all_others_pass_a_strangers_check(
    office: Office, tmp_path: Path
) -> None:
    turn_to(office.clock, "2025-01-13T19:26+07:00")
    names = ("S12-E01", "S12-E02", "S12-E03")
    items = {name: office.seal(name) for name in names}
    _alter(office, items["S12-E03"])
    outcome = examining.examine_vault(office.desk)
    assert Flaw.MISMATCH in {one.flaw for one in outcome.discrepancies}
    assert evidence.by_id(office.vault, items["S12-E03"]).health is Health.DAMAGED
    written = exporting.export_bundle(
        office.desk,
        list(items.values()),
        target=tmp_path / "PK",
        identifier="PK",
        title="901/PHPU.BUP-XXIII/2025 (fiktif)",
        organisation="Panwaslu Kecamatan Arut Selatan",
    )
    assert len(written.failed) == 1
    if shutil.which("sha256sum"):
        checked = subprocess.run(
            ["sha256sum", "--check", "--quiet", "manifest-sha256.txt"],
            cwd=tmp_path / "PK",
            capture_output=True,
            check=False,
        )
        assert checked.returncode == 0, checked.stderr
    kept = {
        hashlib.sha256(path.read_bytes()).hexdigest()
        for path in (tmp_path / "PK" / "data").rglob("asli.*")
    }
    assert kept == {hashlib.sha256(content(name)).hexdigest() for name in names[:2]}
    acts = [row.act for row in browse.entries(office.vault)]
    assert Act.VERIFY_FAILED.value in acts
    assert Act.EXPORTED.value in acts


# ------------------------------------------------------------------------------- others


def test_a_village_head_in_pilkada_goes_to_the_regent_and_to_the_centre(office: Office) -> None:
    turn_to(office.clock, "2024-10-20T09:00+07:00")
    head = write(
        office.vault,
        office.book,
        PaperKind.PERSON,
        {"nama": "Darma", "jenis_id": "TIDAK_DIKETAHUI", "jabatan": "Kepala Desa"},
    )
    case = write(
        office.vault,
        office.book,
        PaperKind.CASE,
        {
            "judul": "Kepala desa membagikan kaus pasangan calon",
            "sumber": "PELIMPAHAN",
            "regime": "PILKADA",
            "kategori": ["PK-71", "DS-29-j"],
            "jenis": ["PIDANA", "HUKUM_LAIN/DESA"],
            "wilayah": "32.05.28.2001",
            "tgl_kejadian": "2024-10-18",
            "tgl_diketahui": "2024-10-18",
            "tgl_registrasi": "2024-10-19T16:00+07:00",
            "pihak": [{"orang": {"id": head.id, "version": 1}, "peran": "TERLAPOR"}],
        },
    )
    file = office.file(case)
    assert [way.route.code for way in file.ways] == ["PIDANA", "DESA"]
    assert limits(file)["PENANGANAN"] == ("2024-10-22", "2024-10-22")
    assert "GAKKUMDU_1" not in limits(file)  # the hours of Pemilu are not Pilkada's
    assert file.remarks == ()
    wrong = office.book.reference.act("PM-490")
    assert wrong is not None
    remarks = catalogue.judge(
        wrong,
        day=date(2024, 10, 18),
        contest=None,
        reference=office.book.reference,
        regime="PILKADA",
    )
    assert [one.code for one in remarks] == ["other-regime"]


def test_a_pppk_who_joined_a_group_after_the_candidates_were_fixed_is_disciplined(
    office: Office,
) -> None:
    reference, day = office.book.reference, date(2024, 9, 22)
    contest = catalogue.contest_of(reference, {"regime": "PILKADA"}, day)
    offers = catalogue.offered(
        reference,
        regime="PILKADA",
        day=day,
        contest=contest,
        person_kind="PPPK",
        paper=PaperKind.SOCIAL,
    )
    fitting = {offer.act.code for offer in offers if offer.fits}
    assert "ASN-D6e" in fitting  # the day itself counts as after
    assert "ASN-E4e" not in fitting
    join = reference.act("ASN-E4e", day)
    assert join is not None
    remarks = catalogue.judge(
        join, day=day, contest=contest, reference=reference, regime="PILKADA", person_kind="PPPK"
    )
    assert remarks[0].code == "candidates-fixed"
    assert remarks[0].counterpart is not None
    assert remarks[0].counterpart.code == "ASN-D6e"


def test_a_report_about_a_colleague_on_this_laptop_is_noticed_hidden_and_taken_over(
    office: Office,
) -> None:
    chair = office.vault.account.id
    accused = add(office.vault, Role.MEMBER, "Anggota Made", "sandi anggota made")
    turn_to(office.clock, "2024-01-20T09:00+08:00")
    page = write(
        office.vault,
        office.book,
        PaperKind.PERSON,
        {"nama": "Nama Anggota Made", "jenis_id": "TIDAK_DIKETAHUI", "jabatan": "Anggota"},
    )
    item = office.seal("S01-E03")
    report = write(
        office.vault,
        office.book,
        PaperKind.REPORT,
        {
            "pelapor_nama": "Ketut Sari",
            "pelapor_alamat": "Desa Ped",
            "pelapor_kewarganegaraan": "WNI",
            "terlapor": [{"orang": {"id": page.id, "version": 1}, "nama": "Nama Anggota Made"}],
            "peristiwa": "Anggota Panwascam menerima uang dari tim kampanye",
            "tempat_kejadian": "Desa Ped",
            "tgl_kejadian": "2024-01-19",
            "tgl_diketahui": "2024-01-19",
            "regime": "PEMILU",
            "kategori": ["PEN/PENGAWAS_AD_HOC"],
            "wilayah": "51.05.01.2008",
            "uraian": "Uang diserahkan di warung dekat balai desa pada pagi hari.",
            "dilaporkan": "2024-01-20T08:30+08:00",
            "penerima": "Siti Contoh",
            "bukti": [item],
        },
        form="LAPORAN",
    )
    begun = paperwork.case_of(office.vault, office.book, report.id)
    case = write(office.vault, office.book, PaperKind.CASE, begun, form="PERKARA")
    file = office.file(case)
    assert [one.account for one in file.conflicts] == [accused]
    caseload.hide(office.vault, case.id, [AccountId(accused)], "terlapor berakun di sini")
    file = office.file(case)
    assert file.conflicts == ()
    assert file.taken_over is not None
    assert file.taken_over.code == "ETIK-PENGAWAS_AD_HOC"
    before = docket.count(office.vault, PaperFilter())
    office.sit(accused, "sandi anggota made")
    assert docket.page(office.vault, PaperFilter(kinds=frozenset({PaperKind.CASE}))) == ()
    assert docket.page(office.vault, PaperFilter(text="warung")) == ()
    assert docket.count(office.vault, PaperFilter()) < before
    assert browse.page(office.vault) == ()
    assert office.running() == ()
    hidden = {case.id, report.id}
    assert not hidden & {row.subject for row in browse.entries(office.vault)}
    office.sit(chair)
    assert office.file(case).case.id == case.id


def test_a_reporter_who_must_not_be_known_stays_a_code_on_receipt_and_public_report(
    office: Office,
) -> None:
    turn_to(office.clock, "2024-01-29T11:00+07:00")
    day = s7(office.seal)
    values: Values = {
        **day.paper("laporan"),
        "pelapor_alamat": "Dusun III RT 02 Semuli Raya",
        "pelapor_dilindungi": True,
        "pelapor_kode_samaran": "PELAPOR-1",
    }
    report = write(office.vault, office.book, PaperKind.REPORT, values, form="LAPORAN")
    page = print_of(office, report, public=True)
    for secret in ("Suparmin", "1803131206809901", "081200000902", "Dusun III"):
        assert secret not in page, secret
    assert "PELAPOR-1" in page
    seen = summarise(report.kind, report.values, lambda _: {})
    assert "Suparmin" not in seen.title


# ------------------------------------------------------------------------------- parts


def _sum(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _alter(office: Office, item: EvidenceId) -> None:
    """Change one byte of an item's sealed bytes, outside the program."""
    number = evidence.by_id(office.vault, item).number
    for shelf in office.vault.folder.media.glob("*.db"):
        rows = open_shelf(shelf, write=False)
        found_chunks = [data for (data,) in rows.execute("SELECT data FROM chunk").fetchall()]
        rows.close()
        sealed = found_chunks[number - 1]
        changed = sealed[:-1] + bytes([sealed[-1] ^ 1])
        shelf.write_bytes(shelf.read_bytes().replace(sealed, changed))
