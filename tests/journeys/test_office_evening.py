# SPDX-License-Identifier: GPL-3.0-or-later
"""A field laptop and its office, over a real depot: what came is what was sent."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.casework.paper import PaperKind
from db.errors import InvalidInputError
from db.model.evidence import Facts, Kind
from db.model.people import Role
from db.model.progress import CancelledError
from db.store import cabinet_goods, letters_out, packs, papers, postbox
from desktop.actions import cabinet_items, inbox, letters, rules, speaking
from tests.fakes.office_evening import Evening, evening
from tests.fakes.small_packs import NEWER, OFFICE, pack
from tests.fakes.small_papers import signed
from tests.fakes.small_vault import add, put, without_ballast

PHOTO = bytes(range(256)) * 3000
TEXT = Facts(Kind.TEXT, "text/plain")


@pytest.fixture
def night(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Evening]:
    without_ballast(monkeypatch)
    with evening(tmp_path) as night:
        yield night


def test_an_office_holds_what_the_laptop_sent_opened_and_proven(night: Evening) -> None:
    item = put(night.laptop, PHOTO, name="IMG_1.jpg")
    paper = signed(night.laptop, PaperKind.EVENT, {"judul": "Rapat umum"})
    assert night.send().problem is None
    done = night.pull()
    assert (done.senders, done.items, done.breaches, done.closed) == (1, 1, [], 0)
    (got,) = cabinet_goods.items(night.office, night.sender)
    assert (got.id, got.name, got.state) == (item, "IMG_1.jpg", cabinet_goods.WHOLE)
    with cabinet_items.reader(night.desk, got.number) as sealed:
        assert b"".join(sealed.blocks()) == PHOTO
    (form,) = cabinet_goods.papers(night.office, night.sender)
    assert (form.id, form.title) == (paper.id, "Rapat umum")
    assert cabinet_goods.record_of(night.office, night.sender, form.seq)["values"] == paper.values
    assert night.pull().entries == 0


def test_letters_reach_the_laptop_and_the_office_sees_that_they_did(night: Evening) -> None:
    put(night.laptop, b"catatan", name="a.txt", facts=TEXT)
    night.send()
    night.pull()
    (got,) = cabinet_goods.items(night.office, night.sender)
    speaking.ask_back(night.office, got, "Foto dari sisi lain, mohon.")
    speaking.reviewed(night.office, got, "Sudah ditinjau.")
    speaking.instruct(night.office, "Rapat besok pukul 09.00.")
    assert night.pull().letters == 3
    night.send()
    seen = postbox.notices(night.laptop)
    assert [one.says for one in seen] == ["instruction", "review", "ask-back"]
    assert {one.writer for one in seen} == {night.office.account.name}
    assert seen[2].parts["subject"] == got.id
    assert letters.read(night.laptop, seen[0].id).state == "new"
    assert postbox.notice(night.laptop, seen[0].id).state == "read"
    assert not postbox.refused(night.laptop)
    night.send()
    night.pull()
    sent = letters_out.letters(night.office, night.laptop.id)
    assert [(one.says, one.posted) for one in sent] == [
        ("instruction", True),
        ("review", True),
        ("ask-back", True),
    ]
    assert [one.taken for one in sent if one.vault] == [True, True]


def test_a_number_from_the_office_makes_a_new_version_of_the_paper(night: Evening) -> None:
    paper = signed(night.laptop, PaperKind.SUPERVISION, {"judul": "Rapat umum"}, code="NPD-1")
    night.send()
    night.pull()
    (form,) = cabinet_goods.papers(night.office, night.sender)
    speaking.number(night.office, form, " 001/LHP/PM.01.02/2026 ")
    night.pull()
    night.send()
    (notice,) = postbox.notices(night.laptop)
    assert (notice.says, notice.state) == ("official-number", postbox.NEW)
    before = papers.paper(night.laptop, paper.id)
    assert "nomor_resmi" not in before.values
    after = letters.apply_number(night.laptop, rules.rulebook(), notice.id)
    assert after.values["nomor_resmi"] == "001/LHP/PM.01.02/2026"
    assert after.version == before.version + 1
    assert postbox.notice(night.laptop, notice.id).state == postbox.DONE
    with pytest.raises(InvalidInputError):
        speaking.number(night.office, form, "  ")


def test_a_pack_of_an_issuer_nobody_trusts_is_refused_with_the_reason(night: Evening) -> None:
    speaking.send_pack(night.office, pack())
    night.pull()
    night.send()
    (notice,) = postbox.notices(night.laptop)
    assert (notice.says, notice.state) == ("reference-pack", postbox.REFUSED)
    assert notice.why == "pack-issuer"
    assert rules.in_use(night.laptop).taken is None


def test_a_pack_of_a_trusted_issuer_comes_into_use(night: Evening) -> None:
    packs.trust(night.laptop, OFFICE.name, OFFICE.public_key)
    speaking.send_pack(night.office, pack())
    night.pull()
    night.send()
    (notice,) = postbox.notices(night.laptop)
    assert notice.state == postbox.DONE
    taken = rules.in_use(night.laptop).taken
    assert taken is not None
    assert taken.edition == NEWER


def test_a_cut_pull_goes_on_where_it_was(night: Evening) -> None:
    put(night.laptop, PHOTO * 24, name="besar.mp4")
    night.send()
    calls = iter(range(30))

    def check() -> None:
        if next(calls, None) is None:
            raise CancelledError

    with pytest.raises(CancelledError):
        inbox.pull(night.desk, check=check)
    (cut,) = cabinet_goods.items(night.office, night.sender)
    assert 0 < cut.rows < 30
    assert night.pull().items == 1
    (got,) = cabinet_goods.items(night.office, night.sender)
    assert got.state == cabinet_goods.WHOLE


def test_vouching_anew_takes_in_who_came_since(night: Evening) -> None:
    speaking.speakers(night.office)
    add(night.office, Role.SECRETARIAT, "sekretariat", "kata sandi panjang")
    vouched = speaking.vouch(night.office)
    assert len(vouched.speakers) == 2
    assert speaking.speakers(night.office).number == vouched.number
