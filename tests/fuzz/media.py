# SPDX-License-Identifier: GPL-3.0-or-later
"""Strangers' media, parsed in this process as the fenced child parses them, and the child's words.

Within the child a lack of memory is an answer, so it is one here.  The parent believes nothing of
the child's: what it reads of it is a border of its own.
"""

import io
import json
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from db.casework import people_import
from db.intake import answer, codes, document, frames, glimpse, look, sheets, show
from db.intake.answer import LyingChildError
from db.intake.clip import UnreadableClipError
from db.intake.frames import BrokenFrameError
from db.intake.gather import headers
from db.intake.glimpse import Glimpse
from db.intake.limits import Surroundings
from db.intake.picture import UnreadablePictureError
from db.intake.sheets import NoTableError
from db.intake.show import NoPictureError
from db.intake.source import SourceLostError, held
from db.model.derived import Still, step_from_json
from desktop.capture.page_wire import BrokenWireError, Ear, Gatherer, Say, message
from tests.fuzz.ledgers import DAY
from tests.fuzz.target import EXPECTED, KIB, Border, Target

SAMPLES: Final = Path(__file__).resolve().parents[1] / "samples"
AROUND: Final = Surroundings(now=datetime(2026, 11, 22, tzinfo=UTC), zone_minutes=480)
PIXELS: Final = 1_000_000
LARGEST_SEED: Final = 32 * KIB
FAMILIES: Final = {
    "jpeg": ("*.jpg",),
    "png": ("*.png",),
    "gif": ("*.gif",),
    "webp": ("*.webp",),
    "tiff": ("*.tif", "*.dng"),
    "heif": ("*.heic",),
    "isobmff": ("*.mp4", "*.MOV", "*.m4a"),
    "matroska": ("*.mkv",),
    "avi": ("*.avi",),
    "wav": ("*.wav",),
    "mp3": ("*.mp3",),
    "ogg": ("*.ogg", "*.opus"),
    "amr": ("*.amr",),
    "flac": ("*.flac",),
    "pdf": ("*.pdf",),
    "zip": ("*.zip", "*.docx"),
    "text": ("*.txt", "*.csv"),
}
"""By family, the samples to begin from: every format that intake looks into."""


def _looked(data: bytes) -> object:
    """Look at a file as the child does, and have the parent read what it says."""
    facts = list(look.look(held(data), "berkas", AROUND, PIXELS))
    return [answer.from_bytes(answer.to_bytes(one)) for one, _ in facts]


def _samples(*patterns: str) -> list[bytes]:
    """Return samples by their names, the small ones whole, of the large ones the beginning."""
    paths = sorted({path for pattern in patterns for path in SAMPLES.glob(pattern)})
    found = [path.read_bytes() for path in paths]
    small = [data for data in found if len(data) <= LARGEST_SEED]
    return small or [data[:LARGEST_SEED] for data in found[:2]]


def _family(name: str) -> Target:
    return Target(
        f"media-{name}",
        Border.FILE,
        _looked,
        lambda: _samples(*FAMILIES[name]),
        refuses=(MemoryError,),
        seconds=10.0,
        longest=LARGEST_SEED,
    )


def _workbook(data: bytes) -> object:
    """Read a workbook as people are taken from it: child, frame, parent, rules."""
    rows = sheets.from_bytes(sheets.to_bytes(sheets.read(held(data))))
    return people_import.from_cells(rows, on=DAY, known=lambda _digits: None)


def _workbooks() -> list[bytes]:
    from openpyxl import Workbook  # noqa: PLC0415 - only to begin from

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("Nama", "NIP", "Lahir"), ("Siti", "197408171999031901", datetime(1974, 8, 17))):  # noqa: DTZ001 - a cell has no zone
        sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return [file.getvalue()]


def _glimpsed(data: bytes) -> object:
    source = held(data)
    made = glimpse.look(source, headers(source, "").sort.family, PIXELS)
    return Glimpse.from_bytes(made.to_bytes())


def _pictured(data: bytes) -> object:
    width, height, jpeg = show.render(held(data), 320, PIXELS)
    answer.check_jpeg(jpeg, 320)
    return width, height


def _frames(data: bytes) -> object:
    pipe, heard = io.BytesIO(data), []
    while (frame := frames.receive(pipe, frames.FROM_CHILD)) is not None:
        heard.append(frame)
        if frame[0] is frames.Say.READ:
            frames.unpack_read(frame[1], 1000)
        if frame[0] is frames.Say.PICTURE:
            frames.unpack_picture(frame[1])
    return heard


def _said() -> Iterable[bytes]:
    pipe = io.BytesIO()
    frames.send(pipe, frames.Say.READY)
    frames.send(pipe, frames.Say.READ, frames.pack_read(0, 10))
    frames.send(pipe, frames.Say.PICTURE, frames.pack_picture(1, 1, b"x"))
    return [pipe.getvalue()]


def _answers() -> Iterable[bytes]:
    for name in ("buatan.gif", "buatan.pdf"):
        data = (SAMPLES / name).read_bytes()
        for facts, _ in look.look(held(data), name, AROUND, PIXELS):
            yield answer.to_bytes(facts)


def _steps(data: bytes) -> object:
    return [step_from_json(step) for step in json.loads(data)]


def _page(data: bytes) -> object:
    """Hear what the page browser says, which has read strangers' pages."""
    ear, gatherer = Ear(), Gatherer()
    return [gatherer.take(say, load) for say, load in ear.hear(data)]


def _pages() -> list[bytes]:
    from desktop.capture.page_wire import Begun, Ended, Gone  # noqa: PLC0415 - to begin from

    begun = Begun("https://x.id", "Judul", 200, 100, 100, "mesin 1").to_load()
    ended = Ended("https://x.id", 100, 100, Gone.NOTHING, {}).to_load()
    said = ((Say.BEGIN, begun), (Say.PICTURE, b"x"), (Say.PART, b""), (Say.ARCHIVE, b"y"))
    whole = b"".join(message(say, load) for say, load in (*said, (Say.WHOLE, ended)))
    return [whole, message(Say.DROPPED, b"\x01")]


def _child(
    name: str,
    parse: Callable[[bytes], object],
    seeds: Callable[[], Iterable[bytes]],
    *refuses: type[BaseException],
) -> Target:
    return Target(name, Border.CHILD, parse, seeds, refuses=refuses)


LOST: Final = (SourceLostError, MemoryError)
CLIPS: Final = ("buatan.avi", "buatan.mp3", "buatan.gif", "buatan.ogg", "buatan.amr")
TARGETS: Final = (
    *(_family(name) for name in FAMILIES),
    Target("workbook", Border.FILE, _workbook, _workbooks, refuses=(NoTableError, *LOST),
           seconds=10.0, longest=16 * KIB),
    Target("glimpse", Border.FILE, _glimpsed, lambda: _samples(*CLIPS),
           refuses=(UnreadableClipError, UnreadablePictureError, *LOST), seconds=10.0,
           longest=LARGEST_SEED),
    Target("picture", Border.FILE, _pictured, lambda: _samples("buatan.*", "arah_1.jpg"),
           refuses=(NoPictureError, *LOST), seconds=10.0, longest=LARGEST_SEED),
    Target("qr-codes", Border.FILE, lambda data: codes.read(held(data), PIXELS),
           lambda: _samples("arah_1.jpg", "buatan.png", "buatan.gif"),
           refuses=(NoPictureError, *LOST), seconds=10.0, longest=LARGEST_SEED),
    Target("chat", Border.FILE, lambda data: document.read_chat(document.read_text(held(data))),
           lambda: _samples("Chat*.txt"), refuses=()),
    _child("child-answer", answer.from_bytes, _answers, LyingChildError),
    _child("child-frames", _frames, _said, BrokenFrameError),
    _child("child-table", sheets.from_bytes, lambda: [b'[["Nama",1,null,1.5]]'], ValueError,
           RecursionError),
    _child("child-glimpse", Glimpse.from_bytes, lambda: [Glimpse(5, "25/1").to_bytes()],
           ValueError),
    _child("child-steps", _steps, lambda: [json.dumps([Still(5).to_json()]).encode()],
           ValueError, KeyError, TypeError, RecursionError, *EXPECTED),
    _child("child-jpeg", lambda data: answer.check_jpeg(data, 320),
           lambda: _samples("arah_1.jpg"), LyingChildError),
    _child("page-browser", _page, _pages, BrokenWireError),
)  # fmt: skip
