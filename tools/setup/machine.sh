#!/usr/bin/env bash
# Finds or installs what the tests need of the machine: machine.sh [browser] [postgresql].
# Never fails for a thing that could not be had: the tests that need it are then left out, and said to be.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
cd "$here/../.."
. "$here/say.sh"
. "$here/packages.sh"

python=.venv/bin/python

# One place knows how to look for each: the tests' own modules.
find_browser() { "$python" -m tests.browser.chromium 2>/dev/null; }
find_postgresql() { "$python" -m tests.database 2>/dev/null; }

apt_offers() { [[ "$(apt-cache policy "$1" 2>/dev/null)" =~ Candidate:\ [^\(] ]]; }

browser() {
    local missing
    missing="$(find_browser)" && return
    if [ "$missing" = driver ]; then
        install_packages "the driver of browser tests" libatomic1 || true
        find_browser >/dev/null || say "browser tests are left out: Playwright's driver does not start."
        return
    fi
    if ! command -v apt-get >/dev/null; then
        say "no browser was found (Chromium or Chrome): browser tests are left out."
        return
    fi
    # A fresh machine has no package lists yet; as root they cost a second.
    if [ "$(id -u)" -eq 0 ] && ! apt_offers chromium; then apt-get update -q || true; fi
    if apt_offers chromium; then
        install_packages "browser tests" chromium fontconfig fonts-dejavu-core libatomic1 || true
    else
        playwright_browser
    fi
    find_browser >/dev/null || say "browser tests are left out: there is no browser."
}

# Ubuntu has Chromium as a snap only, which cannot be driven in a container.
playwright_browser() {
    say "this distribution has no chromium package; about to download Playwright's own build into your cache folder."
    if [ "$(id -u)" -eq 0 ]; then
        say "and the libraries it needs, with apt-get."
        "$python" -m playwright install --with-deps chromium || true
    else
        "$python" -m playwright install chromium || true
    fi
}

postgresql() {
    find_postgresql >/dev/null && return
    say "Debian's postgresql package also makes and starts a server of its own; the tests use a private one beside it."
    install_packages "tests on PostgreSQL" postgresql || true
    find_postgresql >/dev/null || say "tests on PostgreSQL are left out: there is no server program."
}

if [ $# -eq 0 ]; then set -- browser postgresql; fi
for part in "$@"; do
    case "$part" in
        browser | postgresql) "$part" ;;
        *) give_up "unknown part: $part (browser, postgresql)." ;;
    esac
done
