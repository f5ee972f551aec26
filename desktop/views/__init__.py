# SPDX-License-Identifier: GPL-3.0-or-later
"""Widgets that show values and emit wishes; they never fetch."""
