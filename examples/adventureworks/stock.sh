#!/bin/sh
# Makes three tables that AdventureWorks does not have out of those that it has:
#
#   stock.sh DIR OUT
#
# OUT/made.csv, what the works finished day by day of goods that are sold, at the standard cost of the day, and OUT/opening.csv, of each product just so many
# as keep its running balance from going below zero. Goods bought come on the day their line is due, what is made on the day its
# work order ends, what is sold leaves on the day it is shipped; of one day, what comes in comes first. Parts that the works make
# for themselves are left out: until manufacturing is booked, nothing would ever take them out again. OUT/bought.csv says of each
# purchase order when the first of its lines is due, and when it was ordered; two of them are due before, so they are ordered then.
set -eu

dir=${1:?"say where the AdventureWorks tables are: stock.sh DIR OUT"}
out=${2:?"say where the tables go: stock.sh DIR OUT"}

# A table, plain or compressed.
table() {
    if [ -r "$dir/$1.csv" ]; then cat "$dir/$1.csv"; else gzip -dc "$dir/$1.csv.gz"; fi
}

# Cells of the columns named by $1, with tabs between them. Quoted cells may hold commas, but no line ends in these tables.
columns() {
    awk -v names="$1" '
        function cells(line, into,    n, at, part, rest) {
            if (index(line, "\"") == 0) return split(line, into, ",")
            n = 0
            while (1) {
                if (substr(line, 1, 1) == "\"") {
                    line = substr(line, 2); part = ""
                    while ((at = index(line, "\"")) > 0) {
                        part = part substr(line, 1, at - 1)
                        line = substr(line, at + 1)
                        if (substr(line, 1, 1) != "\"") break
                        part = part "\""; line = substr(line, 2)
                    }
                    into[++n] = part
                    if (line == "") return n
                    line = substr(line, 2)
                } else {
                    at = index(line, ",")
                    if (at == 0) { into[++n] = line; return n }
                    into[++n] = substr(line, 1, at - 1)
                    line = substr(line, at + 1)
                }
            }
        }
        { sub(/\r$/, ""); count = cells($0, cell) }
        NR == 1 {
            wanted = split(names, name, " ")
            for (i = 1; i <= count; i++) place[cell[i]] = i
            next
        }
        {
            row = cell[place[name[1]]]
            for (i = 2; i <= wanted; i++) row = row "\t" cell[place[name[i]]]
            print row
        }'
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

table Production.Product | columns "ProductID StandardCost" > "$work/products"
table Production.ProductCostHistory | columns "ProductID StartDate EndDate StandardCost" > "$work/costs"
table Production.WorkOrder | columns "EndDate ProductID StockedQty" > "$work/made"
table Purchasing.PurchaseOrderHeader | columns "PurchaseOrderID Status OrderDate" > "$work/bought-heads"
table Purchasing.PurchaseOrderDetail | columns "PurchaseOrderID DueDate ProductID StockedQty" > "$work/bought"
table Sales.SalesOrderHeader | columns "SalesOrderID ShipDate" > "$work/sold-heads"
table Sales.SalesOrderDetail | columns "SalesOrderID ProductID OrderQty" > "$work/sold"

# What was made of goods that are sold, a row for each day and product.
awk -F '\t' 'FILENAME ~ /sold$/ { goods[$2] = 1; next } goods[$2] { sum[substr($1, 1, 10) "\t" $2] += $3 } END { for (key in sum) if (sum[key] > 0) print key "\t" sum[key] }' "$work/sold" "$work/made" \
    | sort -t '	' -k1,1 -k2,2n > "$work/made-days"
awk -F '\t' '
    BEGIN { print "Day,ProductID,Quantity,UnitCost,Free" }
    FILENAME ~ /products$/ { standard[$1] = $2; next }
    FILENAME ~ /costs$/ {
        n = ++spans[$1]
        from[$1, n] = substr($2, 1, 10); until[$1, n] = $3 == "" ? "9999-12-31" : substr($3, 1, 10); cost[$1, n] = $4
        next
    }
    {
        price = standard[$2]
        for (n = 1; n <= spans[$2]; n++) if (from[$2, n] <= $1 && $1 <= until[$2, n]) price = cost[$2, n]
        print $1 "," $2 "," $3 "," (price + 0 == 0 ? "" : price) "," (price + 0 == 0 ? 1 : 0)
    }' "$work/products" "$work/costs" "$work/made-days" > "$out/made.csv"

awk -F '\t' '
    BEGIN { print "PurchaseOrderID,Ordered,Due" }
    FILENAME ~ /bought$/ { day = substr($2, 1, 10); if (!($1 in due) || day < due[$1]) due[$1] = day; next }
    { day = substr($3, 1, 10); print $1 "," (due[$1] < day ? due[$1] : day) "," due[$1] }' \
    "$work/bought" "$work/bought-heads" > "$out/bought.csv"

# Everything that comes and goes, product by product in the order of the days.
{
    awk -F '\t' '{ print $2 "\t" $1 "\t0\t" $3 }' "$work/made-days"
    awk -F '\t' 'FILENAME ~ /heads$/ { status[$1] = $2; next } status[$1] != 3 { print $3 "\t" substr($2, 1, 10) "\t0\t" ($4 + 0) }' \
        "$work/bought-heads" "$work/bought"
    awk -F '\t' 'FILENAME ~ /heads$/ { day[$1] = substr($2, 1, 10); next } { print $2 "\t" day[$1] "\t1\t" (0 - $3) }' \
        "$work/sold-heads" "$work/sold"
} | sort -t '	' -k1,1n -k2,2 -k3,3n > "$work/moves"
awk -F '\t' '
    function close_product() { if (lowest < 0) print product "," (0 - lowest) "," standard[product] ",0" }
    BEGIN { print "ProductID,Quantity,UnitCost,Free" }
    FILENAME ~ /products$/ { standard[$1] = $2; next }
    $1 != product { close_product(); product = $1; balance = lowest = 0 }
    { balance += $4; if (balance < lowest) lowest = balance }
    END { close_product() }' "$work/products" "$work/moves" > "$out/opening.csv"
