# SPDX-License-Identifier: GPL-3.0-or-later
"""Cards, sticks and phones that are plugged in, known by their file system and not by their place.

The same card is the same one under another letter or folder.  What the system cannot name (a
network folder, this laptop's own disk) is no medium: it counts as always there.
"""

import os
import shutil
import string
import sys
from collections.abc import Callable, Mapping
from pathlib import Path, PurePath
from typing import Final
from urllib.parse import unquote

from db.store.jobs import Medium

REMOVABLE_ROOTS: Final = ("/media/", "/run/media/", "/mnt/", "/Volumes/")
NOT_MEDIA: Final = frozenset(
    {
        "autofs",
        "cgroup",
        "cgroup2",
        "devtmpfs",
        "fuse.gvfsd-fuse",
        "overlay",
        "proc",
        "squashfs",
        "sysfs",
        "tmpfs",
    }
)
PHONES: Final = ("mtp:", "gphoto2:", "afc:")
DCIM: Final = "DCIM"
WINDOWS_REMOVABLE: Final = 2
NAME_CHARS: Final = 261

Look = Callable[[], Mapping[str, Medium]]
"""Returns the media that are plugged in now, by their ids."""


def mounted() -> dict[str, Medium]:
    """Return the removable media that are ready now."""
    if sys.platform == "win32":
        found = _on_windows()
    elif sys.platform == "darwin":
        found = _on_macos()
    else:
        found = [*_on_linux(), *_phones()]
    return {medium.id: medium for medium in found}


def medium_of(path: str | Path, there: Mapping[str, Medium]) -> Medium | None:
    """Return the medium that `path` lies on, or None when it lies on none of these."""
    place = PurePath(path)
    holding = [medium for medium in there.values() if place.is_relative_to(medium.root)]
    return max(holding, key=lambda medium: len(medium.root), default=None)


def path_now(path: str, kept: Medium | None, there: Mapping[str, Medium]) -> str:
    """Return where a file of a medium lies today, which may be mounted elsewhere than then."""
    now = None if kept is None else there.get(kept.id)
    if kept is None or now is None or now.root == kept.root:
        return path
    return str(PurePath(now.root) / PurePath(path).relative_to(kept.root))


def room_on(root: str) -> tuple[int, int] | None:
    """Return free and total bytes of a medium, or None when it does not say."""
    try:
        usage = shutil.disk_usage(root)
    except OSError:
        return None
    return (usage.free, usage.total) if usage.total else None


def worth_importing(root: str) -> str:
    """Return the folder with a camera's pictures: DCIM in the root or one below, else the root."""
    for folder in (Path(root), *_folders(root)):
        inside = folder / DCIM
        try:
            if inside.is_dir():
                return str(inside)
        except OSError:
            continue
    return root


def _folders(root: str) -> list[Path]:
    try:
        return [Path(entry.path) for entry in os.scandir(root) if entry.is_dir()]
    except OSError:
        return []


def _on_linux() -> list[Medium]:
    try:
        lines = Path("/proc/self/mountinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return []
    ids, labels = _links("/dev/disk/by-uuid"), _links("/dev/disk/by-label")
    found = []
    for line in lines:
        left, _, right = line.partition(" - ")
        fields, more = left.split(" "), right.split(" ")
        root, kind, device = _plain(fields[4]), more[0], _plain(more[1])
        if kind in NOT_MEDIA or not f"{root}/".startswith(REMOVABLE_ROOTS):
            continue
        device = os.path.realpath(device)
        identity = f"uuid:{ids[device]}" if device in ids else f"{kind}:{device}"
        found.append(Medium(identity, labels.get(device) or Path(root).name, root))
    return found


def _plain(text: str) -> str:
    """Undo the octal escapes of the mount table."""
    for code in ("040", "011", "012", "134"):
        text = text.replace(f"\\{code}", chr(int(code, 8)))
    return text


def _links(folder: str) -> dict[str, str]:
    """Return names by the device they lead to; udev writes odd letters as hexadecimal escapes."""
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return {}
    return {
        os.path.realpath(entry.path): unquote(entry.name.replace("\\x", "%")) for entry in entries
    }


def _phones() -> list[Medium]:
    """Return phones and cameras that GNOME shows as folders."""
    if sys.platform == "win32":
        return []
    folder = Path(f"/run/user/{os.getuid()}/gvfs")
    return [
        Medium(
            f"gvfs:{place.name}",
            unquote(place.name.partition("host=")[2] or place.name).replace("_", " "),
            str(place),
        )
        for place in _folders(str(folder))
        if place.name.startswith(PHONES)
    ]


def _on_macos() -> list[Medium]:
    return [
        Medium(f"volume:{place.name}", place.name, str(place))
        for place in _folders("/Volumes")
        if not place.is_symlink() and place.is_mount()
    ]


def _on_windows() -> list[Medium]:
    if sys.platform != "win32":
        return []
    import ctypes  # noqa: PLC0415 - these calls exist on Windows alone

    kernel = ctypes.windll.kernel32
    found = []
    for place, letter in enumerate(string.ascii_uppercase):
        root = f"{letter}:\\"
        there = kernel.GetLogicalDrives() >> place & 1
        if not there or kernel.GetDriveTypeW(root) != WINDOWS_REMOVABLE:
            continue
        label, serial = ctypes.create_unicode_buffer(NAME_CHARS), ctypes.c_uint32()
        ready = kernel.GetVolumeInformationW(
            root, label, NAME_CHARS, ctypes.byref(serial), None, None, None, 0
        )
        if ready:  # a reader without a card has a letter and is not ready
            name = f"{label.value} ({letter}:)" if label.value else f"{letter}:"
            found.append(Medium(f"serial:{serial.value:08x}", name, root))
    return found
