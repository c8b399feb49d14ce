# SPDX-FileCopyrightText: 2026 The gweak authors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""check.py CHECK BUILD SOURCE INSTALLED: one of the checks below on the reference built in BUILD;
other references are in INSTALLED.

coverage  every public symbol is documented, in its place
devhelp   the devhelp file leads to every chapter and symbol
links     no link goes nowhere, every symbol is one, and no page or section is empty
snippets  what is shown is part of an example, and every part of one is shown
"""

import functools
import html.parser
import os
import pathlib
import re
import sys
import textwrap
import urllib.parse
import xml.etree.ElementTree as ElementTree

sys.dont_write_bytecode = True
import examples

check, build, source, installed = sys.argv[1], *map(pathlib.Path, sys.argv[2:])
problems = []

HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
VOID = {"br", "col", "hr", "img", "input", "link", "meta"}


class Page(html.parser.HTMLParser):
    """Links, anchors, and for each heading its rank, text and the amount of text after it."""

    def __init__(self, path):
        super().__init__()
        self.anchors, self.links, self.sections = set(), [], []
        self.open, self.faults = [], []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.anchors |= {attributes[name] for name in ("id", "name") if attributes.get(name)}
        self.links += [attributes[name] for name in ("href", "src") if attributes.get(name)]
        if tag in HEADINGS:
            self.sections.append([int(tag[1]), "", 0])
        if tag not in VOID:
            self.open.append((tag, set((attributes.get("class") or "").split())))

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if not self.sections or not data.strip():
            return
        tags = {tag for tag, _ in self.open}
        classes = set().union(*(names for _, names in self.open))
        if re.search(r"&(lt|gt|amp);", data):
            self.faults.append(f"escaped twice: {data.strip()}")
        if not tags & {"code", "pre"} and re.search(r"<(/?[a-z]|!--)", data):
            self.faults.append(f"markup as text: {data.strip()}")
        if "a" not in tags and classes & {"function", "type"} and re.match("[Gg]weak", data):
            self.faults.append(f"no such symbol: {data.strip()}")
        if tags & HEADINGS:
            self.sections[-1][1] += data
        elif not classes & {"navigation", "footer"}:
            self.sections[-1][2] += len(data.strip())

    def empty_sections(self):
        """The headings that neither text nor a heading of lower rank follows."""
        ranks = [rank for rank, _, _ in self.sections[1:]] + [0]
        for (rank, heading, amount), next_rank in zip(self.sections, ranks):
            if amount == 0 and next_rank <= rank:
                yield " ".join(heading.split())


def read_pages():
    pages = {path.name: Page(path) for path in sorted((build / "html").glob("*.html"))}
    if not pages:
        sys.exit("there are no pages")
    return pages


def leads_somewhere(pages, page, link):
    """Whether a link has a target, in the reference or in another one that is installed."""
    url = urllib.parse.urlsplit(link)
    if url.scheme or url.netloc:
        return True
    target = urllib.parse.unquote(url.path) or page
    if target.startswith(("/", "../")):
        return leads_out(installed / target.removeprefix("../"), url.fragment)
    if target not in pages:
        return not url.fragment and (build / "html" / target).is_file()
    return not url.fragment or urllib.parse.unquote(url.fragment) in pages[target].anchors


@functools.cache
def read_foreign(path):
    return path.read_text(encoding="utf-8", errors="replace")


def leads_out(path, fragment):
    if not path.parent.is_dir():
        return True
    if not path.is_file():
        return False
    fragment = urllib.parse.unquote(fragment)
    return not fragment or f'"{fragment}"' in read_foreign(path)


def check_links():
    pages = read_pages()
    n_links = 0
    for name, page in pages.items():
        for link in page.links:
            n_links += 1
            if not leads_somewhere(pages, name, link):
                problems.append(f"{name}: {link} leads nowhere")
        problems.extend(f"{name}: {fault}" for fault in page.faults)
        problems.extend(f"{name}: nothing under “{heading}”" for heading in page.empty_sections())
        # The title page has its own way.
        if not page.sections and name != "index.html":
            problems.append(f"{name}: no heading")
    print(f"{len(pages)} pages, {n_links} links")


def check_devhelp():
    pages = read_pages()
    book = ElementTree.parse(build / "html" / "gweak.devhelp2").getroot()
    space = {"d": "http://www.devhelp.net/book"}
    if (book.get("name"), book.get("title"), book.get("link")) != ("gweak", "gweak Reference Manual", "index.html"):
        problems.append(f"the book is {book.attrib}")
    entries = book.findall(".//d:sub", space) + book.findall(".//d:keyword", space)
    for entry in entries:
        if not entry.get("name", "").strip():
            problems.append(f"{entry.get('link')} has no name")
        if not leads_somewhere(pages, "index.html", entry.get("link")):
            problems.append(f"{entry.get('name')}: {entry.get('link')} leads nowhere")

    titles = {entry.get("name") for entry in book.findall(".//d:sub", space)}
    for chapter in (source / "docs" / "reference").glob("*.xml"):
        title = ElementTree.parse(chapter).getroot().find("title") if chapter.name != "gweak-docs.xml" else None
        if title is not None and title.text not in titles:
            problems.append(f"no chapter “{title.text}”")

    names = {entry.get("name").rstrip(" ()\xa0")
             for entry in book.findall(".//d:keyword", space)}
    for symbol in public_functions():
        if symbol not in names:
            problems.append(f"no keyword {symbol}")
    print(f"{len(entries)} entries")


def public_functions():
    """Of the headers, but for what macros and the type system call."""
    text = "".join(path.read_text(encoding="utf-8") for path in sorted((source / "gweak").glob("*.h"))
                   if not path.name.endswith("-private.h"))
    found = set(re.findall(r"^GWEAK_AVAILABLE_IN_\w+\n[^;{]*?\b(gweak_\w+) \(", text, re.MULTILINE))
    found = {name for name in found if not name.endswith(("_get_type", "_quark"))}
    if not found:
        sys.exit("no functions found")
    return sorted(found)


def check_coverage():
    summary = (build / "gweak-undocumented.txt").read_text(encoding="utf-8").strip()
    if not re.fullmatch(r"100% symbol docs coverage\.\n\d+ symbols documented\.\n"
                        r"0 symbols incomplete\.\n0 not documented\.", summary):
        problems.append(summary)
    for kind in ("undeclared", "unused"):
        if text := (build / f"gweak-{kind}.txt").read_text(encoding="utf-8").strip():
            problems.append(f"{kind}: {text}")
    declared = (build / "gweak-sections.txt").read_text(encoding="utf-8").split()
    problems.extend(f"{name} is in no section" for name in public_functions() if name not in declared)
    print(summary)


def comment_listings():
    """(file, text) of each listing in the documentation comments."""
    for path in sorted((source / "gweak").glob("*.[ch]*")):
        for comment in re.findall(r"/\*\*\n.*?\*/", path.read_text(encoding="utf-8"), re.DOTALL):
            lines = "\n".join(re.sub(r"^\s*\* ?", "", line) for line in comment.splitlines()[1:-1])
            for listing in re.findall(r"\|\[(?:<!--.*?-->)?\n(.*?)\n\s*\]\|", lines, re.DOTALL):
                yield path.name, textwrap.dedent(listing)


def check_snippets():
    directory = source / "docs" / "examples" / "reference"
    regions = {}
    for path in sorted([*directory.rglob("*"), *(directory.parent / "documents").rglob("*.[chu]*"),
                        *(directory.parent / "documents").rglob("*.py")]):
        if path.is_file() and path.suffix != ".out":
            for name, text in examples.regions_of(path).items():
                regions[os.path.relpath(path, directory), name] = text

    shown = set()
    for chapter in (source / "docs" / "reference").glob("*.xml"):
        text = chapter.read_text(encoding="utf-8")
        shown |= {tuple(words.split()) for words in re.findall(r"<\?example ([^?]*)\?>", text)}
        if re.search(r"<programlisting|<screen", text):
            problems.append(f"{chapter.name}: a listing that is no example")
    for file, listing in comment_listings():
        found = {key for key, text in regions.items() if text == listing}
        shown |= found
        if not found:
            problems.append(f"{file}: a listing that is part of no example:\n{listing}")
    problems.extend(f"{file}: {name} is not shown" for file, name in sorted(set(regions) - shown))
    print(f"{len(regions)} parts of examples")


{"coverage": check_coverage, "devhelp": check_devhelp, "links": check_links, "snippets": check_snippets}[check]()
for problem in problems:
    print(problem)
sys.exit(bool(problems))
