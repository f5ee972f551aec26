# SPDX-License-Identifier: GPL-3.0-or-later
"""XMP packets, read without ever expanding an entity.  Source: ISO 16684-1."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

from db.intake.text import clean

_LARGEST: Final = 4 * 1024 * 1024
_ELEMENTS: Final = 50_000
_STEPS: Final = 100
_SPACES: Final = {
    "http://ns.adobe.com/xap/1.0/": "xmp",
    "http://ns.adobe.com/xap/1.0/mm/": "xmpMM",
    "http://ns.adobe.com/xap/1.0/sType/ResourceEvent#": "stEvt",
    "http://ns.adobe.com/exif/1.0/": "exif",
    "http://ns.adobe.com/tiff/1.0/": "tiff",
    "http://ns.adobe.com/photoshop/1.0/": "photoshop",
    "http://purl.org/dc/terms/": "dcterms",
    "http://ns.google.com/photos/1.0/camera/": "GCamera",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One step of an editing history."""

    action: str
    agent: str
    when: str
    changed: str


@dataclass(slots=True)
class Xmp:
    """What the packets say.  `values`: by short name ("xmp:CreatorTool"), first one kept.

    `entities`: a packet declares entities, which no honest program writes; it was not read.
    `broken`: a packet is not well-formed.
    """

    values: dict[str, str] = field(default_factory=dict)
    history: list[Step] = field(default_factory=list)
    derived: bool = False
    entities: bool = False
    broken: bool = False
    present: bool = False


class _EntityError(Exception):
    """The packet declares an entity or a document type."""


class _Reader:
    def __init__(self, into: Xmp) -> None:
        self._into = into
        self._path: list[str] = []
        self._step: dict[str, str] = {}
        self._text = ""
        self._elements = 0

    def feed(self, packet: bytes) -> None:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartDoctypeDeclHandler = self._refuse
        parser.EntityDeclHandler = self._refuse
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.Parse(packet, True)  # noqa: FBT003  # expat's own signature

    def _refuse(self, *_declaration: object) -> None:
        raise _EntityError

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._elements += 1
        if self._elements > _ELEMENTS:
            raise _EntityError
        short = _short(name)
        self._path.append(short)
        self._text = ""
        if short == "xmpMM:DerivedFrom":
            self._into.derived = True
        for key, value in attributes.items():
            self._keep(_short(key), value)

    def _characters(self, data: str) -> None:
        if len(self._text) < 4096:
            self._text += data

    def _end(self, _name: str) -> None:
        short = self._path.pop()
        if short == "rdf:li" and self._in_history():
            self._finish_step()
        elif self._text.strip():
            if short == "rdf:li" and self._path[-1:] and len(self._path) > 1:
                short = self._path[-2]  # an array's items stand for the array
            self._keep(short, self._text)
        self._text = ""

    def _in_history(self) -> bool:
        return "xmpMM:History" in self._path

    def _keep(self, short: str, value: str) -> None:
        value = clean(value.strip())
        if self._in_history():
            self._step[short] = value
        elif ":" in short and value and "xmpMM:DerivedFrom" not in self._path:
            self._into.values.setdefault(short, value)

    def _finish_step(self) -> None:
        step, self._step = self._step, {}
        if step and len(self._into.history) < _STEPS:
            self._into.history.append(
                Step(
                    step.get("stEvt:action", ""),
                    step.get("stEvt:softwareAgent", ""),
                    step.get("stEvt:when", ""),
                    step.get("stEvt:changed", ""),
                )
            )


def read(packets: Iterable[bytes]) -> Xmp:
    """Read all packets of a file into one view."""
    seen = Xmp()
    for packet in packets:
        seen.present = True
        try:
            _Reader(seen).feed(packet[:_LARGEST].strip(b"\0 \t\r\n"))
        except _EntityError:
            seen.entities = True
        except expat.ExpatError:
            seen.broken = True
    return seen


def _short(name: str) -> str:
    space, _, local = name.rpartition(" ")
    prefix = _SPACES.get(space)
    return f"{prefix}:{local}" if prefix else local
