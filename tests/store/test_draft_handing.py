# SPDX-License-Identifier: GPL-3.0-or-later
"""A draft goes from hand to hand whole, and never to whom its paper is hidden from."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.casework.paper import Draft, PaperKind
from db.errors import InvalidInputError, NotFoundError
from db.model.ids import AccountId, EvidenceId
from db.model.people import Role
from db.store import accounts, drafts
from db.store.vault import Vault
from tests.fakes.small_papers import corrected, draft_of, signed
from tests.fakes.small_vault import CHAIR, add, enter, found, put, without_ballast
from tests.fakes.stopped_clock import StoppedClock

LHP, CASE = PaperKind.SUPERVISION, PaperKind.CASE


class Laptop:
    """Several people share it; whoever is named sits down."""

    def __init__(self, vault: Vault) -> None:
        self.vault = vault
        self.ids = {Role.CHAIR: vault.account.id} | {
            role: add(vault, role, role.value, f"sandi {role.value}")
            for role in (Role.MEMBER, Role.SECRETARIAT, Role.STAFF, Role.VILLAGE)
        }

    def sit(self, role: Role) -> Vault:
        self.vault.lock()
        words = CHAIR.passphrase if role is Role.CHAIR else f"sandi {role.value}"
        self.vault = enter(self.vault, self.ids[role], words)
        return self.vault

    def refused(self, draft: Draft, to: AccountId) -> str:
        with pytest.raises(InvalidInputError) as error:
            drafts.give(self.vault, draft.paper, to)
        assert drafts.draft(self.vault, draft.paper) is not None
        return error.value.details["what"]


@pytest.fixture
def laptop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Laptop]:
    without_ballast(monkeypatch)
    vault, _ = found(tmp_path / "brankas", StoppedClock(tick_us=1000))
    made = Laptop(vault)
    yield made
    made.vault.abandon()


def kept(vault: Vault, draft: Draft) -> Draft:
    drafts.keep(vault, draft)
    return draft


def test_what_staff_typed_is_the_members_whole_and_says_from_whom(laptop: Laptop) -> None:
    staff = laptop.sit(Role.STAFF)
    draft = kept(staff, draft_of(staff, LHP, {"tempat": "Pasar Mentigi", "fakta": "Sari\u2019ah"}))
    before = staff.now().wall_us
    drafts.give(staff, draft.paper, laptop.ids[Role.MEMBER])
    assert drafts.drafts(staff) == ()
    staff.abandon()  # power goes away right after
    laptop.vault = member = enter(staff, laptop.ids[Role.MEMBER], "sandi ANGGOTA")
    (got,) = drafts.drafts(member)
    assert (got.paper, got.values, got.by) == (draft.paper, draft.values, member.account.id)
    assert got.giver == accounts_name(member, laptop.ids[Role.STAFF])
    assert got.given_us > before
    drafts.keep(member, got)
    again = drafts.draft(member, draft.paper)
    assert again is not None
    assert again.giver == got.giver


def accounts_name(vault: Vault, account: AccountId) -> str:
    return next(one.name for one in accounts.people(vault) if one.id == account)


def test_a_draft_goes_to_nobody_who_could_not_write_on(laptop: Laptop) -> None:
    chair = laptop.sit(Role.CHAIR)
    accounts.close(chair, laptop.ids[Role.SECRETARIAT])
    draft = kept(chair, draft_of(chair, LHP, {"tempat": "x"}))
    sheet = next(one.id for one in accounts.people(chair) if one.role is Role.RECOVERY)
    for closed in (laptop.ids[Role.SECRETARIAT], sheet, chair.account.id):
        assert laptop.refused(draft, closed) == "draft-account"
    assert {one.id for one in drafts.takers(chair, draft.paper)} == {
        laptop.ids[role] for role in (Role.MEMBER, Role.STAFF, Role.VILLAGE)
    }


def test_a_draft_of_a_hidden_case_does_not_go_to_the_accused(laptop: Laptop) -> None:
    chair, member = laptop.sit(Role.CHAIR), laptop.ids[Role.MEMBER]
    only = put(chair, b"foto perkara", name="rahasia.jpg")
    lhp = signed(chair, LHP, {"judul": "LHP gelap"})
    case = signed(chair, CASE, {"judul": "Perkara", "lhp": lhp.id, "akses_terbatas_dari": [member]},
                  evidence=[EvidenceId(only)])  # fmt: skip
    for draft in (
        draft_of(chair, PaperKind.REVIEW, {"judul": "Kajian"}, case=case.id),
        draft_of(chair, CASE, {"judul": "Perkara"}, of=case),
        draft_of(chair, CASE, {"judul": "Baru", "akses_terbatas_dari": [member]}),
        draft_of(chair, PaperKind.FINDING, {"judul": "Temuan", "lhp": lhp.id}),
        draft_of(chair, LHP, {"judul": "Lain", "lampiran": [only]}),
    ):
        kept(chair, draft)
        assert laptop.refused(draft, member) == "draft-case"
        assert member not in {one.id for one in drafts.takers(chair, draft.paper)}


def test_a_village_supervisor_gets_no_correction_of_what_they_cannot_read(laptop: Laptop) -> None:
    chair = laptop.sit(Role.CHAIR)
    paper = signed(chair, LHP, {"judul": "LHP"})
    draft = kept(chair, draft_of(chair, LHP, {"judul": "LHP 2"}, of=paper))
    assert laptop.refused(draft, laptop.ids[Role.VILLAGE]) == "draft-case"
    drafts.give(chair, draft.paper, laptop.ids[Role.MEMBER])


def test_a_draft_that_the_other_began_as_well_stays(laptop: Laptop) -> None:
    chair = laptop.sit(Role.CHAIR)
    paper = signed(chair, LHP, {"judul": "LHP"})
    corrected(chair, paper, {"judul": "LHP 2"}, "salah tulis")
    member = laptop.sit(Role.MEMBER)
    kept(member, draft_of(member, LHP, {"judul": "punya anggota"}, of=paper))
    chair = laptop.sit(Role.CHAIR)
    draft = kept(chair, draft_of(chair, LHP, {"judul": "punya ketua"}, of=paper))
    assert laptop.refused(draft, laptop.ids[Role.MEMBER]) == "draft-taken"


def test_nobody_hands_over_what_is_not_theirs(laptop: Laptop) -> None:
    staff = laptop.sit(Role.STAFF)
    draft = kept(staff, draft_of(staff, LHP, {"tempat": "x"}))
    chair = laptop.sit(Role.CHAIR)
    with pytest.raises(NotFoundError):
        drafts.give(chair, draft.paper, laptop.ids[Role.MEMBER])
    assert drafts.takers(chair, draft.paper) == ()
