# SPDX-License-Identifier: GPL-3.0-or-later
"""`data/rekam/case.jsonld`: the bundle as a CASE/UCO graph, for other laboratories' programs.

Nothing in it is new: it says in another vocabulary what sheets and entries say, and a public bundle
says no more in it than in those.  Terms: CASE 1.5, UCO 1.5 (caseontology.org).
"""

from collections.abc import Container, Iterator, Mapping
from typing import Final
from uuid import NAMESPACE_URL, uuid5

from db.bundle.contents import Contents, Copy, Exhibit, Part
from db.bundle.layout import copy_path, original_path
from db.model import canonical
from db.model.canonical import Json
from db.model.claim import Source
from db.model.evidence import CustodyStep, Kind
from db.model.hearing import HearingExhibit
from db.model.ids import AccountId
from db.model.moment import iso, to_microseconds
from db.model.playable import STATEMENT

CASE: Final = "https://ontology.caseontology.org/case/investigation/"
UCO: Final = "https://ontology.unifiedcyberontology.org/uco/"
CONTEXT: Final[Mapping[str, Json]] = {
    "case-investigation": CASE,
    "kb": "urn:uuid:",
    "uco-action": f"{UCO}action/",
    "uco-core": f"{UCO}core/",
    "uco-identity": f"{UCO}identity/",
    "uco-location": f"{UCO}location/",
    "uco-observable": f"{UCO}observable/",
    "uco-tool": f"{UCO}tool/",
    "uco-types": f"{UCO}types/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
CLASSES: Final[Mapping[Kind, str]] = {
    Kind.PHOTO: "uco-observable:RasterPicture",
    Kind.SCREENSHOT: "uco-observable:RasterPicture",
}
READ_FROM: Final = frozenset({Source.EXIF, Source.GPS})


def graph(contents: Contents, there: Container[str]) -> bytes:
    """Return the graph as canonical JSON.  `there`: the paths of what is in the bundle."""
    objects = sorted(_Graph(contents, there).objects(), key=_identifier)
    value: Json = {"@context": CONTEXT, "@graph": list(objects)}
    return canonical.to_bytes(value) + b"\n"


def _identifier(one: Mapping[str, Json]) -> str:
    return str(one["@id"])


class _Graph:
    def __init__(self, contents: Contents, there: Container[str]) -> None:
        self._contents, self._there = contents, there
        hearing = contents.hearing
        self._named: dict[int, HearingExhibit] = (
            {} if hearing is None else {one.number: one for one in hearing.exhibits}
        )

    def objects(self) -> Iterator[dict[str, Json]]:
        """Yield every object of the graph."""
        contents = self._contents
        yield self._tool()
        for account in sorted({step.by for one in contents.exhibits for step in one.sheet.custody}):
            yield self._person(account)
        for exhibit in contents.exhibits:
            yield from self._exhibit(exhibit)
        yield self._whole()

    def _id(self, *parts: str) -> str:
        """Return the same name for the same thing, whenever the bundle is written."""
        return f"kb:{uuid5(NAMESPACE_URL, '/'.join(('segel', self._contents.vault, *parts)))}"

    def _part(self, kind: str, *parts: str, **fields: Json) -> dict[str, Json]:
        """Return an object; `fields`: uco_core__name for "uco-core:name"."""
        named = {_term(name): value for name, value in fields.items()}
        return {"@id": self._id(kind, *parts), "@type": kind, **named}

    def _tool(self) -> dict[str, Json]:
        name, _, version = self._contents.tool.replace("/", " ").partition(" ")
        return self._part(
            "uco-tool:Tool", self._contents.tool, uco_core__name=name, uco_tool__version=version
        )

    def _person(self, account: AccountId) -> dict[str, Json]:
        name = self._contents.names.get(account) or f"akun {account}"
        return self._part("uco-identity:Person", account, uco_core__name=name)

    def _exhibit(self, exhibit: Exhibit) -> Iterator[dict[str, Json]]:
        card = exhibit.sheet.card
        kind = CLASSES.get(card.kind, "uco-observable:File")
        path = original_path(exhibit.number, card.media_type)
        facets: list[Json] = [
            self._file_facet(card.id, path),
            self._data_facet(card.id, card.media_type, card.size, card.digest.hex),
            *self._exif(exhibit),
        ]
        file = self._part(kind, card.id, uco_core__hasFacet=facets)
        yield file
        yield from self._place(exhibit, file)
        files: list[Json] = [_ref(file)]
        for copy in exhibit.extra:
            made = self._copy(exhibit, copy)
            if made is not None:
                files.append(_ref(made))
                yield made
        named = self._named.get(exhibit.number)
        yield self._part(
            "case-investigation:ProvenanceRecord",
            card.id,
            case_investigation__exhibitNumber=named.code if named else f"{exhibit.number:04d}",
            uco_core__description=[card.manner.value, *([named.label] if named else [])],
            uco_core__object=files,
        )
        for step in exhibit.sheet.custody:
            yield self._action(exhibit, step, file)

    def _file_facet(self, item: str, path: str, *parts: str) -> dict[str, Json]:
        fields: dict[str, Json] = {"uco-observable:fileName": path.rpartition("/")[2]}
        if path in self._there:
            fields["uco-observable:filePath"] = path
        return self._part("uco-observable:FileFacet", item, *parts) | fields

    def _data_facet(
        self, item: str, media_type: str, size: int, digest: str, *parts: str
    ) -> dict[str, Json]:
        return self._part(
            "uco-observable:ContentDataFacet",
            item,
            *parts,
            uco_observable__hash=[
                self._part(
                    "uco-types:Hash",
                    item,
                    *parts,
                    uco_types__hashMethod="SHA256",
                    uco_types__hashValue=_typed("hexBinary", digest.upper()),
                )
            ],
            uco_observable__mimeType=media_type,
            uco_observable__sizeInBytes=_typed("integer", str(size)),
        )

    def _exif(self, exhibit: Exhibit) -> list[Json]:
        """Return what the file says in EXIF; a public bundle keeps that back."""
        claims = {
            claim.tag: claim.value
            for claim in exhibit.sheet.facts.claims
            if claim.source in READ_FROM and not self._contents.public
        }
        if not claims:
            return []
        item = exhibit.sheet.card.id
        entries: list[Json] = [
            self._part(
                "uco-types:ControlledDictionaryEntry",
                item,
                tag,
                uco_types__key=tag,
                uco_types__value=value,
            )
            for tag, value in sorted(claims.items())
        ]
        book = self._part("uco-types:ControlledDictionary", item, uco_types__entry=entries)
        return [self._part("uco-observable:EXIFFacet", item, uco_observable__exifData=[book])]

    def _place(self, exhibit: Exhibit, file: Mapping[str, Json]) -> Iterator[dict[str, Json]]:
        position = exhibit.sheet.facts.position
        if position is None or self._contents.public:
            return
        item = exhibit.sheet.card.id
        where = self._part(
            "uco-location:LatLongCoordinatesFacet",
            item,
            uco_location__latitude=_typed("decimal", _degrees(position.lat_e7)),
            uco_location__longitude=_typed("decimal", _degrees(position.lon_e7)),
        )
        place = self._part("uco-location:Location", item, uco_core__hasFacet=[where])
        yield place
        yield self._part(
            "uco-core:Relationship",
            item,
            "place",
            uco_core__isDirectional=_typed("boolean", "true"),
            uco_core__kindOfRelationship="Located_At",
            uco_core__source=_ref(file),
            uco_core__target=_ref(place),
        )

    def _copy(self, exhibit: Exhibit, copy: Copy) -> dict[str, Json] | None:
        """Return a copy that was made of an exhibit, where its bytes are known."""
        if copy.digest is None:
            return None
        item, part = exhibit.sheet.card.id, copy.part.value
        path = copy_path(exhibit.number, part, copy.media_type)
        facets: list[Json] = [
            self._file_facet(item, path, part),
            self._data_facet(item, copy.media_type, copy.size, copy.digest.hex, part),
        ]
        file = self._part("uco-observable:File", item, part, uco_core__hasFacet=facets)
        if copy.part is Part.PLAYABLE:
            file["uco-core:description"] = [STATEMENT]
        return file

    def _action(
        self, exhibit: Exhibit, step: CustodyStep, file: Mapping[str, Json]
    ) -> dict[str, Json]:
        fields: dict[str, Json] = {}
        if step.reason and not self._contents.public:
            fields["uco-core:description"] = step.reason
        return fields | self._part(
            "case-investigation:InvestigativeAction",
            exhibit.sheet.card.id,
            str(step.seq),
            uco_core__name=step.act,
            uco_action__instrument=[{"@id": self._id("uco-tool:Tool", self._contents.tool)}],
            uco_action__object=[_ref(file)],
            uco_action__performer={"@id": self._id("uco-identity:Person", step.by)},
            uco_action__startTime=_typed("dateTime", iso(step.at_us)),
        )

    def _whole(self) -> dict[str, Json]:
        contents = self._contents
        records: list[Json] = [
            {"@id": self._id("case-investigation:ProvenanceRecord", one.sheet.card.id)}
            for one in contents.exhibits
        ]
        created = to_microseconds(contents.created)
        return self._part(
            "case-investigation:Investigation",
            contents.identifier,
            uco_core__name=contents.identifier,
            uco_core__description=contents.title or contents.identifier,
            uco_core__objectCreatedTime=_typed("dateTime", iso(created)),
            uco_core__object=records,
        )


def _ref(one: Mapping[str, Json]) -> Json:
    return {"@id": one["@id"]}


def _typed(kind: str, value: str) -> Json:
    return {"@type": f"xsd:{kind}", "@value": value}


def _degrees(e7: int) -> str:
    return f"{'-' if e7 < 0 else ''}{abs(e7) // 10**7}.{abs(e7) % 10**7:07d}"


def _term(name: str) -> str:
    room, _, term = name.partition("__")
    return f"{room.replace('_', '-')}:{term}"
