# SPDX-License-Identifier: GPL-3.0-or-later
"""Months and days of the week for screens; their one home is `db.model.calendar`."""

from db.model.calendar import DAYS, LONG_MONTHS, MONTHS

__all__ = ("DAYS", "LONG_MONTHS", "MONTHS")
