# SPDX-License-Identifier: GPL-3.0-or-later
"""Films and sounds played straight from their sealed rows; nothing opened ever touches the disk."""
