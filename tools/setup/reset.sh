#!/usr/bin/env bash
# Removes var/. A database there that is not the demo's may be somebody's work: ask first.
# Without a terminal say it in the environment: YES=1 make reset.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
. tools/setup/say.sh

[ -d var ] || { say "nothing to remove."; exit 0; }

# An emptied folder under a running site would be an error on every page.
for process in $(pgrep -f 'sheber (demo|serve)' || true); do
    if [ "$(readlink "/proc/$process/cwd" || true)" = "$PWD" ]; then
        give_up "a site is running here (process $process): stop it with Ctrl-C first."
    fi
done

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
