# SPDX-License-Identifier: GPL-3.0-or-later
"""On one laptop an accused colleague sees nothing; who is protected, only the committee knows."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from db.casework.paper import Draft, Paper, PaperKind
from db.errors import (
    InvalidInputError,
    NotFoundError,
    NotPermittedError,
    RefusedError,
)
from db.ledger.act import Act
from db.model.ids import EvidenceId, PaperId
from db.model.people import Role
from db.store import (
    browse,
    custodian,
    disclosure,
    docket,
    drafts,
    evidence,
    history,
    links,
    papers,
    people_book,
    postbox,
)
from db.store import office as store_office
from db.store.docket import PaperFilter
from db.store.postbox import Taken
from db.store.vault import Vault
from desktop.actions import examining, pages
from tests.fakes.small_papers import corrected, draft_of, drawn, person, signed, witness
from tests.fakes.small_vault import (
    CHAIR,
    add,
    at_desk,
    enter,
    found,
    put,
    without_ballast,
)
from tests.fakes.stopped_clock import StoppedClock

LHP, CASE = PaperKind.SUPERVISION, PaperKind.CASE


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Vault]:
    without_ballast(monkeypatch)
    vault, _ = found(tmp_path / "brankas", StoppedClock(tick_us=1000))
    yield vault
    vault.abandon()


class Office:
    """A shared laptop: whoever is named sits down at it."""

    def __init__(self, vault: Vault) -> None:
        self.vault = vault
        self.ids = {
            role: add(vault, role, role.value, f"sandi {role.value}")
            for role in (Role.MEMBER, Role.SECRETARIAT, Role.STAFF, Role.VILLAGE)
        }
        self.ids[Role.CHAIR] = vault.account.id

    def sit(self, role: Role) -> Vault:
        """Lock the vault and open it as the person of this role."""
        self.vault.lock()
        words = CHAIR.passphrase if role is Role.CHAIR else f"sandi {role.value}"
        self.vault = enter(self.vault, self.ids[role], words)
        return self.vault


@pytest.fixture
def office(vault: Vault) -> Iterator[Office]:
    made = Office(vault)
    yield made
    made.vault.abandon()


# ------------------------------------------------------------------------------- hidden cases


class Hidden:
    """A case against a member, with everything around it; and other papers beside it."""

    def __init__(self, office: Office) -> None:
        vault = office.vault
        self.only = put(vault, b"foto perkara", name="rahasia-1.jpg")
        self.shared = put(vault, b"foto dua", name="umum.jpg")
        self.lhp = signed(vault, LHP, {"judul": "LHP gelap", "tempat": "Pejeng"}, code="G-1")
        self.case = signed(
            vault,
            CASE,
            {
                "judul": "Perkara gelap",
                "lhp": self.lhp.id,
                "akses_terbatas_dari": [office.ids[Role.MEMBER]],
            },
            code="G-2",
        )
        self.inside = signed(
            vault,
            PaperKind.CLARIFICATION,
            {"judul": "Klarifikasi gelap"},
            case=self.case.id,
            evidence=[self.only, self.shared],
        )
        self.detail = signed(vault, PaperKind.SOCIAL, {"judul": "Medsos gelap", "lhp": self.lhp.id})
        self.other = signed(vault, LHP, {"judul": "LHP terang"}, evidence=[self.shared])

    @property
    def papers(self) -> tuple[Paper, ...]:
        return (self.lhp, self.case, self.inside, self.detail)


def refused(attempt: Callable[[], object]) -> bool:
    with pytest.raises(RefusedError):
        attempt()
    return True


def test_a_hidden_case_is_nowhere_to_be_seen(office: Office) -> None:
    hidden = Hidden(office)
    size = office.vault.head.size
    member = office.sit(Role.MEMBER)
    assert [card.id for card in docket.every(member)] == [hidden.other.id]
    assert docket.count(member) == 1
    for text in ("gelap", "pejeng", "G-2", "perkara"):
        assert docket.page(member, PaperFilter(text=text)) == ()
        assert docket.count(member, PaperFilter(text=text)) == 0
    assert docket.open_cases(member) == ()
    assert docket.in_case(member, hidden.case.id) == ()
    assert docket.naming(member, hidden.lhp.id) == ()
    for one in hidden.papers:
        for attempt in (papers.paper, papers.versions, papers.steps, links.linked):
            with pytest.raises(NotFoundError):
                attempt(member, one.id)
    assert [card.id for card in links.papers_of(member, hidden.shared)] == [hidden.other.id]
    rows = browse.entries(member)
    assert [row.seq for row in rows] == list(range(member.head.size - 1, -1, -1))
    about = {one.id for one in hidden.papers} | {hidden.only}
    assert not any(row.subject in about for row in rows)
    closed = [row for row in rows if row.act == browse.CLOSED]
    assert closed
    assert all((row.who, row.who_name, row.subject) == ("", "", "") for row in closed)
    for row in closed:
        with pytest.raises(NotPermittedError):
            history.signed_entry(member, row.seq)
    assert size < member.head.size


def test_evidence_of_a_hidden_case_alone_is_hidden_with_it(office: Office) -> None:
    hidden = Hidden(office)
    member = office.sit(Role.MEMBER)
    assert [card.id for card in browse.page(member)] == [hidden.shared]
    assert browse.count(member) == 1
    for order in browse.Order:
        assert [card.id for card in browse.page(member, order=order)] == [hidden.shared]
    assert browse.page(member, browse.Filter(text="rahasia")) == ()
    assert browse.count(member, browse.Filter(text="rahasia")) == 0
    assert len(browse.page(member, browse.Filter(text="umum"))) == 1
    assert evidence.thumbnails(member, [1, 2]) == {}
    assert evidence.by_digest(member, evidence_digest(office, hidden.only), everyone=False) is None
    for attempt in (
        lambda: evidence.by_id(member, hidden.only),
        lambda: evidence.by_number(member, 1),
        lambda: evidence.sheet(member, hidden.only),
        lambda: evidence.plan(member, hidden.only),
        lambda: evidence.read_note(member, hidden.only),
        lambda: links.link(member, hidden.other.id, [hidden.only]),
    ):
        assert refused(attempt)
    assert [card.id for card in pages.today(member).latest] == [hidden.shared]
    with at_desk(member) as desk:
        assert examining.examine_vault(desk).discrepancies == ()
    assert docket.page(member)[0].evidence == 1


def evidence_digest(office: Office, item: EvidenceId) -> evidence.Digest:
    return evidence.by_id(office.vault, item, everyone=True).digest


def test_what_the_office_writes_about_a_hidden_case_is_no_letter_for_the_accused(
    office: Office,
) -> None:
    hidden = Hidden(office)
    store_office.join(
        office.vault,
        url="https://kantor",
        card=b"{}",
        device_seed=b"d" * 32,
        receipt=b"",
        said_us=1,
    )
    for number, subject in enumerate((hidden.case.id, hidden.only, hidden.shared, "")):
        parts = {"about": "berkas", "subject": subject, "text": f"tentang {number}"}
        body = b"surat %d" % number
        arrived = "INSERT INTO arrived VALUES (1, ?, 'letter', '', 1, ?)"
        office.vault.db.execute(arrived, [number, body])
        name = f"surat-{number}"
        postbox.keep(
            office.vault, Taken(name, 1, number, "review", 1, "Bawaslu Kabupaten", parts, body)
        )
    assert len(postbox.notices(office.vault)) == 4
    accused = office.sit(Role.MEMBER)
    assert [one.parts["text"] for one in postbox.notices(accused)] == ["tentang 3", "tentang 2"]
    for name in ("surat-0", "surat-1"):
        assert refused(lambda name=name: postbox.notice(accused, name))
    assert len(postbox.notices(office.sit(Role.SECRETARIAT))) == 4


def test_people_whom_only_a_hidden_case_names_are_hidden_with_it(office: Office) -> None:
    reporter = person(office.vault, "Bu Pelapor")
    known = person(office.vault, "Pak Camat")
    signed(office.vault, LHP, {"judul": "LHP lain", "pihak": [witness(known)]})
    hidden = Hidden(office)
    parties = [witness(reporter), witness(known)]
    case = corrected(office.vault, hidden.case, {"pihak": parties}, "pihak")
    assert custodian.examine_records(office.vault) == ()
    accused = office.sit(Role.MEMBER)
    assert refused(lambda: papers.paper(accused, reporter.id))
    assert people_book.find(accused, "pelapor") == ()
    assert [card.id for card in people_book.find(accused, "camat")] == [known.id]
    chair = office.sit(Role.CHAIR)
    corrected(chair, case, {"akses_terbatas_dari": []}, "tidak terbukti")
    member = office.sit(Role.MEMBER)
    assert [card.id for card in people_book.find(member, "pelapor")] == [reporter.id]


def test_everybody_else_sees_the_case(office: Office) -> None:
    Hidden(office)
    for role in (Role.CHAIR, Role.SECRETARIAT, Role.STAFF):
        opened = office.sit(role)
        assert docket.count(opened) == 5
        assert browse.count(opened) == 2
        assert not any(row.act == browse.CLOSED for row in browse.entries(opened))


def test_drafts_in_a_hidden_case_are_hidden_from_their_writer_too(office: Office) -> None:
    case = signed(office.vault, CASE, {"judul": "Perkara"})
    member = office.sit(Role.MEMBER)
    draft = draft_of(member, PaperKind.REVIEW, {"judul": "Kajian"}, case=case.id)
    drafts.keep(member, draft)
    again = draft_of(member, CASE, {"judul": "Perkara"}, of=case)
    drafts.keep(member, again)
    assert len(drafts.drafts(member)) == 2
    chair = office.sit(Role.CHAIR)
    corrected(chair, case, {"akses_terbatas_dari": [office.ids[Role.MEMBER]]}, "terlapor")
    member = office.sit(Role.MEMBER)
    assert drafts.drafts(member) == ()
    assert drafts.draft(member, draft.paper) is None
    for attempt in (draft, again):
        with pytest.raises((InvalidInputError, NotFoundError)):
            papers.sign(member, attempt, state="X", summary=drawn, code="", reason="ya")


def test_a_paper_that_comes_into_a_hidden_case_later_is_hidden_and_opened_again(
    office: Office,
) -> None:
    hidden = Hidden(office)
    late = signed(office.vault, PaperKind.REVIEW, {"judul": "Kajian"}, case=hidden.case.id)
    item = put(office.vault, b"baru", name="baru.jpg")
    links.link(office.vault, late.id, [item])
    member = office.sit(Role.MEMBER)
    assert refused(lambda: papers.paper(member, late.id))
    assert refused(lambda: evidence.by_id(member, item))
    chair = office.sit(Role.CHAIR)
    corrected(chair, hidden.case, {"akses_terbatas_dari": []}, "bukan dia")
    assert custodian.examine_records(chair) == ()
    member = office.sit(Role.MEMBER)
    assert docket.count(member) == 6
    assert browse.count(member) == 3


def test_who_hides_a_case_from_themselves_still_gets_it_back_once(office: Office) -> None:
    values = {"judul": "Perkara", "akses_terbatas_dari": [office.vault.account.id]}
    case = signed(office.vault, CASE, values)
    assert case.values == values
    assert refused(lambda: papers.paper(office.vault, case.id))


# ------------------------------------------------------------------------------- villages


def test_village_supervisors_see_only_what_they_wrote(office: Office) -> None:
    other = signed(office.vault, LHP, {"judul": "LHP ketua"})
    village = office.sit(Role.VILLAGE)
    own = signed(village, LHP, {"judul": "LHP desa"})
    assert [card.id for card in docket.every(village)] == [own.id]
    assert docket.count(village, PaperFilter(text="LHP")) == 1
    assert refused(lambda: papers.paper(village, other.id))
    assert refused(lambda: corrected(village, other, {"judul": "x"}))
    chair = office.sit(Role.CHAIR)
    assert docket.count(chair) == 2
    corrected(chair, own, {"tempat": "Ped"}, "tempat")
    village = office.sit(Role.VILLAGE)
    assert papers.paper(village, own.id).version == 2


def test_village_supervisors_work_from_the_papers_of_the_office(office: Office) -> None:
    desk = signed(office.vault, PaperKind.OFFICE, {"nama": "Panwaslu Kecamatan Contoh"})
    order = signed(office.vault, PaperKind.ASSIGNMENT, {"nomor": "021/SPT"})
    village = office.sit(Role.VILLAGE)
    assert {card.id for card in docket.every(village)} == {desk.id, order.id}
    assert papers.paper(village, desk.id).values["nama"] == "Panwaslu Kecamatan Contoh"


# ------------------------------------------------------------------------------- protected people


def protected_lhp(vault: Vault) -> tuple[Paper, Paper]:
    who = person(
        vault, "Ni Made Rahasiawati", code="SAKSI-1", nik="5105010101900001", hp="081234567890"
    )
    lhp = signed(
        vault,
        LHP,
        {
            "judul": "Rahasiawati melihat lurah",
            "uraian": "Menurut Made Rahasiawati (0812-3456-7890), lurah Nyoman hadir.",
            "pihak": [witness(who, nama="Ni Made Rahasiawati", alamat="Banjar Kawan")],
            "pelaku": [{"nama": "I Nyoman Terang"}],
            "saksi": [
                {"nama": "Ketut Terlindung", "dilindungi": True, "kode_samaran": "SAKSI-2"},
                {"nama": "Wayan Biasa"},
            ],
        },
    )
    return who, lhp


SECRETS = ("Rahasiawati", "5105010101900001", "081234567890", "3456", "Kawan", "Ketut Terlindung")


def test_protected_people_stand_everywhere_under_their_code_names(office: Office) -> None:
    who, lhp = protected_lhp(office.vault)
    for role in (Role.CHAIR, Role.MEMBER, Role.SECRETARIAT, Role.STAFF):
        opened = office.sit(role)
        read = (
            papers.paper(opened, who.id),
            papers.paper(opened, lhp.id),
            papers.versions(opened, lhp.id),
            papers.steps(opened, lhp.id),
            tuple(docket.every(opened)),
            docket.with_person(opened, who.id),
            people_book.find(opened, "saksi"),
            [history.signed_entry(opened, paper.seq).record for paper in (who, lhp)],
        )
        assert not any(secret in repr(read) for secret in SECRETS), role
        values = papers.paper(opened, lhp.id).values
        assert "Wayan Biasa" in repr(values)
        assert "I Nyoman Terang" in repr(values)
        assert "SAKSI-1" in repr(values)
        assert "SAKSI-2" in repr(values)


def test_only_the_committee_finds_protected_people_by_name_or_number(office: Office) -> None:
    who, lhp = protected_lhp(office.vault)
    for role in (Role.SECRETARIAT, Role.STAFF):
        opened = office.sit(role)
        for text in ("rahasiawati", "rahasia", "5105010101900001", "made", "081234567890"):
            assert docket.page(opened, PaperFilter(text=text)) == (), text
            assert docket.count(opened, PaperFilter(text=text)) == 0
            assert people_book.find(opened, text) == ()
        assert people_book.by_identity(opened, "5105010101900001") == ()
        assert {card.id for card in docket.page(opened, PaperFilter(text="lurah nyoman"))} == {
            lhp.id
        }
    member = office.sit(Role.MEMBER)
    found = {card.id for card in docket.page(member, PaperFilter(text="rahasiawati"))}
    assert found == {who.id, lhp.id}
    assert [card.id for card in people_book.find(member, "made rahasia")] == [who.id]
    assert [card.title for card in people_book.by_identity(member, "51.05010101.900001")] == [
        "SAKSI-1"
    ]


def test_opening_a_protected_name_is_written_down_with_its_reason(office: Office) -> None:
    who, lhp = protected_lhp(office.vault)
    member = office.sit(Role.MEMBER)
    size = member.head.size
    with pytest.raises(InvalidInputError):
        people_book.reveal(member, who.id, " ")
    assert member.head.size == size
    assert people_book.reveal(member, who.id, "undangan").values["nama"] == "Ni Made Rahasiawati"
    assert "Ketut Terlindung" in repr(people_book.reveal(member, lhp.id, "pleno").values)
    rows = browse.entries(member, limit=2)
    assert [(row.act, row.subject) for row in rows] == [
        (Act.VIEWED, lhp.id),
        (Act.VIEWED, who.id),
    ]
    seen = [step for step in papers.steps(member, who.id) if step.act == Act.VIEWED]
    assert [(step.reason, step.by_name) for step in seen] == [("undangan", "Nama ANGGOTA")]
    staff = office.sit(Role.STAFF)
    with pytest.raises(NotPermittedError):
        people_book.reveal(staff, who.id, "ingin tahu")


def test_somebody_protected_later_vanishes_from_what_was_written_before(office: Office) -> None:
    who = person(office.vault, "Gede Dulu Terbuka", nik="5105010101900009")
    lhp = signed(
        office.vault,
        LHP,
        {"judul": "Gede Terbuka di lapangan", "pihak": [witness(who, nama="Gede Dulu Terbuka")]},
    )
    corrected(office.vault, who, {"dilindungi": True, "kode_samaran": "SAKSI-7"}, "diancam")
    assert custodian.examine_records(office.vault) == ()
    staff = office.sit(Role.STAFF)
    read = repr(
        (
            list(docket.every(staff)),
            papers.versions(staff, who.id),
            papers.versions(staff, lhp.id),
        )
    )
    assert "Terbuka" not in read
    assert "SAKSI-7" in read
    assert docket.page(staff, PaperFilter(text="terbuka")) == ()
    member = office.sit(Role.MEMBER)
    assert docket.count(member, PaperFilter(text="terbuka")) == 2
    revealed = people_book.reveal(member, who.id, "selesai")
    open_again = draft_of(member, PaperKind.PERSON, {**revealed.values, "dilindungi": False},
                          of=revealed)  # fmt: skip
    papers.sign(member, open_again, state="X", summary=drawn, code="", reason="aman")
    staff = office.sit(Role.STAFF)
    assert docket.count(staff, PaperFilter(text="terbuka")) == 2


def test_who_is_protected_in_a_case_is_so_in_all_that_belongs_to_it(office: Office) -> None:
    vault = office.vault
    who = person(vault, "Sulastri Rahasiawati", nik="5105010101900005")
    lhp = signed(vault, LHP, {"judul": "Sulastri Rahasiawati menyebut nomor", "fakta": "Sulastri"})
    case = signed(vault, CASE, {"judul": "Perkara", "lhp": lhp.id, "pihak": [witness(who)]})
    inside = signed(vault, PaperKind.REVIEW, {"judul": "Kata Sulastri"}, case=case.id)
    corrected(vault, who, {"dilindungi": True, "kode_samaran": "SAKSI-3"}, "diancam")
    later = signed(vault, PaperKind.EVENT, {"judul": "Acara Rahasiawati"}, case=case.id)
    assert custodian.examine_records(vault) == ()
    staff = office.sit(Role.STAFF)
    told = [papers.paper(staff, one.id).values for one in (lhp, inside, later)]
    assert "SAKSI-3" in str(told)
    assert not any(name in str(told) for name in ("Sulastri", "Rahasiawati"))
    assert not any("Sulastri" in card.title for card in docket.every(staff))
    assert docket.page(staff, PaperFilter(text="sulastri")) == ()


def test_a_correction_by_somebody_who_may_not_know_loses_no_protected_name(office: Office) -> None:
    vault = office.vault
    who = person(vault, "Ni Made Rahasiawati", code="SAKSI-1", nik="5105010101900001")
    report = signed(
        vault,
        PaperKind.REPORT,
        {
            "judul": "Laporan",
            "pelapor_nama": "Putu Pelapor",
            "pelapor_hp": "0811111111",
            "pelapor_dilindungi": True,
            "pelapor_kode_samaran": "PELAPOR-1",
            "uraian": "Putu Pelapor melihat",
            "saksi": [
                witness(who, nama="Ni Made Rahasiawati", hp="0822222222"),
                {"nama": "Biasa", "dilindungi": True, "kode_samaran": "SAKSI-9", "hp": "0833"},
            ],
        },
    )
    staff = office.sit(Role.STAFF)
    read = papers.paper(staff, report.id)
    assert "Putu" not in repr(read)
    assert read.values["pelapor_nama"] == "PELAPOR-1"
    rows = read.values["saksi"]
    assert isinstance(rows, list)
    bare = [{key: row[key] for key in row if key != "dilindungi"} for row in rows]
    corrected(staff, read, {"tempat": "Ped", "saksi": [*bare, {"nama": "Baru"}]}, "tambah saksi")
    moved = papers.move(
        staff, report.id, "LENGKAP", changes={"lengkap": True}, reason="", summary=drawn
    )
    assert "Putu" not in repr(moved)
    member = office.sit(Role.MEMBER)
    whole = people_book.reveal(member, report.id, "periksa").values
    assert whole["pelapor_nama"] == "Putu Pelapor"
    assert whole["pelapor_hp"] == "0811111111"
    assert whole["uraian"] == "Putu Pelapor melihat"
    assert (whole["tempat"], whole["lengkap"]) == ("Ped", True)
    saved = whole["saksi"]
    assert isinstance(saved, list)
    assert [row["nama"] for row in saved] == ["Ni Made Rahasiawati", "Biasa", "Baru"]
    assert saved[0]["hp"] == "0822222222"
    assert custodian.examine_records(member) == ()


# ------------------------------------------------------------------------------- guarded evidence


def test_guarded_evidence_is_for_the_committee_alone(office: Office) -> None:
    lhp = signed(office.vault, LHP, {"judul": "LHP"})
    item = put(office.vault, b"wajah saksi", name="saksi.jpg")
    plain = put(office.vault, b"lapangan", name="lapangan.jpg")
    links.link(office.vault, lhp.id, [item], guarded=True, note="wajah")
    links.link(office.vault, lhp.id, [plain])
    staff = office.sit(Role.STAFF)
    assert [card.id for card in browse.page(staff)] == [plain]
    assert browse.page(staff, browse.Filter(text="saksi")) == ()
    assert [one.evidence for one in links.linked(staff, lhp.id)] == [plain]
    assert docket.page(staff)[0].evidence == 1
    linked = [step for step in papers.steps(staff, lhp.id) if step.act == Act.LINKED]
    assert [step.detail["evidence"] for step in linked] == [plain]
    assert refused(lambda: evidence.sheet(staff, item))
    for attempt in (
        lambda: links.relabel(staff, lhp.id, item, guarded=False),
        lambda: links.unlink(staff, lhp.id, item, "lepas"),
    ):
        assert refused(attempt)
    records = [history.signed_entry(staff, row.seq).record for row in browse.entries(staff)
               if row.act == Act.LINKED]  # fmt: skip
    assert [record is None for record in records] == [False, True]
    links.relabel(staff, lhp.id, plain, guarded=True)
    assert browse.count(staff) == 0
    member = office.sit(Role.MEMBER)
    assert browse.count(member) == 2
    links.relabel(member, lhp.id, item, guarded=False)
    assert custodian.examine_records(member) == ()
    staff = office.sit(Role.STAFF)
    assert browse.count(staff) == 1


def test_a_bundle_tells_nothing_of_the_papers_an_item_is_attached_to(office: Office) -> None:
    vault = office.vault
    item = put(vault, b"foto")
    lhp = signed(vault, LHP, {"judul": "LHP gelap"}, evidence=[item])
    links.relabel(vault, lhp.id, item, note="catatan dalam", guarded=True)
    people_book.reveal(vault, lhp.id, "alasan dalam")
    told = disclosure.disclose(vault, [evidence.by_id(vault, item)])
    said = b"".join([body for _, body, _ in told.entries] + [*told.records[1]])
    for secret in (lhp.id, "gelap", "catatan dalam", "alasan dalam", '"berkas"'):
        assert secret.encode() not in said
    assert len(told.leaves) == vault.head.size


def test_the_printed_sheet_sees_no_paper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    without_ballast(monkeypatch)
    vault, code = found(tmp_path / "lain", StoppedClock(tick_us=1000))
    paper = signed(vault, LHP, {"judul": "LHP"})
    vault.lock()
    sheet = Vault.unlock_with_code(vault.folder.path, code, now=vault.now, tool="uji/1")
    assert docket.count(sheet) == 0
    draft = Draft(PaperId(paper.id), LHP, "x", {}, sheet.account.id)
    assert refused(lambda: papers.paper(sheet, paper.id))
    with pytest.raises(NotPermittedError):
        drafts.keep(sheet, draft)
    sheet.lock()
