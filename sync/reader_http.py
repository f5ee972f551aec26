# SPDX-License-Identifier: GPL-3.0-or-later
"""The depot over HTTP, as an office that reads it: every answer is parsed at this door."""

from db.model.ids import VaultId
from db.seal.hashing import digest
from sync import messages
from sync.cargo import CHUNK_LIMIT, unbag
from sync.errors import BrokenPromiseError
from sync.framing import kind_of
from sync.http import HttpDepot
from sync.messages import Entries, State
from sync.reading import FLEET_LIMIT, LEAVES_LIMIT, SENT_LIMIT, Fleet, Leaves


class HttpReading:
    """A depot at an address, read with a reader's key.  Belongs to one thread."""

    def __init__(self, road: HttpDepot) -> None:
        self._road = road

    def close(self) -> None:
        """Close the connection."""
        self._road.close()

    def state(self, log_size: int) -> State:
        """Return the newest head of the log."""
        return State.parse(self._get(f"state?log={log_size}", messages.STATE_LIMIT))

    def fleet(self, after: str) -> Fleet:
        """Return the next vaults in scope."""
        return Fleet.parse(self._get(f"fleet?after={after}", FLEET_LIMIT))

    def entries_of(self, vault: VaultId, first: int) -> Entries | None:
        """Return the next entries of a vault."""
        body = self._get(f"{vault}/entries?first={first}", messages.ENTRIES_LIMIT)
        return None if kind_of(body) == "bag" else Entries.parse(body)

    def parcels_of(self, vault: VaultId, first: int, until: int) -> tuple[bytes, ...]:
        """Return parcels about a run of entries."""
        path = f"{vault}/parcels?first={first}&until={until}"
        return unbag(self._get(path, SENT_LIMIT), SENT_LIMIT)

    def manifests_of(self, vault: VaultId, first: str, until: str) -> tuple[bytes, ...]:
        """Return manifests of a run of items."""
        path = f"{vault}/manifests?first={first}&until={until}"
        return unbag(self._get(path, SENT_LIMIT), SENT_LIMIT)

    def chunk_of(self, vault: VaultId, name: bytes) -> bytes | None:
        """Return a chunk; raise BrokenPromiseError for other bytes than its name says."""
        body = self._get(f"{vault}/chunks/{name.hex()}", CHUNK_LIMIT)
        if not body:
            return None
        if digest(body).value != name:
            message = "the depot gives other bytes than were named"
            raise BrokenPromiseError(message, kind="other-chunk")
        return body

    def leaves(self, first: int) -> Leaves:
        """Return the log from a leaf on."""
        return Leaves.parse(self._get(f"leaves?first={first}", LEAVES_LIMIT))

    def say(self, to: str, body: bytes) -> None:
        """Put a letter out."""
        self._road.ask("POST", f"/v1/reader/letters?to={to}", body)

    def _get(self, path: str, most: int) -> bytes:
        return self._road.ask("GET", f"/v1/reader/{path}", b"", most)
