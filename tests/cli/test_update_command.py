# SPDX-License-Identifier: GPL-3.0-or-later
"""Updates in a terminal: a maker makes and signs, an office hands out, a laptop takes."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.cli import parser
from desktop.cli.terminal import Exit
from desktop.update import making, release
from desktop.update.layout import Layout, Returned, Why
from tests.fakes.small_programs import build, laid

PLACE = "desktop.cli.update"


def said(capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    told: dict[str, object] = json.loads(capsys.readouterr().out)
    return told


@pytest.fixture
def layout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Layout:
    """Install Segel 0.1.0, which believes the key in `kunci`."""
    found = laid(tmp_path / "Segel")
    assert parser.run(["update", "key", "segel-rilis", "--out", str(tmp_path / "kunci")]) == 0
    signer = making.key_in((tmp_path / "kunci").read_text())
    key = (signer.name, signer.public_key)
    monkeypatch.setattr(f"{PLACE}.release.makers", lambda: (key,))
    monkeypatch.setattr(f"{PLACE}.layout.installed", lambda: found)
    own = replace(release.own(), version="0.1.0")
    monkeypatch.setattr(f"{PLACE}.release.own", lambda: own)
    return found


def made(tmp_path: Path, version: str, **told: str) -> Path:
    folder = build(tmp_path / f"bangun-{version}", version, **told)  # type: ignore[arg-type]  # as given
    target = tmp_path / f"{version}.segelbaru"
    call = ["update", "make", str(folder), "--key", str(tmp_path / "kunci"), "--out", str(target)]
    assert parser.run(call) == Exit.OK
    return target


def test_a_package_is_made_handed_out_looked_at_and_taken(
    layout: Layout, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, stick = made(tmp_path, "0.2.0"), tmp_path / "stik"
    stick.mkdir()
    capsys.readouterr()
    assert parser.run(["update", "put", str(source), str(stick), "--json"]) == Exit.OK
    there = Path(str(said(capsys)["file"]))
    assert parser.run(["update", "look", str(there), "--json"]) == Exit.OK
    told = said(capsys)
    assert (told["version"], told["maker"], told["refused"]) == ("0.2.0", "segel-rilis", None)
    assert parser.run(["update", "take", str(there), "--lang", "en"]) == Exit.OK
    assert "next start tries the new one" in capsys.readouterr().out
    assert layout.next == "0.2.0"
    assert parser.run(["update", "show", "--json"]) == Exit.OK
    assert said(capsys)["next"] == "0.2.0"


def test_looking_says_why_a_package_could_not_be_taken(
    layout: Layout, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = made(tmp_path, "0.2.0", system="plan9-pdp11")
    capsys.readouterr()
    assert parser.run(["update", "look", str(source), "--json"]) == Exit.FLAWS
    assert said(capsys)["refused"] == "update-system"
    assert parser.run(["update", "take", str(source)]) == Exit.REFUSED
    assert "plan9-pdp11" in capsys.readouterr().err
    assert layout.next == ""


def test_what_was_put_aside_is_shown_with_its_reason(
    layout: Layout, capsys: pytest.CaptureFixture[str]
) -> None:
    layout.put_aside(Returned("0.2.0", Why.SILENT))
    capsys.readouterr()
    assert parser.run(["update", "show", "--lang", "en"]) == Exit.FLAWS
    assert "it ran, and no window came" in capsys.readouterr().out
    assert parser.run(["update", "show", "--json"]) == Exit.FLAWS
    assert said(capsys)["returned"] == {"code": None, "version": "0.2.0", "why": "silent"}


@pytest.mark.usefixtures("layout")
def test_a_new_release_key_is_believed_by_the_old_one_s_word(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    new, note = tmp_path / "kunci-baru", tmp_path / "catatan"
    capsys.readouterr()
    assert parser.run(["update", "key", "segel-rilis", "--out", str(new), "--json"]) == Exit.OK
    line = str(said(capsys)["key"])
    call = ["update", "succeed", line, "--key", str(tmp_path / "kunci"), "--out", str(note)]
    assert parser.run(call) == Exit.OK
    folder, target = build(tmp_path / "b", "0.2.0"), tmp_path / "baru.segelbaru"
    make = ["update", "make", str(folder), "--key", str(new), "--out"]
    assert parser.run([*make, str(target), "--succession", str(note)]) == Exit.OK
    assert parser.run(["update", "look", str(target)]) == Exit.OK
    assert parser.run([*make, f"{target}.2"]) == Exit.OK
    assert parser.run(["update", "look", f"{target}.2"]) == Exit.REFUSED


@pytest.mark.usefixtures("layout")
def test_what_is_no_key_and_what_is_there_already_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    (tmp_path / "bukan").write_text("bukan kunci")
    folder = build(tmp_path / "b", "0.2.0")
    call = ["update", "make", str(folder), "--key", str(tmp_path / "bukan"), "--out", "x", "--json"]
    assert parser.run(call) == Exit.REFUSED
    assert said(capsys)["details"] == {"what": "release-key"}
    call = ["update", "key", "x", "--out", str(tmp_path / "bukan"), "--json"]
    assert parser.run(call) == Exit.REFUSED
    assert said(capsys)["details"] == {"what": "target-exists"}
