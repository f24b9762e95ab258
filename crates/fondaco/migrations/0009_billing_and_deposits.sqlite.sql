ALTER TABLE "sales_customer_invoice_line" ADD COLUMN "milestone" INTEGER REFERENCES "sales_milestone" ("id");
ALTER TABLE "sales_customer_invoice_line" ADD COLUMN "purpose" TEXT NOT NULL DEFAULT 'sale';
ALTER TABLE "sales_customer_invoice_line" ADD COLUMN "deducts" INTEGER;
CREATE INDEX "sales_customer_invoice_line__milestone" ON "sales_customer_invoice_line" ("milestone") WHERE "milestone" IS NOT NULL;
CREATE TABLE "sales_milestone" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "name" TEXT NOT NULL,
  "sales_order" INTEGER NOT NULL REFERENCES "sales_order" ("id"),
  "planned_on" TEXT NOT NULL,
  "share" INTEGER,
  "amount" INTEGER,
  "due" INTEGER NOT NULL,
  "currency" INTEGER REFERENCES "platform_currency" ("id"),
  "reached_on" TEXT,
  "state" TEXT NOT NULL
) STRICT;
CREATE INDEX "sales_milestone__sales_order__id" ON "sales_milestone" ("sales_order", "id") WHERE archived_at IS NULL;
CREATE INDEX "sales_milestone__planned_on__id" ON "sales_milestone" ("planned_on", "id") WHERE archived_at IS NULL;
CREATE INDEX "sales_milestone__state__id" ON "sales_milestone" ("state", "id") WHERE archived_at IS NULL;
CREATE INDEX "sales_milestone__changed_at__id" ON "sales_milestone" ("changed_at", "id") WHERE archived_at IS NULL;
ALTER TABLE "sales_order" ADD COLUMN "billing" TEXT NOT NULL DEFAULT 'delivery';
ALTER TABLE "sales_order" ADD COLUMN "prepaid" INTEGER NOT NULL DEFAULT 0;
