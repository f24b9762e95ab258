CREATE TABLE "attachment_chunk" (
  "content" TEXT NOT NULL,
  "position" INTEGER NOT NULL,
  "bytes" BLOB NOT NULL,
  PRIMARY KEY ("content", "position")
) STRICT, WITHOUT ROWID;
CREATE TABLE "attachment_upload" (
  "content" TEXT NOT NULL,
  "size" INTEGER NOT NULL,
  "at" INTEGER NOT NULL,
  "ready" INTEGER NOT NULL,
  PRIMARY KEY ("content")
) STRICT, WITHOUT ROWID;
CREATE INDEX "attachment_upload__at" ON "attachment_upload" ("at");
CREATE TABLE "audit" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "tx" INTEGER NOT NULL,
  "kind" INTEGER NOT NULL,
  "record" INTEGER NOT NULL,
  "version" INTEGER NOT NULL,
  "action" TEXT NOT NULL,
  "changes" TEXT NOT NULL,
  "hash" BLOB NOT NULL
) STRICT;
CREATE INDEX "audit__kind__record__id" ON "audit" ("kind", "record", "id");
CREATE INDEX "audit__tx" ON "audit" ("tx");
CREATE TABLE "audit_seal" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "through" INTEGER NOT NULL,
  "at" INTEGER NOT NULL,
  "hash" BLOB NOT NULL
) STRICT;
CREATE TABLE "audit_value" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "audit" INTEGER NOT NULL,
  "field" TEXT NOT NULL,
  "salt" BLOB NOT NULL,
  "old" TEXT,
  "new" TEXT
) STRICT;
CREATE INDEX "audit_value__audit" ON "audit_value" ("audit");
CREATE TABLE "catalog_attribute" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "document" INTEGER NOT NULL REFERENCES "catalog_item" ("id"),
  "position" INTEGER NOT NULL,
  "name" TEXT NOT NULL,
  "value" TEXT NOT NULL
) STRICT;
CREATE INDEX "catalog_attribute__document__position" ON "catalog_attribute" ("document", "position");
CREATE TABLE "catalog_barcode" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "document" INTEGER NOT NULL REFERENCES "catalog_item" ("id"),
  "position" INTEGER NOT NULL,
  "number" TEXT NOT NULL,
  "number_sort" BLOB,
  "unit" INTEGER REFERENCES "catalog_unit" ("id"),
  "is_internal" INTEGER NOT NULL
) STRICT;
CREATE INDEX "catalog_barcode__document__position" ON "catalog_barcode" ("document", "position");
CREATE INDEX "catalog_barcode__number" ON "catalog_barcode" ("number");
CREATE INDEX "catalog_barcode__unit" ON "catalog_barcode" ("unit");
CREATE TABLE "catalog_customer_item" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "item" INTEGER NOT NULL REFERENCES "catalog_item" ("id"),
  "customer" INTEGER NOT NULL REFERENCES "parties_party" ("id"),
  "part_number" TEXT NOT NULL,
  "part_name" TEXT
) STRICT;
CREATE INDEX "catalog_customer_item__item__id" ON "catalog_customer_item" ("item", "id") WHERE archived_at IS NULL;
CREATE INDEX "catalog_customer_item__customer__id" ON "catalog_customer_item" ("customer", "id") WHERE archived_at IS NULL;
CREATE INDEX "catalog_customer_item__changed_at__id" ON "catalog_customer_item" ("changed_at", "id") WHERE archived_at IS NULL;
CREATE UNIQUE INDEX "catalog_customer_item__customer__part_number__u" ON "catalog_customer_item" ("customer", "part_number") WHERE archived_at IS NULL;
CREATE TABLE "catalog_item" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "code" TEXT NOT NULL,
  "code_sort" BLOB,
  "name" TEXT NOT NULL,
  "name_sort" BLOB,
  "item_group" INTEGER REFERENCES "catalog_item_group" ("id"),
  "nature" TEXT NOT NULL,
  "base_unit" INTEGER NOT NULL REFERENCES "catalog_unit" ("id"),
  "description" TEXT,
  "brand" TEXT,
  "variant_of" INTEGER REFERENCES "catalog_item" ("id"),
  "currency" INTEGER REFERENCES "platform_currency" ("id"),
  "list_price" INTEGER,
  "standard_cost" INTEGER,
  "tracking" TEXT NOT NULL,
  "origin" INTEGER REFERENCES "platform_country" ("id"),
  "customs_code" TEXT,
  "starts_on" TEXT,
  "ends_on" TEXT,
  "state" TEXT NOT NULL
) STRICT;
CREATE INDEX "catalog_item__code_sort__id" ON "catalog_item" ("code_sort", "id") WHERE archived_at IS NULL;
CREATE INDEX "catalog_item__name_sort__id" ON "catalog_item" ("name_sort", "id") WHERE archived_at IS NULL;
CREATE INDEX "catalog_item__item_group__id" ON "catalog_item" ("item_group", "id") WHERE archived_at IS NULL;
CREATE INDEX "catalog_item__base_unit__id" ON "catalog_item" ("base_unit", "id") WHERE archived_at IS NULL;
CREATE INDEX "catalog_item__variant_of__id" ON "catalog_item" ("variant_of", "id") WHERE archived_at IS NULL;
CREATE INDEX "catalog_item__currency__id" ON "catalog_item" ("currency", "id") WHERE archived_at IS NULL;
CREATE INDEX "catalog_item__origin__id" ON "catalog_item" ("origin", "id") WHERE archived_at IS NULL;
CREATE INDEX "catalog_item__state__id" ON "catalog_item" ("state", "id") WHERE archived_at IS NULL;
CREATE INDEX "catalog_item__changed_at__id" ON "catalog_item" ("changed_at", "id") WHERE archived_at IS NULL;
CREATE UNIQUE INDEX "catalog_item__code__u" ON "catalog_item" ("code") WHERE archived_at IS NULL;
CREATE TABLE "catalog_item_group" (
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
  "parent" INTEGER REFERENCES "catalog_item_group" ("id")
) STRICT;
CREATE INDEX "catalog_item_group__name_sort__id" ON "catalog_item_group" ("name_sort", "id") WHERE archived_at IS NULL;
CREATE INDEX "catalog_item_group__parent__id" ON "catalog_item_group" ("parent", "id") WHERE archived_at IS NULL;
CREATE INDEX "catalog_item_group__changed_at__id" ON "catalog_item_group" ("changed_at", "id") WHERE archived_at IS NULL;
CREATE UNIQUE INDEX "catalog_item_group__code__u" ON "catalog_item_group" ("code") WHERE archived_at IS NULL;
CREATE TABLE "catalog_item_price" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "item" INTEGER NOT NULL REFERENCES "catalog_item" ("id"),
  "purpose" TEXT NOT NULL,
  "currency" INTEGER NOT NULL REFERENCES "platform_currency" ("id"),
  "price" INTEGER NOT NULL,
  "starts_on" TEXT NOT NULL,
  "ends_on" TEXT
) STRICT;
CREATE INDEX "catalog_item_price__item__id" ON "catalog_item_price" ("item", "id") WHERE archived_at IS NULL;
CREATE INDEX "catalog_item_price__currency__id" ON "catalog_item_price" ("currency", "id") WHERE archived_at IS NULL;
CREATE INDEX "catalog_item_price__starts_on__id" ON "catalog_item_price" ("starts_on", "id") WHERE archived_at IS NULL;
CREATE INDEX "catalog_item_price__changed_at__id" ON "catalog_item_price" ("changed_at", "id") WHERE archived_at IS NULL;
CREATE INDEX "catalog_item_price__item__purpose__currency__starts_on" ON "catalog_item_price" ("item", "purpose", "currency", "starts_on") WHERE archived_at IS NULL;
CREATE TABLE "catalog_item_unit" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "document" INTEGER NOT NULL REFERENCES "catalog_item" ("id"),
  "position" INTEGER NOT NULL,
  "unit" INTEGER NOT NULL REFERENCES "catalog_unit" ("id"),
  "numerator" INTEGER NOT NULL,
  "denominator" INTEGER NOT NULL,
  "contained" INTEGER REFERENCES "catalog_unit" ("id")
) STRICT;
CREATE INDEX "catalog_item_unit__document__position" ON "catalog_item_unit" ("document", "position");
CREATE INDEX "catalog_item_unit__unit" ON "catalog_item_unit" ("unit");
CREATE INDEX "catalog_item_unit__contained" ON "catalog_item_unit" ("contained");
CREATE TABLE "catalog_price_break" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "document" INTEGER NOT NULL REFERENCES "catalog_supplier_item" ("id"),
  "position" INTEGER NOT NULL,
  "from_quantity" INTEGER NOT NULL,
  "price" INTEGER NOT NULL,
  "currency" INTEGER REFERENCES "platform_currency" ("id")
) STRICT;
CREATE INDEX "catalog_price_break__document__position" ON "catalog_price_break" ("document", "position");
CREATE INDEX "catalog_price_break__currency" ON "catalog_price_break" ("currency");
CREATE TABLE "catalog_price_list" (
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
  "currency" INTEGER NOT NULL REFERENCES "platform_currency" ("id"),
  "starts_on" TEXT,
  "ends_on" TEXT,
  "priority" INTEGER NOT NULL,
  "state" TEXT NOT NULL
) STRICT;
CREATE INDEX "catalog_price_list__name_sort__id" ON "catalog_price_list" ("name_sort", "id") WHERE archived_at IS NULL;
CREATE INDEX "catalog_price_list__currency__id" ON "catalog_price_list" ("currency", "id") WHERE archived_at IS NULL;
CREATE INDEX "catalog_price_list__state__id" ON "catalog_price_list" ("state", "id") WHERE archived_at IS NULL;
CREATE INDEX "catalog_price_list__changed_at__id" ON "catalog_price_list" ("changed_at", "id") WHERE archived_at IS NULL;
CREATE UNIQUE INDEX "catalog_price_list__code__u" ON "catalog_price_list" ("code") WHERE archived_at IS NULL;
CREATE TABLE "catalog_price_rule" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "document" INTEGER NOT NULL REFERENCES "catalog_price_list" ("id"),
  "position" INTEGER NOT NULL,
  "item" INTEGER REFERENCES "catalog_item" ("id"),
  "item_group" INTEGER REFERENCES "catalog_item_group" ("id"),
  "minimum" INTEGER,
  "starts_on" TEXT,
  "ends_on" TEXT,
  "method" TEXT NOT NULL,
  "price" INTEGER,
  "percent" INTEGER,
  "round_to" INTEGER
) STRICT;
CREATE INDEX "catalog_price_rule__document__position" ON "catalog_price_rule" ("document", "position");
CREATE INDEX "catalog_price_rule__item" ON "catalog_price_rule" ("item");
CREATE INDEX "catalog_price_rule__item_group" ON "catalog_price_rule" ("item_group");
CREATE TABLE "catalog_price_target" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "document" INTEGER NOT NULL REFERENCES "catalog_price_list" ("id"),
  "position" INTEGER NOT NULL,
  "customer" INTEGER REFERENCES "parties_party" ("id"),
  "category" INTEGER REFERENCES "parties_category" ("id")
) STRICT;
CREATE INDEX "catalog_price_target__document__position" ON "catalog_price_target" ("document", "position");
CREATE INDEX "catalog_price_target__customer" ON "catalog_price_target" ("customer");
CREATE INDEX "catalog_price_target__category" ON "catalog_price_target" ("category");
CREATE TABLE "catalog_supplier_item" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "item" INTEGER NOT NULL REFERENCES "catalog_item" ("id"),
  "supplier" INTEGER NOT NULL REFERENCES "parties_party" ("id"),
  "part_number" TEXT,
  "part_name" TEXT,
  "lead_time_days" INTEGER,
  "unit" INTEGER REFERENCES "catalog_unit" ("id"),
  "minimum" INTEGER,
  "multiple" INTEGER,
  "currency" INTEGER NOT NULL REFERENCES "platform_currency" ("id"),
  "starts_on" TEXT,
  "ends_on" TEXT,
  "is_preferred" INTEGER NOT NULL
) STRICT;
CREATE INDEX "catalog_supplier_item__item__id" ON "catalog_supplier_item" ("item", "id") WHERE archived_at IS NULL;
CREATE INDEX "catalog_supplier_item__supplier__id" ON "catalog_supplier_item" ("supplier", "id") WHERE archived_at IS NULL;
CREATE INDEX "catalog_supplier_item__unit__id" ON "catalog_supplier_item" ("unit", "id") WHERE archived_at IS NULL;
CREATE INDEX "catalog_supplier_item__currency__id" ON "catalog_supplier_item" ("currency", "id") WHERE archived_at IS NULL;
CREATE INDEX "catalog_supplier_item__changed_at__id" ON "catalog_supplier_item" ("changed_at", "id") WHERE archived_at IS NULL;
CREATE INDEX "catalog_supplier_item__item__supplier" ON "catalog_supplier_item" ("item", "supplier") WHERE archived_at IS NULL;
CREATE TABLE "catalog_unit" (
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
  "dimension" TEXT NOT NULL,
  "numerator" INTEGER NOT NULL,
  "denominator" INTEGER NOT NULL,
  "un_code" TEXT
) STRICT;
CREATE INDEX "catalog_unit__name_sort__id" ON "catalog_unit" ("name_sort", "id") WHERE archived_at IS NULL;
CREATE INDEX "catalog_unit__changed_at__id" ON "catalog_unit" ("changed_at", "id") WHERE archived_at IS NULL;
CREATE UNIQUE INDEX "catalog_unit__code__u" ON "catalog_unit" ("code") WHERE archived_at IS NULL;
CREATE TABLE "external_key" (
  "system" TEXT NOT NULL,
  "kind" INTEGER NOT NULL,
  "key" TEXT NOT NULL,
  "record" INTEGER NOT NULL,
  PRIMARY KEY ("system", "kind", "key")
) STRICT, WITHOUT ROWID;
CREATE INDEX "external_key__kind__record" ON "external_key" ("kind", "record");
CREATE TABLE "former_id" (
  "kind" INTEGER NOT NULL,
  "record" INTEGER NOT NULL,
  "survivor" INTEGER,
  PRIMARY KEY ("kind", "record")
) STRICT, WITHOUT ROWID;
CREATE TABLE "import_record" (
  "run" INTEGER NOT NULL,
  "kind" INTEGER NOT NULL,
  "record" INTEGER NOT NULL,
  "version_before" INTEGER NOT NULL,
  "version_after" INTEGER NOT NULL,
  "before" TEXT,
  PRIMARY KEY ("run", "kind", "record")
) STRICT, WITHOUT ROWID;
CREATE TABLE "import_refusal" (
  "run" INTEGER NOT NULL,
  "line" INTEGER NOT NULL,
  "cells" TEXT NOT NULL,
  "reasons" TEXT NOT NULL,
  PRIMARY KEY ("run", "line")
) STRICT, WITHOUT ROWID;
CREATE TABLE "import_run" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "kind" INTEGER NOT NULL,
  "file" TEXT NOT NULL,
  "state" TEXT NOT NULL,
  "mapping" TEXT NOT NULL,
  "columns" TEXT NOT NULL,
  "at" INTEGER NOT NULL,
  "ended_at" INTEGER,
  "by_user" INTEGER,
  "created" INTEGER NOT NULL,
  "updated" INTEGER NOT NULL,
  "unchanged" INTEGER NOT NULL,
  "refused" INTEGER NOT NULL,
  "position" INTEGER NOT NULL
) STRICT;
CREATE INDEX "import_run__kind__id" ON "import_run" ("kind", "id");
CREATE TABLE "import_ticket" (
  "name" TEXT NOT NULL,
  "by_user" INTEGER,
  "kind" INTEGER NOT NULL,
  "file" TEXT NOT NULL,
  "content" TEXT NOT NULL,
  "mapping" TEXT NOT NULL,
  "words" TEXT NOT NULL,
  "stage" TEXT NOT NULL,
  "told" TEXT NOT NULL,
  "run" INTEGER,
  "at" INTEGER NOT NULL,
  "seen_at" INTEGER NOT NULL,
  PRIMARY KEY ("name")
) STRICT, WITHOUT ROWID;
CREATE INDEX "import_ticket__at" ON "import_ticket" ("at");
CREATE TABLE "link" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "from_kind" INTEGER NOT NULL,
  "from_record" INTEGER NOT NULL,
  "from_line" INTEGER,
  "to_kind" INTEGER NOT NULL,
  "to_record" INTEGER NOT NULL,
  "to_line" INTEGER,
  "role" TEXT NOT NULL,
  "quantity" INTEGER,
  "amount" INTEGER
) STRICT;
CREATE INDEX "link__from_kind__from_record" ON "link" ("from_kind", "from_record");
CREATE INDEX "link__to_kind__to_record" ON "link" ("to_kind", "to_record");
CREATE TABLE "match_key" (
  "key" TEXT NOT NULL,
  "kind" INTEGER NOT NULL,
  "record" INTEGER NOT NULL,
  "weight" INTEGER NOT NULL,
  PRIMARY KEY ("key", "kind", "record")
) STRICT, WITHOUT ROWID;
CREATE TABLE "match_record" (
  "kind" INTEGER NOT NULL,
  "record" INTEGER NOT NULL,
  "keys" TEXT NOT NULL,
  PRIMARY KEY ("kind", "record")
) STRICT, WITHOUT ROWID;
CREATE TABLE "number_series" (
  "series" TEXT NOT NULL,
  "next" INTEGER NOT NULL,
  PRIMARY KEY ("series")
) STRICT, WITHOUT ROWID;
CREATE TABLE "parties_address" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "document" INTEGER NOT NULL REFERENCES "parties_party" ("id"),
  "position" INTEGER NOT NULL,
  "purpose" TEXT NOT NULL,
  "name" TEXT,
  "street" TEXT,
  "postal_code" TEXT,
  "city" TEXT,
  "region" TEXT,
  "country" INTEGER REFERENCES "platform_country" ("id"),
  "latitude" INTEGER,
  "longitude" INTEGER,
  "opening_hours" TEXT,
  "visit_hours" TEXT,
  "is_primary" INTEGER NOT NULL
) STRICT;
CREATE INDEX "parties_address__document__position" ON "parties_address" ("document", "position");
CREATE INDEX "parties_address__country" ON "parties_address" ("country");
CREATE TABLE "parties_affiliation" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "person" INTEGER NOT NULL REFERENCES "parties_party" ("id"),
  "organisation" INTEGER NOT NULL REFERENCES "parties_party" ("id"),
  "role" TEXT,
  "reports_to" INTEGER REFERENCES "parties_party" ("id"),
  "buying_role" TEXT,
  "attitude" TEXT,
  "starts_on" TEXT,
  "ends_on" TEXT,
  "is_active" INTEGER NOT NULL,
  "notes" TEXT
) STRICT;
CREATE INDEX "parties_affiliation__person__id" ON "parties_affiliation" ("person", "id") WHERE archived_at IS NULL;
CREATE INDEX "parties_affiliation__organisation__id" ON "parties_affiliation" ("organisation", "id") WHERE archived_at IS NULL;
CREATE INDEX "parties_affiliation__reports_to__id" ON "parties_affiliation" ("reports_to", "id") WHERE archived_at IS NULL;
CREATE INDEX "parties_affiliation__changed_at__id" ON "parties_affiliation" ("changed_at", "id") WHERE archived_at IS NULL;
CREATE TABLE "parties_category" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "code" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "name_sort" BLOB
) STRICT;
CREATE INDEX "parties_category__name_sort__id" ON "parties_category" ("name_sort", "id") WHERE archived_at IS NULL;
CREATE INDEX "parties_category__changed_at__id" ON "parties_category" ("changed_at", "id") WHERE archived_at IS NULL;
CREATE UNIQUE INDEX "parties_category__code__u" ON "parties_category" ("code") WHERE archived_at IS NULL;
CREATE TABLE "parties_distinction" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "document" INTEGER NOT NULL REFERENCES "parties_party" ("id"),
  "position" INTEGER NOT NULL,
  "other" INTEGER NOT NULL REFERENCES "parties_party" ("id")
) STRICT;
CREATE INDEX "parties_distinction__document__position" ON "parties_distinction" ("document", "position");
CREATE INDEX "parties_distinction__other" ON "parties_distinction" ("other");
CREATE TABLE "parties_email_address" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "document" INTEGER NOT NULL REFERENCES "parties_party" ("id"),
  "position" INTEGER NOT NULL,
  "address" TEXT NOT NULL,
  "purpose" TEXT NOT NULL,
  "is_primary" INTEGER NOT NULL,
  "is_invalid" INTEGER NOT NULL,
  "is_opted_out" INTEGER NOT NULL
) STRICT;
CREATE INDEX "parties_email_address__document__position" ON "parties_email_address" ("document", "position");
CREATE INDEX "parties_email_address__address" ON "parties_email_address" ("address");
CREATE TABLE "parties_industry" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "code" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "name_sort" BLOB
) STRICT;
CREATE INDEX "parties_industry__name_sort__id" ON "parties_industry" ("name_sort", "id") WHERE archived_at IS NULL;
CREATE INDEX "parties_industry__changed_at__id" ON "parties_industry" ("changed_at", "id") WHERE archived_at IS NULL;
CREATE UNIQUE INDEX "parties_industry__code__u" ON "parties_industry" ("code") WHERE archived_at IS NULL;
CREATE TABLE "parties_merge" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "title" TEXT NOT NULL,
  "survivor" INTEGER NOT NULL REFERENCES "parties_party" ("id"),
  "undone_at" INTEGER,
  "moved" TEXT NOT NULL,
  "state" TEXT NOT NULL
) STRICT;
CREATE INDEX "parties_merge__survivor__id" ON "parties_merge" ("survivor", "id") WHERE archived_at IS NULL;
CREATE INDEX "parties_merge__changed_at__id" ON "parties_merge" ("changed_at", "id") WHERE archived_at IS NULL;
CREATE TABLE "parties_merged" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "document" INTEGER NOT NULL REFERENCES "parties_merge" ("id"),
  "position" INTEGER NOT NULL,
  "party" INTEGER NOT NULL REFERENCES "parties_party" ("id")
) STRICT;
CREATE INDEX "parties_merged__document__position" ON "parties_merged" ("document", "position");
CREATE INDEX "parties_merged__party" ON "parties_merged" ("party");
CREATE TABLE "parties_ownership" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "party" INTEGER NOT NULL REFERENCES "parties_party" ("id"),
  "owner" INTEGER REFERENCES "platform_user" ("id"),
  "team" INTEGER REFERENCES "platform_team" ("id"),
  "starts_on" TEXT NOT NULL,
  "ends_on" TEXT
) STRICT;
CREATE INDEX "parties_ownership__party__id__owner__team" ON "parties_ownership" ("party", "id", "owner", "team") WHERE archived_at IS NULL;
CREATE INDEX "parties_ownership__owner__id__team" ON "parties_ownership" ("owner", "id", "team") WHERE archived_at IS NULL;
CREATE INDEX "parties_ownership__team__id__owner" ON "parties_ownership" ("team", "id", "owner") WHERE archived_at IS NULL;
CREATE INDEX "parties_ownership__starts_on__id__owner__team" ON "parties_ownership" ("starts_on", "id", "owner", "team") WHERE archived_at IS NULL;
CREATE INDEX "parties_ownership__changed_at__id__owner__team" ON "parties_ownership" ("changed_at", "id", "owner", "team") WHERE archived_at IS NULL;
CREATE INDEX "parties_ownership__id__owner__team" ON "parties_ownership" ("id", "owner", "team") WHERE archived_at IS NULL;
CREATE TABLE "parties_party" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "code" TEXT NOT NULL,
  "form" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "name_sort" BLOB,
  "given_name" TEXT,
  "family_name" TEXT,
  "category" INTEGER REFERENCES "parties_category" ("id"),
  "industry" INTEGER REFERENCES "parties_industry" ("id"),
  "size" TEXT,
  "parent" INTEGER REFERENCES "parties_party" ("id"),
  "country" INTEGER REFERENCES "platform_country" ("id"),
  "language" TEXT,
  "website" TEXT,
  "notes" TEXT,
  "email" TEXT,
  "phone" TEXT,
  "tax_country" INTEGER REFERENCES "platform_country" ("id"),
  "tax_id" TEXT,
  "currency" INTEGER REFERENCES "platform_currency" ("id"),
  "credit_limit" INTEGER,
  "owner" INTEGER REFERENCES "platform_user" ("id"),
  "team" INTEGER REFERENCES "platform_team" ("id"),
  "blocked_because" TEXT,
  "is_customer" INTEGER NOT NULL,
  "is_supplier" INTEGER NOT NULL,
  "state" TEXT NOT NULL
) STRICT;
CREATE INDEX "parties_party__code__id__owner__team" ON "parties_party" ("code", "id", "owner", "team") WHERE archived_at IS NULL;
CREATE INDEX "parties_party__name_sort__id__owner__team" ON "parties_party" ("name_sort", "id", "owner", "team") WHERE archived_at IS NULL;
CREATE INDEX "parties_party__category__id__owner__team" ON "parties_party" ("category", "id", "owner", "team") WHERE archived_at IS NULL;
CREATE INDEX "parties_party__industry__id__owner__team" ON "parties_party" ("industry", "id", "owner", "team") WHERE archived_at IS NULL;
CREATE INDEX "parties_party__parent__id__owner__team" ON "parties_party" ("parent", "id", "owner", "team") WHERE archived_at IS NULL;
CREATE INDEX "parties_party__country__id__owner__team" ON "parties_party" ("country", "id", "owner", "team") WHERE archived_at IS NULL;
CREATE INDEX "parties_party__tax_country__id__owner__team" ON "parties_party" ("tax_country", "id", "owner", "team") WHERE archived_at IS NULL;
CREATE INDEX "parties_party__currency__id__owner__team" ON "parties_party" ("currency", "id", "owner", "team") WHERE archived_at IS NULL;
CREATE INDEX "parties_party__owner__id__team" ON "parties_party" ("owner", "id", "team") WHERE archived_at IS NULL;
CREATE INDEX "parties_party__team__id__owner" ON "parties_party" ("team", "id", "owner") WHERE archived_at IS NULL;
CREATE INDEX "parties_party__is_customer__id__owner__team" ON "parties_party" ("is_customer", "id", "owner", "team") WHERE archived_at IS NULL;
CREATE INDEX "parties_party__is_supplier__id__owner__team" ON "parties_party" ("is_supplier", "id", "owner", "team") WHERE archived_at IS NULL;
CREATE INDEX "parties_party__state__id__owner__team" ON "parties_party" ("state", "id", "owner", "team") WHERE archived_at IS NULL;
CREATE INDEX "parties_party__changed_at__id__owner__team" ON "parties_party" ("changed_at", "id", "owner", "team") WHERE archived_at IS NULL;
CREATE INDEX "parties_party__id__owner__team" ON "parties_party" ("id", "owner", "team") WHERE archived_at IS NULL;
CREATE UNIQUE INDEX "parties_party__code__u" ON "parties_party" ("code") WHERE archived_at IS NULL;
CREATE UNIQUE INDEX "parties_party__tax_country__tax_id__u" ON "parties_party" ("tax_country", "tax_id") WHERE archived_at IS NULL;
CREATE TABLE "parties_phone_number" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "document" INTEGER NOT NULL REFERENCES "parties_party" ("id"),
  "position" INTEGER NOT NULL,
  "number" TEXT NOT NULL,
  "purpose" TEXT NOT NULL,
  "is_primary" INTEGER NOT NULL,
  "is_invalid" INTEGER NOT NULL,
  "is_opted_out" INTEGER NOT NULL,
  "is_as_typed" INTEGER NOT NULL
) STRICT;
CREATE INDEX "parties_phone_number__document__position" ON "parties_phone_number" ("document", "position");
CREATE TABLE "parties_role" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "document" INTEGER NOT NULL REFERENCES "parties_party" ("id"),
  "position" INTEGER NOT NULL,
  "role" TEXT NOT NULL,
  "starts_on" TEXT,
  "ends_on" TEXT
) STRICT;
CREATE INDEX "parties_role__document__position" ON "parties_role" ("document", "position");
CREATE TABLE "platform_activity" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "title" TEXT NOT NULL,
  "title_sort" BLOB,
  "activity" TEXT NOT NULL,
  "due_on" TEXT,
  "owner" INTEGER REFERENCES "platform_user" ("id"),
  "team" INTEGER REFERENCES "platform_team" ("id"),
  "description" TEXT,
  "host_kind" INTEGER,
  "host" INTEGER,
  "done_at" INTEGER,
  "state" TEXT NOT NULL
) STRICT;
CREATE INDEX "platform_activity__title_sort__id__owner__team" ON "platform_activity" ("title_sort", "id", "owner", "team") WHERE archived_at IS NULL;
CREATE INDEX "platform_activity__due_on__id__owner__team" ON "platform_activity" ("due_on", "id", "owner", "team") WHERE archived_at IS NULL;
CREATE INDEX "platform_activity__owner__id__team" ON "platform_activity" ("owner", "id", "team") WHERE archived_at IS NULL;
CREATE INDEX "platform_activity__team__id__owner" ON "platform_activity" ("team", "id", "owner") WHERE archived_at IS NULL;
CREATE INDEX "platform_activity__state__id__owner__team" ON "platform_activity" ("state", "id", "owner", "team") WHERE archived_at IS NULL;
CREATE INDEX "platform_activity__changed_at__id__owner__team" ON "platform_activity" ("changed_at", "id", "owner", "team") WHERE archived_at IS NULL;
CREATE INDEX "platform_activity__id__owner__team" ON "platform_activity" ("id", "owner", "team") WHERE archived_at IS NULL;
CREATE INDEX "platform_activity__host_kind__host__id" ON "platform_activity" ("host_kind", "host", "id") WHERE archived_at IS NULL;
CREATE TABLE "platform_attachment" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "name" TEXT NOT NULL,
  "media_type" TEXT NOT NULL,
  "size" INTEGER NOT NULL,
  "content" TEXT NOT NULL,
  "host_kind" INTEGER NOT NULL,
  "host" INTEGER NOT NULL,
  "owner" INTEGER REFERENCES "platform_user" ("id")
) STRICT;
CREATE INDEX "platform_attachment__owner__id" ON "platform_attachment" ("owner", "id") WHERE archived_at IS NULL;
CREATE INDEX "platform_attachment__changed_at__id__owner" ON "platform_attachment" ("changed_at", "id", "owner") WHERE archived_at IS NULL;
CREATE INDEX "platform_attachment__id__owner" ON "platform_attachment" ("id", "owner") WHERE archived_at IS NULL;
CREATE INDEX "platform_attachment__host_kind__host__id" ON "platform_attachment" ("host_kind", "host", "id") WHERE archived_at IS NULL;
CREATE INDEX "platform_attachment__content" ON "platform_attachment" ("content") WHERE archived_at IS NULL;
CREATE TABLE "platform_bulk_change" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "title" TEXT NOT NULL,
  "entity" TEXT NOT NULL,
  "verb" TEXT NOT NULL,
  "records" INTEGER NOT NULL,
  "owner" INTEGER REFERENCES "platform_user" ("id"),
  "undone_at" INTEGER,
  "touched" TEXT NOT NULL,
  "kept" TEXT,
  "state" TEXT NOT NULL
) STRICT;
CREATE INDEX "platform_bulk_change__owner__id" ON "platform_bulk_change" ("owner", "id") WHERE archived_at IS NULL;
CREATE INDEX "platform_bulk_change__changed_at__id__owner" ON "platform_bulk_change" ("changed_at", "id", "owner") WHERE archived_at IS NULL;
CREATE INDEX "platform_bulk_change__id__owner" ON "platform_bulk_change" ("id", "owner") WHERE archived_at IS NULL;
CREATE INDEX "platform_bulk_change__entity__owner" ON "platform_bulk_change" ("entity", "owner") WHERE archived_at IS NULL;
CREATE TABLE "platform_company" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "name" TEXT NOT NULL,
  "name_sort" BLOB,
  "code" TEXT NOT NULL,
  "currency" INTEGER NOT NULL REFERENCES "platform_currency" ("id"),
  "country" INTEGER NOT NULL REFERENCES "platform_country" ("id"),
  "address" TEXT,
  "logo" INTEGER REFERENCES "platform_attachment" ("id"),
  "tax_id" TEXT,
  "zone" TEXT
) STRICT;
CREATE INDEX "platform_company__name_sort__id" ON "platform_company" ("name_sort", "id") WHERE archived_at IS NULL;
CREATE INDEX "platform_company__currency__id" ON "platform_company" ("currency", "id") WHERE archived_at IS NULL;
CREATE INDEX "platform_company__country__id" ON "platform_company" ("country", "id") WHERE archived_at IS NULL;
CREATE INDEX "platform_company__logo__id" ON "platform_company" ("logo", "id") WHERE archived_at IS NULL;
CREATE INDEX "platform_company__changed_at__id" ON "platform_company" ("changed_at", "id") WHERE archived_at IS NULL;
CREATE UNIQUE INDEX "platform_company__code__u" ON "platform_company" ("code") WHERE archived_at IS NULL;
CREATE TABLE "platform_country" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "name" TEXT NOT NULL,
  "name_sort" BLOB,
  "code" TEXT NOT NULL
) STRICT;
CREATE INDEX "platform_country__name_sort__id" ON "platform_country" ("name_sort", "id") WHERE archived_at IS NULL;
CREATE INDEX "platform_country__changed_at__id" ON "platform_country" ("changed_at", "id") WHERE archived_at IS NULL;
CREATE UNIQUE INDEX "platform_country__code__u" ON "platform_country" ("code") WHERE archived_at IS NULL;
CREATE TABLE "platform_currency" (
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
  "exponent" INTEGER NOT NULL
) STRICT;
CREATE INDEX "platform_currency__name_sort__id" ON "platform_currency" ("name_sort", "id") WHERE archived_at IS NULL;
CREATE INDEX "platform_currency__changed_at__id" ON "platform_currency" ("changed_at", "id") WHERE archived_at IS NULL;
CREATE UNIQUE INDEX "platform_currency__code__u" ON "platform_currency" ("code") WHERE archived_at IS NULL;
CREATE TABLE "platform_custom_field" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "label" TEXT NOT NULL,
  "label_sort" BLOB,
  "entity" TEXT NOT NULL,
  "holds" TEXT NOT NULL,
  "target" TEXT,
  "needed" INTEGER NOT NULL,
  "section" TEXT,
  "position" INTEGER NOT NULL,
  "name" TEXT NOT NULL,
  "english" TEXT,
  "chinese" TEXT,
  "spanish" TEXT,
  "ready" INTEGER NOT NULL
) STRICT;
CREATE INDEX "platform_custom_field__label_sort__id" ON "platform_custom_field" ("label_sort", "id") WHERE archived_at IS NULL;
CREATE INDEX "platform_custom_field__changed_at__id" ON "platform_custom_field" ("changed_at", "id") WHERE archived_at IS NULL;
CREATE UNIQUE INDEX "platform_custom_field__entity__name__u" ON "platform_custom_field" ("entity", "name") WHERE archived_at IS NULL;
CREATE TABLE "platform_custom_option" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "document" INTEGER NOT NULL REFERENCES "platform_custom_field" ("id"),
  "position" INTEGER NOT NULL,
  "code" TEXT NOT NULL,
  "label" TEXT NOT NULL,
  "english" TEXT,
  "chinese" TEXT,
  "spanish" TEXT
) STRICT;
CREATE INDEX "platform_custom_option__document__position" ON "platform_custom_option" ("document", "position");
CREATE TABLE "platform_job" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "task" TEXT NOT NULL,
  "key" TEXT NOT NULL,
  "alive" TEXT,
  "input" TEXT,
  "cursor" TEXT,
  "progress" INTEGER NOT NULL,
  "total" INTEGER,
  "attempts" INTEGER NOT NULL,
  "due_at" INTEGER NOT NULL,
  "holder" TEXT,
  "lease_until" INTEGER,
  "error" TEXT,
  "owner" INTEGER REFERENCES "platform_user" ("id"),
  "state" TEXT NOT NULL
) STRICT;
CREATE INDEX "platform_job__owner__id" ON "platform_job" ("owner", "id") WHERE archived_at IS NULL;
CREATE INDEX "platform_job__state__id__owner" ON "platform_job" ("state", "id", "owner") WHERE archived_at IS NULL;
CREATE INDEX "platform_job__changed_at__id__owner" ON "platform_job" ("changed_at", "id", "owner") WHERE archived_at IS NULL;
CREATE INDEX "platform_job__id__owner" ON "platform_job" ("id", "owner") WHERE archived_at IS NULL;
CREATE UNIQUE INDEX "platform_job__alive__u" ON "platform_job" ("alive") WHERE archived_at IS NULL;
CREATE INDEX "platform_job__state__due_at" ON "platform_job" ("state", "due_at") WHERE archived_at IS NULL;
CREATE TABLE "platform_module_state" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "module" TEXT NOT NULL,
  "module_sort" BLOB,
  "enabled" INTEGER NOT NULL
) STRICT;
CREATE INDEX "platform_module_state__module_sort__id" ON "platform_module_state" ("module_sort", "id") WHERE archived_at IS NULL;
CREATE INDEX "platform_module_state__changed_at__id" ON "platform_module_state" ("changed_at", "id") WHERE archived_at IS NULL;
CREATE UNIQUE INDEX "platform_module_state__module__u" ON "platform_module_state" ("module") WHERE archived_at IS NULL;
CREATE TABLE "platform_note" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "body" TEXT NOT NULL,
  "host_kind" INTEGER NOT NULL,
  "host" INTEGER NOT NULL,
  "owner" INTEGER REFERENCES "platform_user" ("id")
) STRICT;
CREATE INDEX "platform_note__owner__id" ON "platform_note" ("owner", "id") WHERE archived_at IS NULL;
CREATE INDEX "platform_note__changed_at__id__owner" ON "platform_note" ("changed_at", "id", "owner") WHERE archived_at IS NULL;
CREATE INDEX "platform_note__id__owner" ON "platform_note" ("id", "owner") WHERE archived_at IS NULL;
CREATE INDEX "platform_note__host_kind__host__id" ON "platform_note" ("host_kind", "host", "id") WHERE archived_at IS NULL;
CREATE TABLE "platform_notification" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "text" TEXT NOT NULL,
  "topic" TEXT NOT NULL,
  "owner" INTEGER NOT NULL REFERENCES "platform_user" ("id"),
  "cause" INTEGER REFERENCES "platform_user" ("id"),
  "host_kind" INTEGER,
  "host" INTEGER,
  "seen_at" INTEGER
) STRICT;
CREATE INDEX "platform_notification__owner__id" ON "platform_notification" ("owner", "id") WHERE archived_at IS NULL;
CREATE INDEX "platform_notification__cause__id__owner" ON "platform_notification" ("cause", "id", "owner") WHERE archived_at IS NULL;
CREATE INDEX "platform_notification__changed_at__id__owner" ON "platform_notification" ("changed_at", "id", "owner") WHERE archived_at IS NULL;
CREATE INDEX "platform_notification__id__owner" ON "platform_notification" ("id", "owner") WHERE archived_at IS NULL;
CREATE INDEX "platform_notification__owner__seen_at__id" ON "platform_notification" ("owner", "seen_at", "id") WHERE archived_at IS NULL;
CREATE TABLE "platform_role" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "name" TEXT NOT NULL,
  "name_sort" BLOB,
  "code" TEXT NOT NULL
) STRICT;
CREATE INDEX "platform_role__name_sort__id" ON "platform_role" ("name_sort", "id") WHERE archived_at IS NULL;
CREATE INDEX "platform_role__changed_at__id" ON "platform_role" ("changed_at", "id") WHERE archived_at IS NULL;
CREATE UNIQUE INDEX "platform_role__code__u" ON "platform_role" ("code") WHERE archived_at IS NULL;
CREATE TABLE "platform_role_field" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "document" INTEGER NOT NULL REFERENCES "platform_role" ("id"),
  "position" INTEGER NOT NULL,
  "entity" TEXT NOT NULL,
  "field" TEXT NOT NULL,
  "may_read" INTEGER NOT NULL,
  "may_edit" INTEGER NOT NULL
) STRICT;
CREATE INDEX "platform_role_field__document__position" ON "platform_role_field" ("document", "position");
CREATE TABLE "platform_role_grant" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "document" INTEGER NOT NULL REFERENCES "platform_role" ("id"),
  "position" INTEGER NOT NULL,
  "entity" TEXT NOT NULL,
  "action" TEXT NOT NULL,
  "scope" TEXT NOT NULL
) STRICT;
CREATE INDEX "platform_role_grant__document__position" ON "platform_role_grant" ("document", "position");
CREATE TABLE "platform_saved_view" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "name" TEXT NOT NULL,
  "name_sort" BLOB,
  "entity" TEXT NOT NULL,
  "query" TEXT NOT NULL,
  "owner" INTEGER REFERENCES "platform_user" ("id"),
  "team" INTEGER REFERENCES "platform_team" ("id"),
  "shared" TEXT NOT NULL,
  "position" INTEGER NOT NULL
) STRICT;
CREATE INDEX "platform_saved_view__name_sort__id__owner__team" ON "platform_saved_view" ("name_sort", "id", "owner", "team") WHERE archived_at IS NULL;
CREATE INDEX "platform_saved_view__owner__id__team" ON "platform_saved_view" ("owner", "id", "team") WHERE archived_at IS NULL;
CREATE INDEX "platform_saved_view__team__id__owner" ON "platform_saved_view" ("team", "id", "owner") WHERE archived_at IS NULL;
CREATE INDEX "platform_saved_view__changed_at__id__owner__team" ON "platform_saved_view" ("changed_at", "id", "owner", "team") WHERE archived_at IS NULL;
CREATE INDEX "platform_saved_view__id__owner__team" ON "platform_saved_view" ("id", "owner", "team") WHERE archived_at IS NULL;
CREATE INDEX "platform_saved_view__entity__owner" ON "platform_saved_view" ("entity", "owner") WHERE archived_at IS NULL;
CREATE TABLE "platform_setting" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "setting" TEXT NOT NULL,
  "setting_sort" BLOB,
  "value" TEXT
) STRICT;
CREATE INDEX "platform_setting__setting_sort__id" ON "platform_setting" ("setting_sort", "id") WHERE archived_at IS NULL;
CREATE INDEX "platform_setting__changed_at__id" ON "platform_setting" ("changed_at", "id") WHERE archived_at IS NULL;
CREATE UNIQUE INDEX "platform_setting__setting__u" ON "platform_setting" ("setting") WHERE archived_at IS NULL;
CREATE TABLE "platform_tag" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "name" TEXT NOT NULL,
  "name_sort" BLOB,
  "colour" TEXT NOT NULL
) STRICT;
CREATE INDEX "platform_tag__name_sort__id" ON "platform_tag" ("name_sort", "id") WHERE archived_at IS NULL;
CREATE INDEX "platform_tag__changed_at__id" ON "platform_tag" ("changed_at", "id") WHERE archived_at IS NULL;
CREATE UNIQUE INDEX "platform_tag__name__u" ON "platform_tag" ("name") WHERE archived_at IS NULL;
CREATE TABLE "platform_team" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "name" TEXT NOT NULL,
  "name_sort" BLOB,
  "parent" INTEGER REFERENCES "platform_team" ("id"),
  "leader" INTEGER REFERENCES "platform_user" ("id")
) STRICT;
CREATE INDEX "platform_team__name_sort__id" ON "platform_team" ("name_sort", "id") WHERE archived_at IS NULL;
CREATE INDEX "platform_team__parent__id" ON "platform_team" ("parent", "id") WHERE archived_at IS NULL;
CREATE INDEX "platform_team__leader__id" ON "platform_team" ("leader", "id") WHERE archived_at IS NULL;
CREATE INDEX "platform_team__changed_at__id" ON "platform_team" ("changed_at", "id") WHERE archived_at IS NULL;
CREATE UNIQUE INDEX "platform_team__name__u" ON "platform_team" ("name") WHERE archived_at IS NULL;
CREATE TABLE "platform_token" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "label" TEXT NOT NULL,
  "label_sort" BLOB,
  "owner" INTEGER NOT NULL REFERENCES "platform_user" ("id"),
  "scopes" TEXT,
  "fingerprint" TEXT NOT NULL,
  "used_at" INTEGER,
  "expires_at" INTEGER
) STRICT;
CREATE INDEX "platform_token__label_sort__id__owner" ON "platform_token" ("label_sort", "id", "owner") WHERE archived_at IS NULL;
CREATE INDEX "platform_token__owner__id" ON "platform_token" ("owner", "id") WHERE archived_at IS NULL;
CREATE INDEX "platform_token__changed_at__id__owner" ON "platform_token" ("changed_at", "id", "owner") WHERE archived_at IS NULL;
CREATE INDEX "platform_token__id__owner" ON "platform_token" ("id", "owner") WHERE archived_at IS NULL;
CREATE UNIQUE INDEX "platform_token__fingerprint__u" ON "platform_token" ("fingerprint") WHERE archived_at IS NULL;
CREATE TABLE "platform_user" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "name" TEXT NOT NULL,
  "name_sort" BLOB,
  "login" TEXT NOT NULL,
  "language" TEXT NOT NULL,
  "region" TEXT,
  "zone" TEXT,
  "density" TEXT NOT NULL,
  "theme" TEXT NOT NULL,
  "shortcuts" INTEGER NOT NULL,
  "team" INTEGER REFERENCES "platform_team" ("id"),
  "manager" INTEGER REFERENCES "platform_user" ("id"),
  "active" INTEGER NOT NULL
) STRICT;
CREATE INDEX "platform_user__name_sort__id__team" ON "platform_user" ("name_sort", "id", "team") WHERE archived_at IS NULL;
CREATE INDEX "platform_user__team__id" ON "platform_user" ("team", "id") WHERE archived_at IS NULL;
CREATE INDEX "platform_user__manager__id__team" ON "platform_user" ("manager", "id", "team") WHERE archived_at IS NULL;
CREATE INDEX "platform_user__changed_at__id__team" ON "platform_user" ("changed_at", "id", "team") WHERE archived_at IS NULL;
CREATE INDEX "platform_user__id__team" ON "platform_user" ("id", "team") WHERE archived_at IS NULL;
CREATE UNIQUE INDEX "platform_user__login__u" ON "platform_user" ("login") WHERE archived_at IS NULL;
CREATE TABLE "platform_user_company" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "document" INTEGER NOT NULL REFERENCES "platform_user" ("id"),
  "position" INTEGER NOT NULL,
  "company" INTEGER NOT NULL REFERENCES "platform_company" ("id")
) STRICT;
CREATE INDEX "platform_user_company__document__position" ON "platform_user_company" ("document", "position");
CREATE INDEX "platform_user_company__company" ON "platform_user_company" ("company");
CREATE TABLE "platform_user_role" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "document" INTEGER NOT NULL REFERENCES "platform_user" ("id"),
  "position" INTEGER NOT NULL,
  "role" INTEGER NOT NULL REFERENCES "platform_role" ("id")
) STRICT;
CREATE INDEX "platform_user_role__document__position" ON "platform_user_role" ("document", "position");
CREATE INDEX "platform_user_role__role" ON "platform_user_role" ("role");
CREATE TABLE "request_key" (
  "key" TEXT NOT NULL,
  "by_user" INTEGER NOT NULL,
  "route" TEXT NOT NULL,
  "body" BLOB NOT NULL,
  "at" INTEGER NOT NULL,
  "status" INTEGER NOT NULL,
  "answer" TEXT NOT NULL,
  PRIMARY KEY ("key", "by_user")
) STRICT, WITHOUT ROWID;
CREATE INDEX "request_key__at" ON "request_key" ("at");
CREATE TABLE "search" (
  "token" TEXT NOT NULL,
  "kind" INTEGER NOT NULL,
  "record" INTEGER NOT NULL,
  "weight" INTEGER NOT NULL,
  PRIMARY KEY ("token", "kind", "record")
) STRICT, WITHOUT ROWID;
CREATE TABLE "search_record" (
  "kind" INTEGER NOT NULL,
  "record" INTEGER NOT NULL,
  "tokens" TEXT NOT NULL,
  PRIMARY KEY ("kind", "record")
) STRICT, WITHOUT ROWID;
CREATE TABLE "share" (
  "kind" INTEGER NOT NULL,
  "record" INTEGER NOT NULL,
  "party" TEXT NOT NULL,
  "edit" INTEGER NOT NULL,
  PRIMARY KEY ("kind", "record", "party")
) STRICT, WITHOUT ROWID;
CREATE INDEX "share__party__kind" ON "share" ("party", "kind");
CREATE TABLE "store_fact" (
  "name" TEXT NOT NULL,
  "value" TEXT NOT NULL,
  PRIMARY KEY ("name")
) STRICT, WITHOUT ROWID;
CREATE TABLE "store_tx" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "xid" INTEGER NOT NULL,
  "at" INTEGER NOT NULL,
  "by_user" INTEGER,
  "cause" TEXT NOT NULL
) STRICT;
CREATE INDEX "store_tx__xid__id" ON "store_tx" ("xid", "id");
CREATE TABLE "tag_link" (
  "kind" INTEGER NOT NULL,
  "record" INTEGER NOT NULL,
  "tag" INTEGER NOT NULL,
  PRIMARY KEY ("kind", "record", "tag")
) STRICT, WITHOUT ROWID;
CREATE INDEX "tag_link__tag" ON "tag_link" ("tag");
CREATE TABLE "translation" (
  "kind" INTEGER NOT NULL,
  "record" INTEGER NOT NULL,
  "field" TEXT NOT NULL,
  "language" TEXT NOT NULL,
  "text" TEXT NOT NULL,
  PRIMARY KEY ("kind", "record", "field", "language")
) STRICT, WITHOUT ROWID;
