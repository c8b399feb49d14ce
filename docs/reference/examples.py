# SPDX-FileCopyrightText: 2026 The gweak authors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""The regions of the example files, from `begin:NAME` to `end:NAME`."""

import pathlib
import re
import textwrap

MARK = re.compile(r"^\s*(?:/\*|//|#|<!--) (begin|end):([a-z0-9-]+)(?: \*/| -->)?$")
LANGUAGES = {".c": "C", ".h": "C", ".py": "python", ".js": "javascript", ".ts": "typescript", ".vala": "vala", ".wrap": "ini", ".ui": "xml"}


def regions_of(path):
    """{name: text}; what is between its marks, without the common indentation."""
    regions, name, lines = {}, None, []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        mark = MARK.match(line)
        if mark is None:
            if name is not None:
                lines.append(line)
        elif mark[1] == "begin" and name is None and mark[2] not in regions:
            name, lines = mark[2], []
        elif mark[1] == "end" and mark[2] == name:
            regions[name] = textwrap.dedent("\n".join(lines)).strip("\n")
            name = None
        else:
            raise SystemExit(f"{path}:{number}: out of place: {mark[0].strip()}")
    if name is not None:
        raise SystemExit(f"{path}: no end of {name}")
    return regions


def region(directory, file, name):
    regions = regions_of(pathlib.Path(directory, file))
    if name not in regions:
        raise SystemExit(f"{file} has no region {name}")
    return regions[name]


def language_of(file):
    if pathlib.Path(file).name == "meson.build":
        return "python"
    return LANGUAGES.get(pathlib.Path(file).suffix, "shell")
