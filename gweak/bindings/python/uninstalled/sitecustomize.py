# SPDX-FileCopyrightText: 2026 The gweak authors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Lets a Python of the build environment find the overrides in the source tree."""

import pathlib

try:
    import gi.overrides
except ImportError:
    pass
else:
    gi.overrides.__path__.insert(0, str(pathlib.Path(__file__).parents[1]))
