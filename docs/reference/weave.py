# SPDX-FileCopyrightText: 2026 The gweak authors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""weave.py CHAPTER EXAMPLES OUTPUT DEPFILE: fills in what a chapter asks for.

<?example FILE REGION?> is a region of an example, <?output FILE?> all that an
example prints.
"""

import pathlib
import re
import sys
from xml.sax.saxutils import escape

sys.dont_write_bytecode = True
import examples

chapter, directory, output, depfile = sys.argv[1:]
used = []


def listing(match):
    file, name = match[1].split()
    used.append(file)
    text = escape(examples.region(directory, file, name))
    language = examples.language_of(file)
    listing = f'<programlisting language="{language}">{text}</programlisting>'
    # What gtk-doc highlights it takes for C.
    return f"<informalexample>{listing}</informalexample>" if language == "C" else listing


def transcript(match):
    used.append(match[1])
    text = pathlib.Path(directory, match[1]).read_text(encoding="utf-8").rstrip("\n")
    # gtk-doc would take these for its abbreviations.
    if re.search(r"[@#%]\w|\w\(\)", text):
        raise SystemExit(f"{match[1]}: cannot be shown as it is")
    return f"<blockquote><screen>{escape(text)}</screen></blockquote>"


text = pathlib.Path(chapter).read_text(encoding="utf-8")
text = re.sub(r"<\?example ([^?]*)\?>", listing, text)
text = re.sub(r"<\?output ([^?]*)\?>", transcript, text)
pathlib.Path(output).write_text(text, encoding="utf-8")
pathlib.Path(depfile).write_text(f"{output}: {' '.join(str(pathlib.Path(directory, file)) for file in used)}\n")
