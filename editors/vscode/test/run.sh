#!/usr/bin/env bash
# Tests the packaged extension in a real VS Code, in headless Chromium, with the real server.
# Usage: run.sh [--picture]. Ends with the line `N passed, N failed`; exit code 1 when a test failed.
#   --picture  also takes images/quick-fix.png, the picture in the README
# env: PYSECD (the server; build/release/bin/pysecd), OUT (screenshots and logs; build/vscode-test)
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
extension=$(dirname "$here")

case ${1:-} in
  '') ;;
  --picture) export PICTURE=$extension/images/quick-fix.png ;;
  *)
    echo "run.sh: unknown option $1" >&2
    exit 2
    ;;
esac
export OUT=${OUT:-$extension/../../build/vscode-test}
mkdir -p "$OUT"
exec "$here/prepare.sh" node "$here/ui.test.mjs"
