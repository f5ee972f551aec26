# SPDX-License-Identifier: GPL-3.0-or-later
"""Which cases are for one office of a kab/kota alone, and which office a case says that is."""

from typing import Final

from db.casework.access import ETHICS_OF_SUPERVISORS, hidden_from
from db.casework.answers import flag, text, texts
from db.casework.paper import Values

RECEIVER: Final = "penerima_kabkota"
ALONE: Final = "hanya_penerima"


def wished(values: Values) -> bool:
    """Tell whether somebody said that the receiving office alone may open this case."""
    return flag(values, ALONE)


def due(values: Values) -> bool:
    """Tell whether a case is kept apart where there are offices to keep it for.

    It is about supervisors themselves, or hidden from a colleague (Perbawaslu 7/2022, Pasal 20).
    """
    return ETHICS_OF_SUPERVISORS in texts(values, "jenis") or bool(hidden_from(values))


def receiver(values: Values) -> str:
    """Return the office a case names as its receiver, or an empty text."""
    return text(values, RECEIVER)
