# SPDX-License-Identifier: GPL-3.0-or-later
"""Upright pictures of photos and poster frames of video, small or large, within limits."""

from typing import Final

from PIL import Image

from db.intake import gather, picture
from db.intake.gather import PICTURES
from db.intake.limits import PICTURE_BYTES, PICTURE_EDGE, THUMBNAIL_BYTES, THUMBNAIL_EDGE
from db.intake.seen import Seen
from db.intake.source import Source
from db.model.finding import Finding, Level

_QUALITIES: Final = (80, 60, 40, 20)


class NoPictureError(Exception):
    """There is no picture to be had of this file."""


def thumbnail(source: Source, seen: Seen, pixels: int) -> bytes | None:
    """Return a thumbnail, and fill in what decoding shows; what fails becomes a finding."""
    try:
        image = _decoded(source, seen, THUMBNAIL_EDGE, pixels)
    except picture.TooManyPixelsError as error:
        seen.troubles.append(gather.too_large(f"{error} px", f"{pixels} px"))
        return None
    except picture.UnreadablePictureError:
        evidence = {"media_type": seen.sort.media_type}
        seen.troubles.append(Finding("unreadable", Level.LOOK, evidence))
        return None
    if image is None:
        return None
    seen.likeness = picture.likeness(image)
    if seen.thumbnail:
        seen.unlikeness = picture.unlikeness(seen.thumbnail, image)
    tries = (picture.to_jpeg(image, quality) for quality in _QUALITIES)
    return next((jpeg for jpeg in tries if len(jpeg) <= THUMBNAIL_BYTES), None)


def render(
    source: Source, longest: int, pixels: int, at_us: int | None = None
) -> tuple[int, int, bytes]:
    """Return width, height and JPEG of an upright picture, or of a film's poster or a moment of it.

    Raises NoPictureError where there is none.
    """
    image = upright(source, longest, pixels, at_us)
    jpeg = picture.to_jpeg(image, 88)
    if len(jpeg) > PICTURE_BYTES:
        raise NoPictureError
    return image.width, image.height, jpeg


def upright(source: Source, longest: int, pixels: int, at_us: int | None = None) -> Image.Image:
    """Return an upright picture, or a film's poster or a moment of it, `longest` pixels at most.

    Raises NoPictureError where there is none.
    """
    seen = gather.headers(source, "")
    try:
        image = _decoded(source, seen, min(longest, PICTURE_EDGE), pixels, at_us)
    except (picture.TooManyPixelsError, picture.UnreadablePictureError) as error:
        raise NoPictureError from error
    if image is None:
        raise NoPictureError
    return image


def _decoded(
    source: Source, seen: Seen, longest: int, pixels: int, at_us: int | None = None
) -> Image.Image | None:
    if seen.undecodable:
        raise picture.UnreadablePictureError
    if seen.stored is not None and seen.stored[0] * seen.stored[1] > pixels:
        message = f"{seen.stored[0]}x{seen.stored[1]}"
        raise picture.TooManyPixelsError(message)
    if seen.sort.family in PICTURES:
        return _photo(source, seen, longest, pixels)
    if seen.clip is None or not seen.clip.video_codec:
        return None
    from db.intake import clip  # noqa: PLC0415  # FFmpeg, loaded only where there is film

    image = clip.poster(source, seen.sort.family, pixels, at_us)
    if image is not None:
        image.thumbnail((longest, longest))
    return image


def _photo(source: Source, seen: Seen, longest: int, pixels: int) -> Image.Image:
    opened = picture.open_picture(source, seen.sort.family, pixels)
    if seen.stored is None:
        seen.stored = opened.width, opened.height
    image, whole = picture.small(opened, longest)
    if not whole and not seen.truncated:
        seen.truncated = "pixels"
    return opened.upright(image, seen.orientation)
