# SPDX-License-Identifier: GPL-3.0-or-later
"""The emulated link is what it says, and the real program gets everything over it."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.bench import links
from tests.bench.link.emulated import Link, Measured, lab, missing
from tests.bench.link.peers import PEERS, identical
from tests.bench.link.traffic import Cargo, segel
from tests.bench.rounds import Setting

needs_a_link = pytest.mark.skipif(bool(missing()), reason=missing() or "there is a link")


def test_the_limit_of_a_link_is_what_arrives_of_payload_while_it_is_up() -> None:
    link = Link(1e6)
    assert link.payload_rate == pytest.approx(125_000 * 0.95 * 1348 / 1400 * 55 / 60)
    assert link.wire_floor == pytest.approx(1.0932, abs=1e-4)
    assert Link(64e3).queue == 24_000
    assert link.calm().payload_rate > link.payload_rate


def test_a_bench_without_a_link_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(links, "missing", lambda: "the link emulator needs root on Linux")
    (figure,) = links.run(Setting(tmp_path))
    assert figure.skipped == "the link emulator needs root on Linux"
    assert all(
        peer.missing in {"", peer.unfit} or "not installed" in peer.missing for peer in PEERS
    )


def test_only_bytes_that_arrived_count_and_not_the_length_a_file_was_given(tmp_path: Path) -> None:
    source, target = tmp_path / "source", tmp_path / "target"
    source.mkdir()
    target.mkdir()
    for name in ("a", "b"):
        (source / name).write_bytes(name.encode() * 1000)
    (target / "another-name").write_bytes(b"a" * 1000)
    with (target / ".b.tmp").open("wb") as file:
        file.truncate(1000)
    assert identical(source, target) == 1


@needs_a_link
def test_an_emulated_link_has_the_rate_the_round_trip_and_the_loss_it_was_given(
    tmp_path: Path,
) -> None:
    link = replace(Link(5e5, delay_ms=50, jitter_ms=5).calm(), loss=0.05)
    with lab(link, tmp_path) as made:
        seen = Measured.of(made, 3.0)
    assert seen.rate == pytest.approx(5e5 * 0.95, rel=0.12)
    assert seen.rtt == pytest.approx(0.105, rel=0.2)
    assert seen.loss == pytest.approx(0.05, abs=0.03)


@needs_a_link
def test_items_of_a_real_vault_cross_an_outage_that_forgets_every_flow(tmp_path: Path) -> None:
    link = Link(1e6, delay_ms=40, loss=0.02, period=2.5, outage=0.5)
    seen = segel(link, Cargo(6, 35_000), tmp_path, "segel")
    assert seen.arrived == 6
    assert seen.outages >= 1
    assert seen.breaks >= 1
    assert 0 < seen.share < 1
    assert seen.wire > link.wire_floor
