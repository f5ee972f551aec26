# SPDX-License-Identifier: GPL-3.0-or-later
"""For whom this laptop seals what it sends: the offices in its card, or one of them for a case."""

from db.store import audiences, office
from db.store.audiences import Circle
from db.store.vault import Vault
from sync.enrolment import OfficeCard


def circle(vault: Vault) -> Circle:
    """Return the circle of the office in force; one of nobody before there is one."""
    cards = [OfficeCard.parse(card) for card in office.cards(vault)]
    circles = tuple(b"".join(sorted(card.office_keys)) for card in cards)
    if not cards:
        return Circle(b"")
    return Circle(circles[-1], circles, cards[-1].receivers)


def sealed_for(vault: Vault) -> tuple[bytes, ...]:
    """Return the audiences that parcels are sealed for as things stand."""
    made = audiences.lots(vault, circle(vault))
    return tuple(lot.keys for lot in made if lot.keys != audiences.NOBODY)
