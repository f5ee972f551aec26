# SPDX-License-Identifier: GPL-3.0-or-later
"""A server backed up, put back and moved from a terminal, and what is refused there."""

import json
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest

from desktop.cli import parser
from desktop.cli.terminal import Exit
from tests.fakes.live_depot import free_port
from tests.fakes.real_stores import common_stores

Type = Callable[..., tuple[int, str, str]]


@pytest.fixture
def typed(capsys: pytest.CaptureFixture[str]) -> Type:
    def run(*words: object) -> tuple[int, str, str]:
        capsys.readouterr()
        code = parser.run([str(word) for word in words])
        return (code, *capsys.readouterr())

    return run


@pytest.fixture
def folder(tmp_path: Path, typed: Type) -> Path:
    made = tmp_path / "server"
    url = f"https://127.0.0.1:{free_port()}"
    assert typed("serve", "make", made, "--url", url)[0] == Exit.OK
    return made


def test_a_server_is_moved_to_postgresql_and_s3_and_goes_on_there(
    folder: Path, typed: Type, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, out, _ = typed("serve", "migrate", folder, "--json")
    assert (code, json.loads(out)["details"]["what"]) == (Exit.REFUSED, "depot-nowhere")
    with monkeypatch.context() as environment:
        for name, value in common_stores().environ(uuid4().hex).items():
            environment.setenv(name, value)
        code, out, _ = typed("serve", "code", folder, "--json")
        assert (code, json.loads(out)["details"]["what"]) == (Exit.REFUSED, "depot-database")
        code, out, _ = typed("serve", "migrate", folder, "--json")
        assert code == Exit.OK
        assert json.loads(out)["rows"]["invitation"] == 1
        assert typed("serve", "code", folder)[0] == Exit.OK
        assert typed("serve", "backup", folder, folder.parent / "salinan")[0] == Exit.OK
    code, out, _ = typed("serve", "code", folder, "--json")
    assert (code, json.loads(out)["details"]["what"]) == (Exit.REFUSED, "depot-moved")
    code, out, _ = typed("serve", "restore", folder.parent / "baru", folder.parent / "salinan")
    assert code == Exit.OK
    assert "dipulihkan" in out
    assert typed("serve", "code", folder.parent / "baru")[0] == Exit.OK


@pytest.mark.parametrize(
    ("name", "value", "what"),
    [
        ("SEGEL_DATABASE_URL", "mysql://x/y", "depot-database-url"),
        ("SEGEL_MEDIA_URL", "gs://bucket", "depot-media-url"),
    ],
)
def test_an_address_of_another_kind_is_refused_by_name(
    folder: Path, typed: Type, monkeypatch: pytest.MonkeyPatch, name: str, value: str, what: str
) -> None:
    monkeypatch.setenv(name, value)
    code, out, _ = typed("serve", "code", folder, "--json")
    assert (code, json.loads(out)["details"]["what"]) == (Exit.REFUSED, what)


def test_several_processes_do_not_share_a_folder(folder: Path, typed: Type) -> None:
    code, out, _ = typed("serve", "start", folder, "--processes", "2", "--json")
    assert (code, json.loads(out)["details"]["what"]) == (Exit.REFUSED, "depot-alone")
