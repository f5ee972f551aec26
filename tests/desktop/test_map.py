# SPDX-License-Identifier: GPL-3.0-or-later
"""What has a place is on the map, in numbers that add up; what is chosen there is chosen."""

import csv
import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QImage, QPainterPath, QPolygonF
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from db.casework.paper import Paper, PaperKind, Values
from db.model.claim import Claim, Field, Position, Source
from db.model.evidence import EvidenceCard, Facts, Kind, Manner, Provenance
from db.model.placed import Placed
from db.store import browse
from db.store.browse import Filter
from db.store.vault import Vault
from desktop.actions.placing import plotted
from desktop.models.atlas import Atlas, Window
from desktop.session import Session
from desktop.views import map_ground
from desktop.views.map_ground import COUNTRY, Sight
from desktop.views.map_view import MapFacts, MapView
from desktop.windows import placing
from desktop.windows.evidence_page import EvidencePage
from resources.map import Outline, ground, islands
from tests.fakes.casework_vault import write
from tests.fakes.small_vault import put

REGIONS = Path(__file__).parents[2] / "resources" / "reference" / "regions"
SIZE = QSize(900, 560)
DEGREE = 10_000_000
EVERYWHERE = Window(-180, -90, 180, 90)
PLACES = st.builds(
    Placed,
    st.integers(1, 10**6),
    st.integers(-12 * DEGREE, 7 * DEGREE),
    st.integers(94 * DEGREE, 142 * DEGREE),
    st.booleans(),
)
CASE: Values = {
    "judul": "Camat di panggung", "sumber": "TEMUAN", "regime": "PEMILU", "wilayah": "51.05.01",
    "tgl_ditemukan": "2023-12-03", "tgl_kejadian": "2023-12-03", "tgl_diketahui": "2023-12-03",
}  # fmt: skip
BALI = ((-8.6741, 115.5433), (-8.6742, 115.5434), (-8.2100, 114.9600))


@given(st.lists(PLACES, max_size=60), st.floats(0.00001, 60))
def test_every_place_is_in_one_cluster_and_in_no_other(places: list[Placed], width: float) -> None:
    atlas = Atlas(places)
    clusters = list(atlas.clusters(EVERYWHERE, width))
    told = [one for cluster in clusters for one in atlas.members(cluster)]
    assert sorted(told, key=repr) == sorted(places, key=repr)
    for cluster in clusters:
        members = atlas.members(cluster)
        assert max(one.lon for one in members) - min(one.lon for one in members) <= 2 * width
        assert max(one.lat for one in members) - min(one.lat for one in members) <= 2 * width


@given(st.lists(PLACES, max_size=60), st.floats(95, 140), st.floats(-11, 6), st.floats(0.01, 9))
def test_a_window_misses_nothing_that_lies_in_it(
    places: list[Placed], lon: float, lat: float, half: float
) -> None:
    atlas = Atlas(places)
    window = Window(lon - half, lat - half, lon + half, lat + half)
    told = {one for cluster in atlas.clusters(window, 0.5) for one in atlas.members(cluster)}
    inside = {
        one
        for one in places
        if window.west <= one.lon <= window.east and window.south <= one.lat <= window.north
    }
    assert inside <= told


@given(st.floats(95, 141), st.floats(-11, 6), st.floats(12, 300_000), st.floats(0.2, 5))
def test_what_is_under_the_pointer_stays_there_while_one_comes_nearer(
    lon: float, lat: float, scale: float, factor: float
) -> None:
    sight, at = Sight(118.0, -2.0, scale), QPointF(lon * 3 % 900, abs(lat) * 20 % 560)
    before = sight.to_earth(at, SIZE)
    near = sight.nearer(factor, at, SIZE)
    after = near.to_earth(at, SIZE)
    if 94.0 < near.lon < 142.0 and -12.5 < near.lat < 7.5:  # not stopped at the edge of the country
        assert after == pytest.approx(before, abs=1e-6)


def test_the_country_is_drawn_and_its_islands_have_names() -> None:
    drawn = ground()
    assert drawn.around
    assert drawn.islets
    for outline in (*drawn.provinces, *drawn.regencies, *drawn.islets):
        for ring in outline.rings:
            assert all(94 < lon < 142 and -12 < lat < 7 for lon, lat in ring)
    assert any("Nusapenida" in one.name or "Lembongan" in one.name for one in islands())


def test_every_province_and_regency_of_the_reference_tables_has_an_outline() -> None:
    drawn = ground()
    for outlines, table in ((drawn.provinces, "provinces"), (drawn.regencies, "regencies")):
        with (REGIONS / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            named = sorted(row["name"] for row in csv.DictReader(file))
        assert sorted(one.name for one in outlines) == named
        assert all(one.rings and one.at is not None for one in outlines)


def _holding(outlines: Sequence[Outline], lon: float, lat: float) -> list[str]:
    found = []
    for one in outlines:
        path = QPainterPath()  # holes are holes
        for ring in one.rings:
            path.addPolygon(QPolygonF([QPointF(*point) for point in ring]))
        if path.contains(QPointF(lon, lat)):
            found.append(one.name)
    return found


@pytest.mark.parametrize(
    ("lon", "lat", "regency", "province"),
    [
        (115.217, -8.656, "Kota Denpasar", "Bali"),
        (110.366, -7.801, "Kota Yogyakarta", "Daerah Istimewa Yogyakarta"),
        (110.218, -7.470, "Kota Magelang", "Jawa Tengah"),
        (110.22, -7.60, "Kabupaten Magelang", "Jawa Tengah"),
        (95.32, 5.56, "Kota Banda Aceh", "Aceh"),
        (140.42, -8.48, "Kabupaten Merauke", "Papua Selatan"),
        (138.95, -4.09, "Kabupaten Jayawijaya", "Papua Pegunungan"),
        (117.58, 3.32, "Kota Tarakan", "Kalimantan Utara"),
        (131.27, -0.88, "Kota Sorong", "Papua Barat Daya"),
        (123.60, -10.17, "Kota Kupang", "Nusa Tenggara Timur"),
    ],
)
def test_a_known_place_lies_in_its_regency_and_in_no_other(
    lon: float, lat: float, regency: str, province: str
) -> None:
    drawn = ground()
    assert _holding(drawn.regencies, lon, lat) == [regency]
    assert _holding(drawn.provinces, lon, lat) == [province]


def test_land_is_land_and_sea_is_sea(qtbot: QtBot) -> None:
    drawn = map_ground.draw(Sight.around(COUNTRY, SIZE), SIZE, 1.0).toImage()
    sight = Sight.around(COUNTRY, SIZE)

    def at(lon: float, lat: float) -> str:
        return drawn.pixelColor(sight.to_screen(lon, lat, SIZE).toPoint()).name()

    assert isinstance(drawn, QImage)
    assert at(113.9, -0.8) == at(102.3, -2.0), "Kalimantan and Sumatra"
    assert at(108.0, -4.9) == at(127.0, -5.8), "the seas of Java and Banda"
    assert at(113.9, -0.8) != at(108.0, -4.9)
    del qtbot


def sealed(vault: Vault, lat: float, lon: float, name: str, *, typed: bool = False) -> EvidenceCard:
    position = Position(
        round(lat * DEGREE), round(lon * DEGREE), None, Source.TYPED if typed else Source.GPS
    )
    claims = (Claim(position.source, Field.POSITION, "", f"{lat:.7f},{lon:.7f}"),)
    facts = Facts(Kind.PHOTO, "image/jpeg", claims=claims, position=position)
    manner = Manner.CAPTURED if typed else Manner.DEVICE
    item = put(vault, name.encode(), name=name, facts=facts, provenance=Provenance(manner))
    return next(card for card in browse.every(vault) if card.id == item)


@pytest.fixture
def run(session: Session, qtbot: QtBot) -> Callable[[Callable[[Vault], object]], object]:
    def go(work: Callable[[Vault], object]) -> object:
        with qtbot.waitSignal(session.on_vault(work).succeeded) as done:
            pass
        return done.args[0]

    return go


@pytest.fixture
def cards(
    session: Session, run: Callable[[Callable[[Vault], object]], object]
) -> tuple[EvidenceCard, ...]:
    def fill(vault: Vault) -> tuple[EvidenceCard, ...]:
        made = [sealed(vault, *at, f"IMG_{turn}.jpg") for turn, at in enumerate(BALI)]
        made.append(sealed(vault, -0.8, 119.9, "diketik.jpg", typed=True))
        write(vault, session.book, PaperKind.CASE, CASE, evidence=(made[2].id,))
        return tuple(made)

    found = run(fill)
    assert isinstance(found, tuple)
    return found


@pytest.fixture
def page(session: Session, cards: tuple[EvidenceCard, ...], qtbot: QtBot) -> EvidencePage:
    made = EvidencePage(session)
    qtbot.addWidget(made)
    made.resize(1198, 640)
    made.show()
    qtbot.waitUntil(lambda: made.list.model.rowCount() >= len(cards))
    made.list.filters.set_look("map")
    qtbot.waitUntil(lambda: len(made.list.map.canvas._items) >= len(cards))
    return made


def test_the_store_gives_places_and_says_which_were_typed(
    run: Callable[[Callable[[Vault], object]], object], cards: tuple[EvidenceCard, ...]
) -> None:
    found = run(lambda vault: plotted(vault, Filter(text="IMG")))
    numbers = {one.number for one in cards[:3]}
    assert numbers <= {one.key for one in found.items}  # type: ignore[attr-defined]  # Plotted
    typed = run(lambda vault: plotted(vault, Filter(text="diketik")))
    assert [(one.key, one.typed) for one in typed.items] == [(cards[3].number, True)]  # type: ignore[attr-defined]  # Plotted
    ((place,),) = [typed.papers]  # type: ignore[attr-defined]  # Plotted
    assert (place.lat, place.lon) == (BALI[2][0], BALI[2][1])


def test_a_click_chooses_the_item_and_its_details_follow(
    page: EvidencePage, cards: tuple[EvidenceCard, ...], qtbot: QtBot
) -> None:
    canvas = page.list.map.canvas
    mark = next(
        one for one in canvas._marks
        if not one.paper and cards[3].number in {place.key for place in canvas._members(one)}
    )  # fmt: skip
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=mark.at.toPoint())
    qtbot.waitUntil(lambda: [one.id for one in page.cards] == [cards[3].id])
    qtbot.waitUntil(lambda: page.details.card is not None)
    assert page.details.card is not None
    assert page.details.card.id == cards[3].id
    assert canvas._chosen == {cards[3].number}
    assert "diukur" in canvas.words_of(mark) or "measured" in canvas.words_of(mark)


def test_marks_that_lie_close_come_apart_and_can_be_chosen_together(
    page: EvidencePage, cards: tuple[EvidenceCard, ...], qtbot: QtBot
) -> None:
    canvas = page.list.map.canvas
    wanted = {cards[0].number, cards[1].number}

    def together() -> object:
        return next(
            (one for one in canvas._marks
             if wanted <= {place.key for place in canvas._members(one)}), None,
        )  # fmt: skip

    mark = together()
    assert mark is not None
    canvas._take(mark, whole=True)
    qtbot.waitUntil(lambda: wanted <= {one.number for one in page.cards})
    for _ in range(12):
        if (mark := together()) is None:
            break
        canvas._take(mark, whole=False)
    assert together() is None, "coming nearer sets marks apart"


def test_keys_go_from_mark_to_mark_and_a_case_is_led_to(page: EvidencePage, qtbot: QtBot) -> None:
    canvas = page.list.map.canvas
    canvas.setFocus()
    with qtbot.waitSignal(page.places.paper_chosen) as led:
        for _ in range(len(canvas._marks)):
            QTest.keyClick(canvas, Qt.Key.Key_Period)
            assert canvas.accessibleDescription()
            if canvas._at is not None and canvas._marks[canvas._at].paper:
                QTest.keyClick(canvas, Qt.Key.Key_Return)
                break
    assert led.args[0].title == "Camat di panggung"
    scale = canvas._sight.scale
    QTest.keyClick(canvas, Qt.Key.Key_Plus)
    assert canvas._sight.scale > scale
    QTest.keyClick(canvas, Qt.Key.Key_Home)


def test_filters_hold_on_the_map_as_in_the_list(
    page: EvidencePage, cards: tuple[EvidenceCard, ...], qtbot: QtBot
) -> None:
    page.list.filters.search.setText("diketik")
    canvas = page.list.map.canvas
    qtbot.waitUntil(lambda: [one.key for one in canvas._items.places] == [cards[3].number])


def test_a_hidden_case_has_no_mark(
    session: Session, run: Callable[[Callable[[Vault], object]], object],
    cards: tuple[EvidenceCard, ...],
) -> None:  # fmt: skip
    def hide(vault: Vault) -> Paper:
        item = sealed(vault, -3.0, 104.0, "terlarang.jpg")
        values = {**CASE, "judul": "Rahasia", "akses_terbatas_dari": [session.account.id]}
        return write(vault, session.book, PaperKind.CASE, values, evidence=(item.id,))

    run(hide)
    found = run(lambda vault: plotted(vault, Filter()))
    assert "Rahasia" not in {card.title for card in found.cards.values()}  # type: ignore[attr-defined]  # Plotted
    assert (-3.0, 104.0) not in {(one.lat, one.lon) for one in found.items}  # type: ignore[attr-defined]  # Plotted
    assert len(cards) == 4


def test_what_lies_outside_the_country_is_counted_in_words_and_does_not_move_the_map(
    qtbot: QtBot,
) -> None:
    view = MapView()
    qtbot.addWidget(view)
    view.resize(900, 560)
    view.show()
    places = [Placed(1, -86_741_000, 1_155_433_000), Placed(2, 430_000_000, 110_000_000)]
    view.show_places(MapFacts(Atlas(places), Atlas(()), 3))
    assert "1" in view._placed.text().split("\u00b7")[1]
    (mark,) = view.canvas._marks
    assert [one.key for one in view.canvas._members(mark)] == [1]


def test_regencies_that_a_person_brings_are_drawn_and_named_and_known_the_next_time(
    page: EvidencePage,
    session: Session,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    kept = tmp_path / "laptop" / "garis.z"
    monkeypatch.setattr(placing, "borders_file", lambda: kept)
    bali = [[115.0, -8.7], [115.4, -8.7], [115.4, -8.3], [115.0, -8.3], [115.0, -8.7]]
    source = tmp_path / "bali.geojson"
    geometry = {"type": "Polygon", "coordinates": [bali]}
    feature = {"type": "Feature", "properties": {"WADMKK": "Tabanan"}, "geometry": geometry}
    source.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    sight = Sight(115.2, -8.5, 800)
    try:
        before = map_ground.draw(sight, SIZE, 1.0).toImage()
        page.list.map.borders_brought.emit(str(source))
        qtbot.waitUntil(lambda: "bali.geojson" in page.list.map._source.text())
        assert map_ground.draw(sight, SIZE, 1.0).toImage() != before
        source.write_text("[]")
        page.list.map.borders_brought.emit(str(source))
        qtbot.waitUntil(lambda: "GeoJSON" in page.list.message.accessibleName())
        map_ground.bring(())
        again = EvidencePage(session)
        qtbot.addWidget(again)
        again.show()
        again.list.filters.set_look("map")
        qtbot.waitUntil(lambda: "bali.geojson" in again.list.map._source.text())
    finally:
        map_ground.bring(())
