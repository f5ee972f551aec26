# SPDX-License-Identifier: GPL-3.0-or-later
"""Gaps and sections in words and states, in the language the screen speaks."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from db.casework.answers import filled
from db.casework.form import Field, Form, Section
from db.casework.gap import Gap, Level
from db.casework.paper import Values
from desktop.views import speech
from desktop.views.form.steps import State, StepRow

EMPTY: Final = {"required", "expected"}
"""Codes of gaps that only say that nothing is filled."""


@dataclass(frozen=True, slots=True)
class Lack:
    """Something to be mended.  `path`: the field, "saksi.0.nama"; `where`: its caption.

    `words`: what is wrong, empty where it is simply not answered.  `blocks`: the paper cannot be
    signed with it.
    """

    path: str
    where: str
    words: str
    blocks: bool = True


def lack(form: Form, gap: Gap) -> Lack:
    """Return a gap in words."""
    words = "" if gap.code in EMPTY else _sentence(gap)
    return Lack(gap.path, where(form, gap.path), words, gap.level is Level.BLOCK)


def where(form: Form, path: str) -> str:
    """Return the captions along a path: "Saksi 1, Nama"."""
    spoken = speech.language()
    fields, found = form.fields(), list[str]()
    for part in path.split("."):
        if part.isdigit() and found:
            found[-1] = f"{found[-1]} {int(part) + 1}"
            continue
        field = next((one for one in fields if one.key == part), None)
        if field is None:
            break
        found.append(field.label.say(spoken))
        fields = field.fields
    return ", ".join(found)


def sentences(gaps: Sequence[Gap]) -> dict[str, str]:
    """Return a sentence for each path that has a gap; of several the first."""
    return {gap.path: _sentence(gap) for gap in reversed(gaps)}


def _sentence(gap: Gap) -> str:
    return speech.word(gap.phrase, **speech.dated(gap.details))


def step(section: Section, values: Values, *, lacking: frozenset[str], troubled: bool) -> StepRow:
    """Return a section as a step.

    `lacking`: keys of fields with gaps that block; `troubled`: it holds what is to be mended now.
    """
    asked = [one for one in section.fields if one.when is None or one.when.holds(values)]
    there = [one for one in asked if filled(values.get(one.key))]
    unmet = any(
        one.needed(values) and one not in there and not _answered_beside(one, values)
        for one in asked
    )
    if troubled:
        state = State.PROBLEM
    elif not there:
        state = State.EMPTY
    else:
        gaps = unmet or any(one.key in lacking for one in asked)
        state = State.STARTED if gaps else State.COMPLETE
    label = section.label.say(speech.language())
    name = f"{section.numeral}. {label}" if section.numeral else label
    return StepRow(section.key, name, state, len(there), len(asked))


def _answered_beside(field: Field, values: Values) -> bool:
    return bool(field.unless) and filled(values.get(field.unless))
