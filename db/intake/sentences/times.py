# SPDX-License-Identifier: GPL-3.0-or-later
"""Words about clocks and dates."""

from collections.abc import Mapping
from typing import Final

from db.intake.sentences.shape import Wording

_COMPARE_ID: Final = "Bandingkan dengan berkas lain dari perangkat yang sama dan catat jamnya."
_COMPARE_EN: Final = "Compare other files of the same device and note its clock."

WORDINGS: Final[Mapping[str, Wording]] = {
    "date_missing": Wording(
        "Waktu rekam tidak tercatat",
        "No capture time",
        "Data kamera ada, tetapi waktu rekam tidak tercatat.",
        "There is camera data, but no capture time.",
        "Lazim setelah pengolahan, atau bila jam perangkat tidak pernah disetel.",
        "Usual after processing, or when the device's clock was never set.",
        "Catat waktunya dari keterangan orang yang merekam.",
        "Note the time from the person who recorded it.",
    ),
    "date_future": Wording(
        "Waktu rekam di masa depan",
        "Capture time in the future",
        "Waktu rekam {time} lebih lambat daripada jam laptop ini ({now}).",
        "The capture time {time} is later than this laptop's clock ({now}).",
        "Jam perangkat atau jam laptop salah disetel.",
        "The device's clock or the laptop's is set wrong.",
        "Periksa kedua jam dan catat selisihnya.",
        "Check both clocks and note the difference.",
    ),
    "date_epoch": Wording(
        "Jam perangkat tidak disetel",
        "Device clock not set",
        "Waktu rekam tertulis {time}.",
        "The capture time reads {time}.",
        "Lazim setelah baterai perangkat habis: jam kembali ke awal.",
        "Usual after the device's battery ran empty: the clock starts again.",
        _COMPARE_ID,
        _COMPARE_EN,
    ),
    "date_default": Wording(
        "Waktu rekam bawaan pabrik",
        "Capture time is a factory setting",
        "Waktu rekam tertulis {time}, yang lazim sebagai setelan awal perangkat.",
        "The capture time reads {time}, which is a usual factory setting.",
        "Lazim setelah baterai perangkat habis atau perangkat disetel ulang.",
        "Usual after the battery ran empty or the device was reset.",
        _COMPARE_ID,
        _COMPARE_EN,
    ),
    "dates_disagree": Wording(
        "Dua tanggal dalam berkas berbeda",
        "Two dates in the file differ",
        "Waktu rekam {original}, waktu digitalisasi {digitised}.",
        "Capture time {original}, time of digitising {digitised}.",
        "Sebagian ponsel menulis tanggal bawaan; program foto kadang hanya mengubah satu tanggal.",
        "Some phones write a default date; photo programs sometimes change only one of the two.",
        _COMPARE_ID,
        _COMPARE_EN,
    ),
    "modified_after": Wording(
        "Berkas disimpan lagi kemudian",
        "File was saved again later",
        "Waktu rekam {original}, waktu simpan terakhir {modified}.",
        "Capture time {original}, last saved {modified}.",
        "Lazim bila foto diputar atau diberi keterangan di galeri.",
        "Usual when a photo was turned or captioned in a gallery.",
        "Tanyakan apa yang dilakukan pada waktu itu.",
        "Ask what was done then.",
    ),
    "gps_time_mismatch": Wording(
        "Jam kamera dan jam GPS berselisih",
        "Camera clock and GPS clock disagree",
        "Jam kamera {camera} dan jam GPS {gps} UTC berselisih {hours} jam {minutes} menit, lebih "
        "dari yang dapat dijelaskan zona waktu.",
        "Camera clock {camera} and GPS clock {gps} UTC differ by {hours} h {minutes} min, more "
        "than a time zone explains.",
        "Jam perangkat salah, atau posisi GPS yang tersimpan sudah lama.",
        "The device's clock is wrong, or the stored GPS position is an old one.",
        _COMPARE_ID,
        _COMPARE_EN,
    ),
    "clock_skew": Wording(
        "Jam kamera melenceng dari GPS",
        "Camera clock is off from GPS",
        "Setelah zona waktu diperhitungkan, jam kamera berselisih {minutes} menit dari jam GPS.",
        "After the time zone, the camera clock is {minutes} minutes away from the GPS clock.",
        "Jam perangkat disetel dengan tangan, atau posisi GPS diperoleh lebih awal.",
        "The clock was set by hand, or the GPS position was taken earlier.",
        "Bila selisihnya sama pada semua foto perangkat itu, catat sebagai jam yang melenceng.",
        "If all photos of that device show the same, note it as a clock that is off.",
    ),
    "tz_offset_mismatch": Wording(
        "Zona waktu berbeda dari tempatnya",
        "Time zone unlike the place",
        "Jam kamera memakai zona {stated}, sedangkan {basis} menunjukkan {expected}.",
        "The camera clock uses zone {stated} while {basis} points to {expected}.",
        "Lazim bila ponsel dibawa dari daerah lain dan zona waktunya tidak otomatis.",
        "Usual when a phone came from another region and its zone is not automatic.",
        "Periksa setelan zona (WIB, WITA, WIT) pada perangkat itu.",
        "Check the zone setting (WIB, WITA, WIT) of that device.",
    ),
    "medium_older": Wording(
        "Tanggal di media lebih awal dari waktu rekam",
        "Date on the medium is before the capture time",
        "Media mencatat {medium}, sedangkan waktu rekam {original}.",
        "The medium has {medium} while the capture time is {original}.",
        "Lazim bila zona atau jam komputer penyalin berbeda.",
        "Usual when the copying computer's zone or clock differs.",
        "Catat dari mana berkas disalin.",
        "Note where it was copied from.",
    ),
    "video_time_missing": Wording(
        "Waktu video tidak tercatat",
        "No time in the video",
        "Wadah video tidak mencatat waktu pembuatan.",
        "The video container records no time of creation.",
        "Lazim setelah pengiriman lewat aplikasi pesan atau penyuntingan.",
        "Usual after sending by messenger or editing.",
        "Mintalah berkas dari perangkatnya langsung, atau catat waktunya dari perekam.",
        "Ask for the file from the device itself, or note the time from the person.",
    ),
    "video_time_mismatch": Wording(
        "Waktu di dalam video berbeda-beda",
        "Times in the video differ",
        "{first_tag} menyebut {first}, sedangkan {second_tag} menyebut {second} (selisih "
        "{hours} jam {minutes} menit).",
        "{first_tag} says {first} while {second_tag} says {second} ({hours} h {minutes} min "
        "apart).",
        "Sebagian perangkat menulis waktu setempat sebagai UTC, atau waktu akhir rekaman.",
        "Some devices write local time as UTC, or the time the recording ended.",
        _COMPARE_ID,
        _COMPARE_EN,
    ),
}
