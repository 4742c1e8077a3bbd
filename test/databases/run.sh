#!/usr/bin/env bash
# Tests the parameterizing fixes on real databases: every query shape runs before and after `pysecd check --fix`, and must
# do the same for benign values and nothing but a literal match for hostile ones. Starts PostgreSQL and MariaDB itself, on
# unix sockets in a temporary directory, as an unprivileged user, and stops them.
# Usage: run.sh [--list] [--only TEXT] [--keep DIR]. Ends with the line `N passed, N failed`; exit code 1 when one failed.
# env: PYSECD (build/release/bin/pysecd), PYTHON (the interpreter that has the drivers; Debian's)
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
PYSECD=$(realpath "${PYSECD:-$here/../../build/release/bin/pysecd}")
[ -x "$PYSECD" ] || { echo "no pysecd at $PYSECD: build it with ./dev build, or set PYSECD" >&2; exit 2; }
export PYSECD PYTHONDONTWRITEBYTECODE=1 PYTHONPATH=$here
exec "${PYTHON:-/usr/bin/python3}" "$here/main.py" "$@"
