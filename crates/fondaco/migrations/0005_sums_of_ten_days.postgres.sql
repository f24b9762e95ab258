ALTER TABLE "accounting_balance" ADD COLUMN "stretch" BIGINT NOT NULL DEFAULT 0;
ALTER TABLE "accounting_balance" ALTER COLUMN "stretch" DROP DEFAULT;
ALTER TABLE "accounting_balance" DROP CONSTRAINT "accounting_balance_pkey", ADD PRIMARY KEY ("account", "period", "stretch", "ledger", "shard");
DELETE FROM "accounting_balance";
INSERT INTO "accounting_balance" ("company", "ledger", "account", "period", "stretch", "shard", "debit", "credit")
SELECT e."company", e."ledger", l."account", e."period", (CAST(e."posted_on" AS DATE) - CAST(p."starts_on" AS DATE)) / 10, 0,
  SUM(CASE WHEN l."amount_base" > 0 THEN l."amount_base" ELSE 0 END),
  SUM(CASE WHEN l."amount_base" < 0 THEN -l."amount_base" ELSE 0 END)
FROM "accounting_journal_entry" e JOIN "accounting_journal_line" l ON l."document" = e."id"
JOIN "accounting_period" p ON p."id" = e."period"
GROUP BY e."company", e."ledger", l."account", e."period", (CAST(e."posted_on" AS DATE) - CAST(p."starts_on" AS DATE)) / 10;
