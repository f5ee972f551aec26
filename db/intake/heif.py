# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a HEIF file keeps its EXIF and XMP: item numbers and places.  Source: ISO/IEC 14496-12."""

import struct


def item_ids(info: bytes, kinds: tuple[bytes, ...]) -> dict[int, bytes]:
    """Return item numbers of the wanted kinds from an iinf box."""
    found: dict[int, bytes] = {}
    at = 6 if info[:1] == b"\0" else 8
    while at + 20 <= len(info):
        size, kind = struct.unpack_from(">I4s", info, at)
        if kind == b"infe" and info[at + 8] in {2, 3}:
            wide = info[at + 8] == 3
            number = int.from_bytes(info[at + 12 : at + (16 if wide else 14)], "big")
            start = at + (18 if wide else 16)
            if info[start : start + 4] in kinds:
                found[number] = info[start : start + 4]
        if size < 8:
            break
        at += size
    return found


def item_extents(places: bytes, wanted: int) -> list[tuple[int, int]]:
    """Return (offset, length) of one item from an iloc box; only extents in the file itself."""
    version = places[0] if places else 0
    if version > 2 or len(places) < 8:
        return []
    offset_size, length_size = places[4] >> 4, places[4] & 15
    base_size, index_size = places[5] >> 4, places[5] & 15 if version else 0
    wide = 4 if version == 2 else 2
    count = int.from_bytes(places[6 : 6 + wide], "big")
    at = 6 + wide

    def number(size: int) -> int:
        nonlocal at
        at += size
        return int.from_bytes(places[at - size : at], "big")

    for _item in range(count):
        if at >= len(places):
            break
        item = number(wide)
        method = number(2) & 15 if version else 0
        number(2)  # data reference
        base = number(base_size)
        extents = []
        for _extent in range(number(2)):
            if at >= len(places):
                break
            number(index_size)
            offset = base + number(offset_size)
            extents.append((offset, number(length_size)))
        if item == wanted:
            return extents[:1] if method == 0 else []
    return []
