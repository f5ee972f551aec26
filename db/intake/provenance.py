# SPDX-License-Identifier: GPL-3.0-or-later
"""C2PA manifests, read with the optional component and never over a network.

The component (`c2pa-python`) is a large Rust library; without it, intake only says that a manifest
is there.  States follow the C2PA specification 2.x §15 (validation).
"""

import importlib.util
import io
import json
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from db.intake.source import Source, SourceFile
from db.intake.text import clean

_OFFLINE: Final = {"verify": {"remote_manifest_fetch": False, "ocsp_fetch": False}}
_LARGEST: Final = 256 * 1024 * 1024
_UNTRUSTED: Final = "signingCredential.untrusted"


class State(StrEnum):
    """What can be said of a manifest."""

    PRESENT = "present"  # it is there and was not checked
    REMOTE = "remote"  # it lies on the internet and was not fetched
    INVALID = "invalid"
    VALID = "valid"  # matches, signer not on a trust list
    TRUSTED = "trusted"


@dataclass(frozen=True, slots=True)
class Manifest:
    """A manifest's state, with the first failure code and the signer's name where known."""

    state: State
    code: str = ""
    signer: str = ""
    generator: str = ""


def installed() -> bool:
    """Say whether the optional component is there."""
    return importlib.util.find_spec("c2pa") is not None


def read(source: Source, media_type: str, *, embedded: bool, remote: bool) -> Manifest | None:
    """Return the state of a file's manifest; None where there is none.

    `embedded`: our own walk saw one in the file.  `remote`: the XMP points to one elsewhere.
    """
    if not embedded and not remote:
        return None
    if embedded and installed() and source.size <= _LARGEST:
        return _checked(source, media_type)
    return Manifest(State.PRESENT if embedded else State.REMOTE)


def _checked(source: Source, media_type: str) -> Manifest:
    import c2pa  # noqa: PLC0415  # optional, and 30 MB

    settings = c2pa.Settings.from_dict(_OFFLINE)
    stream = io.BufferedReader(SourceFile(source))
    try:
        reader = c2pa.Reader(media_type, stream, context=c2pa.Context(settings))
        with reader:
            report = json.loads(reader.json())
    except c2pa.C2paError as error:
        text = str(error)
        if "remote" in text.lower():
            return Manifest(State.REMOTE)
        return Manifest(State.INVALID, clean(text, 120))
    return _state(report)


def _state(report: dict[str, Any]) -> Manifest:
    active = report.get("manifests", {}).get(report.get("active_manifest", ""), {})
    signer = clean(str(active.get("signature_info", {}).get("issuer") or "?"), 120)
    generator = clean(str(active.get("claim_generator") or ""), 200)
    codes = [str(one.get("code", "")) for one in report.get("validation_status") or ()]
    failures = [code for code in codes if code != _UNTRUSTED]
    match report.get("validation_state"):
        case "Trusted":
            return Manifest(State.TRUSTED, signer=signer, generator=generator)
        case "Valid":
            return Manifest(State.VALID, signer=signer, generator=generator)
        case _:
            code = clean(failures[0] if failures else "?", 120)
            return Manifest(State.INVALID, code, signer, generator)
