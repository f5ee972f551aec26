#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Tells a Linux desktop of the Segel in this folder: menu, icon, kinds of files, and the command
# `segel`.  For one person, without root; run again after the folder was moved.
#   sh _internal/resources/system/install.sh            to be found
#   sh _internal/resources/system/install.sh --remove   to be forgotten; no vault is touched
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
root=$(CDPATH='' cd -- "$here/../../.." && pwd)
above=$(dirname -- "$root")
if [ "$(basename -- "$above")" = versions ]; then root=$(dirname -- "$above"); fi # the starter's
program=$root/segel
data=${XDG_DATA_HOME:-$HOME/.local/share}
bin=$HOME/.local/bin
set -- "${1:-}"

if [ "$1" = --remove ]; then
  rm -f "$data/applications/segel.desktop" "$data/mime/packages/segel.xml" \
    "$data/icons/hicolor/scalable/apps/segel.svg"
  if [ -L "$bin/segel" ]; then rm -f "$bin/segel"; fi
else
  if [ ! -x "$program" ]; then
    echo "segel: no program stands at $program" >&2
    exit 2
  fi
  mkdir -p "$data/applications" "$data/mime/packages" "$data/icons/hicolor/scalable/apps" "$bin"
  quoted=$(printf '%s' "$program" | sed 's/[\\"`$]/\\\\&/g')
  awk -v exec="Exec=\"$quoted\" %F" '/^Exec=/ { print exec; next } { print }' \
    "$here/segel.desktop" >"$data/applications/segel.desktop"
  cp "$here/segel-mime.xml" "$data/mime/packages/segel.xml"
  cp "$here/segel.svg" "$data/icons/hicolor/scalable/apps/segel.svg"
  ln -sf "$program" "$bin/segel"
fi
if command -v update-mime-database >/dev/null; then update-mime-database "$data/mime" || true; fi
if command -v update-desktop-database >/dev/null; then
  update-desktop-database "$data/applications" || true
fi
