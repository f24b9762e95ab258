ALTER TABLE "parties_party" ADD COLUMN "credit_status" TEXT NOT NULL DEFAULT 'ok';
CREATE TABLE "purchasing_closed_days" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "document" INTEGER NOT NULL REFERENCES "purchasing_supplier_calendar" ("id"),
  "position" INTEGER NOT NULL,
  "name" TEXT,
  "starts_on" TEXT NOT NULL,
  "ends_on" TEXT
) STRICT;
CREATE INDEX "purchasing_closed_days__document__position" ON "purchasing_closed_days" ("document", "position");
ALTER TABLE "purchasing_match_tolerance" ADD COLUMN "days_early" INTEGER;
ALTER TABLE "purchasing_match_tolerance" ADD COLUMN "days_late" INTEGER;
CREATE TABLE "purchasing_notice_line" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "document" INTEGER NOT NULL REFERENCES "purchasing_shipping_notice" ("id"),
  "position" INTEGER NOT NULL,
  "order_line" INTEGER NOT NULL,
  "purchase_order" INTEGER REFERENCES "purchasing_order" ("id"),
  "item" INTEGER REFERENCES "catalog_item" ("id"),
  "description" TEXT,
  "unit" INTEGER REFERENCES "catalog_unit" ("id"),
  "quantity" INTEGER NOT NULL
) STRICT;
CREATE INDEX "purchasing_notice_line__document__position" ON "purchasing_notice_line" ("document", "position");
CREATE INDEX "purchasing_notice_line__purchase_order" ON "purchasing_notice_line" ("purchase_order") WHERE "purchase_order" IS NOT NULL;
CREATE INDEX "purchasing_notice_line__item" ON "purchasing_notice_line" ("item") WHERE "item" IS NOT NULL;
CREATE INDEX "purchasing_notice_line__order_line" ON "purchasing_notice_line" ("order_line");
CREATE TABLE "purchasing_shipping_notice" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "number" TEXT NOT NULL,
  "company" INTEGER NOT NULL REFERENCES "platform_company" ("id"),
  "supplier" INTEGER NOT NULL REFERENCES "parties_party" ("id"),
  "reference" TEXT,
  "announced_on" TEXT NOT NULL,
  "arrives_on" TEXT NOT NULL,
  "carrier" INTEGER REFERENCES "parties_party" ("id"),
  "tracking" TEXT,
  "receipt" INTEGER REFERENCES "purchasing_goods_receipt" ("id"),
  "withdrawn_because" TEXT,
  "state" TEXT NOT NULL
) STRICT;
CREATE INDEX "purchasing_shipping_notice__number__id__company" ON "purchasing_shipping_notice" ("number", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "purchasing_shipping_notice__supplier__id__company" ON "purchasing_shipping_notice" ("supplier", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "purchasing_shipping_notice__arrives_on__id__company" ON "purchasing_shipping_notice" ("arrives_on", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "purchasing_shipping_notice__carrier__id__company" ON "purchasing_shipping_notice" ("carrier", "id", "company") WHERE archived_at IS NULL AND "carrier" IS NOT NULL;
CREATE INDEX "purchasing_shipping_notice__receipt__id__company" ON "purchasing_shipping_notice" ("receipt", "id", "company") WHERE archived_at IS NULL AND "receipt" IS NOT NULL;
CREATE INDEX "purchasing_shipping_notice__state__id__company" ON "purchasing_shipping_notice" ("state", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "purchasing_shipping_notice__changed_at__id__company" ON "purchasing_shipping_notice" ("changed_at", "id", "company") WHERE archived_at IS NULL;
CREATE TABLE "purchasing_supplier_calendar" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "supplier" INTEGER NOT NULL REFERENCES "parties_party" ("id"),
  "monday" INTEGER NOT NULL,
  "tuesday" INTEGER NOT NULL,
  "wednesday" INTEGER NOT NULL,
  "thursday" INTEGER NOT NULL,
  "friday" INTEGER NOT NULL,
  "saturday" INTEGER NOT NULL,
  "sunday" INTEGER NOT NULL,
  "calendar" INTEGER REFERENCES "platform_working_calendar" ("id")
) STRICT;
CREATE INDEX "purchasing_supplier_calendar__supplier__id" ON "purchasing_supplier_calendar" ("supplier", "id") WHERE archived_at IS NULL;
CREATE INDEX "purchasing_supplier_calendar__calendar__id" ON "purchasing_supplier_calendar" ("calendar", "id") WHERE archived_at IS NULL AND "calendar" IS NOT NULL;
CREATE INDEX "purchasing_supplier_calendar__changed_at__id" ON "purchasing_supplier_calendar" ("changed_at", "id") WHERE archived_at IS NULL;
CREATE UNIQUE INDEX "purchasing_supplier_calendar__supplier__u" ON "purchasing_supplier_calendar" ("supplier") WHERE archived_at IS NULL;
ALTER TABLE "purchasing_supplier_invoice" ADD COLUMN "wrong_date" INTEGER NOT NULL DEFAULT 0;
CREATE TABLE "sales_credit_group" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "name" TEXT NOT NULL,
  "currency" INTEGER NOT NULL REFERENCES "platform_currency" ("id"),
  "credit_limit" INTEGER,
  "credit_status" TEXT NOT NULL
) STRICT;
CREATE INDEX "sales_credit_group__currency__id" ON "sales_credit_group" ("currency", "id") WHERE archived_at IS NULL;
CREATE INDEX "sales_credit_group__changed_at__id" ON "sales_credit_group" ("changed_at", "id") WHERE archived_at IS NULL;
CREATE UNIQUE INDEX "sales_credit_group__name__u" ON "sales_credit_group" ("name") WHERE archived_at IS NULL;
CREATE TABLE "sales_credit_group_member" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "document" INTEGER NOT NULL REFERENCES "sales_credit_group" ("id"),
  "position" INTEGER NOT NULL,
  "customer" INTEGER NOT NULL REFERENCES "parties_party" ("id")
) STRICT;
CREATE INDEX "sales_credit_group_member__document__position" ON "sales_credit_group_member" ("document", "position");
CREATE INDEX "sales_credit_group_member__customer" ON "sales_credit_group_member" ("customer");
ALTER TABLE "sales_credit_rule" ADD COLUMN "watch_from" INTEGER;
ALTER TABLE "sales_credit_rule" ADD COLUMN "stop_days" INTEGER;
ALTER TABLE "sales_credit_rule" ADD COLUMN "stop_level" INTEGER;
CREATE TABLE "sales_credit_shared" (
  "company" INTEGER NOT NULL,
  "credit_group" INTEGER NOT NULL,
  "times" INTEGER NOT NULL,
  PRIMARY KEY ("company", "credit_group")
) STRICT, WITHOUT ROWID;
ALTER TABLE "sales_order" ADD COLUMN "held_exposure" INTEGER;
ALTER TABLE "sales_order" ADD COLUMN "held_limit" INTEGER;
CREATE TABLE "sales_schedule_line" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "label" TEXT NOT NULL,
  "sales_order" INTEGER NOT NULL REFERENCES "sales_order" ("id"),
  "line" INTEGER NOT NULL,
  "item" INTEGER REFERENCES "catalog_item" ("id"),
  "quantity" INTEGER NOT NULL,
  "unit" INTEGER REFERENCES "catalog_unit" ("id"),
  "requested" TEXT NOT NULL,
  "confirmed" TEXT,
  "forecast" TEXT,
  "stock_quantity" INTEGER NOT NULL,
  "order_line" INTEGER NOT NULL
) STRICT;
CREATE INDEX "sales_schedule_line__sales_order__id" ON "sales_schedule_line" ("sales_order", "id") WHERE archived_at IS NULL;
CREATE INDEX "sales_schedule_line__item__id" ON "sales_schedule_line" ("item", "id") WHERE archived_at IS NULL AND "item" IS NOT NULL;
CREATE INDEX "sales_schedule_line__requested__id" ON "sales_schedule_line" ("requested", "id") WHERE archived_at IS NULL;
CREATE INDEX "sales_schedule_line__confirmed__id" ON "sales_schedule_line" ("confirmed", "id") WHERE archived_at IS NULL;
CREATE INDEX "sales_schedule_line__changed_at__id" ON "sales_schedule_line" ("changed_at", "id") WHERE archived_at IS NULL;
CREATE INDEX "sales_schedule_line__order_line" ON "sales_schedule_line" ("order_line") WHERE archived_at IS NULL;
