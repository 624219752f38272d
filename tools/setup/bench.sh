#!/usr/bin/env bash
# Runs benchmarks/NAME.py, or all of them: bench.sh [NAME].
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
. tools/setup/say.sh

# Packages that a benchmark is measured against, in an environment of their own: Sheber never
# imports them. Without a network the benchmark says which of them it left out.
prepare_peers() {
    local peers="build/$1" wanted="tools/setup/$1.txt"
    cmp --silent "$wanted" "$peers/prepared-for" && return
    rm -rf "$peers"
    say "preparing what this is measured against."
    if .venv/bin/uv venv --quiet --python .venv/bin/python "$peers" &&
        .venv/bin/uv pip install --quiet --python "$peers/bin/python" --no-deps --require-hashes -r "$wanted"; then
        cp "$wanted" "$peers/prepared-for"
    else
        rm -rf "$peers"
        say "the peers could not be fetched; this is measured without them."
    fi
}

shopt -s nullglob
if [ $# -gt 0 ]; then files=("benchmarks/$1.py"); else files=(benchmarks/[a-z]*.py); fi
[ ${#files[@]} -gt 0 ] || give_up "there is no benchmark yet."

for file in "${files[@]}"; do
    [ -f "$file" ] || give_up "there is no $file."
    name="$(basename "$file" .py)"
    # The clearing's benchmark runs these two itself, beside its own.
    if [ $# -eq 0 ] && [[ $name == checker || $name == database ]]; then continue; fi
    say "benchmark $name"
    case "$name" in
        clearing) prepare_peers peers ;;
        planning) prepare_peers planning-peers ;;
    esac
    .venv/bin/python -m "benchmarks.$name"
done
