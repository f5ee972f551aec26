# SPDX-License-Identifier: GPL-3.0-or-later
"""A vault's side of sticks in memory, and sticks in memory that fail as they are told."""

from collections.abc import Sequence

from db.errors import DiskFullError, ReadOnlyMediumError
from sync.cargo import Manifest
from sync.messages import name_of
from sync.stick import Stowed
from sync.stick_layout import Box, StickGoneError
from sync.trust import Breach
from tests.fakes.memory_outbox import MemoryOutbox


class MemorySatchel(MemoryOutbox):
    """`stowed`: (id of the volume or nothing, what it carries)."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        self.stowed: list[tuple[bytes, Stowed]] = []
        self.writing = False
        self.again = False
        self._given: set[bytes] = set()

    def begin(self, *, again: bool = False) -> None:
        """Begin a writing."""
        self.writing, self.again = True, again
        self._given = set()

    def _waiting(self, kind: bytes) -> tuple[bytes, ...]:
        if not self.writing:
            return super()._waiting(kind)
        sound, mark = self.sound(), b"segel.id/sync/" + kind
        chosen = []
        for name, one in self.cargo.items():
            if name in sound or name in self._given or mark not in one:
                continue
            if not self.again and self._on_a_stick(name, one):
                continue
            self._given.add(name)
            chosen.append(one)
            if len(chosen) == 2:
                break
        return tuple(chosen)

    def _on_a_stick(self, name: bytes, body: bytes) -> bool:
        if not any(one.name == name for _, one in self.stowed):
            return False
        return b"/manifest/" not in body or not self.places_left(Manifest.parse(body))

    def all_receipted(self, names: Sequence[bytes]) -> bool:
        """Tell whether every one of these names has a sound receipt."""
        return set(names) <= self.sound()

    def carried_names(self) -> tuple[bytes, ...]:
        """Return what lies on sticks and is not receipted."""
        return tuple(sorted({one.name for _, one in self.stowed} - self.sound()))

    def places_left(self, manifest: Manifest) -> Sequence[int]:
        """Return the chunks of an item that lie nowhere else."""
        there: set[int] = set()
        name = name_of(manifest.emit())
        for _, one in () if self.again else self.stowed:
            if one.name == name:
                there.update(range(one.first, one.upto))
        return [place for place in range(len(manifest.chunks)) if place not in there]

    def pass_over(self, manifest: Manifest) -> None:
        """Leave an item out."""
        self._given.add(name_of(manifest.emit()))

    def stow(self, volume: bytes, things: Sequence[Stowed]) -> None:
        """Write down what a volume carries."""
        self._keep()
        self.stowed += [(volume, one) for one in things]

    def settle(self, volumes: Sequence[bytes], held: Sequence[Stowed]) -> None:
        """Forget volumes, keep what the depot holds in part."""
        self._keep()
        about = {one.name for one in held}
        self.stowed = [
            (volume, one)
            for volume, one in self.stowed
            if volume not in volumes and not (volume == b"" and one.name in about)
        ] + [(b"", one) for one in held]

    def lose(self, names: Sequence[str]) -> None:
        """Forget volumes that arrived unreadable."""
        self.stowed = [one for one in self.stowed if one[0].hex()[:8] not in names]

    def doubt(self, breach: Breach, detail: str) -> None:
        """Write a breach down: what the depot said it holds in part is not believed either."""
        super().doubt(breach, detail)
        self.stowed = [one for one in self.stowed if one[0]]


class MemoryStick:
    """Files in memory.  `steps`: writes until it is pulled; `size`: bytes it holds in all."""

    def __init__(self, size: int = 1 << 30) -> None:
        self.files: dict[tuple[Box, str], bytes] = {}
        self.size = size
        self.steps: int | None = None
        self.protected = False
        self.worn = False

    def names(self, box: Box) -> tuple[str, ...]:
        """Return names."""
        return tuple(sorted(name for there, name in self.files if there is box))

    def read(self, box: Box, name: str, most: int) -> bytes | None:
        """Return a file."""
        data = self.files[box, name]
        return data if len(data) <= most else None

    def write(self, box: Box, name: str, parts: Sequence[bytes]) -> bool:
        """Write a file, or fail."""
        if self.protected:
            message = "protected"
            raise ReadOnlyMediumError(message)
        if self.steps is not None:
            if not self.steps:
                message = "pulled"
                raise StickGoneError(message)
            self.steps -= 1
        data = b"".join(parts)
        if len(data) > self.room():
            message = "full"
            raise DiskFullError(message)
        self.files[box, name] = data
        if self.worn:
            del self.files[box, name]
        return not self.worn

    def remove(self, box: Box, name: str) -> None:
        """Remove a file."""
        if self.protected:
            message = "protected"
            raise ReadOnlyMediumError(message)
        self.files.pop((box, name), None)

    def room(self) -> int:
        """Return what is left."""
        return self.size - sum(map(len, self.files.values()))
