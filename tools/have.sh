#!/usr/bin/env bash
# have.sh NAME PACKAGE…: install Debian packages when the program is absent and we are permitted to; else say so.
set -u
name=$1; shift
found() {
  case $name in
    postgresql) ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null ;;
    *) command -v "$name" >/dev/null || command -v "$name-browser" >/dev/null ;;
  esac
}
found && exit 0
if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
  echo "Installing $*…"
  (apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "$@") >/dev/null 2>&1
fi
found || echo "No $name on this machine and no right to install it: the tests that need it will be reported as not run."
exit 0
