#!/usr/bin/env bash
# Brings the AdventureWorks sample company into an account set: its records, twice, and then its business from 2011 to 2014. Checks
# that nothing is missing or there twice, and that the business comes to what control-totals.json says.
#
#   examples/adventureworks/replay.sh DIR
#
# DIR holds the tables as CSV, plain or compressed with gzip, and a README.md with their row counts. FONDACO_DATA names the
# folder of account sets, FONDACO_SET the set (adventureworks), FONDACO_ONLY the first letters of single maps, FONDACO_ROUNDS=1
# imports the records once. Interrupted, it goes on where it was.
set -euo pipefail

dir=${1:?"say where the AdventureWorks tables are: replay.sh DIR"}
here=$(cd "$(dirname "$0")" && pwd)
set_name=${FONDACO_SET:-adventureworks}
only=${FONDACO_ONLY:-}

if command -v fondaco >/dev/null; then
    run=(fondaco)
else
    run=(cargo run --quiet --release --manifest-path "$here/../../Cargo.toml" -p fondaco --bin fondaco --)
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# How many rows the README says a table has.
rows() {
    sed -n "s/^- \*\*$1\*\* .* — \([0-9,]*\) rows.*/\1/p" "$dir/README.md" | tr -d ,
}

fail() {
    echo "replay: $*" >&2
    exit 1
}

[ -r "$dir/README.md" ] || fail "there is no README.md in $dir"

# Into a file first: `grep -q` would close the pipe on a program that still writes.
"${run[@]}" set list > "$work/sets"
if ! cut -f1 "$work/sets" | grep -qx "$set_name"; then
    "${run[@]}" set create "$set_name" --title "Adventure Works Cycles" --company "Adventure Works Cycles" \
        --currency USD --country US
fi

# map, entity, table
steps=(
    "01-units catalog.unit Production.UnitMeasure"
    "02-categories catalog.item_group Production.ProductCategory"
    "03-subcategories catalog.item_group Production.ProductSubcategory"
    "04-items catalog.item Production.Product"
    "05-list-prices catalog.item_price Production.ProductListPriceHistory"
    "06-costs catalog.item_price Production.ProductCostHistory"
    "07-vendors parties.party Purchasing.Vendor"
    "08-stores parties.party Sales.Store"
    "09-people parties.party Person.Person"
    "10-contacts parties.affiliation Person.BusinessEntityContact"
)

figure() { sed -n "s/.*[:,] \([0-9]*\) $1.*/\1/p" "$work/said"; }

for round in $(seq 1 "${FONDACO_ROUNDS:-2}"); do
    for step in "${steps[@]}"; do
        read -r map entity table <<< "$step"
        [[ -z $only || $map == "$only"* ]] || continue
        wanted=$(rows "$table")
        [ -n "$wanted" ] || fail "the README of $dir does not say how many rows $table has"
        began=$(date +%s%N)
        "${run[@]}" import "$set_name" "$entity" "$dir/$table.csv" --map "$here/maps/$map.toml" > "$work/said" \
            || { cat "$work/said" >&2; fail "$map was not imported whole"; }
        took=$((($(date +%s%N) - began) / 1000000))
        echo "round $round, $map: $(cat "$work/said") ($took ms)"
        found=$(($(figure created) + $(figure updated) + $(figure unchanged)))
        [ "$found" = "$wanted" ] || fail "$map: $found of $wanted rows arrived"
        if [ "$round" = 2 ] && [ "$(figure unchanged)" != "$wanted" ]; then
            fail "$map: importing twice changed something"
        fi
    done
done

# Counts the live rows of an entity.
count() {
    "${run[@]}" export "$set_name" "$1" --filter "${2:-}" --columns id > "$work/rows"
    echo $(($(wc -l < "$work/rows") - 1))
}

check() {
    local what=$1 found=$2 wanted=$3
    [ "$found" = "$wanted" ] || fail "$what: $found in the set, $wanted in the tables"
    echo "$what: $found"
}

if [ -z "$only" ]; then
    people=$(rows Person.Person) stores=$(rows Sales.Store) vendors=$(rows Purchasing.Vendor)
    check "parties" "$(count parties.party)" $((people + stores + vendors))
    check "people" "$(count parties.party 'form = person')" "$people"
    check "suppliers" "$(count parties.party 'is_supplier = yes')" "$vendors"
    check "addresses" "$(count parties.address)" "$(rows Person.BusinessEntityAddress)"
    check "e-mail addresses" "$(count parties.email_address)" "$(rows Person.EmailAddress)"
    check "telephone numbers" "$(count parties.phone_number)" "$(rows Person.PersonPhone)"
    check "contacts" "$(count parties.affiliation)" "$(rows Person.BusinessEntityContact)"
    check "items" "$(count catalog.item)" "$(rows Production.Product)"
    check "list prices" "$(count catalog.item_price 'purpose = list')" "$(rows Production.ProductListPriceHistory)"
    check "costs" "$(count catalog.item_price 'purpose = cost')" "$(rows Production.ProductCostHistory)"
fi
echo "The records of AdventureWorks are in $set_name, whole, and once."
[ -z "$only" ] || exit 0

# The business, out of the tables and of three that are reckoned out of them.
mkdir "$work/tables"
ln -s "$(cd "$dir" && pwd)"/*.csv "$(cd "$dir" && pwd)"/*.csv.gz "$work/tables/"
sh "$here/stock.sh" "$dir" "$work/tables"
began=$(date +%s)
"${run[@]}" replay "$set_name" "$here/replay.toml" --tables "$work/tables" || fail "not everything could be replayed"
echo "replayed in $(($(date +%s) - began)) s"

# A figure of control-totals.json, by the name of its part and its own.
control() {
    sed -n "/^ \"$1\": {/,/^ }/s/^  \"$2\": \"\{0,1\}\([0-9.]*\)\"\{0,1\},\{0,1\}$/\1/p" "$here/control-totals.json"
}

# Sums a column of the records of an entity, in the hundredths that the file shows.
sum() {
    "${run[@]}" export "$set_name" "$1" --filter "${3:-}" --columns "$2" > "$work/rows"
    awk -F, -v name="$2" '
        { gsub(/["\r]/, "") }
        NR == 1 { for (i = 1; i <= NF; i++) if ($i == name) at = i; next }
        { split($at, part, "."); cents += part[1] * 100 + substr(part[2] "00", 1, 2) }
        END { printf "%.2f\n", cents / 100 }' "$work/rows"
}

plus() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.2f\n", a + b }'; }

c=control
check "sales orders" "$(count sales.order 'state = confirmed')" "$($c sales orders)"
check "deliveries" "$(count sales.delivery 'state = posted')" "$($c sales orders)"
check "customer invoices" "$(count sales.customer_invoice 'state = posted')" "$($c sales orders)"
check "net of goods and freight sold" "$(sum sales.customer_invoice net 'state = posted')" \
    "$(plus "$($c sales net)" "$($c sales freight)")"
check "sales tax" "$(sum sales.customer_invoice tax 'state = posted')" "$($c sales tax)"
check "sold in all" "$(sum sales.customer_invoice total 'state = posted')" "$($c sales total)"
check "received of customers" "$(sum accounting.payment amount 'direction = received and state = posted')" "$($c sales total)"
check "purchase orders" "$(count purchasing.order)" "$($c purchases orders)"
check "rejected ones" "$(count purchasing.order 'state = cancelled')" "$($c purchases status_3)"
check "ordered in all" "$(sum purchasing.order total)" "$($c purchases ordered_total)"
check "goods receipts" "$(count purchasing.goods_receipt 'state = posted')" "$($c purchases receipts)"
check "returns" "$(count purchasing.supplier_return 'state = posted')" "$($c purchases returns)"
check "supplier invoices" "$(count purchasing.supplier_invoice 'state = posted')" "$($c purchases invoices)"
check "invoiced by vendors" "$(sum purchasing.supplier_invoice total 'state = posted')" "$($c purchases invoiced_total)"
check "paid to vendors" "$(sum accounting.payment amount 'direction = paid and state = posted')" "$($c purchases invoiced_total)"

"${run[@]}" check "$set_name" || fail "a law of the books does not hold"
# What came of it, year by year: the result, and what there is on the last day beside a year before.
for year in 2011 2012 2013 2014; do
    echo "Income statement $year, and the year before"
    "${run[@]}" report "$set_name" accounting.income_statement --with "starts_on=$year-01-01" --with "ends_on=$year-12-31" \
        --with "compared_starts_on=$((year - 1))-01-01" --with "compared_ends_on=$((year - 1))-12-31"
    echo "Balance sheet on 31 December $year, and a year before"
    "${run[@]}" report "$set_name" accounting.balance_sheet --with "as_of=$year-12-31" --with "compared_as_of=$((year - 1))-12-31"
done
echo "The business of AdventureWorks is in $set_name."
