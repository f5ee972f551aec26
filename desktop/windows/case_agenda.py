# SPDX-License-Identifier: GPL-3.0-or-later
"""What a case asks for next, in words: its conditions and its steps."""

from collections.abc import Mapping

from db.casework import answers
from db.casework.conditions import Condition
from db.casework.form import FieldType, Form
from db.casework.paper import Paper, PaperKind
from db.casework.states import Move
from desktop.actions.caseload import REGISTERED
from desktop.views import speech
from desktop.views.case_facts import CheckFacts, MoveFacts
from desktop.windows.case_reading import CaseRead
from desktop.windows.case_words import CaseWords


class CaseAgenda:
    """Says which conditions are met, where the rest is filled, and which steps can be taken."""

    def __init__(self, read: CaseRead, words: CaseWords) -> None:
        self._read, self._file, self._words = read, read.file, words
        self._spoken = speech.language()

    def checks(self) -> Mapping[str, tuple[CheckFacts, ...]]:
        """Return the conditions by their groups."""
        found: dict[str, list[CheckFacts]] = {}
        source = answers.text(self._file.case.values, "sumber")
        kind = PaperKind.REPORT if source == "LAPORAN" else PaperKind.FINDING
        case_form = self._words.form_row(self._file.case.form)
        paper = self._paper_of_conditions(kind)
        form = self._words.form_row(kind.value if paper is None else paper.form)
        for one in self._file.conditions:
            names, where = [], self._file.case.id if paper is None else paper.id
            first = ""  # of the fields on the paper that the reader is led to
            for key in one.missing:
                asked = _asked(form, _alternatives(one, key))
                if asked:
                    names.append(self._words.field(form, asked))
                    first = first or _path(form, asked)
                else:
                    asked = _asked(case_form, _alternatives(one, key)) or key
                    names.append(self._words.field(case_form, asked))
                    on_case = where == self._file.case.id
                    first = first if on_case and first else _path(case_form, asked)
                    where = self._file.case.id
            found.setdefault(speech.word(one.group, "condition-group"), []).append(
                CheckFacts(
                    one.label.say(self._spoken), one.met, one.late, ", ".join(names), where, first
                )
            )
        return {group: tuple(lines) for group, lines in found.items()}

    def _paper_of_conditions(self, kind: PaperKind) -> Paper | None:
        for wanted in (kind, PaperKind.SUPERVISION):
            for paper in reversed(self._read.told):
                if paper.kind is wanted:
                    return paper
        return None

    def moves(self) -> list[MoveFacts]:
        """Return the steps as buttons."""
        return [
            MoveFacts(
                move.way.to,
                move.way.label.say(self._spoken),
                move.allowed,
                ", ".join(sorted(speech.word(role, "role") for role in move.way.roles)),
                move.allowed and self._ready(move) and "alasan" not in move.way.needs,
            )
            for move in self.ways_out()
        ]

    def ways_out(self) -> list[Move]:
        """Return the moves, those that carry the case on before those that need an excuse."""
        return sorted(
            self._file.moves,
            key=lambda move: (
                not move.allowed,
                self._ends(move.way.to),
                not self._ready(move),
                "alasan" in move.way.needs,
            ),
        )

    def _ends(self, state: str) -> bool:
        """Tell whether nothing but the archive follows on a state."""
        kind, rows = PaperKind.CASE.value, self._read.book.reference
        final = {row.code for row in rows.states if row.kind == kind and row.final}
        onward = {way.to for way in rows.transitions if way.kind == kind and way.start == state}
        return onward <= final

    def _ready(self, move: Move) -> bool:
        """Tell whether a case lacks nothing for a move but what the move itself asks for."""
        if move.way.to != REGISTERED:
            return True
        asked = {*move.way.needs, *move.way.sets}
        return all(
            one.met
            or (
                not one.late
                and bool(one.missing)
                and all(asked & set(_alternatives(one, key)) for key in one.missing)
            )
            for one in self._file.conditions
        )


def _alternatives(condition: Condition, key: str) -> tuple[str, ...]:
    """Return every field that would answer what is missing, the named one first."""
    for group in condition.rule.fields:
        paths = tuple(group.split("|"))
        if key in paths:
            return (key, *(path for path in paths if path != key))
    return (key,)


def _asked(form: Form | None, paths: tuple[str, ...]) -> str:
    """Return the first of the fields that a form asks, or an empty text."""
    keys = set() if form is None else {field.key for field in form.fields()}
    return next((path for path in paths if path.partition(".")[0] in keys), "")


def _path(form: Form | None, path: str) -> str:
    """Return where a field stands on a form: of rows, in the first one."""
    key, _, rest = path.partition(".")
    field = next((one for one in (form.fields() if form else ()) if one.key == key), None)
    if field is None:
        return ""
    return f"{key}.0.{rest}" if rest and field.type is FieldType.ROWS else path
