<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="id_ID" sourcelanguage="en">
<context>
    <name>AboutPage</name>
    <message>
        <source>About Segel</source>
        <translation>Tentang Segel</translation>
    </message>
    <message>
        <source>Evidence is written once and never changed.</source>
        <translation>Bukti ditulis sekali dan tidak pernah diubah.</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Versi</translation>
    </message>
    <message>
        <source>Vault</source>
        <translation>Brankas</translation>
    </message>
    <message>
        <source>Fingerprint of your key</source>
        <translation>Sidik kunci Anda</translation>
    </message>
    <message>
        <source>Give this fingerprint to your office by letter or telephone, once.</source>
        <translation>Sampaikan sidik ini sekali ke kantor Anda lewat surat atau telepon.</translation>
    </message>
    <message>
        <source>Free software under the GPL, version 3 or later, with parts by others.</source>
        <translation>Perangkat lunak bebas berlisensi GPL versi 3 atau lebih baru, dengan bagian karya pihak lain.</translation>
    </message>
    <message>
        <source>Licences</source>
        <translation>Lisensi</translation>
    </message>
    <message>
        <source>User guide</source>
        <translation>Panduan</translation>
    </message>
</context>
<context>
    <name>AccountCard</name>
    <message>
        <source>account number {number}</source>
        <translation>nomor akun {number}</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Akun</translation>
    </message>
    <message>
        <source>Handle or address</source>
        <translation>Nama pengguna atau alamat</translation>
    </message>
    <message>
        <source>Paste a link or @name</source>
        <translation>Tempel tautan / @nama</translation>
    </message>
    <message>
        <source>Other platform</source>
        <translation>Platform lain</translation>
    </message>
    <message>
        <source>Another ground</source>
        <translation>Dasar lain</translation>
    </message>
    <message>
        <source>{caption}: another ground</source>
        <translation>{caption}: dasar lain</translation>
    </message>
    <message>
        <source>Group, address, signs and more</source>
        <translation>Grup, alamat, simbol, dan lainnya</translation>
    </message>
</context>
<context>
    <name>AccountForm</name>
    <message>
        <source>Add a person</source>
        <translation>Tambah orang</translation>
    </message>
    <message>
        <source>Let them type their passphrase themselves.</source>
        <translation>Biarkan ia sendiri yang mengetik kata sandinya.</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Tambah</translation>
    </message>
    <message>
        <source>New passphrase for {name}</source>
        <translation>Kata sandi baru untuk {name}</translation>
    </message>
    <message>
        <source>Set the new passphrase</source>
        <translation>Tetapkan kata sandi baru</translation>
    </message>
    <message>
        <source>Close the account of {name}</source>
        <translation>Tutup akun {name}</translation>
    </message>
    <message>
        <source>They also get a new signing key; the ledger says from when on and by whom.</source>
        <translation>Ia juga mendapat kunci tanda tangan baru; jejak mencatat sejak kapan dan oleh siapa.</translation>
    </message>
    <message>
        <source>They cannot unlock any more. What they did stays in the ledger.</source>
        <translation>Ia tidak dapat membuka brankas lagi. Perbuatannya tetap ada di jejak.</translation>
    </message>
    <message>
        <source>Close account</source>
        <translation>Tutup akun</translation>
    </message>
    <message>
        <source>New recovery sheet</source>
        <translation>Lembar pemulihan baru</translation>
    </message>
    <message>
        <source>The old sheet stops working at once. Have the printer ready.</source>
        <translation>Lembar lama langsung tidak berlaku. Siapkan pencetak.</translation>
    </message>
    <message>
        <source>Make a new sheet</source>
        <translation>Buat lembar baru</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Batal</translation>
    </message>
    <message>
        <source>Full name</source>
        <translation>Nama lengkap</translation>
    </message>
    <message>
        <source>Kept encrypted.</source>
        <translation>Disimpan terenkripsi.</translation>
    </message>
    <message>
        <source>Label on the lock screen</source>
        <translation>Label di layar kunci</translation>
    </message>
    <message>
        <source>Anyone can read it.</source>
        <translation>Terbaca oleh siapa pun.</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Peran</translation>
    </message>
    <message>
        <source>Your own passphrase, to confirm</source>
        <translation>Kata sandi Anda sendiri, sebagai penegasan</translation>
    </message>
</context>
<context>
    <name>ActsCard</name>
    <message>
        <source>Choose the act</source>
        <translation>Pilih jenis dugaan</translation>
    </message>
    <message>
        <source>Acts</source>
        <translation>Perbuatan</translation>
    </message>
    <message>
        <source>Day of the acts</source>
        <translation>Hari perbuatan</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>Aturan</translation>
    </message>
    <message>
        <source>One key for each act: {keys}. Then type its time, such as 21.04.</source>
        <translation>Satu tombol untuk setiap perbuatan: {keys}. Lalu ketik jamnya, misalnya 21.04.</translation>
    </message>
    <message>
        <source>Like</source>
        <translation>Suka</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Komentar</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Bagikan</translation>
    </message>
    <message>
        <source>Post</source>
        <translation>Unggah</translation>
    </message>
    <message>
        <source>Follow</source>
        <translation>Ikuti</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>Gabung</translation>
    </message>
    <message>
        <source>Photo together</source>
        <translation>Foto bersama</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>Siaran</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Hari</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Jam</translation>
    </message>
    <message>
        <source>Exact words</source>
        <translation>Kutipan persis</translation>
    </message>
    <message>
        <source>Address of the post</source>
        <translation>Alamat unggahan</translation>
    </message>
    <message>
        <source>Likes</source>
        <translation>Suka</translation>
    </message>
    <message>
        <source>Comments</source>
        <translation>Komentar</translation>
    </message>
    <message>
        <source>Shares</source>
        <translation>Dibagikan</translation>
    </message>
    <message>
        <source>Address and reactions</source>
        <translation>Alamat dan reaksi</translation>
    </message>
    <message>
        <source>Remove this act</source>
        <translation>Hapus perbuatan ini</translation>
    </message>
    <message>
        <source>Choose another act of the catalogue</source>
        <translation>Pilih jenis dugaan lain</translation>
    </message>
</context>
<context>
    <name>ActsEditor</name>
    <message>
        <source>Choose from the catalogue</source>
        <translation>Pilih dari katalog</translation>
    </message>
    <message>
        <source>before candidates are fixed</source>
        <translation>sebelum penetapan calon</translation>
    </message>
    <message>
        <source>after candidates are fixed</source>
        <translation>setelah penetapan calon</translation>
    </message>
    <message>
        <source>Sanction: {sanction}</source>
        <translation>Sanksi: {sanction}</translation>
    </message>
    <message>
        <source>Take away</source>
        <translation>Lepas</translation>
    </message>
    <message>
        <source>Use {code} instead</source>
        <translation>Ganti dengan {code}</translation>
    </message>
</context>
<context>
    <name>AddPersonDialog</name>
    <message>
        <source>Add a person</source>
        <translation>Tambah orang</translation>
    </message>
</context>
<context>
    <name>AdviceClosing</name>
    <message>
        <source>What did the check find?</source>
        <translation>Apa hasil pengecekan?</translation>
    </message>
    <message>
        <source>Advice is closed by looking again. That it was carried out needs the photo.</source>
        <translation>Saran perbaikan ditutup dengan mengecek lagi. Bila dilaksanakan, lampirkan foto pengecekan.</translation>
    </message>
    <message>
        <source>Close the advice</source>
        <translation>Tutup saran perbaikan</translation>
    </message>
    <message>
        <source>Carried out</source>
        <translation>Dilaksanakan</translation>
    </message>
    <message>
        <source>Not carried out: a finding is next</source>
        <translation>Tidak dilaksanakan: lanjut menjadi temuan</translation>
    </message>
</context>
<context>
    <name>ArrivedCard</name>
    <message>
        <source>Sent, with a receipt</source>
        <translation>Terkirim, ada tanda terimanya</translation>
    </message>
    <message>
        <source>{part} of {whole}</source>
        <translation>{part} dari {whole}</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>Bukti</translation>
    </message>
    <message>
        <source>Ledger lines</source>
        <translation>Baris jejak</translation>
    </message>
    <message>
        <source>Last receipt {time}, by the office&apos;s clock</source>
        <translation>Tanda terima terakhir {time}, jam kantor</translation>
    </message>
    <message>
        <source>No receipt yet</source>
        <translation>Belum ada tanda terima</translation>
    </message>
    <message>
        <source>{count} receipts are kept in this vault. Each was checked against the office&apos;s signature and its public log.</source>
        <translation>{count} tanda terima disimpan di brankas ini. Masing-masing sudah dicocokkan dengan tanda tangan kantor dan catatan terbukanya.</translation>
    </message>
</context>
<context>
    <name>Aside</name>
    <message>
        <source>Help</source>
        <translation>Bantuan</translation>
    </message>
    <message>
        <source>if known</source>
        <translation>bila diketahui</translation>
    </message>
    <message>
        <source>Still to do ({count})</source>
        <translation>Yang masih kurang ({count})</translation>
    </message>
    <message>
        <source>Still to do</source>
        <translation>Yang masih kurang</translation>
    </message>
    <message>
        <source>Nothing: the form is complete.</source>
        <translation>Tidak ada: formulir sudah lengkap.</translation>
    </message>
    <message>
        <source>What is still to do</source>
        <translation>Yang masih kurang</translation>
    </message>
    <message>
        <source>Enter: next question
Ctrl+Enter: next, from a long text
Ctrl+Page Down / Up: next, previous section</source>
        <translation>Enter: isian berikut
Ctrl+Enter: berikut, dari uraian panjang
Ctrl+Page Down / Up: bagian berikut, sebelumnya</translation>
    </message>
    <message>
        <source>There is no more to say about this question.</source>
        <translation>Tidak ada penjelasan lain untuk isian ini.</translation>
    </message>
    <message>
        <source>Stand in a question to read what belongs there.</source>
        <translation>Masuk ke sebuah isian untuk membaca apa yang ditulis di sana.</translation>
    </message>
</context>
<context>
    <name>AttentionCard</name>
    <message>
        <source>Needs you</source>
        <translation>Perlu tindakan Anda</translation>
    </message>
    <message>
        <source>An examination was stopped after item {number}.</source>
        <translation>Pemeriksaan dihentikan setelah bukti {number}.</translation>
    </message>
    <message>
        <source>and {count} more</source>
        <translation>dan {count} lagi</translation>
    </message>
    <message>
        <source>Try all again</source>
        <translation>Coba lagi semua</translation>
    </message>
    <message>
        <source>{count} damaged items. Fetch them back from the office or a backup.</source>
        <translation>{count} bukti rusak. Ambil kembali dari kantor atau dari cadangan.</translation>
    </message>
    <message>
        <source>Mend</source>
        <translation>Pulihkan</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Coba lagi</translation>
    </message>
    <message>
        <source>Try again: {name}</source>
        <translation>Coba lagi: {name}</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>Abaikan</translation>
    </message>
    <message>
        <source>Take it off the list; the file stays where it is</source>
        <translation>Keluarkan dari daftar; berkasnya tetap di tempatnya</translation>
    </message>
    <message>
        <source>Leave out: {name}</source>
        <translation>Abaikan: {name}</translation>
    </message>
</context>
<context>
    <name>BackupDialog</name>
    <message>
        <source>Back up</source>
        <translation>Cadangkan</translation>
    </message>
    <message>
        <source>Back up the vault</source>
        <translation>Cadangkan brankas</translation>
    </message>
    <message>
        <source>The copy is as encrypted as the vault itself. A stick kept in another place survives theft, fire and a broken laptop. The second time only what is new is copied.</source>
        <translation>Salinannya terenkripsi seperti brankasnya. Flashdisk yang disimpan di tempat lain selamat dari pencurian, kebakaran, dan laptop rusak. Kali berikutnya hanya yang baru disalin.</translation>
    </message>
    <message>
        <source>Back up now</source>
        <translation>Cadangkan sekarang</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Batal</translation>
    </message>
    <message>
        <source>Folder of the backup</source>
        <translation>Folder cadangan</translation>
    </message>
    <message>
        <source>Backing up…</source>
        <translation>Mencadangkan…</translation>
    </message>
    <message>
        <source>Everything is read back from the copy and hashed again.</source>
        <translation>Semua dibaca kembali dari salinan dan dihitung ulang.</translation>
    </message>
    <message>
        <source>Read back: {files} files, {size}, of which {fresh} new</source>
        <translation>Dibaca kembali: {files} berkas, {size}, {fresh} di antaranya baru</translation>
    </message>
    <message>
        <source>The backup is whole</source>
        <translation>Cadangan utuh</translation>
    </message>
    <message>
        <source>Take the stick out only after the system says so, and keep it elsewhere.</source>
        <translation>Cabut flashdisk setelah sistem mengizinkan, lalu simpan di tempat lain.</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Selesai</translation>
    </message>
</context>
<context>
    <name>BrowserWindow</name>
    <message>
        <source>This is no address of a web page.</source>
        <translation>Ini bukan alamat halaman web.</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Mundur</translation>
    </message>
    <message>
        <source>Back (Alt+Left)</source>
        <translation>Mundur (Alt+Kiri)</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>Maju</translation>
    </message>
    <message>
        <source>Forward (Alt+Right)</source>
        <translation>Maju (Alt+Kanan)</translation>
    </message>
    <message>
        <source>Load again</source>
        <translation>Muat ulang</translation>
    </message>
    <message>
        <source>Load again (F5)</source>
        <translation>Muat ulang (F5)</translation>
    </message>
    <message>
        <source>Address of the page</source>
        <translation>Alamat halaman</translation>
    </message>
    <message>
        <source>Address of the page, for example example.go.id</source>
        <translation>Alamat halaman, misalnya contoh.go.id</translation>
    </message>
    <message>
        <source>Account you look with</source>
        <translation>Akun yang Anda pakai</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Cara</translation>
    </message>
    <message>
        <source>for example: not logged in</source>
        <translation>misalnya: tanpa masuk akun</translation>
    </message>
    <message>
        <source>for example: opened by its link, comments unfolded</source>
        <translation>misalnya: dibuka lewat tautan, komentar dibentangkan</translation>
    </message>
    <message>
        <source>Save this page</source>
        <translation>Simpan halaman ini</translation>
    </message>
    <message>
        <source>Seal picture and archive (Ctrl+S)</source>
        <translation>Segel gambar dan arsipnya (Ctrl+S)</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Hentikan</translation>
    </message>
    <message>
        <source>You log in and scroll yourself. Passwords, cookies and pages are forgotten when this window closes; only what you save is sealed.</source>
        <translation>Anda sendiri yang masuk akun dan menggulir. Kata sandi, kuki, dan halaman dilupakan saat jendela ini ditutup; hanya yang Anda simpan yang disegel.</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>Halaman</translation>
    </message>
    <message>
        <source>Saving the page, please wait …</source>
        <translation>Menyimpan halaman, mohon tunggu …</translation>
    </message>
    <message>
        <source>Sealing …</source>
        <translation>Menyegel …</translation>
    </message>
    <message>
        <source>The page did not load completely. Check the address and the network.</source>
        <translation>Halaman tidak termuat lengkap. Periksa alamat dan jaringannya.</translation>
    </message>
    <message>
        <source>Save a web page</source>
        <translation>Simpan halaman web</translation>
    </message>
</context>
<context>
    <name>BundleCheckDialog</name>
    <message>
        <source>Check a hearing bundle</source>
        <translation>Periksa berkas sidang</translation>
    </message>
    <message>
        <source>Every file is read and hashed; a large bundle takes minutes.</source>
        <translation>Setiap berkas dibaca dan dihitung hash-nya; paket besar perlu beberapa menit.</translation>
    </message>
    <message>
        <source>Checking the bundle …</source>
        <translation>Memeriksa paket …</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Batal</translation>
    </message>
    <message>
        <source>It cannot be examined</source>
        <translation>Tidak dapat diperiksa</translation>
    </message>
    <message>
        <source>Folder of the bundle</source>
        <translation>Folder paket</translation>
    </message>
    <message>
        <source>Bundles</source>
        <translation>Paket</translation>
    </message>
    <message>
        <source>File of the bundle</source>
        <translation>Berkas paket</translation>
    </message>
</context>
<context>
    <name>BundleCheckResult</name>
    <message>
        <source>Signed with the key</source>
        <translation>Ditandatangani dengan kunci</translation>
    </message>
    <message>
        <source>Type the fingerprint from the covering letter, to compare</source>
        <translation>Ketik sidik kunci dari surat pengantar untuk membandingkan</translation>
    </message>
    <message>
        <source>Exhibits</source>
        <translation>Bukti satu per satu</translation>
    </message>
    <message>
        <source>What was checked</source>
        <translation>Yang diperiksa</translation>
    </message>
    <message>
        <source>What this cannot show</source>
        <translation>Yang tidak dapat ditunjukkan</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Kode</translation>
    </message>
    <message>
        <source>Exhibit</source>
        <translation>Bukti</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Hasil</translation>
    </message>
    <message>
        <source>Exhibits and how each stands</source>
        <translation>Bukti dan keadaannya masing-masing</translation>
    </message>
    <message>
        <source>Check another bundle</source>
        <translation>Periksa paket lain</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Selesai</translation>
    </message>
    <message>
        <source>The fingerprints are the same.</source>
        <translation>Sidik kuncinya sama.</translation>
    </message>
    <message>
        <source>Another fingerprint: ask the sender.</source>
        <translation>Sidik kuncinya lain: tanyakan kepada pengirim.</translation>
    </message>
</context>
<context>
    <name>BundleCheckStart</name>
    <message>
        <source>Check a hearing bundle</source>
        <translation>Periksa berkas sidang</translation>
    </message>
    <message>
        <source>Nothing is changed, unpacked or taken in, and no vault has to be open. It is the same examination as in verifikasi.html.</source>
        <translation>Tidak ada yang diubah, dibongkar, atau diambil, dan brankas tidak perlu dibuka. Pemeriksaannya sama dengan verifikasi.html.</translation>
    </message>
    <message>
        <source>Drop a bundle here, or choose it:</source>
        <translation>Letakkan paket di sini, atau pilih:</translation>
    </message>
    <message>
        <source>Folder…</source>
        <translation>Folder…</translation>
    </message>
    <message>
        <source>Zip, .age file or first part…</source>
        <translation>Zip, berkas .age, atau bagian pertama…</translation>
    </message>
    <message>
        <source>This bundle is encrypted. Use the key you were given, or the printed words.</source>
        <translation>Paket ini terenkripsi. Pakai kunci yang diberikan kepada Anda, atau kata-kata pada lembar cetak.</translation>
    </message>
    <message>
        <source>Key file</source>
        <translation>Berkas kunci</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Pilih…</translation>
    </message>
    <message>
        <source>Passphrase from the printed sheet, if there is one</source>
        <translation>Kata sandi dari lembar cetak, bila ada</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Periksa</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Tutup</translation>
    </message>
</context>
<context>
    <name>BundleDialog</name>
    <message>
        <source>Evidence bundle</source>
        <translation>Bundel bukti</translation>
    </message>
    <message>
        <source>Taking the bundle in …</source>
        <translation>Menerima bundel …</translation>
    </message>
    <message>
        <source>Into which folder?</source>
        <translation>Ke folder mana?</translation>
    </message>
    <message>
        <source>Unpacking the bundle …</source>
        <translation>Menguraikan bundel …</translation>
    </message>
    <message>
        <source>Everything is examined before anything is believed.</source>
        <translation>Semuanya diperiksa sebelum dipercaya.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Batal</translation>
    </message>
    <message>
        <source>{count} items are sealed here now; {linked} of them had been here before. The sender&apos;s custody record stands with each of them.</source>
        <translation>{count} bukti kini tersegel di sini; {linked} di antaranya sudah ada sebelumnya. Catatan penguasaan pengirim tercantum pada setiap bukti.</translation>
    </message>
    <message>
        <source>Exhibit {number} was not taken: {reason}</source>
        <translation>Bukti nomor {number} tidak diterima: {reason}</translation>
    </message>
    <message>
        <source>A paper for reading is not whole: {place}</source>
        <translation>Surat untuk dibaca tidak utuh: {place}</translation>
    </message>
    <message>
        <source>Bundle {name} was taken in</source>
        <translation>Bundel {name} sudah diterima</translation>
    </message>
    <message>
        <source>The bundle is unpacked</source>
        <translation>Bundel sudah diuraikan</translation>
    </message>
    <message>
        <source>It lies readable in {folder} now.</source>
        <translation>Isinya kini terbaca di {folder}.</translation>
    </message>
    <message>
        <source>It is not as it was written: {count} differences.</source>
        <translation>Isinya tidak seperti saat ditulis: {count} perbedaan.</translation>
    </message>
</context>
<context>
    <name>BundleForm</name>
    <message>
        <source>An evidence bundle: {name}</source>
        <translation>Bundel bukti: {name}</translation>
    </message>
    <message>
        <source>It is examined first. Sound items are sealed in this vault as received, its papers and the sender&apos;s custody record beside them; damaged ones are refused by name.</source>
        <translation>Bundel diperiksa lebih dahulu. Bukti yang utuh disegel di brankas ini sebagai bukti diterima, beserta surat-surat bundel dan catatan penguasaan pengirim; yang rusak ditolak dan disebut satu per satu.</translation>
    </message>
    <message>
        <source>Key file (may be empty)</source>
        <translation>Berkas kunci (boleh kosong)</translation>
    </message>
    <message>
        <source>The key of this vault is tried by itself.</source>
        <translation>Kunci brankas ini dicoba dengan sendirinya.</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Pilih…</translation>
    </message>
    <message>
        <source>Passphrase from the printed sheet, if there is one</source>
        <translation>Kata sandi dari lembar tercetak, bila ada</translation>
    </message>
    <message>
        <source>Take into the vault</source>
        <translation>Terima ke brankas</translation>
    </message>
    <message>
        <source>Only unpack…</source>
        <translation>Uraikan saja…</translation>
    </message>
    <message>
        <source>Treat as ordinary files</source>
        <translation>Perlakukan sebagai berkas biasa</translation>
    </message>
    <message>
        <source>Only check…</source>
        <translation>Hanya periksa…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Batal</translation>
    </message>
    <message>
        <source>Key file</source>
        <translation>Berkas kunci</translation>
    </message>
</context>
<context>
    <name>BundleOutcome</name>
    <message>
        <source>Done</source>
        <translation>Selesai</translation>
    </message>
</context>
<context>
    <name>CaptureFacts</name>
    <message>
        <source>Cut: it broke off and was completed later</source>
        <translation>Terputus: berhenti mendadak dan dilengkapi kemudian</translation>
    </message>
    <message>
        <source>Ended by itself: {cause}</source>
        <translation>Berakhir sendiri: {cause}</translation>
    </message>
    <message>
        <source>Whole to its end, with parts left out</source>
        <translation>Utuh sampai akhir, dengan bagian yang terlewat</translation>
    </message>
    <message>
        <source>Whole</source>
        <translation>Utuh</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Nomor urut</translation>
    </message>
    <message>
        <source>Begun</source>
        <translation>Mulai</translation>
    </message>
    <message>
        <source>{count} frames</source>
        <translation>{count} bingkai</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Lama</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Tempat</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>tidak diketahui</translation>
    </message>
    <message>
        <source>Marks</source>
        <translation>Penanda</translation>
    </message>
    <message>
        <source>{count}, {time} in all</source>
        <translation>{count}, seluruhnya {time}</translation>
    </message>
    <message>
        <source>Pauses</source>
        <translation>Jeda</translation>
    </message>
    <message>
        <source>{count} s of sound</source>
        <translation>{count} detik suara</translation>
    </message>
    <message>
        <source>{count} stretches of half a second</source>
        <translation>{count} potong setengah detik</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>Terlewat</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>tidak ada</translation>
    </message>
    <message>
        <source>moved by {seconds} s meanwhile</source>
        <translation>bergeser {seconds} detik selama itu</translation>
    </message>
    <message>
        <source>Laptop clock</source>
        <translation>Jam laptop</translation>
    </message>
</context>
<context>
    <name>CapturePage</name>
    <message>
        <source>mark</source>
        <translation>tanda</translation>
    </message>
    <message>
        <source>The recording ended by itself</source>
        <translation>Rekaman berhenti sendiri</translation>
    </message>
    <message>
        <source>Cause: {cause}. What was recorded until then is kept.</source>
        <translation>Sebab: {cause}. Yang terekam sampai saat itu disimpan.</translation>
    </message>
    <message>
        <source>Sealed</source>
        <translation>Disegel</translation>
    </message>
    <message>
        <source>It was read back and is whole.</source>
        <translation>Sudah dibaca ulang dan utuh.</translation>
    </message>
    <message>
        <source>Sound alone is recorded.</source>
        <translation>Hanya suara yang direkam.</translation>
    </message>
    <message>
        <source>Waiting for a picture</source>
        <translation>Menunggu gambar</translation>
    </message>
</context>
<context>
    <name>CaptureSetup</name>
    <message>
        <source>Picture</source>
        <translation>Gambar</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>Suara</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>Mutu</translation>
    </message>
    <message>
        <source>How the place is known</source>
        <translation>Bagaimana tempat diketahui</translation>
    </message>
    <message>
        <source>What the screen shows</source>
        <translation>Isi layar</translation>
    </message>
    <message>
        <source>Address of the page</source>
        <translation>Alamat halaman</translation>
    </message>
    <message>
        <source>Account shown</source>
        <translation>Akun yang tampak</translation>
    </message>
    <message>
        <source>Account you look with</source>
        <translation>Akun yang Anda pakai</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Cara</translation>
    </message>
    <message>
        <source>for example: not logged in</source>
        <translation>misalnya: tanpa masuk akun</translation>
    </message>
    <message>
        <source>profile → post → reactions</source>
        <translation>profil → kiriman → reaksi</translation>
    </message>
    <message>
        <source>Save a web page …</source>
        <translation>Simpan halaman web …</translation>
    </message>
    <message>
        <source>Open a page in a window of Segel and seal its picture and its archive</source>
        <translation>Buka halaman di jendela Segel, lalu segel gambar dan arsipnya</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Tempat</translation>
    </message>
    <message>
        <source>Measured. A fix older than ten seconds is not written down.</source>
        <translation>Diukur. Posisi yang lebih tua dari sepuluh detik tidak dicatat.</translation>
    </message>
    <message>
        <source>Typed, not measured. Leave it empty if you do not know it.</source>
        <translation>Ditulis, bukan diukur. Kosongkan bila tidak tahu.</translation>
    </message>
    <message>
        <source>Economical, 480 lines</source>
        <translation>Hemat, 480 baris</translation>
    </message>
    <message>
        <source>Usual, 720 lines</source>
        <translation>Biasa, 720 baris</translation>
    </message>
    <message>
        <source>Typed by you</source>
        <translation>Diketik oleh Anda</translation>
    </message>
    <message>
        <source>Fine, 1080 lines</source>
        <translation>Halus, 1080 baris</translation>
    </message>
    <message>
        <source>Latitude</source>
        <translation>Lintang</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Rekam</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>Dokumen</translation>
    </message>
    <message>
        <source>Social media</source>
        <translation>Medsos</translation>
    </message>
    <message>
        <source>What to capture</source>
        <translation>Apa yang ditangkap</translation>
    </message>
    <message>
        <source>Longitude</source>
        <translation>Bujur</translation>
    </message>
    <message>
        <source>Exact to (metres)</source>
        <translation>Ketelitian (meter)</translation>
    </message>
    <message>
        <source>How you know it</source>
        <translation>Dari mana diketahui</translation>
    </message>
    <message>
        <source>for example: read from a map</source>
        <translation>misalnya: dibaca dari peta</translation>
    </message>
    <message>
        <source>No picture</source>
        <translation>Tanpa gambar</translation>
    </message>
    <message>
        <source>No sound</source>
        <translation>Tanpa suara</translation>
    </message>
</context>
<context>
    <name>CaptureStrip</name>
    <message>
        <source>Open</source>
        <translation>Buka</translation>
    </message>
    <message>
        <source>Take off this capture</source>
        <translation>Lepaskan dari tangkapan ini</translation>
    </message>
    <message>
        <source>Capture the screen</source>
        <translation>Tangkap layar</translation>
    </message>
    <message>
        <source>Hides Segel for 3 seconds (F9)</source>
        <translation>Segel bersembunyi setelah 3 detik (F9)</translation>
    </message>
    <message>
        <source>Paste a picture</source>
        <translation>Tempel gambar</translation>
    </message>
    <message>
        <source>From the clipboard (Ctrl+Shift+V)</source>
        <translation>Dari papan klip (Ctrl+Shift+V)</translation>
    </message>
    <message>
        <source>Or drop screenshots here. Each is sealed at once.</source>
        <translation>Atau jatuhkan tangkapan layar di sini. Setiap gambar langsung disegel.</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>Bukti</translation>
    </message>
</context>
<context>
    <name>CaptureView</name>
    <message>
        <source>Capture</source>
        <translation>Tangkap</translation>
    </message>
    <message>
        <source>Captured last</source>
        <translation>Tangkapan terakhir</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>Foto</translation>
    </message>
    <message>
        <source>Ctrl+Shift+P</source>
        <translation>Ctrl+Shift+P</translation>
    </message>
    <message>
        <source>Mark</source>
        <translation>Tandai</translation>
    </message>
    <message>
        <source>What the camera sees</source>
        <translation>Yang dilihat kamera</translation>
    </message>
    <message>
        <source>Loudness</source>
        <translation>Kenyaringan</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Rekam</translation>
    </message>
    <message>
        <source>Ctrl+R</source>
        <translation>Ctrl+R</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Jeda</translation>
    </message>
    <message>
        <source>Stop and seal</source>
        <translation>Berhenti dan segel</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Lanjutkan</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>jeda</translation>
    </message>
    <message>
        <source>recording</source>
        <translation>merekam</translation>
    </message>
    <message>
        <source>{count} frames left out</source>
        <translation>{count} gambar terlewat</translation>
    </message>
    <message>
        <source>Room for {time} ({free} free)</source>
        <translation>Ruang untuk {time} ({free} kosong)</translation>
    </message>
    <message>
        <source>battery for {time} ({percent} %)</source>
        <translation>baterai untuk {time} ({percent} %)</translation>
    </message>
    <message>
        <source>{count} minutes</source>
        <translation>{count} menit</translation>
    </message>
    <message>
        <source>{count} hours</source>
        <translation>{count} jam</translation>
    </message>
    <message>
        <source>battery {percent} %</source>
        <translation>baterai {percent} %</translation>
    </message>
</context>
<context>
    <name>CarePage</name>
    <message>
        <source>Tried {time}. {why}</source>
        <translation>Dicoba {time}. {why}</translation>
    </message>
    <message>
        <source>The next round with the office tries to fetch it back; so can you.</source>
        <translation>Pengiriman berikutnya ke kantor akan mengambilnya kembali; Anda juga bisa melakukannya sekarang.</translation>
    </message>
    <message>
        <source>Who keeps the backup: bring it, and choose its folder below.</source>
        <translation>Pemegang cadangan: bawa cadangannya, lalu pilih foldernya di bawah.</translation>
    </message>
    <message>
        <source>Folder of the backup</source>
        <translation>Folder cadangan</translation>
    </message>
    <message>
        <source>{items} items, {bytes}. What is damaged stands below.</source>
        <translation>{items} bukti, {bytes}. Yang rusak tercantum di bawah.</translation>
    </message>
    <message>
        <source>Damage was found</source>
        <translation>Ditemukan kerusakan</translation>
    </message>
    <message>
        <source>{items} items, {bytes}: every byte is the one that was sealed.</source>
        <translation>{items} bukti, {bytes}: setiap byte masih sama dengan yang disegel.</translation>
    </message>
    <message>
        <source>Everything is whole</source>
        <translation>Semuanya utuh</translation>
    </message>
    <message>
        <source>Whole again: {whole}. Not yet: {left}; the reason stands below each.</source>
        <translation>Utuh kembali: {whole}. Belum: {left}; alasannya tercantum di bawah masing-masing.</translation>
    </message>
    <message>
        <source>Not everything could be mended</source>
        <translation>Belum semua dapat dipulihkan</translation>
    </message>
    <message>
        <source>Whole again: {whole}. Opened and hashed: as when they were sealed.</source>
        <translation>Utuh kembali: {whole}. Sudah dibuka dan dihitung ulang: sama seperti saat disegel.</translation>
    </message>
    <message>
        <source>Mended</source>
        <translation>Sudah dipulihkan</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Dihentikan</translation>
    </message>
    <message>
        <source>What was read or fetched is kept; it goes on from there.</source>
        <translation>Yang sudah dibaca atau diambil tetap tersimpan dan dilanjutkan dari situ.</translation>
    </message>
</context>
<context>
    <name>CareView</name>
    <message>
        <source>Needs you: {count} damaged items</source>
        <translation>Perlu tindakan: {count} bukti rusak</translation>
    </message>
    <message>
        <source>and {count} more</source>
        <translation>dan {count} lagi</translation>
    </message>
    <message>
        <source>No. {number} · {name}</source>
        <translation>No. {number} · {name}</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Lihat</translation>
    </message>
    <message>
        <source>Show {name}</source>
        <translation>Lihat {name}</translation>
    </message>
    <message>
        <source>{fresh} of {items} items were read back within the last {days} days</source>
        <translation>{fresh} dari {items} bukti sudah dibaca ulang dalam {days} hari terakhir</translation>
    </message>
    <message>
        <source>never yet</source>
        <translation>belum pernah</translation>
    </message>
    <message>
        <source>Longest unread: since {time}</source>
        <translation>Paling lama belum dibaca ulang: sejak {time}</translation>
    </message>
    <message>
        <source>Records and ledger read through: {time}</source>
        <translation>Catatan dan jejak dibaca seluruhnya: {time}</translation>
    </message>
    <message>
        <source>While nobody touches the laptop, it reads a little by itself and stops at once when you come back; never on a low battery, never while sealing, recording or sending.</source>
        <translation>Selagi laptop tidak disentuh, sebagian dibaca sendiri dan berhenti seketika begitu Anda kembali; tidak pernah saat baterai lemah, menyegel, merekam, atau mengirim.</translation>
    </message>
    <message>
        <source>It goes on at item {number}.</source>
        <translation>Berikutnya mulai dari bukti nomor {number}.</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>belum</translation>
    </message>
    <message>
        <source>was damaged; its evidence was mended elsewhere</source>
        <translation>pernah rusak; buktinya sudah dipulihkan di berkas lain</translation>
    </message>
    <message>
        <source>no damage found</source>
        <translation>tidak ada kerusakan</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Kembali</translation>
    </message>
    <message>
        <source>Health of the vault</source>
        <translation>Kesehatan brankas</translation>
    </message>
    <message>
        <source>Disks forget. Each item is read to its end again from time to time.</source>
        <translation>Media penyimpanan bisa lapuk. Setiap bukti dibaca ulang sampai habis secara berkala.</translation>
    </message>
    <message>
        <source>Check now</source>
        <translation>Periksa sekarang</translation>
    </message>
    <message>
        <source>Their bytes are not those that were sealed. Nothing of them was deleted; exports name them as damaged and leave them out until they are whole again.</source>
        <translation>Isinya bukan lagi yang disegel. Tidak ada yang dihapus; ekspor menyebutnya rusak dan tidak menyertakannya sampai utuh kembali.</translation>
    </message>
    <message>
        <source>Fetch back from the office</source>
        <translation>Ambil kembali dari kantor</translation>
    </message>
    <message>
        <source>From a backup</source>
        <translation>Dari cadangan</translation>
    </message>
    <message>
        <source>Reading back</source>
        <translation>Baca ulang</translation>
    </message>
    <message>
        <source>Read every item once in</source>
        <translation>Baca ulang setiap bukti sekali dalam</translation>
    </message>
    <message>
        <source> days</source>
        <translation> hari</translation>
    </message>
    <message>
        <source>Days within which every item is read back</source>
        <translation>Jumlah hari untuk membaca ulang setiap bukti</translation>
    </message>
    <message>
        <source>Files of the vault</source>
        <translation>Berkas brankas</translation>
    </message>
    <message>
        <source>Sealed evidence lies in these files, encrypted. Damaged ones get nothing new.</source>
        <translation>Bukti tersegel tersimpan terenkripsi di berkas ini. Berkas yang rusak tidak diisi lagi.</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Berkas</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Ukuran</translation>
    </message>
    <message>
        <source>Last read</source>
        <translation>Terakhir dibaca</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>Temuan</translation>
    </message>
</context>
<context>
    <name>CaseDeeds</name>
    <message>
        <source>The case then stands at: {state}.</source>
        <translation>Perkara kemudian berstatus: {state}.</translation>
    </message>
    <message>
        <source>Take {act} instead?</source>
        <translation>Ganti dengan {act}?</translation>
    </message>
    <message>
        <source>{old} is replaced by {new}.</source>
        <translation>{old} diganti dengan {new}.</translation>
    </message>
    <message>
        <source>Take it</source>
        <translation>Ganti</translation>
    </message>
    <message>
        <source>Hide from a colleague</source>
        <translation>Sembunyikan dari rekan</translation>
    </message>
    <message>
        <source>Whoever is ticked does not see this case: not in lists, search or counts, nor its papers and evidence. Bawaslu Kabupaten/Kota handles a report about a supervisor of this office (article 20).</source>
        <translation>Yang dicentang tidak melihat perkara ini: tidak di daftar, pencarian, atau hitungan, juga tidak surat dan buktinya. Laporan tentang pengawas di kantor ini ditangani Bawaslu Kabupaten/Kota (Pasal 20).</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>Sembunyikan</translation>
    </message>
    <message>
        <source>You hide it from yourself: you will not see it any more.</source>
        <translation>Anda menyembunyikannya dari diri sendiri: perkara ini tidak akan terlihat lagi.</translation>
    </message>
    <message>
        <source>Open the identity of {code}?</source>
        <translation>Buka identitas {code}?</translation>
    </message>
    <message>
        <source>This person is protected. The ledger keeps that you looked, when and why; the name is covered again when you leave the case.</source>
        <translation>Orang ini dilindungi. Jejak mencatat bahwa Anda membukanya, kapan, dan mengapa; nama ditutup lagi ketika Anda meninggalkan perkara.</translation>
    </message>
    <message>
        <source>Open the identity</source>
        <translation>Buka identitas</translation>
    </message>
</context>
<context>
    <name>CaseFilters</name>
    <message>
        <source>Every regime</source>
        <translation>Semua rezim</translation>
    </message>
    <message>
        <source>Every state</source>
        <translation>Semua status</translation>
    </message>
    <message>
        <source>Every category</source>
        <translation>Semua kategori</translation>
    </message>
    <message>
        <source>Title, code, name, place …</source>
        <translation>Judul, kode, nama, tempat …</translation>
    </message>
    <message>
        <source>Search cases</source>
        <translation>Cari perkara</translation>
    </message>
    <message>
        <source>Open or closed</source>
        <translation>Terbuka atau diarsipkan</translation>
    </message>
    <message>
        <source>Regime</source>
        <translation>Rezim</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>Kategori</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Terbuka</translation>
    </message>
    <message>
        <source>Archived</source>
        <translation>Diarsipkan</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Semua</translation>
    </message>
</context>
<context>
    <name>CaseListView</name>
    <message>
        <source>Cases</source>
        <translation>Perkara</translation>
    </message>
    <message>
        <source>Corrective advice</source>
        <translation>Saran perbaikan</translation>
    </message>
    <message>
        <source>Cases or corrective advice</source>
        <translation>Perkara atau saran perbaikan</translation>
    </message>
    <message>
        <source>New case</source>
        <translation>Perkara baru</translation>
    </message>
    <message>
        <source>New advice</source>
        <translation>Saran perbaikan baru</translation>
    </message>
    <message>
        <source>From a finding or a Form A</source>
        <translation>Dari temuan atau Formulir A</translation>
    </message>
    <message>
        <source>From a report by the public</source>
        <translation>Dari laporan masyarakat</translation>
    </message>
    <message>
        <source>From initial information</source>
        <translation>Dari informasi awal</translation>
    </message>
    <message>
        <source>Delegated by another office</source>
        <translation>Pelimpahan dari kantor lain</translation>
    </message>
    <message>
        <source>TEMPORARY NUMBER</source>
        <translation>NOMOR SEMENTARA</translation>
    </message>
    <message>
        <source>Close with a check photo …</source>
        <translation>Tutup dengan foto pengecekan …</translation>
    </message>
    <message>
        <source>Make it a finding</source>
        <translation>Jadikan temuan</translation>
    </message>
    <message>
        <source>Read it</source>
        <translation>Baca</translation>
    </message>
    <message>
        <source>Take the filters away</source>
        <translation>Hapus saringan</translation>
    </message>
    <message>
        <source>No case yet</source>
        <translation>Belum ada perkara</translation>
    </message>
    <message>
        <source>A case begins with a finding, a report, initial information, or what another office delegates. Choose where yours comes from; what is known is filled in.</source>
        <translation>Perkara bermula dari temuan, laporan, informasi awal, atau pelimpahan kantor lain. Pilih asalnya; yang sudah diketahui terisi sendiri.</translation>
    </message>
    <message>
        <source>No case like this</source>
        <translation>Tidak ada perkara seperti ini</translation>
    </message>
    <message>
        <source>Nothing matches the words and filters above.</source>
        <translation>Tidak ada yang cocok dengan kata dan saringan di atas.</translation>
    </message>
    <message>
        <source>No corrective advice yet</source>
        <translation>Belum ada saran perbaikan</translation>
    </message>
    <message>
        <source>Small administrative mistakes get advice first, with three days to be put right. The timer runs here, in a case or without one.</source>
        <translation>Kesalahan administrasi kecil lebih dahulu diberi saran perbaikan, dengan waktu tiga hari untuk dilaksanakan. Batas waktunya berjalan di sini, di dalam perkara atau tanpa perkara.</translation>
    </message>
</context>
<context>
    <name>CasePage</name>
    <message>
        <source>Saved for re-typing</source>
        <translation>Tersimpan untuk diketik ulang</translation>
    </message>
    <message>
        <source>CSV and JSON are in {folder}. The timeline keeps that it was done.</source>
        <translation>CSV dan JSON ada di {folder}. Lini masa mencatat penyimpanan ini.</translation>
    </message>
</context>
<context>
    <name>CaseSaving</name>
    <message>
        <source>Save for re-typing</source>
        <translation>Simpan untuk diketik ulang</translation>
    </message>
    <message>
        <source>CSV for a spreadsheet and JSON, in a folder you choose.</source>
        <translation>CSV untuk lembar hitung dan JSON, di folder pilihan Anda.</translation>
    </message>
    <message>
        <source>Choose a folder …</source>
        <translation>Pilih folder …</translation>
    </message>
    <message>
        <source>Not ready for SBT. Missing: {needs}.</source>
        <translation>Belum siap dikirim ke SBT. Kurang: {needs}.</translation>
    </message>
    <message>
        <source>Ready to be sent to SBT.</source>
        <translation>Siap dikirim ke SBT.</translation>
    </message>
    <message>
        <source>You can save it all the same and complete it later.</source>
        <translation>Tetap dapat disimpan sekarang dan dilengkapi kemudian.</translation>
    </message>
</context>
<context>
    <name>CaseView</name>
    <message>
        <source>This case has come to its end.</source>
        <translation>Perkara ini sudah selesai.</translation>
    </message>
    <message>
        <source>For: {roles}</source>
        <translation>Wewenang: {roles}</translation>
    </message>
    <message>
        <source>Missing: {fields}</source>
        <translation>Kurang: {fields}</translation>
    </message>
    <message>
        <source>The time limit had passed.</source>
        <translation>Batas waktu sudah lewat.</translation>
    </message>
    <message>
        <source>Fill it in</source>
        <translation>Isi</translation>
    </message>
    <message>
        <source>No papers yet.</source>
        <translation>Belum ada surat.</translation>
    </message>
    <message>
        <source>draft</source>
        <translation>draf</translation>
    </message>
    <message>
        <source>Another paper</source>
        <translation>Surat lain</translation>
    </message>
    <message>
        <source>Nobody yet. Add the parties in the case form.</source>
        <translation>Belum ada. Tambahkan pihak di formulir perkara.</translation>
    </message>
    <message>
        <source>Open identity …</source>
        <translation>Buka identitas …</translation>
    </message>
    <message>
        <source>No category yet. Choose them in the case form.</source>
        <translation>Belum ada kategori. Pilih di formulir perkara.</translation>
    </message>
    <message>
        <source>Take {act} instead</source>
        <translation>Ganti dengan {act}</translation>
    </message>
    <message>
        <source>The addressee follows from the case types.</source>
        <translation>Tujuan mengikuti jenis perkara.</translation>
    </message>
    <message>
        <source>Through: {steps}</source>
        <translation>Melalui: {steps}</translation>
    </message>
    <message>
        <source>Ready to be sent to {system}</source>
        <translation>Siap dikirim ke {system}</translation>
    </message>
    <message>
        <source>Not ready for {system}: {needs} is missing. Saving is not held up.</source>
        <translation>Belum siap dikirim ke {system}: {needs} belum ada. Menyimpan tetap bisa.</translation>
    </message>
    <message>
        <source>Show all {count}</source>
        <translation>Tampilkan semua {count}</translation>
    </message>
    <message>
        <source>Safe</source>
        <translation>Batas aman</translation>
    </message>
    <message>
        <source>By law</source>
        <translation>Batas hukum</translation>
    </message>
    <message>
        <source>A colleague may be whom this case is about</source>
        <translation>Perkara ini mungkin tentang seorang rekan</translation>
    </message>
    <message>
        <source>Has been: {been}. Stands at: {state}. Can go to: {ahead}.</source>
        <translation>Sudah dilalui: {been}. Sekarang: {state}. Dapat ke: {ahead}.</translation>
    </message>
    <message>
        <source>All cases</source>
        <translation>Semua perkara</translation>
    </message>
    <message>
        <source>Correct</source>
        <translation>Perbaiki</translation>
    </message>
    <message>
        <source>Correct or complete the case, with a reason</source>
        <translation>Perbaiki atau lengkapi perkara, dengan alasan</translation>
    </message>
    <message>
        <source>Hide …</source>
        <translation>Sembunyikan …</translation>
    </message>
    <message>
        <source>Hide from a colleague</source>
        <translation>Sembunyikan dari rekan</translation>
    </message>
    <message>
        <source>Hide from a colleague …</source>
        <translation>Sembunyikan dari rekan …</translation>
    </message>
    <message>
        <source>Save for re-typing …</source>
        <translation>Simpan untuk diketik ulang …</translation>
    </message>
    <message>
        <source>Hearing bundle …</source>
        <translation>Berkas sidang …</translation>
    </message>
    <message>
        <source>Prepare a hearing bundle</source>
        <translation>Siapkan berkas sidang</translation>
    </message>
    <message>
        <source>TEMPORARY NUMBER</source>
        <translation>NOMOR SEMENTARA</translation>
    </message>
    <message>
        <source>Next step</source>
        <translation>Langkah berikut</translation>
    </message>
    <message>
        <source>Conditions</source>
        <translation>Syarat formal dan materiel</translation>
    </message>
    <message>
        <source>Parties</source>
        <translation>Para pihak</translation>
    </message>
    <message>
        <source>Categories and sanctions</source>
        <translation>Kategori dan sanksi</translation>
    </message>
    <message>
        <source>Goes to</source>
        <translation>Diteruskan ke</translation>
    </message>
    <message>
        <source>Papers</source>
        <translation>Surat dan formulir</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Lini masa</translation>
    </message>
    <message>
        <source>Exhibits</source>
        <translation>Bukti</translation>
    </message>
    <message>
        <source>Drag evidence here from the list of evidence, or choose it.</source>
        <translation>Seret bukti ke sini dari daftar bukti, atau pilih.</translation>
    </message>
    <message>
        <source>Choose evidence</source>
        <translation>Pilih bukti</translation>
    </message>
</context>
<context>
    <name>CertificateCard</name>
    <message>
        <source>Electronic signature, if you have a certificate</source>
        <translation>Tanda tangan elektronik, bila ada sertifikat</translation>
    </message>
    <message>
        <source>A PKCS#12 file (.p12, .pfx) from BSrE or another issuer signs every document. Without one the bundle&apos;s own signature binds them, and they say so.</source>
        <translation>Berkas PKCS#12 (.p12, .pfx) dari BSrE atau penerbit lain menandatangani setiap dokumen. Tanpa itu dokumen diikat oleh tanda tangan paket, dan hal itu tertulis di dalamnya.</translation>
    </message>
    <message>
        <source>Certificate file</source>
        <translation>Berkas sertifikat</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Pilih…</translation>
    </message>
    <message>
        <source>Passphrase of the certificate</source>
        <translation>Kata sandi sertifikat</translation>
    </message>
    <message>
        <source>Address of a time authority (may be empty)</source>
        <translation>Alamat otoritas waktu (boleh kosong)</translation>
    </message>
    <message>
        <source>When it cannot be reached, documents are signed without its time.</source>
        <translation>Bila tidak terjangkau, dokumen ditandatangani tanpa waktu dari sana.</translation>
    </message>
    <message>
        <source>Certificates (*.p12 *.pfx)</source>
        <translation>Sertifikat (*.p12 *.pfx)</translation>
    </message>
</context>
<context>
    <name>ChartCard</name>
    <message>
        <source>As a table</source>
        <translation>Sebagai tabel</translation>
    </message>
    <message>
        <source>Save as a picture (PNG)</source>
        <translation>Simpan sebagai gambar (PNG)</translation>
    </message>
    <message>
        <source>Save as a table (CSV)</source>
        <translation>Simpan sebagai tabel (CSV)</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Apa</translation>
    </message>
    <message>
        <source>How many</source>
        <translation>Berapa</translation>
    </message>
    <message>
        <source>Nothing in this span.</source>
        <translation>Tidak ada dalam rentang ini.</translation>
    </message>
</context>
<context>
    <name>ChecksView</name>
    <message>
        <source>Every item is opened and hashed again …</source>
        <translation>Setiap alat bukti dibuka dan dihitung ulang hashnya …</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Kemajuan</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>Periksa lagi</translation>
    </message>
    <message>
        <source>Not yet: {count} things stop the bundle</source>
        <translation>Belum bisa: {count} hal menghentikan paket</translation>
    </message>
    <message>
        <source>It can be written; {count} things should be mended first</source>
        <translation>Dapat ditulis; {count} hal sebaiknya dilengkapi dahulu</translation>
    </message>
    <message>
        <source>Everything opens; nothing is missing</source>
        <translation>Semua terbuka utuh; tidak ada yang kurang</translation>
    </message>
    <message>
        <source>How each item opened stands in the ledger. What stays open here is not hidden in the bundle either.</source>
        <translation>Hasil pemeriksaan setiap alat bukti tercatat dalam jejak. Yang belum lengkap di sini juga tidak disembunyikan dalam paket.</translation>
    </message>
    <message>
        <source>Stops the bundle</source>
        <translation>Menghentikan paket</translation>
    </message>
    <message>
        <source>Should be mended</source>
        <translation>Sebaiknya dilengkapi</translation>
    </message>
    <message>
        <source>To be known</source>
        <translation>Untuk diketahui</translation>
    </message>
    <message>
        <source>… and {count} more like these</source>
        <translation>… dan {count} lagi seperti ini</translation>
    </message>
    <message>
        <source>Include it with its failure</source>
        <translation>Sertakan dengan kegagalannya</translation>
    </message>
    <message>
        <source>Leave it out</source>
        <translation>Keluarkan</translation>
    </message>
    <message>
        <source>To the forum</source>
        <translation>Ke forum</translation>
    </message>
    <message>
        <source>To the exhibit</source>
        <translation>Ke alat bukti</translation>
    </message>
    <message>
        <source>To the variants</source>
        <translation>Ke versi</translation>
    </message>
    <message>
        <source>Open the item</source>
        <translation>Buka bukti</translation>
    </message>
    <message>
        <source>Make a covered copy</source>
        <translation>Buat salinan tersamar</translation>
    </message>
    <message>
        <source>Open the paper</source>
        <translation>Buka surat</translation>
    </message>
    <message>
        <source>State the time</source>
        <translation>Nyatakan waktu</translation>
    </message>
    <message>
        <source>To the office</source>
        <translation>Ke kantor</translation>
    </message>
</context>
<context>
    <name>ClipDialog</name>
    <message>
        <source>Clip</source>
        <translation>Cuplikan</translation>
    </message>
    <message>
        <source>Make a clip</source>
        <translation>Buat cuplikan</translation>
    </message>
    <message>
        <source>The original stays as it is. The clip is sealed as new evidence.</source>
        <translation>Aslinya tetap seperti adanya. Cuplikan disegel sebagai bukti baru.</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Dari</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>Sampai</translation>
    </message>
    <message>
        <source>Pictures copied unchanged</source>
        <translation>Gambar disalin apa adanya</translation>
    </message>
    <message>
        <source>Not one bit of a picture is changed. It begins at the key frame before the time you wrote, perhaps some seconds earlier.</source>
        <translation>Tidak satu bit pun gambar berubah. Dimulai pada gambar kunci sebelum waktu yang Anda tulis, mungkin beberapa detik lebih awal.</translation>
    </message>
    <message>
        <source>Exactly from here</source>
        <translation>Tepat dari saat itu</translation>
    </message>
    <message>
        <source>The pictures are encoded again so that it begins at exactly this frame.</source>
        <translation>Gambar disandikan ulang agar mulai tepat pada gambar itu.</translation>
    </message>
    <message>
        <source>Name of the new item</source>
        <translation>Nama bukti baru</translation>
    </message>
    <message>
        <source>What for (optional)</source>
        <translation>Untuk apa (opsional)</translation>
    </message>
    <message>
        <source>Make and seal</source>
        <translation>Buat dan segel</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Batal</translation>
    </message>
    <message>
        <source>Write both times as hours:minutes:seconds, the second after the first.</source>
        <translation>Tulis kedua waktu sebagai jam:menit:detik, yang kedua setelah yang pertama.</translation>
    </message>
    <message>
        <source>Making and sealing it …</source>
        <translation>Sedang dibuat dan disegel …</translation>
    </message>
</context>
<context>
    <name>ClockDialog</name>
    <message>
        <source>The laptop&apos;s clock</source>
        <translation>Jam laptop</translation>
    </message>
</context>
<context>
    <name>ClockForm</name>
    <message>
        <source>The laptop&apos;s clock looks wrong</source>
        <translation>Jam laptop tampak salah</translation>
    </message>
    <message>
        <source>The laptop&apos;s clock</source>
        <translation>Jam laptop</translation>
    </message>
    <message>
        <source>Write what time it is now by another clock. Every entry keeps what the laptop says; the time you write stands beside it until the laptop is started again.</source>
        <translation>Tulis waktu sekarang menurut jam lain. Setiap entri jejak tetap memuat jam laptop; waktu yang Anda tulis berdiri di sampingnya sampai laptop dinyalakan ulang.</translation>
    </message>
    <message>
        <source>By the laptop&apos;s clock</source>
        <translation>Menurut jam laptop</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Tanggal</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Jam</translation>
    </message>
    <message>
        <source>Zone</source>
        <translation>Zona</translation>
    </message>
    <message>
        <source>Where you see it</source>
        <translation>Dilihat dari mana</translation>
    </message>
    <message>
        <source>dd-mm-yyyy</source>
        <translation>hh-bb-tttt</translation>
    </message>
    <message>
        <source>hh:mm</source>
        <translation>jj.mm</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Pilih…</translation>
    </message>
    <message>
        <source>The clock is right</source>
        <translation>Jam sudah benar</translation>
    </message>
    <message>
        <source>Write down that the laptop&apos;s clock is right</source>
        <translation>Catat bahwa jam laptop sudah benar</translation>
    </message>
    <message>
        <source>Write it down</source>
        <translation>Catat waktu</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Nanti</translation>
    </message>
    <message>
        <source>Corrected: {time}</source>
        <translation>Menurut koreksi: {time}</translation>
    </message>
    <message>
        <source>The laptop&apos;s clock shows the same time.</source>
        <translation>Jam laptop menunjukkan waktu yang sama.</translation>
    </message>
    <message>
        <source>The laptop&apos;s clock is behind by {time}.</source>
        <translation>Jam laptop tertinggal {time}.</translation>
    </message>
    <message>
        <source>The laptop&apos;s clock is ahead by {time}.</source>
        <translation>Jam laptop terlalu cepat {time}.</translation>
    </message>
    <message>
        <source>This is before the last known time, {time}.</source>
        <translation>Ini sebelum waktu terakhir yang diketahui, {time}.</translation>
    </message>
    <message>
        <source>“{text}” is no day. Write it as 14-02-2024.</source>
        <translation>“{text}” bukan tanggal. Tulis seperti 14-02-2024.</translation>
    </message>
    <message>
        <source>{days} d {hours} h</source>
        <translation>{days} hari {hours} jam</translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation>{hours} jam {minutes} menit</translation>
    </message>
</context>
<context>
    <name>CloseDialog</name>
    <message>
        <source>Close account</source>
        <translation>Tutup akun</translation>
    </message>
</context>
<context>
    <name>CodePicture</name>
    <message>
        <source>A photo or screenshot of the code</source>
        <translation>Foto atau tangkapan layar kodenya</translation>
    </message>
    <message>
        <source>Pictures (*.png *.jpg *.jpeg *.webp *.heic *.bmp *.tif *.tiff)</source>
        <translation>Gambar (*.png *.jpg *.jpeg *.webp *.heic *.bmp *.tif *.tiff)</translation>
    </message>
    <message>
        <source>No such code can be read in this picture</source>
        <translation>Kode itu tidak terbaca pada gambar ini</translation>
    </message>
    <message>
        <source>Take it again: straight on, sharp, and with the white edge around it.</source>
        <translation>Foto ulang: tegak lurus, tajam, dan tepi putihnya ikut terlihat.</translation>
    </message>
</context>
<context>
    <name>CodeView</name>
    <message>
        <source>Forgotten passphrase</source>
        <translation>Lupa kata sandi</translation>
    </message>
    <message>
        <source>Fetch the recovery sheet, the paper that was printed when the vault was made. Its code lets you give one person a new passphrase. No evidence is touched, and the ledger will say that the sheet was used.</source>
        <translation>Ambil lembar pemulihan, kertas yang dicetak saat brankas dibuat. Dengan kodenya Anda dapat memberi satu orang kata sandi baru. Tidak ada bukti yang tersentuh, dan jejak mencatat bahwa lembar itu dipakai.</translation>
    </message>
    <message>
        <source>Code on the sheet</source>
        <translation>Kode pada lembar</translation>
    </message>
    <message>
        <source>Nine groups of four. Dashes, blanks and small letters do not matter.</source>
        <translation>Sembilan kelompok berisi empat. Tanda hubung, spasi, dan huruf kecil tidak berpengaruh.</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Lanjut</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Kembali</translation>
    </message>
</context>
<context>
    <name>CompanyBox</name>
    <message>
        <source>The picture it moves with</source>
        <translation>Foto yang digerakkannya</translation>
    </message>
    <message>
        <source>The file it speaks of</source>
        <translation>Berkas yang dijelaskannya</translation>
    </message>
    <message>
        <source>First picture of the burst</source>
        <translation>Foto pertama rangkaian ini</translation>
    </message>
    <message>
        <source>Picture of the page</source>
        <translation>Gambar halamannya</translation>
    </message>
    <message>
        <source>Papers of the bundle it came in</source>
        <translation>Surat-surat bundel asalnya</translation>
    </message>
    <message>
        <source>Moving part of the live photo</source>
        <translation>Bagian bergerak dari foto hidup</translation>
    </message>
    <message>
        <source>Note beside it</source>
        <translation>Berkas penyerta</translation>
    </message>
    <message>
        <source>Same burst</source>
        <translation>Satu rangkaian</translation>
    </message>
    <message>
        <source>Of the same page</source>
        <translation>Dari halaman yang sama</translation>
    </message>
    <message>
        <source>Came in the same bundle</source>
        <translation>Datang dalam bundel yang sama</translation>
    </message>
</context>
<context>
    <name>CompareDialog</name>
    <message>
        <source>The recipe made exactly the same bytes again.</source>
        <translation>Resep ini membuat bita yang persis sama sekali lagi.</translation>
    </message>
    <message>
        <source>The recipe made other bytes. Another version of this program may encode differently: compare the pictures, not only the hashes.</source>
        <translation>Resep ini membuat bita yang lain. Versi lain program ini dapat menyandi secara berbeda: bandingkan gambarnya, bukan hanya hash-nya.</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Bandingkan</translation>
    </message>
    <message>
        <source>Original and what was made from it</source>
        <translation>Asli dan yang dibuat darinya</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>Asli</translation>
    </message>
    <message>
        <source>Made from it</source>
        <translation>Dibuat darinya</translation>
    </message>
    <message>
        <source>What was done</source>
        <translation>Yang dilakukan</translation>
    </message>
    <message>
        <source>It names this original by its hash.</source>
        <translation>Menunjuk asli ini dengan hash-nya.</translation>
    </message>
    <message>
        <source>The hash it names is not that of this original.</source>
        <translation>Hash yang ditunjuknya bukan milik asli ini.</translation>
    </message>
    <message>
        <source>Make it again</source>
        <translation>Buat lagi</translation>
    </message>
    <message>
        <source>See whether the same bytes come out</source>
        <translation>Lihat apakah bita yang sama dihasilkan</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Tutup</translation>
    </message>
    <message>
        <source>Carrying the recipe out again …</source>
        <translation>Resep dijalankan sekali lagi …</translation>
    </message>
</context>
<context>
    <name>CopyResult</name>
    <message>
        <source>Folder</source>
        <translation>Folder</translation>
    </message>
</context>
<context>
    <name>CoverDialog</name>
    <message>
        <source>Cover a part of the film</source>
        <translation>Samarkan bagian video</translation>
    </message>
    <message>
        <source>Cover faces, plates or children through the film</source>
        <translation>Samarkan wajah, pelat, atau anak sepanjang video</translation>
    </message>
    <message>
        <source>Draw a box, go on in the line of time, draw it again where the person is then; between, it moves along. One box alone stays through the whole stretch, several cover from the first to the last. Use Mask for what nobody may ever see.</source>
        <translation>Gambar kotak, maju di garis waktu, lalu gambar lagi di tempat orang itu berada; di antaranya kotak ikut bergerak. Satu kotak saja menutup seluruh bagian, beberapa kotak menutup dari yang pertama sampai yang terakhir. Pakai Tutup untuk yang tidak boleh terlihat siapa pun.</translation>
    </message>
    <message>
        <source>Another cover</source>
        <translation>Penutup lain</translation>
    </message>
    <message>
        <source>Draw another cover next (Ctrl+N)</source>
        <translation>Gambar penutup berikutnya (Ctrl+N)</translation>
    </message>
    <message>
        <source>Take away</source>
        <translation>Hapus</translation>
    </message>
    <message>
        <source>Take this key frame away, or the cover (Ctrl+Z)</source>
        <translation>Hapus titik ini, atau penutupnya (Ctrl+Z)</translation>
    </message>
    <message>
        <source>Begin here</source>
        <translation>Mulai di sini</translation>
    </message>
    <message>
        <source>The stretch begins at this frame</source>
        <translation>Bagian dimulai pada gambar ini</translation>
    </message>
    <message>
        <source>End here</source>
        <translation>Sampai di sini</translation>
    </message>
    <message>
        <source>The stretch ends at this frame</source>
        <translation>Bagian berakhir pada gambar ini</translation>
    </message>
    <message>
        <source>Leave the sound out</source>
        <translation>Tanpa suara</translation>
    </message>
    <message>
        <source>Line of time. Arrow keys go by frames, Page Up and Down to key frames.</source>
        <translation>Garis waktu. Tombol panah berpindah per gambar, Page Up dan Page Down ke titik penutup.</translation>
    </message>
    <message>
        <source>Frame to draw on. Enter puts a cover, the arrow keys move it, Shift resizes.</source>
        <translation>Gambar untuk ditutupi. Enter menaruh penutup, tombol panah menggesernya, Shift mengubah ukurannya.</translation>
    </message>
    <message>
        <source>Name of the new item</source>
        <translation>Nama bukti baru</translation>
    </message>
    <message>
        <source>What for (optional)</source>
        <translation>Untuk apa (boleh kosong)</translation>
    </message>
    <message>
        <source>Make and seal</source>
        <translation>Buat dan segel</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Batal</translation>
    </message>
    <message>
        <source>{count} covers · {begin} to {end}</source>
        <translation>{count} penutup · {begin} sampai {end}</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Jeda</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Pratinjau</translation>
    </message>
    <message>
        <source>Show how the covers move (Ctrl+P)</source>
        <translation>Tunjukkan gerak penutupnya (Ctrl+P)</translation>
    </message>
    <message>
        <source>Making and sealing it …</source>
        <translation>Membuat dan menyegelnya …</translation>
    </message>
</context>
<context>
    <name>CrashDialog</name>
    <message>
        <source>Segel has made a mistake</source>
        <translation>Segel membuat kesalahan</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Laporan</translation>
    </message>
    <message>
        <source>Copy the report</source>
        <translation>Salin laporan</translation>
    </message>
    <message>
        <source>Lock and close this message</source>
        <translation>Kunci dan tutup pesan ini</translation>
    </message>
</context>
<context>
    <name>DayLine</name>
    <message>
        <source>“{text}” is no day. Write it as 14-02-2024.</source>
        <translation>“{text}” bukan tanggal yang ada. Tulis seperti 14-02-2024.</translation>
    </message>
    <message>
        <source>dd-mm-yyyy</source>
        <translation>hh-bb-tttt</translation>
    </message>
    <message>
        <source>Pick from the calendar</source>
        <translation>Pilih dari kalender</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Hari ini</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Kemarin</translation>
    </message>
</context>
<context>
    <name>DeedDialog</name>
    <message>
        <source>Cancel</source>
        <translation>Batal</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Alasan</translation>
    </message>
    <message>
        <source>It stands in the ledger and on the timeline of the case.</source>
        <translation>Tercatat di jejak dan lini masa perkara.</translation>
    </message>
    <message>
        <source>Say why first.</source>
        <translation>Isi alasannya dahulu.</translation>
    </message>
</context>
<context>
    <name>DistrustDialog</name>
    <message>
        <source>Trust no longer</source>
        <translation>Cabut kepercayaan</translation>
    </message>
</context>
<context>
    <name>DonePage</name>
    <message>
        <source>The vault is ready</source>
        <translation>Brankas siap</translation>
    </message>
    <message>
        <source>It opens with your passphrase only. How do you want to begin?</source>
        <translation>Brankas terbuka hanya dengan kata sandi Anda. Mau mulai bagaimana?</translation>
    </message>
    <message>
        <source>Get to know it</source>
        <translation>Berkenalan dulu</translation>
    </message>
    <message>
        <source>Photos and videos for practice. What is sealed stays: keep this vault for practice then, and make another for your work.</source>
        <translation>Foto dan video latihan. Yang disegel tidak dapat dihapus: pakai brankas ini untuk latihan saja, dan buat brankas lain untuk bekerja.</translation>
    </message>
    <message>
        <source>Try with samples</source>
        <translation>Coba dengan contoh</translation>
    </message>
    <message>
        <source>Begin with real evidence</source>
        <translation>Mulai dengan bukti sungguhan</translation>
    </message>
    <message>
        <source>From a memory card, a phone by cable, or a folder.</source>
        <translation>Dari kartu memori, ponsel lewat kabel, atau folder.</translation>
    </message>
    <message>
        <source>Add evidence</source>
        <translation>Tambah bukti</translation>
    </message>
    <message>
        <source>Look around first</source>
        <translation>Lihat-lihat dulu</translation>
    </message>
    <message>
        <source>The vault stays empty until you add something.</source>
        <translation>Brankas tetap kosong sampai Anda menambahkan sesuatu.</translation>
    </message>
    <message>
        <source>Start empty</source>
        <translation>Mulai kosong</translation>
    </message>
</context>
<context>
    <name>DoubtsCard</name>
    <message>
        <source>The office&apos;s server contradicted itself</source>
        <translation>Server kantor bertentangan dengan dirinya sendiri</translation>
    </message>
    <message>
        <source>Copy for the office</source>
        <translation>Salin untuk kantor</translation>
    </message>
    <message>
        <source>Show in the ledger</source>
        <translation>Lihat di Jejak</translation>
    </message>
    <message>
        <source>The office knows</source>
        <translation>Kantor sudah tahu</translation>
    </message>
    <message>
        <source>Noticed {time} · ledger line {seq}</source>
        <translation>Diketahui {time} · baris jejak {seq}</translation>
    </message>
    <message>
        <source>Made good: everything was receipted anew</source>
        <translation>Sudah pulih: semua mendapat tanda terima baru</translation>
    </message>
    <message>
        <source>Everything was receipted anew; the office has to be told</source>
        <translation>Semua sudah mendapat tanda terima baru; kantor perlu diberi tahu</translation>
    </message>
    <message>
        <source>Still open</source>
        <translation>Belum selesai</translation>
    </message>
</context>
<context>
    <name>DraftRows</name>
    <message>
        <source>and {count} more</source>
        <translation>dan {count} lagi</translation>
    </message>
    <message>
        <source>{done} of {of}</source>
        <translation>{done} dari {of}</translation>
    </message>
    <message>
        <source>Go on: {title}, {far} answered</source>
        <translation>Lanjutkan: {title}, {far} terisi</translation>
    </message>
</context>
<context>
    <name>DrawingDialog</name>
    <message>
        <source>Draw on a copy</source>
        <translation>Gambari salinan</translation>
    </message>
    <message>
        <source>The original stays as it is. What you make is sealed as new evidence, with the list of what was done. Cover what nobody may ever see with Mask, not with Blur.</source>
        <translation>Aslinya tetap seperti adanya. Yang Anda buat disegel sebagai bukti baru, beserta daftar yang dilakukan. Yang tidak boleh dilihat siapa pun, tutuplah; jangan hanya diburamkan.</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>Urungkan</translation>
    </message>
    <message>
        <source>Take the last step back (Ctrl+Z)</source>
        <translation>Urungkan langkah terakhir (Ctrl+Z)</translation>
    </message>
    <message>
        <source>Picture to draw on. Enter puts a shape, the arrow keys move it.</source>
        <translation>Gambar untuk digambari. Enter menaruh bentuk, tombol panah menggesernya.</translation>
    </message>
    <message>
        <source>Name of the new item</source>
        <translation>Nama bukti baru</translation>
    </message>
    <message>
        <source>What for (optional)</source>
        <translation>Untuk apa (opsional)</translation>
    </message>
    <message>
        <source>Make and seal</source>
        <translation>Buat dan segel</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Batal</translation>
    </message>
    <message>
        <source>Making and sealing it …</source>
        <translation>Sedang dibuat dan disegel …</translation>
    </message>
</context>
<context>
    <name>EvidenceDetails</name>
    <message>
        <source>Chosen: {count}</source>
        <translation>Dipilih: {count}</translation>
    </message>
    <message>
        <source>Choose a single item to read about it.</source>
        <translation>Pilih satu bukti saja untuk membaca keterangannya.</translation>
    </message>
    <message>
        <source>Nothing chosen</source>
        <translation>Belum ada yang dipilih</translation>
    </message>
    <message>
        <source>Choose an item to see what is known about it and what happened to it.</source>
        <translation>Pilih satu bukti untuk melihat apa yang diketahui tentangnya dan apa yang terjadi padanya.</translation>
    </message>
    <message>
        <source>Item {number}</source>
        <translation>Bukti {number}</translation>
    </message>
    <message>
        <source>Used in ({count})</source>
        <translation>Dipakai dalam ({count})</translation>
    </message>
    <message>
        <source>Marks ({count})</source>
        <translation>Tanda waktu ({count})</translation>
    </message>
    <message>
        <source>Findings ({count})</source>
        <translation>Temuan ({count})</translation>
    </message>
    <message>
        <source>Looks alike ({count})</source>
        <translation>Tampak mirip ({count})</translation>
    </message>
    <message>
        <source>Chain of custody ({count})</source>
        <translation>Rantai penguasaan ({count})</translation>
    </message>
    <message>
        <source>Copy the SHA-256 value</source>
        <translation>Salin nilai SHA-256</translation>
    </message>
    <message>
        <source>Waits to be sent to the office</source>
        <translation>Menunggu dikirim ke kantor</translation>
    </message>
    <message>
        <source>Sent; receipt of {time}, by the office&apos;s clock</source>
        <translation>Terkirim; tanda terima {time}, jam kantor</translation>
    </message>
    <message>
        <source>Sealed {time} by {name}.</source>
        <translation>Disegel {time} oleh {name}.</translation>
    </message>
    <message>
        <source>Not opened again yet since it was sealed.</source>
        <translation>Belum dibuka kembali sejak disegel.</translation>
    </message>
    <message>
        <source>Opened again {time}: the bytes are not those that were sealed, or do not open. Home, Health: fetch it back from the office or a backup.</source>
        <translation>Dibuka kembali {time}: isinya bukan yang disegel, atau tidak terbuka. Beranda, Kesehatan: ambil kembali dari kantor atau dari cadangan.</translation>
    </message>
    <message>
        <source>Opened again and hashed {time}: the same bytes as when it was sealed.</source>
        <translation>Dibuka kembali dan dihitung ulang {time}: sama dengan saat disegel.</translation>
    </message>
    <message>
        <source>Under the name {name}</source>
        <translation>Dengan nama {name}</translation>
    </message>
    <message>
        <source>From {giver}</source>
        <translation>Dari {giver}</translation>
    </message>
    <message>
        <source>From a protected source</source>
        <translation>Dari sumber yang dilindungi</translation>
    </message>
    <message>
        <source>Made from</source>
        <translation>Dibuat dari</translation>
    </message>
    <message>
        <source>An item that is not open to you.</source>
        <translation>Bukti yang tidak dibuka untuk Anda.</translation>
    </message>
    <message>
        <source>Compare with the original</source>
        <translation>Bandingkan dengan aslinya</translation>
    </message>
    <message>
        <source>Made from this</source>
        <translation>Dibuat dari ini</translation>
    </message>
    <message>
        <source>Before, as the sender wrote it down ({bundle}, vault {vault})</source>
        <translation>Sebelumnya, menurut catatan pengirim ({bundle}, brankas {vault})</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Catatan</translation>
    </message>
    <message>
        <source>What you saw or know about this item. Earlier texts stay in the ledger.</source>
        <translation>Apa yang Anda lihat atau ketahui tentang bukti ini. Catatan lama tetap ada di jejak.</translation>
    </message>
    <message>
        <source>Write the note down</source>
        <translation>Tuliskan catatan</translation>
    </message>
    <message>
        <source>an account that is not known</source>
        <translation>akun yang tidak dikenal</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Buka</translation>
    </message>
    <message>
        <source>Open (Enter); this is written into the ledger</source>
        <translation>Buka (Enter); ini ditulis ke dalam jejak</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>Verifikasi</translation>
    </message>
    <message>
        <source>Open the sealed bytes again and hash them</source>
        <translation>Buka kembali isi tersegel dan hitung ulang</translation>
    </message>
    <message>
        <source>Small picture</source>
        <translation>Gambar kecil</translation>
    </message>
    <message>
        <source>A copy that was passed on; who recorded it is not known yet</source>
        <translation>Rekaman turunan, perekam asli belum diketahui</translation>
    </message>
    <message>
        <source>Look for whoever recorded it, and fetch the original by cable or card.</source>
        <translation>Cari perekam pertamanya, lalu ambil berkas asli lewat kabel atau kartu.</translation>
    </message>
    <message>
        <source>Integrity</source>
        <translation>Keutuhan</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>Temuan</translation>
    </message>
    <message>
        <source>Looks alike</source>
        <translation>Tampak mirip</translation>
    </message>
    <message>
        <source>Chain of custody</source>
        <translation>Rantai penguasaan</translation>
    </message>
    <message>
        <source>Original and derivatives</source>
        <translation>Asli dan turunan</translation>
    </message>
    <message>
        <source>Lay together</source>
        <translation>Tersimpan bersama</translation>
    </message>
    <message>
        <source>Marks</source>
        <translation>Tanda waktu</translation>
    </message>
    <message>
        <source>Used in</source>
        <translation>Dipakai dalam</translation>
    </message>
    <message>
        <source>How Segel captured it</source>
        <translation>Bagaimana Segel menangkapnya</translation>
    </message>
    <message>
        <source>What the file says</source>
        <translation>Keterangan dari berkas</translation>
    </message>
    <message>
        <source>How it came here</source>
        <translation>Asal bukti</translation>
    </message>
</context>
<context>
    <name>EvidenceList</name>
    <message>
        <source>No.</source>
        <translation>No.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nama</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Jenis</translation>
    </message>
    <message>
        <source>Taken</source>
        <translation>Diambil</translation>
    </message>
    <message>
        <source>Sealed</source>
        <translation>Disegel</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Ukuran</translation>
    </message>
    <message>
        <source>Origin</source>
        <translation>Asal</translation>
    </message>
    <message>
        <source>Condition</source>
        <translation>Keadaan</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>Temuan</translation>
    </message>
    <message>
        <source>Grid</source>
        <translation>Kisi</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Lini masa</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabel</translation>
    </message>
    <message>
        <source>Evidence: {look}</source>
        <translation>Bukti: {look}</translation>
    </message>
    <message>
        <source>No evidence yet</source>
        <translation>Belum ada bukti</translation>
    </message>
    <message>
        <source>Drop photos, videos or a whole folder onto this window, or add them here.</source>
        <translation>Seret foto, video, atau satu folder ke jendela ini, atau tambahkan di sini.</translation>
    </message>
    <message>
        <source>Nothing matches</source>
        <translation>Tidak ada yang cocok</translation>
    </message>
    <message>
        <source>No item matches all of these words and filters.</source>
        <translation>Tidak ada bukti yang cocok dengan semua kata dan saringan ini.</translation>
    </message>
    <message>
        <source>Add evidence</source>
        <translation>Tambah bukti</translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation>Tampilkan semua</translation>
    </message>
    <message>
        <source>Export {count} chosen</source>
        <translation>Ekspor {count} yang dipilih</translation>
    </message>
    <message>
        <source>Export chosen</source>
        <translation>Ekspor yang dipilih</translation>
    </message>
    <message>
        <source>1 item</source>
        <translation>1 bukti</translation>
    </message>
    <message>
        <source>{count} items</source>
        <translation>{count} bukti</translation>
    </message>
</context>
<context>
    <name>EvidencePicker</name>
    <message>
        <source>Choose evidence</source>
        <translation>Pilih bukti</translation>
    </message>
    <message>
        <source>Which evidence?</source>
        <translation>Bukti yang mana?</translation>
    </message>
    <message>
        <source>Hold Ctrl for more than one. Files that are not sealed yet are brought in first.</source>
        <translation>Tahan Ctrl untuk lebih dari satu. Berkas yang belum disegel dimasukkan dulu.</translation>
    </message>
    <message>
        <source>Bring in files …</source>
        <translation>Masukkan berkas …</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Batal</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>Tautkan</translation>
    </message>
    <message>
        <source>{count} chosen</source>
        <translation>{count} dipilih</translation>
    </message>
</context>
<context>
    <name>ExhibitDeeds</name>
    <message>
        <source>Number</source>
        <translation>Nomor</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Catatan</translation>
    </message>
    <message>
        <source>Another number or note</source>
        <translation>Nomor atau catatan lain</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Simpan</translation>
    </message>
    <message>
        <source>Show {label} to everybody?</source>
        <translation>Perlihatkan {label} kepada semua?</translation>
    </message>
    <message>
        <source>Then everybody who may read the case sees its picture and its name.</source>
        <translation>Semua yang boleh membaca perkara lalu melihat gambar dan namanya.</translation>
    </message>
    <message>
        <source>Show it</source>
        <translation>Perlihatkan</translation>
    </message>
    <message>
        <source>Detach {label}?</source>
        <translation>Lepaskan {label}?</translation>
    </message>
    <message>
        <source>The item stays sealed in the vault; the ledger keeps that it was here.</source>
        <translation>Bukti tetap tersegel di brankas; jejak mencatat bahwa bukti pernah ditautkan di sini.</translation>
    </message>
    <message>
        <source>Detach</source>
        <translation>Lepaskan</translation>
    </message>
</context>
<context>
    <name>ExhibitTile</name>
    <message>
        <source>Open {label} {name}</source>
        <translation>Buka {label} {name}</translation>
    </message>
    <message>
        <source>More for {label}</source>
        <translation>Pilihan lain untuk {label}</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Buka</translation>
    </message>
    <message>
        <source>Another number or note …</source>
        <translation>Nomor atau catatan lain …</translation>
    </message>
    <message>
        <source>Show it to everybody …</source>
        <translation>Perlihatkan kepada semua …</translation>
    </message>
    <message>
        <source>Guard it</source>
        <translation>Jaga kerahasiaannya</translation>
    </message>
    <message>
        <source>Detach …</source>
        <translation>Lepaskan …</translation>
    </message>
    <message>
        <source>guarded</source>
        <translation>dijaga</translation>
    </message>
</context>
<context>
    <name>ExhibitsEditor</name>
    <message>
        <source>Choose evidence</source>
        <translation>Pilih bukti</translation>
    </message>
    <message>
        <source>Drop evidence here, or choose it</source>
        <translation>Jatuhkan bukti di sini, atau pilih</translation>
    </message>
    <message>
        <source>Take away</source>
        <translation>Lepas</translation>
    </message>
</context>
<context>
    <name>ExhibitsView</name>
    <message>
        <source>Add evidence …</source>
        <translation>Tambah bukti …</translation>
    </message>
    <message>
        <source>Choose evidence …</source>
        <translation>Pilih bukti …</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>Naikkan</translation>
    </message>
    <message>
        <source>Move up (Alt+Up)</source>
        <translation>Naikkan (Alt+Panah atas)</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>Turunkan</translation>
    </message>
    <message>
        <source>Move down (Alt+Down)</source>
        <translation>Turunkan (Alt+Panah bawah)</translation>
    </message>
    <message>
        <source>Take off the list</source>
        <translation>Keluarkan dari daftar</translation>
    </message>
    <message>
        <source>Take off the list (Delete)</source>
        <translation>Keluarkan dari daftar (Delete)</translation>
    </message>
    <message>
        <source>Exhibits in their order</source>
        <translation>Alat bukti menurut urutannya</translation>
    </message>
    <message>
        <source>No exhibits yet</source>
        <translation>Belum ada alat bukti</translation>
    </message>
    <message>
        <source>Choose evidence, or drag it here from the list of evidence.</source>
        <translation>Pilih bukti, atau seret ke sini dari daftar bukti.</translation>
    </message>
    <message>
        <source>What it is</source>
        <translation>Nama alat bukti</translation>
    </message>
    <message>
        <source>e.g. Video of the speech, 2 minutes 10 seconds</source>
        <translation>mis. Video sambutan, 2 menit 10 detik</translation>
    </message>
    <message>
        <source>What it is to prove</source>
        <translation>Yang hendak dibuktikan</translation>
    </message>
    <message>
        <source>A code of its own</source>
        <translation>Kode tersendiri</translation>
    </message>
    <message>
        <source>Empty: the code follows the order.</source>
        <translation>Kosong: kode mengikuti urutan.</translation>
    </message>
    <message>
        <source>Belongs to the exhibit above</source>
        <translation>Bagian dari alat bukti di atasnya</translation>
    </message>
    <message>
        <source>Look at it</source>
        <translation>Lihat</translation>
    </message>
    <message>
        <source>Papers that go with them</source>
        <translation>Surat yang ikut</translation>
    </message>
    <message>
        <source>Printed into the folder data/perkara.</source>
        <translation>Dicetak ke folder data/perkara.</translation>
    </message>
    <message>
        <source>Exhibits: {count}</source>
        <translation>Alat bukti: {count}</translation>
    </message>
    <message>
        <source>You cannot see this item any more</source>
        <translation>Alat bukti ini tidak dapat Anda lihat lagi</translation>
    </message>
    <message>
        <source>What it is to prove is not written yet</source>
        <translation>Yang hendak dibuktikan belum ditulis</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Export</source>
        <translation>Ekspor</translation>
    </message>
    <message>
        <source>Writing the bundle…</source>
        <translation>Menulis bundel…</translation>
    </message>
    <message>
        <source>Every item is opened, hashed, written, and read back.</source>
        <translation>Setiap bukti dibuka, dihitung, ditulis, lalu dibaca kembali.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Batal</translation>
    </message>
    <message>
        <source>Stopped. Nothing was left behind.</source>
        <translation>Dihentikan. Tidak ada yang tertinggal.</translation>
    </message>
</context>
<context>
    <name>ExportForm</name>
    <message>
        <source>Export a bundle</source>
        <translation>Ekspor bundel</translation>
    </message>
    <message>
        <source>A folder with the originals byte for byte, their metadata and their part of the ledger. Anyone can check it without Segel.</source>
        <translation>Folder berisi berkas asli bita demi bita, metadatanya, dan bagian jejaknya. Siapa pun dapat memeriksanya tanpa Segel.</translation>
    </message>
    <message>
        <source>Items: {count} · {size}</source>
        <translation>Bukti: {count} · {size}</translation>
    </message>
    <message>
        <source>and {count} more</source>
        <translation>dan {count} lagi</translation>
    </message>
    <message>
        <source>Damaged items are listed with their failure: No. {numbers}.</source>
        <translation>Bukti rusak dicantumkan beserta kerusakannya: No. {numbers}.</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Judul</translation>
    </message>
    <message>
        <source>e.g. Report 004: count at TPS 04 Yobe</source>
        <translation>mis. Laporan 004: penghitungan di TPS 04 Yobe</translation>
    </message>
    <message>
        <source>Organisation</source>
        <translation>Lembaga</translation>
    </message>
    <message>
        <source>Identifier</source>
        <translation>Nomor bundel</translation>
    </message>
    <message>
        <source>Written into</source>
        <translation>Ditulis ke folder</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Pilih…</translation>
    </message>
    <message>
        <source>Your passphrase, once more</source>
        <translation>Kata sandi Anda, sekali lagi</translation>
    </message>
    <message>
        <source>A bundle can be read by anyone who has it.</source>
        <translation>Bundel dapat dibaca siapa pun yang memegangnya.</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Ekspor</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Batal</translation>
    </message>
    <message>
        <source>For a hearing instead …</source>
        <translation>Untuk persidangan …</translation>
    </message>
    <message>
        <source>Exhibits under codes, with documents, in a full and a public variant</source>
        <translation>Alat bukti berkode, dengan dokumen, dalam versi penuh dan publik</translation>
    </message>
</context>
<context>
    <name>ExportResult</name>
    <message>
        <source>The bundle is written</source>
        <translation>Bundel selesai ditulis</translation>
    </message>
    <message>
        <source>Read back and examined: {files} files, {size}</source>
        <translation>Dibaca kembali dan diperiksa: {files} berkas, {size}</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Folder</translation>
    </message>
    <message>
        <source>Fingerprint of the bundle (SHA-256)</source>
        <translation>Sidik bundel (SHA-256)</translation>
    </message>
    <message>
        <source>Write it into the covering letter. The ledger of the vault holds it too.</source>
        <translation>Tuliskan di surat pengantar. Jejak brankas juga menyimpannya.</translation>
    </message>
    <message>
        <source>The ledger in the bundle carries remarks: {count}. See README.</source>
        <translation>Jejak dalam bundel memuat catatan: {count}. Lihat BACA-SAYA.txt.</translation>
    </message>
    <message>
        <source>On any computer: double-click verifikasi.html in the folder, then drag the folder onto the page that opens. It works without internet.</source>
        <translation>Di komputer mana pun: klik dua kali verifikasi.html di folder itu, lalu seret foldernya ke halaman yang terbuka. Tanpa internet.</translation>
    </message>
    <message>
        <source>With Segel: drag the folder into the window. Experts: UNTUK-AHLI.txt.</source>
        <translation>Dengan Segel: seret folder ke jendelanya. Ahli: baca UNTUK-AHLI.txt.</translation>
    </message>
    <message>
        <source>Show the folder</source>
        <translation>Buka folder</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Salin</translation>
    </message>
    <message>
        <source>Some items are in it only with their failure</source>
        <translation>Sebagian bukti hanya tercantum beserta kerusakannya</translation>
    </message>
    <message>
        <source>Exhibits that did not open whole: {numbers}.</source>
        <translation>Bukti yang tidak terbuka utuh: {numbers}.</translation>
    </message>
    <message>
        <source>How anyone checks it</source>
        <translation>Cara siapa pun memeriksanya</translation>
    </message>
    <message>
        <source>Open BACA-SAYA.txt in the folder; it explains every file.</source>
        <translation>Buka BACA-SAYA.txt di folder itu; setiap berkas dijelaskan di sana.</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Selesai</translation>
    </message>
</context>
<context>
    <name>FieldFrame</name>
    <message>
        <source>required</source>
        <translation>wajib</translation>
    </message>
    <message>
        <source>if known</source>
        <translation>bila diketahui</translation>
    </message>
</context>
<context>
    <name>FileDoors</name>
    <message>
        <source>Add files</source>
        <translation>Tambah berkas</translation>
    </message>
    <message>
        <source>Add a folder</source>
        <translation>Tambah folder</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Impor</translation>
    </message>
    <message>
        <source>Import from {name}</source>
        <translation>Impor dari {name}</translation>
    </message>
    <message>
        <source>A memory card or stick is here</source>
        <translation>Ada kartu memori atau flashdisk</translation>
    </message>
    <message>
        <source>Its files are only read; nothing is changed or deleted on it.</source>
        <translation>Berkasnya hanya dibaca; tidak ada yang diubah atau dihapus.</translation>
    </message>
</context>
<context>
    <name>Filling</name>
    <message>
        <source>Write the opening sentence</source>
        <translation>Tulis kalimat pembuka</translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message>
        <source>Any finding</source>
        <translation>Semua temuan</translation>
    </message>
    <message>
        <source>Search names, places</source>
        <translation>Cari nama, tempat</translation>
    </message>
    <message>
        <source>Search evidence</source>
        <translation>Cari bukti</translation>
    </message>
    <message>
        <source>Search ({keys})</source>
        <translation>Cari ({keys})</translation>
    </message>
    <message>
        <source>Clear filters</source>
        <translation>Hapus saringan</translation>
    </message>
    <message>
        <source>Worth a look</source>
        <translation>Perlu diperiksa</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Jenis</translation>
    </message>
    <message>
        <source>Origin</source>
        <translation>Asal</translation>
    </message>
    <message>
        <source>Condition</source>
        <translation>Keadaan</translation>
    </message>
    <message>
        <source>Finding</source>
        <translation>Temuan</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Dari tanggal</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>Sampai tanggal</translation>
    </message>
    <message>
        <source>Any</source>
        <translation>Semua</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Urutan</translation>
    </message>
    <message>
        <source>Last sealed</source>
        <translation>Terakhir disegel</translation>
    </message>
    <message>
        <source>Last taken</source>
        <translation>Terakhir diambil</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nama</translation>
    </message>
    <message>
        <source>Largest</source>
        <translation>Terbesar</translation>
    </message>
    <message>
        <source>Any day</source>
        <translation>Kapan saja</translation>
    </message>
    <message>
        <source>Grid</source>
        <translation>Kisi</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Lini masa</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabel</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>Peta</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Saring</translation>
    </message>
</context>
<context>
    <name>FirstRun</name>
    <message>
        <source>Segel: first steps</source>
        <translation>Segel: langkah pertama</translation>
    </message>
    <message>
        <source>The evidence vault</source>
        <translation>Brankas bukti</translation>
    </message>
    <message>
        <source>Welcome</source>
        <translation>Selamat datang</translation>
    </message>
    <message>
        <source>Place of the vault</source>
        <translation>Tempat brankas</translation>
    </message>
    <message>
        <source>Chair and passphrase</source>
        <translation>Ketua dan kata sandi</translation>
    </message>
    <message>
        <source>Recovery sheet</source>
        <translation>Lembar pemulihan</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>Mulai</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Kembali</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Lanjut</translation>
    </message>
    <message>
        <source>Make the vault</source>
        <translation>Buat brankas</translation>
    </message>
    <message>
        <source>Make a new vault</source>
        <translation>Buat brankas baru</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Periksa</translation>
    </message>
    <message>
        <source>This is a good place.</source>
        <translation>Tempat ini baik.</translation>
    </message>
    <message>
        <source>This folder is synchronised with the internet. Choose one that is not: the vault can be damaged, and it would leave this laptop.</source>
        <translation>Folder ini disinkronkan ke internet. Pilih yang lain: brankas bisa rusak, dan isinya keluar dari laptop ini.</translation>
    </message>
    <message>
        <source>Less than 2 GB are free here; one video may fill it.</source>
        <translation>Sisa ruang di sini kurang dari 2 GB; satu video bisa memenuhinya.</translation>
    </message>
    <message>
        <source>Write the whole path of a folder.</source>
        <translation>Tulis alamat folder secara lengkap.</translation>
    </message>
    <message>
        <source>There is a vault here already. Go back and open it instead.</source>
        <translation>Sudah ada brankas di sini. Kembali, lalu buka brankas itu.</translation>
    </message>
    <message>
        <source>There are other files here. Choose a new folder.</source>
        <translation>Ada berkas lain di sini. Pilih folder baru.</translation>
    </message>
    <message>
        <source>This is not a folder.</source>
        <translation>Ini bukan folder.</translation>
    </message>
    <message>
        <source>You may not write here. Choose a folder of your own.</source>
        <translation>Anda tidak boleh menulis di sini. Pilih folder Anda sendiri.</translation>
    </message>
    <message>
        <source>Folder of the vault</source>
        <translation>Folder brankas</translation>
    </message>
    <message>
        <source>Leave without a recovery sheet?</source>
        <translation>Keluar tanpa lembar pemulihan?</translation>
    </message>
    <message>
        <source>The vault is made, but its recovery sheet is not proven. You can make a new sheet later in Settings; until then a forgotten passphrase cannot be replaced.</source>
        <translation>Brankas sudah dibuat, tetapi lembar pemulihannya belum dibuktikan. Lembar baru dapat dibuat nanti di Pengaturan; sebelum itu, kata sandi yang terlupa tidak dapat diganti.</translation>
    </message>
</context>
<context>
    <name>FlagEditor</name>
    <message>
        <source>Yes</source>
        <translation>Ya</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Tidak</translation>
    </message>
</context>
<context>
    <name>FleetPage</name>
    <message>
        <source>Contradictions were found</source>
        <translation>Ada pertentangan</translation>
    </message>
    <message>
        <source>Silent for more than a day</source>
        <translation>Diam lebih dari sehari</translation>
    </message>
    <message>
        <source>Seen within a day</source>
        <translation>Terlihat dalam sehari ini</translation>
    </message>
    <message>
        <source>{count} pieces, {size}</source>
        <translation>{count} potong, {size}</translation>
    </message>
    <message>
        <source>never</source>
        <translation>belum pernah</translation>
    </message>
    <message>
        <source>silent for {count} days</source>
        <translation>diam {count} hari</translation>
    </message>
    <message>
        <source>silent for a day</source>
        <translation>diam sehari</translation>
    </message>
    <message>
        <source>{held} of {all}</source>
        <translation>{held} dari {all}</translation>
    </message>
    <message>
        <source>Compare a head</source>
        <translation>Bandingkan kepala catatan</translation>
    </message>
    <message>
        <source>Paste the signed head that the laptop&apos;s people sent or showed you.</source>
        <translation>Tempelkan kepala catatan bertanda tangan yang dikirim atau ditunjukkan pengawas di laptop itu.</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Bandingkan</translation>
    </message>
    <message>
        <source>Kept</source>
        <translation>Disimpan</translation>
    </message>
    <message>
        <source>The next fetching holds the ledger against it.</source>
        <translation>Pengambilan berikutnya membandingkan catatan dengannya.</translation>
    </message>
</context>
<context>
    <name>FleetView</name>
    <message>
        <source>Fleet</source>
        <translation>Armada</translation>
    </message>
    <message>
        <source>Compare a head…</source>
        <translation>Bandingkan kepala catatan…</translation>
    </message>
    <message>
        <source>Search by name or region</source>
        <translation>Cari nama atau wilayah</translation>
    </message>
    <message>
        <source>Only silent or in doubt</source>
        <translation>Hanya yang diam atau diragukan</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Urutan</translation>
    </message>
    <message>
        <source>Silent longest first</source>
        <translation>Terlama diam dulu</translation>
    </message>
    <message>
        <source>By name</source>
        <translation>Menurut nama</translation>
    </message>
    <message>
        <source>Most missing first</source>
        <translation>Terbanyak belum lengkap</translation>
    </message>
    <message>
        <source>By region</source>
        <translation>Menurut wilayah</translation>
    </message>
    <message>
        <source>Nobody is known yet</source>
        <translation>Belum ada yang dikenal</translation>
    </message>
    <message>
        <source>Fetch in the inbox; every laptop that was enrolled at the server comes here.</source>
        <translation>Ambil di Kotak Masuk; setiap laptop yang terdaftar di server akan tampil di sini.</translation>
    </message>
    <message>
        <source>{all} senders · {quiet} silent for more than a day · {bad} with doubts</source>
        <translation>{all} pengirim · {quiet} diam lebih dari sehari · {bad} dengan pertentangan</translation>
    </message>
    <message>
        <source>Sender</source>
        <translation>Pengirim</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>Wilayah</translation>
    </message>
    <message>
        <source>Last seen</source>
        <translation>Terakhir terlihat</translation>
    </message>
    <message>
        <source>Entries here</source>
        <translation>Catatan di sini</translation>
    </message>
    <message>
        <source>Still missing</source>
        <translation>Belum datang</translation>
    </message>
    <message>
        <source>Doubts</source>
        <translation>Pertentangan</translation>
    </message>
</context>
<context>
    <name>FolderLine</name>
    <message>
        <source>Choose…</source>
        <translation>Pilih…</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Folder</translation>
    </message>
</context>
<context>
    <name>FolderWatch</name>
    <message>
        <source>Review them</source>
        <translation>Tinjau</translation>
    </message>
    <message>
        <source>Not these</source>
        <translation>Jangan yang ini</translation>
    </message>
    <message>
        <source>New files in the watched folder: {count}</source>
        <translation>Berkas baru di folder pantauan: {count}</translation>
    </message>
    <message>
        <source>{size} in {folder}. Nothing is sealed before you say so.</source>
        <translation>{size} di {folder}. Tidak ada yang disegel sebelum Anda menyetujuinya.</translation>
    </message>
</context>
<context>
    <name>FormPage</name>
    <message>
        <source>Back</source>
        <translation>Kembali</translation>
    </message>
    <message>
        <source>Back; the draft is kept</source>
        <translation>Kembali; draf tersimpan</translation>
    </message>
    <message>
        <source>Throw the draft away</source>
        <translation>Buang draf</translation>
    </message>
    <message>
        <source>Sign …</source>
        <translation>Tanda tangani …</translation>
    </message>
    <message>
        <source>Hand over …</source>
        <translation>Serahkan …</translation>
    </message>
    <message>
        <source>Correction of version {version}</source>
        <translation>Perbaikan versi {version}</translation>
    </message>
    <message>
        <source>Throw away what was filled in?</source>
        <translation>Buang yang sudah diisi?</translation>
    </message>
    <message>
        <source>It was never signed, so nothing of it is kept.</source>
        <translation>Belum pernah ditandatangani, jadi tidak ada yang tersisa.</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Simpan</translation>
    </message>
    <message>
        <source>Throw away</source>
        <translation>Buang</translation>
    </message>
    <message>
        <source>A Form A is signed by whoever supervised: the chair, members, village and station supervisors. The draft is kept.</source>
        <translation>Formulir A ditandatangani oleh yang mengawasi: Ketua, Anggota, PKD, dan Pengawas TPS. Drafnya tersimpan.</translation>
    </message>
    <message>
        <source>The committee decides this: the chair or a member signs it.</source>
        <translation>Ini diputuskan Panwascam: Ketua atau Anggota yang menandatangani.</translation>
    </message>
</context>
<context>
    <name>FormView</name>
    <message>
        <source>Previous</source>
        <translation>Sebelumnya</translation>
    </message>
    <message>
        <source>Previous section (Ctrl+Page Up)</source>
        <translation>Bagian sebelumnya (Ctrl+Page Up)</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Berikutnya</translation>
    </message>
    <message>
        <source>Next section (Ctrl+Page Down)</source>
        <translation>Bagian berikutnya (Ctrl+Page Down)</translation>
    </message>
    <message>
        <source>“{field}” is not asked</source>
        <translation>“{field}” tidak ditanyakan</translation>
    </message>
    <message>
        <source>Whether it is asked depends on “{field}”.</source>
        <translation>Ditanyakan atau tidaknya bergantung pada “{field}”.</translation>
    </message>
    <message>
        <source>Help, {count} to do</source>
        <translation>Bantuan, {count} kurang</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Bantuan</translation>
    </message>
    <message>
        <source>Saved {at}</source>
        <translation>Tersimpan {at}</translation>
    </message>
    <message>
        <source>Saving …</source>
        <translation>Menyimpan …</translation>
    </message>
    <message>
        <source>Saved automatically</source>
        <translation>Disimpan otomatis</translation>
    </message>
</context>
<context>
    <name>ForumView</name>
    <message>
        <source>Forum and case</source>
        <translation>Forum dan perkara</translation>
    </message>
    <message>
        <source>Codes and copies</source>
        <translation>Kode dan rangkap</translation>
    </message>
    <message>
        <source>Columns of the list of exhibits</source>
        <translation>Kolom daftar alat bukti</translation>
    </message>
    <message>
        <source>Forum</source>
        <translation>Forum</translation>
    </message>
    <message>
        <source>As it is called on the documents</source>
        <translation>Sebutan pada dokumen</translation>
    </message>
    <message>
        <source>The forum&apos;s number of the case</source>
        <translation>Nomor perkara di forum</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Judul</translation>
    </message>
    <message>
        <source>Handed in by</source>
        <translation>Diserahkan oleh</translation>
    </message>
    <message>
        <source>Signed at</source>
        <translation>Tempat penandatanganan</translation>
    </message>
    <message>
        <source>Prefix</source>
        <translation>Awalan</translation>
    </message>
    <message>
        <source>Pattern</source>
        <translation>Pola kode</translation>
    </message>
    <message>
        <source>Printed sets</source>
        <translation>Rangkap</translation>
    </message>
    <message>
        <source>Name of the bundle</source>
        <translation>Nama paket</translation>
    </message>
    <message>
        <source>Also the name of its folder.</source>
        <translation>Juga menjadi nama foldernya.</translation>
    </message>
    <message>
        <source>The codes will be</source>
        <translation>Kodenya menjadi</translation>
    </message>
    <message>
        <source>Number and code always stand in the list.</source>
        <translation>Nomor dan kode selalu dicantumkan.</translation>
    </message>
    <message>
        <source>Source: {source}</source>
        <translation>Sumber: {source}</translation>
    </message>
    <message>
        <source>Not verified; ask the forum.</source>
        <translation>Belum diverifikasi; tanyakan kepada forum.</translation>
    </message>
    <message>
        <source>Write {prefix} and {number} in it.</source>
        <translation>Tuliskan {prefix} dan {number} di dalamnya.</translation>
    </message>
</context>
<context>
    <name>GeneralPage</name>
    <message>
        <source>General</source>
        <translation>Umum</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Mengikuti sistem</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Terang</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Gelap</translation>
    </message>
    <message>
        <source>minutes</source>
        <translation>menit</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Bahasa</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Warna</translation>
    </message>
    <message>
        <source>Lock when nobody touches the laptop for</source>
        <translation>Kunci bila laptop tidak disentuh selama</translation>
    </message>
    <message>
        <source>Ctrl+L locks at once.</source>
        <translation>Ctrl+L langsung mengunci.</translation>
    </message>
</context>
<context>
    <name>GuideBook</name>
    <message>
        <source>Search the guide</source>
        <translation>Cari di panduan</translation>
    </message>
    <message>
        <source>Which guide</source>
        <translation>Panduan yang mana</translation>
    </message>
    <message>
        <source>Language of the guide</source>
        <translation>Bahasa panduan</translation>
    </message>
    <message>
        <source>Chapters</source>
        <translation>Bab</translation>
    </message>
    <message>
        <source>Chapter</source>
        <translation>Isi bab</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Berikutnya</translation>
    </message>
    <message>
        <source>Save PDF</source>
        <translation>Simpan PDF</translation>
    </message>
    <message>
        <source>Card of the day</source>
        <translation>Kartu ringkas</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Tutup</translation>
    </message>
    <message>
        <source>Found in chapters: {count}</source>
        <translation>Ada di {count} bab</translation>
    </message>
    <message>
        <source>Not in this guide</source>
        <translation>Tidak ada di panduan ini</translation>
    </message>
</context>
<context>
    <name>GuideCard</name>
    <message>
        <source>Step by step</source>
        <translation>Langkah demi langkah</translation>
    </message>
    <message>
        <source>Next step</source>
        <translation>Berikutnya</translation>
    </message>
    <message>
        <source>To patrol</source>
        <translation>Ke Patroli</translation>
    </message>
    <message>
        <source>Go on in patrol with these captures</source>
        <translation>Lanjutkan di Patroli dengan tangkapan ini</translation>
    </message>
    <message>
        <source>captured: {count}</source>
        <translation>ditangkap: {count}</translation>
    </message>
    <message>
        <source>this step</source>
        <translation>langkah ini</translation>
    </message>
</context>
<context>
    <name>GuideWindow</name>
    <message>
        <source>Guide</source>
        <translation>Panduan</translation>
    </message>
    <message>
        <source>For users</source>
        <translation>Untuk pengguna</translation>
    </message>
    <message>
        <source>For operators</source>
        <translation>Untuk operator server</translation>
    </message>
    <message>
        <source>Save the guide</source>
        <translation>Simpan panduan</translation>
    </message>
    <message>
        <source>The file could not be written</source>
        <translation>Berkas tidak dapat ditulis</translation>
    </message>
    <message>
        <source>Choose another place, perhaps a stick with room on it.</source>
        <translation>Pilih tempat lain, misalnya stik yang masih kosong.</translation>
    </message>
    <message>
        <source>Saved as {name}.</source>
        <translation>Tersimpan sebagai {name}.</translation>
    </message>
</context>
<context>
    <name>HabitsDialog</name>
    <message>
        <source>The evening begins and ends at the same time.</source>
        <translation>Malam mulai dan berakhir pada jam yang sama.</translation>
    </message>
    <message>
        <source>Schedule and limits</source>
        <translation>Jadwal dan batas</translation>
    </message>
    <message>
        <source>When this laptop sends</source>
        <translation>Kapan laptop ini mengirim</translation>
    </message>
    <message>
        <source>What it may cost</source>
        <translation>Berapa yang boleh dipakai</translation>
    </message>
    <message>
        <source>Every so many minutes while something waits</source>
        <translation>Berkala, selama ada yang menunggu</translation>
    </message>
    <message>
        <source>In the evening only</source>
        <translation>Hanya malam hari</translation>
    </message>
    <message>
        <source>Only when somebody presses Send</source>
        <translation>Hanya bila ada yang menekan Kirim</translation>
    </message>
    <message>
        <source>Every … minutes</source>
        <translation>Setiap … menit</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Dari jam</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>Sampai jam</translation>
    </message>
    <message>
        <source>At most a second</source>
        <translation>Paling banyak per detik</translation>
    </message>
    <message>
        <source>Largest item that goes by itself</source>
        <translation>Bukti terbesar yang dikirim otomatis</translation>
    </message>
    <message>
        <source>Also when a network comes</source>
        <translation>Juga begitu ada jaringan</translation>
    </message>
    <message>
        <source>On a metered network, no photos, sound and video</source>
        <translation>Pada jaringan berkuota, tanpa foto, suara, dan video</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>Tanpa batas</translation>
    </message>
    <message>
        <source>Any size</source>
        <translation>Berapa pun</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Simpan</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Batal</translation>
    </message>
</context>
<context>
    <name>HandoverCard</name>
    <message>
        <source>Encrypted for…</source>
        <translation>Terenkripsi untuk…</translation>
    </message>
    <message>
        <source>One file that only its recipients can open, with Segel or with the program age. Nothing of it stands readable on the medium, not even while it is written.</source>
        <translation>Satu berkas yang hanya dapat dibuka penerimanya, dengan Segel atau program age. Isinya tidak pernah terbaca di media, juga selagi ditulis.</translation>
    </message>
    <message>
        <source>Encrypt the bundle</source>
        <translation>Enkripsi bundel ini</translation>
    </message>
    <message>
        <source>A passphrase on a printed sheet, which goes by another road</source>
        <translation>Kata sandi pada lembar tercetak, diserahkan lewat jalan lain</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nama</translation>
    </message>
    <message>
        <source>Key (age1… or ssh-ed25519 …)</source>
        <translation>Kunci (age1… atau ssh-ed25519 …)</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Tambah</translation>
    </message>
    <message>
        <source>Key of this vault, for others who encrypt for you</source>
        <translation>Kunci brankas ini, untuk pihak yang mengenkripsi bagi Anda</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Salin</translation>
    </message>
    <message>
        <source>Forget {name}</source>
        <translation>Lupakan {name}</translation>
    </message>
</context>
<context>
    <name>HeadDialog</name>
    <message>
        <source>Ledger head</source>
        <translation>Kepala buku</translation>
    </message>
    <message>
        <source>From now on every examination holds the ledger against it.</source>
        <translation>Mulai sekarang setiap pemeriksaan mencocokkan buku dengannya.</translation>
    </message>
</context>
<context>
    <name>HeadForm</name>
    <message>
        <source>Ledger head on paper</source>
        <translation>Kepala buku di kertas</translation>
    </message>
    <message>
        <source>Let a colleague or the office photograph this, or print it. Whoever has it can tell later whether the ledger was shortened or replaced.</source>
        <translation>Minta rekan atau kantor memotret ini, atau cetak. Siapa pun yang memegangnya kelak dapat tahu apakah buku dipendekkan atau diganti.</translation>
    </message>
    <message>
        <source>Stands for the first {count} lines</source>
        <translation>Mewakili {count} baris pertama</translation>
    </message>
    <message>
        <source>QR code of the ledger head</source>
        <translation>Kode QR kepala buku</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Salin</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>Cetak…</translation>
    </message>
    <message>
        <source>Match a head</source>
        <translation>Cocokkan kepala</translation>
    </message>
    <message>
        <source>Twelve groups from paper, a photo or a message</source>
        <translation>Dua belas kelompok dari kertas, foto, atau pesan</translation>
    </message>
    <message>
        <source>Where it comes from</source>
        <translation>Dari mana</translation>
    </message>
    <message>
        <source>Match</source>
        <translation>Cocokkan</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Tutup</translation>
    </message>
    <message>
        <source>From a photo…</source>
        <translation>Dari foto…</translation>
    </message>
    <message>
        <source>Read the QR code in a picture</source>
        <translation>Baca kode QR pada sebuah gambar</translation>
    </message>
</context>
<context>
    <name>HearingFrame</name>
    <message>
        <source>Back</source>
        <translation>Kembali</translation>
    </message>
    <message>
        <source>Kept</source>
        <translation>Tersimpan</translation>
    </message>
    <message>
        <source>done</source>
        <translation>selesai</translation>
    </message>
    <message>
        <source>now</source>
        <translation>sekarang</translation>
    </message>
    <message>
        <source>Step {number} of {count}: {name}</source>
        <translation>Langkah {number} dari {count}: {name}</translation>
    </message>
</context>
<context>
    <name>HearingWizard</name>
    <message>
        <source>Prepare a hearing bundle</source>
        <translation>Siapkan berkas sidang</translation>
    </message>
    <message>
        <source>Write the bundle</source>
        <translation>Tulis berkas sidang</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Berikutnya</translation>
    </message>
    <message>
        <source>Back to where I was</source>
        <translation>Kembali ke halaman sebelumnya</translation>
    </message>
    <message>
        <source>Forum</source>
        <translation>Forum</translation>
    </message>
    <message>
        <source>Exhibits</source>
        <translation>Alat bukti</translation>
    </message>
    <message>
        <source>Variants</source>
        <translation>Versi</translation>
    </message>
    <message>
        <source>Checks</source>
        <translation>Pemeriksaan</translation>
    </message>
    <message>
        <source>Medium</source>
        <translation>Tujuan</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Hasil</translation>
    </message>
</context>
<context>
    <name>HearingWriting</name>
    <message>
        <source>Writing the hearing bundle …</source>
        <translation>Menulis berkas sidang …</translation>
    </message>
    <message>
        <source>Every item is opened, hashed, written, and read back from the medium.</source>
        <translation>Setiap alat bukti dibuka, dihitung hashnya, ditulis, lalu dibaca kembali dari media.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Batal</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>Dihentikan.</translation>
    </message>
    <message>
        <source>{folder} is not as it was written: {count} differences.</source>
        <translation>{folder} tidak lagi seperti saat ditulis: {count} perbedaan.</translation>
    </message>
    <message>
        <source>{folder} is whole.</source>
        <translation>{folder} utuh.</translation>
    </message>
</context>
<context>
    <name>HistoryCard</name>
    <message>
        <source>Rounds so far</source>
        <translation>Riwayat pengiriman</translation>
    </message>
    <message>
        <source>No round was held yet.</source>
        <translation>Belum pernah ada pengiriman.</translation>
    </message>
    <message>
        <source>Hatched: ended early</source>
        <translation>Arsiran: berhenti sebelum selesai</translation>
    </message>
    <message>
        <source>As a table</source>
        <translation>Sebagai tabel</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Terkirim</translation>
    </message>
    <message>
        <source>How long</source>
        <translation>Lamanya</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Kapan</translation>
    </message>
    <message>
        <source>Receipts</source>
        <translation>Tanda terima</translation>
    </message>
    <message>
        <source>How it ended</source>
        <translation>Akhirnya</translation>
    </message>
</context>
<context>
    <name>HomeView</name>
    <message>
        <source>The laptop&apos;s clock looks wrong: {time}</source>
        <translation>Jam laptop tampak salah: {time}</translation>
    </message>
    <message>
        <source>Sealed items</source>
        <translation>Bukti tersegel</translation>
    </message>
    <message>
        <source>Worth a look</source>
        <translation>Perlu diperiksa</translation>
    </message>
    <message>
        <source>Not opened again yet</source>
        <translation>Belum dibuka kembali</translation>
    </message>
    <message>
        <source>Damaged</source>
        <translation>Rusak</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>Beranda</translation>
    </message>
    <message>
        <source>Add evidence</source>
        <translation>Tambah bukti</translation>
    </message>
    <message>
        <source>New Form A</source>
        <translation>Formulir A baru</translation>
    </message>
    <message>
        <source>Complete the office</source>
        <translation>Lengkapi data kantor</translation>
    </message>
    <message>
        <source>Try it with samples</source>
        <translation>Coba dengan contoh</translation>
    </message>
    <message>
        <source>The vault is ready</source>
        <translation>Brankas siap dipakai</translation>
    </message>
    <message>
        <source>Drop photos, videos or a whole folder onto this window. Nothing is sealed before you have looked through the list.</source>
        <translation>Seret foto, video, atau satu folder ke jendela ini. Tidak ada yang disegel sebelum Anda memeriksa daftarnya.</translation>
    </message>
    <message>
        <source>Write the true time</source>
        <translation>Tulis waktu yang benar</translation>
    </message>
</context>
<context>
    <name>HomeWork</name>
    <message>
        <source>Deadlines</source>
        <translation>Tenggat</translation>
    </message>
    <message>
        <source>Go on with</source>
        <translation>Lanjutkan</translation>
    </message>
    <message>
        <source>Complete what is known of the office</source>
        <translation>Lengkapi data kantor</translation>
    </message>
    <message>
        <source>Name, area and address stand on every form from then on, and the letters of your own numbers come from it. It takes two minutes.</source>
        <translation>Nama, wilayah, dan alamat lalu tercantum di setiap formulir, dan huruf nomor sementara diambil dari sana. Cukup dua menit.</translation>
    </message>
    <message>
        <source>Complete the office</source>
        <translation>Lengkapi data kantor</translation>
    </message>
    <message>
        <source>Write the assignment letter down</source>
        <translation>Catat surat perintah tugas</translation>
    </message>
    <message>
        <source>Its number and day then stand on every Form A by themselves.</source>
        <translation>Nomor dan tanggalnya lalu tercantum sendiri di setiap Formulir A.</translation>
    </message>
    <message>
        <source>Assignment letter</source>
        <translation>Surat perintah tugas</translation>
    </message>
    <message>
        <source>and {count} more</source>
        <translation>dan {count} lagi</translation>
    </message>
    <message>
        <source>Open cases: {count}. No deadline runs.</source>
        <translation>Perkara terbuka: {count}. Tidak ada tenggat berjalan.</translation>
    </message>
    <message>
        <source>Open cases: {count}. Their deadlines are being read …</source>
        <translation>Perkara terbuka: {count}. Tenggatnya sedang dibaca …</translation>
    </message>
    <message>
        <source>hours left</source>
        <translation>jam lagi</translation>
    </message>
    <message>
        <source>hours late</source>
        <translation>jam lewat</translation>
    </message>
    <message>
        <source>days late</source>
        <translation>hari lewat</translation>
    </message>
    <message>
        <source>today</source>
        <translation>hari ini</translation>
    </message>
    <message>
        <source>days left</source>
        <translation>hari lagi</translation>
    </message>
</context>
<context>
    <name>IdentityEditor</name>
    <message>
        <source>Only digits belong here.</source>
        <translation>Hanya angka yang ditulis di sini.</translation>
    </message>
</context>
<context>
    <name>ImportReview</name>
    <message>
        <source>Add evidence</source>
        <translation>Tambah bukti</translation>
    </message>
    <message>
        <source>Nothing to seal here</source>
        <translation>Tidak ada yang dapat disegel di sini</translation>
    </message>
    <message>
        <source>The folder is empty, or it holds only system files.</source>
        <translation>Folder ini kosong, atau hanya berisi berkas sistem.</translation>
    </message>
    <message>
        <source>Looking at the files…</source>
        <translation>Melihat berkas…</translation>
    </message>
    <message>
        <source>Each file is only read. Nothing is sealed before you say so.</source>
        <translation>Setiap berkas hanya dibaca. Tidak ada yang disegel sebelum Anda menyuruh.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Batal</translation>
    </message>
    <message>
        <source>The files could not be looked at</source>
        <translation>Berkas tidak dapat dilihat</translation>
    </message>
    <message>
        <source>Sealing…</source>
        <translation>Menyegel…</translation>
    </message>
    <message>
        <source>You may close this window; sealing goes on. A power cut loses nothing.</source>
        <translation>Jendela ini boleh ditutup; penyegelan berjalan terus. Listrik padam pun tidak menghilangkan apa-apa.</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Jeda</translation>
    </message>
</context>
<context>
    <name>InboxPage</name>
    <message>
        <source>fetched {time}</source>
        <translation>diambil {time}</translation>
    </message>
    <message>
        <source>Contradictions were found</source>
        <translation>Ada pertentangan</translation>
    </message>
    <message>
        <source>Fetched</source>
        <translation>Sudah diambil</translation>
    </message>
    <message>
        <source>{count} sealed parts are for another office; this one cannot open them.</source>
        <translation>{count} bagian disegel untuk kantor lain; kantor ini tidak dapat membukanya.</translation>
    </message>
    <message>
        <source>Sealed {time}</source>
        <translation>Disegel {time}</translation>
    </message>
    <message>
        <source>Signed {time}</source>
        <translation>Ditandatangani {time}</translation>
    </message>
    <message>
        <source>Version {number}</source>
        <translation>Versi {number}</translation>
    </message>
    <message>
        <source>Ask to complete</source>
        <translation>Minta dilengkapi</translation>
    </message>
    <message>
        <source>What is missing? The laptop&apos;s people read this.</source>
        <translation>Apa yang kurang? Ini dibaca oleh pengawas di laptop itu.</translation>
    </message>
    <message>
        <source>Write</source>
        <translation>Tulis</translation>
    </message>
    <message>
        <source>Reviewed</source>
        <translation>Sudah ditinjau</translation>
    </message>
    <message>
        <source>What did you find? The laptop&apos;s people read this.</source>
        <translation>Apa hasil tinjauannya? Ini dibaca oleh pengawas di laptop itu.</translation>
    </message>
    <message>
        <source>Official number</source>
        <translation>Nomor resmi</translation>
    </message>
    <message>
        <source>The number of this paper, exactly as it is to be printed.</source>
        <translation>Nomor kertas ini, persis seperti yang akan dicetak.</translation>
    </message>
    <message>
        <source>Give</source>
        <translation>Berikan</translation>
    </message>
    <message>
        <source>Write to all</source>
        <translation>Tulis untuk semua</translation>
    </message>
    <message>
        <source>Every laptop that sends reads this after its next round.</source>
        <translation>Setiap laptop pengirim membacanya setelah pengiriman berikutnya.</translation>
    </message>
    <message>
        <source>Write to {name}</source>
        <translation>Tulis ke {name}</translation>
    </message>
    <message>
        <source>Sealed for this laptop alone; it reads it after its next round.</source>
        <translation>Disegel hanya untuk laptop ini; dibaca setelah pengiriman berikutnya.</translation>
    </message>
    <message>
        <source>A stick is sealed for the server, not for this vault</source>
        <translation>Stik disegel untuk server, bukan untuk brankas ini</translation>
    </message>
    <message>
        <source>Put it into the server&apos;s computer and run: segel stick take SERVER_FOLDER STICK. Then fetch here; the answer goes back on the same stick.</source>
        <translation>Pasang di komputer server dan jalankan: segel stick take FOLDER_SERVER FOLDER_STIK. Lalu ambil di sini; jawabannya kembali lewat stik yang sama.</translation>
    </message>
    <message>
        <source>A signed reference pack</source>
        <translation>Paket rujukan bertanda tangan</translation>
    </message>
    <message>
        <source>Written</source>
        <translation>Sudah ditulis</translation>
    </message>
    <message>
        <source>It goes out when you fetch the next time.</source>
        <translation>Surat ini terkirim saat Anda mengambil kiriman berikutnya.</translation>
    </message>
</context>
<context>
    <name>InboxView</name>
    <message>
        <source>Choose a sender, then what it sent</source>
        <translation>Pilih pengirim, lalu kirimannya</translation>
    </message>
    <message>
        <source>Inbox</source>
        <translation>Kotak Masuk</translation>
    </message>
    <message>
        <source>Fetch now</source>
        <translation>Ambil sekarang</translation>
    </message>
    <message>
        <source>Write…</source>
        <translation>Tulis…</translation>
    </message>
    <message>
        <source>Write to all…</source>
        <translation>Tulis ke semua…</translation>
    </message>
    <message>
        <source>Write to this laptop…</source>
        <translation>Tulis ke laptop ini…</translation>
    </message>
    <message>
        <source>Send a reference pack…</source>
        <translation>Kirim paket rujukan…</translation>
    </message>
    <message>
        <source>Announce who may write</source>
        <translation>Umumkan siapa yang berhak menulis</translation>
    </message>
    <message>
        <source>Take a USB stick…</source>
        <translation>Ambil dari stik USB…</translation>
    </message>
    <message>
        <source>Nothing was fetched yet</source>
        <translation>Belum ada yang diambil</translation>
    </message>
    <message>
        <source>Fetch now, and every laptop that sends appears here.</source>
        <translation>Tekan Ambil sekarang; setiap laptop yang mengirim akan tampil di sini.</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Putar</translation>
    </message>
    <message>
        <source>Senders</source>
        <translation>Pengirim</translation>
    </message>
    <message>
        <source>Sender</source>
        <translation>Pengirim</translation>
    </message>
    <message>
        <source>Items</source>
        <translation>Bukti</translation>
    </message>
    <message>
        <source>Papers</source>
        <translation>Berkas</translation>
    </message>
    <message>
        <source>Last seen</source>
        <translation>Terakhir terlihat</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>Catatan</translation>
    </message>
    <message>
        <source>What the sender sent</source>
        <translation>Kiriman dari pengirim ini</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Jenis</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nama</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Keadaan</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Waktu</translation>
    </message>
    <message>
        <source>Picture of the chosen item</source>
        <translation>Gambar bukti yang dipilih</translation>
    </message>
    <message>
        <source>Text of what is chosen</source>
        <translation>Isi yang dipilih</translation>
    </message>
    <message>
        <source>Ask to complete…</source>
        <translation>Minta dilengkapi…</translation>
    </message>
    <message>
        <source>Reviewed…</source>
        <translation>Sudah ditinjau…</translation>
    </message>
    <message>
        <source>Give number…</source>
        <translation>Beri nomor…</translation>
    </message>
    <message>
        <source>Fetch again</source>
        <translation>Ambil lagi</translation>
    </message>
</context>
<context>
    <name>ItemDeeds</name>
    <message>
        <source>It does not open, or its bytes changed. Home, Health: fetch it back from the office or a backup.</source>
        <translation>Tidak terbuka, atau isinya berubah. Beranda, Kesehatan: ambil kembali dari kantor atau dari cadangan.</translation>
    </message>
    <message>
        <source>This item is damaged</source>
        <translation>Bukti ini rusak</translation>
    </message>
    <message>
        <source>Opened again and hashed: the same bytes as when it was sealed.</source>
        <translation>Dibuka kembali dan dihitung ulang: sama dengan saat disegel.</translation>
    </message>
    <message>
        <source>Whole</source>
        <translation>Utuh</translation>
    </message>
    <message>
        <source>It is part of the signed ledger from now on.</source>
        <translation>Mulai sekarang catatan ini bagian dari jejak yang ditandatangani.</translation>
    </message>
    <message>
        <source>The note is written down</source>
        <translation>Catatan sudah ditulis</translation>
    </message>
</context>
<context>
    <name>ItemsCard</name>
    <message>
        <source>Evidence that waits</source>
        <translation>Bukti yang menunggu</translation>
    </message>
    <message>
        <source>Send this first</source>
        <translation>Kirim ini dulu</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Buka</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>No.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nama</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Ukuran</translation>
    </message>
    <message>
        <source>Why it waits</source>
        <translation>Mengapa menunggu</translation>
    </message>
    <message>
        <source>{count} more wait that are not listed here.</source>
        <translation>{count} lagi menunggu dan tidak tercantum di sini.</translation>
    </message>
    <message>
        <source>Goes first</source>
        <translation>Didahulukan</translation>
    </message>
</context>
<context>
    <name>Joining</name>
    <message>
        <source>Open the office&apos;s invitation</source>
        <translation>Buka undangan kantor</translation>
    </message>
    <message>
        <source>Save the application</source>
        <translation>Simpan permohonan</translation>
    </message>
    <message>
        <source>application.segel</source>
        <translation>permohonan.segel</translation>
    </message>
    <message>
        <source>Open the office&apos;s answer</source>
        <translation>Buka jawaban kantor</translation>
    </message>
    <message>
        <source>The application is written</source>
        <translation>Permohonan sudah ditulis</translation>
    </message>
    <message>
        <source>Have it carried to the office. Open the answer here when it comes back.</source>
        <translation>Titipkan ke kantor. Buka jawabannya di sini bila sudah kembali.</translation>
    </message>
</context>
<context>
    <name>JoiningView</name>
    <message>
        <source>Asking the office</source>
        <translation>Menghubungi kantor</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Kembali</translation>
    </message>
    <message>
        <source>Enrol with another office</source>
        <translation>Daftarkan ke kantor lain</translation>
    </message>
    <message>
        <source>Enrol this laptop</source>
        <translation>Daftarkan laptop ini</translation>
    </message>
    <message>
        <source>Once your office knows this laptop, proof of what you seal reaches it within seconds of any signal, and photos and films follow when there is time.</source>
        <translation>Setelah kantor mengenal laptop ini, bukti waktu dari yang Anda segel sampai di sana beberapa detik setelah ada sinyal; foto dan video menyusul bila waktunya cukup.</translation>
    </message>
    <message>
        <source>From a photo…</source>
        <translation>Dari foto…</translation>
    </message>
    <message>
        <source>Read the QR code in a picture</source>
        <translation>Baca kode QR pada sebuah gambar</translation>
    </message>
    <message>
        <source>Only the chair enrols this laptop. Ask them to sign in.</source>
        <translation>Hanya Ketua yang dapat mendaftarkan laptop ini. Minta Ketua masuk.</translation>
    </message>
    <message>
        <source>With a code from the office</source>
        <translation>Dengan kode dari kantor</translation>
    </message>
    <message>
        <source>Type it, or paste what a QR scanner read. It serves once and for 72 hours. An invitation file does the same.</source>
        <translation>Ketik, atau tempelkan hasil bacaan pemindai QR. Berlaku sekali dan selama 72 jam. Berkas undangan sama gunanya.</translation>
    </message>
    <message>
        <source>Enrolment code</source>
        <translation>Kode pendaftaran</translation>
    </message>
    <message>
        <source>What the office calls this laptop</source>
        <translation>Sebutan laptop ini di kantor</translation>
    </message>
    <message>
        <source>No person&apos;s name, for example: Panwaslu Solor Timur 1</source>
        <translation>Bukan nama orang, misalnya: Panwaslu Solor Timur 1</translation>
    </message>
    <message>
        <source>Enrol</source>
        <translation>Daftarkan</translation>
    </message>
    <message>
        <source>Open invitation file…</source>
        <translation>Buka berkas undangan…</translation>
    </message>
    <message>
        <source>Without any network</source>
        <translation>Tanpa jaringan sama sekali</translation>
    </message>
    <message>
        <source>Write an application from the office&apos;s invitation file, have it carried to the office, and open the answer that comes back.</source>
        <translation>Tulis permohonan dari berkas undangan kantor, titipkan ke kantor, lalu buka jawaban yang dibawa kembali.</translation>
    </message>
    <message>
        <source>An application was written; its answer is awaited.</source>
        <translation>Permohonan sudah ditulis; jawabannya ditunggu.</translation>
    </message>
    <message>
        <source>Write application…</source>
        <translation>Tulis permohonan…</translation>
    </message>
    <message>
        <source>Open answer…</source>
        <translation>Buka jawaban…</translation>
    </message>
    <message>
        <source>Everything leaves this laptop sealed: the server cannot open it.</source>
        <translation>Semua keluar dari laptop ini dalam keadaan tersegel: server tidak dapat membukanya.</translation>
    </message>
    <message>
        <source>“Sent” is said only with a receipt that the office signed.</source>
        <translation>“Terkirim” hanya dikatakan bila ada tanda terima yang ditandatangani kantor.</translation>
    </message>
    <message>
        <source>Nothing here is changed or removed by sending.</source>
        <translation>Pengiriman tidak mengubah atau menghapus apa pun di sini.</translation>
    </message>
</context>
<context>
    <name>KinRow</name>
    <message>
        <source>Compare with the original</source>
        <translation>Bandingkan dengan aslinya</translation>
    </message>
</context>
<context>
    <name>LatestCard</name>
    <message>
        <source>Sealed last</source>
        <translation>Terakhir disegel</translation>
    </message>
</context>
<context>
    <name>LedgerPage</name>
    <message>
        <source>Stopped</source>
        <translation>Dihentikan</translation>
    </message>
    <message>
        <source>What was examined stays examined; you can go on from here later.</source>
        <translation>Yang sudah diperiksa tetap tercatat; nanti bisa dilanjutkan dari sini.</translation>
    </message>
    <message>
        <source>The signed head is on the clipboard</source>
        <translation>Kepala jejak bertanda tangan ada di papan klip</translation>
    </message>
    <message>
        <source>Send it to a colleague or print it: with it, a shortened ledger shows.</source>
        <translation>Kirimkan ke rekan atau cetaklah: dengan itu, jejak yang dipotong akan ketahuan.</translation>
    </message>
</context>
<context>
    <name>LedgerView</name>
    <message>
        <source>Fingerprint of your signing key: {print}</source>
        <translation>Sidik jari kunci tanda tangan Anda: {print}</translation>
    </message>
    <message>
        <source>Put the outcome away</source>
        <translation>Tutup hasil ini</translation>
    </message>
    <message>
        <source>Everything is as it was sealed</source>
        <translation>Semua masih sama seperti saat disegel</translation>
    </message>
    <message>
        <source>Discrepancies: {count}</source>
        <translation>Ketidaksesuaian: {count}</translation>
    </message>
    <message>
        <source>{entries} ledger entries, {items} items ({size}) opened and hashed again.</source>
        <translation>{entries} entri jejak, {items} bukti ({size}) dibuka kembali dan dihitung ulang.</translation>
    </message>
    <message>
        <source>Went on behind item {number}.</source>
        <translation>Dilanjutkan setelah bukti {number}.</translation>
    </message>
    <message>
        <source>and {count} more</source>
        <translation>dan {count} lagi</translation>
    </message>
    <message>
        <source>Discrepancies and their places</source>
        <translation>Ketidaksesuaian dan tempatnya</translation>
    </message>
    <message>
        <source>Item {number}</source>
        <translation>Bukti {number}</translation>
    </message>
    <message>
        <source>Entry {number}</source>
        <translation>Entri {number}</translation>
    </message>
    <message>
        <source>Ledger</source>
        <translation>Jejak</translation>
    </message>
    <message>
        <source>Head on paper…</source>
        <translation>Kepala di kertas…</translation>
    </message>
    <message>
        <source>The head as QR code, and matching one that came back</source>
        <translation>Kepala buku sebagai kode QR, dan mencocokkan yang kembali</translation>
    </message>
    <message>
        <source>Copy head</source>
        <translation>Salin kepala jejak</translation>
    </message>
    <message>
        <source>Copy the signed head as text: kept elsewhere, it shows a cut ledger</source>
        <translation>Salin kepala jejak bertanda tangan sebagai teks: bila disimpan di tempat lain, jejak yang dipotong akan ketahuan</translation>
    </message>
    <message>
        <source>From the start</source>
        <translation>Dari awal</translation>
    </message>
    <message>
        <source>Ledger entries</source>
        <translation>Entri jejak</translation>
    </message>
    <message>
        <source>Entry</source>
        <translation>Entri</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Waktu</translation>
    </message>
    <message>
        <source>Act</source>
        <translation>Perbuatan</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>Pelaku</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Tentang</translation>
    </message>
    <message>
        <source>Go on examining</source>
        <translation>Lanjutkan pemeriksaan</translation>
    </message>
    <message>
        <source>Examine everything</source>
        <translation>Periksa semua</translation>
    </message>
    <message>
        <source>Every file, entry, signature and sealed item</source>
        <translation>Setiap berkas, entri, tanda tangan, dan bukti tersegel</translation>
    </message>
</context>
<context>
    <name>LetterNotice</name>
    <message>
        <source>Read</source>
        <translation>Baca</translation>
    </message>
    <message>
        <source>The office wrote: {count} new</source>
        <translation>Kantor menulis: {count} surat baru</translation>
    </message>
</context>
<context>
    <name>LettersPage</name>
    <message>
        <source>Letter {number} was refused: {why}</source>
        <translation>Surat {number} ditolak: {why}</translation>
    </message>
    <message>
        <source>The number was entered</source>
        <translation>Nomor sudah dimasukkan</translation>
    </message>
    <message>
        <source>A new version of the paper says so.</source>
        <translation>Versi baru kertas itu memuatnya.</translation>
    </message>
</context>
<context>
    <name>LettersView</name>
    <message>
        <source>Letters of the office</source>
        <translation>Surat kantor</translation>
    </message>
    <message>
        <source>Only letters by people whom the office vouches for are shown here.</source>
        <translation>Di sini hanya tampil surat dari orang yang dijamin kantor.</translation>
    </message>
    <message>
        <source>Enter this number</source>
        <translation>Masukkan nomor ini</translation>
    </message>
    <message>
        <source>Open what it is about</source>
        <translation>Buka yang dimaksud</translation>
    </message>
    <message>
        <source>The letter&apos;s text</source>
        <translation>Isi surat</translation>
    </message>
    <message>
        <source>Letters</source>
        <translation>Surat</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Jenis</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Isi</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Dari</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Waktu</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Keadaan</translation>
    </message>
</context>
<context>
    <name>LineEditor</name>
    <message>
        <source>Only the first {most} characters fit here; the rest was cut off.</source>
        <translation>Hanya {most} huruf pertama yang muat di sini; selebihnya dipotong.</translation>
    </message>
</context>
<context>
    <name>ListEditor</name>
    <message>
        <source>Choose one from the list.</source>
        <translation>Pilih salah satu dari daftar.</translation>
    </message>
    <message>
        <source>Choose, or type to narrow</source>
        <translation>Pilih, atau ketik untuk mencari</translation>
    </message>
</context>
<context>
    <name>LongEditor</name>
    <message>
        <source>At least {least} characters; {more} more.</source>
        <translation>Paling sedikit {least} huruf; kurang {more} lagi.</translation>
    </message>
    <message>
        <source>Too long: {lost} characters were not taken; {most} fit here. Seal a long document as evidence and link it instead.</source>
        <translation>Terlalu panjang: {lost} huruf tidak diambil; yang muat {most}. Segel dokumen yang panjang sebagai bukti, lalu tautkan di sini.</translation>
    </message>
    <message>
        <source>{length} of {most} characters</source>
        <translation>{length} dari {most} huruf</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Locking</source>
        <translation>Mengunci</translation>
    </message>
    <message>
        <source>What is being written is finished first.</source>
        <translation>Yang sedang ditulis diselesaikan dulu.</translation>
    </message>
</context>
<context>
    <name>Making</name>
    <message>
        <source>Making and sealing it …</source>
        <translation>Sedang dibuat dan disegel …</translation>
    </message>
    <message>
        <source>{stem} with marks.png</source>
        <translation>{stem} bertanda.png</translation>
    </message>
    <message>
        <source>Opening the sealed bytes</source>
        <translation>Membuka isi yang tersegel</translation>
    </message>
    <message>
        <source>{stem} clip</source>
        <translation>{stem} cuplikan</translation>
    </message>
    <message>
        <source>{stem} covered.mp4</source>
        <translation>{stem} tersamar.mp4</translation>
    </message>
    <message>
        <source>{stem} transcript.txt</source>
        <translation>{stem} transkrip.txt</translation>
    </message>
    <message>
        <source>Sealed as item {number}</source>
        <translation>Disegel sebagai bukti {number}</translation>
    </message>
    <message>
        <source>{name}. It stands on the right under original and derivatives.</source>
        <translation>{name}. Terdapat di kanan pada bagian asli dan turunan.</translation>
    </message>
</context>
<context>
    <name>MakingPage</name>
    <message>
        <source>Making the vault</source>
        <translation>Membuat brankas</translation>
    </message>
    <message>
        <source>The vault was not made</source>
        <translation>Brankas tidak jadi dibuat</translation>
    </message>
    <message>
        <source>Nothing of yours was changed.</source>
        <translation>Tidak ada milik Anda yang berubah.</translation>
    </message>
    <message>
        <source>Making the vault…</source>
        <translation>Membuat brankas…</translation>
    </message>
    <message>
        <source>The passphrase is turned into a key on purpose slowly. A few seconds.</source>
        <translation>Kata sandi sengaja diubah menjadi kunci secara lambat. Beberapa detik saja.</translation>
    </message>
</context>
<context>
    <name>ManyList</name>
    <message>
        <source>Choose, or type to narrow</source>
        <translation>Pilih, atau ketik untuk mencari</translation>
    </message>
</context>
<context>
    <name>MapCanvas</name>
    <message>
        <source>{count} cases or events here</source>
        <translation>{count} perkara atau acara di sini</translation>
    </message>
    <message>
        <source>{count} items here</source>
        <translation>{count} bukti di sini</translation>
    </message>
</context>
<context>
    <name>MapView</name>
    <message>
        <source>Evidence: {look}</source>
        <translation>Bukti: {look}</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>Peta</translation>
    </message>
    <message>
        <source>Nearer (+)</source>
        <translation>Perbesar (+)</translation>
    </message>
    <message>
        <source>Farther (-)</source>
        <translation>Perkecil (-)</translation>
    </message>
    <message>
        <source>Show everything (Home)</source>
        <translation>Tampilkan semua (Home)</translation>
    </message>
    <message>
        <source>The whole country</source>
        <translation>Seluruh Indonesia</translation>
    </message>
    <message>
        <source>{on} of {count} items have a position</source>
        <translation>{on} dari {count} bukti punya posisi</translation>
    </message>
    <message>
        <source>{count} outside Indonesia</source>
        <translation>{count} di luar Indonesia</translation>
    </message>
    <message>
        <source>{count} typed, not measured (dotted)</source>
        <translation>{count} diketik, bukan diukur (bertitik)</translation>
    </message>
    <message>
        <source>Draw regencies from a file (GeoJSON) …</source>
        <translation>Gambar kabupaten/kota dari berkas (GeoJSON) …</translation>
    </message>
    <message>
        <source>Outlines: wilayah_boundaries, Natural Earth</source>
        <translation>Garis: wilayah_boundaries, Natural Earth</translation>
    </message>
    <message>
        <source>regencies: {file}</source>
        <translation>kabupaten/kota: {file}</translation>
    </message>
    <message>
        <source>Outlines of regencies</source>
        <translation>Garis kabupaten/kota</translation>
    </message>
</context>
<context>
    <name>MarkDialog</name>
    <message>
        <source>Mark</source>
        <translation>Tandai</translation>
    </message>
    <message>
        <source>Mark this moment</source>
        <translation>Tandai saat ini</translation>
    </message>
    <message>
        <source>What is seen or heard</source>
        <translation>Yang terlihat atau terdengar</translation>
    </message>
    <message>
        <source>It becomes part of the signed ledger and stays there.</source>
        <translation>Menjadi bagian jejak yang ditandatangani dan tetap di sana.</translation>
    </message>
    <message>
        <source>Write it down</source>
        <translation>Catat</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Batal</translation>
    </message>
</context>
<context>
    <name>MarkEditor</name>
    <message>
        <source>{caption}: from</source>
        <translation>{caption}: dari</translation>
    </message>
    <message>
        <source>{caption}: until</source>
        <translation>{caption}: sampai</translation>
    </message>
    <message>
        <source>“{text}” is no place in a recording. Write 00:01:37.</source>
        <translation>“{text}” bukan letak di rekaman. Tulis 00:01:37.</translation>
    </message>
    <message>
        <source>Where it begins is missing.</source>
        <translation>Awalnya belum diisi.</translation>
    </message>
    <message>
        <source>The end lies before the beginning.</source>
        <translation>Akhirnya mendahului awalnya.</translation>
    </message>
    <message>
        <source>until</source>
        <translation>sampai</translation>
    </message>
</context>
<context>
    <name>MessagePanel</name>
    <message>
        <source>Put this message away</source>
        <translation>Tutup pesan ini</translation>
    </message>
</context>
<context>
    <name>MomentEditor</name>
    <message>
        <source>{caption}: day</source>
        <translation>{caption}: tanggal</translation>
    </message>
    <message>
        <source>{caption}: time</source>
        <translation>{caption}: jam</translation>
    </message>
    <message>
        <source>{caption}: time zone</source>
        <translation>{caption}: zona waktu</translation>
    </message>
    <message>
        <source>“{text}” is no time of day. Write it as 14.30.</source>
        <translation>“{text}” bukan jam yang ada. Tulis seperti 14.30.</translation>
    </message>
    <message>
        <source>The day is missing.</source>
        <translation>Tanggalnya belum diisi.</translation>
    </message>
    <message>
        <source>The time is missing.</source>
        <translation>Jamnya belum diisi.</translation>
    </message>
    <message>
        <source>at</source>
        <translation>pukul</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Sekarang</translation>
    </message>
    <message>
        <source>hh:mm</source>
        <translation>jj.mm</translation>
    </message>
</context>
<context>
    <name>NewPassphrase</name>
    <message>
        <source>New passphrase</source>
        <translation>Kata sandi baru</translation>
    </message>
    <message>
        <source>Once more</source>
        <translation>Sekali lagi</translation>
    </message>
    <message>
        <source>Make one of 5 words</source>
        <translation>Buatkan dari 5 kata</translation>
    </message>
    <message>
        <source>The two lines differ.</source>
        <translation>Kedua baris tidak sama.</translation>
    </message>
    <message>
        <source>Write it down now and keep the paper apart from the laptop.</source>
        <translation>Catat sekarang, dan simpan catatannya terpisah dari laptop.</translation>
    </message>
    <message>
        <source>Long is better than complicated: four or five words.</source>
        <translation>Panjang lebih baik daripada rumit: empat atau lima kata.</translation>
    </message>
    <message>
        <source>Too short: {count} more needed.</source>
        <translation>Terlalu pendek: kurang {count} huruf lagi.</translation>
    </message>
    <message>
        <source>Easy to guess. Use words that do not belong together.</source>
        <translation>Mudah ditebak. Pakai kata-kata yang tidak berhubungan.</translation>
    </message>
    <message>
        <source>Enough, but 12 characters or more hold much longer.</source>
        <translation>Cukup, tetapi 12 huruf atau lebih jauh lebih tahan.</translation>
    </message>
    <message>
        <source>Good.</source>
        <translation>Baik.</translation>
    </message>
    <message>
        <source>Very good: long and hard to guess.</source>
        <translation>Baik sekali: panjang dan sukar ditebak.</translation>
    </message>
</context>
<context>
    <name>NewSheetDialog</name>
    <message>
        <source>New recovery sheet</source>
        <translation>Lembar pemulihan baru</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Lanjut</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Periksa</translation>
    </message>
    <message>
        <source>Leave without a recovery sheet?</source>
        <translation>Keluar tanpa lembar pemulihan?</translation>
    </message>
    <message>
        <source>The old sheet is worthless already, and the new one is not proven.</source>
        <translation>Lembar lama sudah tidak berlaku, dan lembar baru belum dibuktikan.</translation>
    </message>
</context>
<context>
    <name>NumberEditor</name>
    <message>
        <source>Write a whole number in digits.</source>
        <translation>Tulis bilangan bulat dengan angka.</translation>
    </message>
    <message>
        <source>The least is {least}.</source>
        <translation>Paling sedikit {least}.</translation>
    </message>
    <message>
        <source>The most is {most}.</source>
        <translation>Paling banyak {most}.</translation>
    </message>
</context>
<context>
    <name>OfficePage</name>
    <message>
        <source>Office</source>
        <translation>Kantor</translation>
    </message>
    <message>
        <source>What stands here stands on every form, print and temporary number.</source>
        <translation>Data ini tercantum di setiap formulir, cetakan, dan nomor sementara.</translation>
    </message>
    <message>
        <source>At a province or kab/kota office, this vault can read what laptops send.</source>
        <translation>Di kantor provinsi atau kabupaten/kota, brankas ini dapat membaca kiriman laptop.</translation>
    </message>
    <message>
        <source>Make this vault an office&apos;s…</source>
        <translation>Jadikan brankas kantor…</translation>
    </message>
    <message>
        <source>Restore from sheets…</source>
        <translation>Pulihkan dari lembar…</translation>
    </message>
    <message>
        <source>Should this laptop be lost: sheets for officers, enough of which make its key.</source>
        <translation>Berjaga bila laptop ini hilang: lembar untuk para pemegang, yang bila cukup memulihkan kuncinya.</translation>
    </message>
    <message>
        <source>Divide the office&apos;s key…</source>
        <translation>Bagi kunci kantor…</translation>
    </message>
    <message>
        <source>Correct the office</source>
        <translation>Perbaiki data kantor</translation>
    </message>
    <message>
        <source>Complete the office</source>
        <translation>Lengkapi data kantor</translation>
    </message>
</context>
<context>
    <name>OutcomeView</name>
    <message>
        <source>Paused</source>
        <translation>Dijeda</translation>
    </message>
    <message>
        <source>The files are in the vault</source>
        <translation>Berkas sudah di dalam brankas</translation>
    </message>
    <message>
        <source>Nothing was sealed</source>
        <translation>Tidak ada yang disegel</translation>
    </message>
    <message>
        <source>Files waiting: {count}. Nothing is lost; they go on when you say so.</source>
        <translation>Berkas menunggu: {count}. Tidak ada yang hilang; dilanjutkan saat Anda menyuruh.</translation>
    </message>
    <message>
        <source>Safe to remove from the card: {count}</source>
        <translation>Aman dihapus dari kartu: {count}</translation>
    </message>
    <message>
        <source>Each was opened again from the vault and has the same SHA-256. Keep the card until a backup is made.</source>
        <translation>Masing-masing sudah dibuka kembali dari brankas dan sidiknya (SHA-256) sama. Simpan kartunya sampai cadangan dibuat.</translation>
    </message>
    <message>
        <source>Copy the list</source>
        <translation>Salin daftarnya</translation>
    </message>
    <message>
        <source>Not sealed: {count}</source>
        <translation>Tidak tersegel: {count}</translation>
    </message>
    <message>
        <source>Try those again</source>
        <translation>Coba lagi yang gagal</translation>
    </message>
    <message>
        <source>Continue sealing</source>
        <translation>Lanjutkan menyegel</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Selesai</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Nanti</translation>
    </message>
    <message>
        <source>{count} sealed</source>
        <translation>{count} disegel</translation>
    </message>
    <message>
        <source>{count} known already; this arrival was written down</source>
        <translation>{count} sudah ada; kedatangannya dicatat</translation>
    </message>
    <message>
        <source>{count} not sealed</source>
        <translation>{count} tidak tersegel</translation>
    </message>
    <message>
        <source>{name}: every file chosen on it ({count}) was read back. It is safe.</source>
        <translation>{name}: semua berkas yang dipilih ({count}) sudah dibaca ulang dari brankas. Kartu aman dilepas.</translation>
    </message>
    <message>
        <source>{name}: {count} of {all} are not in the vault yet. Keep the card as it is.</source>
        <translation>{name}: {count} dari {all} belum ada di brankas. Biarkan kartu apa adanya.</translation>
    </message>
</context>
<context>
    <name>OwnPage</name>
    <message>
        <source>My passphrase</source>
        <translation>Kata sandi saya</translation>
    </message>
    <message>
        <source>No evidence is written anew; only the lock changes.</source>
        <translation>Tidak ada bukti yang ditulis ulang; hanya kuncinya yang berganti.</translation>
    </message>
    <message>
        <source>Passphrase until now</source>
        <translation>Kata sandi sampai sekarang</translation>
    </message>
    <message>
        <source>Change passphrase</source>
        <translation>Ganti kata sandi</translation>
    </message>
</context>
<context>
    <name>PageSaving</name>
    <message>
        <source>Page {time} {title}</source>
        <translation>Halaman {time} {title}</translation>
    </message>
    <message>
        <source>The picture is sealed. There is no archive: {why}</source>
        <translation>Gambarnya disegel. Arsipnya tidak ada: {why}</translation>
    </message>
    <message>
        <source>Picture and archive are sealed and were read back whole.</source>
        <translation>Gambar dan arsip disegel, dan saat dibaca kembali utuh.</translation>
    </message>
</context>
<context>
    <name>PaperDeeds</name>
    <message>
        <source>Empty Form A</source>
        <translation>Formulir A kosong</translation>
    </message>
    <message>
        <source>Save PDF</source>
        <translation>Simpan PDF</translation>
    </message>
</context>
<context>
    <name>PaperEditor</name>
    <message>
        <source>Type a number, a code or words of its title</source>
        <translation>Ketik nomor, kode, atau kata dari judulnya</translation>
    </message>
</context>
<context>
    <name>PaperList</name>
    <message>
        <source>Supervision</source>
        <translation>Pengawasan</translation>
    </message>
    <message>
        <source>New Form A</source>
        <translation>Formulir A baru</translation>
    </message>
    <message>
        <source>New Form A (Ctrl+N)</source>
        <translation>Formulir A baru (Ctrl+N)</translation>
    </message>
    <message>
        <source>New …</source>
        <translation>Baru …</translation>
    </message>
    <message>
        <source>Print empty</source>
        <translation>Cetak kosong</translation>
    </message>
    <message>
        <source>Print an empty Form A to fill in by hand</source>
        <translation>Cetak Formulir A kosong untuk diisi dengan tangan</translation>
    </message>
    <message>
        <source>Scan of a paper</source>
        <translation>Pindaian kembali</translation>
    </message>
    <message>
        <source>Bring back a Form A filled in by hand</source>
        <translation>Bawa kembali Formulir A yang diisi dengan tangan</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Cari</translation>
    </message>
    <message>
        <source>Search papers</source>
        <translation>Cari surat</translation>
    </message>
    <message>
        <source>Drafts to go on with</source>
        <translation>Draf yang belum selesai</translation>
    </message>
    <message>
        <source>Papers</source>
        <translation>Surat</translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation>Tampilkan semua</translation>
    </message>
    <message>
        <source>No papers of this kind yet</source>
        <translation>Belum ada surat jenis ini</translation>
    </message>
    <message>
        <source>Every supervision becomes a Form A, also when nothing was wrong. It takes about ten minutes and is kept while you type.</source>
        <translation>Setiap pengawasan dituangkan dalam Formulir A, juga bila tidak ada dugaan. Sekitar sepuluh menit, dan tersimpan selagi Anda mengetik.</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Tidak ditemukan</translation>
    </message>
    <message>
        <source>No paper has all of this. Try fewer words.</source>
        <translation>Tidak ada surat yang cocok dengan semuanya. Kurangi kata atau saringan.</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Hari</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Perihal</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Hasil</translation>
    </message>
    <message>
        <source>Stage</source>
        <translation>Tahapan</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Wilayah</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Nomor</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Oleh</translation>
    </message>
    <message>
        <source>Items</source>
        <translation>Bukti</translation>
    </message>
    <message>
        <source>Any time</source>
        <translation>Kapan saja</translation>
    </message>
    <message>
        <source>This week</source>
        <translation>Minggu ini</translation>
    </message>
    <message>
        <source>Last week</source>
        <translation>Minggu lalu</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>30 hari terakhir</translation>
    </message>
    <message>
        <source>Kind of paper</source>
        <translation>Jenis surat</translation>
    </message>
    <message>
        <source>Any outcome</source>
        <translation>Semua hasil</translation>
    </message>
    <message>
        <source>Any stage</source>
        <translation>Semua tahapan</translation>
    </message>
    <message>
        <source>Village</source>
        <translation>Desa/kelurahan</translation>
    </message>
    <message>
        <source>Any village</source>
        <translation>Semua desa</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Waktu</translation>
    </message>
    <message>
        <source>{count} papers</source>
        <translation>{count} surat</translation>
    </message>
</context>
<context>
    <name>PaperPage</name>
    <message>
        <source>Signed by {who}, {when}</source>
        <translation>Ditandatangani {who}, {when}</translation>
    </message>
    <message>
        <source>Ledger entry {seq}</source>
        <translation>Jejak nomor {seq}</translation>
    </message>
    <message>
        <source>It is printed from now on instead of the temporary one.</source>
        <translation>Mulai sekarang nomor ini yang dicetak, bukan nomor sementara.</translation>
    </message>
    <message>
        <source>The official number is entered</source>
        <translation>Nomor resmi sudah diisikan</translation>
    </message>
</context>
<context>
    <name>PaperView</name>
    <message>
        <source>Back</source>
        <translation>Kembali</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>Cetak</translation>
    </message>
    <message>
        <source>Go on correcting</source>
        <translation>Lanjutkan perbaikan</translation>
    </message>
    <message>
        <source>Correct</source>
        <translation>Perbaiki</translation>
    </message>
    <message>
        <source>Make the case</source>
        <translation>Buat perkara</translation>
    </message>
    <message>
        <source>Corrective advice</source>
        <translation>Saran perbaikan</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>Tanda terima</translation>
    </message>
    <message>
        <source>Signature</source>
        <translation>Tanda tangan</translation>
    </message>
    <message>
        <source>Official number</source>
        <translation>Nomor resmi</translation>
    </message>
    <message>
        <source>As the regency office gave it</source>
        <translation>Seperti yang diberikan kabupaten/kota</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Isikan</translation>
    </message>
    <message>
        <source>Enter the official number</source>
        <translation>Isikan nomor resmi</translation>
    </message>
    <message>
        <source>Evidence ({count})</source>
        <translation>Bukti ({count})</translation>
    </message>
    <message>
        <source>Versions ({count})</source>
        <translation>Versi ({count})</translation>
    </message>
    <message>
        <source>Next step</source>
        <translation>Langkah berikut</translation>
    </message>
    <message>
        <source>Papers that belong to it</source>
        <translation>Surat yang terkait</translation>
    </message>
    <message>
        <source>Nothing was filled in here.</source>
        <translation>Tidak ada yang diisi di sini.</translation>
    </message>
    <message>
        <source>Version {version}</source>
        <translation>Versi {version}</translation>
    </message>
    <message>
        <source>(empty)</source>
        <translation>(kosong)</translation>
    </message>
</context>
<context>
    <name>PassphraseEdit</name>
    <message>
        <source>Hide the letters</source>
        <translation>Sembunyikan huruf</translation>
    </message>
    <message>
        <source>Show the letters</source>
        <translation>Tampilkan huruf</translation>
    </message>
    <message>
        <source>Caps Lock seems to be on.</source>
        <translation>Caps Lock tampaknya menyala.</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Kata sandi</translation>
    </message>
</context>
<context>
    <name>Pasting</name>
    <message>
        <source>Clipboard {time}</source>
        <translation>Papan klip {time}</translation>
    </message>
</context>
<context>
    <name>PatrolPage</name>
    <message>
        <source>When candidates were fixed is not known for this day: choose the act yourself.</source>
        <translation>Untuk hari ini belum diketahui kapan calon ditetapkan: pilih sendiri jenis dugaannya.</translation>
    </message>
    <message>
        <source>The acts lie before and after {day}, when candidates were fixed. Each has the code of its own day; two captures are easier to follow up.</source>
        <translation>Perbuatan terjadi sebelum dan sesudah {day}, saat calon ditetapkan. Masing-masing mendapat kode harinya; dua tangkapan terpisah lebih mudah ditindaklanjuti.</translation>
    </message>
    <message>
        <source>Kept {time}</source>
        <translation>Tersimpan {time}</translation>
    </message>
    <message>
        <source>Something is still missing</source>
        <translation>Masih ada yang kurang</translation>
    </message>
</context>
<context>
    <name>PatrolShots</name>
    <message>
        <source>Capturing in {seconds} …</source>
        <translation>Menangkap dalam {seconds} …</translation>
    </message>
    <message>
        <source>Screenshot {time}</source>
        <translation>Tangkapan layar {time}</translation>
    </message>
    <message>
        <source>Screen {name}</source>
        <translation>Layar {name}</translation>
    </message>
    <message>
        <source>Sealing {count} …</source>
        <translation>Menyegel {count} …</translation>
    </message>
</context>
<context>
    <name>PatrolView</name>
    <message>
        <source>{code} is signed</source>
        <translation>{code} sudah ditandatangani</translation>
    </message>
    <message>
        <source>Its pictures are linked. A Form A begins with everything you noted here.</source>
        <translation>Gambarnya sudah tertaut. Formulir A dimulai dengan semua yang Anda catat di sini.</translation>
    </message>
    <message>
        <source>A day or a time cannot be read</source>
        <translation>Ada hari atau jam yang tidak terbaca</translation>
    </message>
    <message>
        <source>Write a day as 01-09-2024 and a time as 21.04, or leave it empty.</source>
        <translation>Tulis hari seperti 01-09-2024 dan jam seperti 21.04, atau kosongkan.</translation>
    </message>
    <message>
        <source>pictures</source>
        <translation>gambar</translation>
    </message>
    <message>
        <source>account</source>
        <translation>akun</translation>
    </message>
    <message>
        <source>owner, two grounds</source>
        <translation>pemilik, dua dasar</translation>
    </message>
    <message>
        <source>acts</source>
        <translation>perbuatan</translation>
    </message>
    <message>
        <source>times</source>
        <translation>jam</translation>
    </message>
    <message>
        <source>still online?</source>
        <translation>masih ada?</translation>
    </message>
    <message>
        <source>done</source>
        <translation>sudah</translation>
    </message>
    <message>
        <source>still open</source>
        <translation>belum</translation>
    </message>
    <message>
        <source>Earlier captures</source>
        <translation>Tangkapan terdahulu</translation>
    </message>
    <message>
        <source>Good practice {done}/{all}</source>
        <translation>Praktik baik {done}/{all}</translation>
    </message>
    <message>
        <source>{code} · kept while you type</source>
        <translation>{code} · tersimpan sambil diketik</translation>
    </message>
    <message>
        <source>Social-media patrol</source>
        <translation>Patroli medsos</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Buang</translation>
    </message>
    <message>
        <source>Throw this capture away and begin anew</source>
        <translation>Buang tangkapan ini dan mulai lagi</translation>
    </message>
    <message>
        <source>Sign</source>
        <translation>Tanda tangani</translation>
    </message>
    <message>
        <source>Sign the capture (Ctrl+Enter)</source>
        <translation>Tanda tangani tangkapan ini (Ctrl+Enter)</translation>
    </message>
    <message>
        <source>Fill in Form A</source>
        <translation>Isi Formulir A</translation>
    </message>
    <message>
        <source>Begin a case</source>
        <translation>Mulai perkara</translation>
    </message>
    <message>
        <source>Next capture</source>
        <translation>Tangkapan berikutnya</translation>
    </message>
    <message>
        <source>Address bar and clock are in the picture</source>
        <translation>Bilah alamat dan jam terlihat di gambar</translation>
    </message>
    <message>
        <source>Scroll recording from profile to post to reactions</source>
        <translation>Rekaman gulir dari profil ke unggahan ke reaksi</translation>
    </message>
    <message>
        <source>Account number noted</source>
        <translation>Nomor akun dicatat</translation>
    </message>
    <message>
        <source>A second device filmed the screen</source>
        <translation>Layar direkam dengan perangkat kedua</translation>
    </message>
    <message>
        <source>Two supervisors were present</source>
        <translation>Dua pengawas hadir</translation>
    </message>
    <message>
        <source>No false name, no closed group entered</source>
        <translation>Tanpa nama palsu, tanpa masuk grup tertutup</translation>
    </message>
</context>
<context>
    <name>PeopleImport</name>
    <message>
        <source>People from a list</source>
        <translation>Orang dari daftar</translation>
    </message>
    <message>
        <source>Columns not taken over: {columns}</source>
        <translation>Kolom yang tidak diambil: {columns}</translation>
    </message>
    <message>
        <source>{made} new, {updated} corrected. All are signed.</source>
        <translation>{made} baru, {updated} diperbarui. Semua sudah ditandatangani.</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Tersimpan</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Dihentikan</translation>
    </message>
    <message>
        <source>Those saved so far stay. Read the list again to go on: they are known now.</source>
        <translation>Yang sudah tersimpan tetap ada. Baca lagi daftarnya untuk melanjutkan: mereka sudah dikenal.</translation>
    </message>
</context>
<context>
    <name>PeopleImportView</name>
    <message>
        <source>Save {count} people</source>
        <translation>Simpan {count} orang</translation>
    </message>
    <message>
        <source>Say why the pages that exist are corrected.</source>
        <translation>Tuliskan alasan memperbarui halaman yang sudah ada.</translation>
    </message>
    <message>
        <source>People from a list</source>
        <translation>Orang dari daftar</translation>
    </message>
    <message>
        <source>Reading the list</source>
        <translation>Membaca daftar</translation>
    </message>
    <message>
        <source>Nothing is written before you have seen it.</source>
        <translation>Tidak ada yang ditulis sebelum Anda melihatnya.</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Semua</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Baru</translation>
    </message>
    <message>
        <source>Same number</source>
        <translation>Nomor sama</translation>
    </message>
    <message>
        <source>Worth a look</source>
        <translation>Perlu diperiksa</translation>
    </message>
    <message>
        <source>Not to be taken</source>
        <translation>Tidak dapat diambil</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Tampilkan</translation>
    </message>
    <message>
        <source>Take all shown</source>
        <translation>Ambil semua yang tampil</translation>
    </message>
    <message>
        <source>Leave out all shown</source>
        <translation>Lewati semua yang tampil</translation>
    </message>
    <message>
        <source>Reason for correcting pages that exist</source>
        <translation>Alasan memperbarui halaman yang sudah ada</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Tutup</translation>
    </message>
    <message>
        <source>People in the list</source>
        <translation>Orang dalam daftar</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>Tindakan</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nama</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Nomor</translation>
    </message>
    <message>
        <source>Office</source>
        <translation>Jabatan</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>Catatan</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Baris</translation>
    </message>
</context>
<context>
    <name>PeoplePage</name>
    <message>
        <source>People</source>
        <translation>Orang</translation>
    </message>
    <message>
        <source>Each person has an own passphrase and an own key that signs what they do.</source>
        <translation>Setiap orang punya kata sandi sendiri dan kunci sendiri yang menandatangani perbuatannya.</translation>
    </message>
    <message>
        <source>Only the chair adds or closes accounts.</source>
        <translation>Hanya Ketua yang menambah atau menutup akun.</translation>
    </message>
    <message>
        <source>Add a person…</source>
        <translation>Tambah orang…</translation>
    </message>
    <message>
        <source>New passphrase…</source>
        <translation>Kata sandi baru…</translation>
    </message>
    <message>
        <source>Close account…</source>
        <translation>Tutup akun…</translation>
    </message>
    <message>
        <source>People with an account</source>
        <translation>Orang yang punya akun</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nama</translation>
    </message>
    <message>
        <source>Label on the lock screen</source>
        <translation>Label di layar kunci</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Peran</translation>
    </message>
    <message>
        <source>{name} (you)</source>
        <translation>{name} (Anda)</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>ditutup</translation>
    </message>
    <message>
        <source>Version {version} · signed by {name}, {when}</source>
        <translation>Versi {version} · ditandatangani {name}, {when}</translation>
    </message>
    <message>
        <source>A list of people</source>
        <translation>Daftar orang</translation>
    </message>
    <message>
        <source>Lists (*.xlsx *.xlsm *.csv *.txt)</source>
        <translation>Daftar (*.xlsx *.xlsm *.csv *.txt)</translation>
    </message>
</context>
<context>
    <name>PeopleView</name>
    <message>
        <source>{count} people</source>
        <translation>{count} orang</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Orang</translation>
    </message>
    <message>
        <source>Name, office, NIP or NIK</source>
        <translation>Nama, jabatan, NIP, atau NIK</translation>
    </message>
    <message>
        <source>Search people</source>
        <translation>Cari orang</translation>
    </message>
    <message>
        <source>New person</source>
        <translation>Orang baru</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Impor</translation>
    </message>
    <message>
        <source>From a CSV or Excel list</source>
        <translation>Dari daftar CSV atau Excel</translation>
    </message>
    <message>
        <source>Import a list</source>
        <translation>Impor daftar</translation>
    </message>
    <message>
        <source>Nobody is known yet</source>
        <translation>Belum ada orang</translation>
    </message>
    <message>
        <source>People come by themselves when you write them into a form. A list of an office, as CSV or Excel, brings in many at once.</source>
        <translation>Orang masuk dengan sendirinya saat ditulis di formulir. Daftar kantor, berupa CSV atau Excel, memasukkan banyak orang sekaligus.</translation>
    </message>
    <message>
        <source>Nobody found</source>
        <translation>Tidak ditemukan</translation>
    </message>
    <message>
        <source>Try fewer letters or the whole number.</source>
        <translation>Coba lebih sedikit huruf, atau nomor lengkapnya.</translation>
    </message>
</context>
<context>
    <name>PersonDialog</name>
    <message>
        <source>New person</source>
        <translation>Orang baru</translation>
    </message>
    <message>
        <source>Save person</source>
        <translation>Simpan orang</translation>
    </message>
    <message>
        <source>Use this person</source>
        <translation>Pakai orang ini</translation>
    </message>
    <message>
        <source>{name} has this number already.</source>
        <translation>{name} sudah memakai nomor ini.</translation>
    </message>
    <message>
        <source>This person is known</source>
        <translation>Orang ini sudah dikenal</translation>
    </message>
</context>
<context>
    <name>PersonEditor</name>
    <message>
        <source>Name/NIP</source>
        <translation>Nama/NIP</translation>
    </message>
    <message>
        <source>New person</source>
        <translation>Orang baru</translation>
    </message>
    <message>
        <source>{caption}: new person</source>
        <translation>{caption}: orang baru</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>Orang</translation>
    </message>
</context>
<context>
    <name>PersonPage</name>
    <message>
        <source>Who are you?</source>
        <translation>Siapa Anda?</translation>
    </message>
    <message>
        <source>The first account belongs to the chair ({role}), who can add the others.</source>
        <translation>Akun pertama milik {role}, yang dapat menambah akun lain.</translation>
    </message>
    <message>
        <source>Full name</source>
        <translation>Nama lengkap</translation>
    </message>
    <message>
        <source>Kept encrypted.</source>
        <translation>Disimpan terenkripsi.</translation>
    </message>
    <message>
        <source>Committee (optional)</source>
        <translation>Panwaslu (boleh kosong)</translation>
    </message>
    <message>
        <source>For the printed sheet and bundles.</source>
        <translation>Untuk lembar cetak dan bundel.</translation>
    </message>
    <message>
        <source>Label on the lock screen</source>
        <translation>Label di layar kunci</translation>
    </message>
    <message>
        <source>Anyone who starts this laptop can read the label. Your role is enough.</source>
        <translation>Siapa pun yang menyalakan laptop ini dapat membaca labelnya. Cukup tulis peran Anda.</translation>
    </message>
</context>
<context>
    <name>PersonPane</name>
    <message>
        <source>The identity is open; the ledger says that you looked</source>
        <translation>Identitas terbuka; jejak mencatat bahwa Anda melihatnya</translation>
    </message>
    <message>
        <source>It closes again as soon as you leave this page.</source>
        <translation>Tertutup lagi begitu Anda meninggalkan halaman ini.</translation>
    </message>
    <message>
        <source>A protected person</source>
        <translation>Orang yang dilindungi</translation>
    </message>
    <message>
        <source>Opening the identity is written into the ledger with your reason.</source>
        <translation>Pembukaan identitas dicatat di jejak beserta alasan Anda.</translation>
    </message>
    <message>
        <source>Only the chair and the members may learn who this is.</source>
        <translation>Hanya ketua dan anggota yang boleh mengetahui siapa orang ini.</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>Perkara</translation>
    </message>
    <message>
        <source>Accounts on social media</source>
        <translation>Akun media sosial</translation>
    </message>
    <message>
        <source>Papers</source>
        <translation>Berkas</translation>
    </message>
    <message>
        <source>Nobody chosen</source>
        <translation>Belum ada yang dipilih</translation>
    </message>
    <message>
        <source>Choose somebody in the list to see numbers, cases and accounts.</source>
        <translation>Pilih seseorang di daftar untuk melihat nomor, perkara, dan akunnya.</translation>
    </message>
    <message>
        <source>Why do you open it?</source>
        <translation>Mengapa dibuka?</translation>
    </message>
    <message>
        <source>Reason for opening the identity</source>
        <translation>Alasan membuka identitas</translation>
    </message>
    <message>
        <source>Open identity</source>
        <translation>Buka identitas</translation>
    </message>
    <message>
        <source>Correct</source>
        <translation>Perbaiki</translation>
    </message>
    <message>
        <source>Sign a new version with its reason</source>
        <translation>Tanda tangani versi baru beserta alasannya</translation>
    </message>
    <message>
        <source>Statement sheet</source>
        <translation>Lembar pernyataan</translation>
    </message>
    <message>
        <source>Print a sheet on which this person writes down what he or she knows</source>
        <translation>Cetak lembar tempat orang ini menuliskan apa yang diketahuinya</translation>
    </message>
    <message>
        <source>Close identity</source>
        <translation>Tutup identitas</translation>
    </message>
</context>
<context>
    <name>PhoneEditor</name>
    <message>
        <source>A telephone number has at least five digits.</source>
        <translation>Nomor telepon paling sedikit lima angka.</translation>
    </message>
</context>
<context>
    <name>PickEditor</name>
    <message>
        <source>Choose one from the list.</source>
        <translation>Pilih salah satu dari daftar.</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Ganti</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Kosongkan</translation>
    </message>
</context>
<context>
    <name>Picker</name>
    <message>
        <source>{caption}: search</source>
        <translation>{caption}: cari</translation>
    </message>
    <message>
        <source>{caption}: catalogue</source>
        <translation>{caption}: katalog</translation>
    </message>
    <message>
        <source>Search acts: like, banner, money …</source>
        <translation>Cari perbuatan: like, spanduk, uang …</translation>
    </message>
    <message>
        <source>No act of the catalogue matches.</source>
        <translation>Tidak ada perbuatan di katalog yang cocok.</translation>
    </message>
    <message>
        <source>Close the list</source>
        <translation>Tutup daftar</translation>
    </message>
</context>
<context>
    <name>PlacePage</name>
    <message>
        <source>Where should the vault lie?</source>
        <translation>Di mana brankas disimpan?</translation>
    </message>
    <message>
        <source>The vault is a folder on this laptop. You can see, copy and back it up.</source>
        <translation>Brankas adalah folder di laptop ini. Anda dapat melihat, menyalin, dan mencadangkannya.</translation>
    </message>
    <message>
        <source>Folder of the vault</source>
        <translation>Folder brankas</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Pilih…</translation>
    </message>
    <message>
        <source>A good place</source>
        <translation>Tempat yang baik</translation>
    </message>
    <message>
        <source>The laptop&apos;s own disk. A USB stick works too, FAT32 included, but is slower and easily lost. Not in a folder that OneDrive, Google Drive or Dropbox synchronises: they copy files while Segel writes them, and the vault can be damaged.</source>
        <translation>Disk laptop sendiri. Flashdisk juga bisa, termasuk FAT32, tetapi lebih lambat dan mudah hilang. Jangan di folder yang disinkronkan OneDrive, Google Drive, atau Dropbox: berkas disalin selagi ditulis Segel, dan brankas bisa rusak.</translation>
    </message>
</context>
<context>
    <name>Places</name>
    <message>
        <source>Item {number}</source>
        <translation>Bukti {number}</translation>
    </message>
    <message>
        <source>{name}; its position was typed, not measured</source>
        <translation>{name}; posisinya diketik, bukan diukur</translation>
    </message>
</context>
<context>
    <name>Playing</name>
    <message>
        <source>This computer has no decoder for it, or it is damaged. It stays sealed as it is: export it to hear it elsewhere.</source>
        <translation>Komputer ini tidak punya pembaca untuk jenis ini, atau berkasnya rusak. Bukti tetap tersegel seperti adanya: ekspor untuk mendengarnya di tempat lain.</translation>
    </message>
    <message>
        <source>This computer has no decoder for it, or it is damaged. Single pictures can be looked at: choose a moment below. It stays sealed as it is.</source>
        <translation>Komputer ini tidak punya pembaca untuk jenis ini, atau berkasnya rusak. Gambar satu per satu dapat dilihat: pilih saat di bawah. Bukti tetap tersegel seperti adanya.</translation>
    </message>
    <message>
        <source>It cannot be played here</source>
        <translation>Tidak dapat diputar di sini</translation>
    </message>
    <message>
        <source>No picture of this moment can be decoded either.</source>
        <translation>Gambar dari saat ini pun tidak dapat dibaca.</translation>
    </message>
</context>
<context>
    <name>Positioning</name>
    <message>
        <source>The last fix is {seconds} seconds old and is not used.</source>
        <translation>Posisi terakhir sudah {seconds} detik dan tidak dipakai.</translation>
    </message>
    <message>
        <source>Searching for satellites: go near a window or outside.</source>
        <translation>Mencari satelit: dekati jendela atau keluar.</translation>
    </message>
    <message>
        <source>Nothing comes from it yet. Is it a receiver?</source>
        <translation>Belum ada yang datang darinya. Apakah itu penerima satelit?</translation>
    </message>
</context>
<context>
    <name>PrintDialog</name>
    <message>
        <source>Setting the pages …</source>
        <translation>Menyusun halaman …</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>Cetak</translation>
    </message>
    <message>
        <source>It is printed as it was signed, with the code that leads back to it. The ledger remembers that it was printed.</source>
        <translation>Dicetak sebagaimana ditandatangani, dengan kode yang menunjuk kembali ke sini. Jejak mencatat bahwa ini dicetak.</translation>
    </message>
    <message>
        <source>Variant for the public</source>
        <translation>Versi untuk umum</translation>
    </message>
    <message>
        <source>Protected people stand under their code names, numbers and addresses are covered, and there are no pictures.</source>
        <translation>Orang yang dilindungi memakai nama samaran, nomor dan alamat ditutup, dan tanpa gambar.</translation>
    </message>
    <message>
        <source>Save PDF</source>
        <translation>Simpan PDF</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Tutup</translation>
    </message>
</context>
<context>
    <name>ProgressStrip</name>
    <message>
        <source>Stop</source>
        <translation>Hentikan</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Kemajuan</translation>
    </message>
</context>
<context>
    <name>ProvePage</name>
    <message>
        <source>This is not group {number}. Read it once more from the paper.</source>
        <translation>Ini bukan kelompok {number}. Baca sekali lagi dari kertasnya.</translation>
    </message>
    <message>
        <source>Show that you have the sheet</source>
        <translation>Tunjukkan bahwa lembarnya ada</translation>
    </message>
    <message>
        <source>Take the printed sheet. The code on it has nine groups of four letters and digits, counted line by line from the top left.</source>
        <translation>Ambil lembar yang sudah dicetak. Kodenya terdiri dari sembilan kelompok berisi empat huruf atau angka, dihitung baris demi baris dari kiri atas.</translation>
    </message>
    <message>
        <source>Type group {number} of the code</source>
        <translation>Ketik kelompok ke-{number} dari kode</translation>
    </message>
</context>
<context>
    <name>ProvenanceForm</name>
    <message>
        <source>How did it come here?</source>
        <translation>Bagaimana sampai di sini?</translation>
    </message>
    <message>
        <source>In what manner</source>
        <translation>Dengan cara apa</translation>
    </message>
    <message>
        <source>From whom (optional)</source>
        <translation>Dari siapa (boleh kosong)</translation>
    </message>
    <message>
        <source>Keep the giver&apos;s name out of bundles</source>
        <translation>Rahasiakan nama pemberi dari bundel</translation>
    </message>
    <message>
        <source>Why it was lawful to obtain (optional)</source>
        <translation>Dasar perolehannya (boleh kosong)</translation>
    </message>
    <message>
        <source>e.g. supervision duty at the polling station</source>
        <translation>mis. tugas pengawasan di TPS</translation>
    </message>
    <message>
        <source>WhatsApp shrinks photos and drops their metadata</source>
        <translation>WhatsApp mengecilkan foto dan membuang metadatanya</translation>
    </message>
    <message>
        <source>Ask for the original by cable or card, or sent as a document.</source>
        <translation>Mintalah aslinya lewat kabel atau kartu, atau dikirim sebagai dokumen.</translation>
    </message>
</context>
<context>
    <name>QueueNotice</name>
    <message>
        <source>Continue sealing</source>
        <translation>Lanjutkan penyegelan</translation>
    </message>
    <message>
        <source>Sealing is paused</source>
        <translation>Penyegelan dijeda</translation>
    </message>
    <message>
        <source>Files waiting: {count}. They stay where they are until you go on.</source>
        <translation>Berkas menunggu: {count}. Semuanya tetap di tempatnya sampai Anda melanjutkan.</translation>
    </message>
    <message>
        <source>Sealing waits for {names}</source>
        <translation>Penyegelan menunggu {names}</translation>
    </message>
    <message>
        <source>Files still on it: {count}. Put it in again and they go on by themselves. Nothing was lost.</source>
        <translation>Berkas yang masih ada di sana: {count}. Pasang lagi, dan penyegelan berlanjut sendiri. Tidak ada yang hilang.</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Home</source>
        <translation>Beranda</translation>
    </message>
    <message>
        <source>Supervision</source>
        <translation>Pengawasan</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>Perkara</translation>
    </message>
    <message>
        <source>Patrol</source>
        <translation>Patroli</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Orang</translation>
    </message>
    <message>
        <source>Statistics</source>
        <translation>Statistik</translation>
    </message>
    <message>
        <source>Capture</source>
        <translation>Tangkap</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>Bukti</translation>
    </message>
    <message>
        <source>Sync</source>
        <translation>Sinkron</translation>
    </message>
    <message>
        <source>Ledger</source>
        <translation>Jejak</translation>
    </message>
    <message>
        <source>Letters</source>
        <translation>Surat</translation>
    </message>
    <message>
        <source>Inbox</source>
        <translation>Kotak Masuk</translation>
    </message>
    <message>
        <source>Fleet</source>
        <translation>Armada</translation>
    </message>
    <message>
        <source>Add evidence</source>
        <translation>Tambah bukti</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Ekspor</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Pengaturan</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>Kunci</translation>
    </message>
</context>
<context>
    <name>ReaderJoining</name>
    <message>
        <source>Open the office&apos;s key</source>
        <translation>Buka kunci kantor</translation>
    </message>
    <message>
        <source>This vault is an office&apos;s</source>
        <translation>Brankas kantor</translation>
    </message>
    <message>
        <source>The code for a reader, as the server&apos;s operator gave it out.</source>
        <translation>Kode pembaca, seperti yang diberikan operator peladen.</translation>
    </message>
    <message>
        <source>Enrol</source>
        <translation>Daftarkan</translation>
    </message>
    <message>
        <source>This vault is now an office&apos;s: {title}</source>
        <translation>Brankas ini sekarang milik kantor: {title}</translation>
    </message>
    <message>
        <source>Inbox and Fleet stand on the left from now on.</source>
        <translation>Mulai sekarang Kotak Masuk dan Armada ada di sebelah kiri.</translation>
    </message>
</context>
<context>
    <name>ReceivedPlayer</name>
    <message>
        <source>This computer has no decoder for it, or it is damaged. It stays as it came.</source>
        <translation>Komputer ini tidak dapat memutarnya, atau berkasnya rusak. Isinya tetap seperti saat diterima.</translation>
    </message>
    <message>
        <source>It does not play here</source>
        <translation>Tidak dapat diputar di sini</translation>
    </message>
</context>
<context>
    <name>ReferenceDesk</name>
    <message>
        <source>Edition {edition} by {issuer}. Older cases keep the rows of their day.</source>
        <translation>Edisi {edition} dari {issuer}. Perkara lama tetap memakai baris pada harinya.</translation>
    </message>
    <message>
        <source>The new rows are in use</source>
        <translation>Rujukan baru dipakai</translation>
    </message>
    <message>
        <source>Take a reference pack</source>
        <translation>Ambil paket rujukan</translation>
    </message>
</context>
<context>
    <name>ReferencePage</name>
    <message>
        <source>Reference</source>
        <translation>Rujukan</translation>
    </message>
    <message>
        <source>Edition in use</source>
        <translation>Edisi yang dipakai</translation>
    </message>
    <message>
        <source>Take a reference pack…</source>
        <translation>Ambil paket rujukan…</translation>
    </message>
    <message>
        <source>Your role cannot take packs. Ask the chair.</source>
        <translation>Peran Anda tidak dapat mengambil paket. Mintalah Ketua.</translation>
    </message>
    <message>
        <source>Each case is judged by the rows in force on the day of its event.</source>
        <translation>Setiap perkara dinilai dengan baris yang berlaku pada tanggal kejadiannya.</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>Isi</translation>
    </message>
    <message>
        <source>Holidays</source>
        <translation>Hari libur</translation>
    </message>
    <message>
        <source>Elections</source>
        <translation>Pemilihan</translation>
    </message>
    <message>
        <source>Trusted offices</source>
        <translation>Kantor tepercaya</translation>
    </message>
    <message>
        <source>What is in the reference</source>
        <translation>Isi rujukan</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>Tahun</translation>
    </message>
    <message>
        <source>Trust an office…</source>
        <translation>Percayai kantor…</translation>
    </message>
    <message>
        <source>Trust no longer…</source>
        <translation>Cabut kepercayaan…</translation>
    </message>
    <message>
        <source>Tables of the edition</source>
        <translation>Tabel dalam edisi ini</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabel</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Baris</translation>
    </message>
    <message>
        <source>Verified</source>
        <translation>Terverifikasi</translation>
    </message>
    <message>
        <source>Holidays of the year</source>
        <translation>Hari libur tahun ini</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Hari</translation>
    </message>
    <message>
        <source>Holiday</source>
        <translation>Libur</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Sumber</translation>
    </message>
    <message>
        <source>Election</source>
        <translation>Pemilihan</translation>
    </message>
    <message>
        <source>Candidates fixed</source>
        <translation>Calon ditetapkan</translation>
    </message>
    <message>
        <source>Voting day</source>
        <translation>Hari pemungutan suara</translation>
    </message>
    <message>
        <source>Office</source>
        <translation>Kantor</translation>
    </message>
    <message>
        <source>Fingerprint of its key</source>
        <translation>Sidik kuncinya</translation>
    </message>
    <message>
        <source>Trusted</source>
        <translation>Dipercaya</translation>
    </message>
    <message>
        <source>The newer pack cannot be read</source>
        <translation>Paket yang lebih baru tidak terbaca</translation>
    </message>
    <message>
        <source>Edition {edition} was taken and is damaged now. The rows that came with the program are in use. Ask your office for a new pack, and tell the chair.</source>
        <translation>Edisi {edition} pernah diambil dan sekarang rusak. Yang dipakai adalah rujukan bawaan program. Minta paket baru dari kantor, dan beri tahu Ketua.</translation>
    </message>
    <message>
        <source>Packs are taken only when one of these offices signed them.</source>
        <translation>Paket hanya diterima bila salah satu kantor ini menandatanganinya.</translation>
    </message>
    <message>
        <source>No office is trusted yet, so no pack can be taken. The chair adds the key of the district or province office after comparing its fingerprint by telephone.</source>
        <translation>Belum ada kantor yang dipercaya, jadi belum ada paket yang dapat diambil. Ketua menambahkan kunci kantor kabupaten/kota atau provinsi setelah mencocokkan sidiknya lewat telepon.</translation>
    </message>
    <message>
        <source>No holidays known: deadlines in this year may come out too early.</source>
        <translation>Hari libur belum diketahui: tenggat di tahun ini bisa terhitung terlalu awal.</translation>
    </message>
    <message>
        <source>Not verified: {count}</source>
        <translation>Belum diverifikasi: {count}</translation>
    </message>
    <message>
        <source>By {issuer} · came with the program</source>
        <translation>Dari {issuer} · bawaan program</translation>
    </message>
    <message>
        <source>By {issuer} · taken by {name}, {moment}</source>
        <translation>Dari {issuer} · diambil oleh {name}, {moment}</translation>
    </message>
    <message>
        <source>verified</source>
        <translation>terverifikasi</translation>
    </message>
    <message>
        <source>not verified</source>
        <translation>belum diverifikasi</translation>
    </message>
    <message>
        <source>all</source>
        <translation>semua</translation>
    </message>
    <message>
        <source>{some} of {all}</source>
        <translation>{some} dari {all}</translation>
    </message>
    <message>
        <source>not known yet</source>
        <translation>belum diketahui</translation>
    </message>
</context>
<context>
    <name>RegionEditor</name>
    <message>
        <source>Type a village, district or regency</source>
        <translation>Ketik desa, kecamatan, atau kabupaten</translation>
    </message>
</context>
<context>
    <name>Removable</name>
    <message>
        <source>Take away</source>
        <translation>Lepas</translation>
    </message>
    <message>
        <source>{caption}: {chosen}, take away</source>
        <translation>{caption}: {chosen}, lepas</translation>
    </message>
</context>
<context>
    <name>RenewDialog</name>
    <message>
        <source>New passphrase</source>
        <translation>Kata sandi baru</translation>
    </message>
</context>
<context>
    <name>RenewView</name>
    <message>
        <source>New passphrase</source>
        <translation>Kata sandi baru</translation>
    </message>
    <message>
        <source>The sheet opened the vault. Everyone else keeps their passphrase.</source>
        <translation>Lembar itu membuka brankas. Kata sandi orang lain tidak berubah.</translation>
    </message>
    <message>
        <source>For whom</source>
        <translation>Untuk siapa</translation>
    </message>
    <message>
        <source>Set the new passphrase</source>
        <translation>Tetapkan kata sandi baru</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Batal</translation>
    </message>
</context>
<context>
    <name>Rescue</name>
    <message>
        <source>Recording {time}</source>
        <translation>Rekaman {time}</translation>
    </message>
</context>
<context>
    <name>RestoreDialog</name>
    <message>
        <source>Restore</source>
        <translation>Pulihkan</translation>
    </message>
    <message>
        <source>Restore from a backup</source>
        <translation>Pulihkan dari cadangan</translation>
    </message>
    <message>
        <source>Every file of the backup is checked before and after copying. The backup stays as it is; the new vault opens with the same passphrases.</source>
        <translation>Setiap berkas cadangan diperiksa sebelum dan sesudah disalin. Cadangannya tidak berubah; brankas baru terbuka dengan kata sandi yang sama.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Batal</translation>
    </message>
    <message>
        <source>Folder of the backup</source>
        <translation>Folder cadangan</translation>
    </message>
    <message>
        <source>New folder for the vault</source>
        <translation>Folder baru untuk brankas</translation>
    </message>
    <message>
        <source>The vault is restored</source>
        <translation>Brankas dipulihkan</translation>
    </message>
    <message>
        <source>Every file has the hash it had in the backup</source>
        <translation>Setiap berkas sama dengan yang di cadangan</translation>
    </message>
    <message>
        <source>Unlock it now, then let “Examine everything” look at it once.</source>
        <translation>Bukalah sekarang, lalu jalankan “Periksa semua” satu kali.</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>Buka</translation>
    </message>
    <message>
        <source>Restoring…</source>
        <translation>Memulihkan…</translation>
    </message>
    <message>
        <source>Nothing appears in the new folder before every byte was read back.</source>
        <translation>Folder baru baru muncul setelah setiap bita dibaca kembali.</translation>
    </message>
    <message>
        <source>Restore the office&apos;s key</source>
        <translation>Pulihkan kunci kantor</translation>
    </message>
</context>
<context>
    <name>RestoreForm</name>
    <message>
        <source>Restore the office&apos;s key from sheets</source>
        <translation>Pulihkan kunci kantor dari lembar</translation>
    </message>
    <message>
        <source>Type the four lines of a sheet, or take a photo of its QR code. Photos are read here and not kept. Then enrol this vault as a reader.</source>
        <translation>Ketik empat baris pada lembar, atau pilih foto kode QR-nya. Foto dibaca di sini dan tidak disimpan. Setelah itu brankas ini didaftarkan sebagai pembaca.</translation>
    </message>
    <message>
        <source>The letters of one sheet</source>
        <translation>Huruf pada satu lembar</translation>
    </message>
    <message>
        <source>Add this sheet</source>
        <translation>Tambahkan lembar ini</translation>
    </message>
    <message>
        <source>From a photo…</source>
        <translation>Dari foto…</translation>
    </message>
    <message>
        <source>Read the QR code in a picture</source>
        <translation>Baca kode QR dalam gambar</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Batal</translation>
    </message>
    <message>
        <source>Restore the key</source>
        <translation>Pulihkan kunci</translation>
    </message>
    <message>
        <source>No sheet yet.</source>
        <translation>Belum ada lembar.</translation>
    </message>
    <message>
        <source>Here: sheet {here} of {among}.</source>
        <translation>Sudah ada: lembar {here} dari {among}.</translation>
    </message>
    <message>
        <source>{count} more are needed.</source>
        <translation>Masih kurang {count}.</translation>
    </message>
    <message>
        <source>That is enough.</source>
        <translation>Sudah cukup.</translation>
    </message>
</context>
<context>
    <name>ResultView</name>
    <message>
        <source>The hearing bundle is written</source>
        <translation>Berkas sidang telah ditulis</translation>
    </message>
    <message>
        <source>Write the hash into the covering letter: it names every byte. The ledger of the vault holds it too.</source>
        <translation>Cantumkan hash ini dalam surat pengantar: hash itu mewakili setiap bita. Jejak brankas juga menyimpannya.</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Selesai</translation>
    </message>
    <message>
        <source>Show the folder</source>
        <translation>Buka folder</translation>
    </message>
    <message>
        <source>Copy words for the letter</source>
        <translation>Salin kalimat untuk surat</translation>
    </message>
    <message>
        <source>Check it again</source>
        <translation>Periksa lagi</translation>
    </message>
    <message>
        <source>Bundle {name} ({title}) in case {case}: {files} files, {size}. SHA-256 of tagmanifest-sha256.txt: {digest}.</source>
        <translation>Paket {name} ({title}) dalam perkara {case}: {files} berkas, {size}. SHA-256 berkas tagmanifest-sha256.txt: {digest}.</translation>
    </message>
    <message>
        <source>Read back and examined: {files} files, {size}</source>
        <translation>Dibaca kembali dan diperiksa: {files} berkas, {size}</translation>
    </message>
    <message>
        <source>With their failure: {codes}</source>
        <translation>Dengan kegagalannya: {codes}</translation>
    </message>
    <message>
        <source>No copy for playing could be made of {codes}; the originals are there</source>
        <translation>Salinan putar untuk {codes} tidak dapat dibuat; berkas aslinya tetap ada</translation>
    </message>
    <message>
        <source>SHA-256 of tagmanifest-sha256.txt</source>
        <translation>SHA-256 berkas tagmanifest-sha256.txt</translation>
    </message>
    <message>
        <source>QR code of the hash</source>
        <translation>Kode QR hash</translation>
    </message>
    <message>
        <source>Copied: {text}</source>
        <translation>Disalin: {text}</translation>
    </message>
</context>
<context>
    <name>ReviewView</name>
    <message>
        <source>Check before sealing</source>
        <translation>Periksa sebelum disegel</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Semua</translation>
    </message>
    <message>
        <source>Tick or untick all files</source>
        <translation>Centang atau lepaskan semua berkas</translation>
    </message>
    <message>
        <source>Files to be sealed</source>
        <translation>Berkas yang akan disegel</translation>
    </message>
    <message>
        <source>For all files</source>
        <translation>Semua berkas</translation>
    </message>
    <message>
        <source>Selected file</source>
        <translation>Berkas terpilih</translation>
    </message>
    <message>
        <source>This file came another way</source>
        <translation>Berkas ini datang dengan cara lain</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Batal</translation>
    </message>
    <message>
        <source>Looked into {done} of {all}. You may seal before the rest is seen.</source>
        <translation>Sudah diperiksa {done} dari {all}. Anda boleh menyegel sebelum sisanya selesai diperiksa.</translation>
    </message>
    <message>
        <source>Nothing is sealed yet. Sources are only read, never changed.</source>
        <translation>Belum ada yang disegel. Sumber hanya dibaca, tidak pernah diubah.</translation>
    </message>
    <message>
        <source>Chosen: {files} · {size}</source>
        <translation>Dipilih: {files} · {size}</translation>
    </message>
    <message>
        <source>System files left out: {count} ({names})</source>
        <translation>Berkas sistem dilewati: {count} ({names})</translation>
    </message>
    <message>
        <source> and {count} more</source>
        <translation> dan {count} lagi</translation>
    </message>
    <message>
        <source>Kept with it: {names}. Each is an item of its own, and its record says what it lay beside.</source>
        <translation>Disimpan bersamanya: {names}. Masing-masing menjadi bukti tersendiri, dan catatannya menyebut berkas utamanya.</translation>
    </message>
    <message>
        <source>{size} free</source>
        <translation>ruang kosong {size}</translation>
    </message>
    <message>
        <source>{count} known already</source>
        <translation>{count} sudah ada</translation>
    </message>
    <message>
        <source>{count} cannot be read</source>
        <translation>{count} tidak dapat dibaca</translation>
    </message>
    <message>
        <source>Seal one file</source>
        <translation>Segel satu berkas</translation>
    </message>
    <message>
        <source>Seal {count} files</source>
        <translation>Segel {count} berkas</translation>
    </message>
    <message>
        <source>Not enough room on the disk</source>
        <translation>Ruang disk tidak cukup</translation>
    </message>
    <message>
        <source>Free some room, or seal fewer files at a time.</source>
        <translation>Kosongkan ruang, atau segel lebih sedikit berkas sekaligus.</translation>
    </message>
    <message>
        <source>Exactly these bytes are sealed as No. {number}. Sealing again stores nothing twice; it writes down that they came once more, by this road.</source>
        <translation>Berkas yang persis sama sudah disegel sebagai No. {number}. Menyegel lagi tidak menyimpannya dua kali; yang dicatat ialah bahwa berkas itu datang sekali lagi, lewat jalan ini.</translation>
    </message>
    <message>
        <source>The same bytes as {name} in this batch: stored once.</source>
        <translation>Persis sama dengan {name} di kelompok ini: disimpan satu kali.</translation>
    </message>
    <message>
        <source>Looks like No. {number}, but the bytes differ.</source>
        <translation>Mirip No. {number}, tetapi isinya berbeda.</translation>
    </message>
    <message>
        <source>Nobody looked into this file yet.</source>
        <translation>Berkas ini belum diperiksa.</translation>
    </message>
    <message>
        <source>Nothing stood out in this file.</source>
        <translation>Tidak ada yang menonjol pada berkas ini.</translation>
    </message>
</context>
<context>
    <name>RoundCard</name>
    <message>
        <source>Stop</source>
        <translation>Hentikan</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Jeda</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Lanjutkan</translation>
    </message>
    <message>
        <source>Schedule and limits…</source>
        <translation>Jadwal dan batas…</translation>
    </message>
    <message>
        <source>For {count} hours</source>
        <translation>Selama {count} jam</translation>
    </message>
    <message>
        <source>For one hour</source>
        <translation>Selama satu jam</translation>
    </message>
    <message>
        <source>Until I go on</source>
        <translation>Sampai saya lanjutkan</translation>
    </message>
    <message>
        <source>{done} of about {total}</source>
        <translation>{done} dari sekitar {total}</translation>
    </message>
    <message>
        <source>{rate} a second</source>
        <translation>{rate} per detik</translation>
    </message>
</context>
<context>
    <name>RowCard</name>
    <message>
        <source>Move up</source>
        <translation>Naikkan</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>Turunkan</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>Gandakan</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Hapus</translation>
    </message>
</context>
<context>
    <name>RowDelegate</name>
    <message>
        <source>Sealed already as No. {number}</source>
        <translation>Sudah disegel sebagai No. {number}</translation>
    </message>
    <message>
        <source>Same as {name}</source>
        <translation>Sama dengan {name}</translation>
    </message>
    <message>
        <source>Voice note</source>
        <translation>Pesan suara</translation>
    </message>
    <message>
        <source>{count} to look at</source>
        <translation>{count} perlu diperiksa</translation>
    </message>
    <message>
        <source>{count} noted</source>
        <translation>{count} catatan</translation>
    </message>
    <message>
        <source>Looks like No. {number}</source>
        <translation>Mirip No. {number}</translation>
    </message>
    <message>
        <source>Own provenance</source>
        <translation>Asal-usul sendiri</translation>
    </message>
    <message>
        <source>Moving part of the live photo</source>
        <translation>Bagian bergerak dari foto hidup</translation>
    </message>
    <message>
        <source>Note beside it</source>
        <translation>Berkas penyerta</translation>
    </message>
    <message>
        <source>Same burst</source>
        <translation>Satu rangkaian</translation>
    </message>
    <message>
        <source>Burst of {count}</source>
        <translation>Foto beruntun: {count}</translation>
    </message>
    <message>
        <source>Live photo, 2 files</source>
        <translation>Foto hidup, 2 berkas</translation>
    </message>
    <message>
        <source>{count} beside it</source>
        <translation>{count} penyerta</translation>
    </message>
    <message>
        <source>not looked at yet</source>
        <translation>belum diperiksa</translation>
    </message>
    <message>
        <source>no time claimed</source>
        <translation>tanpa keterangan waktu</translation>
    </message>
</context>
<context>
    <name>RowsEditor</name>
    <message>
        <source>Something in these rows is not right yet.</source>
        <translation>Ada yang belum benar di baris-baris ini.</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Tambah</translation>
    </message>
    <message>
        <source>Removed.</source>
        <translation>Dihapus.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Urungkan</translation>
    </message>
</context>
<context>
    <name>SayDialog</name>
    <message>
        <source>Cancel</source>
        <translation>Batal</translation>
    </message>
</context>
<context>
    <name>ScanCard</name>
    <message>
        <source>Page {number}</source>
        <translation>Halaman {number}</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Halaman</translation>
    </message>
    <message>
        <source>New document</source>
        <translation>Dokumen baru</translation>
    </message>
    <message>
        <source>Straightened and sealed: {count}. Photograph the next page.</source>
        <translation>Diluruskan dan disegel: {count}. Foto halaman berikutnya.</translation>
    </message>
    <message>
        <source>Lay the sheet flat on something darker, in even light, and take a photo. The photo is sealed as it is; then you set the corners right.</source>
        <translation>Letakkan lembar rata di atas alas yang lebih gelap, dengan cahaya merata, lalu ambil foto. Foto disegel apa adanya; setelah itu Anda mengatur sudutnya.</translation>
    </message>
    <message>
        <source>One PDF</source>
        <translation>Satu PDF</translation>
    </message>
    <message>
        <source>Put these pages into one PDF</source>
        <translation>Satukan halaman ini dalam satu PDF</translation>
    </message>
</context>
<context>
    <name>ScanDialog</name>
    <message>
        <source>Scan of a paper</source>
        <translation>Pindaian kembali</translation>
    </message>
    <message>
        <source>Which form is it?</source>
        <translation>Formulir yang mana?</translation>
    </message>
    <message>
        <source>No printed code can be read in this scan. Type the code from the form; a draft with this code opens, and you type in what was written by hand.</source>
        <translation>Kode cetak pada pindaian ini tidak terbaca. Ketik kode dari formulirnya; draf dengan kode itu terbuka, lalu salin isian tulisan tangan.</translation>
    </message>
    <message>
        <source>Open the draft</source>
        <translation>Buka draf</translation>
    </message>
    <message>
        <source>Code on the form</source>
        <translation>Kode di formulir</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Batal</translation>
    </message>
</context>
<context>
    <name>Scanning</name>
    <message>
        <source>Straightening and sealing …</source>
        <translation>Meluruskan dan menyegel …</translation>
    </message>
    <message>
        <source>Making the PDF …</source>
        <translation>Membuat PDF …</translation>
    </message>
    <message>
        <source>Document {time}</source>
        <translation>Dokumen {time}</translation>
    </message>
</context>
<context>
    <name>Scans</name>
    <message>
        <source>This is not a code of Segel</source>
        <translation>Ini bukan kode Segel</translation>
    </message>
    <message>
        <source>It stands below the square at the top of the form, such as NPD-7K3F.</source>
        <translation>Kodenya ada di bawah kotak di bagian atas formulir, misalnya NPD-7K3F.</translation>
    </message>
</context>
<context>
    <name>SearchBox</name>
    <message>
        <source>Search everything: a name, a code, words</source>
        <translation>Cari di semua: nama, kode, kata</translation>
    </message>
    <message>
        <source>Search everything</source>
        <translation>Cari di semua</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>Ditemukan</translation>
    </message>
    <message>
        <source>Cases, Form A, people, evidence and patrol. A code such as npd 7k3f jumps.</source>
        <translation>Perkara, Formulir A, orang, bukti, dan patroli. Kode seperti npd 7k3f langsung melompat.</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Tidak ditemukan</translation>
    </message>
    <message>
        <source>Try fewer letters or another word.</source>
        <translation>Coba lebih sedikit huruf atau kata lain.</translation>
    </message>
    <message>
        <source>↑ ↓ move · Enter opens · Esc closes</source>
        <translation>↑ ↓ berpindah · Enter membuka · Esc menutup</translation>
    </message>
</context>
<context>
    <name>SearchDialog</name>
    <message>
        <source>Search</source>
        <translation>Cari</translation>
    </message>
    <message>
        <source>Prepare a hearing bundle</source>
        <translation>Siapkan berkas sidang</translation>
    </message>
    <message>
        <source>for chosen evidence</source>
        <translation>untuk bukti yang dipilih</translation>
    </message>
    <message>
        <source>To do</source>
        <translation>Tindakan</translation>
    </message>
    <message>
        <source>This code</source>
        <translation>Kode ini</translation>
    </message>
    <message>
        <source>prepare hearing bundle exhibits</source>
        <translation>siapkan berkas sidang paket alat bukti</translation>
    </message>
    <message>
        <source>check hearing bundle</source>
        <translation>periksa berkas sidang paket</translation>
    </message>
    <message>
        <source>Check a hearing bundle</source>
        <translation>Periksa berkas sidang</translation>
    </message>
    <message>
        <source>one that somebody handed over</source>
        <translation>yang diserahkan orang lain</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>Perkara</translation>
    </message>
    <message>
        <source>Form A</source>
        <translation>Formulir A</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Orang</translation>
    </message>
    <message>
        <source>Patrol</source>
        <translation>Patroli</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>Bukti</translation>
    </message>
    <message>
        <source>Other papers</source>
        <translation>Berkas lain</translation>
    </message>
</context>
<context>
    <name>SectionPage</name>
    <message>
        <source>Section {place} of {of}</source>
        <translation>Bagian {place} dari {of}</translation>
    </message>
</context>
<context>
    <name>SendingCard</name>
    <message>
        <source>Open Sync</source>
        <translation>Buka Sinkron</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>Settings</source>
        <translation>Pengaturan</translation>
    </message>
    <message>
        <source>Pages of the settings</source>
        <translation>Halaman pengaturan</translation>
    </message>
    <message>
        <source>General</source>
        <translation>Umum</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Orang</translation>
    </message>
    <message>
        <source>My passphrase</source>
        <translation>Kata sandi saya</translation>
    </message>
    <message>
        <source>Vault and backup</source>
        <translation>Brankas dan cadangan</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>Rujukan</translation>
    </message>
    <message>
        <source>About Segel</source>
        <translation>Tentang Segel</translation>
    </message>
    <message>
        <source>Office</source>
        <translation>Kantor</translation>
    </message>
    <message>
        <source>Update</source>
        <translation>Pembaruan</translation>
    </message>
    <message>
        <source>Your passphrase is changed</source>
        <translation>Kata sandi Anda sudah diganti</translation>
    </message>
    <message>
        <source>The next unlocking needs it.</source>
        <translation>Pakailah saat membuka berikutnya.</translation>
    </message>
    <message>
        <source>Watch a folder for new files</source>
        <translation>Pantau folder untuk berkas baru</translation>
    </message>
    <message>
        <source>The new sheet is proven</source>
        <translation>Lembar baru sudah dibuktikan</translation>
    </message>
    <message>
        <source>Destroy the old one.</source>
        <translation>Musnahkan lembar lama.</translation>
    </message>
</context>
<context>
    <name>SheetDialog</name>
    <message>
        <source>Passphrase sheet</source>
        <translation>Lembar kata sandi</translation>
    </message>
    <message>
        <source>The passphrase, on paper</source>
        <translation>Kata sandi, di atas kertas</translation>
    </message>
    <message>
        <source>It opens the encrypted bundle and is kept nowhere else. Print it, and hand it over by another road than the medium.</source>
        <translation>Kata sandi ini membuka bundel terenkripsi dan tidak disimpan di tempat lain. Cetak, lalu serahkan lewat jalan lain, terpisah dari media.</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>Cetak…</translation>
    </message>
    <message>
        <source>Save as PDF…</source>
        <translation>Simpan sebagai PDF…</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Selesai</translation>
    </message>
    <message>
        <source>Sent to the printer.</source>
        <translation>Terkirim ke pencetak.</translation>
    </message>
    <message>
        <source>Save the passphrase sheet</source>
        <translation>Simpan lembar kata sandi</translation>
    </message>
    <message>
        <source>passphrase-sheet</source>
        <translation>lembar-kata-sandi</translation>
    </message>
    <message>
        <source>The file could not be written.</source>
        <translation>Berkas tidak dapat ditulis.</translation>
    </message>
    <message>
        <source>Saved as {name}.</source>
        <translation>Disimpan sebagai {name}.</translation>
    </message>
</context>
<context>
    <name>SheetPage</name>
    <message>
        <source>The recovery sheet</source>
        <translation>Lembar pemulihan</translation>
    </message>
    <message>
        <source>One sheet of paper opens the vault when a passphrase is forgotten.</source>
        <translation>Satu lembar kertas membuka brankas bila kata sandi terlupa.</translation>
    </message>
    <message>
        <source>Without passphrase and without this sheet nobody can open the vault again.</source>
        <translation>Tanpa kata sandi dan tanpa lembar ini, tidak seorang pun dapat membuka brankas lagi.</translation>
    </message>
    <message>
        <source>Keep it in a sealed envelope in the office safe, never with the laptop.</source>
        <translation>Simpan dalam amplop tertutup di lemari besi kantor, jangan bersama laptop.</translation>
    </message>
    <message>
        <source>The sheet can also be saved as PDF to print elsewhere. Save it on a stick, print it, then delete the file.</source>
        <translation>Lembar dapat juga disimpan sebagai PDF untuk dicetak di tempat lain. Simpan di flashdisk, cetak, lalu hapus berkasnya.</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>Cetak…</translation>
    </message>
    <message>
        <source>Save as PDF…</source>
        <translation>Simpan sebagai PDF…</translation>
    </message>
</context>
<context>
    <name>SheetSteps</name>
    <message>
        <source>Sent to the printer. Take the sheet before going on.</source>
        <translation>Dikirim ke pencetak. Ambil lembarnya sebelum lanjut.</translation>
    </message>
    <message>
        <source>Save the recovery sheet</source>
        <translation>Simpan lembar pemulihan</translation>
    </message>
    <message>
        <source>recovery-sheet</source>
        <translation>lembar-pemulihan</translation>
    </message>
    <message>
        <source>The file could not be written</source>
        <translation>Berkas tidak dapat ditulis</translation>
    </message>
    <message>
        <source>Choose another place, perhaps a stick with room on it.</source>
        <translation>Pilih tempat lain, misalnya flashdisk yang masih longgar.</translation>
    </message>
    <message>
        <source>Saved as {name}. Print it.</source>
        <translation>Disimpan sebagai {name}. Cetaklah.</translation>
    </message>
</context>
<context>
    <name>SheetsView</name>
    <message>
        <source>Made</source>
        <translation>Sudah dibuat</translation>
    </message>
    <message>
        <source>Print the sheets</source>
        <translation>Cetak lembar kunci</translation>
    </message>
    <message>
        <source>Print each sheet and hand it to its officer in a closed envelope. They cannot be shown again after this window is closed; divide anew if one is missing.</source>
        <translation>Cetak setiap lembar dan serahkan kepada pemegangnya dalam amplop tertutup. Setelah jendela ini ditutup, lembar tidak dapat ditampilkan lagi; bila ada yang kurang, bagi ulang.</translation>
    </message>
    <message>
        <source>Not yet</source>
        <translation>Belum</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>Cetak…</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Simpan…</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Selesai</translation>
    </message>
</context>
<context>
    <name>ShortcutSheet</name>
    <message>
        <source>Keys</source>
        <translation>Tombol pintas</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Tutup</translation>
    </message>
    <message>
        <source>User guide</source>
        <translation>Panduan</translation>
    </message>
    <message>
        <source>The pages, in the order of the rail</source>
        <translation>Halaman, urut seperti di rel</translation>
    </message>
    <message>
        <source>Search everything</source>
        <translation>Cari di semua</translation>
    </message>
    <message>
        <source>Add from a card, stick or phone</source>
        <translation>Tambah dari kartu, flashdisk, atau ponsel</translation>
    </message>
    <message>
        <source>Add files</source>
        <translation>Tambah berkas</translation>
    </message>
    <message>
        <source>Add a folder</source>
        <translation>Tambah folder</translation>
    </message>
    <message>
        <source>Add from the clipboard</source>
        <translation>Tambah dari papan klip</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Ekspor</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Pengaturan</translation>
    </message>
    <message>
        <source>Lock now</source>
        <translation>Kunci sekarang</translation>
    </message>
    <message>
        <source>This sheet</source>
        <translation>Lembar ini</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>Baca ulang</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Cari</translation>
    </message>
    <message>
        <source>Grid, timeline, table</source>
        <translation>Kisi, lini masa, tabel</translation>
    </message>
    <message>
        <source>Open the item</source>
        <translation>Buka bukti</translation>
    </message>
    <message>
        <source>Choose everything that is loaded</source>
        <translation>Pilih semua yang sudah dimuat</translation>
    </message>
    <message>
        <source>Add an act</source>
        <translation>Tambah perbuatan</translation>
    </message>
    <message>
        <source>Capture the screen</source>
        <translation>Tangkap layar</translation>
    </message>
    <message>
        <source>Paste a picture</source>
        <translation>Tempel gambar</translation>
    </message>
    <message>
        <source>Sign</source>
        <translation>Tanda tangani</translation>
    </message>
    <message>
        <source>Larger, smaller</source>
        <translation>Perbesar, perkecil</translation>
    </message>
    <message>
        <source>Whole picture</source>
        <translation>Seluruh gambar</translation>
    </message>
    <message>
        <source>Actual size</source>
        <translation>Ukuran asli</translation>
    </message>
    <message>
        <source>Turn the view</source>
        <translation>Putar tampilan</translation>
    </message>
    <message>
        <source>Previous, next item</source>
        <translation>Bukti sebelumnya, berikutnya</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Rincian</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Spasi</translation>
    </message>
    <message>
        <source>Play or pause</source>
        <translation>Putar atau jeda</translation>
    </message>
    <message>
        <source>One frame back, on</source>
        <translation>Satu gambar mundur, maju</translation>
    </message>
    <message>
        <source>Five seconds back, on</source>
        <translation>Lima detik mundur, maju</translation>
    </message>
    <message>
        <source>Write a note at this moment</source>
        <translation>Tulis catatan pada saat ini</translation>
    </message>
    <message>
        <source>Back to the list</source>
        <translation>Kembali ke daftar</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>Di mana saja</translation>
    </message>
    <message>
        <source>Patrol</source>
        <translation>Patroli</translation>
    </message>
    <message>
        <source>Evidence list</source>
        <translation>Daftar bukti</translation>
    </message>
    <message>
        <source>Viewer</source>
        <translation>Penampil</translation>
    </message>
</context>
<context>
    <name>Side</name>
    <message>
        <source>Item {number}</source>
        <translation>Bukti {number}</translation>
    </message>
</context>
<context>
    <name>SignDialog</name>
    <message>
        <source>It is not signed</source>
        <translation>Belum ditandatangani</translation>
    </message>
    <message>
        <source>It is not handed over</source>
        <translation>Draf belum diserahkan</translation>
    </message>
    <message>
        <source>Sign</source>
        <translation>Tanda tangani</translation>
    </message>
    <message>
        <source>Handed to {name}</source>
        <translation>Diserahkan kepada {name}</translation>
    </message>
    <message>
        <source>It stands on their Home when they unlock, and says that you typed it.</source>
        <translation>Draf ini ada di Beranda mereka saat mereka membuka brankas, dengan nama Anda sebagai pengetiknya.</translation>
    </message>
    <message>
        <source>Somebody else signs this</source>
        <translation>Yang menandatangani orang lain</translation>
    </message>
    <message>
        <source>Not quite ready: {count} to do</source>
        <translation>Belum siap: {count} hal lagi</translation>
    </message>
    <message>
        <source>Choose one and the form opens there.</source>
        <translation>Pilih salah satu, formulir terbuka di isian itu.</translation>
    </message>
    <message>
        <source>Sign the correction of {title}</source>
        <translation>Tanda tangani perbaikan {title}</translation>
    </message>
    <message>
        <source>It becomes version {version}. The versions before stay as they are and can be read by whoever may read this one.</source>
        <translation>Ini menjadi versi {version}. Versi sebelumnya tetap ada apa adanya dan dapat dibaca oleh siapa pun yang boleh membaca versi ini.</translation>
    </message>
    <message>
        <source>Sign {title}</source>
        <translation>Tanda tangani {title}</translation>
    </message>
    <message>
        <source>Your signature goes into the ledger and nothing can be changed afterwards; a mistake is mended with a new version that says why.</source>
        <translation>Tanda tangan Anda masuk ke jejak dan sesudah itu isinya tidak dapat diubah; kekeliruan diperbaiki dengan versi baru yang menyebut alasannya.</translation>
    </message>
    <message>
        <source>Hand the draft over to</source>
        <translation>Serahkan draf kepada</translation>
    </message>
    <message>
        <source>Missing or wrong</source>
        <translation>Belum ada atau keliru</translation>
    </message>
    <message>
        <source>Worth a look, not in the way</source>
        <translation>Perlu dilihat, tidak menghalangi</translation>
    </message>
    <message>
        <source>Why is it corrected?</source>
        <translation>Mengapa diperbaiki?</translation>
    </message>
    <message>
        <source>Such as: the time was written in the wrong zone</source>
        <translation>Misalnya: jam tertulis dalam zona yang keliru</translation>
    </message>
    <message>
        <source>Back to the form</source>
        <translation>Kembali ke formulir</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Selesai</translation>
    </message>
    <message>
        <source>Hand over</source>
        <translation>Serahkan</translation>
    </message>
    <message>
        <source>Number {number}</source>
        <translation>Nomor {number}</translation>
    </message>
    <message>
        <source>NOMOR SEMENTARA {code} until the official number comes</source>
        <translation>NOMOR SEMENTARA {code} sampai nomor resmi datang</translation>
    </message>
    <message>
        <source>{count} pieces of evidence are linked to it</source>
        <translation>{count} bukti ditautkan</translation>
    </message>
</context>
<context>
    <name>SignedView</name>
    <message>
        <source>Signed</source>
        <translation>Sudah ditandatangani</translation>
    </message>
    <message>
        <source>Correction signed</source>
        <translation>Perbaikan sudah ditandatangani</translation>
    </message>
    <message>
        <source>version {version}</source>
        <translation>versi {version}</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Nomor</translation>
    </message>
    <message>
        <source>Ledger entry {seq} · {hash}</source>
        <translation>Jejak nomor {seq} · {hash}</translation>
    </message>
    <message>
        <source>Make the case</source>
        <translation>Buat perkara</translation>
    </message>
    <message>
        <source>Write the corrective advice</source>
        <translation>Buat saran perbaikan</translation>
    </message>
    <message>
        <source>Make and print the receipt</source>
        <translation>Buat dan cetak tanda terima</translation>
    </message>
    <message>
        <source>Describe the event</source>
        <translation>Catat rincian acara</translation>
    </message>
    <message>
        <source>Print …</source>
        <translation>Cetak …</translation>
    </message>
    <message>
        <source>Open it</source>
        <translation>Buka</translation>
    </message>
    <message>
        <source>Another Form A</source>
        <translation>Formulir A lagi</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Selesai</translation>
    </message>
    <message>
        <source>What comes next: the plenary</source>
        <translation>Selanjutnya: bawa ke pleno</translation>
    </message>
    <message>
        <source>A suspected violation goes to the plenary. Make the case now: parties, acts and evidence come along, and its deadlines are counted for you.</source>
        <translation>Dugaan pelanggaran dibawa ke rapat pleno. Buat perkaranya sekarang: para pihak, perbuatan, dan bukti ikut terbawa, dan tenggatnya dihitungkan.</translation>
    </message>
    <message>
        <source>Its time runs from the moment it is delivered. What the form says is filled in already.</source>
        <translation>Waktunya berjalan sejak disampaikan. Isi formulir sudah terbawa.</translation>
    </message>
    <message>
        <source>What comes next: the corrective advice</source>
        <translation>Selanjutnya: saran perbaikan</translation>
    </message>
    <message>
        <source>Supervision without suspicion</source>
        <translation>Pengawasan tanpa dugaan</translation>
    </message>
    <message>
        <source>Nothing more has to be done. It counts in the statistics, and its evidence stays sealed and can be found by name.</source>
        <translation>Tidak ada lagi yang harus dilakukan. Pengawasan ini dihitung dalam statistik; buktinya tetap tersegel dan dapat dicari menurut nama.</translation>
    </message>
    <message>
        <source>Potential dispute</source>
        <translation>Potensi sengketa</translation>
    </message>
    <message>
        <source>Send it to the regency office, which handles disputes.</source>
        <translation>Sampaikan ke Bawaslu kabupaten/kota yang menangani sengketa.</translation>
    </message>
    <message>
        <source>What comes next: the receipt</source>
        <translation>Selanjutnya: tanda terima</translation>
    </message>
    <message>
        <source>Whoever reports gets a receipt at once, then the case is made.</source>
        <translation>Pelapor langsung mendapat tanda terima, lalu perkaranya dibuat.</translation>
    </message>
    <message>
        <source>What comes next: the inquiry</source>
        <translation>Selanjutnya: penelusuran</translation>
    </message>
    <message>
        <source>Make the case, so that its time is watched.</source>
        <translation>Buat perkaranya supaya waktunya terpantau.</translation>
    </message>
    <message>
        <source>What comes next</source>
        <translation>Selanjutnya</translation>
    </message>
    <message>
        <source>Print it, or go on with your work.</source>
        <translation>Cetak, atau lanjutkan pekerjaan Anda.</translation>
    </message>
</context>
<context>
    <name>SourceDialog</name>
    <message>
        <source>Which finding?</source>
        <translation>Temuan yang mana?</translation>
    </message>
    <message>
        <source>Which report?</source>
        <translation>Laporan yang mana?</translation>
    </message>
    <message>
        <source>Which information?</source>
        <translation>Informasi yang mana?</translation>
    </message>
    <message>
        <source>Write a Form A first</source>
        <translation>Tulis Formulir A dahulu</translation>
    </message>
    <message>
        <source>Receive a new report</source>
        <translation>Terima laporan baru</translation>
    </message>
    <message>
        <source>Note new information</source>
        <translation>Catat informasi baru</translation>
    </message>
    <message>
        <source>New case</source>
        <translation>Perkara baru</translation>
    </message>
    <message>
        <source>People, dates, categories and evidence come along with it.</source>
        <translation>Orang, tanggal, kategori, dan bukti ikut terbawa.</translation>
    </message>
    <message>
        <source>There is none yet. Write one first; the case follows from it.</source>
        <translation>Belum ada. Tulis dahulu; perkara mengikutinya.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Batal</translation>
    </message>
    <message>
        <source>Begin the case</source>
        <translation>Mulai perkara</translation>
    </message>
    <message>
        <source>has a case already</source>
        <translation>sudah menjadi perkara</translation>
    </message>
</context>
<context>
    <name>SourcesDialog</name>
    <message>
        <source>Add evidence</source>
        <translation>Tambah bukti</translation>
    </message>
</context>
<context>
    <name>SourcesView</name>
    <message>
        <source>Add evidence</source>
        <translation>Tambah bukti</translation>
    </message>
    <message>
        <source>Sources are only read. Nothing is sealed before you have seen the list.</source>
        <translation>Sumber hanya dibaca. Tidak ada yang disegel sebelum Anda melihat daftarnya.</translation>
    </message>
    <message>
        <source>Choose files…</source>
        <translation>Pilih berkas…</translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation>Pilih folder…</translation>
    </message>
    <message>
        <source>Cards, sticks and phones</source>
        <translation>Kartu, flashdisk, dan ponsel</translation>
    </message>
    <message>
        <source>None is plugged in. Put one in and it appears here by itself.</source>
        <translation>Belum ada yang terpasang. Pasang, dan ia muncul di sini dengan sendirinya.</translation>
    </message>
    <message>
        <source>A phone that does not appear?</source>
        <translation>Ponsel tidak muncul?</translation>
    </message>
    <message>
        <source>Unlock the phone, pull its screen down and choose “File transfer” for the cable.</source>
        <translation>Buka kunci ponsel, tarik layarnya ke bawah, lalu pilih “Transfer file” untuk kabel.</translation>
    </message>
    <message>
        <source>Windows shows a phone without a drive letter, so it is not listed here: open it in Explorer, copy the folder DCIM into a folder of this laptop, and choose that folder. Better still, put the phone&apos;s memory card into a reader: then each file comes straight from it.</source>
        <translation>Windows menampilkan ponsel tanpa huruf drive, jadi tidak terdaftar di sini: buka ponsel di Explorer, salin folder DCIM ke sebuah folder di laptop ini, lalu pilih folder itu. Lebih baik lagi, masukkan kartu memori ponsel ke pembaca kartu: setiap berkas lalu datang langsung dari kartunya.</translation>
    </message>
    <message>
        <source>It then appears above by its name.</source>
        <translation>Setelah itu ia muncul di atas dengan namanya.</translation>
    </message>
    <message>
        <source>{free} free of {total}</source>
        <translation>{free} kosong dari {total}</translation>
    </message>
    <message>
        <source>waiting in the queue: {count}</source>
        <translation>menunggu di antrean: {count}</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Impor</translation>
    </message>
    <message>
        <source>Import from {name}</source>
        <translation>Impor dari {name}</translation>
    </message>
</context>
<context>
    <name>SplitDialog</name>
    <message>
        <source>Divide the office&apos;s key</source>
        <translation>Bagi kunci kantor</translation>
    </message>
    <message>
        <source>Save the sheet</source>
        <translation>Simpan lembar</translation>
    </message>
    <message>
        <source>The file could not be written</source>
        <translation>Berkas tidak dapat ditulis</translation>
    </message>
    <message>
        <source>Choose another place, perhaps a stick with room on it.</source>
        <translation>Pilih tempat lain, misalnya flashdisk yang masih longgar.</translation>
    </message>
</context>
<context>
    <name>SplitForm</name>
    <message>
        <source>{count} officers; any {need} of them restore the key.</source>
        <translation>{count} pemegang; {need} di antaranya, siapa pun, memulihkan kunci.</translation>
    </message>
    <message>
        <source>Divide the office&apos;s key</source>
        <translation>Bagi kunci kantor</translation>
    </message>
    <message>
        <source>Each officer gets one printed sheet. If this laptop is lost, enough sheets make the key again; fewer open nothing. Sheets of an earlier division stay valid.</source>
        <translation>Setiap pemegang menerima satu lembar cetak. Bila laptop ini hilang, lembar yang cukup memulihkan kunci; kurang dari itu tidak membuka apa pun. Lembar dari pembagian lama tetap berlaku.</translation>
    </message>
    <message>
        <source>Who keeps a sheet, one name a line</source>
        <translation>Pemegang lembar, satu nama per baris</translation>
    </message>
    <message>
        <source>Sheets needed</source>
        <translation>Lembar yang diperlukan</translation>
    </message>
    <message>
        <source>Your passphrase, once more</source>
        <translation>Kata sandi Anda, sekali lagi</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Batal</translation>
    </message>
    <message>
        <source>Make the sheets</source>
        <translation>Buat lembar</translation>
    </message>
</context>
<context>
    <name>Stage</name>
    <message>
        <source>This laptop has no loudspeaker</source>
        <translation>Laptop ini tidak punya pengeras suara</translation>
    </message>
    <message>
        <source>Five seconds back (J)</source>
        <translation>Lima detik mundur (J)</translation>
    </message>
    <message>
        <source>Five seconds on (L)</source>
        <translation>Lima detik maju (L)</translation>
    </message>
    <message>
        <source>One frame back (,)</source>
        <translation>Satu gambar mundur (,)</translation>
    </message>
    <message>
        <source>One frame on (.)</source>
        <translation>Satu gambar maju (.)</translation>
    </message>
    <message>
        <source>Mark</source>
        <translation>Tandai</translation>
    </message>
    <message>
        <source>Write a note at this moment (M)</source>
        <translation>Tulis catatan pada saat ini (M)</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Kecepatan</translation>
    </message>
    <message>
        <source>.</source>
        <translation>,</translation>
    </message>
    <message>
        <source>Loudness</source>
        <translation>Kerasnya suara</translation>
    </message>
    <message>
        <source>Line of time</source>
        <translation>Garis waktu</translation>
    </message>
    <message>
        <source>Picture of the film</source>
        <translation>Gambar film</translation>
    </message>
    <message>
        <source>Pause (Space)</source>
        <translation>Jeda (Spasi)</translation>
    </message>
    <message>
        <source>Play (Space)</source>
        <translation>Putar (Spasi)</translation>
    </message>
</context>
<context>
    <name>StateCard</name>
    <message>
        <source>State of the vault</source>
        <translation>Keadaan brankas</translation>
    </message>
    <message>
        <source>Health</source>
        <translation>Kesehatan</translation>
    </message>
    <message>
        <source>When each thing was last read back</source>
        <translation>Kapan masing-masing terakhir dibaca ulang</translation>
    </message>
    <message>
        <source>Examined</source>
        <translation>Diperiksa</translation>
    </message>
    <message>
        <source>Backed up</source>
        <translation>Dicadangkan</translation>
    </message>
    <message>
        <source>Room</source>
        <translation>Ruang</translation>
    </message>
    <message>
        <source>Back up</source>
        <translation>Cadangkan</translation>
    </message>
    <message>
        <source>never yet</source>
        <translation>belum pernah</translation>
    </message>
    <message>
        <source>{room} left on this disk</source>
        <translation>tersisa {room} di disk ini</translation>
    </message>
    <message>
        <source>Go on examining</source>
        <translation>Lanjutkan pemeriksaan</translation>
    </message>
    <message>
        <source>Examine everything</source>
        <translation>Periksa semua</translation>
    </message>
</context>
<context>
    <name>StatisticsPage</name>
    <message>
        <source>times supervised</source>
        <translation>kali pengawasan</translation>
    </message>
    <message>
        <source>supervision without suspicion</source>
        <translation>pengawasan tanpa dugaan</translation>
    </message>
    <message>
        <source>with suspected violation</source>
        <translation>dengan dugaan pelanggaran</translation>
    </message>
    <message>
        <source>cases</source>
        <translation>perkara</translation>
    </message>
    <message>
        <source>Outcome of supervision</source>
        <translation>Hasil pengawasan</translation>
    </message>
    <message>
        <source>Supervision by week</source>
        <translation>Pengawasan per minggu</translation>
    </message>
    <message>
        <source>ISO weeks, from Monday</source>
        <translation>Minggu ISO, mulai Senin</translation>
    </message>
    <message>
        <source>Findings by category</source>
        <translation>Dugaan menurut kategori</translation>
    </message>
    <message>
        <source>A Form A with several acts counts in each</source>
        <translation>Satu Formulir A dengan beberapa jenis dugaan dihitung di masing-masing</translation>
    </message>
    <message>
        <source>By stage</source>
        <translation>Menurut tahapan</translation>
    </message>
    <message>
        <source>Cases by state</source>
        <translation>Perkara menurut status</translation>
    </message>
    <message>
        <source>By village</source>
        <translation>Menurut desa/kelurahan</translation>
    </message>
    <message>
        <source>not said</source>
        <translation>tidak disebut</translation>
    </message>
    <message>
        <source>Supervision without suspicion</source>
        <translation>Pengawasan tanpa dugaan</translation>
    </message>
    <message>
        <source>How many</source>
        <translation>Berapa</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Simpan</translation>
    </message>
    <message>
        <source>Could not be saved</source>
        <translation>Tidak dapat disimpan</translation>
    </message>
    <message>
        <source>Saved. It is outside the vault.</source>
        <translation>Tersimpan. Berkas ini berada di luar brankas.</translation>
    </message>
    <message>
        <source>Statistics</source>
        <translation>Statistik</translation>
    </message>
</context>
<context>
    <name>StatisticsView</name>
    <message>
        <source>“{text}” is no day.</source>
        <translation>“{text}” bukan tanggal.</translation>
    </message>
    <message>
        <source>from {day}</source>
        <translation>dari {day}</translation>
    </message>
    <message>
        <source>until {day}</source>
        <translation>sampai {day}</translation>
    </message>
    <message>
        <source>everything so far</source>
        <translation>semuanya sampai kini</translation>
    </message>
    <message>
        <source>Statistics</source>
        <translation>Statistik</translation>
    </message>
    <message>
        <source>Supervision without suspicion counts too.</source>
        <translation>Pengawasan tanpa dugaan ikut dihitung.</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Dari</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>Sampai</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>Aturan</translation>
    </message>
    <message>
        <source>dd-mm-yyyy</source>
        <translation>hh-bb-tttt</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Semua</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>Cetak</translation>
    </message>
    <message>
        <source>Nothing to count yet</source>
        <translation>Belum ada yang dihitung</translation>
    </message>
    <message>
        <source>Sign a Form A and its outcome, stage and village are counted here.</source>
        <translation>Tanda tangani Formulir A, lalu hasil, tahapan, dan desanya dihitung di sini.</translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message>
        <source>Locks in {time}</source>
        <translation>Terkunci dalam {time}</translation>
    </message>
    <message>
        <source>Lock now (Ctrl+L)</source>
        <translation>Kunci sekarang (Ctrl+L)</translation>
    </message>
    <message>
        <source>Sealing</source>
        <translation>Sedang menyegel</translation>
    </message>
    <message>
        <source>Paused, waiting: {count}</source>
        <translation>Dijeda, menunggu: {count}</translation>
    </message>
    <message>
        <source>Waiting to be sealed: {count}</source>
        <translation>Menunggu disegel: {count}</translation>
    </message>
    <message>
        <source>Could not be sealed: {count}</source>
        <translation>Tidak dapat disegel: {count}</translation>
    </message>
    <message>
        <source>Everything is sealed</source>
        <translation>Semua sudah disegel</translation>
    </message>
    <message>
        <source>Clock in doubt</source>
        <translation>Jam diragukan</translation>
    </message>
    <message>
        <source>Write down what time it is</source>
        <translation>Catat waktu yang benar</translation>
    </message>
    <message>
        <source>The true time was {time}. Write down what time it is</source>
        <translation>Waktu sebenarnya {time}. Tulis lagi waktu sekarang</translation>
    </message>
    <message>
        <source>Clock corrected</source>
        <translation>Jam dikoreksi</translation>
    </message>
    <message>
        <source>Only {room} left: make room before you go on</source>
        <translation>Tinggal {room}: kosongkan ruang sebelum melanjutkan</translation>
    </message>
    <message>
        <source>Little room: {room} left</source>
        <translation>Ruang hampir habis: tersisa {room}</translation>
    </message>
    <message>
        <source>{room} left</source>
        <translation>Tersisa {room}</translation>
    </message>
    <message>
        <source>{percent} %, plugged in</source>
        <translation>{percent} %, tersambung listrik</translation>
    </message>
    <message>
        <source>Battery low: {percent} %</source>
        <translation>Baterai lemah: {percent} %</translation>
    </message>
</context>
<context>
    <name>StepsPane</name>
    <message>
        <source>{done} of {of} answered</source>
        <translation>{done} dari {of} terisi</translation>
    </message>
    <message>
        <source>nothing filled</source>
        <translation>belum diisi</translation>
    </message>
    <message>
        <source>begun</source>
        <translation>sudah dimulai</translation>
    </message>
    <message>
        <source>complete</source>
        <translation>lengkap</translation>
    </message>
    <message>
        <source>has problems</source>
        <translation>ada masalah</translation>
    </message>
    <message>
        <source>{filled} of {asked} filled</source>
        <translation>{filled} dari {asked} terisi</translation>
    </message>
</context>
<context>
    <name>StickDialog</name>
    <message>
        <source>USB stick</source>
        <translation>Stik USB</translation>
    </message>
    <message>
        <source>This laptop belongs to no office yet</source>
        <translation>Laptop ini belum terdaftar di kantor mana pun</translation>
    </message>
    <message>
        <source>Enrol it on the Sync page, with a code or with a file from the office.</source>
        <translation>Daftarkan di halaman Sinkron, dengan kode atau berkas dari kantor.</translation>
    </message>
    <message>
        <source>Writing to the stick…</source>
        <translation>Menulis ke stik…</translation>
    </message>
    <message>
        <source>Leave the stick in. Every file is flushed and read back before it counts.</source>
        <translation>Jangan cabut stik. Setiap berkas dipastikan tersimpan dan dibaca ulang sebelum dihitung.</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Hentikan</translation>
    </message>
    <message>
        <source>Reading the answer…</source>
        <translation>Membaca jawaban…</translation>
    </message>
    <message>
        <source>Every receipt is checked before anything counts as sent.</source>
        <translation>Setiap tanda terima diperiksa sebelum apa pun dihitung terkirim.</translation>
    </message>
    <message>
        <source>{count} items do not open on this laptop and were left out.</source>
        <translation>{count} bukti tidak dapat dibuka di laptop ini dan tidak ikut ditulis.</translation>
    </message>
    <message>
        <source>There is an autorun.inf on this stick. It was not opened; clean the stick.</source>
        <translation>Ada autorun.inf di stik ini. Berkas itu tidak dibuka; bersihkan stiknya.</translation>
    </message>
    <message>
        <source>{count} foreign files in Segel&apos;s folder were not opened.</source>
        <translation>{count} berkas asing di folder Segel tidak dibuka.</translation>
    </message>
    <message>
        <source>Flushed and read back. You may pull the stick out.</source>
        <translation>Sudah tersimpan dan dibaca ulang. Stik boleh dicabut.</translation>
    </message>
    <message>
        <source>Nothing new had to be written.</source>
        <translation>Tidak ada yang baru untuk ditulis.</translation>
    </message>
    <message>
        <source>Bring the stick to the office, and read it here when it comes back.</source>
        <translation>Bawa stik ke kantor, lalu baca di sini bila sudah kembali.</translation>
    </message>
    <message>
        <source>The stick is full. Put in another one for the rest.</source>
        <translation>Stik penuh. Pasang stik lain untuk sisanya.</translation>
    </message>
    <message>
        <source>The stick is full</source>
        <translation>Stik penuh</translation>
    </message>
    <message>
        <source>The stick is ready</source>
        <translation>Stik siap</translation>
    </message>
    <message>
        <source>Everything was sent and receipted.</source>
        <translation>Semua sudah terkirim dan ada tanda terimanya.</translation>
    </message>
    <message>
        <source>{records} records and {items} items still wait.</source>
        <translation>{records} catatan dan {items} bukti masih menunggu.</translation>
    </message>
    <message>
        <source>The answer was read</source>
        <translation>Jawaban sudah dibaca</translation>
    </message>
    <message>
        <source>The stick needs a look</source>
        <translation>Stik perlu diperhatikan</translation>
    </message>
    <message>
        <source>You may pull the stick out.</source>
        <translation>Stik boleh dicabut.</translation>
    </message>
    <message>
        <source>What is whole on the stick stays good. Write again to go on from there.</source>
        <translation>Yang sudah utuh di stik tetap baik. Tulis lagi untuk melanjutkan.</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Dihentikan</translation>
    </message>
</context>
<context>
    <name>StickForm</name>
    <message>
        <source>Send by USB stick</source>
        <translation>Kirim lewat stik USB</translation>
    </message>
    <message>
        <source>Everything on the stick is locked for the office. It counts as sent only when the office&apos;s receipts came back, by stick or by network.</source>
        <translation>Semua yang ditulis ke stik dikunci untuk kantor. Baru dihitung terkirim bila tanda terima kantor sudah kembali, lewat stik atau jaringan.</translation>
    </message>
    <message>
        <source>Stick</source>
        <translation>Stik</translation>
    </message>
    <message>
        <source>Plug in a stick</source>
        <translation>Pasang stik USB</translation>
    </message>
    <message>
        <source>Folder…</source>
        <translation>Folder…</translation>
    </message>
    <message>
        <source>Write again what lies on other sticks</source>
        <translation>Tulis ulang juga yang sudah ada di stik lain</translation>
    </message>
    <message>
        <source>Write to the stick</source>
        <translation>Tulis ke stik</translation>
    </message>
    <message>
        <source>Read the office&apos;s answer</source>
        <translation>Baca jawaban kantor</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Tutup</translation>
    </message>
    <message>
        <source>Waiting for {office}: {records} records, {items} items, {size}</source>
        <translation>Menunggu untuk {office}: {records} catatan, {items} bukti, {size}</translation>
    </message>
    <message>
        <source>{count} of these lie on sticks and wait for receipts</source>
        <translation>{count} di antaranya sudah ada di stik dan menunggu tanda terima</translation>
    </message>
    <message>
        <source>Free on the stick: {size}</source>
        <translation>Ruang kosong di stik: {size}</translation>
    </message>
    <message>
        <source>The most urgent goes first; the rest on the next stick.</source>
        <translation>Yang paling mendesak didahulukan; sisanya ke stik berikutnya.</translation>
    </message>
    <message>
        <source>Folder of the stick</source>
        <translation>Folder stik</translation>
    </message>
</context>
<context>
    <name>StickResult</name>
    <message>
        <source>Segel {version} lies on this stick</source>
        <translation>Segel {version} ada di stik ini</translation>
    </message>
    <message>
        <source>It fits this laptop. Leave the stick in, and take it in Settings, Update.</source>
        <translation>Cocok untuk laptop ini. Biarkan stik terpasang, lalu terima di Pengaturan, Pembaruan.</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Selesai</translation>
    </message>
    <message>
        <source>Another stick</source>
        <translation>Stik lain</translation>
    </message>
</context>
<context>
    <name>StraightenDialog</name>
    <message>
        <source>Where is the sheet?</source>
        <translation>Di mana lembarnya?</translation>
    </message>
    <message>
        <source>Drag the four corners onto those of the sheet. By keyboard: 1 to 4 choose a corner, arrows move it, with Shift in larger steps.</source>
        <translation>Seret keempat sudut ke sudut lembar. Dengan papan ketik: 1 sampai 4 memilih sudut, panah menggesernya, dengan Shift lebih jauh.</translation>
    </message>
    <message>
        <source>What comes out</source>
        <translation>Hasilnya</translation>
    </message>
    <message>
        <source>The photo is sealed already, as the camera gave it. This becomes an item of its own, with the corners in its record.</source>
        <translation>Foto sudah disegel seperti dari kamera. Hasil ini menjadi bukti tersendiri, dan sudutnya tercatat.</translation>
    </message>
    <message>
        <source>Guess again</source>
        <translation>Tebak lagi</translation>
    </message>
    <message>
        <source>Back to the corners Segel found</source>
        <translation>Kembali ke sudut yang ditemukan Segel</translation>
    </message>
    <message>
        <source>Whole photo</source>
        <translation>Seluruh foto</translation>
    </message>
    <message>
        <source>Keep the photo only</source>
        <translation>Fotonya saja</translation>
    </message>
    <message>
        <source>Straighten and seal</source>
        <translation>Luruskan dan segel</translation>
    </message>
    <message>
        <source>Photo with the corners of the sheet</source>
        <translation>Foto dengan sudut lembar</translation>
    </message>
    <message>
        <source>upper left</source>
        <translation>kiri atas</translation>
    </message>
    <message>
        <source>upper right</source>
        <translation>kanan atas</translation>
    </message>
    <message>
        <source>lower right</source>
        <translation>kanan bawah</translation>
    </message>
    <message>
        <source>lower left</source>
        <translation>kiri bawah</translation>
    </message>
</context>
<context>
    <name>SyncPage</name>
    <message>
        <source>Paused until somebody goes on</source>
        <translation>Dijeda sampai ada yang melanjutkan</translation>
    </message>
    <message>
        <source>Paused until {time}</source>
        <translation>Dijeda sampai {time}</translation>
    </message>
    <message>
        <source>What you seal next goes by itself.</source>
        <translation>Yang Anda segel berikutnya terkirim sendiri.</translation>
    </message>
    <message>
        <source>It goes when somebody presses Send.</source>
        <translation>Dikirim bila ada yang menekan Kirim.</translation>
    </message>
    <message>
        <source>It goes when a network comes, or when you press Send.</source>
        <translation>Dikirim begitu ada jaringan, atau bila Anda menekan Kirim.</translation>
    </message>
    <message>
        <source>Next by itself: {time}</source>
        <translation>Berikutnya otomatis: {time} lagi</translation>
    </message>
    <message>
        <source>Copied. Paste it into a message to the office.</source>
        <translation>Disalin. Tempelkan ke pesan untuk kantor.</translation>
    </message>
</context>
<context>
    <name>SyncView</name>
    <message>
        <source>Sync</source>
        <translation>Sinkron</translation>
    </message>
    <message>
        <source>Send now</source>
        <translation>Kirim sekarang</translation>
    </message>
    <message>
        <source>By USB stick…</source>
        <translation>Lewat stik USB…</translation>
    </message>
    <message>
        <source>Another office…</source>
        <translation>Kantor lain…</translation>
    </message>
    <message>
        <source>not reached yet</source>
        <translation>belum pernah terhubung</translation>
    </message>
    <message>
        <source>last reached {time}</source>
        <translation>terakhir terhubung {time}</translation>
    </message>
</context>
<context>
    <name>TakenLines</name>
    <message>
        <source>Taken: {time} ({basis})</source>
        <translation>Diambil: {time} ({basis})</translation>
    </message>
</context>
<context>
    <name>Taking</name>
    <message>
        <source>Screen {time}</source>
        <translation>Layar {time}</translation>
    </message>
    <message>
        <source>Sound {time}</source>
        <translation>Suara {time}</translation>
    </message>
    <message>
        <source>Recording {time}</source>
        <translation>Rekaman {time}</translation>
    </message>
    <message>
        <source>Photo {time}</source>
        <translation>Foto {time}</translation>
    </message>
</context>
<context>
    <name>TargetView</name>
    <message>
        <source>Onto which medium?</source>
        <translation>Ke media mana?</translation>
    </message>
    <message>
        <source>Written into</source>
        <translation>Ditulis ke folder</translation>
    </message>
    <message>
        <source>What is written</source>
        <translation>Yang ditulis</translation>
    </message>
    <message>
        <source>Your passphrase, once more</source>
        <translation>Kata sandi Anda, sekali lagi</translation>
    </message>
    <message>
        <source>A bundle can be read by anyone who has it.</source>
        <translation>Paket dapat dibaca siapa pun yang memegangnya.</translation>
    </message>
    <message>
        <source>An encrypted bundle can be read by its recipients alone.</source>
        <translation>Bundel terenkripsi hanya dapat dibaca oleh penerimanya.</translation>
    </message>
    <message>
        <source>Needs about {needed}. This folder is not there.</source>
        <translation>Perlu sekitar {needed}. Folder ini tidak ada.</translation>
    </message>
    <message>
        <source>Too little room: {free} free, about {needed} needed.</source>
        <translation>Ruang kurang: tersisa {free}, perlu sekitar {needed}.</translation>
    </message>
    <message>
        <source>{free} free, about {needed} needed.</source>
        <translation>Tersisa {free}, perlu sekitar {needed}.</translation>
    </message>
</context>
<context>
    <name>TimeEditor</name>
    <message>
        <source>“{text}” is no time of day. Write it as 14.30.</source>
        <translation>“{text}” bukan jam yang ada. Tulis seperti 14.30.</translation>
    </message>
    <message>
        <source>hh:mm</source>
        <translation>jj.mm</translation>
    </message>
</context>
<context>
    <name>TranscriptDialog</name>
    <message>
        <source>Transcript</source>
        <translation>Transkrip</translation>
    </message>
    <message>
        <source>Write down what is said</source>
        <translation>Tulis yang diucapkan</translation>
    </message>
    <message>
        <source>One line each: [time] speaker: words. F8 writes the time, F7 plays or pauses.</source>
        <translation>Satu baris tiap ucapan: [waktu] pembicara: kata-kata. F8 menulis waktu, F7 memutar atau menjeda.</translation>
    </message>
    <message>
        <source>Play or pause</source>
        <translation>Putar atau jeda</translation>
    </message>
    <message>
        <source>F7</source>
        <translation>F7</translation>
    </message>
    <message>
        <source>Write the time</source>
        <translation>Tulis waktu</translation>
    </message>
    <message>
        <source>F8</source>
        <translation>F8</translation>
    </message>
    <message>
        <source>[00:00:01.500] Chair: Good morning</source>
        <translation>[00:00:01.500] Ketua: Selamat pagi</translation>
    </message>
    <message>
        <source>What language is spoken</source>
        <translation>Bahasa yang dipakai</translation>
    </message>
    <message>
        <source>Note on the translation (optional)</source>
        <translation>Catatan terjemahan (opsional)</translation>
    </message>
    <message>
        <source>Name of the new item</source>
        <translation>Nama bukti baru</translation>
    </message>
    <message>
        <source>Seal the transcript</source>
        <translation>Segel transkrip</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Batal</translation>
    </message>
    <message>
        <source>Every line begins with its time in brackets.</source>
        <translation>Setiap baris dimulai dengan waktunya dalam kurung siku.</translation>
    </message>
    <message>
        <source>Say what language is spoken.</source>
        <translation>Tulislah bahasa yang dipakai.</translation>
    </message>
    <message>
        <source>Sealing it …</source>
        <translation>Sedang disegel …</translation>
    </message>
</context>
<context>
    <name>TrustDialog</name>
    <message>
        <source>Trust an office</source>
        <translation>Percayai kantor</translation>
    </message>
    <message>
        <source>File with the key of an office</source>
        <translation>Berkas dengan kunci kantor</translation>
    </message>
</context>
<context>
    <name>TrustForm</name>
    <message>
        <source>The key is whole. It replaces the key of {name} trusted until now.</source>
        <translation>Kuncinya utuh. Kunci ini menggantikan kunci {name} yang dipercaya sampai sekarang.</translation>
    </message>
    <message>
        <source>The key is whole and belongs to {name}.</source>
        <translation>Kuncinya utuh, atas nama {name}.</translation>
    </message>
    <message>
        <source>This key is mistyped or cut off.</source>
        <translation>Kunci ini salah ketik atau terpotong.</translation>
    </message>
    <message>
        <source>Trust {name} no longer</source>
        <translation>Cabut kepercayaan kepada {name}</translation>
    </message>
    <message>
        <source>Its packs are refused from now on. The rows already taken stay in use.</source>
        <translation>Paketnya ditolak mulai sekarang. Rujukan yang sudah diambil tetap dipakai.</translation>
    </message>
    <message>
        <source>Trust no longer</source>
        <translation>Cabut kepercayaan</translation>
    </message>
    <message>
        <source>Trust an office</source>
        <translation>Percayai kantor</translation>
    </message>
    <message>
        <source>Call the office on a number you already know and let them read the fingerprint of their key to you.</source>
        <translation>Telepon kantor lewat nomor yang sudah Anda kenal dan minta mereka membacakan sidik kuncinya.</translation>
    </message>
    <message>
        <source>Trust this office</source>
        <translation>Percayai kantor ini</translation>
    </message>
    <message>
        <source>Key of the office: one line, as the office sent it</source>
        <translation>Kunci kantor: satu baris, seperti dikirim kantor</translation>
    </message>
    <message>
        <source>Fingerprint, as the office reads it out</source>
        <translation>Sidik, seperti dibacakan kantor</translation>
    </message>
    <message>
        <source>20 letters and digits; spaces do not matter.</source>
        <translation>20 huruf dan angka; spasi tidak berpengaruh.</translation>
    </message>
    <message>
        <source>Your own passphrase, to confirm</source>
        <translation>Kata sandi Anda sendiri, sebagai penegasan</translation>
    </message>
    <message>
        <source>From a file…</source>
        <translation>Dari berkas…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Batal</translation>
    </message>
</context>
<context>
    <name>Unlock</name>
    <message>
        <source>Locked, because nobody touched the laptop</source>
        <translation>Terkunci, karena laptop tidak disentuh</translation>
    </message>
    <message>
        <source>Drafts are kept as they were. Unlock, and go on from Home.</source>
        <translation>Draf tersimpan seperti adanya. Buka kunci, lalu lanjutkan dari Beranda.</translation>
    </message>
    <message>
        <source>The new passphrase is set</source>
        <translation>Kata sandi baru sudah berlaku</translation>
    </message>
    <message>
        <source>Unlock with it now.</source>
        <translation>Bukalah brankas dengannya sekarang.</translation>
    </message>
    <message>
        <source>This passphrase does not open the vault</source>
        <translation>Kata sandi ini tidak membuka brankas</translation>
    </message>
    <message>
        <source>The vault is open elsewhere</source>
        <translation>Brankas sedang terbuka di tempat lain</translation>
    </message>
    <message>
        <source>This Segel is too old for the vault</source>
        <translation>Segel ini terlalu lama untuk brankasnya</translation>
    </message>
    <message>
        <source>No access to the folder</source>
        <translation>Folder tidak boleh diakses</translation>
    </message>
    <message>
        <source>The medium is write-protected</source>
        <translation>Media terkunci dari penulisan</translation>
    </message>
    <message>
        <source>The disk is full</source>
        <translation>Disk penuh</translation>
    </message>
    <message>
        <source>The vault is not there</source>
        <translation>Brankas tidak ada di tempatnya</translation>
    </message>
    <message>
        <source>The vault is damaged</source>
        <translation>Brankas rusak</translation>
    </message>
    <message>
        <source>Folder of the vault</source>
        <translation>Folder brankas</translation>
    </message>
</context>
<context>
    <name>UnlockView</name>
    <message>
        <source>Too many wrong passphrases</source>
        <translation>Terlalu banyak kata sandi salah</translation>
    </message>
    <message>
        <source>Wait {count} seconds, then try again.</source>
        <translation>Tunggu {count} detik, lalu coba lagi.</translation>
    </message>
    <message>
        <source>Who is there?</source>
        <translation>Siapa Anda?</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Kata sandi</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>Buka</translation>
    </message>
    <message>
        <source>Forgot the passphrase</source>
        <translation>Lupa kata sandi</translation>
    </message>
    <message>
        <source>Other vault…</source>
        <translation>Brankas lain…</translation>
    </message>
    <message>
        <source>New vault…</source>
        <translation>Brankas baru…</translation>
    </message>
    <message>
        <source>Restore from a backup…</source>
        <translation>Pulihkan dari cadangan…</translation>
    </message>
    <message>
        <source>Check a hearing bundle…</source>
        <translation>Periksa berkas sidang…</translation>
    </message>
    <message>
        <source>Opening the vault</source>
        <translation>Membuka brankas</translation>
    </message>
</context>
<context>
    <name>UpdateDesk</name>
    <message>
        <source>Updates of Segel (*{ending})</source>
        <translation>Pembaruan Segel (*{ending})</translation>
    </message>
    <message>
        <source>Choose an update</source>
        <translation>Pilih pembaruan</translation>
    </message>
    <message>
        <source>Folder of the stick</source>
        <translation>Folder stik</translation>
    </message>
    <message>
        <source>Segel {version} is ready</source>
        <translation>Segel {version} siap</translation>
    </message>
    <message>
        <source>Close Segel when it suits you. The next start tries the new version.</source>
        <translation>Tutup Segel bila sudah memungkinkan. Saat dibuka berikutnya, versi baru dicoba.</translation>
    </message>
    <message>
        <source>Segel {version} is on the stick</source>
        <translation>Segel {version} ada di stik</translation>
    </message>
    <message>
        <source>It was flushed and read back. You may pull the stick out.</source>
        <translation>Sudah tersimpan dan dibaca kembali. Stik boleh dicabut.</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Dihentikan</translation>
    </message>
    <message>
        <source>Nothing of the update is left; this version goes on.</source>
        <translation>Tidak ada sisa pembaruan; versi ini tetap dipakai.</translation>
    </message>
</context>
<context>
    <name>UpdateNotice</name>
    <message>
        <source>Segel {version} was put aside</source>
        <translation>Segel {version} disisihkan</translation>
    </message>
</context>
<context>
    <name>UpdatePage</name>
    <message>
        <source>Reading the update…</source>
        <translation>Membaca pembaruan…</translation>
    </message>
    <message>
        <source>Update</source>
        <translation>Pembaruan</translation>
    </message>
    <message>
        <source>A newer Segel comes by stick or as a file from your office, signed.</source>
        <translation>Segel yang lebih baru datang lewat stik atau sebagai berkas dari kantor Anda, bertanda tangan.</translation>
    </message>
    <message>
        <source>Version in use</source>
        <translation>Versi yang dipakai</translation>
    </message>
    <message>
        <source>for {system}</source>
        <translation>untuk {system}</translation>
    </message>
    <message>
        <source>The office wrote that Segel {version} exists. Ask for it on a stick or as a file.</source>
        <translation>Kantor menulis bahwa Segel {version} sudah ada. Mintalah lewat stik atau sebagai berkas.</translation>
    </message>
    <message>
        <source>Choose an update…</source>
        <translation>Pilih pembaruan…</translation>
    </message>
    <message>
        <source>Put an update on a stick…</source>
        <translation>Taruh pembaruan di stik…</translation>
    </message>
    <message>
        <source>Take this update</source>
        <translation>Terima pembaruan ini</translation>
    </message>
    <message>
        <source>It is checked and unpacked beside this version, which stays. The next start tries the new one; if its window does not come, this version starts again by itself. Your vaults are not touched.</source>
        <translation>Pembaruan diperiksa dan dibuka di samping versi ini, yang tetap ada. Saat Segel dibuka berikutnya, versi baru dicoba; bila jendelanya tidak tampil, versi ini dibuka lagi dengan sendirinya. Brankas Anda tidak disentuh.</translation>
    </message>
    <message>
        <source>Segel {version} was put aside</source>
        <translation>Segel {version} disisihkan</translation>
    </message>
    <message>
        <source>Segel {version} lies on {name}</source>
        <translation>Segel {version} ada di {name}</translation>
    </message>
    <message>
        <source>It is signed and fits this laptop. Nothing happens until you take it.</source>
        <translation>Tanda tangannya benar dan cocok untuk laptop ini. Tidak terjadi apa-apa sebelum Anda menerimanya.</translation>
    </message>
</context>
<context>
    <name>VariantView</name>
    <message>
        <source>Documents</source>
        <translation>Dokumen</translation>
    </message>
    <message>
        <source>What the public variant shows of each exhibit</source>
        <translation>Yang ditampilkan versi publik dari setiap alat bukti</translation>
    </message>
    <message>
        <source>Full variant, for the panel</source>
        <translation>Versi penuh, untuk majelis</translation>
    </message>
    <message>
        <source>Public variant, masked</source>
        <translation>Versi publik, disamarkan</translation>
    </message>
    <message>
        <source>Originals byte for byte, every name and number, the whole custody record.</source>
        <translation>Berkas asli apa adanya, semua nama dan nomor, seluruh catatan penguasaan.</translation>
    </message>
    <message>
        <source>NIK, NIP and phones masked, addresses to the village, protected people under their codes, covered copies in place of originals.</source>
        <translation>NIK, NIP dan nomor telepon ditutup, alamat sampai desa, orang yang dilindungi dengan kode, salinan tersamar menggantikan berkas asli.</translation>
    </message>
    <message>
        <source>Exhibits and what the public sees of them</source>
        <translation>Alat bukti dan yang terlihat oleh publik</translation>
    </message>
    <message>
        <source>In the public variant</source>
        <translation>Dalam versi publik</translation>
    </message>
    <message>
        <source>a covered copy</source>
        <translation>salinan tersamar</translation>
    </message>
    <message>
        <source>no file, only its line in the list</source>
        <translation>tanpa berkas, hanya barisnya dalam daftar</translation>
    </message>
    <message>
        <source>the original as it is</source>
        <translation>berkas asli apa adanya</translation>
    </message>
    <message>
        <source>Covered copy</source>
        <translation>Salinan tersamar</translation>
    </message>
    <message>
        <source>Make a covered copy …</source>
        <translation>Buat salinan tersamar …</translation>
    </message>
    <message>
        <source>shows or names somebody protected</source>
        <translation>menampilkan atau menyebut orang yang dilindungi</translation>
    </message>
    <message>
        <source>Some computers cannot open these formats. Each original stays as it is; a copy in a common format lies beside it, with both hashes.</source>
        <translation>Sebagian komputer tidak dapat membuka format ini. Berkas aslinya tetap seperti semula; di sampingnya ada salinan dalam format umum, dengan hash keduanya.</translation>
    </message>
    <message>
        <source>Segel cannot mask what is in it.</source>
        <translation>Segel tidak dapat menyamarkan isinya.</translation>
    </message>
    <message>
        <source>Copies for playing, marked “not evidence”, beside {codes}</source>
        <translation>Salinan putar, bertanda “bukan bukti”, di samping {codes}</translation>
    </message>
    <message>
        <source>no covered copy yet: not shown</source>
        <translation>belum ada salinan tersamar: tidak ditampilkan</translation>
    </message>
    <message>
        <source>no file</source>
        <translation>tanpa berkas</translation>
    </message>
</context>
<context>
    <name>VaultPage</name>
    <message>
        <source>Vault and backup</source>
        <translation>Brankas dan cadangan</translation>
    </message>
    <message>
        <source>Backup</source>
        <translation>Cadangan</translation>
    </message>
    <message>
        <source>A second copy in another place. Best every evening.</source>
        <translation>Salinan kedua di tempat lain. Sebaiknya setiap sore.</translation>
    </message>
    <message>
        <source>Back up now…</source>
        <translation>Cadangkan sekarang…</translation>
    </message>
    <message>
        <source>Recovery sheet</source>
        <translation>Lembar pemulihan</translation>
    </message>
    <message>
        <source>Lost or seen by others? A new sheet makes the old one worthless at once.</source>
        <translation>Hilang atau terlihat orang lain? Lembar baru langsung membatalkan yang lama.</translation>
    </message>
    <message>
        <source>New recovery sheet…</source>
        <translation>Lembar pemulihan baru…</translation>
    </message>
</context>
<context>
    <name>ViewerView</name>
    <message>
        <source>Item {number}</source>
        <translation>Bukti {number}</translation>
    </message>
    <message>
        <source>Sensitive: shown only when asked for. Press to end this.</source>
        <translation>Sensitif: diperlihatkan hanya bila diminta. Tekan untuk mengakhiri.</translation>
    </message>
    <message>
        <source>Mark as sensitive: shown only when asked for</source>
        <translation>Tandai sensitif: diperlihatkan hanya bila diminta</translation>
    </message>
    <message>
        <source>{kind}: no picture to show</source>
        <translation>{kind}: tidak ada gambar untuk ditampilkan</translation>
    </message>
    <message>
        <source>Everything known about this item stands on the right.</source>
        <translation>Semua yang diketahui tentang bukti ini ada di sebelah kanan.</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Kembali</translation>
    </message>
    <message>
        <source>Back to the list (Esc)</source>
        <translation>Kembali ke daftar (Esc)</translation>
    </message>
    <message>
        <source>Smaller (-)</source>
        <translation>Perkecil (-)</translation>
    </message>
    <message>
        <source>Larger (+)</source>
        <translation>Perbesar (+)</translation>
    </message>
    <message>
        <source>Whole picture (0)</source>
        <translation>Seluruh gambar (0)</translation>
    </message>
    <message>
        <source>Actual size, 100 % (1)</source>
        <translation>Ukuran asli, 100 % (1)</translation>
    </message>
    <message>
        <source>Turn the view (R); the file stays as it is</source>
        <translation>Putar tampilan (R); berkas tetap apa adanya</translation>
    </message>
    <message>
        <source>Previous item (Left)</source>
        <translation>Bukti sebelumnya (panah kiri)</translation>
    </message>
    <message>
        <source>Next item (Right)</source>
        <translation>Bukti berikutnya (panah kanan)</translation>
    </message>
    <message>
        <source>Details (I)</source>
        <translation>Rincian (I)</translation>
    </message>
    <message>
        <source>Make</source>
        <translation>Buat</translation>
    </message>
    <message>
        <source>Make new evidence from this; it stays as it is</source>
        <translation>Buat bukti baru dari ini; aslinya tetap seperti adanya</translation>
    </message>
    <message>
        <source>Crop, mark, blur or mask …</source>
        <translation>Potong, tandai, buramkan, atau tutup …</translation>
    </message>
    <message>
        <source>Still of this frame</source>
        <translation>Gambar diam dari saat ini</translation>
    </message>
    <message>
        <source>Clip …</source>
        <translation>Cuplikan …</translation>
    </message>
    <message>
        <source>Cover a part of the film …</source>
        <translation>Samarkan bagian video …</translation>
    </message>
    <message>
        <source>Transcript …</source>
        <translation>Transkrip …</translation>
    </message>
    <message>
        <source>Sensitive</source>
        <translation>Sensitif</translation>
    </message>
    <message>
        <source>It is marked as sensitive. Look only if you have to, and mind who sees it.</source>
        <translation>Bukti ini ditandai sensitif. Lihatlah hanya bila perlu, dan perhatikan siapa yang ikut melihat.</translation>
    </message>
    <message>
        <source>Show it</source>
        <translation>Perlihatkan</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Gambar</translation>
    </message>
    <message>
        <source>Text of the file</source>
        <translation>Teks berkas</translation>
    </message>
    <message>
        <source>Opening the sealed bytes</source>
        <translation>Membuka isi tersegel</translation>
    </message>
</context>
<context>
    <name>WaitingCard</name>
    <message>
        <source>What waits</source>
        <translation>Yang menunggu</translation>
    </message>
    <message>
        <source>nothing waits</source>
        <translation>tidak ada yang menunggu</translation>
    </message>
</context>
<context>
    <name>WatchedCard</name>
    <message>
        <source>Watched folder</source>
        <translation>Folder pantauan</translation>
    </message>
    <message>
        <source>New files in it are offered for review, such as those a phone sends to this laptop. Nothing is sealed before you say so.</source>
        <translation>Berkas baru di dalamnya ditawarkan untuk ditinjau, misalnya yang dikirim ponsel ke laptop ini. Tidak ada yang disegel sebelum Anda menyetujuinya.</translation>
    </message>
    <message>
        <source>Another folder…</source>
        <translation>Folder lain…</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Pilih…</translation>
    </message>
    <message>
        <source>Watch no folder</source>
        <translation>Berhenti memantau</translation>
    </message>
</context>
<context>
    <name>WelcomePage</name>
    <message>
        <source>Welcome to Segel</source>
        <translation>Selamat datang di Segel</translation>
    </message>
    <message>
        <source>Segel keeps photos, videos and documents of supervision exactly as received.</source>
        <translation>Segel menyimpan foto, video, dan dokumen pengawasan persis seperti diterima.</translation>
    </message>
    <message>
        <source>Everything is encrypted on this laptop; only people with an account open it.</source>
        <translation>Semua terenkripsi di laptop ini; hanya orang yang punya akun dapat membukanya.</translation>
    </message>
    <message>
        <source>It works without internet, and every act is written into a signed ledger.</source>
        <translation>Bekerja tanpa internet, dan setiap perbuatan dicatat dalam jejak bertanda tangan.</translation>
    </message>
    <message>
        <source>There is a vault already?</source>
        <translation>Sudah punya brankas?</translation>
    </message>
    <message>
        <source>Open an existing vault…</source>
        <translation>Buka brankas yang ada…</translation>
    </message>
    <message>
        <source>Restore from a backup…</source>
        <translation>Pulihkan dari cadangan…</translation>
    </message>
    <message>
        <source>Check a hearing bundle…</source>
        <translation>Periksa berkas sidang…</translation>
    </message>
</context>
<context>
    <name>Workspace</name>
    <message>
        <source>Choose what to export</source>
        <translation>Pilih yang akan diekspor</translation>
    </message>
    <message>
        <source>Choose one or more items in the list, then export again.</source>
        <translation>Pilih satu bukti atau lebih dalam daftar, lalu ekspor lagi.</translation>
    </message>
    <message>
        <source>Could not be sealed: {count}. The reasons stand on the first page.</source>
        <translation>Tidak dapat disegel: {count}. Alasannya ada di Beranda.</translation>
    </message>
    <message>
        <source>Some files need you</source>
        <translation>Ada berkas yang perlu tindakan Anda</translation>
    </message>
    <message>
        <source>Sealed from the clipboard</source>
        <translation>Disegel dari papan klip</translation>
    </message>
    <message>
        <source>The picture is kept as PNG, as the clipboard gave it.</source>
        <translation>Gambar disimpan sebagai PNG, seperti diberikan papan klip.</translation>
    </message>
    <message>
        <source>Recordings were completed</source>
        <translation>Rekaman diselesaikan</translation>
    </message>
    <message>
        <source>{count} recordings that had not been sealed are in the evidence now.</source>
        <translation>{count} rekaman yang belum disegel kini ada di daftar bukti.</translation>
    </message>
    <message>
        <source>Mended from the office&apos;s copies</source>
        <translation>Dipulihkan dari salinan kantor</translation>
    </message>
    <message>
        <source>{count} damaged items are whole again.</source>
        <translation>{count} bukti rusak sudah utuh kembali.</translation>
    </message>
    <message>
        <source>Damage was found while reading back</source>
        <translation>Kerusakan ditemukan saat membaca ulang</translation>
    </message>
    <message>
        <source>Items that do not open: {count}. The first page says what to do.</source>
        <translation>Bukti yang tidak terbuka: {count}. Beranda menyebutkan apa yang harus dilakukan.</translation>
    </message>
</context>
<context>
    <name>_CopyDialog</name>
    <message>
        <source>Stopped. The vault is untouched.</source>
        <translation>Dihentikan. Brankas tidak tersentuh.</translation>
    </message>
</context>
<context>
    <name>_EntryPane</name>
    <message>
        <source>No entry chosen</source>
        <translation>Belum ada entri dipilih</translation>
    </message>
    <message>
        <source>Choose an entry to see the exact bytes that were signed.</source>
        <translation>Pilih satu entri untuk melihat persis apa yang ditandatangani.</translation>
    </message>
    <message>
        <source>Entry {seq}: {act}</source>
        <translation>Entri {seq}: {act}</translation>
    </message>
    <message>
        <source>Signed bytes</source>
        <translation>Isi yang ditandatangani</translation>
    </message>
    <message>
        <source>Link (RFC 6962 leaf hash)</source>
        <translation>Tautan (hash daun RFC 6962)</translation>
    </message>
    <message>
        <source>Private record</source>
        <translation>Catatan tertutup</translation>
    </message>
    <message>
        <source>Signed head</source>
        <translation>Kepala jejak bertanda tangan</translation>
    </message>
    <message>
        <source>Copy: {what}</source>
        <translation>Salin: {what}</translation>
    </message>
</context>
</TS>
