# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks for programs, messengers and screens that left their mark."""

import re
from collections.abc import Iterator
from typing import Final

from db.intake.exif import Tag
from db.intake.provenance import State
from db.intake.seen import Seen
from db.model.evidence import Kind
from db.model.finding import Finding, Level

# Most of what stands in Software is a camera's firmware, so only names on this list count.
_EDITORS: Final = re.compile(
    r"photoshop|lightroom|camera raw|\bgimp\b|paint\.net|snapseed|picsart|picasa|affinity"
    r"|pixelmator|capture one|dxo|darktable|rawtherapee|acdsee|paintshop|paint shop|corel|canva\b"
    r"|facetune|faceapp|meitu|beautyplus|vsco|polarr|photoscape|fotor|pixlr|lightx|remini"
    r"|airbrush|luminar|krita|imagemagick|irfanview|xnview|after effects|premiere|procreate"
    r"|skitch|inshot|capcut|kinemaster|filmora|mspaint|microsoft paint|photomator|firefly"
    r"|midjourney|dall.?e\b|stable diffusion|adobe express|photodirector|powerdirector"
    r"|davinci|final cut|imovie",
    re.IGNORECASE,
)
# Programs that copy, sort, caption or turn, and leave the pixels as they are.
_ORGANISERS: Final = re.compile(
    r"adobe bridge|nikon transfer|viewnx|quicktime|photo gallery|digikam|shotwell|iphoto|exiftool"
    r"|geosetter|gthumb|digital photo professional|image capture",
    re.IGNORECASE,
)
_WHATSAPP: Final = re.compile(
    r"^(?:IMG|VID|AUD|PTT|DOC|STK)-\d{8}-WA\d{4,}|^WhatsApp (?:Image|Video|Audio|Ptt) 20\d\d",
    re.IGNORECASE,
)
_SCREENSHOT: Final = re.compile(
    r"^(?:screenshot|screen shot|tangkapan[ _-]?layar|cuplikan[ _-]?layar|screencap)", re.IGNORECASE
)
_RECORDING: Final = re.compile(
    r"^(?:screen[ _-]?record|screenrecorder|rpreplay|rekaman[ _-]?layar|perekam[an]*[ _-]?layar)",
    re.IGNORECASE,
)

_MESSENGER_EDGES: Final = frozenset({1280, 1600, 2048, 4096})
# Phones' screens are longer than 1:1.9; their cameras write 4:3 and 16:9.
_SCREEN_SHAPE: Final = (1.9, 2.4)
_SCREEN_WIDTHS: Final = frozenset(
    {720, 750, 828, 1080, 1125, 1170, 1179, 1206, 1242, 1284, 1290, 1440}
)


def check(seen: Seen) -> Iterator[Finding]:
    """Yield findings about programs named in the file and about its name's style."""
    if _WHATSAPP.search(seen.name):
        yield Finding("whatsapp_name", Level.NOTE)
    elif _looks_sent(seen):
        evidence = {"edge": str(max(seen.stored or (0, 0)))}
        yield Finding("whatsapp_like", Level.NOTE, evidence)
    yield from _software(seen)
    yield from _history(seen)
    if seen.xmp.entities:
        yield Finding("xmp_entities", Level.LOOK)
    yield from _screens(seen)
    yield from _manifest(seen)


def _looks_sent(seen: Seen) -> bool:
    """Say whether a picture without camera data has an edge messengers reduce to."""
    bare = seen.walk is not None and not seen.exif.values and not seen.xmp.present
    return bare and seen.stored is not None and max(seen.stored) in _MESSENGER_EDGES


def _software(seen: Seen) -> Iterator[Finding]:
    for tag, text in _named(seen):
        if _EDITORS.search(text):
            level = Level.LOOK if _claims_camera(seen) else Level.NOTE
            yield Finding("software_edit", level, {"software": text, "tag": tag})
        elif _ORGANISERS.search(text):
            yield Finding("software_edit", Level.NOTE, {"software": text, "tag": tag})


def _named(seen: Seen) -> Iterator[tuple[str, str]]:
    for tag in (Tag.SOFTWARE, Tag.PROCESSING_SOFTWARE, Tag.HOST):
        yield tag.spoken, seen.exif.text(tag)
    yield "XMP xmp:CreatorTool", seen.xmp.values.get("xmp:CreatorTool", "")
    for step in seen.xmp.history:
        yield "XMP xmpMM:History", step.agent
    for name in ("Software", "parameters", "JPEG COM"):
        yield name, seen.texts.get(name, "")
    if seen.sort.kind in {Kind.VIDEO, Kind.AUDIO}:
        yield "software", seen.said("\xa9swr", "com.apple.quicktime.software", "software")
        yield "encoder", seen.said("\xa9too", "encoder", "encoded_by")


def _claims_camera(seen: Seen) -> bool:
    """Say whether the file names a camera, and its history is of more than captions."""
    steps = [step.changed for step in seen.xmp.history if step.changed]
    captions = bool(steps) and all(changed == "/metadata" for changed in steps)
    return bool(seen.device) and not captions


def _history(seen: Seen) -> Iterator[Finding]:
    values = seen.xmp.values
    document, original = values.get("xmpMM:DocumentID"), values.get("xmpMM:OriginalDocumentID")
    copied = bool(document and original and document != original) or seen.xmp.derived
    if not seen.xmp.history and not copied:
        return
    last = seen.xmp.history[-1] if seen.xmp.history else None
    words = "xmpMM:DerivedFrom" if last is None else f"{last.action} {last.agent} {last.when}"
    level = Level.LOOK if _claims_camera(seen) and seen.xmp.history else Level.NOTE
    evidence = {"steps": str(len(seen.xmp.history)), "last": words.strip() or "?"}
    yield Finding("xmp_history", level, evidence)


def _screens(seen: Seen) -> Iterator[Finding]:
    name = _SCREENSHOT.match(seen.name)
    comment = seen.exif.text(Tag.COMMENT)
    if seen.sort.kind is Kind.PHOTO:
        if name:
            yield Finding("screenshot", Level.NOTE, {"why": name[0]})
        elif comment.strip().lower() == "screenshot":
            yield Finding("screenshot", Level.NOTE, {"why": f"UserComment: {comment}"})
        elif _screen_shaped(seen):
            width, height = seen.stored or (0, 0)
            yield Finding("screenshot", Level.NOTE, {"why": f"{width}x{height}"})
    elif seen.sort.kind is Kind.VIDEO and (recording := _RECORDING.match(seen.name)):
        yield Finding("screen_recording", Level.NOTE, {"why": recording[0]})


def _screen_shaped(seen: Seen) -> bool:
    if seen.stored is None or seen.exif.values or not all(seen.stored):
        return False
    low, high = sorted(seen.stored)
    return low in _SCREEN_WIDTHS and _SCREEN_SHAPE[0] <= high / low <= _SCREEN_SHAPE[1]


def _manifest(seen: Seen) -> Iterator[Finding]:
    manifest = seen.manifest
    if manifest is None:
        return
    signer = manifest.signer or "?"
    match manifest.state:
        case State.PRESENT:
            yield Finding("c2pa_present", Level.NOTE)
        case State.REMOTE:
            yield Finding("c2pa_remote", Level.NOTE)
        case State.VALID:
            yield Finding("c2pa_valid", Level.NOTE, {"signer": signer})
        case State.TRUSTED:
            yield Finding("c2pa_trusted", Level.NOTE, {"signer": signer})
        case State.INVALID:
            yield Finding("c2pa_invalid", Level.LOOK, {"code": manifest.code or "?"})
