# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether a sealed item is at the office, as far as a receipt says so."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Dispatch:
    """Where one item stands on its way to the office in force.

    `said_us`: when the office signed for all its sealed bytes, by its clock; None while it waits.
    """

    said_us: int | None
