#!/usr/bin/env bash
# unpack.sh DIR: real projects, pinned, unpacked below DIR for the tests of the review. Prints what
# could not be had and goes on; what is there already is kept.
set -uo pipefail
target=$1
mkdir -p "$target"

# debian NAME VERSION
debian() {
  [ -d "$target/$1" ] && return
  local partial
  partial=$(mktemp -d "$target/.partial.XXXXXX")
  if (cd "$partial" && apt-get download -q "$1=$2") >/dev/null 2>&1 &&
    dpkg-deb -x "$partial"/*.deb "$partial/tree"; then
    mv "$partial/tree" "$target/$1"
  else
    echo "not to be had: Debian package $1 $2"
  fi
  rm -rf "$partial"
}

# pypi NAME VERSION
pypi() {
  [ -d "$target/$1" ] && return
  local partial
  partial=$(mktemp -d "$target/.partial.XXXXXX")
  if python3 -m pip download -q --no-deps --no-binary :none: -d "$partial" "$1==$2" >/dev/null 2>&1 &&
    python3 -m zipfile -e "$partial"/*.whl "$partial/tree" >/dev/null 2>&1; then
    mv "$partial/tree" "$target/$1"
  else
    echo "not to be had: $1 $2 from PyPI"
  fi
  rm -rf "$partial"
}

debian python3-neutron 2:21.0.0-7+deb12u1
pypi flaskbb 2.0.2
pypi fastapi-users 13.0.0
debian python3-django-postorius 1.3.8-3+deb12u1
