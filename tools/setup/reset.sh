#!/usr/bin/env bash
# Removes var/. A database there that is not the demo's may be somebody's work: ask first.
# Without a terminal say it in the environment: YES=1 make reset.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
. tools/setup/say.sh

[ -d var ] || { say "nothing to remove."; exit 0; }

own="$(find var -name '*.sqlite3' ! -name 'demo*' | sort)"
if [ -n "$own" ] && [ "${YES:-}" != 1 ]; then
    say "var/ holds a database that is not the demo's:"
    printf '%s\n' "$own"
    [ -t 0 ] || give_up "nobody to ask; run YES=1 make reset to remove it."
    read -r -p "set-up: type yes to remove it for good: " answer || answer=""
    [ "$answer" = yes ] || give_up "nothing was removed."
fi
rm -rf var
say "var/ is removed; the next make demo builds it anew."
