ALTER TABLE "platform_activity" ADD COLUMN "by_email" INTEGER NOT NULL DEFAULT 0;
CREATE TABLE "platform_booking" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "document" INTEGER NOT NULL REFERENCES "platform_event" ("id"),
  "position" INTEGER NOT NULL,
  "resource" INTEGER NOT NULL REFERENCES "platform_resource" ("id")
) STRICT;
CREATE INDEX "platform_booking__document__position" ON "platform_booking" ("document", "position");
CREATE INDEX "platform_booking__resource" ON "platform_booking" ("resource");
CREATE TABLE "platform_resource" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "name" TEXT NOT NULL,
  "name_sort" BLOB,
  "kind" TEXT NOT NULL,
  "seats" INTEGER,
  "place" TEXT,
  "calendar" INTEGER REFERENCES "platform_working_calendar" ("id")
) STRICT;
CREATE INDEX "platform_resource__name_sort__id" ON "platform_resource" ("name_sort", "id") WHERE archived_at IS NULL;
CREATE INDEX "platform_resource__calendar__id" ON "platform_resource" ("calendar", "id") WHERE archived_at IS NULL AND "calendar" IS NOT NULL;
CREATE INDEX "platform_resource__changed_at__id" ON "platform_resource" ("changed_at", "id") WHERE archived_at IS NULL;
CREATE UNIQUE INDEX "platform_resource__name__u" ON "platform_resource" ("name") WHERE archived_at IS NULL;
CREATE TABLE "sales_contract" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "number" TEXT NOT NULL,
  "kind" TEXT NOT NULL,
  "subject" TEXT,
  "customer" INTEGER NOT NULL REFERENCES "parties_party" ("id"),
  "contact" INTEGER REFERENCES "parties_party" ("id"),
  "company" INTEGER NOT NULL REFERENCES "platform_company" ("id"),
  "reference" TEXT,
  "starts_on" TEXT NOT NULL,
  "ends_on" TEXT,
  "renewal" TEXT NOT NULL,
  "renewal_months" INTEGER,
  "notice_days" INTEGER,
  "renewals" INTEGER NOT NULL,
  "ended_because" TEXT,
  "currency" INTEGER REFERENCES "platform_currency" ("id"),
  "value" INTEGER NOT NULL,
  "taken_from" INTEGER REFERENCES "sales_contract_template" ("id"),
  "terms" TEXT,
  "source_kind" INTEGER,
  "source" INTEGER,
  "owner" INTEGER REFERENCES "platform_user" ("id"),
  "team" INTEGER REFERENCES "platform_team" ("id"),
  "notes" TEXT,
  "state" TEXT NOT NULL
) STRICT;
CREATE INDEX "sales_contract__customer__id__owner__team__company" ON "sales_contract" ("customer", "id", "owner", "team", "company") WHERE archived_at IS NULL;
CREATE INDEX "sales_contract__contact__id__owner__team__company" ON "sales_contract" ("contact", "id", "owner", "team", "company") WHERE archived_at IS NULL AND "contact" IS NOT NULL;
CREATE INDEX "sales_contract__starts_on__id__owner__team__company" ON "sales_contract" ("starts_on", "id", "owner", "team", "company") WHERE archived_at IS NULL;
CREATE INDEX "sales_contract__ends_on__id__owner__team__company" ON "sales_contract" ("ends_on", "id", "owner", "team", "company") WHERE archived_at IS NULL;
CREATE INDEX "sales_contract__currency__id__owner__team__company" ON "sales_contract" ("currency", "id", "owner", "team", "company") WHERE archived_at IS NULL AND "currency" IS NOT NULL;
CREATE INDEX "sales_contract__taken_from__id__owner__team__company" ON "sales_contract" ("taken_from", "id", "owner", "team", "company") WHERE archived_at IS NULL AND "taken_from" IS NOT NULL;
CREATE INDEX "sales_contract__owner__id__team__company" ON "sales_contract" ("owner", "id", "team", "company") WHERE archived_at IS NULL;
CREATE INDEX "sales_contract__team__id__owner__company" ON "sales_contract" ("team", "id", "owner", "company") WHERE archived_at IS NULL;
CREATE INDEX "sales_contract__state__id__owner__team__company" ON "sales_contract" ("state", "id", "owner", "team", "company") WHERE archived_at IS NULL;
CREATE INDEX "sales_contract__changed_at__id__owner__team__company" ON "sales_contract" ("changed_at", "id", "owner", "team", "company") WHERE archived_at IS NULL;
CREATE INDEX "sales_contract__id__owner__team__company" ON "sales_contract" ("id", "owner", "team", "company") WHERE archived_at IS NULL;
CREATE INDEX "sales_contract__customer__state" ON "sales_contract" ("customer", "state") WHERE archived_at IS NULL;
CREATE INDEX "sales_contract__state__ends_on" ON "sales_contract" ("state", "ends_on") WHERE archived_at IS NULL;
CREATE INDEX "sales_contract__source_kind__source" ON "sales_contract" ("source_kind", "source") WHERE archived_at IS NULL;
CREATE TABLE "sales_contract_line" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "document" INTEGER NOT NULL REFERENCES "sales_contract" ("id"),
  "position" INTEGER NOT NULL,
  "item" INTEGER NOT NULL REFERENCES "catalog_item" ("id"),
  "quantity" INTEGER NOT NULL,
  "unit" INTEGER REFERENCES "catalog_unit" ("id"),
  "price" INTEGER,
  "net" INTEGER NOT NULL,
  "text" TEXT
) STRICT;
CREATE INDEX "sales_contract_line__document__position" ON "sales_contract_line" ("document", "position");
CREATE INDEX "sales_contract_line__item" ON "sales_contract_line" ("item");
CREATE TABLE "sales_contract_template" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "name" TEXT NOT NULL,
  "kind" TEXT NOT NULL,
  "language" TEXT NOT NULL,
  "body" TEXT NOT NULL
) STRICT;
CREATE INDEX "sales_contract_template__changed_at__id" ON "sales_contract_template" ("changed_at", "id") WHERE archived_at IS NULL;
CREATE TABLE "service_installed_piece" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "serial" TEXT NOT NULL,
  "serial_sort" BLOB,
  "item" INTEGER NOT NULL REFERENCES "catalog_item" ("id"),
  "customer" INTEGER NOT NULL REFERENCES "parties_party" ("id"),
  "lot" INTEGER REFERENCES "stock_lot" ("id"),
  "installed_on" TEXT,
  "warranty_until" TEXT,
  "contract" INTEGER REFERENCES "sales_contract" ("id"),
  "place" TEXT,
  "notes" TEXT,
  "delivery" INTEGER REFERENCES "sales_delivery" ("id"),
  "delivery_line" INTEGER,
  "state" TEXT NOT NULL
) STRICT;
CREATE INDEX "service_installed_piece__serial_sort__id" ON "service_installed_piece" ("serial_sort", "id") WHERE archived_at IS NULL;
CREATE INDEX "service_installed_piece__item__id" ON "service_installed_piece" ("item", "id") WHERE archived_at IS NULL;
CREATE INDEX "service_installed_piece__customer__id" ON "service_installed_piece" ("customer", "id") WHERE archived_at IS NULL;
CREATE INDEX "service_installed_piece__lot__id" ON "service_installed_piece" ("lot", "id") WHERE archived_at IS NULL AND "lot" IS NOT NULL;
CREATE INDEX "service_installed_piece__installed_on__id" ON "service_installed_piece" ("installed_on", "id") WHERE archived_at IS NULL;
CREATE INDEX "service_installed_piece__warranty_until__id" ON "service_installed_piece" ("warranty_until", "id") WHERE archived_at IS NULL;
CREATE INDEX "service_installed_piece__contract__id" ON "service_installed_piece" ("contract", "id") WHERE archived_at IS NULL AND "contract" IS NOT NULL;
CREATE INDEX "service_installed_piece__delivery__id" ON "service_installed_piece" ("delivery", "id") WHERE archived_at IS NULL AND "delivery" IS NOT NULL;
CREATE INDEX "service_installed_piece__state__id" ON "service_installed_piece" ("state", "id") WHERE archived_at IS NULL;
CREATE INDEX "service_installed_piece__changed_at__id" ON "service_installed_piece" ("changed_at", "id") WHERE archived_at IS NULL;
CREATE INDEX "service_installed_piece__customer__state" ON "service_installed_piece" ("customer", "state") WHERE archived_at IS NULL;
CREATE INDEX "service_installed_piece__delivery_line" ON "service_installed_piece" ("delivery_line") WHERE archived_at IS NULL AND "delivery_line" IS NOT NULL;
ALTER TABLE "service_queue" ADD COLUMN "skill" INTEGER REFERENCES "service_skill" ("id");
CREATE INDEX "service_queue__skill__id__team" ON "service_queue" ("skill", "id", "team") WHERE archived_at IS NULL AND "skill" IS NOT NULL;
CREATE TABLE "service_skill" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "name" TEXT NOT NULL,
  "name_sort" BLOB
) STRICT;
CREATE INDEX "service_skill__name_sort__id" ON "service_skill" ("name_sort", "id") WHERE archived_at IS NULL;
CREATE INDEX "service_skill__changed_at__id" ON "service_skill" ("changed_at", "id") WHERE archived_at IS NULL;
CREATE UNIQUE INDEX "service_skill__name__u" ON "service_skill" ("name") WHERE archived_at IS NULL;
CREATE TABLE "service_skilled_person" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "document" INTEGER NOT NULL REFERENCES "service_skill" ("id"),
  "position" INTEGER NOT NULL,
  "person" INTEGER NOT NULL REFERENCES "platform_user" ("id"),
  "level" INTEGER NOT NULL
) STRICT;
CREATE INDEX "service_skilled_person__document__position" ON "service_skilled_person" ("document", "position");
CREATE INDEX "service_skilled_person__person" ON "service_skilled_person" ("person");
ALTER TABLE "service_sla_policy" ADD COLUMN "contract" INTEGER REFERENCES "sales_contract" ("id");
ALTER TABLE "service_sla_policy" ADD COLUMN "contract_kind" TEXT;
CREATE INDEX "service_sla_policy__contract__id" ON "service_sla_policy" ("contract", "id") WHERE archived_at IS NULL AND "contract" IS NOT NULL;
ALTER TABLE "service_ticket" ADD COLUMN "piece" INTEGER REFERENCES "service_installed_piece" ("id");
ALTER TABLE "service_ticket" ADD COLUMN "skill" INTEGER REFERENCES "service_skill" ("id");
CREATE INDEX "service_ticket__piece__id__owner__team__company" ON "service_ticket" ("piece", "id", "owner", "team", "company") WHERE archived_at IS NULL AND "piece" IS NOT NULL;
CREATE INDEX "service_ticket__skill__id__owner__team__company" ON "service_ticket" ("skill", "id", "owner", "team", "company") WHERE archived_at IS NULL AND "skill" IS NOT NULL;
ALTER TABLE "service_ticket_type" ADD COLUMN "skill" INTEGER REFERENCES "service_skill" ("id");
CREATE INDEX "service_ticket_type__skill__id" ON "service_ticket_type" ("skill", "id") WHERE archived_at IS NULL AND "skill" IS NOT NULL;
