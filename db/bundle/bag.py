# SPDX-License-Identifier: GPL-3.0-or-later
"""Examining a folder as a BagIt 1.0 bag: every file both ways, without trusting a name in it.

Stricter than RFC 8493 where a second spelling of the same bag would be possible: lower-case
digests, two blanks, a line break after every line, both algorithms, every tag file listed.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Final

from db.bundle.detail import Detail
from db.bundle.layout import (
    ALGORITHMS,
    BAG_INFO,
    BAGIT,
    DECLARATION,
    FAMILY,
    FILES_LIMIT,
    HEX_DIGITS,
    KNOWN_SIGNATURES,
    MANIFEST_LINE_LIMIT,
    NEEDED_SIGNATURES,
    SHEET_LIMIT,
    SIGNATURES,
    TAGS,
    VERSION,
    is_safe,
    manifest,
    tag_manifest,
)
from db.bundle.reading import Found, hash_all, scan
from db.errors import BundleDamagedError, NewerFormatError
from db.model.flaw import Flaw
from db.model.progress import Check, Report

OXUM: Final = re.compile(r"(0|[1-9]\d{0,18})\.(0|[1-9]\d{0,9})", re.ASCII)
FORMAT: Final = re.compile(re.escape(FAMILY) + r"([1-9]\d{0,3})", re.ASCII)
MANIFESTS: Final = frozenset(manifest(name) for name in ALGORITHMS)
TAG_MANIFESTS: Final = frozenset(tag_manifest(name) for name in ALGORITHMS)

Lists = Mapping[str, Mapping[str, str]]
"""Algorithm to path to digest, as the manifests say."""


def examine_bag(folder: Path, check: Check, report: Report) -> Found:
    """Examine `folder` as a bag.

    Raise BundleDamagedError when nothing in it says that it is one, or when it holds more files
    than any bundle, and NewerFormatError when it says soundly that a later program wrote it.
    """
    found = scan(folder, check)
    if not (MANIFESTS | {BAGIT}) & found.sizes.keys():
        message = "nothing in this folder says that it is a bundle"
        raise BundleDamagedError(message)
    hash_all(found, check, report)
    examine_found(found)
    return found


def examine_found(found: Found) -> None:
    """Examine what was found and hashed as a bag; raises as `examine_bag`."""
    found.version = _version(found)
    payload = {name: _manifest(found, manifest(name), name) for name in ALGORITHMS}
    tags = {name: _manifest(found, tag_manifest(name), name) for name in ALGORITHMS}
    _hold(found, found.payload(), payload, manifest)
    own = TAGS[found.version]
    beside = {path for path in found.sizes if found.version > 1 and path.startswith(SIGNATURES)}
    listable = found.sizes.keys() - TAG_MANIFESTS - beside
    _hold(found, {path for path in listable if not path.startswith("data/")}, tags, tag_manifest)
    for name in sorted(beside - KNOWN_SIGNATURES):
        found.say(Flaw.EXTRA, name, Detail.NO_TAG)
    for name in sorted(NEEDED_SIGNATURES - beside if found.version > 1 else ()):
        found.say(Flaw.MISSING, name, Detail.TAG_NOT_THERE)
    for name in sorted(listable - own - MANIFESTS):
        if not name.startswith("data/") and any(name in names for names in tags.values()):
            found.say(Flaw.EXTRA, name, Detail.NO_TAG)
    for name in sorted(own | MANIFESTS | TAG_MANIFESTS):
        listed = any(name in names for names in tags.values())
        if name not in found.sizes and not listed:
            found.say(Flaw.MISSING, name, Detail.TAG_NOT_THERE)
    _declaration(found)
    _bag_info(found)


def _manifest(found: Found, name: str, algorithm: str) -> dict[str, str]:
    """Return path to digest; a line that cannot be used is a flaw and left out."""
    form = re.compile(rf"([0-9a-f]{{{HEX_DIGITS[algorithm]}}})  ([^\n]+)\n", re.ASCII)
    payload = name in MANIFESTS
    listed: dict[str, str] = {}
    for number, (_, line) in enumerate(found.lines(name, MANIFEST_LINE_LIMIT), 1):
        place = f"{name}:{number}"
        match = form.fullmatch(line.decode("utf-8", "surrogateescape"))
        if match is None:
            found.say(Flaw.MALFORMED, place, Detail.BAD_LINE)
        elif not is_safe(match[2]):
            found.say(Flaw.MALFORMED, place, Detail.UNSAFE_LINE)
        elif (
            match[2].startswith("data/") != payload
            or match[2] in TAG_MANIFESTS
            or (found.version > 1 and match[2].startswith(SIGNATURES))
        ):
            found.say(Flaw.MALFORMED, place, Detail.LINE_FOREIGN)
        elif match[2] in listed:
            found.say(Flaw.MALFORMED, place, Detail.LISTED_TWICE)
        else:
            listed[match[2]] = match[1]
        if number > FILES_LIMIT:
            message = "a manifest lists more files than any bundle has"
            raise BundleDamagedError(message)
    return listed


def _hold(
    found: Found, there: Iterable[str], lists: Lists, list_name: Callable[[str], str]
) -> None:
    """Hold the files that are there against those that are listed.

    When the two manifests disagree, the one that also disagrees with the file is named.
    """
    files = set(there)
    for path in sorted(files.union(*lists.values())):
        promised = {name: listed[path] for name, listed in lists.items() if path in listed}
        if path not in files:
            found.say(Flaw.MISSING, path, Detail.NOT_THERE)
        elif not promised:
            payload = path.startswith("data/")
            found.say(Flaw.EXTRA, path, Detail.UNLISTED if payload else Detail.UNLISTED_TAG)
        elif path in found.sums:
            sums = found.sums[path]
            wrong = [name for name, digest in promised.items() if sums.of(name) != digest]
            for name in lists.keys() - promised.keys():
                found.say(Flaw.MISSING, f"{list_name(name)}:{path}", Detail.UNLISTED_IN_ONE)
            if len(wrong) == len(promised):
                found.say(Flaw.MISMATCH, path, Detail.OTHER_BYTES)
            elif wrong:
                place = f"{list_name(wrong[0])}:{path}"
                found.say(Flaw.MISMATCH, place, Detail.ONE_MANIFEST)


def _declaration(found: Found) -> None:
    data = found.whole(BAGIT, len(DECLARATION))
    if BAGIT in found.sums and data != DECLARATION:
        found.say(Flaw.MALFORMED, BAGIT, Detail.DECLARATION)


def _bag_info(found: Found) -> None:
    data = found.whole(BAG_INFO, SHEET_LIMIT)
    if data is None:
        return
    lines = [line.partition(": ") for line in data.decode("utf-8", "replace").split("\n")]
    oxums = [value for name, _, value in lines if name == "Payload-Oxum"]
    formats = [value for name, _, value in lines if name == "Segel-Bundle-Format"]
    match = OXUM.fullmatch(oxums[0]) if len(oxums) == 1 else None
    if match is None:
        found.say(Flaw.MALFORMED, BAG_INFO, Detail.NO_OXUM)
    else:
        sizes = [found.sizes[path] for path in found.payload()]
        if (int(match[1]), int(match[2])) != (sum(sizes), len(sizes)):
            found.say(Flaw.MISMATCH, BAG_INFO, Detail.OTHER_OXUM)
    version = FORMAT.fullmatch(formats[0]) if len(formats) == 1 else None
    if version is None:
        found.say(Flaw.MALFORMED, BAG_INFO, Detail.NO_FORMAT)
    elif int(version[1]) > VERSION:
        if any(flaw.place == BAG_INFO for flaw in found.flaws):
            found.say(Flaw.MALFORMED, BAG_INFO, Detail.NO_FORMAT)
        else:
            message = "this bundle was written by a newer Segel"
            raise NewerFormatError(message)


def _version(found: Found) -> int:
    """Return which of the versions that are read here the bundle says it is of."""
    data = found.whole(BAG_INFO, SHEET_LIMIT) or b""
    first = f"Segel-Bundle-Format: {FAMILY}1".encode()
    return 1 if first in data.split(b"\n") else VERSION
