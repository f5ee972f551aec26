# SPDX-License-Identifier: GPL-3.0-or-later
"""Words about what Segel itself captured: broken off, with frames left out, under a moved clock."""

from collections.abc import Mapping
from typing import Final

from db.intake.sentences.shape import Wording

WORDINGS: Final[Mapping[str, Wording]] = {
    "capture_cut": Wording(
        "Rekaman terputus",
        "Recording cut off",
        "Perekaman berakhir tanpa dihentikan; yang terekam {seconds} detik, dan paling banyak dua "
        "detik terakhir hilang.",
        "The recording ended without being stopped; {seconds} seconds are kept, and at most the "
        "last two are missing.",
        "Lazim bila daya padam, baterai habis, atau laptop dimatikan saat merekam.",
        "Usual when power failed, the battery ran empty, or the laptop was switched off.",
        "Tulislah dalam catatan apa yang terjadi, dan rekam lagi bila masih mungkin.",
        "Write down in a note what happened, and record again if that is still possible.",
    ),
    "capture_stopped_early": Wording(
        "Rekaman berhenti sendiri",
        "Recording stopped by itself",
        "Perekaman dihentikan program setelah {seconds} detik: {cause}.",
        "The program stopped recording after {seconds} seconds: {cause}.",
        "Lazim bila ruang penyimpanan menipis atau kamera maupun mikrofon tercabut.",
        "Usual when storage runs low, or a camera or microphone is pulled out.",
        "Yang terekam sampai saat itu utuh. Atasi penyebabnya lalu rekam lagi.",
        "What was recorded until then is whole. Remove the cause and record again.",
    ),
    "capture_gaps": Wording(
        "Sebagian rekaman tidak terbuka",
        "Parts of the recording do not open",
        "Sebanyak {count} potongan, masing-masing sekitar setengah detik, tidak dapat dibuka dan "
        "ditinggalkan.",
        "{count} pieces of about half a second each could not be opened and were left out.",
        "Jarang; biasanya karena media penyimpanan rusak.",
        "Rare; usually because the storage medium is failing.",
        "Buatlah cadangan brankas dan periksa media penyimpanannya.",
        "Back up the vault and have the storage medium examined.",
    ),
    "capture_drops": Wording(
        "Ada gambar yang terlewat",
        "Frames were left out",
        "Dari {total} gambar yang datang, {count} tidak sempat direkam; suara yang terlewat "
        "{milliseconds} milidetik.",
        "Of {total} frames that came, {count} could not be recorded; {milliseconds} milliseconds "
        "of sound were missed.",
        "Lazim pada laptop yang lambat atau sibuk; waktunya tetap benar.",
        "Usual on a slow or busy laptop; the times stay right.",
        "Pilih mutu yang lebih rendah dan tutup program lain saat merekam.",
        "Choose a lower quality and close other programs while recording.",
    ),
    "capture_clock": Wording(
        "Jam laptop berubah saat merekam",
        "The laptop's clock changed while recording",
        "Selama perekaman jam laptop bergeser {seconds} detik terhadap jam yang tidak dapat "
        "disetel.",
        "During the recording the laptop's clock moved by {seconds} seconds against the clock that "
        "nobody can set.",
        "Lazim bila jam menyesuaikan diri dengan internet atau disetel orang.",
        "Usual when the clock follows the internet or is set by a person.",
        "Periksa jamnya, dan catat waktu menurut sumber lain.",
        "Check the clock, and note the time from another source.",
    ),
    "capture_slept": Wording(
        "Laptop tidur saat merekam",
        "The laptop slept while recording",
        "Kira-kira {seconds} detik tidak terekam: laptop tidur, lalu perekaman berlanjut.",
        "About {seconds} seconds were not recorded: the laptop slept, and recording went on.",
        "Tutup laptop dilipat, atau laptop tidur sendiri untuk menghemat baterai.",
        "The lid was closed, or the laptop slept by itself to save its battery.",
        "Sebutkan jeda itu bila rekaman ini dipakai; matikan tidur otomatis sebelum merekam lagi.",
        "Mention the gap where the recording is used; switch off automatic sleep before the next.",
    ),
    "capture_place_typed": Wording(
        "Posisi ditulis, tidak diukur",
        "Position written, not measured",
        "Posisi ditulis oleh yang merekam, dengan ketelitian {accuracy} meter: {reason}.",
        "The position was written by the person recording, exact to {accuracy} metres: {reason}.",
        "Lazim bila laptop tidak memiliki penerima satelit.",
        "Usual where the laptop has no satellite receiver.",
        "Sebutkan dalam berkas bahwa posisi ini ditulis tangan.",
        "Say in the papers that this position was written by hand.",
    ),
}
