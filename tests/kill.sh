#!/bin/sh
# Kills builds at random moments and looks at what is left: the last good store and exports, and
# after one more build what a fresh one gives.
#
#     tests/kill.sh [TIMES] [PROGRAM]
#
# Needs a POSIX shell, `sleep` with fractions, and Python 3 for the comparison.
set -eu
times=${1:-100}
program=$(realpath "${2:-target/release/comention}")
root=$(dirname "$(realpath "$0")")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
mkdir texts
copy=0
while [ "$copy" -lt 40 ]; do
    for file in "$root"/fixtures/sample/*; do
        { echo "$copy"; cat "$file"; } > "texts/$copy-$(basename "$file")"
    done
    copy=$((copy + 1))
done
build() { "$program" build texts -g "$root/../entities.toml" "$@"; }
build -o out > log
whole=0
round=0
while [ "$round" -lt "$times" ]; do
    # Something changes each time, so that there is something to write.
    echo "Roald Amundsen reached Hobart, round $round." > "texts/a$((round % 7)).txt"
    fresh=$([ $((round % 3)) -eq 0 ] && echo --fresh || true)
    build -o out $fresh > log 2>&1 &
    child=$!
    sleep "0.$(printf %03d $(( ($(od -An -N2 -tu2 /dev/urandom) % 400) )))"
    kill -9 "$child" 2> log || whole=$((whole + 1))
    wait "$child" 2> log || true
    "$program" query top --graph out/graph.db > log
    python3 -c 'import json; json.load(open("out/graph.json"))'
    round=$((round + 1))
done
build -o out > log
build -o fresh --fresh > log
for file in graph.dot graph.graphml graph.json; do
    cmp "out/$file" "fresh/$file"
done
python3 - <<'END'
import sqlite3
one, other = (sqlite3.connect(f"{out}/graph.db") for out in ("out", "fresh"))
for (view,) in one.execute("SELECT name FROM sqlite_schema WHERE type = 'view'"):
    rows = [sorted(map(repr, db.execute(f"SELECT * FROM {view}"))) for db in (one, other)]
    assert rows[0] == rows[1], view
END
echo "$times builds killed, $whole of them too late; nothing lost"
