# SPDX-License-Identifier: GPL-3.0-or-later
"""A case that one office of a kab/kota alone opens: laptop, depot and both offices, all real."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from db.casework.paper import Paper, PaperKind
from db.model.evidence import Facts, Kind
from db.model.ids import VaultId
from db.model.receiving import Receiver
from db.seal.letterbox import voice
from db.seal.parcel import OfficeKey, mark, open_
from db.store import cabinet, cabinet_goods
from db.store.vault import Vault
from desktop.actions import cabinet_items, syncing
from desktop.actions.dispatch import read_content
from desktop.cli.parser import run
from sync.cargo import Parcel
from sync.enrolment import OfficeCard
from sync.reading import ALL
from sync.reasons import Reason
from sync.server import tables
from sync.server.site import Site
from tests.fakes.office_evening import Evening, another_office, evening
from tests.fakes.small_papers import corrected, signed
from tests.fakes.small_vault import put, without_ballast

NAME = "Bawaslu Kabupaten Klungkung"
HIDDEN = "rahasia-perkara"
TEXT = Facts(Kind.TEXT, "text/plain")


@pytest.fixture
def apart() -> OfficeKey:
    return OfficeKey(os.urandom(32))


@pytest.fixture
def night(tmp_path: Path, apart: OfficeKey, monkeypatch: pytest.MonkeyPatch) -> Iterator[Evening]:
    without_ballast(monkeypatch)
    receivers = (Receiver(NAME, "51.05", apart.public),)
    with evening(tmp_path, receivers=receivers) as night:
        yield night


def case_of(vault: Vault, receiver: str, **more: object) -> Paper:
    told = {"judul": HIDDEN, "penerima_kabkota": receiver, "hanya_penerima": True, **more}
    return signed(vault, PaperKind.CASE, told)  # type: ignore[arg-type]  # plain values


def plaintexts(night: Evening, key: OfficeKey) -> list[bytes]:
    """Return everything at the depot that this key opens."""
    with night.server.lane._engine.connect() as db:
        bodies = [bytes(body) for (body,) in db.execute(select(tables.parcel.c.body))]
    return [
        read_content(open_(key, piece.wraps, piece.meaning, piece.sealed))[0]
        for piece in map(Parcel.parse, bodies)
        if mark(key.public) in dict(piece.wraps)
    ]


def test_only_the_office_of_the_kabkota_opens_the_case(night: Evening, apart: OfficeKey) -> None:
    ours = put(night.laptop, b"biasa", name="biasa.txt", facts=TEXT)
    signed(night.laptop, PaperKind.EVENT, {"judul": "Rapat umum"}, evidence=(ours,))
    item = put(night.laptop, b"isi rahasia", name=f"{HIDDEN}.txt", facts=TEXT)
    case = case_of(night.laptop, "bawaslu kab. klungkung")
    signed(night.laptop, PaperKind.REPORT, {"judul": HIDDEN}, case=case.id, evidence=(item,))
    held = night.send()
    assert (held.problem, held.reason) == (None, None)
    done = night.pull()
    assert done.breaches == []
    assert done.closed > 0
    assert not [one for one in plaintexts(night, night.key) if HIDDEN.encode() in one]
    assert [one.name for one in cabinet_goods.items(night.office, night.sender)] == ["biasa.txt"]
    assert [one.title for one in cabinet_goods.papers(night.office, night.sender)] == ["Rapat umum"]
    assert set(cabinet_goods.closed(night.office, night.sender)) == {"another-office"}
    with another_office(night, "klungkung", apart, (ALL,)) as (office, desk):
        night.desk = desk
        assert night.pull().items == 1
        theirs = cabinet.cabinet(office, VaultId(night.laptop.id))
        (got,) = cabinet_goods.items(office, theirs)
        assert (got.id, got.name) == (item, f"{HIDDEN}.txt")
        assert cabinet_items.text(desk, got.number) == "isi rahasia"
        assert {one.title for one in cabinet_goods.papers(office, theirs)} == {HIDDEN}


def test_an_item_that_went_before_is_sealed_for_the_kabkota_as_well(
    night: Evening, apart: OfficeKey
) -> None:
    item = put(night.laptop, b"sudah terkirim", name="lama.txt", facts=TEXT)
    night.send()
    with another_office(night, "klungkung", apart, (ALL,)) as (office, desk):
        night.desk = desk
        assert night.pull().closed > 0
        case = case_of(night.laptop, "51.05")
        signed(night.laptop, PaperKind.REPORT, {"judul": HIDDEN}, case=case.id, evidence=(item,))
        night.send()
        assert night.pull().items == 1
        theirs = cabinet.cabinet(office, VaultId(night.laptop.id))
        assert [one.name for one in cabinet_goods.items(office, theirs)] == ["lama.txt"]


def test_a_case_without_a_known_receiver_waits_and_says_why(night: Evening) -> None:
    case = case_of(night.laptop, "Bawaslu Kota Entah")
    held = night.send()
    assert held.reason is Reason.RECEIVER
    assert held.waiting.held > 0
    assert not [one for one in plaintexts(night, night.key) if HIDDEN.encode() in one]
    corrected(night.laptop, case, {"penerima_kabkota": NAME})
    assert night.send().reason is None
    assert syncing.waiting(night.laptop).held == 0


def test_a_case_that_is_opened_again_leaves_what_went_as_it_went(
    night: Evening, apart: OfficeKey
) -> None:
    case = case_of(night.laptop, NAME)
    night.send()
    corrected(night.laptop, case, {"hanya_penerima": False, "judul": "terbuka"})
    night.send()
    seen = plaintexts(night, night.key)
    assert [one for one in seen if b"terbuka" in one]
    assert not [one for one in seen if HIDDEN.encode() in one]
    assert [one for one in plaintexts(night, apart) if HIDDEN.encode() in one]
    assert syncing.waiting(night.laptop).forms == 0


def test_a_case_hidden_from_a_colleague_is_for_its_receiver_alone(
    night: Evening, apart: OfficeKey
) -> None:
    other = "01JABCDEFGHJKMNPQRSTVWXYZ0"
    case_of(night.laptop, NAME, hanya_penerima=False, akses_terbatas_dari=[other])
    night.send()
    assert not [one for one in plaintexts(night, night.key) if HIDDEN.encode() in one]
    assert [one for one in plaintexts(night, apart) if HIDDEN.encode() in one]


def test_a_server_is_made_with_offices_that_cases_are_sealed_for_alone(
    tmp_path: Path, apart: OfficeKey
) -> None:
    folder = tmp_path / "peladen"
    digits = apart.public.hex() + voice(apart).public_key.hex()
    told = ["serve", "make", str(folder), "--url", "https://127.0.0.1:1"]
    told += ["--key-out", str(tmp_path / "kunci")]
    assert run([*told, "--kabkota", f"{NAME}={digits}"]) != 0
    assert run([*told, "--kabkota", f"{NAME}=51.05={digits}"]) == 0
    card = Site.load(folder).card
    assert card.receivers == (Receiver(NAME, "51.05", apart.public),)
    assert voice(apart).public_key in card.voices
    assert OfficeCard.parse(card.emit()) == card
