#!/usr/bin/env bash
# Writes requirements.lock and tools/setup/uv.txt: versions and hashes, no address of any registry.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

options=(--python .venv/bin/python --universal --generate-hashes --no-annotate --no-header
    --no-emit-index-url --no-emit-find-links --quiet)

.venv/bin/uv pip compile pyproject.toml --extra dev "${options[@]}" "$@" --output-file requirements.lock >/dev/null
echo uv | .venv/bin/uv pip compile - "${options[@]}" "$@" --output-file tools/setup/uv.txt >/dev/null
