# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules that ship with Segel, read once: reference rows and the places they speak of."""

from dataclasses import dataclass
from functools import cache

import resources.reference
from db.casework.reference import Reference
from db.casework.regions import Regions


@dataclass(frozen=True, slots=True)
class Rulebook:
    """What the rules of casework are judged by: one edition of the rows, and the regions."""

    reference: Reference
    regions: Regions


@cache
def reference() -> Reference:
    """Return the rows that ship with this Segel."""
    return Reference.from_files(resources.reference.files())


@cache
def regions() -> Regions:
    """Return the places that ship with this Segel."""
    rows = reference()
    return Regions(resources.reference.region_files(), rows.provinces, rows.former_regions)


@cache
def rulebook() -> Rulebook:
    """Return both together."""
    return Rulebook(reference(), regions())
