#!/usr/bin/env bash
# Draws every screen into build/pictures, with the browser of the tests.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
. tools/setup/say.sh

[ -f tests/browser/pictures.py ] || give_up "there is nothing yet that walks all screens (tests/browser/pictures.py)."
bash tools/setup/machine.sh browser
.venv/bin/python -m tests.browser.pictures
