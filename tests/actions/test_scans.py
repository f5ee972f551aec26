# SPDX-License-Identifier: GPL-3.0-or-later
"""A page that comes back as a picture says which paper it is, however it was held."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
import segno
from PIL import Image

from db.casework.paper import PaperKind
from db.model.evidence import Facts, Kind
from db.model.ids import EvidenceId
from db.store import links
from db.store.vault import Vault
from desktop.actions import scans
from desktop.actions.desk import Desk
from desktop.actions.printing import BLANK, PAPER
from desktop.actions.scans import Recognised
from tests.fakes.photographed import photographed
from tests.fakes.small_papers import signed
from tests.fakes.small_vault import at_desk, found, put, without_ballast
from tests.fakes.stopped_clock import StoppedClock

ROOT = "AB" * 32


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Vault]:
    without_ballast(monkeypatch)
    vault, _ = found(tmp_path / "brankas", StoppedClock(tick_us=1000))
    yield vault
    vault.abandon()


@pytest.fixture
def desk(vault: Vault) -> Iterator[Desk]:
    with at_desk(vault) as desk:
        yield desk


def sealed(vault: Vault, data: bytes, name: str = "pindai.jpg") -> EvidenceId:
    return put(vault, data, name=name, facts=Facts(Kind.PHOTO, "image/jpeg"))


@pytest.mark.parametrize("tilt", [-12.0, 0.0, 5.0, 90.0, 180.0])
def test_an_empty_form_is_known_by_its_code_however_it_is_held(
    vault: Vault, desk: Desk, tilt: float
) -> None:
    item = sealed(vault, photographed(f"{BLANK}:LHP:NPD-7K3F", tilt=tilt))
    assert scans.recognise(desk, [item]) == Recognised(None, "NPD-7K3F")


def test_a_printed_paper_gets_its_scan_attached(vault: Vault, desk: Desk) -> None:
    paper = signed(vault, PaperKind.SUPERVISION, {"judul": "Satu"}, code="NPD-7K3F")
    code = f"{PAPER}:{paper.id}:1:NPD-7K3F:12:{ROOT}"
    pages = [sealed(vault, photographed("https://example.org/", code)), sealed(vault, b"kata")]
    assert scans.recognise(desk, pages) == Recognised(paper.id, "NPD-7K3F")
    scans.attach(vault, paper.id, pages)
    attached = links.linked(vault, paper.id)
    assert [(one.evidence, one.note) for one in attached] == [(one, scans.NOTE) for one in pages]


def test_codes_of_others_of_papers_elsewhere_and_no_codes_leave_it_to_a_person(
    vault: Vault, desk: Desk
) -> None:
    elsewhere = f"{PAPER}:01ARZ3NDEKTSV4RRFFQ69G5FAV:1:NPD-7K3F:12:{ROOT}"
    items = [
        sealed(vault, photographed("WIFI:S:kantor;P:rahasia;;", elsewhere)),
        sealed(vault, photographed()),
        sealed(vault, b"\xff\xd8\xff\xe0 bukan gambar"),
        put(vault, b"catatan", name="a.txt", facts=Facts(Kind.TEXT, "text/plain")),
    ]
    assert scans.codes(desk, items[0]) == ("WIFI:S:kantor;P:rahasia;;", elsewhere)
    assert [scans.codes(desk, item) for item in items[1:]] == [(), (), ()]
    assert scans.recognise(desk, items) is None


def test_no_more_codes_are_read_than_a_sheet_may_have(vault: Vault, desk: Desk) -> None:
    page = Image.new("L", (2400, 2400), 255)
    for place in range(25):
        drawn = io.BytesIO()
        segno.make(f"kode {place:02}", error="l").save(drawn, kind="png", scale=8)
        page.paste(Image.open(drawn).convert("L"), (40 + place % 5 * 460, 40 + place // 5 * 460))
    out = io.BytesIO()
    page.save(out, "PNG")
    told = scans.codes(desk, sealed(vault, out.getvalue(), "banyak.png"))
    assert len(told) == 16
    assert set(told) <= {f"kode {place:02}" for place in range(25)}
