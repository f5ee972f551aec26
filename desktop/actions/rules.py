# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules in use: the rows that ship with Segel, or those of a newer pack that was taken.

A taken pack that cannot be read any more never keeps a vault shut: the rows that ship are used, and
a standing remark says so.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Final
from weakref import WeakKeyDictionary

import resources.reference
from db.casework.consistency import flaws
from db.casework.reference import EDITION, KINDS, Reference
from db.casework.regions import Regions
from db.errors import InvalidInputError, SegelError
from db.model.flaw import Discrepancy, Flaw
from db.model.people import Right
from db.store import packs
from db.store.packs import Taken
from db.store.vault import Vault


@dataclass(frozen=True, slots=True)
class Rulebook:
    """What the rules of casework are judged by: one edition of the rows, and the regions.

    `taken`: the pack it came in, or None for the rows that ship.  `standing`: what keeps a newer
    pack from being used.
    """

    reference: Reference
    regions: Regions
    taken: Taken | None = None
    standing: tuple[Discrepancy, ...] = ()


@dataclass(frozen=True, slots=True)
class Issued:
    """A pack that was just signed."""

    edition: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Table:
    """How many rows of a kind an edition has, and how many of them are verified."""

    kind: str
    rows: int
    verified: int


_READ: Final[WeakKeyDictionary[Vault, tuple[int, Rulebook]]] = WeakKeyDictionary()
"""The pack each open vault uses, by the entry that took it."""


@cache
def reference() -> Reference:
    """Return the rows that ship with this Segel."""
    return Reference.from_files(resources.reference.files())


@cache
def regions() -> Regions:
    """Return the places that ship with this Segel."""
    return _regions(reference())


@cache
def rulebook() -> Rulebook:
    """Return both together."""
    return Rulebook(reference(), regions())


def in_use(vault: Vault) -> Rulebook:
    """Return the rules this vault goes by: the newer of what ships and what was taken."""
    built_in = rulebook()
    try:
        newest = next(iter(packs.taken(vault)), None)
        if newest is None or packs.rank(newest.edition) <= packs.rank(built_in.reference.edition):
            return built_in
        known = _READ.get(vault)
        if known is None or known[0] != newest.seq:
            known = _READ[vault] = (newest.seq, _of_pack(vault, newest))
    except (SegelError, ValueError) as error:
        return replace(built_in, standing=(_remark(vault, error),))
    return known[1]


def tables(rows: Reference) -> tuple[Table, ...]:
    """Return the tables of an edition, forms last."""
    named = ((kind, getattr(rows, kind)) for kind in (*KINDS, "forms"))
    return tuple(
        Table(kind, len(found), sum(one.verified for one in found)) for kind, found in named
    )


def take_pack(vault: Vault, data: bytes) -> Rulebook:
    """Take a signed pack of reference rows and return the rules that are in use from now on.

    Raise one of the kinds of `packs.PackRefusedError`, or NotPermittedError.
    """
    vault.must(Right.READ)
    edition = packs.opened(vault, data).edition
    before = in_use(vault).reference

    def judge(files: Mapping[str, str]) -> None:
        must_follow(before, _read(files), edition)

    packs.take(vault, data, built_in=reference().edition, judge=judge)
    return in_use(vault)


def issue_pack(vault: Vault, files: Mapping[str, bytes], issuer: str) -> Issued:
    """Return the rows of an office as a pack signed by the Ketua, once they are found to be good.

    `files`: by name, as `resources.reference.files`.  Raise InvalidInputError with `what`
    "rows-folder", "rows-text", "rows", "edition" or "issuer", and NotPermittedError.
    """
    vault.must(Right.ACCOUNTS)
    if EDITION not in files:
        message = "there are no reference rows here"
        raise InvalidInputError(message, what="rows-folder")
    texts = {name: _text(name, data) for name, data in files.items()}
    try:
        made = _read(texts)
        must_follow(in_use(vault).reference, made, made.edition)
    except ValueError as error:
        message = "these rows cannot be used"
        raise InvalidInputError(message, what="rows", why=str(error)[:200]) from error
    return Issued(made.edition, packs.issue(vault, made.edition, texts, issuer))


def must_follow(before: Reference, after: Reference, edition: str) -> None:
    """Raise ValueError unless `after` can come into use after `before`.

    Its rows fit together, it is of the edition it was signed as, and no form is gone on which
    papers may have been filled in: a form that is used no more has an end, and stays.
    """
    if after.edition != edition:
        message = f"{EDITION} says {after.edition}, the pack says {edition}"
        raise ValueError(message)
    found = flaws(after)
    if found:
        rest = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
        message = f"{found[0]}{rest}"
        raise ValueError(message)
    gone = sorted({form.name for form in before.forms} - {form.name for form in after.forms})
    if gone:
        message = f"{', '.join(gone)}: papers may have been filled in on it, and it is gone"
        raise ValueError(message)


def _of_pack(vault: Vault, newest: Taken) -> Rulebook:
    pack = packs.current(vault)
    found = _read({} if pack is None else pack.files)
    mine = reference()
    same = (found.provinces, found.former_regions) == (mine.provinces, mine.former_regions)
    return Rulebook(found, regions() if same else _regions(found), newest)


def _read(files: Mapping[str, str]) -> Reference:
    """Return the rows of a pack; raise ValueError naming what cannot be read."""
    return Reference.from_files({name: text.encode() for name, text in files.items()})


def _regions(rows: Reference) -> Regions:
    return Regions(resources.reference.region_files(), rows.provinces, rows.former_regions)


def _text(name: str, data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        message = "a file of rows is UTF-8 text"
        raise InvalidInputError(message, what="rows-text", file=name) from error


def _remark(vault: Vault, error: Exception) -> Discrepancy:
    try:
        edition = packs.taken(vault)[0].edition
    except (SegelError, ValueError, IndexError):
        edition = ""
    return Discrepancy(Flaw.UNREADABLE, f"reference {edition}".rstrip(), str(error))
