# SPDX-License-Identifier: GPL-3.0-or-later
"""The files of a day in the field, as they lie on a card: photos with the EXIF a phone writes.

What has no media content is its fixture line, 22 bytes; photos carry that line in their
UserComment.  Hashes are computed by whoever tests, never by the program.
"""

import io
import random
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PIL import Image, PngImagePlugin

from db.model.evidence import Manner, Provenance
from db.model.ids import EvidenceId
from desktop.actions import gather, sealing
from desktop.actions.desk import Desk
from tests.fakes.scenarios_kit import Evidence
from tests.fakes.scenarios_whispers import CHAT, CHAT_NAME

EXIF_IFD, GPS_IFD = 0x8769, 0x8825
MAKE, MODEL = 0x010F, 0x0110
TAKEN, OFFSET, COMMENT = 0x9003, 0x9011, 0x9286


@dataclass(frozen=True, slots=True)
class Camera:
    """What a phone writes into a photo.  `taken`: "2023:12:03 10:42:11"; `place`: degrees."""

    taken: str = ""
    offset: str = ""
    place: tuple[float, float] | None = None
    make: str = "samsung"
    model: str = "SM-A146P"


@dataclass(frozen=True, slots=True)
class Piece:
    """One file.  `camera`: of a photo; `text`: what stands in it instead of its fixture line."""

    file: str
    how: Provenance
    camera: Camera | None = None
    text: str = ""


DEVICE: Final = Provenance(Manner.DEVICE, basis="diambil sendiri di ruang publik")
SCANNED: Final = Provenance(Manner.SCANNED, basis="diserahkan panitia")

PIECES: Final[Mapping[str, Piece]] = {
    "S01-E01": Piece(
        "IMG_20231203_104211.jpg",
        DEVICE,
        Camera("2023:12:03 10:42:11", "+08:00", (-8.6779, 115.5569)),
    ),
    "S01-E02": Piece("VID_20231203_104305.mp4", DEVICE),
    "S01-E03": Piece("undangan-07-PC-CKR.pdf", SCANNED),
    "S02-E01": Piece("Screenshot_20240902-193412.png", DEVICE),
    "S02-E02": Piece("scroll_20240902_1936.mp4", DEVICE),
    "S02-E03": Piece(
        "IMG_20240902_194011.jpg",
        Provenance(Manner.DEVICE, note="layar HP A difoto dengan HP B, jam dinding terlihat"),
        Camera("2024:09:02 19:40:11", "+07:00"),
    ),
    "S03-E01": Piece(
        CHAT_NAME,
        Provenance(
            Manner.WHATSAPP_DOCUMENT,
            giver="Sulastri Wati",
            giver_protected=True,
            basis="anggota grup menyerahkan dengan persetujuan tertulis",
        ),
        text=CHAT,
    ),
    "S03-E02": Piece(
        "IMG-20240109-WA0031.jpg",
        Provenance(Manner.WHATSAPP_PHOTO, giver="Sulastri Wati", giver_protected=True),
        Camera(make="", model=""),
    ),
    "S03-E03": Piece("persetujuan-pelapor1.pdf", SCANNED),
    "S04-E01": Piece(
        "IMG_20231216_160412.jpg", DEVICE, Camera("2023:12:16 16:04:12", "", (-1.2460, 116.8990))
    ),
    "S04-E02": Piece("spt-lurah.pdf", SCANNED),
    "S04-E03": Piece(
        "VID_20231216_163640.mp4",
        Provenance(Manner.DEVICE, note="terlihat lurah meninggalkan tempat"),
    ),
    "S06-E01": Piece(
        "IMG_20240212_214019.jpg",
        DEVICE,
        Camera("2024:02:12 21:40:19", "+08:00", (-8.4210, 123.1160)),
    ),
    "S06-E02": Piece("VID_20240212_214130.mp4", DEVICE),
    "S06-E03": Piece("keterangan-saksi1.pdf", SCANNED),
    "S07-E01": Piece(
        "VID-20240122-WA0007.mp4",
        Provenance(
            Manner.WHATSAPP_PHOTO,
            giver="Suparmin",
            note="pembuat tidak diketahui; cari perekam pertama",
        ),
    ),
    "S08-E01": Piece(
        "PTT-20241011-WA0004.opus",
        Provenance(
            Manner.STICK,
            giver="Dadang Suhendar",
            giver_protected=True,
            basis="penerima langsung pesan suara",
        ),
    ),
    "S08-E02": Piece(
        "transkrip-E01.txt",
        Provenance(Manner.CAPTURED, note="transkrip dari PTT-20241011-WA0004.opus"),
        text="[00:00:41-00:00:47] yang tidak dukung nomor dua siap-siap dimutasi\n",
    ),
    "S08-E03": Piece("Screenshot_20241014-113001.png", DEVICE),
    "S08-AV1": Piece(
        "klarifikasi-daring-20241018.mp4",
        Provenance(Manner.CAPTURED, basis="rekaman klarifikasi daring"),
    ),
    "S10-E01": Piece(
        "IMG_20231204_091544.jpg",
        DEVICE,
        Camera("2023:12:04 09:15:44", "+08:00", (-5.0485, 119.3292)),
    ),
    "S10-E02": Piece(
        "IMG_20231206_162011.jpg",
        DEVICE,
        Camera("2023:12:06 16:20:11", "", (-5.0485, 119.3292)),
    ),
    "S12-E01": Piece(
        "IMG_20241127_203015.jpg",
        DEVICE,
        Camera("2024:11:27 20:30:15", "+07:00", (-2.6910, 111.6290)),
    ),
    "S12-E02": Piece(
        "IMG_20241127_221940.jpg",
        DEVICE,
        Camera("2024:11:27 22:19:40", "+07:00", (-2.6910, 111.6290)),
    ),
    "S12-E03": Piece("rekaman-layar-grup.mp4", DEVICE),
}


def line(name: str) -> bytes:
    """Return what a file without media content consists of."""
    return f"SEGEL-FIXTURE-{name}\n".encode()


def content(name: str) -> bytes:
    """Return a file's bytes, the same at every call."""
    piece = PIECES[name]
    if piece.text:
        return piece.text.encode()
    if piece.file.endswith(".png"):
        return _screenshot(name)
    if piece.camera is not None:
        return _photo(name, piece.camera)
    return line(name)


def lay_out(folder: Path, names: tuple[str, ...]) -> dict[str, Path]:
    """Write files into a folder, as on a card; return each by its short name."""
    folder.mkdir(parents=True, exist_ok=True)
    laid = {name: folder / PIECES[name].file for name in names}
    for name, path in laid.items():
        path.write_bytes(content(name))
    return laid


def taken_in(desk: Desk, laid: Mapping[str, Path]) -> dict[str, EvidenceId]:
    """Seal files through review and queue, the way they came; return each item by short name."""
    ways = {str(path): PIECES[name].how for name, path in laid.items()}
    seen = gather.review(desk, gather.gather(laid.values()).candidates)
    tickets = [one.ticket(ways[one.candidate.path]) for one in seen]
    gather.queue(desk, tickets)
    outcome = sealing.run_queue(desk)
    assert not outcome.failed
    assert sorted(outcome.safe) == sorted(ways)
    return dict(zip(laid, outcome.sealed, strict=True))


def intake(desk: Desk, folder: Path) -> Evidence:
    """Return what seals the evidence a scenario names, each once, through review and queue."""
    known: dict[str, EvidenceId] = {}

    def seal(name: str) -> EvidenceId:
        if name not in known:
            known.update(taken_in(desk, lay_out(folder, (name,))))
        return known[name]

    return seal


def _photo(name: str, camera: Camera) -> bytes:
    exif = Image.Exif()
    if camera.make:
        exif[MAKE], exif[MODEL] = camera.make, camera.model
    if camera.taken:
        inner = exif.get_ifd(EXIF_IFD)
        inner[TAKEN] = camera.taken
        inner[COMMENT] = b"ASCII\0\0\0" + line(name)
        if camera.offset:
            inner[OFFSET] = camera.offset
    if camera.place is not None:
        lat, lon = camera.place
        exif.get_ifd(GPS_IFD).update(
            {
                1: "S" if lat < 0 else "N",
                2: _sexagesimal(lat),
                3: "W" if lon < 0 else "E",
                4: _sexagesimal(lon),
            }
        )
    out = io.BytesIO()
    plain = {} if camera.taken or camera.make else {"comment": line(name).strip()}
    _picture(name).save(out, "JPEG", quality=80, **({"exif": exif} if len(exif) else plain))
    return out.getvalue()


def _screenshot(name: str) -> bytes:
    told = PngImagePlugin.PngInfo()
    told.add_text("Comment", line(name).decode().strip())
    out = io.BytesIO()
    _picture(name).save(out, "PNG", pnginfo=told)
    return out.getvalue()


def _picture(name: str) -> Image.Image:
    """Return a small picture of its own, so that no two look alike."""
    chance = random.Random(name)  # noqa: S311 - pictures, no secrets
    small = Image.frombytes("RGB", (6, 6), bytes(chance.randrange(256) for _ in range(108)))
    return small.resize((96, 72), Image.Resampling.BICUBIC)


def _sexagesimal(degrees: float) -> tuple[float, float, float]:
    whole = abs(degrees)
    minutes = (whole % 1) * 60
    return float(int(whole)), float(int(minutes)), round((minutes % 1) * 60, 4)
