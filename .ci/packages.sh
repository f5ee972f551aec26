# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash disable=SC2034
# What Segel needs from Debian or Ubuntu, by reason.  The names are Debian 12's; newer releases
# provide the same names through their "t64" packages.

# What the Qt libraries in the wheels link to and do not bring: windows on a screen or offscreen,
# sound and video, and the X11 plugin.
QT_PACKAGES=(
  libgl1 libegl1 libglib2.0-0 libdbus-1-3 libfontconfig1 libxkbcommon0 libbrotli1
  libgssapi-krb5-2
  libpulse0 libdrm2 libxext6 libxrandr2
  libx11-xcb1 libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0
  libxcb-render-util0 libxcb-shape0 libxcb-xinerama0 libxcb-xkb1 libxkbcommon-x11-0
)

# Independent programs that the tests ask for a second opinion, and a virtual screen.
# A test whose program is missing skips and says so.  Each line: program or file, package.
TEST_PROGRAMS=(
  "exiftool libimage-exiftool-perl"
  "ffprobe ffmpeg"
  "pdftoppm poppler-utils"
  "zbarimg zbar-tools"
  "qpdf qpdf"
  "certutil libnss3-tools"
  "openssl openssl"
  "chromium chromium"
  "chromedriver chromium-driver"
  "java default-jre-headless"
  "age age"
  "Xvfb xvfb"
  "xauth xauth"
)

# Programs that `make bench` measures beside Segel where they are installed.
BENCH_PROGRAMS=(
  "age age"
  "restic restic"
  "borg borgbackup"
  "gocryptfs gocryptfs"
  "fusermount3 fuse3"
)
