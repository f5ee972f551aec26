# SPDX-License-Identifier: GPL-3.0-or-later
"""What Segel sees being made: cameras, microphones and screens, straight onto sealed tapes."""
