# SPDX-FileCopyrightText: 2026 The gweak authors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""What type checkers know of gweak: all of it, and what they make of that."""

import ast
import importlib.util
import inspect
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

import gi

gi.require_version("Gweak", "1")
from gi.repository import GObject, Gweak

import tap

TYPING = pathlib.Path(__file__).parent / "typing"
STUBS = pathlib.Path(__file__).parents[3] / "gweak" / "bindings" / "python" / "gi-stubs" / "repository" / "Gweak.pyi"

# For other languages, or of the C structs.
ELSEWHERE = re.compile(r".*_array|next_item|parent_instance|props")


# What these have from the abstract classes of the standard library's stubs.
MIXED_IN = {
    "WeakHashTable": {"clear", "get", "items", "keys", "popitem", "setdefault", "update", "values"},
    "WeakKeyDictionary": {"pop", "setdefault"},
    "WeakValueDictionary": {"get", "pop", "setdefault"},
    "WeakSet": {"clear", "pop"},
}


def read_stubs():
    """The names of the module, and the names in each class: {name: node}."""
    names, classes = {}, {}
    for node in ast.parse(STUBS.read_text(encoding="utf-8")).body:
        for name in names_of(node):
            names[name] = node
        if isinstance(node, ast.ClassDef):
            classes[node.name] = {name: member for member in node.body for name in names_of(member)}
    return names, classes


def names_of(node):
    if isinstance(node, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
        return [node.name]
    if isinstance(node, ast.AnnAssign):
        return [node.target.id]
    if isinstance(node, ast.Assign):
        return [target.id for target in node.targets]
    return []


def is_public(name):
    return not name.startswith("_")


def members_of(class_):
    """Of the class and its overrides; not what it inherits."""
    members = set()
    for base in class_.__mro__:
        if base.__module__.endswith("Gweak") and base.__name__ == class_.__name__:
            members |= set(filter(is_public, vars(base)))
    return {name for name in members if not ELSEWHERE.fullmatch(name)}


class StubsTest(unittest.TestCase):
    def setUp(self):
        self.names, self.classes = read_stubs()

    def test_names(self):
        """the stubs have all names of Gweak, and no others"""
        names = {name for name in dir(Gweak) if is_public(name) and not name.endswith("Class")}
        self.assertGreater(len(names), 25)
        self.assertEqual(set(filter(is_public, self.names)), names)

    def test_members(self):
        """the stubs have all members of the classes, and no others"""
        for name, stub in self.classes.items():
            if not is_public(name):
                continue
            class_ = getattr(Gweak, name)
            self.assertEqual(members_of(class_) - set(stub) - MIXED_IN.get(name, set()), set(), name)
            for member in set(stub) - {"Props", "__getattr__"}:
                self.assertTrue(hasattr(class_, member), (name, member))

    def test_properties(self):
        """the stubs have all properties"""
        for name, stub in self.classes.items():
            class_ = getattr(Gweak, name, None)
            if not hasattr(class_, "list_properties"):
                continue
            found = set()
            for base in class_.__mro__:
                props = self.classes.get(base.__name__, {}).get("Props")
                found |= {known for node in props.body for known in names_of(node)} if props else set()
            specs = [spec for spec in class_.list_properties() if spec.flags & GObject.ParamFlags.READABLE]
            self.assertEqual(found, {spec.name.replace("-", "_") for spec in specs}, name)

    def test_parameters(self):
        """the parameters of what is written in Python have their names in the stubs"""
        n_compared = 0
        for name, stub in self.classes.items():
            for member, node in stub.items():
                function = inspect.getattr_static(getattr(Gweak, name, None), member, None)
                if not inspect.isfunction(function) or not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                    continue
                if any(getattr(decorator, "id", None) == "overload" for decorator in node.decorator_list):
                    continue
                n_compared += 1
                parameters = [parameter.name for parameter in inspect.signature(function).parameters.values()
                              if parameter.kind in (parameter.POSITIONAL_ONLY, parameter.POSITIONAL_OR_KEYWORD)]
                arguments = [argument.arg for argument in node.args.posonlyargs + node.args.args]
                if not member.startswith("__") or member == "__init__":
                    self.assertEqual(arguments, parameters, (name, member))
        self.assertGreater(n_compared, 60)


def checker():
    if importlib.util.find_spec("mypy"):
        return [sys.executable, "-m", "mypy"]
    return [shutil.which("mypy")] if shutil.which("mypy") else None


@unittest.skipUnless(checker(), "there is no mypy")
class CheckerTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.directory = tempfile.TemporaryDirectory(prefix="gweak-stubs-")
        cls.path = pathlib.Path(cls.directory.name)
        shutil.copytree(TYPING / "gi", cls.path / "gi")
        shutil.copy(STUBS, cls.path / "gi" / "repository")

    @classmethod
    def tearDownClass(cls):
        cls.directory.cleanup()

    def check(self, file):
        """The lines with errors, and all that the checker says."""
        command = [*checker(), "--strict", "--no-error-summary", "--hide-error-context", "--no-color-output",
                   "--cache-dir", self.path / "cache", file]
        done = subprocess.run(command, cwd=self.path, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
        return {int(line) for line in re.findall(r"^[^:]+:(\d+): error:", done.stdout, re.MULTILINE)}, done.stdout

    def test_stubs(self):
        """a type checker finds no fault with the stubs"""
        self.assertEqual(self.check(self.path / "gi" / "repository" / "Gweak.pyi"), (set(), ""))

    def test_good(self):
        """it finds the right types, and accepts what works"""
        self.assertEqual(self.check(TYPING / "good.py"), (set(), ""))
        subprocess.run([sys.executable, TYPING / "good.py"], check=True)

    def test_bad(self):
        """it refuses what would not work"""
        lines = (TYPING / "bad.py").read_text(encoding="utf-8").splitlines()
        expected = {number for number, line in enumerate(lines, 1) if line.endswith("# refused")}
        refused, output = self.check(TYPING / "bad.py")
        self.assertGreater(len(expected), 40)
        self.assertEqual(refused, expected, output)


tap.main()
