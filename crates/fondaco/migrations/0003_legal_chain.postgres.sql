ALTER TABLE "accounting_journal_entry" ADD COLUMN "stated" TEXT COLLATE "C";
ALTER TABLE "accounting_journal_entry" ADD COLUMN "hash" TEXT COLLATE "C";
ALTER TABLE "accounting_journal_entry" ADD COLUMN "previous_hash" TEXT COLLATE "C";
ALTER TABLE "number_series" ADD COLUMN "hash" TEXT COLLATE "C";
ALTER TABLE "sales_customer_invoice" ADD COLUMN "hash" TEXT COLLATE "C";
ALTER TABLE "sales_customer_invoice" ADD COLUMN "previous_hash" TEXT COLLATE "C";
