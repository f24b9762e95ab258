ALTER TABLE "accounting_journal_entry" ADD COLUMN "stated" TEXT;
ALTER TABLE "accounting_journal_entry" ADD COLUMN "hash" TEXT;
ALTER TABLE "accounting_journal_entry" ADD COLUMN "previous_hash" TEXT;
ALTER TABLE "number_series" ADD COLUMN "hash" TEXT;
ALTER TABLE "sales_customer_invoice" ADD COLUMN "hash" TEXT;
ALTER TABLE "sales_customer_invoice" ADD COLUMN "previous_hash" TEXT;
