# SPDX-FileCopyrightText: 2026 The gweak authors
# SPDX-License-Identifier: LGPL-2.1-or-later

# begin:wait
import asyncio

import gi

gi.require_version("Gweak", "1")
from gi.repository import Gio, Gweak


async def main():
    documents = [Gio.File.new_for_path(name) for name in ("letter", "notes")]
    closed = [asyncio.create_task(Gweak.WeakRef(document).wait()) for document in documents]
    await asyncio.sleep(0)

    print("open:", len(documents))
    documents.clear()
    await asyncio.gather(*closed)
    print("all closed")


asyncio.run(main())
# end:wait
