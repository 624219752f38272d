#!/usr/bin/env bash
# Runs benchmarks/NAME.py, or all of them: bench.sh [NAME].
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
. tools/setup/say.sh

shopt -s nullglob
if [ $# -gt 0 ]; then files=("benchmarks/$1.py"); else files=(benchmarks/[a-z]*.py); fi
[ ${#files[@]} -gt 0 ] || give_up "there is no benchmark yet."

for file in "${files[@]}"; do
    [ -f "$file" ] || give_up "there is no $file."
    name="$(basename "$file" .py)"
    say "benchmark $name"
    .venv/bin/python -m "benchmarks.$name"
done
