# SPDX-License-Identifier: GPL-3.0-or-later
"""What can be made from the item that is looked at, and comparing what was made with it."""

from pathlib import PurePath
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QDialog

from db.errors import InvalidInputError
from db.model.derived import Clip, Derivation, Draw, Step, Still, Transcript
from db.model.evidence import EvidenceCard, Kind
from db.model.ids import EvidenceId
from db.store import evidence, moments
from desktop.actions import deriving, viewing
from desktop.actions.desk import Desk
from desktop.actions.pages import Known, known_of
from desktop.session import Session
from desktop.tasks.runner import CancelToken, Errand
from desktop.views import speech
from desktop.views.clip_dialog import ClipDialog
from desktop.views.compare_dialog import CompareDialog, Side
from desktop.views.cover_dialog import CoverDialog
from desktop.views.drawing_dialog import DrawingDialog
from desktop.views.mark_dialog import MarkDialog
from desktop.views.timecodes import frame, timecode
from desktop.views.transcript_dialog import TranscriptDialog
from desktop.views.viewer import ViewerView
from desktop.windows.covering import Covering, upright
from desktop.windows.playing import Playing
from desktop.windows.showing import veiled

SHOWN: Final = 1600
COMPARED: Final = 1000
CLIP_US: Final = 10_000_000
MILLI: Final = 1000
FILMS: Final = frozenset({Kind.VIDEO, Kind.SCREEN_RECORDING})


class Making(QObject):
    """Asks, has it made on the bench, and says what became of it; `made` follows each success."""

    made = Signal()

    def __init__(self, session: Session, view: ViewerView, playing: Playing) -> None:
        super().__init__(view)
        self._session, self._view, self._playing = session, view, playing
        self._dialogs: list[QDialog] = []
        session.closing.connect(self.close)

    @Slot()
    def close(self) -> None:
        """Put every question away, with the pictures in it."""
        for dialog in list(self._dialogs):
            dialog.reject()

    def ask(self, what: str, card: EvidenceCard) -> None:
        """Begin to make something from `card`: "still", "draw", "clip", "cover" or "transcript"."""
        self._playing.pause()
        match what:
            case "still":
                self._still(card)
            case "draw":
                self._draw(card)
            case "clip":
                self._clip(card)
            case "cover":
                self._cover(card)
            case _:
                self._transcript(card)

    def mark(self, card: EvidenceCard) -> None:
        """Ask for a note at the moment that is shown."""
        self._playing.pause()
        at_us = self._playing.at_us
        number = self._view.stage.frame_at(at_us)
        words = timecode(at_us) + ("" if number is None else f" · {frame(number)}")
        dialog = MarkDialog(words, self._view)

        def keep(text: str) -> None:
            errand = self._session.on_vault(
                lambda vault: moments.mark(vault, card.id, at_us, number, text)
            ).belongs_to(dialog)
            errand.succeeded.connect(dialog.accept)
            errand.succeeded.connect(self.made)
            errand.failed.connect(lambda error: dialog.show_refused(speech.error_text(error)))

        dialog.agreed.connect(keep)
        self._open(dialog)

    def compare(self, made: EvidenceCard, known: Known) -> None:
        """Show an item beside what it was made from; looking at the other one is written down."""
        own = known.sheet.card
        desk = self._session.desk

        def read(_token: CancelToken) -> Known:
            viewing.open_sheet(desk, made.id)
            return desk.on_vault(lambda vault: known_of(vault, made.id))

        if made.id == own.id and known.kin.origin is not None:
            origin = known.kin.origin

            def read_origin(_token: CancelToken) -> Known:
                viewing.open_sheet(desk, origin.id)
                return known

            errand = self._session.bench(read_origin)
        else:
            errand = self._session.bench(read)
        errand.belongs_to(self).succeeded.connect(self._on_comparable)
        errand.failed.connect(self._view.message.show_error)

    # -- one by one -----------------------------------------------------------------------------

    def _still(self, card: EvidenceCard) -> None:
        at_us = self._playing.at_us
        name = f"{_stem(card)} {timecode(at_us).replace(':', '.')}.png"
        self._view.message.show_message("", self.tr("Making and sealing it …"))
        errand = self._derive(card, (Still(at_us),), name, "")
        errand.belongs_to(self).failed.connect(self._view.message.show_error)

    def _draw(self, card: EvidenceCard) -> None:
        film = card.kind in FILMS
        at_us = self._playing.at_us if film else None
        moment = "" if at_us is None else f" {timecode(at_us).replace(':', '.')}"
        name = self.tr("{stem} with marks.png").format(stem=f"{_stem(card)}{moment}")
        dialog = DrawingDialog(name, self._view)
        desk = self._session.desk
        dialog.begin(self.tr("Opening the sealed bytes"))
        errand = self._session.bench(lambda _token: _picture(desk, card, SHOWN, at_us)).belongs_to(
            dialog
        )

        def show(image: QImage) -> None:
            size = upright(card, image.size())
            dialog.show_picture(QPixmap.fromImage(image), size.width(), size.height())

        def make(steps: tuple[Draw, ...], name: str, note: str) -> None:
            recipe: tuple[Step, ...] = steps if at_us is None else (Still(at_us), *steps)
            self._for(dialog, self._derive(card, recipe, name, note))

        errand.succeeded.connect(show)
        errand.failed.connect(lambda error: dialog.show_refused(speech.error_text(error)))
        dialog.agreed.connect(make)
        self._open(dialog)

    def _clip(self, card: EvidenceCard) -> None:
        begin = self._playing.at_us
        length = self._view.stage.length_us
        if begin >= length - 1:
            begin = 0
        end = min(begin + CLIP_US, length) if length else begin + CLIP_US
        film = card.kind in FILMS
        name = self.tr("{stem} clip").format(stem=_stem(card)) + PurePath(card.name).suffix
        dialog = ClipDialog(name, begin, end, length or end, film=film, parent=self._view)

        def make(step: Clip, name: str, note: str) -> None:
            self._for(dialog, self._derive(card, (step,), name, note))

        dialog.agreed.connect(make)
        self._open(dialog)

    def _cover(self, card: EvidenceCard) -> None:
        stage = self._view.stage
        name = self.tr("{stem} covered.mp4").format(stem=_stem(card))
        length = stage.length_us or (card.duration_ms or 1) * MILLI
        at_us = min(self._playing.at_us, length - 1)
        dialog = CoverDialog(name, at_us, length, stage.frame_us, self._view)
        covering = Covering(self._session, card, dialog)

        def make(steps: tuple[Step, ...], name: str, note: str) -> None:
            covering.make(self._derive(card, steps, name, note))

        dialog.agreed.connect(make)
        self._open(dialog)
        covering.fetch(at_us)

    def _transcript(self, card: EvidenceCard) -> None:
        name = self.tr("{stem} transcript.txt").format(stem=_stem(card))
        dialog = TranscriptDialog(name, lambda: self._playing.at_us, self._view)
        dialog.toggle_requested.connect(self._playing.player.toggle)

        def make(step: Transcript, name: str) -> None:
            self._for(dialog, self._derive(card, (step,), name, ""))

        dialog.agreed.connect(make)
        self._open(dialog, modal=False)

    @Slot(object)
    def _on_comparable(self, known: Known) -> None:
        kin, made = known.kin, known.sheet.card
        if kin.origin is None or kin.derivation is None:
            return
        origin, derivation = kin.origin, kin.derivation
        dialog = CompareDialog(origin, made, derivation, self._view)
        desk = self._session.desk
        at_us = _moment(derivation)
        for side, card, moment in ((dialog.origin, origin, at_us), (dialog.made, made, None)):
            self._fill(dialog, side, card, moment)

        def redo() -> None:
            errand = self._session.bench(
                lambda token: deriving.redo(desk, made.id, token.check)
            ).belongs_to(dialog)
            errand.succeeded.connect(lambda same: dialog.show_redone(same=same))
            errand.failed.connect(lambda error: dialog.show_refused(speech.error_text(error)))

        dialog.redo_requested.connect(redo)
        self._open(dialog)

    def _fill(
        self, dialog: CompareDialog, side: Side, card: EvidenceCard, at_us: int | None
    ) -> None:
        desk = self._session.desk
        if card.kind is Kind.TEXT:
            text = self._session.bench(lambda _token: viewing.text(desk, card.id))
            text.belongs_to(dialog).succeeded.connect(side.show_text)
            return
        picture = self._session.bench(
            lambda _token: _picture(desk, card, COMPARED, at_us, open_=False)
        )
        picture.belongs_to(dialog).succeeded.connect(
            lambda image: side.show_picture(QPixmap.fromImage(image))
        )

    # -- together -------------------------------------------------------------------------------

    def _derive(
        self, card: EvidenceCard, steps: tuple[Step, ...], name: str, note: str
    ) -> Errand[EvidenceId]:
        desk = self._session.desk
        errand = self._session.bench(
            lambda token: deriving.derive(
                desk, card.id, steps, name, note=note, check=token.check, report=token.report
            )
        )
        errand.succeeded.connect(self._on_made)
        return errand

    def _for(
        self, dialog: DrawingDialog | ClipDialog | TranscriptDialog, errand: Errand[EvidenceId]
    ) -> None:
        errand.belongs_to(dialog)
        errand.succeeded.connect(dialog.accept)
        errand.failed.connect(lambda error: dialog.show_refused(speech.error_text(error)))

    @Slot(object)
    def _on_made(self, item: EvidenceId) -> None:
        errand = self._session.on_vault(lambda vault: evidence.by_id(vault, item))
        errand.belongs_to(self).succeeded.connect(self._on_sealed)
        self.made.emit()
        self._session.changed.emit()

    @Slot(object)
    def _on_sealed(self, card: EvidenceCard) -> None:
        title = self.tr("Sealed as item {number}").format(number=card.number)
        text = self.tr("{name}. It stands on the right under original and derivatives.")
        self._view.message.show_message(title, text.format(name=card.name), "good")

    def _open(self, dialog: QDialog, *, modal: bool = True) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._dialogs.append(dialog)
        dialog.finished.connect(lambda _result: self._dialogs.remove(dialog))
        if modal:
            dialog.open()
        else:
            dialog.show()


def _picture(
    desk: Desk, card: EvidenceCard, longest: int, at_us: int | None, *, open_: bool = True
) -> QImage:
    """Render an item's picture off the main thread; `open_`: even a sensitive one as it is."""
    try:
        made = viewing.picture(desk, card.id, longest=longest, at_us=at_us)
    except InvalidInputError:
        if open_:
            raise
        return QImage()
    image = QImage.fromData(made.jpeg, "JPEG")  # type: ignore[arg-type]  # the stub asks for bytes, the binding for text
    shielded = desk.on_vault(lambda vault: moments.shielded(vault, [card.number]))
    return veiled(image) if shielded and not open_ else image


def _moment(derivation: Derivation) -> int | None:
    first = derivation.steps[0]
    if isinstance(first, Still):
        return first.at_us
    return first.from_us if isinstance(first, Clip) else None


def _stem(card: EvidenceCard) -> str:
    return PurePath(card.name).stem or card.name
