# SPDX-License-Identifier: GPL-3.0-or-later
"""Files that belong together, on a card or as one page: a main file, and what is kept beside."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self

from db.model.canonical import Json
from db.model.evidence import EvidenceCard
from db.model.ids import EvidenceId


class Tie(StrEnum):
    """Why a file is kept with another."""

    SIDECAR = "SERTAAN"  # a camera's or a program's own note about the main file
    LIVE = "FOTO_HIDUP"  # the moving part of a live photo
    BURST = "BERUNTUN"  # a later picture of the same burst
    BUNDLE = "BERKAS"  # an exhibit of another vault's bundle; the main item is its papers
    PAGE = "HALAMAN"  # a further picture of a saved web page, or its archive


@dataclass(frozen=True, slots=True)
class Beside:
    """What an item was kept beside when it was sealed.

    `name`: the main file's name on the card.  `item`: the main file as an item, or empty when it
    could not be sealed.
    """

    tie: Tie
    name: str
    item: EvidenceId | None = None

    def to_json(self) -> Json:
        """Return the form kept in a record."""
        return {"item": self.item, "name": self.name, "tie": self.tie.value}

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Self:
        """Read what `to_json` wrote; raise KeyError, TypeError or ValueError on anything else."""
        item = value["item"]
        return cls(Tie(value["tie"]), value["name"], None if item is None else EvidenceId(item))


@dataclass(frozen=True, slots=True)
class Company:
    """What an item lay together with, as far as the working account may see it.

    `main`: what it was kept beside, or None.  `others`: what was kept beside it.
    """

    main: tuple[EvidenceCard, Tie] | None = None
    others: tuple[tuple[EvidenceCard, Tie], ...] = ()
