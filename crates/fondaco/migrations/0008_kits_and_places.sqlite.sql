CREATE TABLE "catalog_kit_part" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "document" INTEGER NOT NULL REFERENCES "catalog_item" ("id"),
  "position" INTEGER NOT NULL,
  "item" INTEGER NOT NULL REFERENCES "catalog_item" ("id"),
  "quantity" INTEGER NOT NULL
) STRICT;
CREATE INDEX "catalog_kit_part__document__position" ON "catalog_kit_part" ("document", "position");
CREATE INDEX "catalog_kit_part__item" ON "catalog_kit_part" ("item");
ALTER TABLE "sales_delivery_line" ADD COLUMN "kit" INTEGER REFERENCES "catalog_item" ("id");
CREATE INDEX "sales_delivery_line__kit" ON "sales_delivery_line" ("kit") WHERE "kit" IS NOT NULL;
ALTER TABLE "sales_order_line" ADD COLUMN "kit_parts" TEXT;
ALTER TABLE "stock_location" ADD COLUMN "capacity" INTEGER;
CREATE TABLE "stock_site" (
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
  "address_of" INTEGER REFERENCES "parties_party" ("id")
) STRICT;
CREATE INDEX "stock_site__name_sort__id" ON "stock_site" ("name_sort", "id") WHERE archived_at IS NULL;
CREATE INDEX "stock_site__address_of__id" ON "stock_site" ("address_of", "id") WHERE archived_at IS NULL AND "address_of" IS NOT NULL;
CREATE INDEX "stock_site__changed_at__id" ON "stock_site" ("changed_at", "id") WHERE archived_at IS NULL;
CREATE UNIQUE INDEX "stock_site__code__u" ON "stock_site" ("code") WHERE archived_at IS NULL;
ALTER TABLE "stock_warehouse" ADD COLUMN "site" INTEGER REFERENCES "stock_site" ("id");
CREATE INDEX "stock_warehouse__site__id__company" ON "stock_warehouse" ("site", "id", "company") WHERE archived_at IS NULL AND "site" IS NOT NULL;
