# SPDX-License-Identifier: GPL-3.0-or-later
"""An office's evening in the terminal: key, server, pull, list, letters, and what is refused."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop.cli.parser import run
from sync.server.serving import Serving
from sync.server.site import Site
from tests.fakes.live_depot import Minutes, free_port
from tests.fakes.small_vault import without_ballast

WORDS = "lima kata sandi ketua\n"
Say = Callable[..., dict[str, object]]


@pytest.fixture
def say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Say:
    without_ballast(monkeypatch)
    (tmp_path / "sandi").write_text(WORDS, encoding="utf-8")

    def say(*words: str, code: int = 0, own: bool = True) -> dict[str, object]:
        extra = ["--passphrase-file", str(tmp_path / "sandi")] if own else []
        capsys.readouterr()
        assert run([*words, *extra, "--json"]) == code
        told: dict[str, object] = json.loads(capsys.readouterr().out or "{}")
        return told

    return say


@pytest.fixture
def server(tmp_path: Path, say: Say) -> Iterator[Serving]:
    made = say("office", "key", "--out", str(tmp_path / "kunci"), own=False)
    url = f"https://127.0.0.1:{free_port()}"
    folder = str(tmp_path / "depot")
    say("serve", "make", folder, "--url", url, "--office-key", str(made["public"]), own=False)
    with Serving(Site.load(tmp_path / "depot"), Minutes()) as server:
        server.begin(*server.site.must_have_host())
        yield server


def test_an_evening_of_an_office_in_the_terminal(tmp_path: Path, say: Say, server: Serving) -> None:
    laptop, office = str(tmp_path / "laptop"), str(tmp_path / "kantor")
    photo = tmp_path / "foto.txt"
    photo.write_text("isi foto", encoding="utf-8")
    say("init", laptop)
    say("seal", "--vault", laptop, str(photo))
    say("enrol", laptop, server.invite().code)
    say("sync", laptop)
    say("init", office)
    code = server.invite_reader(("*",)).code
    told = say("office", "enrol", office, code, "--key-file", str(photo), code=3)
    assert told["details"] == {"what": "office-secret"}
    say("office", "enrol", office, code, "--key-file", str(tmp_path / "kunci"))
    done = say("office", "pull", office)
    assert (done["senders"], done["items"], done["breaches"]) == (1, 1, [])
    (sender,) = say("office", "list", office)["senders"]  # type: ignore[misc]  # a list of one
    name = str(sender["vault"])
    (item,) = say("office", "show", office, name)["items"]  # type: ignore[misc]  # likewise
    assert (item["name"], item["state"]) == ("foto.txt", "whole")
    about = ("--to", name, "--about", str(item["id"]))
    say("office", "say", office, "ask-back", *about, "--text", "Mohon foto lain.")
    say("office", "say", office, "instruction", "--text", "Rapat besok.")
    newer = ("office", "say", office, "newer", "--text")
    assert say(*newer, "besok", code=3)["details"] == {"what": "version"}
    say(*newer, "0.9.0")
    assert say("office", "say", office, "number", *about, "--text", "1", code=3)["details"] == {
        "what": "paper-unnumbered"
    }
    assert say("office", "say", office, "review", "--text", "x", code=3)["details"] == {
        "what": "letter-to"
    }
    assert say("office", "pull", office)["letters"] == 3
    say("sync", laptop)
    letters = say("letters", laptop)
    assert [one["says"] for one in letters["letters"]] == [  # type: ignore[attr-defined]  # a list
        "newer-version",
        "instruction",
        "ask-back",
    ]
    assert letters["refused"] == []
    note = tmp_path / "kepala"
    note.write_text("bukan", encoding="utf-8")
    assert say("office", "compare", office, str(note), code=3)["details"] == {"what": "head-text"}


def test_a_vault_that_is_no_office_s_pulls_nothing(tmp_path: Path, say: Say) -> None:
    vault = str(tmp_path / "biasa")
    say("init", vault)
    assert say("office", "pull", vault, code=3)["details"] == {"what": "reading"}


def test_an_operator_gives_readers_their_scope(tmp_path: Path, say: Say, server: Serving) -> None:
    folder = str(tmp_path / "depot")
    server.close()
    assert str(say("serve", "reader", folder, "--scope", "51.05", own=False)["code"]).startswith(
        "segel:https://"
    )
    told = say("serve", "place", folder, "x", "51.05.03", code=3, own=False)
    assert told["details"] == {"what": "vault-name"}
    assert say("serve", "place", folder, "0" * 26, "51.05.03", own=False)["region"] == "51.05.03"
    say("serve", "shut-out", folder, "NOBODY", code=3, own=False)
