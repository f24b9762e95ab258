--@rebuild accounting_balance
CREATE TABLE "accounting_balance__new" (
  "company" INTEGER NOT NULL,
  "ledger" INTEGER NOT NULL,
  "account" INTEGER NOT NULL,
  "period" INTEGER NOT NULL,
  "stretch" INTEGER NOT NULL,
  "shard" INTEGER NOT NULL,
  "debit" INTEGER NOT NULL,
  "credit" INTEGER NOT NULL,
  PRIMARY KEY ("account", "period", "stretch", "ledger", "shard")
) STRICT, WITHOUT ROWID;
--@copied accounting_balance
CREATE INDEX "accounting_balance__company__period" ON "accounting_balance" ("company", "period");
DELETE FROM "accounting_balance";
INSERT INTO "accounting_balance" ("company", "ledger", "account", "period", "stretch", "shard", "debit", "credit")
SELECT e."company", e."ledger", l."account", e."period", CAST(julianday(e."posted_on") - julianday(p."starts_on") AS INTEGER) / 10, 0,
  SUM(CASE WHEN l."amount_base" > 0 THEN l."amount_base" ELSE 0 END),
  SUM(CASE WHEN l."amount_base" < 0 THEN -l."amount_base" ELSE 0 END)
FROM "accounting_journal_entry" e JOIN "accounting_journal_line" l ON l."document" = e."id"
JOIN "accounting_period" p ON p."id" = e."period"
GROUP BY e."company", e."ledger", l."account", e."period", CAST(julianday(e."posted_on") - julianday(p."starts_on") AS INTEGER) / 10;
