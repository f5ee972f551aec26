# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a case goes, and what its addressee will not take it without.

Addressees change while a cycle runs.  The day that chooses one is the day the case is passed on,
not the day of the event; `day_of_passing` reads it from the case, never from a clock.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from db.casework.answers import day as day_in
from db.casework.answers import filled, person, rows, text
from db.casework.conditions import People
from db.casework.paper import Part, Values
from db.casework.reference import Reference, Route, in_force, used_in
from db.model.ids import PaperId

PASSED: Final = (
    "tgl_diteruskan",
    "tgl_registrasi",
    "pleno_tanggal",
    "tgl_laporan",
    "tgl_ditemukan",
    "tgl_diketahui",
    "tgl_kejadian",
)
"""Days a case records of itself."""

OF_PERSONS: Final = frozenset(
    {"nama", "nip", "nik", "nrp", "jabatan", "instansi", "alamat", "hp", "wilayah"}
)
OR: Final = "_atau_"


@dataclass(frozen=True, slots=True)
class Lack:
    """Something an addressee asks for and the case has not.

    `need`: "nip_atau_nik".  `person`: whom it is missing of, or None for the case itself and for
    a reported person who has no page yet; `name` then says who.
    """

    need: str
    person: PaperId | None
    name: str


def day_of_passing(case_values: Values) -> date | None:
    """Return the day that chooses the addressee: the last one the case records of itself."""
    days = (day_in(case_values, key) for key in PASSED)
    return max((found for found in days if found is not None), default=None)


def routes(
    reference: Reference, types: Iterable[str], *, day: date, regime: str
) -> tuple[Route, ...]:
    """Return where a case of these types goes when it is passed on on `day`, each place once."""
    wanted = tuple(dict.fromkeys(types))
    usable = [row for row in in_force(reference.routes, day) if used_in(row.regimes, regime)]
    found = [row for kind in wanted for row in usable if row.type == kind]
    return tuple(dict.fromkeys(found))


def lacking(route: Route, case_values: Values, people: People) -> tuple[Lack, ...]:
    """Return what the addressee of `route` would send the case back for.

    A need such as "nip_atau_nik" is asked of every reported person; any other is a field of the
    case.  Blocks sending, never keeping.
    """
    found: list[Lack] = []
    for need in route.needs:
        fields = need.split(OR)
        if OF_PERSONS.issuperset(fields):
            found += _of_reported(need, fields, case_values, people)
        elif not any(filled(case_values.get(key)) for key in fields):
            found.append(Lack(need, None, ""))
    return tuple(found)


def missing(route: Route, case_values: Values, people: People) -> tuple[str, ...]:
    """Return the needs that are not met, each once; empty when the case is ready to be sent."""
    return tuple(dict.fromkeys(lack.need for lack in lacking(route, case_values, people)))


def reported(case_values: Values) -> tuple[PaperId, ...]:
    """Return the persons a case is about."""
    found = (
        person(row.get("orang"))
        for row in rows(case_values, "pihak")
        if text(row, "peran") == Part.REPORTED.value
    )
    return tuple(dict.fromkeys(who for who in found if who is not None))


def _of_reported(
    need: str, fields: list[str], case_values: Values, people: People
) -> Iterable[Lack]:
    who = reported(case_values)
    if not who:
        yield Lack(need, None, "")
    for one in who:
        values = people.get(one, {})
        if not any(text(values, key) for key in fields):
            yield Lack(need, one, text(values, "nama"))
