# SPDX-License-Identifier: GPL-3.0-or-later
"""Words about how pictures and clips are built."""

from collections.abc import Mapping
from typing import Final

from db.intake.sentences.shape import Wording

WORDINGS: Final[Mapping[str, Wording]] = {
    "no_exif": Wording(
        "Tanpa data kamera",
        "No camera data",
        "Gambar ini tidak membawa data kamera (EXIF).",
        "This picture carries no camera data (EXIF).",
        "Lazim pada kiriman aplikasi pesan, tangkapan layar, dan unduhan.",
        "Usual for pictures sent by messengers, screenshots and downloads.",
        "Mintalah berkas dari perangkatnya langsung, lewat kabel atau kartu.",
        "Ask for the file from the device itself, by cable or card.",
    ),
    "exif_damaged": Wording(
        "Data kamera tidak rapi",
        "Camera data out of order",
        "Susunan data kamera menyalahi aturan ({flaws}).",
        "The camera data is not built by the rules ({flaws}).",
        "Lazim bila program lain menulis ulang berkas, atau berkas rusak saat disalin.",
        "Usual when another program rewrote the file, or it was damaged in copying.",
        "Keterangan yang terbaca mungkin tidak lengkap; bandingkan dengan berkas lain dari "
        "perangkat yang sama.",
        "What could be read may be incomplete; compare other files of the same device.",
    ),
    "multiple_exif": Wording(
        "Lebih dari satu blok data kamera",
        "More than one block of camera data",
        "Ada {count} blok EXIF dalam satu gambar; seharusnya satu.",
        "There are {count} EXIF blocks in one picture; there should be one.",
        "Jarang; sebagian program penyunting menambahkan blok baru tanpa membuang yang lama.",
        "Rare; some editors add a new block without removing the old one.",
        "Bandingkan isi kedua blok dan mintalah berkas dari perangkatnya langsung.",
        "Compare the blocks and ask for the file from the device itself.",
    ),
    "nested_exif": Wording(
        "Data kamera di dalam gambar kecil",
        "Camera data inside the thumbnail",
        "Gambar kecil di dalam berkas membawa data kamera (EXIF) sendiri.",
        "The small picture inside the file carries camera data (EXIF) of its own.",
        "Jarang; terjadi bila program memakai satu foto sebagai gambar kecil foto lain.",
        "Rare; happens when a program uses one photo as the thumbnail of another.",
        "Mintalah berkas dari perangkatnya langsung dan bandingkan.",
        "Ask for the file from the device itself and compare.",
    ),
    "trailing_data": Wording(
        "Data setelah akhir gambar",
        "Data behind the end of the picture",
        "Ada {bytes} bita setelah akhir gambar; dikenali sebagai: {kind}.",
        "There are {bytes} bytes behind the end of the picture; recognised as: {kind}.",
        "Banyak ponsel menaruh gambar kecil, film pendek, atau catatan sendiri di sana.",
        "Many phones put a preview, a short film or notes of their own there.",
        "Bila bukan dari kamera, tanyakan lewat aplikasi apa berkas ini berjalan.",
        "If it is not from the camera, ask which apps the file went through.",
    ),
    "dims_mismatch": Wording(
        "Ukuran tercatat berbeda dari gambar",
        "Stated size unlike the picture",
        "{who} menyebut {stated}, sedangkan gambarnya {actual}.",
        "{who} states {stated} while the picture is {actual}.",
        "Lazim bila gambar diperkecil, dipotong, atau dikirim lewat aplikasi.",
        "Usual when a picture was reduced, cropped, or sent through an app.",
        "Mintalah berkas dari perangkatnya langsung, dalam ukuran penuh.",
        "Ask for the file from the device itself, in full size.",
    ),
    "thumbnail_mismatch": Wording(
        "Gambar kecil tampak berbeda",
        "Embedded thumbnail looks different",
        "Gambar kecil di dalam berkas berbeda dari gambar utama pada {distance} dari 256 titik "
        "banding; bagian yang paling berbeda menyimpang {local} % dari kontras gambar.",
        "The small picture inside the file differs from the main one in {distance} of 256 points; "
        "its most different part deviates by {local} % of the picture's contrast.",
        "Terjadi bila gambar dipotong atau diputar oleh program yang tidak memperbarui gambar "
        "kecilnya; beberapa kamera juga membuat gambar kecil dengan bentuk lain.",
        "Happens when a program crops or turns the picture without renewing the small one; some "
        "cameras also make the small one in another shape.",
        "Lihat keduanya berdampingan dan nilailah sendiri.",
        "Look at both side by side and judge for yourself.",
    ),
    "quant_table_generic": Wording(
        "Tabel pemampatan umum",
        "Common compression tables",
        "Tabel pemampatan gambar sama dengan tabel umum mutu {quality}; kamera tercatat: {device}.",
        "The compression tables are the common ones of quality {quality}; camera: {device}.",
        "Banyak ponsel, aplikasi pesan, dan penyunting memakai tabel ini.",
        "Many phones, messengers and editors use these tables.",
        "Sendirian tidak berarti apa-apa; bandingkan dengan foto lain dari perangkat itu.",
        "Means nothing by itself; compare other photos of that device.",
    ),
    "quant_table_unlike": Wording(
        "Tabel pemampatan tidak lazim bagi kamera ini",
        "Compression tables unusual for this camera",
        "{device} biasanya memakai tabel pemampatan sendiri; gambar ini memakai tabel umum mutu "
        "{quality}.",
        "{device} usually has compression tables of its own; this picture has the common ones of "
        "quality {quality}.",
        "Lazim bila gambar disimpan ulang oleh galeri, aplikasi pesan, atau penyunting.",
        "Usual when a gallery, a messenger or an editor saved the picture again.",
        "Mintalah berkas dari perangkatnya langsung, lewat kabel atau kartu.",
        "Ask for the file from the device itself, by cable or card.",
    ),
    "makernote_missing": Wording(
        "Catatan pabrikan tidak ada",
        "Maker's notes missing",
        "Kamera {device} tercatat, tetapi catatan khusus pabrikan tidak ada.",
        "The camera {device} is named, but the maker's own notes are missing.",
        "Lazim pada banyak ponsel, dan setelah penyuntingan atau pengiriman.",
        "Usual for many phones, and after editing or sending.",
        "Bandingkan dengan foto lain dari perangkat yang sama.",
        "Compare other photos of the same device.",
    ),
    "video_remux": Wording(
        "Rekaman dibungkus ulang",
        "Recording was repackaged",
        "Wadah rekaman mencatat program {software}.",
        "The container of the recording names the program {software}.",
        "Lazim setelah pengiriman lewat aplikasi pesan, pemotongan, atau pengubahan format.",
        "Usual after sending by messenger, trimming, or converting.",
        "Mintalah berkas dari perangkatnya langsung, lewat kabel atau kartu.",
        "Ask for the file from the device itself, by cable or card.",
    ),
    "video_unfinished": Wording(
        "Rekaman tidak selesai",
        "Recording not finished",
        "Wadah video tidak memiliki daftar isi, sehingga tidak dapat diputar.",
        "The video container has no table of contents and cannot be played.",
        "Lazim bila baterai habis atau aplikasi ditutup paksa saat merekam.",
        "Usual when the battery died or the app was closed while recording.",
        "Berkas tetap disegel. Ahli sering dapat memulihkan rekaman seperti ini.",
        "The file is sealed as it is. Experts can often recover such recordings.",
    ),
    "edit_list": Wording(
        "Sebagian rekaman disembunyikan dari pemutaran",
        "Part of the recording is hidden from playback",
        "Daftar sunting melewati {seconds} detik yang masih ada di dalam berkas.",
        "An edit list skips {seconds} seconds that are still in the file.",
        "Lazim setelah pemotongan di galeri ponsel.",
        "Usual after trimming in a phone's gallery.",
        "Simpan berkas ini; bagian yang dilewati dapat ditampilkan oleh ahli.",
        "Keep this file; an expert can show the part that is skipped.",
    ),
}
