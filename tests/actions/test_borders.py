# SPDX-License-Identifier: GPL-3.0-or-later
"""Outlines of regencies come from a person's file, and a bad file changes nothing."""

import json
from pathlib import Path
from typing import Any

import pytest

from db.errors import SegelError
from db.model.progress import CancelledError, never
from desktop.actions import borders
from desktop.actions.borders import BordersError

SQUARE = [[119.0, -8.9], [119.4, -8.9], [119.4, -8.5], [119.2, -8.5], [119.0, -8.5], [119.0, -8.9]]
ISLET = [[119.6, -8.9], [119.7, -8.9], [119.7, -8.8], [119.6, -8.9]]


def geojson(tmp_path: Path, *features: dict[str, Any]) -> Path:
    path = tmp_path / "batas.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return path


def feature(shape: str, parts: object, **properties: object) -> dict[str, Any]:
    geometry = {"type": shape, "coordinates": parts}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def test_what_is_taken_is_known_again_small_and_by_its_names(tmp_path: Path) -> None:
    source = geojson(
        tmp_path,
        feature("Polygon", [SQUARE], WADMKK="Sumba Barat", OBJECTID=7),
        feature("MultiPolygon", [[ISLET], [[[*one, 0.0] for one in SQUARE]]], WADMKK="Pulau"),
        feature("Point", [119.0, -8.0], WADMKK="Kota"),
    )
    kept = tmp_path / "laptop" / borders.FILE
    taken = borders.take(source, kept, never)
    assert taken.source == "batas.geojson"
    assert [(one.name, len(one.rings)) for one in taken.outlines] == [
        ("Sumba Barat", 1),
        ("Pulau", 2),
    ]
    ring = taken.outlines[0].rings[0]
    assert (119.4, -8.5) in ring
    assert (119.2, -8.5) not in ring  # on a straight line
    assert borders.known(kept) == taken


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        '{"features": 3}',
        '{"features": [3]}',
        '{"features": []}',
        '{"features": [{"geometry": {"type": "Polygon", "coordinates": [[1]]}}]}',
        '{"features": [{"geometry": {"type": "Polygon", "coordinates": [[["a", 2]]]}}]}',
        '{"features": [{"geometry": {"type": "Polygon", "coordinates": [[[1'
        + "0" * 400
        + ", 2]]]}}]}",
        "[" * 200_000,
    ],
)
def test_what_is_no_geojson_is_refused_and_the_old_outlines_stay(tmp_path: Path, text: str) -> None:
    kept = tmp_path / borders.FILE
    before = borders.take(geojson(tmp_path, feature("Polygon", [SQUARE], name="Lama")), kept, never)
    bad = tmp_path / "rusak.json"
    bad.write_text(text)
    with pytest.raises(BordersError):
        borders.take(bad, kept, never)
    assert borders.known(kept) == before


ROWS = """/*
created by somebody; a licence with 'quotes' stands here
*/INSERT INTO wilayah_boundaries(kode,nama,lat,lng,path) VALUES
\t('53.01','Kabupaten Pulau',-8.8,119.2,'[[[[-8.9,119.0],[-8.9,119.4],[-8.5,119.4],[-8.9,119.0]]],
[[[-8.9,119.6],[-8.9,119.7],[-8.8,119.7],[-8.9,119.6]]]]'),
\t('53.02','Kota Darat',-8.3,119.2,'[[[-8.4,119.0],[-8.4,119.4],[-8.1,119.4],[-8.4,119.0]]]');
"""


def test_rows_of_wilayah_boundaries_are_taken_with_latitude_first(tmp_path: Path) -> None:
    source = tmp_path / "wilayah_boundaries_kab_53.sql"
    source.write_text(ROWS)
    outlines = borders.take(source, tmp_path / borders.FILE, never).outlines
    assert [(one.name, len(one.rings)) for one in outlines] == [
        ("Kabupaten Pulau", 2),
        ("Kota Darat", 1),
    ]
    assert (119.4, -8.5) in outlines[0].rings[0]


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        ("[-8.4,119.0]", "[-8.4]"),
        ("[-8.4,119.0]", "[119.0,-8.4]"),
        ("[[[-8.4", "[[-8.4"),
        ("'Kota Darat'", "7"),
        ("INSERT INTO", "COPY"),
    ],
)
def test_rows_that_are_none_draw_nothing_wrong(tmp_path: Path, good: str, bad: str) -> None:
    source = tmp_path / "rusak.sql"
    source.write_text(ROWS.replace(good, bad))
    try:
        outlines = borders.take(source, tmp_path / borders.FILE, never).outlines
    except BordersError:
        assert not (tmp_path / borders.FILE).exists()
    else:
        assert [one.name for one in outlines] == ["Kabupaten Pulau"]


def test_metres_and_other_countries_are_refused(tmp_path: Path) -> None:
    metres = [[one * 100_000 for one in point] for point in SQUARE]
    for ring in (metres, [[lon - 110, lat + 50] for lon, lat in SQUARE]):
        with pytest.raises(BordersError):
            borders.take(geojson(tmp_path, feature("Polygon", [ring])), tmp_path / "x", never)


def test_a_large_file_is_not_even_read(tmp_path: Path) -> None:
    large = tmp_path / "besar.json"
    with large.open("wb") as file:
        file.truncate(borders.LARGEST + 1)
    with pytest.raises(BordersError):
        borders.take(large, tmp_path / "x", never)


def test_a_file_that_is_gone_or_a_folder_is_named(tmp_path: Path) -> None:
    for source in (tmp_path / "gone.json", tmp_path):
        with pytest.raises(BordersError):
            borders.take(source, tmp_path / "x", never)


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    source = geojson(tmp_path, feature("Polygon", [SQUARE]))
    with pytest.raises(SegelError):
        borders.take(source, tmp_path / "file" / "x", never)


def test_taking_can_be_stopped(tmp_path: Path) -> None:
    def stop() -> None:
        raise CancelledError

    with pytest.raises(CancelledError):
        borders.take(geojson(tmp_path, feature("Polygon", [SQUARE])), tmp_path / "x", stop)
    assert not (tmp_path / "x").exists()


def test_a_damaged_file_of_outlines_counts_as_none(tmp_path: Path) -> None:
    kept = tmp_path / borders.FILE
    borders.take(geojson(tmp_path, feature("Polygon", [SQUARE])), kept, never)
    kept.write_bytes(kept.read_bytes()[:-3])
    assert borders.known(kept) is None
    assert borders.known(tmp_path / "none") is None
