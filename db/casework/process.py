# SPDX-License-Identifier: GPL-3.0-or-later
"""Rows of procedure: where papers stand, how they move on, and what must be there for it."""

from dataclasses import dataclass

from db.casework.form import When
from db.casework.rows import Row


@dataclass(frozen=True, slots=True)
class State(Row):
    """Where a paper of a kind can stand.  `code`: unique within `kind`; `final`: it ends there."""

    kind: str
    final: bool


@dataclass(frozen=True, slots=True)
class Transition(Row):
    """A way from one state to another; the label is the verb on its button.

    `kind`: of paper, "*" for those without ways of their own.  `start`: the state it leaves, "DRAF"
    where a paper is signed.  `roles`: who may take it.  `needs`: fields that must be filled.
    `sets`: days or moments it fixes, filled as well.  `when`: only for papers like this.
    """

    kind: str
    start: str
    to: str
    roles: frozenset[str]
    needs: tuple[str, ...]
    sets: tuple[str, ...]
    when: When | None = None


@dataclass(frozen=True, slots=True)
class ConditionRule(Row):
    """A formal or material condition.  `group`: "FORMAL" or "MATERIEL".

    `acts_for`: "LAPORAN", "TEMUAN".  `check`: "filled" (each of `fields`, where "a|b" asks for
    one of two and "pelapor.alamat" looks into a person or into rows), "evidence" (one item or one
    of `fields`), or "in-time" (`fields` are the day it began and the day it was done).
    """

    group: str
    acts_for: str
    regimes: frozenset[str]
    check: str
    fields: tuple[str, ...]
