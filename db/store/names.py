# SPDX-License-Identifier: GPL-3.0-or-later
"""The names by which a folder is known to be a vault."""

from typing import Final

RECORDS: Final = "records.db"
KEYS: Final = ("keys.json", "keys-salinan.json")
"""The key file, and a second copy of the same bytes."""
UNFINISHED: Final = "belum-selesai"
"""It stands in a folder while a vault is being made there."""
SMALL: Final = 1024 * 1024
"""Bytes no small file of a vault is longer than."""
