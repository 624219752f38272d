#!/usr/bin/env bash
# Prepares .venv from requirements.lock. Does nothing when it is already what the lock asks for.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
cd "$here/../.."
. "$here/say.sh"
. "$here/packages.sh"

stamp=.venv/prepared-for

# The folder's own path counts: a virtual environment does not survive being moved.
wanted() { { pwd; cat requirements.lock pyproject.toml tools/setup/uv.txt; } | sha256sum; }

is_prepared() { [ -x .venv/bin/sheber ] && [ "$(cat "$stamp" 2>/dev/null)" = "$(wanted)" ]; }

is_new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

find_python() {
    local name
    for name in "${PYTHON:-python3}" python3 python3.14 python3.13 python3.12 python3.11; do
        if command -v "$name" >/dev/null && is_new_enough "$name"; then
            command -v "$name"
            return
        fi
    done
    give_up "Python 3.11 or newer is needed and was not found (name one with: make setup PYTHON=/path/to/python)."
}

has_own_pip() { "$1" -c 'import ensurepip, venv' 2>/dev/null; }

# Debian keeps the second half of venv (ensurepip) in a package of its own.
make_venv() {
    local python="$1" package
    rm -rf .venv
    if has_own_pip "$python"; then
        "$python" -m venv .venv
    elif command -v virtualenv >/dev/null; then
        virtualenv --quiet --python "$python" .venv
    elif command -v uv >/dev/null; then
        uv venv --quiet --seed --python "$python" .venv
    else
        package="$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')"
        install_packages "virtual environments in Python" "$package" ||
            give_up "virtual environments need one package more. Run: sudo apt-get install $package ; then the same make again."
        has_own_pip "$python" || give_up "$package did not bring ensurepip to $python."
        "$python" -m venv .venv
    fi
}

fill_venv() {
    # UV_PYTHON in the environment would beat the active environment: always name the Python.
    local python=.venv/bin/python uv=.venv/bin/uv
    PIP_USER=0 PIP_DISABLE_PIP_VERSION_CHECK=1 "$python" -m pip install --quiet --require-hashes -r tools/setup/uv.txt
    export UV_HTTP_TIMEOUT="${UV_HTTP_TIMEOUT:-120}"
    "$uv" pip install --python "$python" --require-hashes -r requirements.lock
    "$uv" pip install --python "$python" --no-deps --no-build-isolation --editable .
}

main() {
    if is_prepared; then return; fi
    # Two makes at once in one folder: the second waits, then finds the work done.
    if command -v flock >/dev/null; then
        exec 9<pyproject.toml
        flock 9
        if is_prepared; then return; fi
    fi
    say "preparing .venv (half a minute the first time, needs the network)."
    rm -f "$stamp"
    if ! [ -x .venv/bin/python ] || ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
        local python
        python="$(find_python)"
        make_venv "$python"
    fi
    fill_venv || give_up "the packages could not be fetched or installed; the reason stands above. Run the same make again."
    wanted >"$stamp"
    say "ready."
}

main
