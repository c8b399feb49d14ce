# SPDX-FileCopyrightText: 2026 The gweak authors
# SPDX-License-Identifier: LGPL-2.1-or-later

# As much as the stubs of Gweak need of those of PyGObject, which need not be there.

from collections.abc import Callable
from typing import Any

class GType: ...

class Object:
    def __init__(self, **properties: Any) -> None: ...
    def connect(self, detailed_signal: str, handler: Callable[..., object], *args: Any) -> int: ...

class GBoxed: ...
class GEnum(int): ...
class GFlags(int): ...

TYPE_INT64: GType
TYPE_PYOBJECT: GType
