# SPDX-License-Identifier: GPL-3.0-or-later
"""From what the vault keeps to what the eye reads: thumbnails decoded, findings in words."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage

from db.intake import wording
from db.model.finding import Level
from db.store import evidence, moments
from desktop.actions.desk import Desk
from desktop.actions.pages import Known
from desktop.tasks.runner import CancelToken
from desktop.views import speech
from desktop.views.evidence_details import Details
from desktop.views.evidence_parts import FindingText
from desktop.views.tile import PICTURE
from desktop.views.veil import FEW


def decode(desk: Desk, numbers: tuple[int, ...], token: CancelToken) -> dict[int, QImage | None]:
    """Read thumbnails and decode them, off the main thread; None where an item has none.

    They come in the pixels of a tile on the sharpest screen: larger ones would only take memory.
    """
    app = QGuiApplication.instance()
    sharpness = app.devicePixelRatio() if isinstance(app, QGuiApplication) else 1.0
    room = (PICTURE.toSizeF() * sharpness).toSize()
    stored, shielded = desk.on_vault(
        lambda vault: (evidence.thumbnails(vault, numbers), moments.shielded(vault, numbers))
    )
    pictures: dict[int, QImage | None] = dict.fromkeys(numbers)
    for number, jpeg in stored.items():
        token.check()
        picture = QImage.fromData(jpeg, "JPEG")  # type: ignore[arg-type]  # the stub asks for bytes, the binding for text
        if number in shielded:
            picture = veiled(picture)
        if picture.size().boundedTo(room) != picture.size():
            aspect, way = Qt.AspectRatioMode, Qt.TransformationMode
            picture = picture.scaled(room, aspect.KeepAspectRatio, way.SmoothTransformation)
        pictures[number] = None if picture.isNull() else picture
    return pictures


def veiled(picture: QImage) -> QImage:
    """Return a picture of which only colours are left, as large as it was."""
    if picture.isNull():
        return picture
    aspect, way = Qt.AspectRatioMode, Qt.TransformationMode
    few = picture.scaled(FEW, FEW, aspect.KeepAspectRatio, way.SmoothTransformation)
    return few.scaled(picture.size(), aspect.IgnoreAspectRatio, way.SmoothTransformation)


def finding_texts(known: Known, spoken: speech.Language) -> tuple[FindingText, ...]:
    """Return an item's findings in words, the loud ones first."""
    found = sorted(known.sheet.facts.findings, key=lambda one: one.level is not Level.LOOK)
    texts = []
    for finding in found:
        words = wording.WORDINGS.get(finding.code)
        if words is None:  # written by a newer intake than this program
            texts.append(FindingText(finding.level, finding.code, "", "", ""))
            continue
        indonesian = spoken == "id"
        parts = (
            (words.fact_id, words.causes_id, words.advice_id)
            if indonesian
            else (words.fact_en, words.causes_en, words.advice_en)
        )
        fact, causes, advice = (part.format_map(finding.evidence) for part in parts)
        texts.append(
            FindingText(finding.level, wording.title(finding, spoken), fact, causes, advice)
        )
    return tuple(texts)


def details_of(known: Known, *, zone_minutes: int, may_note: bool) -> Details:
    """Return what the details pane shows, in the language that is on."""
    spoken = speech.language()
    return Details(
        known.sheet,
        finding_texts(known, spoken),
        known.people,
        known.note,
        zone_minutes,
        wording.FOOTERS[spoken],
        may_note,
        known.kin,
        known.marks,
        known.shielded,
        known.company,
        known.papers,
        known.dispatch,
    )


def titles(codes: dict[str, int]) -> dict[str, tuple[str, int]]:
    """Return the findings that occur with their titles, in the order of those."""
    indonesian = speech.language() == "id"
    found = {}
    for code, count in codes.items():
        words = wording.WORDINGS.get(code)
        if words is not None:
            found[code] = (words.title_id if indonesian else words.title_en, count)
    return dict(sorted(found.items(), key=lambda pair: pair[1][0]))
