# SPDX-License-Identifier: GPL-3.0-or-later
"""Words about positions."""

from collections.abc import Mapping
from typing import Final

from db.intake.sentences.shape import Wording

WORDINGS: Final[Mapping[str, Wording]] = {
    "no_gps": Wording(
        "Tanpa posisi",
        "No position",
        "Berkas ini tidak mencatat posisi.",
        "This file records no position.",
        "Lazim pada kamera tanpa GPS, atau bila izin lokasi dimatikan.",
        "Usual for cameras without GPS, or when location was switched off.",
        "Catat tempatnya sendiri pada peta.",
        "Mark the place on the map yourself.",
    ),
    "gps_zero": Wording(
        "Posisi nol",
        "Position is zero",
        "Posisi tertulis 0, 0, yaitu nilai pengisi dan bukan tempat.",
        "The position reads 0, 0, which is a filler and not a place.",
        "Lazim bila perangkat belum memperoleh sinyal GPS.",
        "Usual when the device had no GPS signal yet.",
        "Anggap tanpa posisi; catat tempatnya sendiri pada peta.",
        "Treat it as no position; mark the place on the map yourself.",
    ),
    "gps_impossible": Wording(
        "Posisi di luar bumi",
        "Position off the globe",
        "Angka posisi ({value}) berada di luar batas lintang dan bujur.",
        "The numbers of the position ({value}) are outside latitude and longitude.",
        "Lazim bila program lain menulis posisi dengan satuan yang salah.",
        "Usual when another program wrote the position in the wrong unit.",
        "Catat tempatnya sendiri pada peta.",
        "Mark the place on the map yourself.",
    ),
    "gps_ref_suspect": Wording(
        "Belahan bumi tidak pasti",
        "Hemisphere uncertain",
        "Posisi tertulis {written} dengan {tag} \u201c{sign}\u201d; bila tandanya dibalik, "
        "letaknya {mirrored}.",
        "The position reads {written} with {tag} \u201c{sign}\u201d; with the sign turned round it "
        "is {mirrored}.",
        "Sebagian program membuang tanda selatan atau barat.",
        "Some programs drop the sign for south or west.",
        "Bandingkan dengan tempat yang Anda ketahui.",
        "Compare with the place as you know it.",
    ),
    "gps_date_invalid": Wording(
        "Tanggal GPS tidak terbaca",
        "GPS date cannot be read",
        "Tanggal GPS tertulis \u201c{value}\u201d.",
        "The GPS date reads \u201c{value}\u201d.",
        "Beberapa versi perangkat lunak ponsel menulisnya secara keliru.",
        "Some versions of phone software write it wrongly.",
        "Pakai jam kamera, dan bandingkan dengan berkas lain.",
        "Use the camera's clock, and compare other files.",
    ),
    "gps_outside_district": Wording(
        "Di luar wilayah tugas",
        "Outside the assigned district",
        "Titik berada {km} km dari pusat wilayah tugas, yang menjangkau {radius} km "
        "(ketelitian {accuracy}).",
        "The point is {km} km from the middle of the assigned district, which reaches {radius} km "
        "(accuracy {accuracy}).",
        "Wajar bila direkam dalam perjalanan, di dalam gedung, atau dekat batas wilayah.",
        "Natural on a journey, indoors, or near the border.",
        "Periksa titiknya pada peta dan catat alasannya.",
        "Check the point on the map and note the reason.",
    ),
}
