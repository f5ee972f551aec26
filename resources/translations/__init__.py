# SPDX-License-Identifier: GPL-3.0-or-later
"""Translations of the windows; `update.py` here collects and compiles them."""
