# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures decoded within limits: thumbnails, a likeness for near duplicates, and comparisons.

Only the child process calls this; Pillow and libheif see strangers' bytes here.
"""

import importlib
import io
import math
import warnings
from dataclasses import dataclass, field
from typing import Any, Final

from PIL import Image, ImageFile, ImageOps
from PIL.Image import Transpose

from db.intake.limits import THUMBNAIL_EDGE
from db.intake.source import Source, SourceFile

_FORMATS: Final = {
    "jpeg": ("JPEG", "MPO"),
    "png": ("PNG",),
    "gif": ("GIF",),
    "webp": ("WEBP",),
    "bmp": ("BMP",),
    "tiff": ("TIFF",),
    "heif": ("HEIF", "AVIF"),
}
_PLUGINS: Final = {
    "jpeg": "Jpeg",
    "png": "Png",
    "gif": "Gif",
    "webp": "WebP",
    "bmp": "Bmp",
    "tiff": "Tiff",
    "heif": "Avif",
}
# EXIF 2.32, Orientation: what to do to a stored picture to see it upright.
_UPRIGHT: Final = {
    2: Transpose.FLIP_LEFT_RIGHT,
    3: Transpose.ROTATE_180,
    4: Transpose.FLIP_TOP_BOTTOM,
    5: Transpose.TRANSPOSE,
    6: Transpose.ROTATE_270,
    7: Transpose.TRANSVERSE,
    8: Transpose.ROTATE_90,
}
_TURNS: Final = (None, *Transpose)
_LARGEST_THUMBNAIL: Final = 4_000_000
_FLAT: Final = 4.0  # below this contrast a picture is one grey, and nothing can be compared


class TooManyPixelsError(Exception):
    """The picture says it has more pixels than may be decoded."""


class UnreadablePictureError(Exception):
    """The library cannot make a picture of these bytes."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A picture whose header has been read and whose pixels have not."""

    image: Image.Image
    width: int
    height: int
    exif: bytes = b""
    xmp: bytes = b""
    texts: dict[str, str] = field(default_factory=dict)

    def upright(self, decoded: Image.Image, orientation: int) -> Image.Image:
        """Turn what was decoded of it as EXIF says; of a TIFF, Pillow's reader did that already."""
        turn = None if self.image.format == "TIFF" else _UPRIGHT.get(orientation)
        return decoded if turn is None else decoded.transpose(turn)


def open_picture(source: Source, family: str, pixels: int) -> Opened:
    """Read a picture's header.

    Raises UnreadablePictureError if that fails, TooManyPixelsError if it may not be decoded.
    """
    Image.MAX_IMAGE_PIXELS = None  # our own limit follows, and is an error and not a warning
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            image = Image.open(
                io.BufferedReader(SourceFile(source), 64 * 1024), formats=_formats(family)
            )
        except (OSError, ValueError, SyntaxError, ArithmeticError, LookupError) as error:
            raise UnreadablePictureError from error
    if image.width * image.height > pixels:
        message = f"{image.width}x{image.height}"
        raise TooManyPixelsError(message)
    info = image.info
    return Opened(
        image,
        image.width,
        image.height,
        _bytes(info.get("exif")),
        _bytes(info.get("xmp") or info.get("XML:com.adobe.xmp")),
        {str(key): value for key, value in info.items() if isinstance(value, str)},
    )


def small(opened: Opened, edge: int = THUMBNAIL_EDGE) -> tuple[Image.Image, bool]:
    """Decode at most `edge` pixels each way, as stored (not turned), in RGB.

    The second value says whether the pixels were whole; if not, the picture is what could be had.
    Raises UnreadablePictureError if nothing could be.
    """
    image = opened.image
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        whole = True
        try:
            image.draft("RGB", (edge, edge))
            image.load()
        except MemoryError:
            raise
        except Exception:  # noqa: BLE001  # decoders fail in every way there is
            whole = False
            image = _what_can_be_had(image)
        try:
            image = flat(image)
            image.thumbnail((edge, edge), Image.Resampling.LANCZOS, reducing_gap=2.0)
        except (OSError, ValueError, SyntaxError, ArithmeticError) as error:
            raise UnreadablePictureError from error
    return image, whole


def _what_can_be_had(image: Image.Image) -> Image.Image:
    ImageFile.LOAD_TRUNCATED_IMAGES = True
    try:
        image.load()
    except MemoryError:
        raise
    except Exception as error:
        raise UnreadablePictureError from error
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = False
    return image


def flat(image: Image.Image) -> Image.Image:
    """Return the picture in RGB: transparency over white, deep greys scaled down."""
    if image.mode.startswith("I") or image.mode == "F":
        return ImageOps.autocontrast(
            image.convert("F").point(_grey_scale(image)).convert("L")
        ).convert("RGB")
    if image.mode in {"RGBA", "LA", "PA", "La", "RGBa"} or "transparency" in image.info:
        image = image.convert("RGBA")
        ground = Image.new("RGB", image.size, "white")
        ground.paste(image, mask=image.getchannel("A"))
        return ground
    return image if image.mode == "RGB" else image.convert("RGB")


def to_jpeg(image: Image.Image, quality: int = 80) -> bytes:
    """Return a plain baseline JPEG that carries nothing but the pixels."""
    bare = image.convert("RGB")
    bare.info = {}
    out = io.BytesIO()
    bare.save(out, "JPEG", quality=quality)
    return out.getvalue()


def likeness(image: Image.Image) -> int:
    """Return a 63-bit difference hash of an upright picture; near duplicates differ in few bits.

    Each bit says whether a point of a 9x8 grey picture is brighter than its right neighbour.  The
    last of the 64 comparisons is left out, so that the number fits a signed 64-bit column.
    """
    return _difference(image, 8) >> 1


@dataclass(frozen=True, slots=True)
class Unlikeness:
    """How far an embedded thumbnail is from its picture.

    `distance`: in how many of 256 difference-hash bits.  `local`: how much the most different
    eighth by eighth of the picture deviates, in percent of the picture's own contrast; this finds
    small repaintings which the whole does not show.
    """

    distance: int
    local: int


def unlikeness(thumbnail: bytes, image: Image.Image) -> Unlikeness | None:
    """Compare an embedded thumbnail with its picture; None if the thumbnail cannot be decoded.

    The least over all turns and mirrorings and over cropping the bars some cameras put around a
    thumbnail of another shape.
    """
    try:
        opened = Image.open(io.BytesIO(thumbnail), formats=("JPEG",))
        if opened.width * opened.height > _LARGEST_THUMBNAIL or min(opened.size) < 16:
            return None
        inner = flat(opened).convert("L")
        inner.thumbnail((128, 128))
    except (OSError, ValueError, SyntaxError, ArithmeticError):
        return None
    wanted = _difference(image, 16)
    ratio = image.width / image.height
    candidates = []
    for shape in (inner, _cropped(inner, ratio), _cropped(inner, 1 / ratio)):
        for turn in _TURNS:
            one = shape if turn is None else shape.transpose(turn)
            candidates.append(((wanted ^ _difference(one, 16)).bit_count(), one))
    candidates.sort(key=lambda candidate: candidate[0])
    local = min(_local(one, image) for _distance, one in candidates[:2])
    return Unlikeness(candidates[0][0], local)


def _local(inner: Image.Image, image: Image.Image) -> int:
    """Fit the thumbnail's brightness to the picture's, and return the worst block's deviation."""
    edge, block = 32, 4
    theirs, ours = (
        one.convert("L").resize((edge, edge), Image.Resampling.BOX).tobytes()
        for one in (inner, image)
    )
    count = edge * edge
    mean_theirs, mean_ours = sum(theirs) / count, sum(ours) / count
    spread = sum((value - mean_theirs) ** 2 for value in theirs)
    contrast = math.sqrt(sum((value - mean_ours) ** 2 for value in ours) / count)
    if not spread or contrast < _FLAT:
        return 0
    shared = sum((a - mean_theirs) * (b - mean_ours) for a, b in zip(theirs, ours, strict=True))
    slope = shared / spread
    rest = [
        abs(b - mean_ours - slope * (a - mean_theirs)) for a, b in zip(theirs, ours, strict=True)
    ]
    worst = max(
        sum(
            sum(rest[row * edge + column : row * edge + column + block])
            for row in range(top, top + block)
        )
        for top in range(0, edge, block)
        for column in range(0, edge, block)
    )
    return round(100 * worst / block**2 / contrast)


def _cropped(image: Image.Image, ratio: float) -> Image.Image:
    width, height = image.size
    if width / height > ratio:
        keep = max(1, round(height * ratio))
        left = (width - keep) // 2
        return image.crop((left, 0, left + keep, height))
    keep = max(1, round(width / ratio))
    top = (height - keep) // 2
    return image.crop((0, top, width, top + keep))


def _difference(image: Image.Image, edge: int) -> int:
    grey = image.convert("L").resize((edge + 1, edge), Image.Resampling.BOX)
    pixels = grey.tobytes()
    bits = 0
    for row in range(edge):
        for column in range(edge):
            at = row * (edge + 1) + column
            bits = bits << 1 | (pixels[at] > pixels[at + 1])
    return bits


def _grey_scale(image: Image.Image) -> Any:
    low, high = image.convert("F").getextrema()
    span = max(float(high) - float(low), 1.0)  # type: ignore[arg-type]  # one band, so numbers
    factor = 255.0 / span
    offset = -float(low) * factor  # type: ignore[arg-type]  # likewise
    return lambda value: value * factor + offset


def _formats(family: str) -> tuple[str, ...]:
    """Load the one plugin a family needs; all of them would cost every child 90 ms."""
    plugin = _PLUGINS.get(family)
    if plugin is None:
        return ()
    importlib.import_module(f"PIL.{plugin}ImagePlugin")
    if family == "heif":
        import pillow_heif  # noqa: PLC0415  # 30 ms that only HEIF needs

        pillow_heif.options.DECODE_THREADS = 1
        pillow_heif.register_heif_opener()
    return _FORMATS[family]


def _bytes(value: object) -> bytes:
    if isinstance(value, str):
        return value.encode("utf-8", "surrogateescape")
    return value if isinstance(value, bytes) else b""
