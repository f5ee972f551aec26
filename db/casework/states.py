# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a paper stands and who may move it where; the ways themselves are reference rows.

Every paper begins as a draft.  A kind without ways of its own takes those of the kind "*": it is
signed, and stays.  The day that chooses the rows is the day of the move.
"""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final

from db.casework.answers import filled
from db.casework.paper import PaperKind, Values
from db.casework.reference import Reference, State, Transition, in_force
from db.errors import InvalidInputError, NotPermittedError
from db.model.people import Role

DRAFT: Final = "DRAF"
EVERY_KIND: Final = "*"


class OtherRoleError(NotPermittedError):
    """Somebody else must do this: `details["roles"]`, words of the field divided by commas."""

    code: ClassVar[str] = "other-role"


class NoSuchMoveError(InvalidInputError):
    """The paper cannot go there from where it stands: `details` "start" and "to"."""

    code: ClassVar[str] = "no-such-move"


class UnfilledError(InvalidInputError):
    """Fields the move needs are empty: `details["fields"]`, keys divided by commas."""

    code: ClassVar[str] = "unfilled"


@dataclass(frozen=True, slots=True)
class Move:
    """A way a paper can take now.

    `allowed`: the asking role may take it; if not, `way.roles` says who may.  `unfilled`: fields
    that must be filled first, those the move itself fixes (`way.sets`) not among them.
    """

    way: Transition
    state: State
    allowed: bool
    unfilled: tuple[str, ...]


def ways(reference: Reference, kind: PaperKind, day: date) -> tuple[Transition, ...]:
    """Return every way papers of a kind can take on a day."""
    rows = in_force(reference.transitions, day)
    own = tuple(way for way in rows if way.kind == kind.value)
    return own or tuple(way for way in rows if way.kind == EVERY_KIND)


def states(reference: Reference, kind: PaperKind, day: date) -> tuple[State, ...]:
    """Return every state papers of a kind can be in on a day, in the order they are passed."""
    rows = in_force(reference.states, day)
    own = tuple(state for state in rows if state.kind == kind.value)
    return own or tuple(state for state in rows if state.kind == EVERY_KIND)


def state_named(reference: Reference, kind: PaperKind, code: str) -> State | None:
    """Return a state for its words, the newest row of any day, or None for an unknown one."""
    for wanted in (kind.value, EVERY_KIND):
        known = [row for row in reference.states if row.kind == wanted and row.code == code]
        if known:
            return max(known, key=lambda row: row.valid_from)
    return None


def moves(
    kind: PaperKind,
    state: str,
    role: Role,
    reference: Reference,
    *,
    day: date,
    values: Values | None = None,
) -> tuple[Move, ...]:
    """Return the ways out of a state, those the role may take first.

    Ways that are for other papers than one with `values` (a report is not begun as a finding) are
    left out; those of other roles stay in, so that a screen can say who must act.
    """
    known = {row.code: row for row in states(reference, kind, day)}
    given: Values = values or {}
    found = [
        Move(
            way=way,
            state=known[way.to],
            allowed=role.value in way.roles,
            unfilled=tuple(key for key in way.needs if not filled(given.get(key))),
        )
        for way in ways(reference, kind, day)
        if way.start == state and way.to in known and (way.when is None or way.when.holds(given))
    ]
    return tuple(sorted(found, key=lambda move: not move.allowed))


def step(
    kind: PaperKind,
    state: str,
    to: str,
    role: Role,
    values: Values,
    *,
    reference: Reference,
    day: date,
) -> str:
    """Return the new state of a paper with `values`, the fields that come with the move included.

    Raises NoSuchMoveError, OtherRoleError or UnfilledError, in this order.
    """
    found = [
        move
        for move in moves(kind, state, role, reference, day=day, values=values)
        if move.way.to == to
    ]
    if not found:
        message = "the paper cannot go there from where it stands"
        raise NoSuchMoveError(message, start=state, to=to)
    move = found[0]
    if not move.allowed:
        message = "somebody else must do this"
        raise OtherRoleError(message, roles=", ".join(sorted(move.way.roles)))
    empty = (*move.unfilled, *(key for key in move.way.sets if not filled(values.get(key))))
    if empty:
        message = "fields the move needs are empty"
        raise UnfilledError(message, fields=", ".join(dict.fromkeys(empty)))
    return to


def signed(kind: PaperKind, role: Role, values: Values, *, reference: Reference, day: date) -> str:
    """Return the state a draft takes when it is signed; raises like `step`."""
    found = moves(kind, DRAFT, role, reference, day=day, values=values)
    if not found:
        message = "no way leads out of this draft"
        raise NoSuchMoveError(message, start=DRAFT, to="")
    return step(kind, DRAFT, found[0].way.to, role, values, reference=reference, day=day)
