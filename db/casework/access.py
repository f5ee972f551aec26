# SPDX-License-Identifier: GPL-3.0-or-later
"""Whom a case should be hidden from, on a laptop that several people share, and who takes it over.

Namesakes are only proposed; a case says itself whom it is hidden from, and the store keeps to it
(`db.store.hiding`).
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from db.casework.answers import person, rows, text, texts
from db.casework.conditions import People
from db.casework.paper import Part, Values
from db.casework.reference import Reference, Route
from db.model.ids import AccountId, PaperId
from db.model.people import Account

LIMITED: Final = "akses_terbatas_dari"
ETHICS_OF_SUPERVISORS: Final = "ETIK/PENGAWAS_AD_HOC"
"""Case type of what supervisors themselves are accused of; others decide it."""

_TITLES: Final = frozenset({"dr", "dra", "drg", "drs", "h", "hj", "ir", "kh", "prof"})
_DEGREE: Final = re.compile(r"\w{1,3}(\.\w+)+\.?")
_CODED: Final = re.compile(r"([A-Z]+)-(\d{1,4})")


class Because(StrEnum):
    """Why somebody on this laptop may be whom a case is about."""

    SAME_NAME = "same-name"
    MARKED = "marked"


@dataclass(frozen=True, slots=True)
class Conflict:
    """An account the case should be hidden from.  `person`: the page it was noticed on, if any."""

    account: AccountId
    name: str
    because: Because
    person: PaperId | None


def hidden_from(case_values: Values) -> frozenset[AccountId]:
    """Return the accounts a case says it is hidden from."""
    return frozenset(AccountId(one) for one in texts(case_values, LIMITED))


def conflict(
    case_values: Values, people: People, accounts: Iterable[Account]
) -> tuple[Conflict, ...]:
    """Return whom a case should be hidden from and is not yet.

    An account is meant when a reported person's page carries it (`akun`), or when their names are
    the same but for titles, case, accents and order of words.  It is a proposal: two people may
    share a name.
    """
    already = hidden_from(case_values)
    open_accounts = [one for one in accounts if one.id not in already]
    found: dict[AccountId, Conflict] = {}
    for who, name, marked in _accused(case_values, people):
        for account in open_accounts:
            because = None
            if marked and marked == account.id:
                because = Because.MARKED
            elif name and same_name(name, account.name):
                because = Because.SAME_NAME
            if because and (account.id not in found or because is Because.MARKED):
                found[account.id] = Conflict(account.id, account.name, because, who)
    return tuple(found.values())


def same_name(one: str, other: str) -> bool:
    """Tell whether two spellings may be one name: "Hj. Nurhayati, S.H." and "NURHAYATI"."""
    first, second = _bare(one), _bare(other)
    return bool(first) and first == second


def taken_over_by(
    reference: Reference, case_values: Values, *, day: date, regime: str
) -> Route | None:
    """Return who takes a case over that is about a supervisor of this office, or None.

    That is so where the case is of the type for supervisors or is hidden from somebody here.
    """
    if ETHICS_OF_SUPERVISORS in texts(case_values, "jenis") or hidden_from(case_values):
        return reference.route(ETHICS_OF_SUPERVISORS, day, regime)
    return None


def next_code_name(part: Part, taken: Iterable[str]) -> str:
    """Return the code name for the next protected person of a case: "SAKSI-2"."""
    numbers = [
        int(match[2])
        for one in taken
        if (match := _CODED.fullmatch(one.strip().upper())) and match[1] == part.value
    ]
    return f"{part.value}-{max(numbers, default=0) + 1}"


def _accused(case_values: Values, people: People) -> Iterator[tuple[PaperId | None, str, str]]:
    """Yield page, name and marked account of everybody reported, on pages and in rows alike."""
    for row in rows(case_values, "pihak"):
        if text(row, "peran") == Part.REPORTED.value:
            yield _of_row(row, people)
    for key in ("terlapor", "pelaku"):
        for row in rows(case_values, key):
            yield _of_row(row, people)


def _of_row(row: Values, people: People) -> tuple[PaperId | None, str, str]:
    who = person(row.get("orang")) or person(row)
    page: Values = people.get(who, {}) if who is not None else {}
    return who, text(row, "nama") or text(page, "nama"), text(row, "akun") or text(page, "akun")


def _bare(name: str) -> tuple[str, ...]:
    """Return a name's words without titles, degrees, accents and marks, ordered by the alphabet."""
    plain = unicodedata.normalize("NFKD", name.casefold()).partition(",")[0]
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    words = (re.sub(r"[\W_]", "", word) for word in plain.split() if not _DEGREE.fullmatch(word))
    return tuple(sorted(word for word in words if word and word not in _TITLES))
