#!/usr/bin/env bash
# Installs the VS Code workbench the test drives (code-server, and the node that runs it) into DIR.
# Usage: install-workbench.sh DIR. Everything comes from npm, pinned by workbench/package-lock.json; a second run does nothing.
# Needs node, npm and ripgrep.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
dir=$(realpath -m "${1:?usage: install-workbench.sh DIR}")
stamp=$(cat "$here/workbench/package-lock.json" "${BASH_SOURCE[0]}" | sha256sum)

[ "$(cat "$dir/stamp" 2>/dev/null)" != "$stamp" ] || exit 0
rg=$(command -v rg) || { echo "ripgrep (rg) is missing: install Debian's package ripgrep" >&2; exit 1; }

echo "installing VS Code for the test into $dir (about 300 MB, once)"
rm -rf "$dir"
mkdir -p "$dir"
cp "$here"/workbench/package{,-lock}.json "$here/workbench/.npmrc" "$dir"
(cd "$dir" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error)

# The workbench runs on the node code-server asks for, whatever the system has.
ln -sfn "$dir"/node_modules/node-linux-*/bin "$dir/bin"
export PATH="$dir/bin:$PATH"

server=$dir/node_modules/code-server
vscode=$server/lib/vscode
(cd "$vscode" && npm ci --ignore-scripts --omit=dev --legacy-peer-deps --no-audit --no-fund --loglevel=error)

# What follows stands in for code-server's postinstall, which would download and compile.
ln -sfn node_modules "$vscode/node_modules.asar"
ln -sf code-linux.sh "$vscode/bin/remote-cli/code-server"
ln -sf browser-linux.sh "$vscode/bin/helpers/browser.sh"
mkdir -p "$vscode/node_modules/@vscode/ripgrep/bin"
ln -sf "$rg" "$vscode/node_modules/@vscode/ripgrep/bin/rg"
# argon2 is native and loaded at start, but only hashes passwords: with --auth none it is never called.
printf 'module.exports = {};\n' > "$dir/node_modules/argon2/argon2.js"
sed -i 's/"main": "[^"]*"/"main": "argon2.js"/' "$dir/node_modules/argon2/package.json"

printf '%s\n' "$stamp" > "$dir/stamp"
