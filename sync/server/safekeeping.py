# SPDX-License-Identifier: GPL-3.0-or-later
"""Backups of a depot while it works, and what follows when one is put back.

A backup is a depot's folder with everything in it, wherever the depot itself keeps what it has.  It
has the keys with which one can pretend to be the depot; none that opens evidence.  A depot that was
put back says so in its log, in a new epoch, before it answers anyone.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from db.errors import InvalidInputError
from db.model.progress import Check, Report, ignore, never
from sync.checkpoint import log_signer
from sync.server import (
    moving,
    serving,  # noqa: F401 - whoever serves knows every table there is
    tables,
)
from sync.server.depot import Depot
from sync.server.moving import Copied, Store
from sync.server.places import Places
from sync.server.site import Site


def back_up(
    site: Site, places: Places, target: Path, *, check: Check = never, report: Report = ignore
) -> int:
    """Copy a depot, running or not, into a folder; return how many chunks were new in it.

    Of a folder that has an earlier copy of it, the chunks are kept.  Raise CopyDiffersError.
    """
    if places == Places.beside(site.folder):
        return site.backup(target)
    site.copy_identity(target)
    fresh = target / "depot.db.partial"
    fresh.unlink(missing_ok=True)
    to = Places(tables.sqlite_url(fresh), Places.beside(target).media_url)
    with opened(places) as source, opened(to) as copy:
        done = moving.copy(source, copy, site.name, check=check, report=report)
    fresh.replace(target / "depot.db")
    return done.new_chunks


def restore(
    backup: Path,
    folder: Path,
    environ: Mapping[str, str],
    now_us: Callable[[], int],
    *,
    check: Check = never,
    report: Report = ignore,
) -> Copied:
    """Make a depot of a backup, in `folder` and where the environment says.

    Raise InvalidInputError for a folder or database in use, and CopyDiffersError for a backup that
    is damaged.  One that was cut off is taken up again.
    """
    site = Site.load(backup)
    if folder.exists() and any(folder.iterdir()) and Site.load(folder).name != site.name:
        message = "the folder is another depot's"
        raise InvalidInputError(message, what="target-exists")
    site.copy_identity(folder)
    places = Places.of(folder, environ)
    with opened(Places.beside(backup)) as source, opened(places) as target:
        depot = Depot(site.name, log_signer(site.name, site.seeds[2]), target.media, now_us)
        return moving.copy(
            source, target, site.name, at_last=depot.restored, check=check, report=report
        )


def migrate(
    site: Site, environ: Mapping[str, str], *, check: Check = never, report: Report = ignore
) -> Copied:
    """Move a depot from its folder to where the environment says; the folder keeps its keys.

    Raise what `moving.move` raises, and InvalidInputError when the environment names no place.
    """
    beside, places = Places.beside(site.folder), Places.of(site.folder, environ)
    if not places.shared:
        message = "the environment does not say where to"
        raise InvalidInputError(message, what="depot-nowhere")
    with opened(beside) as source, opened(places) as target:
        return moving.move(source, target, site.name, check=check, report=report)


@contextmanager
def opened(places: Places) -> Iterator[Store]:
    """Open both places, and close the database at the end."""
    media = places.media()
    engine = places.engine()
    try:
        yield Store(engine, media)
    finally:
        engine.dispose()
