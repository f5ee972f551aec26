# SPDX-License-Identifier: GPL-3.0-or-later
"""Papers are signed, corrected and moved; nothing signed is edited, and no draft is lost."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from db.casework.paper import PaperKind, Summary
from db.errors import InvalidInputError, NotFoundError, NotPermittedError, SegelError
from db.ledger.act import Act
from db.model.people import Role
from db.store import browse, custodian, docket, drafts, filed, links, papers
from db.store.papers import StaleBaseError
from db.store.vault import Vault
from tests.fakes.small_papers import corrected, draft_of, drawn, signed
from tests.fakes.small_vault import CHAIR, TOOL, add, enter, found, put, reopen, without_ballast
from tests.fakes.stopped_clock import StoppedClock

PROJECT = Path(__file__).resolve().parents[2]
LHP = PaperKind.SUPERVISION


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Vault]:
    without_ballast(monkeypatch)
    vault, _ = found(tmp_path / "brankas", StoppedClock(tick_us=1000))
    yield vault
    vault.abandon()


def as_role(vault: Vault, role: Role) -> Vault:
    """Lock the vault and open it as somebody new of a role."""
    account = add(vault, role, role.value, f"sandi {role.value}")
    vault.lock()
    return enter(vault, account, f"sandi {role.value}")


def test_a_signed_paper_reads_as_it_was_written_and_its_draft_is_gone(vault: Vault) -> None:
    draft = draft_of(
        vault, LHP, {"uraian_hasil": "Rapat di Pejeng \U0001f642 D\u2019Souza", "n": 3}
    )
    drafts.keep(vault, draft)
    paper = papers.sign(vault, draft, state="DITANDATANGANI", summary=drawn, code="NPD-7K3F")
    assert (paper.version, paper.code, paper.state, paper.reason) == (
        1,
        "NPD-7K3F",
        paper.state,
        "",
    )
    assert paper.values == draft.values
    assert (paper.by, paper.by_name, paper.zone_minutes) == (vault.account.id, CHAIR.name, 480)
    assert drafts.drafts(vault) == ()
    again = reopen(vault)
    assert papers.paper(again, paper.id) == paper
    assert custodian.examine_records(again) == ()
    again.lock()


def test_a_correction_is_a_new_version_and_the_old_one_stays(vault: Vault) -> None:
    first = signed(vault, LHP, {"judul": "Satu", "tempat": "Ped"}, code="A-1")
    second = corrected(vault, first, {"tempat": "Toyapakeh"}, "salah tempat")
    assert (second.version, second.code, second.reason) == (2, "A-1", "salah tempat")
    assert [one.values["tempat"] for one in papers.versions(vault, first.id)] == [
        "Ped",
        "Toyapakeh",
    ]
    assert papers.paper(vault, first.id, 1) == first
    card = docket.page(vault)[0]
    assert (card.version, card.first_us, card.made_us) == (2, first.made_us, second.made_us)
    acts = [step.act for step in papers.steps(vault, first.id)]
    assert acts == [Act.SIGNED, Act.SIGNED]
    assert custodian.examine_records(vault) == ()


def test_a_correction_without_a_reason_is_refused_and_the_draft_stays(vault: Vault) -> None:
    paper = signed(vault, LHP, {"judul": "Satu"})
    draft = draft_of(vault, LHP, {"judul": "Dua"}, of=paper)
    drafts.keep(vault, draft)
    with pytest.raises(InvalidInputError) as caught:
        papers.sign(vault, draft, state="X", summary=drawn, code="", reason="  ")
    assert caught.value.details["what"] == "reason"
    kept = drafts.draft(vault, paper.id)
    assert kept is not None
    assert kept.values == draft.values


def test_who_signs_over_a_newer_version_is_told_and_loses_nothing(vault: Vault) -> None:
    paper = signed(vault, LHP, {"judul": "Satu"})
    late = draft_of(vault, LHP, {"judul": "Terlambat"}, of=paper)
    drafts.keep(vault, late)
    corrected(vault, paper, {"judul": "Dua"})
    drafts.keep(vault, late)
    size = vault.head.size
    with pytest.raises(StaleBaseError) as caught:
        papers.sign(vault, late, state="X", summary=drawn, code="", reason="ya")
    assert dict(caught.value.details) == {"version": "2", "base": "1"}
    assert vault.head.size == size
    kept = drafts.draft(vault, paper.id)
    assert kept is not None
    assert kept.values == {"judul": "Terlambat"}
    with pytest.raises(StaleBaseError):
        papers.sign(vault, replace(late, base=0), state="X", summary=drawn, code="")


def test_a_case_moves_with_the_fields_that_come_with_it(vault: Vault) -> None:
    case = signed(vault, PaperKind.CASE, {"judul": "Perkara", "alasan": "x"}, state="DITERIMA")
    moved = papers.move(
        vault,
        case.id,
        "DIREGISTER",
        changes={"no_register": "001/LP/2024", "alasan": None},
        reason="lengkap",
        summary=drawn,
    )
    assert moved.values == {"judul": "Perkara", "no_register": "001/LP/2024"}
    steps = papers.steps(vault, case.id)
    assert [(step.act, step.state) for step in steps] == [
        (Act.SIGNED, "DITERIMA"),
        (Act.MOVED, "DIREGISTER"),
    ]
    assert steps[1].reason == "lengkap"
    assert docket.open_cases(vault, frozenset({"DIREGISTER"})) == ()
    assert len(docket.open_cases(vault, frozenset({"SELESAI"}))) == 1


def test_a_cases_timeline_holds_everything_in_it(vault: Vault) -> None:
    case = signed(vault, PaperKind.CASE, {"judul": "Perkara"})
    item = put(vault, b"foto")
    inside = signed(vault, LHP, {"judul": "LHP"}, case=case.id, evidence=[item])
    papers.printed(vault, inside.id, layout="lhp", variant="publik")
    links.unlink(vault, inside.id, item, "foto lain")
    acts = [(step.act, step.paper) for step in papers.steps(vault, case.id)]
    assert acts == [
        (Act.SIGNED, case.id),
        (Act.SIGNED, inside.id),
        (Act.LINKED, inside.id),
        (Act.PRINTED, inside.id),
        (Act.UNLINKED, inside.id),
    ]
    assert [card.id for card in docket.in_case(vault, case.id)] == [inside.id]
    assert docket.count(vault, docket.PaperFilter(case=case.id)) == 1


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"values": {"n": 1.5}}, "values"),
        ({"values": {"t": "\ud800"}}, "values"),
        ({"values": {"t": "x" * 1_100_000}}, "too-long"),
        ({"case": "01BX5ZZKBKACTAV9WEVGEMMVRZ"}, "case"),
    ],
)
def test_what_cannot_be_signed_is_refused_with_its_reason(
    vault: Vault, change: dict[str, Any], what: str
) -> None:
    draft = replace(draft_of(vault, LHP, {"judul": "x"}), **change)
    size = vault.head.size
    with pytest.raises(InvalidInputError) as caught:
        papers.sign(vault, draft, state="X", summary=Summary("x"), code="")
    assert caught.value.details["what"] == what
    assert vault.head.size == size
    if what != "case":
        with pytest.raises(InvalidInputError) as kept:
            drafts.keep(vault, draft)
        assert kept.value.details["what"] == what


def test_two_papers_never_share_a_code_and_a_paper_keeps_its_kind(vault: Vault) -> None:
    first = signed(vault, LHP, {"judul": "x"}, code="NPD-1")
    with pytest.raises(InvalidInputError) as caught:
        signed(vault, LHP, {"judul": "y"}, code="NPD-1")
    assert caught.value.details["what"] == "code"
    signed(vault, LHP, {"judul": "z"})
    signed(vault, LHP, {"judul": "z"})
    other = draft_of(vault, PaperKind.EVENT, {}, of=first)
    with pytest.raises(InvalidInputError) as caught:
        papers.sign(vault, other, state="X", summary=drawn, code="", reason="ya")
    assert caught.value.details["what"] == "paper-kind"


# ------------------------------------------------------------------------------- who may

ALLOWED = {
    Role.CHAIR: {LHP, PaperKind.PLENARY, PaperKind.MINUTES, PaperKind.FORWARDING, PaperKind.PERSON},
    Role.MEMBER: {
        LHP,
        PaperKind.PLENARY,
        PaperKind.MINUTES,
        PaperKind.FORWARDING,
        PaperKind.PERSON,
    },
    Role.SECRETARIAT: {PaperKind.PERSON},
    Role.STAFF: {PaperKind.PERSON},
    Role.VILLAGE: {LHP, PaperKind.PERSON},
    Role.STATION: {LHP, PaperKind.PERSON},
}


@pytest.mark.parametrize("role", [role for role in ALLOWED if role is not Role.CHAIR])
def test_each_role_signs_what_it_may_and_nothing_else(vault: Vault, role: Role) -> None:
    opened = as_role(vault, role)
    for kind in ALLOWED[Role.CHAIR]:
        if kind in ALLOWED[role]:
            assert signed(opened, kind, {"judul": kind.value}).kind is kind
        else:
            with pytest.raises(NotPermittedError):
                signed(opened, kind, {"judul": kind.value})
    opened.lock()


def test_the_secretariat_gives_a_number_to_what_it_may_not_sign(vault: Vault) -> None:
    paper = signed(vault, LHP, {"judul": "LHP", "tujuan": "x"})
    opened = as_role(vault, Role.SECRETARIAT)
    numbered = corrected(opened, paper, {"nomor_resmi": "001/LHP/PM.01.02/I/2024"}, "nomor resmi")
    assert numbered.values["nomor_resmi"] == "001/LHP/PM.01.02/I/2024"
    with pytest.raises(NotPermittedError):
        corrected(opened, numbered, {"tujuan": "lain"})
    opened.lock()


def test_staff_gives_no_numbers(vault: Vault) -> None:
    opened = as_role(vault, Role.STAFF)
    with pytest.raises(NotPermittedError):
        signed(opened, PaperKind.REPORT, {"judul": "B.1", "nomor_resmi": "1"})
    signed(opened, PaperKind.REPORT, {"judul": "B.1", "nomor_resmi": ""})
    opened.lock()


def test_nobody_signs_the_draft_of_somebody_else_or_reads_it(vault: Vault) -> None:
    draft = draft_of(vault, LHP, {"judul": "milik ketua"})
    drafts.keep(vault, draft)
    opened = as_role(vault, Role.MEMBER)
    assert drafts.drafts(opened) == ()
    assert drafts.draft(opened, draft.paper) is None
    with pytest.raises(NotPermittedError):
        papers.sign(opened, draft, state="X", summary=drawn, code="")
    drafts.drop(opened, draft.paper)
    opened.lock()
    again = enter(opened, vault.account.id, CHAIR.passphrase)
    assert [one.paper for one in drafts.drafts(again)] == [draft.paper]
    again.lock()


def test_what_is_not_there_is_not_found(vault: Vault) -> None:
    paper = signed(vault, LHP, {"judul": "x"})
    nobody = drafts.new_paper(vault)
    for attempt in (
        lambda: papers.paper(vault, nobody),
        lambda: papers.paper(vault, paper.id, 2),
        lambda: papers.versions(vault, nobody),
        lambda: papers.steps(vault, nobody),
        lambda: links.linked(vault, nobody),
        lambda: papers.sign(
            vault,
            replace(draft_of(vault, LHP, {}), base=1),
            state="X",
            summary=drawn,
            code="",
            reason="x",
        ),
    ):
        with pytest.raises(NotFoundError):
            attempt()


# ------------------------------------------------------------------------------- links


def test_evidence_gets_the_next_number_and_keeps_it(vault: Vault) -> None:
    paper = signed(vault, LHP, {"judul": "x"})
    items = [put(vault, data) for data in (b"a", b"b", b"c")]
    links.link(vault, paper.id, items[:2])
    links.relabel(vault, paper.id, items[0], note="tampak depan")
    links.unlink(vault, paper.id, items[0], "bukan ini")
    found = links.link(vault, paper.id, [items[1], items[2]])
    assert [(one.evidence, one.label) for one in found] == [(items[1], "E02"), (items[2], "E03")]
    assert docket.page(vault)[0].evidence == 2
    assert [card.id for card in links.papers_of(vault, items[1])] == [paper.id]
    assert links.papers_of(vault, items[0]) == ()
    size = vault.head.size
    links.link(vault, paper.id, items[1:])
    assert vault.head.size == size
    for attempt in (
        lambda: links.unlink(vault, paper.id, items[0], "sudah lepas"),
        lambda: links.link(vault, paper.id, [type(items[0])("01BX5ZZKBKACTAV9WEVGEMMVRZ")]),
    ):
        with pytest.raises(NotFoundError):
            attempt()
    with pytest.raises(InvalidInputError):
        links.unlink(vault, paper.id, items[1], " ")
    assert custodian.examine_records(vault) == ()


def test_linking_is_about_the_paper_and_the_items_custody_does_not_speak_of_it(
    vault: Vault,
) -> None:
    item = put(vault, b"a")
    signed(vault, LHP, {"judul": "x"}, evidence=[item])
    rows = [row for row in browse.entries(vault) if row.act == Act.LINKED]
    assert [(row.subject_kind, row.evidence_number) for row in rows] == [("berkas", None)]


# ------------------------------------------------------------------------------- kills

WRITER = """
import sys
from pathlib import Path
from dataclasses import replace
from db.casework.paper import Draft, PaperKind, Summary
from db.model.ids import PaperId
from db.store import drafts, papers, vault as store
from db.store.vault import Vault, doors
from tests.fakes.small_vault import CHAIR, TOOL
from tests.fakes.stopped_clock import StoppedClock
store.ROOM_FOR_BALLAST = 1 << 62
folder = Path(sys.argv[1])
clock = StoppedClock(tick_us=1000)
clock.boot = "boot-2"
clock.pass_seconds(1000)
vault = Vault.unlock(folder, doors(folder)[0].account, CHAIR.passphrase, now=clock, tool=TOOL)
draft = Draft(PaperId(""), PaperKind.SUPERVISION, "LHP@uji", {}, vault.account.id)
number = 0
while True:
    number += 1
    draft = replace(draft, paper=drafts.new_paper(vault), values={"judul": f"LHP {number}"})
    drafts.keep(vault, draft)
    print(f"kept {draft.paper}", flush=True)
    if number % 2:
        papers.sign(vault, draft, state="X", summary=Summary(f"LHP {number}"), code=f"A-{number}")
        print(f"signed {draft.paper}", flush=True)
"""


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL is POSIX's")
@pytest.mark.parametrize("after", [1, 4, 9, 18])
def test_a_killed_process_leaves_every_signed_paper_and_every_kept_draft(
    vault: Vault, after: int
) -> None:
    vault.lock()
    process = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(vault.folder.path)],
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    said = [process.stdout.readline().split() for _ in range(after)]
    process.send_signal(signal.SIGKILL)
    said += [line.split() for line in process.stdout.read().splitlines() if len(line) > 30]
    process.wait()
    process.stdout.close()
    clock = StoppedClock(tick_us=1000)
    clock.boot = "boot-3"
    clock.pass_seconds(100_000)
    words = CHAIR.passphrase
    opened = Vault.unlock(vault.folder.path, vault.account.id, words, now=clock, tool=TOOL)
    assert opened.standing == ()
    assert custodian.examine_records(opened) == ()
    done = {paper for kind, paper in said if kind == "signed"}
    kept = {paper for kind, paper in said if kind == "kept"} - done
    there = {card.id for card in docket.every(opened)}
    drafted = {draft.paper for draft in drafts.drafts(opened)}
    assert done <= there
    assert kept <= there | drafted
    assert not there & drafted
    assert len(there | drafted) <= len(done | kept) + 1
    opened.lock()


def test_a_full_disk_while_signing_leaves_the_draft(vault: Vault) -> None:
    draft = draft_of(vault, LHP, {"judul": "x" * 200_000})
    drafts.keep(vault, draft)
    vault.db.execute(
        f"PRAGMA max_page_count = {vault.db.execute('PRAGMA page_count').fetchone()[0]}"
    )
    size = vault.head.size
    with pytest.raises(SegelError):
        papers.sign(vault, draft, state="X", summary=drawn, code="")
    vault.db.execute("PRAGMA max_page_count = 1000000")
    assert vault.head.size == size
    assert drafts.draft(vault, draft.paper) is not None
    assert papers.sign(vault, draft, state="X", summary=drawn, code="").version == 1
    assert custodian.examine_records(vault) == ()


def test_a_record_holds_the_whole_version(vault: Vault) -> None:
    paper = signed(vault, LHP, {"judul": "x", "tempat": "Ped"}, code="A-1")
    body = vault.db.execute(
        "SELECT r.body FROM entry AS n JOIN record AS r ON r.digest = n.record WHERE n.seq = ?",
        [paper.seq],
    ).fetchone()[0]
    told = json.loads(body)
    assert told["type"] == "segel.id/paper/v1"
    assert (told["paper"], told["version"], told["values"]) == (paper.id, 1, paper.values)
    assert told["summary"]["title"] == "x"


def test_a_dossier_is_read_without_looking_at_every_paper(vault: Vault) -> None:
    plan = vault.db.execute(f"EXPLAIN QUERY PLAN {filed.DOSSIER}", {"one": 1}).fetchall()
    steps = [row[-1] for row in plan]
    assert any(step.startswith("SEARCH p ") for step in steps)
    assert [step for step in steps if step.startswith("SCAN") and step != "SCAN root"] == []
