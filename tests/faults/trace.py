# SPDX-License-Identifier: GPL-3.0-or-later
"""A diary of changes, and the disks that a power cut after any of them can leave.

What was fsynced is there.  Of what was not, any 4 KiB sector may be there or not, sizes may have
been kept or not, and a name is certain only after an fsync of its folder.  That is harsher than
ext4 or NTFS with write barriers, and still assumes a disk that does not lie about a flush.
"""

import random
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Union

HEAD = struct.Struct("<cQQQII")
SECTOR = 4096


class Cut(Enum):
    """What becomes of everything that was not made durable."""

    NOTHING_KEPT = "nothing kept"
    NAMES_KEPT = "names kept, contents not"
    CHANCE = "each sector and name by chance"
    ALL_KEPT = "everything kept"


@dataclass(frozen=True, slots=True)
class Change:
    """One call.

    `op`: C create, W write, Z write zeros, T truncate, S sync, D sync a folder, R rename,
    U remove, M make a folder, K a line of the process.
    """

    op: str
    inode: int
    offset: int
    length: int
    path: str
    data: bytes


def read(trace: Path) -> Iterator[Change]:
    """Yield the changes of a diary in their order."""
    with trace.open("rb") as file:
        while head := file.read(HEAD.size):
            op, inode, offset, length, path, data = HEAD.unpack(head)
            yield Change(
                op.decode(), inode, offset, length, file.read(path).decode(), file.read(data)
            )


@dataclass(slots=True)
class File:
    """A file's durable bytes and what was written since its last sync."""

    durable: bytearray = field(default_factory=bytearray)
    pending: list[Change] = field(default_factory=list)
    zeros: bool = True

    def sync(self) -> None:
        """Make what was written durable."""
        for change in self.pending:
            _apply(self.durable, change)
        self.pending.clear()

    def after(self, cut: Cut, dice: random.Random, kept: float) -> bytearray:
        """Return the bytes that a cut leaves."""
        data = bytearray(self.durable)
        if cut in (Cut.NOTHING_KEPT, Cut.NAMES_KEPT):
            return data
        for change in self.pending:
            if cut is Cut.ALL_KEPT or (change.op == "T" and dice.random() < kept):
                _apply(data, change)
            elif change.op != "T":
                for piece in _sectors(change):
                    if dice.random() < kept:
                        _apply(data, piece)
        return data


def _apply(data: bytearray, change: Change) -> None:
    if change.op == "T":
        del data[change.offset :]
        data.extend(bytes(change.offset - len(data)))
        return
    end = change.offset + change.length
    if len(data) < end:
        data.extend(bytes(end - len(data)))
    data[change.offset : end] = change.data if change.op == "W" else bytes(change.length)


def _sectors(change: Change) -> Iterator[Change]:
    at, end = change.offset, change.offset + change.length
    while at < end:
        stop = min(end, (at // SECTOR + 1) * SECTOR)
        part = change.data[at - change.offset : stop - change.offset]
        yield Change(change.op, change.inode, at, stop - at, "", part)
        at = stop


Node = Union["Folder", File]


@dataclass(slots=True)
class Folder:
    """A folder's durable names, its names now, and what happened to them since its last sync."""

    durable: dict[str, Node] = field(default_factory=dict)
    now: dict[str, Node] = field(default_factory=dict)
    pending: list[tuple[str, Node | None, str]] = field(default_factory=list)

    def put(self, name: str, node: Node) -> None:
        """Give `node` a name."""
        self.now[name] = node
        self.pending.append((name, node, ""))

    def remove(self, name: str) -> None:
        """Take a name away."""
        del self.now[name]
        self.pending.append((name, None, ""))

    def rename(self, old: str, new: str) -> None:
        """Move a name; a disk keeps both halves of it or neither."""
        node = self.now.pop(old)
        self.now[new] = node
        self.pending.append((new, node, old))

    def sync(self) -> None:
        """Make the names durable."""
        self.durable = dict(self.now)
        self.pending.clear()

    def after(self, cut: Cut, dice: random.Random) -> dict[str, Node]:
        """Return the names that a cut leaves: what a journal does, in order, up to some point."""
        count = {
            Cut.NOTHING_KEPT: 0,
            Cut.CHANCE: dice.randint(0, len(self.pending)),
        }.get(cut, len(self.pending))
        names = dict(self.durable)
        for name, node, old in self.pending[:count]:
            names.pop(old, None)
            if node is None:
                names.pop(name, None)
            else:
                names[name] = node
        return names


class Disk:
    """The folder `root` as a diary changes it, and as a cut would leave it."""

    def __init__(self, root: Path) -> None:
        self._root = str(root)
        self._top = Folder()
        self._files: dict[int, File] = {}
        self.lines: list[str] = []

    def take(self, change: Change) -> None:
        """Go one change further."""
        match change.op:
            case "C":
                self._files[change.inode] = File()
                self._named(change.path, self._files[change.inode])
            case "W" | "Z" | "T":
                file = self._files[change.inode]
                file.pending.append(change)
                file.zeros = file.zeros and change.op != "W"
            case "S":
                self._files[change.inode].sync()
            case "D":
                self._folder(change.path).sync()
            case "M":
                self._named(change.path, Folder())
            case "U":
                folder, name = self._parent(change.path)
                folder.remove(name)
            case "R":
                self._rename(change.path, change.data.decode())
            case "K":
                self.lines.append(change.data.decode())

    def write(self, target: Path, cut: Cut, seed: int) -> None:
        """Write into `target`, a new folder, what a cut at this point leaves."""
        dice = random.Random(seed)  # noqa: S311  # a state that can be made again
        kept = dice.choice((0.1, 0.5, 0.9))
        self._write(self._top, target, cut, dice, kept)

    def _write(
        self, folder: Folder, target: Path, cut: Cut, dice: random.Random, kept: float
    ) -> None:
        target.mkdir(parents=True, exist_ok=True)
        for name, node in folder.after(cut, dice).items():
            if isinstance(node, Folder):
                self._write(node, target / name, cut, dice, kept)
                continue
            with (target / name).open("wb") as file:
                data = node.after(cut, dice, kept)
                if node.zeros:
                    file.truncate(len(data))
                else:
                    file.write(data)

    def _rename(self, old: str, new: str) -> None:
        (here, name), (there, other) = self._parent(old), self._parent(new)
        if here is not there:
            message = "the diary has no words for a move between folders"
            raise ValueError(message)
        here.rename(name, other)

    def _named(self, path: str, node: Node) -> None:
        folder, name = self._parent(path)
        folder.put(name, node)

    def _parent(self, path: str) -> tuple[Folder, str]:
        parent, _, name = path.rpartition("/")
        return self._folder(parent), name

    def _folder(self, path: str) -> Folder:
        folder = self._top
        for name in path.removeprefix(self._root).split("/"):
            if name:
                node = folder.now[name]
                assert isinstance(node, Folder)
                folder = node
        return folder
