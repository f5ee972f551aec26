# SPDX-License-Identifier: GPL-3.0-or-later
"""An office's server and a vault, set up and joined from a terminal."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.actions.clock import SystemClock
from desktop.cli import parser
from desktop.cli.terminal import Exit
from sync.server.serving import Serving
from sync.server.site import Site
from tests.fakes.live_depot import free_port
from tests.fakes.small_vault import CHAIR, found, put, without_ballast
from tests.fakes.stopped_clock import StoppedClock

Type = Callable[..., tuple[int, str, str]]


@pytest.fixture
def typed(capsys: pytest.CaptureFixture[str]) -> Type:
    def run(*words: object) -> tuple[int, str, str]:
        capsys.readouterr()
        code = parser.run([str(word) for word in words])
        return (code, *capsys.readouterr())

    return run


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[object, ...]:
    without_ballast(monkeypatch)
    made, _ = found(tmp_path / "brankas", StoppedClock(tick_us=1000))
    put(made, b"isi" * 1000)
    made.lock()
    secret = tmp_path / "sandi"
    secret.write_text(CHAIR.passphrase, encoding="utf-8")
    return (made.folder.path, "--passphrase-file", secret)


def make(tmp_path: Path, typed: Type) -> dict[str, str]:
    url = f"https://127.0.0.1:{free_port()}"
    folder, file = tmp_path / "server", tmp_path / "undangan"
    code, out, _ = typed("serve", "make", folder, "--url", url, "--file", file, "--json")
    assert code == Exit.OK
    told: dict[str, str] = json.loads(out)
    return told


def test_one_command_makes_a_server_and_prints_a_code_that_enrols_and_sends(
    tmp_path: Path, typed: Type, vault: tuple[object, ...]
) -> None:
    told = make(tmp_path, typed)
    site = Site.load(tmp_path / "server")
    key = tmp_path / "server-kunci-kantor"
    assert key.stat().st_mode & 0o777 == 0o600
    with Serving(site, lambda: SystemClock()().wall_us) as server:
        server.begin(*site.must_have_host())
        code, out, _ = typed("enrol", vault[0], told["code"], *vault[1:])
        assert code == Exit.OK
        assert told["url"] in out
        code, out, _ = typed("sync", *vault, "--json")
        assert code == Exit.OK
        sent = json.loads(out)
        assert (sent["stage"], sent["reason"]) == ("done", None)
        assert set(sent["waiting"].values()) == {0}
    code, out, _ = typed("sync", *vault)
    assert code == Exit.UNAVAILABLE
    assert "Tidak ada jaringan ke kantor" in out


def test_without_any_network_files_go_there_and_back(
    tmp_path: Path, typed: Type, vault: tuple[object, ...]
) -> None:
    make(tmp_path, typed)
    undangan, permohonan, jawaban = (tmp_path / name for name in ("undangan", "a", "b"))
    first = ("enrol", vault[0], "--file", undangan, *vault[1:])
    assert typed(*first, "--application", permohonan)[0] == Exit.OK
    again = permohonan.read_bytes()
    assert typed(*first, "--application", permohonan)[0] == Exit.OK
    assert permohonan.read_bytes() == again
    admit = ("serve", "admit", tmp_path / "server", permohonan, "--out", jawaban)
    assert typed(*admit)[0] == Exit.OK
    code, out, _ = typed(*first, "--answer", jawaban, "--json")
    assert code == Exit.OK
    device = json.loads(out)["device"]
    assert typed("serve", "revoke", tmp_path / "server", device)[0] == Exit.OK
    assert typed("serve", "revoke", tmp_path / "server", device)[0] == Exit.REFUSED


def test_a_server_is_copied_and_says_that_it_was_put_back(tmp_path: Path, typed: Type) -> None:
    make(tmp_path, typed)
    assert typed("serve", "backup", tmp_path / "server", tmp_path / "salinan")[0] == Exit.OK
    code, _, _ = typed("serve", "restored", tmp_path / "salinan")
    assert code == Exit.OK
    code, out, _ = typed("serve", "code", tmp_path / "salinan", "--json")
    assert code == Exit.OK
    assert json.loads(out)["code"].startswith("segel:https://127.0.0.1:")


@pytest.mark.parametrize(
    "words", [("enrol", "{vault}"), ("enrol", "{vault}", "segel:https://x#A.B")]
)
def test_a_code_that_is_none_is_refused_before_anything_is_opened(
    typed: Type, vault: tuple[object, ...], words: tuple[str, ...]
) -> None:
    code, _, err = typed(*(word.format(vault=vault[0]) for word in words), *vault[1:])
    assert code == Exit.REFUSED
    assert "Kode pendaftaran" in err
