# SPDX-License-Identifier: GPL-3.0-or-later
"""Write what a package of Segel is made of, as CycloneDX 1.6 JSON, from locks and the credits.

    python .ci/sbom.py requirements/sign.lock > dist/segel.cdx.json

It reads nothing but files of this folder, so equal files give equal bytes: no clock, no random
serial number.  Source of the fields: ECMA-424, "CycloneDX Bill of materials specification".
"""

# ruff: noqa: INP001 - a script beside others, in no package

import ast
import json
import re
import sys
import uuid
from pathlib import Path
from typing import Final

PROJECT: Final = Path(__file__).resolve().parent.parent
PIN: Final = re.compile(r"^([a-z0-9._-]+)==([^\s;\\]+)(?: ; ([^\\]+?))? ?\\?$", re.MULTILINE)
HASH: Final = re.compile(r"--hash=sha256:([0-9a-f]{64})")
CREDIT: Final = re.compile(r"^\| ([a-z0-9-]+) \| ([^ |]+) \| ([^|]+) \|", re.MULTILINE)


def version() -> str:
    """Return the version of Segel, from the one place where it stands."""
    tree = ast.parse((PROJECT / "desktop/__init__.py").read_text(encoding="utf-8"))
    for node in tree.body:
        if isinstance(node, ast.Assign) and node.targets[0].id == "__version__":  # type: ignore[attr-defined]  # plain names alone
            return str(ast.literal_eval(node.value))
    message = "desktop/__init__.py says no version"
    raise SystemExit(message)


def components(lock: str, credited: str) -> list[dict[str, object]]:
    """Return the packages that locks pin, by name: version, licence as credited, hash of each file.

    Raise SystemExit for a package without a licence.
    """
    licences = {(name, at): words.strip() for name, at, words in CREDIT.findall(credited)}
    found = {}
    for block in re.split(r"\n(?=[a-z0-9._-]+==)", lock):
        pin = PIN.search(block)
        if pin is None:
            continue
        name, at, only = pin.groups()
        if (name, at) not in licences:
            message = f"{name} {at} is not credited in THIRD_PARTY.md"
            raise SystemExit(message)
        one: dict[str, object] = {
            "bom-ref": f"pkg:pypi/{name}@{at}",
            "licenses": [{"license": {"name": licences[name, at]}}],
            "name": name,
            "purl": f"pkg:pypi/{name}@{at}",
            "type": "library",
            "version": at,
            "properties": [
                {"name": "segel:file-sha256", "value": digest} for digest in HASH.findall(block)
            ],
        }
        if only:
            one["properties"] = [{"name": "segel:only", "value": only}, *one["properties"]]  # type: ignore[misc]  # a list, just above
        found[str(one["bom-ref"])] = one
    return sorted(found.values(), key=lambda one: (str(one["name"]), str(one["version"])))


def bill(lock: str, credited: str) -> dict[str, object]:
    """Return the whole bill of materials."""
    parts = components(lock, credited)
    own = f"pkg:generic/segel@{version()}"
    body = json.dumps([own, parts], sort_keys=True)
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "components": parts,
        "dependencies": [{"dependsOn": [str(one["bom-ref"]) for one in parts], "ref": own}],
        "metadata": {
            "component": {
                "bom-ref": own,
                "licenses": [{"license": {"id": "GPL-3.0-or-later"}}],
                "name": "segel",
                "type": "application",
                "version": version(),
            }
        },
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, body)}",
        "specVersion": "1.6",
        "version": 1,
    }


if __name__ == "__main__":
    told = bill(
        "\n".join(Path(lock).read_text(encoding="utf-8") for lock in sys.argv[1:]),
        (PROJECT / "THIRD_PARTY.md").read_text(encoding="utf-8"),
    )
    sys.stdout.write(json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n")
