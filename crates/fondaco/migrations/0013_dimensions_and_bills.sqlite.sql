ALTER TABLE "accounting_dimension" ADD COLUMN "balancing" INTEGER NOT NULL DEFAULT 0;
CREATE TABLE "accounting_dimension_rule" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "name" TEXT NOT NULL,
  "name_sort" BLOB,
  "company" INTEGER REFERENCES "platform_company" ("id"),
  "dimension" INTEGER NOT NULL REFERENCES "accounting_dimension" ("id"),
  "demand" TEXT NOT NULL,
  "account" INTEGER REFERENCES "accounting_account" ("id"),
  "nature" TEXT,
  "beside" INTEGER REFERENCES "accounting_dimension_value" ("id")
) STRICT;
CREATE INDEX "accounting_dimension_rule__name_sort__id__company" ON "accounting_dimension_rule" ("name_sort", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "accounting_dimension_rule__dimension__id__company" ON "accounting_dimension_rule" ("dimension", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "accounting_dimension_rule__account__id__company" ON "accounting_dimension_rule" ("account", "id", "company") WHERE archived_at IS NULL AND "account" IS NOT NULL;
CREATE INDEX "accounting_dimension_rule__beside__id__company" ON "accounting_dimension_rule" ("beside", "id", "company") WHERE archived_at IS NULL AND "beside" IS NOT NULL;
CREATE INDEX "accounting_dimension_rule__changed_at__id__company" ON "accounting_dimension_rule" ("changed_at", "id", "company") WHERE archived_at IS NULL;
ALTER TABLE "accounting_dimension_value" ADD COLUMN "usual" INTEGER NOT NULL DEFAULT 0;
CREATE TABLE "accounting_group_account" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "code" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "name_sort" BLOB,
  "parent" INTEGER REFERENCES "accounting_group_account" ("id"),
  "nature" TEXT NOT NULL,
  "heading" INTEGER NOT NULL
) STRICT;
CREATE INDEX "accounting_group_account__name_sort__id" ON "accounting_group_account" ("name_sort", "id") WHERE archived_at IS NULL;
CREATE INDEX "accounting_group_account__parent__id" ON "accounting_group_account" ("parent", "id") WHERE archived_at IS NULL AND "parent" IS NOT NULL;
CREATE INDEX "accounting_group_account__changed_at__id" ON "accounting_group_account" ("changed_at", "id") WHERE archived_at IS NULL;
CREATE UNIQUE INDEX "accounting_group_account__code__u" ON "accounting_group_account" ("code") WHERE archived_at IS NULL;
ALTER TABLE "accounting_open_item" ADD COLUMN "dimensions" INTEGER REFERENCES "accounting_dimension_set" ("id");
CREATE INDEX "accounting_open_item__dimensions__id__company" ON "accounting_open_item" ("dimensions", "id", "company") WHERE archived_at IS NULL AND "dimensions" IS NOT NULL;
ALTER TABLE "accounting_payment_run" ADD COLUMN "advised_at" INTEGER;
ALTER TABLE "accounting_payment_run" ADD COLUMN "advised" INTEGER;
ALTER TABLE "accounting_payment_run" ADD COLUMN "unreached" TEXT;
CREATE TABLE "accounting_ruled_value" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "document" INTEGER NOT NULL REFERENCES "accounting_dimension_rule" ("id"),
  "position" INTEGER NOT NULL,
  "value" INTEGER NOT NULL REFERENCES "accounting_dimension_value" ("id")
) STRICT;
CREATE INDEX "accounting_ruled_value__document__position" ON "accounting_ruled_value" ("document", "position");
ALTER TABLE "purchasing_invoice_line" ADD COLUMN "dimensions" INTEGER REFERENCES "accounting_dimension_set" ("id");
CREATE INDEX "purchasing_invoice_line__dimensions" ON "purchasing_invoice_line" ("dimensions") WHERE "dimensions" IS NOT NULL;
ALTER TABLE "purchasing_order_line" ADD COLUMN "dimensions" INTEGER REFERENCES "accounting_dimension_set" ("id");
CREATE INDEX "purchasing_order_line__dimensions" ON "purchasing_order_line" ("dimensions") WHERE "dimensions" IS NOT NULL;
ALTER TABLE "sales_customer_invoice_line" ADD COLUMN "dimensions" INTEGER REFERENCES "accounting_dimension_set" ("id");
CREATE INDEX "sales_customer_invoice_line__dimensions" ON "sales_customer_invoice_line" ("dimensions") WHERE "dimensions" IS NOT NULL;
ALTER TABLE "sales_order_line" ADD COLUMN "dimensions" INTEGER REFERENCES "accounting_dimension_set" ("id");
CREATE INDEX "sales_order_line__dimensions" ON "sales_order_line" ("dimensions") WHERE "dimensions" IS NOT NULL;
