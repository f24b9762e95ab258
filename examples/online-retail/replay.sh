#!/bin/sh
# Brings Online Retail II, a year of a wholesaler of gifts, into an account set: 525,461 lines as invoices and credit notes.
#
#   examples/online-retail/replay.sh FILE
#
# FILE is the table as CSV, plain or compressed with gzip. FONDACO_DATA names the folder of account sets, FONDACO_SET the set
# (online-retail). Interrupted, it goes on where it was.
set -eu

file=${1:?"say where the table is: replay.sh FILE"}
here=$(cd "$(dirname "$0")" && pwd)
set_name=${FONDACO_SET:-online-retail}

fondaco() {
    if command -v fondaco >/dev/null; then
        command fondaco "$@"
    else
        cargo run --quiet --release --manifest-path "$here/../../Cargo.toml" -p fondaco --bin fondaco -- "$@"
    fi
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Into a file first: a pipe would be closed on a program that still writes.
fondaco set list > "$work/sets"
if ! cut -f1 "$work/sets" | grep -qx "$set_name"; then
    fondaco set create "$set_name" --title "Online Retail" --company "Online Retail" --currency GBP --country GB
fi
sh "$here/tables.sh" "$file" "$work"
read -r invoices sold notes back left < "$work/totals"
printf 'Code,Name\npc,Piece\n' > "$work/units.csv"
fondaco import "$set_name" catalog.unit "$work/units.csv" --map "$here/maps/units.toml"
fondaco import "$set_name" catalog.item "$work/items.csv" --map "$here/maps/items.toml"
fondaco import "$set_name" parties.party "$work/customers.csv" --map "$here/maps/customers.toml"
fondaco replay "$set_name" "$here/replay.toml" --tables "$work"

# Holds the papers of one form against what the table comes to.
check() {
    fondaco export "$set_name" sales.customer_invoice --filter "form = $1 and state = posted" --columns total > "$work/rows"
    found=$(awk -F, '
        NR == 1 { for (i = 1; i <= NF; i++) { gsub(/["\r]/, "", $i); if ($i == "total") at = i } next }
        { gsub(/["\r]/, ""); split($at, part, "."); cents += part[1] * 100 + substr(part[2] "00", 1, 2) }
        END { printf "%d %.2f", NR - 1, cents / 100 }' "$work/rows")
    [ "$found" = "$2 $3" ] || { echo "replay: $1: $found in the set, $2 $3 in the table" >&2; exit 1; }
    echo "$1: $2 papers over $3"
}
check invoice "$invoices" "$sold"
check credit_note "$notes" "$back"
fondaco check "$set_name"
echo "Online Retail is in $set_name; $left rows were neither invoice nor credit note."
