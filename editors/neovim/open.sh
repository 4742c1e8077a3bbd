#!/usr/bin/env bash
# Opens FILE in Neovim with this tree's plugin and server, without anyone's configuration. Usage: open.sh FILE
# env: PYSECD (the server; build/release/bin/pysecd)
set -euo pipefail
plugin=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

: "${1:?usage: open.sh FILE}"
command -v nvim >/dev/null || { echo "nvim is missing: install Debian's package neovim" >&2; exit 2; }
PYSECD=$(realpath "${PYSECD:-$plugin/../../build/release/bin/pysecd}")
[ -x "$PYSECD" ] || { echo "no server at $PYSECD: build it with ./dev build, or set PYSECD" >&2; exit 2; }

export PYSECD PYSECD_PLUGIN=$plugin
exec nvim --clean --cmd "lua dofile(vim.env.PYSECD_PLUGIN .. '/open.lua')" "$@"
