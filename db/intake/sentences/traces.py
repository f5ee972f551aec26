# SPDX-License-Identifier: GPL-3.0-or-later
"""Words about programs and messengers that left their mark, and about provenance manifests."""

from collections.abc import Mapping
from typing import Final

from db.intake.sentences.shape import Wording

WORDINGS: Final[Mapping[str, Wording]] = {
    "whatsapp_name": Wording(
        "Nama berpola WhatsApp",
        "Name in WhatsApp's style",
        "Nama berkas berpola kiriman WhatsApp; tanggal pada nama adalah tanggal terima.",
        "The name has the style of a WhatsApp delivery; its date is the day of receipt.",
        "WhatsApp memperkecil gambar dan membuang data kamera.",
        "WhatsApp reduces pictures and drops camera data.",
        "Ambil berkas dari perangkat perekam lewat kabel atau kartu, atau minta dikirim sebagai "
        "dokumen.",
        "Fetch the file from the recording device by cable or card, or ask for it as a document.",
    ),
    "whatsapp_like": Wording(
        "Seperti kiriman aplikasi pesan",
        "Like a messenger's delivery",
        "Gambar tanpa data kamera dengan sisi terpanjang {edge} piksel, seperti kiriman aplikasi "
        "pesan.",
        "A picture without camera data and {edge} pixels at its longest, like a messenger's.",
        "WhatsApp dan sejenisnya memperkecil gambar dan membuang data kamera.",
        "WhatsApp and its like reduce pictures and drop camera data.",
        "Ambil berkas dari perangkat perekam lewat kabel atau kartu, atau minta dikirim sebagai "
        "dokumen.",
        "Fetch the file from the recording device by cable or card, or ask for it as a document.",
    ),
    "software_edit": Wording(
        "Tercatat program penyunting",
        "An editing program is named",
        "Tercatat program {software} ({tag}).",
        "The program {software} is named ({tag}).",
        "Dapat berarti hanya diputar, diperkecil, diberi keterangan, atau diekspor.",
        "May mean it was only turned, reduced, captioned or exported.",
        "Tanyakan apa yang dilakukan, dan mintalah berkas sebelum disunting.",
        "Ask what was done, and ask for the file as it was before.",
    ),
    "xmp_history": Wording(
        "Ada riwayat simpan",
        "There is a history of saving",
        "Riwayat di dalam berkas memuat {steps} langkah; yang terakhir: {last}.",
        "A history inside the file has {steps} steps; the last: {last}.",
        "Program foto menulis riwayat juga untuk perubahan kecil seperti keterangan.",
        "Photo programs write a history even for small changes such as captions.",
        "Tanyakan apa yang dilakukan, dan mintalah berkas sebelum disunting.",
        "Ask what was done, and ask for the file as it was before.",
    ),
    "xmp_entities": Wording(
        "Keterangan XMP berisi deklarasi berbahaya",
        "XMP holds a dangerous declaration",
        "Bagian XMP memuat deklarasi XML yang tidak ditulis oleh kamera atau program foto; bagian "
        "itu tidak dibaca.",
        "The XMP part declares XML entities, which no camera or photo program writes; it was not "
        "read.",
        "Hampir selalu berkas percobaan keamanan.",
        "Nearly always a file made for security tests.",
        "Berkas tetap disegel. Jangan buka dengan program lain.",
        "The file is sealed as it is. Do not open it in other programs.",
    ),
    "screenshot": Wording(
        "Tangkapan layar",
        "Screenshot",
        "Berkas ini tampak sebagai tangkapan layar ({why}), bukan foto langsung.",
        "This looks like a screenshot ({why}), not a direct photo.",
        "Wajar untuk mencatat percakapan, unggahan, atau laman.",
        "Natural for recording a conversation, a post or a page.",
        "Catat alamat, akun, dan waktu; simpan juga tautannya.",
        "Note address, account and time; keep the link too.",
    ),
    "screen_recording": Wording(
        "Rekaman layar",
        "Screen recording",
        "Berkas ini tampak sebagai rekaman layar ({why}), bukan rekaman kamera.",
        "This looks like a recording of a screen ({why}), not of a camera.",
        "Wajar untuk mencatat siaran langsung, percakapan, atau laman.",
        "Natural for recording a live broadcast, a conversation or a page.",
        "Catat alamat, akun, dan waktu; simpan juga tautannya.",
        "Note address, account and time; keep the link too.",
    ),
    "c2pa_present": Wording(
        "Membawa tanda asal-usul C2PA",
        "Carries a C2PA manifest",
        "Berkas membawa tanda asal-usul (C2PA). Isinya belum diperiksa di sini.",
        "The file carries a provenance manifest (C2PA). It has not been checked here.",
        "Sebagian kamera dan program foto menambahkannya.",
        "Some cameras and photo programs add one.",
        "Pasang komponen C2PA, atau periksa di kantor yang memilikinya.",
        "Install the C2PA component, or have it checked at an office that has it.",
    ),
    "c2pa_trusted": Wording(
        "Tanda asal-usul cocok",
        "Provenance manifest matches",
        "Tanda asal-usul (C2PA) cocok dengan isi berkas dan penandatangannya dikenal: {signer}.",
        "The provenance manifest (C2PA) matches the content and its signer is known: {signer}.",
        "Sebagian kamera dan program foto menambahkannya.",
        "Some cameras and photo programs add one.",
        "Tanda ini menerangkan berkasnya, bukan peristiwa di dalamnya.",
        "It speaks about the file, not about what happened in the scene.",
    ),
    "c2pa_valid": Wording(
        "Tanda asal-usul cocok, penandatangan belum dikenal",
        "Provenance manifest matches, signer unknown",
        "Tanda asal-usul (C2PA) cocok dengan isi berkas; penandatangannya ({signer}) tidak ada "
        "dalam daftar yang dikenal.",
        "The provenance manifest (C2PA) matches the content; its signer ({signer}) is not on a "
        "known list.",
        "Wajar: sebagian besar penandatangan belum terdaftar.",
        "Natural: most signers are not listed anywhere yet.",
        "Siapa pun dapat membuat tanda seperti ini; catat nama penandatangannya.",
        "Anybody can make such a manifest; note the signer's name.",
    ),
    "c2pa_invalid": Wording(
        "Tanda asal-usul tidak cocok",
        "Provenance manifest does not match",
        "Tanda asal-usul (C2PA) tidak cocok dengan isi berkas ({code}).",
        "The provenance manifest (C2PA) does not match the content ({code}).",
        "Terjadi bila berkas disimpan ulang oleh program yang tidak mengenal C2PA.",
        "Happens when a program that does not know C2PA saved the file again.",
        "Mintalah berkas dari perangkatnya langsung dan bandingkan.",
        "Ask for the file from the device itself and compare.",
    ),
    "c2pa_remote": Wording(
        "Tanda asal-usul disimpan di internet",
        "Provenance manifest lies on the internet",
        "Berkas menunjuk tanda asal-usul (C2PA) di internet. Segel tidak mengambilnya.",
        "The file points to a provenance manifest (C2PA) on the internet. Segel does not fetch it.",
        "Sebagian program foto menyimpannya di awan.",
        "Some photo programs keep it in the cloud.",
        "Mengambilnya memberi tahu pihak luar tentang berkas ini; putuskan bersama kantor.",
        "Fetching it tells an outsider about this file; decide together with the office.",
    ),
}
