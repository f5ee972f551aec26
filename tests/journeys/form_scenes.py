# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures of the day's work: Beranda with deadlines, Pengawasan, a Form A from start to signature.

`case_scenes` takes them in its vault, on its stopped clock, before it turns to the cases.
"""

# ruff: noqa: PLC0415 - Qt reads its scale from the environment when it is first imported

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from screenshots import Tour

TOLD: Final = {
    "tahapan": "KAMPANYE",
    "jenis_pemilihan": "DPRD-K",
    "sasaran": ["TIM_KAMPANYE", "ASN"],
    "wilayah": "51.05.01.2008",
    "mulai": "2023-12-03T10:15+08:00",
    "selesai": "2023-12-03T12:40+08:00",
    "tempat": "Wantilan Desa Batununggul",
    "outcome": "DUGAAN_PELANGGARAN",
    "peristiwa": "Camat naik panggung kampanye dan mengajak memilih nomor tiga",
    "tempat_kejadian": "Wantilan Desa Batununggul",
    "waktu_kejadian": "2023-12-03T10:42+08:00",
    "kategori": ["ASN-D4", "ASN-E3"],
}
STORY: Final = (
    " Sosialisasi Caleg Partai Cakrawala, dihadiri sekitar 120 orang. Pukul 10.42 WITA Camat naik "
    "panggung mengenakan jaket warna partai dan mengacungkan tiga jari."
)


def walk(tour: "Tour") -> None:
    """Show the first page, fill and sign a Form A, read it, and list what there is."""
    from db.casework.paper import PaperKind
    from desktop.windows.wayfinder import FormWish

    work = tour.window.workspace
    work.ways.form_wanted.emit(FormWish(PaperKind.SUPERVISION))
    tour.until(lambda: work.form.filling is not None)
    filling = work.form.filling
    for key, value in TOLD.items():
        filling.view.fill(key, value)
    filling.view.fill("uraian_hasil", f"{filling.view.values()['uraian_hasil']}{STORY}")
    for place, section in enumerate(("pengawas", "kegiatan", "analisa"), start=1):
        filling.view.show_section(section)
        tour.rest(0.6)
        tour.shot(f"8{place}-formulir-{section}")
    work.show_page("home")
    tour.rest(0.8)
    tour.shot("84-beranda-tenggat")
    work.show_page("supervision")
    tour.rest(0.6)
    tour.shot("85-pengawasan")
    work.ways.form_wanted.emit(FormWish(PaperKind.SUPERVISION, paper=filling.paper))
    tour.until(lambda: work.form.filling is not None and work.form.filling is not filling)
    tour.rest(0.4)
    work.form.go.click()
    tour.rest(0.3)
    dialog = work.form._asking
    tour.shot("86-tanda-tangan", dialog)
    dialog.go.click()
    tour.until(lambda: work.form.paper is not None)
    tour.rest(0.6)
    tour.shot("87-sudah-ditandatangani")
    work.ways.paper_wanted.emit(work.form.paper.id)
    tour.rest(0.8)
    tour.shot("88-surat")
