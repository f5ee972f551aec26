# SPDX-License-Identifier: GPL-3.0-or-later
"""A form that leads: steps at the left, questions in the middle, help and gaps at the right.

The view holds what is filled and tells each change (`edited`); the window keeps it and answers
with `show_saving`, `show_saved` and `show_gaps`.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QFrame, QStackedWidget, QWidget

from db.casework.filling import progress
from db.casework.form import Form, Section
from db.casework.gap import Gap, Level, blocking
from db.casework.paper import Values
from db.model.canonical import Json
from desktop.views import speech
from desktop.views.buttons import Button, quiet, secondary
from desktop.views.form.aside import Aside
from desktop.views.form.editor import Wanted, Wish
from desktop.views.form.frame import FieldFrame
from desktop.views.form.lacks import lack, sentences, step, where
from desktop.views.form.making import editor_for
from desktop.views.form.page import SectionPage, chain
from desktop.views.form.prose import LongEditor
from desktop.views.form.steps import StepRow, StepsPane
from desktop.views.form.supply import Supply
from desktop.views.forms import Spoken, column, row
from desktop.views.panels import MessagePanel

ROOMY: Final = 1080
"""From this width on there is room for help beside the questions."""
MARGIN: Final = 48
"""Pixels to be seen above and below the question one stands in."""
TIGHT: Final = 720
"""Below this width the steps are their states alone."""


class FormView(Spoken):
    """A form being filled.  `values`: what is filled so far; keys the form lacks are kept."""

    edited = Signal(str, object)  # key, its whole value or None; after a pause, or at once
    person_wanted = Signal(object)  # Wish: somebody new for the person field at its path
    evidence_wanted = Signal(object)  # Wish: items to be chosen for the field at its path
    section_changed = Signal(str)  # key of the section now shown

    def __init__(
        self, form: Form, values: Values, supply: Supply, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.form, self._supply = form, supply
        self._values: dict[str, Json] = dict(values)
        self._gaps: tuple[Gap, ...] | None = None  # until the window looked
        self._lacking: frozenset[str] = frozenset()  # keys of fields with gaps
        self._pointed = False  # whether gaps are marked at their fields
        self._offers: dict[str, tuple[str, Callable[[], str]]] = {}
        self._pages: dict[str, SectionPage] = {}
        self._key = ""
        self._pinned = False  # whether the person opened the pane where there is little room
        self.steps, self.aside = StepsPane(), Aside()
        self.steps.chosen.connect(self.show_section)
        self.aside.chosen.connect(self.go_to)
        self.message = MessagePanel()
        self._stack = QStackedWidget()
        self._back, self._on = secondary("left"), secondary("right")
        self._on.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self._back.clicked.connect(lambda: self._turn(-1))
        self._on.clicked.connect(lambda: self._turn(1))
        self._help = quiet("help")
        self._help.setCheckable(True)
        self._help.toggled.connect(self._on_pinned)
        self._deeds, self._added = row(spacing=8), list[Button]()
        self._saved: datetime | None = None
        self._state = ""
        self._trouble = ""
        self._build()
        app = QApplication.instance()
        assert isinstance(app, QApplication)  # noqa: S101 - a widget cannot be without one
        app.focusChanged.connect(self._on_focus)
        self._tell()
        self.show_section(next(iter(self._asked())).key)

    def _build(self) -> None:
        foot = QFrame()
        foot.setObjectName("foot")
        line = row(self._back, self._on, self._help, 0, self._deeds, spacing=8)
        line.setContentsMargins(24, 10, 16, 10)
        foot.setLayout(line)
        centre = column(self.message, self._stack, foot, spacing=0)
        centre.setStretch(1, 1)
        whole = row(self.steps, centre, self.aside, spacing=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        for keys, way in (("Ctrl+PgDown", 1), ("Ctrl+PgUp", -1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda way=way: self._turn(way))
        self.retranslate()

    # -- what a window tells ------------------------------------------------------------------

    def values(self) -> dict[str, Json]:
        """Return what is filled, the last key included."""
        self.flush()
        return dict(self._values)

    def flush(self) -> None:
        """Tell at once what was typed and not told yet."""
        for page in tuple(self._pages.values()):  # an edit may make a page of its own
            page.flush()

    def show_values(self, values: Values) -> None:
        """Show other values, such as a draft kept elsewhere; nothing is emitted."""
        self._values = dict(values)
        for page in self._pages.values():
            for key in page.frames:
                page.show_value(key, self._values.get(key))
        self._tell()

    def fill(self, path: str, value: Json) -> None:
        """Fill a field for the person, at "bukti" or "saksi.0.orang"; it is told as an edit."""
        key, _, rest = path.partition(".")
        page = self._page_of(key)
        frame = None if page is None else page.frames[key].at(rest)
        if frame is not None:
            frame.fill(value)

    def show_gaps(self, gaps: Sequence[Gap]) -> None:
        """Show what is still missing or wrong beside the form, what keeps it unsigned first."""
        self._gaps = tuple(sorted(gaps, key=lambda gap: gap.level is not Level.BLOCK))
        self._lacking = frozenset(gap.path.partition(".")[0] for gap in blocking(gaps))
        self._say_gaps()
        if self._pointed:
            self.point_out()
        else:
            self._tell()

    def point_out(self) -> None:
        """Mark every gap at its field too, as after an attempt to sign; new ones from now on."""
        self._pointed = True
        for page in self._pages.values():
            page.show_lacks(sentences(self._gaps or ()))
        self._tell()

    def show_saving(self) -> None:
        """Say that the last edit is on its way to the vault."""
        self._state, self._trouble = "saving", ""
        self._say_saved()

    def show_saved(self, at: datetime) -> None:
        """Say when the last edit was kept."""
        self._saved, self._state, self._trouble = at, "saved", ""
        self._say_saved()

    def show_not_saved(self, words: str) -> None:
        """Say that the last edit could not be kept, and why."""
        self._state, self._trouble = "trouble", words
        self._say_saved()

    def add_deed(self, button: Button) -> None:
        """Put a button of the window, such as the one that signs, at the end of the form."""
        self._deeds.addWidget(button)
        button.show()
        self._added.append(button)
        self._order()

    def offer_text(self, key: str, words: str, make: Callable[[], str]) -> None:
        """Offer to write the beginning of a long text, such as the opening sentence."""
        self._offers[key] = (words, make)
        for page in self._pages.values():
            self._offer(page)

    @Slot(str)
    def show_section(self, key: str) -> None:
        """Turn to a section."""
        section = next((one for one in self._asked() if one.key == key), None)
        if section is None or key == self._key:
            self.steps.mark(self._key)
            return
        if self._key in self._pages:
            self._pages[self._key].flush()
        self._key = key
        page = self._page(section)
        page.meet(self._values)
        self._stack.setCurrentWidget(page)
        page.verticalScrollBar().setValue(0)
        self._show_help(QApplication.focusWidget())
        self._tell()
        self._order()
        self.section_changed.emit(key)

    @Slot(str)
    def go_to(self, path: str) -> None:
        """Turn to a field, "saksi.0.nama", and stand in it.

        One that is not asked, as things are filled, is not shown: the form says so, and stands in
        the question that decides it.
        """
        key, _, rest = path.partition(".")
        page = self._page_of(key)
        if page is None:
            return
        decides = self._decider(page, key)
        self.message.setVisible(bool(decides))
        if decides:
            self._say_unasked(path, decides)
            page, key, rest = self._page_of(decides) or page, decides, ""
        self.show_section(page.section.key)
        frame = page.frames[key].at(rest) or page.frames[key]
        frame.setFocus(Qt.FocusReason.ShortcutFocusReason)
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        page.ensureWidgetVisible(frame, 0, MARGIN)

    # -- events -------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Keep F1 for the help of this form while its pane is closed."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_F1
            and self.aside.isHidden()
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Go on with Enter, help with F1, close the pane with Esc."""
        if event.key() == Qt.Key.Key_F1 and self.aside.isHidden():
            self._help.setChecked(True)
        elif event.key() == Qt.Key.Key_Escape and self._pinned:
            self._help.setChecked(False)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._on_enter()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Use the room there is."""
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Stand in the first question, unless somebody stands in the form already."""
        super().showEvent(event)
        focus = self.window().focusWidget()
        if not _frames(focus) or not self.isAncestorOf(focus):
            self._stand_first()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Keep what was typed when the form goes out of sight."""
        super().hideEvent(event)
        self.flush()

    def retranslate(self) -> None:
        """Speak the language that is on."""
        spoken = speech.language()
        official = self.form.official if self.form.verified else ""
        self.steps.say(self.form.title.say(spoken), official)
        self._back.say(self.tr("Previous"), self.tr("Previous section (Ctrl+Page Up)"))
        self._on.say(self.tr("Next"), self.tr("Next section (Ctrl+Page Down)"))
        for page in self._pages.values():
            page.retranslate()
        self._say_saved()
        self._say_gaps()
        self._tell()

    # -- inside ------------------------------------------------------------------------------

    def _asked(self) -> tuple[Section, ...]:
        return tuple(one for one in self.form.sections if one.asked(self._values))

    def _page(self, section: Section) -> SectionPage:
        page = self._pages.get(section.key)
        if page is None:
            page = SectionPage(section, self._values, self._supply, editor_for)
            page.edited.connect(self._on_edited)
            page.wished.connect(self._on_wished)
            page.reshaped.connect(self._order)
            page.show_help(shown=self.aside.isHidden())
            self._pages[section.key] = page
            self._offer(page)
            if self._pointed:
                page.show_lacks(sentences(self._gaps or ()))
            self._stack.addWidget(page)
        return page

    def _page_of(self, key: str) -> SectionPage | None:
        for section in self.form.sections:
            if any(field.key == key for field in section.fields):
                return self._page(section)
        return None

    def _decider(self, page: SectionPage, key: str) -> str:
        """Return the key of the question for whose answer another is not asked, or nothing."""
        for when in (page.section.when, page.frames[key].field.when):
            if when is not None and not when.holds(self._values):
                above = self._page_of(when.field)
                return (above and self._decider(above, when.field)) or when.field
        return ""

    def _say_unasked(self, path: str, decides: str) -> None:
        self.message.show_message(
            self.tr("\u201c{field}\u201d is not asked").format(field=where(self.form, path)),
            self.tr("Whether it is asked depends on \u201c{field}\u201d.").format(
                field=where(self.form, decides)
            ),
        )

    def _offer(self, page: SectionPage) -> None:
        for key, (words, make) in self._offers.items():
            frame = page.frames.get(key)
            if frame is not None and isinstance(frame.editor, LongEditor):
                frame.editor.offer(words, make)

    def _tell(self) -> None:
        """Show steps and progress as things are filled now."""
        rows = [self._step(section) for section in self._asked()]
        self.steps.show_steps(rows)
        self.steps.show_progress(*progress(self.form, self._values))
        self.steps.mark(self._key)
        keys = [one.key for one in rows]
        place = keys.index(self._key) if self._key in keys else 0
        for number, key in enumerate(keys, start=1):
            if key in self._pages:
                self._pages[key].stand(number, len(keys))
        self._back.setEnabled(place > 0)
        self._on.setEnabled(place < len(keys) - 1)

    def _step(self, section: Section) -> StepRow:
        page = self._pages.get(section.key)
        lacking = any(field.key in self._lacking for field in section.fields)
        troubled = (page is not None and page.troubled) or (lacking and self._pointed)
        return step(section, self._values, lacking=self._lacking, troubled=troubled)

    def _turn(self, step: int) -> None:
        keys = [one.key for one in self._asked()]
        place = keys.index(self._key) + step if self._key in keys else 0
        if 0 <= place < len(keys):
            self.show_section(keys[place])
            self._stand_first()

    def _stand_first(self) -> None:
        leaves = self._pages[self._key].leaves()
        if leaves:
            leaves[0].setFocus(Qt.FocusReason.TabFocusReason)

    def _order(self) -> None:
        page = self._pages.get(self._key)
        if page is not None:
            foot = [self._back, self._on, self._help, *self._added, self.aside.list]
            chain([*self.steps.steps.values(), *page.order(), *foot])

    def _fit(self) -> None:
        roomy = self.width() >= ROOMY
        shown = roomy or self._pinned
        if shown == self.aside.isHidden():
            self.aside.setVisible(shown)
            for page in self._pages.values():
                page.show_help(shown=not shown)
        self._help.setVisible(not roomy)
        self.steps.set_narrow(narrow=self.width() < TIGHT or (self._pinned and not roomy))

    def _say_gaps(self) -> None:
        if self._gaps is not None:
            self.aside.show_lacks([lack(self.form, gap) for gap in self._gaps])
        count = len(self._gaps or ())
        self._help.say(
            self.tr("Help, {count} to do").format(count=count) if count else self.tr("Help")
        )

    def _say_saved(self) -> None:
        mark = self.steps.saved
        if self._state == "saved" and self._saved is not None:
            at = speech.clock(self._saved)
            mark.show_status("tick", "good", self.tr("Saved {at}").format(at=at))
        elif self._state == "saving":
            mark.show_status("disk", "", self.tr("Saving \u2026"))
        elif self._state == "trouble":
            mark.show_status("warning", "bad", self._trouble)
        else:
            mark.show_status("disk", "", self.tr("Saved automatically"))

    def _show_help(self, widget: QWidget | None) -> None:
        around = _frames(widget)
        if not around or not self.isAncestorOf(around[0]):
            self.aside.show_help("", "")
            return
        field, spoken = around[0].field, speech.language()
        words = "" if field.help is None else field.help.say(spoken)
        self.aside.show_help(field.label.say(spoken), words)

    def _on_enter(self) -> None:
        widget = QApplication.focusWidget()
        if isinstance(widget, QAbstractButton):
            chip = widget.property("kind") == "chip" and widget.isCheckable()
            if not (chip and widget.isChecked()):
                widget.click()
            if not chip:
                return
        page = self._pages[self._key]
        leaves = page.leaves()
        here = next((at for at, one in enumerate(leaves) if _holds(one, widget)), None)
        if here is None or here == len(leaves) - 1:
            self._turn(1)
        else:
            leaves[here + 1].setFocus(Qt.FocusReason.TabFocusReason)
            page.ensureWidgetVisible(leaves[here + 1], 0, MARGIN)

    @Slot(bool)
    def _on_pinned(self, pinned: bool) -> None:  # noqa: FBT001 - Qt's signal
        self._pinned = pinned
        self._fit()

    @Slot(QWidget, QWidget)
    def _on_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        before, after = _frames(old), _frames(new)
        for frame in before:
            if frame not in after and self.isAncestorOf(frame):
                frame.flush()
        if before and self.isAncestorOf(before[0]):
            self._tell()
        if new is not None and after and self.isAncestorOf(after[0]):
            self._show_help(new)
            if QApplication.mouseButtons() == Qt.MouseButton.NoButton:
                self._pages[self._key].ensureWidgetVisible(new, 0, MARGIN)

    @Slot(str, object)
    def _on_edited(self, key: str, value: Json) -> None:
        if value is None:
            self._values.pop(key, None)
        else:
            self._values[key] = value
        page = self._pages.get(self._key)
        if page is not None:
            page.meet(self._values)
        self._tell()
        self.edited.emit(key, value)

    @Slot(object)
    def _on_wished(self, wish: Wish) -> None:
        signal = self.person_wanted if wish.what is Wanted.PERSON else self.evidence_wanted
        signal.emit(wish)


def _frames(widget: QWidget | None) -> list[FieldFrame]:
    """Return the frames around a widget, the innermost first."""
    found: list[FieldFrame] = []
    while widget is not None:
        if isinstance(widget, FieldFrame):
            found.append(widget)
        widget = widget.parentWidget()
    return found


def _holds(frame: FieldFrame, widget: QWidget | None) -> bool:
    return bool(_frames(widget)) and _frames(widget)[0] is frame
