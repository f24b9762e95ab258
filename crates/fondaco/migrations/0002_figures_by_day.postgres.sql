DROP INDEX IF EXISTS "accounting_journal_line__item";
DROP INDEX IF EXISTS "accounting_journal_line__dimensions";
DROP INDEX IF EXISTS "accounting_journal_line__account__posted_on__id";
CREATE INDEX "accounting_journal_line__account__posted_on__id__322ff165" ON "accounting_journal_line" ("account", "posted_on", "id", "amount_base");
