#!/usr/bin/env bash
# Tests the plugin in the Neovim at hand (0.7.2 or later), headless, with the real server and no one's configuration.
# Usage: run.sh. Ends with the line `N passed, N failed`; exit code 1 when a test failed.
# env: PYSECD (the server; build/release/bin/pysecd)
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
plugin=$(dirname "$here")

command -v nvim >/dev/null || { echo "nvim is missing: install Debian's package neovim" >&2; exit 2; }
PYSECD=$(realpath "${PYSECD:-$plugin/../../build/release/bin/pysecd}")
[ -x "$PYSECD" ] || { echo "no server at $PYSECD: build it with ./dev build, or set PYSECD" >&2; exit 2; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export PYSECD PLUGIN=$plugin HERE=$here SAMPLE=$plugin/../sample
export HOME=$work/home XDG_CONFIG_HOME=$work/config XDG_DATA_HOME=$work/share XDG_STATE_HOME=$work/state
export XDG_CACHE_HOME=$work/cache XDG_RUNTIME_DIR=$work/run
mkdir -p "$work"/{home,config,share,state,cache,run}
passed=0
failed=0

# neovim NAME SERVER SCRIPT: a Neovim with the plugin, set up to start SERVER, that runs SCRIPT in a directory of its own.
neovim() {
  WORK=$work/$1
  mkdir -p "$WORK"
  WORK=$WORK SERVER=$2 timeout --kill-after=5 180 nvim --headless --clean \
    --cmd 'lua vim.opt.runtimepath:prepend(vim.env.PLUGIN)' \
    --cmd "lua require('pysecd').setup{ cmd = { vim.env.SERVER, '--stdio' } }" \
    -c "lua dofile(vim.env.HERE .. '/$3')" </dev/null 2>"$work/$1.err"
}

# suite NAME: runs NAME_test.lua and adds up its count.
suite() {
  local out=$work/$1.out
  neovim "$1" "$PYSECD" "$1_test.lua" | tee "$out" | grep -vE '^[0-9]+ passed, [0-9]+ failed$' || true
  if [[ $(tail -n 1 "$out") =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed$ ]]; then
    passed=$((passed + BASH_REMATCH[1])) failed=$((failed + BASH_REMATCH[2]))
  else
    echo "FAILED  $1: Neovim ended early"
    cat "$work/$1.err"
    failed=$((failed + 1))
  fi
}

# Leaving Neovim must end the server through shutdown and exit, that is with code 0.
leaving() {
  local recorder=$work/recorder
  printf '#!/bin/sh\n"%s" "$@"\necho "$?" >"%s/code"\n' "$PYSECD" "$work" >"$recorder"
  chmod +x "$recorder"
  mkdir -p "$work/leave"
  cp "$SAMPLE/users.py" "$work/leave"
  neovim leave "$recorder" leave.lua || true
  for _ in $(seq 100); do
    [ ! -s "$work/code" ] || break
    sleep 0.1
  done
  if [ "$(cat "$work/code" 2>/dev/null)" = 0 ]; then
    echo 'ok      leaving Neovim ends the server with code 0'
    passed=$((passed + 1))
  else
    echo "FAILED  leaving Neovim: the server's exit code is '$(cat "$work/code" 2>/dev/null)'"
    cat "$work/leave.err"
    failed=$((failed + 1))
  fi
}

suite session
suite api
leaving

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
