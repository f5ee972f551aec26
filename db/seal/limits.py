# SPDX-License-Identifier: GPL-3.0-or-later
"""What `keys.json` calls itself and how much may stand in it; no tool is needed to know this."""

from typing import Final

FORMAT: Final = "segel.id/vault/v1"
FORMAT_FAMILY: Final = "segel.id/vault/v"
LABEL_LIMIT: Final = 40
SLOT_LIMIT: Final = 64
