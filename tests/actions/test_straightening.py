# SPDX-License-Identifier: GPL-3.0-or-later
"""Sheets seen at a slant are made straight as new evidence; the photo stays as it was taken."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from db.errors import InvalidInputError
from db.intake import slant
from db.model.derived import Bind, Draw, Op, Straighten, fitting, step_from_json
from db.model.evidence import Facts, Kind, Road
from db.store import evidence, offshoots
from db.store.vault import Vault
from desktop.actions import deriving
from desktop.actions.desk import Desk
from tests.fakes import verapdf
from tests.fakes.small_vault import at_desk, bytes_of, found, put, without_ballast
from tests.fakes.stopped_clock import StoppedClock

CORNERS = (120, 60, 500, 90, 540, 420, 80, 380)
SIZE = (400, 300)
HUES = ("red", "lime", "blue", "yellow")


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


def photo() -> bytes:
    """Draw a white sheet at a slant, with a spot of its own colour in each corner."""
    image = Image.new("RGB", (640, 480), "#303030")
    brush = ImageDraw.Draw(image)
    places = list(zip(CORNERS[::2], CORNERS[1::2], strict=True))
    brush.polygon(places, fill="white")
    for (x, y), hue in zip(places, HUES, strict=True):
        brush.ellipse((x - 40, y - 40, x + 40, y + 40), fill=hue)
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def test_a_slanted_sheet_becomes_a_rectangle_with_its_corners_in_the_corners(
    vault: Vault, desk: Desk
) -> None:
    data = photo()
    origin = put(vault, data, name="lembar.png", facts=Facts(Kind.PHOTO, "image/png"))
    made = deriving.derive(desk, origin, (Straighten(CORNERS, SIZE),), "lembar-lurus.png")
    flat = Image.open(io.BytesIO(bytes_of(vault, made))).convert("RGB")
    assert flat.size == SIZE
    spots = ((4, 4), (395, 4), (395, 295), (4, 295))
    wanted = ((255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 0))
    assert tuple(flat.getpixel(spot) for spot in spots) == wanted
    assert flat.getpixel((200, 150)) == (255, 255, 255)
    assert bytes_of(vault, origin) == data
    assert evidence.by_id(vault, made).road is Road.DERIVED
    derivation = offshoots.derivation(vault, made)
    assert derivation is not None
    assert derivation.steps == (Straighten(CORNERS, SIZE),)
    assert deriving.redo(desk, made)


def test_pages_become_one_pdf_in_order_that_can_be_made_again(
    vault: Vault, desk: Desk, tmp_path: Path
) -> None:
    origin = put(vault, photo(), name="lembar.png", facts=Facts(Kind.PHOTO, "image/png"))
    wide = Straighten((120, 60, 500, 90, 500, 200, 120, 200), (300, 100))
    pages = tuple(
        deriving.derive(desk, origin, (step,), f"{at}.png")
        for at, step in enumerate((Straighten(CORNERS, SIZE), wide))
    )
    pdf = deriving.bind(desk, pages, "Dokumen.pdf")
    data = bytes_of(vault, pdf)
    assert data.startswith(b"%PDF-")
    card = evidence.by_id(vault, pdf)
    assert (card.kind, card.road) == (Kind.DOCUMENT, Road.DERIVED)
    derivation = offshoots.derivation(vault, pdf)
    assert derivation is not None
    (step,) = derivation.steps
    assert isinstance(step, Bind)
    assert tuple(page for page, _ in step.pages) == pages
    assert step_from_json(step.to_json()) == step
    assert deriving.redo(desk, pdf)
    boxes = re.findall(rb"/MediaBox ?\[0 0 ([\d.]+) ([\d.]+)\]", data)
    shapes = [float(height) / float(width) for width, height in boxes]
    assert shapes == pytest.approx([3 / 4, 1 / 3], rel=0.01)
    assert verapdf.complaints({"scan": data}, tmp_path, ("PDFA-2B",)) == {}


def test_only_pages_that_were_made_straight_are_bound(vault: Vault, desk: Desk) -> None:
    item = put(vault, b"bukan gambar", name="catatan.txt", facts=Facts(Kind.TEXT, "text/plain"))
    with pytest.raises(InvalidInputError):
        deriving.bind(desk, (item,), "Dokumen.pdf")


def test_corners_outside_the_picture_are_refused(vault: Vault, desk: Desk) -> None:
    origin = put(vault, photo(), name="lembar.png", facts=Facts(Kind.PHOTO, "image/png"))
    beyond = Straighten((0, 0, 900, 0, 900, 400, 0, 400), SIZE)
    with pytest.raises(InvalidInputError):
        deriving.derive(desk, origin, (beyond,), "lembar-lurus.png")


@pytest.mark.parametrize(
    "corners",
    [
        (0, 0, 10, 10, 10, 0, 0, 10),  # crossed
        (0, 0, 0, 10, 10, 10, 10, 0),  # the other way round: a mirror image
        (0, 0, 10, 0, 20, 0, 0, 10),  # three in a line
        (0, 0, 10, 0, 2, 2, 0, 10),  # dented
    ],
)
def test_corners_that_do_not_go_around_a_sheet_are_no_step(corners: tuple[int, ...]) -> None:
    with pytest.raises(InvalidInputError):
        Straighten(corners, SIZE)  # type: ignore[arg-type]  # eight of them, parametrised


def test_the_step_is_read_back_as_it_was_written_and_stands_alone() -> None:
    step = Straighten(CORNERS, SIZE)
    assert step_from_json(step.to_json()) == step
    with pytest.raises(InvalidInputError):
        fitting((step, Draw(Op.BOX, (0, 0, 5, 5))))


def test_a_rectangle_that_is_only_moved_needs_no_perspective() -> None:
    assert slant.back((5, 7, 105, 7, 105, 57, 5, 57), (100, 50)) == (1, 0, 5, 0, 1, 7, 0, 0)


def test_corners_in_a_line_have_no_way_back() -> None:
    with pytest.raises(ValueError, match="sheet"):
        slant.back((0, 0, 1, 0, 2, 0, 3, 0), (10, 10))
