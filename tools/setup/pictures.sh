#!/usr/bin/env bash
# Draws every screen into var/pictures, with the browser of the tests.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
. tools/setup/say.sh

bash tools/setup/machine.sh browser
.venv/bin/sheber demo --size small --no-serve
.venv/bin/python tools/pictures.py "$@"
