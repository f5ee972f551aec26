# SPDX-License-Identifier: GPL-3.0-or-later
"""The CASE/UCO graph is one that CASE's own validator takes, and says nothing the bundle hides."""

import dataclasses
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from db.bundle.case_uco import graph
from db.bundle.contents import Contents
from db.bundle.layout import CASE_GRAPH, original_path
from db.model.hearing import Hearing, HearingExhibit, Variant
from tests.fakes.bundled_history import ORIGINALS, TYPES, broken_off

TOKEN = "Bapak X"  # noqa: S105 - a name


def objects(data: bytes, kind: str) -> list[dict[str, Any]]:
    return [one for one in json.loads(data)["@graph"] if one["@type"] == kind]


def heard(contents: Contents, variant: Variant) -> Contents:
    """Return the contents as laid before a forum."""
    exhibits = tuple(
        HearingExhibit(one.number, f"PK-{one.number}", "Foto", "", one.sheet.card.id)
        for one in contents.exhibits
    )
    named = (contents.identifier, "Sidang", "dkpp", "DKPP", "12")
    hearing = Hearing(*named, variant, 3, "Ketua", "", contents.created, exhibits)
    return dataclasses.replace(contents, hearing=hearing)


def validated(place: Path) -> str:
    """Return what CASE's validator says; skip where it is not installed."""
    apart = Path(sys.prefix) / "case"
    if not apart.is_dir():
        pytest.skip("case-utils is not installed")
    start = "from case_utils.case_validate import main; main()"
    told = [sys.executable, "-c", start, "--built-version", "case-1.5.0", place]
    environ = {**os.environ, "PYTHONPATH": str(apart)}
    done = subprocess.run(
        told, check=False, capture_output=True, text=True, timeout=300, env=environ
    )
    return done.stdout + done.stderr


def test_every_bundle_has_one_that_case_validate_takes(pristine: Path) -> None:
    assert "Conforms: True" in validated(pristine / CASE_GRAPH)


def test_the_validator_bites(pristine: Path, tmp_path: Path) -> None:
    text = (pristine / CASE_GRAPH).read_text()
    (tmp_path / "rusak.jsonld").write_text(text.replace('"xsd:hexBinary"', '"xsd:string"'))
    assert "Conforms: False" in validated(tmp_path / "rusak.jsonld")


def test_files_hashes_exhibits_and_deeds_are_in_it(contents: Contents, pristine: Path) -> None:
    data = (pristine / CASE_GRAPH).read_bytes()
    hashes = {
        facet["uco-observable:hash"][0]["uco-types:hashValue"]["@value"].lower()
        for kind in ("uco-observable:RasterPicture", "uco-observable:File")
        for file in objects(data, kind)
        for facet in file["uco-core:hasFacet"]
        if facet["@type"] == "uco-observable:ContentDataFacet"
    }
    assert hashes == {one.sheet.card.digest.hex for one in contents.exhibits}
    numbers = {
        one["case-investigation:exhibitNumber"]
        for one in objects(data, "case-investigation:ProvenanceRecord")
    }
    assert numbers == {"0001", "0002", "0003"}
    deeds = objects(data, "case-investigation:InvestigativeAction")
    assert len(deeds) == sum(len(one.sheet.custody) for one in contents.exhibits)
    assert all(deed["uco-action:performer"] and deed["uco-action:startTime"] for deed in deeds)
    assert b'"uco-types:value":"Kamera"' in data
    assert b'"-2.5333330"' in data


def test_an_item_that_is_not_in_the_bundle_has_no_path(contents: Contents) -> None:
    broken = dataclasses.replace(contents.exhibits[0], read=broken_off(ORIGINALS[0]))
    changed = dataclasses.replace(contents, exhibits=(broken, *contents.exhibits[1:]))
    there = {original_path(2, TYPES[1]), original_path(3, TYPES[2])}
    data = graph(changed, there).decode()
    assert original_path(1, TYPES[0]) not in data
    assert all(path in data for path in there)


def test_codes_of_the_hearing_name_the_exhibits(contents: Contents) -> None:
    data = graph(heard(contents, Variant.FULL), ())
    records = objects(data, "case-investigation:ProvenanceRecord")
    assert {one["case-investigation:exhibitNumber"] for one in records} == {"PK-1", "PK-2", "PK-3"}


def test_the_public_variant_says_nothing_that_is_masked_elsewhere(contents: Contents) -> None:
    full = graph(heard(contents, Variant.FULL), ()).decode()
    public = graph(heard(contents, Variant.PUBLIC), ()).decode()
    for word in ("Kamera", "2.533", "disiapkan untuk sidang", "EXIFFacet", "Located_At"):
        assert word in full
        assert word not in public
    assert TOKEN not in full
    assert "IMG 0001" not in public
    assert "SHA256" in public


def test_the_same_bundle_has_the_same_graph(contents: Contents) -> None:
    assert graph(contents, ()) == graph(contents, ())
