# Sourced by the other scripts: packages of the distribution, never without a word first.
# shellcheck shell=bash

# install_packages "what for" PACKAGE…
# Returns 0 when the packages were installed, 1 when they were not; says why in one sentence.
install_packages() {
    local purpose="$1"
    shift
    if ! command -v apt-get >/dev/null; then
        say "missing: $purpose; and this machine has no apt-get to install it with ($*)."
        return 1
    fi
    if [ "$(id -u)" -eq 0 ]; then
        say "about to install for $purpose, with apt-get: $*"
        apt_install "$@"
        return
    fi
    if ! command -v sudo >/dev/null || ! [ -t 0 ]; then
        say "missing: $purpose; nobody can be asked for the right to install: sudo apt-get install $*"
        return 1
    fi
    local answer
    read -r -p "set-up: install for $purpose with sudo apt-get: $* ? [y/N] " answer || answer=""
    case "$answer" in
        y | Y | yes) apt_install "$@" ;;
        *)
            say "not installed, as you wish: $*"
            return 1
            ;;
    esac
}

apt_install() {
    local as_root=()
    [ "$(id -u)" -eq 0 ] || as_root=(sudo)
    # Another apt may be running: wait for its lock rather than fail.
    local options=(-y -q --no-install-recommends -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0)
    "${as_root[@]}" apt-get update -q || say "apt-get update failed; trying with the lists at hand."
    if ! "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install "${options[@]}" "$@"; then
        say "apt-get could not install: $*"
        return 1
    fi
}
