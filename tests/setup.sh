# SPDX-FileCopyrightText: 2026 The gweak authors
# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=sh

# What docs/examples/run and tests/run share; sourced with the repository's top
# level as the working directory.

build=_build
logs=$build/logs

# Package names, by package manager and by use. Tested on Debian 12; Ubuntu has
# the same names.
packages () {
  case $1-$2 in
    apt-build) echo gcc libc6-dev meson ninja-build pkg-config gettext libglib2.0-dev libgirepository1.0-dev gobject-introspection ;;
    apt-tour) echo python3-gi gir1.2-glib-2.0 gjs libgtk-4-dev gir1.2-gtk-4.0 xvfb xauth dbus ;;
    apt-tests) echo valac gtk-doc-tools valgrind gcovr dpkg-dev node-typescript mypy ;;
    apt-gates) echo git g++ clang clang-format-14 reuse shellcheck ;;

    dnf-build) echo gcc meson ninja-build pkgconf gettext glib2-devel gobject-introspection-devel ;;
    dnf-tour) echo python3-gobject gjs gtk4-devel xorg-x11-server-Xvfb xorg-x11-xauth dbus-daemon ;;
    dnf-tests) echo vala gtk-doc valgrind gcovr libasan libtsan libubsan python3-mypy ;;
    dnf-gates) echo git gcc-c++ clang clang-tools-extra reuse ShellCheck ;;

    pacman-build) echo gcc meson ninja pkgconf gettext glib2-devel gobject-introspection ;;
    pacman-tour) echo python-gobject gjs gtk4 xorg-server-xvfb xorg-xauth dbus ;;
    pacman-tests) echo vala gtk-doc valgrind gcovr typescript mypy ;;
    pacman-gates) echo git clang reuse shellcheck ;;
  esac
}

package_manager () {
  for manager in apt-get dnf pacman; do
    if command -v "$manager" > /dev/null; then
      echo "${manager%-get}"
      return
    fi
  done
}

is_installed () {
  case $1 in
    apt) [ "$(dpkg-query -W -f '${db:Status-Status}' "$2" 2> /dev/null)" = installed ] ;;
    dnf) rpm -q --whatprovides "$2" > /dev/null ;;
    pacman) [ -z "$(pacman -T "$2")" ] ;;
  esac
}

missing_packages () {
  manager=$(package_manager)
  for use in "$@"; do
    for package in $(packages "$manager" "$use"); do
      is_installed "$manager" "$package" || echo "$package"
    done
  done
}

as_root () {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  elif command -v sudo > /dev/null; then
    sudo "$@"
  else
    echo "Please run as root: $*"
    return 1
  fi
}

install_packages () {
  case $(package_manager) in
    apt)
      as_root apt-get -q update
      as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get -q install --yes --no-install-recommends "$@"
      ;;
    dnf) as_root dnf --assumeyes install "$@" ;;
    pacman) as_root pacman --sync --refresh --needed --noconfirm "$@" ;;
  esac
}

# install_missing USE...: asks for sudo's password before the output goes to a log.
install_missing () {
  if [ -z "$(package_manager)" ]; then
    echo "No apt-get, dnf or pacman here; what is needed, by Debian's names:"
    for use in "$@"; do packages apt "$use"; done
    return
  fi
  missing=$(missing_packages "$@" | tr '\n' ' ')
  [ -n "$missing" ] || return 0
  if [ "$(id -u)" != 0 ] && command -v sudo > /dev/null; then sudo -v; fi
  # shellcheck disable=SC2086
  step install "install $missing" install_packages $missing
}

now () {
  date +%s
}

# step NAME TITLE COMMAND...: one line of progress; the output goes to a log,
# which is shown when the command fails. What the command wrote to $result is
# shown beside the verdict.
step () {
  name=$1
  title=$2
  shift 2
  mkdir -p "$logs"
  result=$logs/$name.result
  : > "$result"
  begin=$(now)
  printf '%s ... ' "$title"
  if ("$@") > "$logs/$name.log" 2>&1 < /dev/null; then verdict=ok; else verdict=FAILED; fi
  seconds=$(($(now) - begin))
  echo "$verdict$(sed 's/^/, /' "$result") ($seconds s)"
  if [ "$verdict" = FAILED ]; then
    echo "--- the end of $logs/$name.log:"
    tail -n 60 "$logs/$name.log"
    echo "---"
    return 1
  fi
}
