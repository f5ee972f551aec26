# SPDX-License-Identifier: GPL-3.0-or-later
"""History that only grows: signed, chained entries and what can be proven from them."""
