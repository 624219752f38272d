# Sourced by the other scripts: how set-up speaks.
# shellcheck shell=bash

say() { printf 'set-up: %s\n' "$*"; }

give_up() {
    printf 'set-up stopped: %s\n' "$*" >&2
    exit 1
}
