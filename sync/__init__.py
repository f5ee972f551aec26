# SPDX-License-Identifier: GPL-3.0-or-later
"""What travels: the road to the province's server and the USB stick.

Nothing travels yet; the room is here because the arrows between rooms are already enforced.
"""
