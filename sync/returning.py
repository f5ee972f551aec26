# SPDX-License-Identifier: GPL-3.0-or-later
"""What a laptop may ask back: the manifests and chunks that its own vault named to the depot.

They are the ciphertext that the laptop itself made, by name; it proves each with the item's key,
so a depot can refuse or lack a copy and can do nothing worse.
"""

from typing import Final, Protocol

from db.model.ids import EvidenceId
from sync.cargo import MANIFEST_LIMIT
from sync.framing import HEAD_LIMIT

RETURN_LIMIT: Final = 4 * MANIFEST_LIMIT + HEAD_LIMIT
"""The longest bag of manifests of one item that comes back."""


class Returner(Protocol):
    """A depot that hands things back.  Raises as `sync.wire.Depot` does; may be asked again."""

    def manifests_of(self, item: EvidenceId) -> tuple[bytes, ...]:
        """Return the manifests of an item of this device's vault, none for one never named."""

    def chunk_of(self, name: bytes) -> bytes | None:
        """Return a chunk this device's vault named, None if it is not there.

        Its bytes are held against nothing yet: whoever asked knows what they must be.
        """
