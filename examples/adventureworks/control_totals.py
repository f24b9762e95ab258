#!/usr/bin/env python3
"""Computes control-totals.json out of the AdventureWorks tables: what a replay has to come to, and what was published.

    control_totals.py DIR > control-totals.json

Money is reckoned as the product does: every line rounded to cents, a half away from zero, the net of an order their sum, stated tax
and freight rounded once an order. Needs nothing but Python; the replay itself does not need this script.
"""

import csv
import gzip
import json
import pathlib
import sys
from collections import Counter, defaultdict
from decimal import ROUND_HALF_UP, Decimal

folder = pathlib.Path(sys.argv[1])


def rows(table):
    plain = folder / f"{table}.csv"
    opened = plain.open(encoding="utf-8", newline="") if plain.exists() else gzip.open(f"{plain}.gz", "rt", encoding="utf-8", newline="")
    with opened as file:
        yield from csv.DictReader(file)


def cents(amount):
    return Decimal(amount).quantize(Decimal("0.01"), ROUND_HALF_UP)


def sales():
    heads = {r["SalesOrderID"]: r for r in rows("Sales.SalesOrderHeader")}
    nets, lines, pieces = defaultdict(Decimal), 0, 0
    for r in rows("Sales.SalesOrderDetail"):
        quantity = int(r["OrderQty"])
        nets[r["SalesOrderID"]] += cents(Decimal(r["UnitPrice"]) * quantity * (1 - Decimal(r["UnitPriceDiscount"])))
        lines, pieces = lines + 1, pieces + quantity
    tax = sum(cents(h["TaxAmt"]) for h in heads.values())
    freight = sum(cents(h["Freight"]) for h in heads.values())
    totals = {n: nets[n] + cents(h["TaxAmt"]) + cents(h["Freight"]) for n, h in heads.items()}
    by_year = defaultdict(lambda: {"orders": 0, "net": Decimal(0), "total": Decimal(0)})
    for number, head in heads.items():
        year = by_year[head["ShipDate"][:4]]
        year["orders"] += 1
        year["net"] += nets[number]
        year["total"] += totals[number]
    return {
        "orders": len(heads),
        "lines": lines,
        "pieces": pieces,
        "net": sum(nets.values()),
        "tax": tax,
        "freight": freight,
        "total": sum(totals.values()),
        "published_net": cents(sum(Decimal(h["SubTotal"]) for h in heads.values())),
        "published_total": cents(sum(Decimal(h["TotalDue"]) for h in heads.values())),
        "largest_difference_of_an_order": max(abs(totals[n] - Decimal(h["TotalDue"])) for n, h in heads.items()),
        "by_year_shipped": {year: by_year[year] for year in sorted(by_year)},
    }


def purchases():
    heads = {r["PurchaseOrderID"]: r for r in rows("Purchasing.PurchaseOrderHeader")}
    lines = defaultdict(list)
    for r in rows("Purchasing.PurchaseOrderDetail"):
        lines[r["PurchaseOrderID"]].append(r)
    rate = Decimal("0.08")
    found = defaultdict(Decimal)
    counts = Counter()
    for number, head in heads.items():
        status, freight = head["Status"], cents(head["Freight"])
        counts["orders"] += 1
        counts[f"status_{status}"] += 1
        ordered = sum(cents(Decimal(r["UnitPrice"]) * Decimal(r["OrderQty"])) for r in lines[number])
        found["ordered_net"] += ordered
        found["ordered_freight"] += freight
        found["ordered_tax"] += cents(ordered * rate)
        if status == "3":
            continue
        received = [r for r in lines[number] if Decimal(r["ReceivedQty"])]
        counts["receipts"] += bool(received)
        counts["returns"] += any(Decimal(r["RejectedQty"]) for r in received)
        for r in received:
            found["pieces_received"] += Decimal(r["ReceivedQty"])
            found["pieces_rejected"] += Decimal(r["RejectedQty"])
        if status == "4":
            counts["invoices"] += 1
            accepted = sum(cents(Decimal(r["UnitPrice"]) * Decimal(r["StockedQty"])) for r in received)
            found["invoiced_net"] += accepted
            found["invoiced_freight"] += freight
            found["invoiced_tax"] += cents(accepted * rate)
    found["ordered_total"] = found["ordered_net"] + found["ordered_freight"] + found["ordered_tax"]
    found["invoiced_total"] = found["invoiced_net"] + found["invoiced_freight"] + found["invoiced_tax"]
    published = {
        "published_net": cents(sum(Decimal(h["SubTotal"]) for h in heads.values())),
        "published_total": cents(sum(Decimal(h["TotalDue"]) for h in heads.values())),
    }
    return {**counts, **found, **published}


def stock():
    """Pieces and value that stand at the beginning, and pieces at the end."""
    cost = {r["ProductID"]: Decimal(r["StandardCost"]) for r in rows("Production.Product")}
    moves = defaultdict(list)
    sold = set()
    shipped = {r["SalesOrderID"]: r["ShipDate"][:10] for r in rows("Sales.SalesOrderHeader")}
    for r in rows("Sales.SalesOrderDetail"):
        moves[r["ProductID"]].append((shipped[r["SalesOrderID"]], 1, -int(r["OrderQty"])))
        sold.add(r["ProductID"])
    made = 0
    for r in rows("Production.WorkOrder"):
        if r["ProductID"] in sold:
            moves[r["ProductID"]].append((r["EndDate"][:10], 0, int(r["StockedQty"])))
            made += int(r["StockedQty"])
    status = {r["PurchaseOrderID"]: r["Status"] for r in rows("Purchasing.PurchaseOrderHeader")}
    for r in rows("Purchasing.PurchaseOrderDetail"):
        if status[r["PurchaseOrderID"]] != "3":
            moves[r["ProductID"]].append((r["DueDate"][:10], 0, int(Decimal(r["StockedQty"]))))
    pieces, value, products, left = 0, Decimal(0), 0, 0
    for product, of in moves.items():
        balance = lowest = 0
        for _, _, quantity in sorted(of):
            balance += quantity
            lowest = min(lowest, balance)
        left += balance - lowest
        if lowest < 0:
            pieces, products, value = pieces - lowest, products + 1, value + cents(cost[product] * -lowest)
    return {"opening_products": products, "opening_pieces": pieces, "opening_value": value, "made_pieces": made, "pieces_at_the_end": left}


def plain(value):
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral() and value.as_tuple().exponent > -2 else str(value.normalize() if value.as_tuple().exponent < -4 else value)
    return value


print(json.dumps(plain({"sales": sales(), "purchases": purchases(), "stock": stock()}), indent=1))
