# SPDX-FileCopyrightText: 2026 The gweak authors
# SPDX-License-Identifier: LGPL-2.1-or-later

import gi

gi.require_version("Gweak", "1")
from gi.repository import Gio, Gweak

# begin:finalizer
file = Gio.File.new_for_path("letter")
finalizer = Gweak.Finalizer(file, print, "closed:", "letter", end=".\n")
print(finalizer.peek() == (file, print, ("closed:", "letter"), {"end": ".\n"}))

finalizer()
print(finalizer.alive, finalizer.peek())
# end:finalizer


# begin:refused
def open_letter():
    file = Gio.File.new_for_path("letter")
    try:
        Gweak.Finalizer(file, lambda: print(file.get_basename()))
    except ValueError as error:
        print("ValueError:", error)
    return file


# end:refused
letter = open_letter()

# begin:properties
Gweak.Finalizer(letter, print, "disposed of", moment=Gweak.Moment.DIED, at_exit=False)
del letter
# end:properties
