#!/usr/bin/env bash
# Opens DIR in VS Code with this tree's extension, in a browser, until Ctrl-C. Usage: open.sh DIR
# env: PYSECD (the server; build/release/bin/pysecd)
set -euo pipefail
test=$(cd "$(dirname "${BASH_SOURCE[0]}")/test" && pwd)

folder=$(realpath "${1:?usage: open.sh DIR}")
if [ ! -d "$folder" ]; then
  echo "$folder is not a directory" >&2
  exit 2
fi
exec "$test/prepare.sh" node "$test/open.mjs" "$folder"
