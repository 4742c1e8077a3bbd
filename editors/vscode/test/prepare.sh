#!/usr/bin/env bash
# Checks what must be there, installs what comes from npm, packages the extension, then runs COMMAND with
# PYSECD, CHROMIUM, WORKBENCH and VSIX in its environment and the workbench's node first in PATH.
# Usage: prepare.sh COMMAND [ARG...]
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
extension=$(dirname "$here")
root=$(cd "$extension/../.." && pwd)

fail() {
  printf '%s\n' "$*" >&2
  exit 2
}

for need in node:nodejs npm:npm chromium:chromium rg:ripgrep; do
  command -v "${need%%:*}" >/dev/null || fail "${need%%:*} is missing: install Debian's package ${need#*:}"
done

PYSECD=$(realpath "${PYSECD:-$root/build/release/bin/pysecd}")
[ -x "$PYSECD" ] || fail "no server at $PYSECD: build it with ./dev build, or set PYSECD"
CHROMIUM=${CHROMIUM:-$(command -v chromium)}
WORKBENCH=${WORKBENCH:-$root/.cache/vscode-under-test}
VSIX=$extension/pysecd.vsix
export PYSECD CHROMIUM WORKBENCH VSIX

"$here/install-workbench.sh" "$WORKBENCH"
PATH=$WORKBENCH/bin:$PATH

installed=$extension/node_modules/.installed-lock.json
if ! cmp -s "$extension/package-lock.json" "$installed"; then
  (cd "$extension" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error)
  cp "$extension/package-lock.json" "$installed"
fi
(cd "$extension" && npm run --silent package >/dev/null)

exec "$@"
