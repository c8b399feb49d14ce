# SPDX-FileCopyrightText: 2026 The gweak authors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""documents.py [FOLDER]: notes and pictures, each in a window. When it ends, it says what
became of the windows. DOCUMENTS_DATA is where the build put what it needs.
"""

import gc
import gettext
import locale
import os
import sys

import gi

gi.require_version("Gtk", "4.0")
gi.require_version("Gweak", "1")
from gi.repository import Gio, Gweak

DOMAIN = "gweak-documents"


# GTK takes messages from the C library, Python from a module of its own.
def set_language(data):
    locale.setlocale(locale.LC_ALL, "")
    for module in (locale, gettext):
        module.bindtextdomain(DOMAIN, os.path.join(data, "po"))
        module.textdomain(DOMAIN)


def main(arguments):
    data = os.environ["DOCUMENTS_DATA"]
    set_language(data)
    Gio.resources_register(Gio.Resource.load(os.path.join(data, "documents.gresource")))

    # The templates are read from the resources as soon as the classes are made.
    from application import Application
    from ledger import print_ledger

    Gweak.debug_start()
    application = Application()
    status = application.run(arguments)
    del application
    gc.collect()
    return status if print_ledger() else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv))
