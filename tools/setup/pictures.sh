#!/usr/bin/env bash
# Draws every screen into var/pictures, with the browser of the tests.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
. tools/setup/say.sh

bash tools/setup/machine.sh browser
database=var/demo-small.sqlite3
.venv/bin/sheber demo --size small --no-serve --database "$database"
.venv/bin/python tools/pictures.py --database "$database" "$@"
