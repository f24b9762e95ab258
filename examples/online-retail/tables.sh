#!/bin/sh
# Makes the tables that the replay wants out of the one that Online Retail II is:
#
#   tables.sh FILE OUT
#
# OUT/items.csv, OUT/customers.csv, OUT/lines.csv with a row for each line of an invoice or a credit note, and OUT/totals with what
# they come to: invoices, their sum, credit notes, their sum, and how many rows are neither. Left out are adjustments of stock (without
# price, below nothing), adjustments of bad debts, a cancellation of more instead of less, and papers over nothing.
set -eu

file=${1:?"say where the table is: tables.sh FILE OUT"}
out=${2:?"say where the tables go: tables.sh FILE OUT"}

case $file in
    *.gz) gzip -dc "$file" ;;
    *) cat "$file" ;;
esac | awk -v out="$out" '
    function cells(line, into,    n, at, part) {
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
    function quoted(text) { gsub(/"/, "\"\"", text); return "\"" text "\"" }
    # A line in cents, a half away from zero: prices have up to three decimals.
    function cents(quantity, price,    part, thousandths) {
        split(price "", part, ".")
        thousandths = part[1] * 1000 + substr(part[2] "000", 1, 3)
        return int((quantity * thousandths + 5) / 10)
    }
    BEGIN {
        print "Invoice,Form,Day,Customer,Item,Quantity,Price" > (out "/lines.csv")
        print "Code,Name" > (out "/items.csv")
        print "Number,Name,Country" > (out "/customers.csv")
    }
    { sub(/\r$/, ""); n = cells($0, cell) }
    NR == 1 { for (i = 1; i <= n; i++) at[cell[i]] = i; next }
    {
        invoice = cell[at["Invoice"]]; code = cell[at["StockCode"]]; name = cell[at["Description"]]
        quantity = cell[at["Quantity"]]; price = cell[at["Price"]]
        who = cell[at["CustomerID"]]; if (who == "") who = "unknown"
        back = substr(invoice, 1, 1) == "C"
        if (substr(invoice, 1, 1) == "A" || back != (quantity < 0) || quantity == 0 || price < 0) { left++; next }
        if (!(code in known)) { known[code] = 1; order[++items] = code }
        gsub(/^ +| +$/, "", name)
        if (name != "" && !(code in names)) names[code] = name
        if (!(who in met)) {
            met[who] = 1
            print who "," (who == "unknown" ? "Unknown customer" : "Customer " who) "," cell[at["Country"]] > (out "/customers.csv")
        }
        kind = back ? "credit_note" : "invoice"
        if (back) quantity = 0 - quantity
        # Lines of one paper need not stand together.
        sum[invoice] += cents(quantity, price); form[invoice] = kind
        of[++count] = invoice
        row[count] = invoice "," kind "," substr(cell[at["InvoiceDate"]], 1, 10) "," who "," quoted(code) "," quantity "," price
    }
    END {
        for (i = 1; i <= count; i++) if (sum[of[i]] > 0) print row[i] > (out "/lines.csv"); else left++
        for (paper in sum) if (sum[paper] > 0) { papers[form[paper]]++; worth[form[paper]] += sum[paper] }
        for (i = 1; i <= items; i++) {
            code = order[i]
            print quoted(code) "," quoted(code in names ? names[code] : code) > (out "/items.csv")
        }
        printf "%d %.2f %d %.2f %d\n", papers["invoice"], worth["invoice"] / 100, papers["credit_note"], worth["credit_note"] / 100, left \
            > (out "/totals")
    }'
