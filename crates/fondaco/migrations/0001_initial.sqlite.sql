CREATE TABLE "accounting_account" (
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
  "company" INTEGER NOT NULL REFERENCES "platform_company" ("id"),
  "parent" INTEGER REFERENCES "accounting_account" ("id"),
  "nature" TEXT NOT NULL,
  "control" TEXT NOT NULL,
  "heading" INTEGER NOT NULL,
  "currency" INTEGER REFERENCES "platform_currency" ("id"),
  "group_code" TEXT,
  "revalued" INTEGER NOT NULL
) STRICT;
CREATE INDEX "accounting_account__code_sort__id__company" ON "accounting_account" ("code_sort", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "accounting_account__name_sort__id__company" ON "accounting_account" ("name_sort", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "accounting_account__parent__id__company" ON "accounting_account" ("parent", "id", "company") WHERE archived_at IS NULL AND "parent" IS NOT NULL;
CREATE INDEX "accounting_account__nature__id__company" ON "accounting_account" ("nature", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "accounting_account__currency__id__company" ON "accounting_account" ("currency", "id", "company") WHERE archived_at IS NULL AND "currency" IS NOT NULL;
CREATE INDEX "accounting_account__changed_at__id__company" ON "accounting_account" ("changed_at", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "accounting_account__id__company" ON "accounting_account" ("id", "company") WHERE archived_at IS NULL;
CREATE UNIQUE INDEX "accounting_account__company__code__u" ON "accounting_account" ("company", "code") WHERE archived_at IS NULL;
CREATE TABLE "accounting_account_role" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "company" INTEGER NOT NULL REFERENCES "platform_company" ("id"),
  "role" TEXT NOT NULL,
  "item_group" INTEGER REFERENCES "catalog_item_group" ("id"),
  "account" INTEGER NOT NULL REFERENCES "accounting_account" ("id")
) STRICT;
CREATE INDEX "accounting_account_role__role__id__company" ON "accounting_account_role" ("role", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "accounting_account_role__item_group__id__company" ON "accounting_account_role" ("item_group", "id", "company") WHERE archived_at IS NULL AND "item_group" IS NOT NULL;
CREATE INDEX "accounting_account_role__account__id__company" ON "accounting_account_role" ("account", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "accounting_account_role__changed_at__id__company" ON "accounting_account_role" ("changed_at", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "accounting_account_role__id__company" ON "accounting_account_role" ("id", "company") WHERE archived_at IS NULL;
CREATE UNIQUE INDEX "accounting_account_role__company__role__item_group__u" ON "accounting_account_role" ("company", "role", "item_group") WHERE archived_at IS NULL;
CREATE TABLE "accounting_allocation" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "item" INTEGER NOT NULL REFERENCES "accounting_open_item" ("id"),
  "against" INTEGER REFERENCES "accounting_open_item" ("id"),
  "entry" INTEGER REFERENCES "accounting_journal_entry" ("id"),
  "posted_on" TEXT NOT NULL,
  "amount" INTEGER NOT NULL,
  "currency" INTEGER NOT NULL REFERENCES "platform_currency" ("id"),
  "amount_base" INTEGER NOT NULL,
  "company_currency" INTEGER NOT NULL REFERENCES "platform_currency" ("id")
) STRICT;
CREATE INDEX "accounting_allocation__against__id" ON "accounting_allocation" ("against", "id") WHERE "against" IS NOT NULL;
CREATE INDEX "accounting_allocation__entry__id" ON "accounting_allocation" ("entry", "id") WHERE "entry" IS NOT NULL;
CREATE INDEX "accounting_allocation__changed_at__id" ON "accounting_allocation" ("changed_at", "id");
CREATE INDEX "accounting_allocation__item__posted_on" ON "accounting_allocation" ("item", "posted_on");
CREATE TRIGGER "accounting_allocation__no_update" BEFORE UPDATE ON "accounting_allocation" BEGIN SELECT RAISE(ABORT, 'posted rows do not change'); END;
CREATE TRIGGER "accounting_allocation__no_delete" BEFORE DELETE ON "accounting_allocation" BEGIN SELECT RAISE(ABORT, 'posted rows do not change'); END;
CREATE TABLE "accounting_balance" (
  "company" INTEGER NOT NULL,
  "ledger" INTEGER NOT NULL,
  "account" INTEGER NOT NULL,
  "period" INTEGER NOT NULL,
  "shard" INTEGER NOT NULL,
  "debit" INTEGER NOT NULL,
  "credit" INTEGER NOT NULL,
  PRIMARY KEY ("account", "period", "ledger", "shard")
) STRICT, WITHOUT ROWID;
CREATE INDEX "accounting_balance__company__period" ON "accounting_balance" ("company", "period");
CREATE TABLE "accounting_bank_account" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "name" TEXT NOT NULL,
  "name_sort" BLOB,
  "company" INTEGER NOT NULL REFERENCES "platform_company" ("id"),
  "currency" INTEGER NOT NULL REFERENCES "platform_currency" ("id"),
  "iban" TEXT,
  "iban_sort" BLOB,
  "bic" TEXT,
  "number" TEXT,
  "number_sort" BLOB,
  "account" INTEGER NOT NULL REFERENCES "accounting_account" ("id"),
  "clearing" INTEGER REFERENCES "accounting_account" ("id")
) STRICT;
CREATE INDEX "accounting_bank_account__name_sort__id__company" ON "accounting_bank_account" ("name_sort", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "accounting_bank_account__currency__id__company" ON "accounting_bank_account" ("currency", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "accounting_bank_account__iban_sort__id__company" ON "accounting_bank_account" ("iban_sort", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "accounting_bank_account__number_sort__id__company" ON "accounting_bank_account" ("number_sort", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "accounting_bank_account__account__id__company" ON "accounting_bank_account" ("account", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "accounting_bank_account__clearing__id__company" ON "accounting_bank_account" ("clearing", "id", "company") WHERE archived_at IS NULL AND "clearing" IS NOT NULL;
CREATE INDEX "accounting_bank_account__changed_at__id__company" ON "accounting_bank_account" ("changed_at", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "accounting_bank_account__id__company" ON "accounting_bank_account" ("id", "company") WHERE archived_at IS NULL;
CREATE UNIQUE INDEX "accounting_bank_account__account__u" ON "accounting_bank_account" ("account") WHERE archived_at IS NULL;
CREATE UNIQUE INDEX "accounting_bank_account__iban__u" ON "accounting_bank_account" ("iban") WHERE archived_at IS NULL;
CREATE TABLE "accounting_bank_match" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "number" TEXT,
  "number_sort" BLOB,
  "company" INTEGER REFERENCES "platform_company" ("id"),
  "bank_account" INTEGER NOT NULL REFERENCES "accounting_bank_account" ("id"),
  "currency" INTEGER REFERENCES "platform_currency" ("id"),
  "posted_on" TEXT NOT NULL,
  "amount" INTEGER NOT NULL,
  "entry" INTEGER REFERENCES "accounting_journal_entry" ("id"),
  "reversed_because" TEXT,
  "state" TEXT NOT NULL
) STRICT;
CREATE INDEX "accounting_bank_match__number_sort__id__company" ON "accounting_bank_match" ("number_sort", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "accounting_bank_match__bank_account__id__company" ON "accounting_bank_match" ("bank_account", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "accounting_bank_match__posted_on__id__company" ON "accounting_bank_match" ("posted_on", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "accounting_bank_match__entry__id__company" ON "accounting_bank_match" ("entry", "id", "company") WHERE archived_at IS NULL AND "entry" IS NOT NULL;
CREATE INDEX "accounting_bank_match__state__id__company" ON "accounting_bank_match" ("state", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "accounting_bank_match__changed_at__id__company" ON "accounting_bank_match" ("changed_at", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "accounting_bank_match__id__company" ON "accounting_bank_match" ("id", "company") WHERE archived_at IS NULL;
CREATE TABLE "accounting_bank_statement" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "number" TEXT NOT NULL,
  "company" INTEGER NOT NULL REFERENCES "platform_company" ("id"),
  "bank_account" INTEGER NOT NULL REFERENCES "accounting_bank_account" ("id"),
  "currency" INTEGER NOT NULL REFERENCES "platform_currency" ("id"),
  "starts_on" TEXT NOT NULL,
  "ends_on" TEXT NOT NULL,
  "opening" INTEGER NOT NULL,
  "closing" INTEGER NOT NULL,
  "movements" INTEGER NOT NULL
) STRICT;
CREATE INDEX "accounting_bank_statement__bank_account__id__company" ON "accounting_bank_statement" ("bank_account", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "accounting_bank_statement__ends_on__id__company" ON "accounting_bank_statement" ("ends_on", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "accounting_bank_statement__changed_at__id__company" ON "accounting_bank_statement" ("changed_at", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "accounting_bank_statement__id__company" ON "accounting_bank_statement" ("id", "company") WHERE archived_at IS NULL;
CREATE TABLE "accounting_bank_transaction" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "statement" INTEGER NOT NULL REFERENCES "accounting_bank_statement" ("id"),
  "bank_account" INTEGER NOT NULL REFERENCES "accounting_bank_account" ("id"),
  "company" INTEGER NOT NULL REFERENCES "platform_company" ("id"),
  "currency" INTEGER NOT NULL REFERENCES "platform_currency" ("id"),
  "booked_on" TEXT NOT NULL,
  "valued_on" TEXT,
  "amount" INTEGER NOT NULL,
  "text" TEXT NOT NULL,
  "name" TEXT,
  "other_account" TEXT,
  "reference" TEXT,
  "key" TEXT NOT NULL,
  "matched" INTEGER NOT NULL,
  "settled" INTEGER NOT NULL
) STRICT;
CREATE INDEX "accounting_bank_transaction__statement__id__company" ON "accounting_bank_transaction" ("statement", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "accounting_bank_transaction__booked_on__id__company" ON "accounting_bank_transaction" ("booked_on", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "accounting_bank_transaction__changed_at__id__company" ON "accounting_bank_transaction" ("changed_at", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "accounting_bank_transaction__id__company" ON "accounting_bank_transaction" ("id", "company") WHERE archived_at IS NULL;
CREATE UNIQUE INDEX "accounting_bank_transaction__bank_account__key__u" ON "accounting_bank_transaction" ("bank_account", "key") WHERE archived_at IS NULL;
CREATE INDEX "accounting_bank_transaction__bank_account__booked_on" ON "accounting_bank_transaction" ("bank_account", "booked_on");
CREATE INDEX "accounting_bank_transaction__company__settled" ON "accounting_bank_transaction" ("company", "settled");
CREATE TABLE "accounting_books" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "company" INTEGER NOT NULL REFERENCES "platform_company" ("id"),
  "inventory_mode" TEXT NOT NULL,
  "cost_at" TEXT NOT NULL,
  "costing" TEXT NOT NULL,
  "tax_rounding" TEXT NOT NULL,
  "prices_with_tax" INTEGER NOT NULL,
  "small_difference" INTEGER NOT NULL,
  "backdate_days" INTEGER NOT NULL,
  "state" TEXT NOT NULL
) STRICT;
CREATE INDEX "accounting_books__state__id__company" ON "accounting_books" ("state", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "accounting_books__changed_at__id__company" ON "accounting_books" ("changed_at", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "accounting_books__id__company" ON "accounting_books" ("id", "company") WHERE archived_at IS NULL;
CREATE UNIQUE INDEX "accounting_books__company__u" ON "accounting_books" ("company") WHERE archived_at IS NULL;
CREATE TABLE "accounting_clearing" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "number" TEXT,
  "number_sort" BLOB,
  "company" INTEGER NOT NULL REFERENCES "platform_company" ("id"),
  "party" INTEGER NOT NULL REFERENCES "parties_party" ("id"),
  "currency" INTEGER REFERENCES "platform_currency" ("id"),
  "posted_on" TEXT NOT NULL,
  "text" TEXT,
  "cleared" INTEGER NOT NULL,
  "entry" INTEGER REFERENCES "accounting_journal_entry" ("id"),
  "reversed_because" TEXT,
  "state" TEXT NOT NULL
) STRICT;
CREATE INDEX "accounting_clearing__number_sort__id__company" ON "accounting_clearing" ("number_sort", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "accounting_clearing__party__id__company" ON "accounting_clearing" ("party", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "accounting_clearing__currency__id__company" ON "accounting_clearing" ("currency", "id", "company") WHERE archived_at IS NULL AND "currency" IS NOT NULL;
CREATE INDEX "accounting_clearing__posted_on__id__company" ON "accounting_clearing" ("posted_on", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "accounting_clearing__entry__id__company" ON "accounting_clearing" ("entry", "id", "company") WHERE archived_at IS NULL AND "entry" IS NOT NULL;
CREATE INDEX "accounting_clearing__state__id__company" ON "accounting_clearing" ("state", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "accounting_clearing__changed_at__id__company" ON "accounting_clearing" ("changed_at", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "accounting_clearing__id__company" ON "accounting_clearing" ("id", "company") WHERE archived_at IS NULL;
CREATE TABLE "accounting_clearing_line" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "document" INTEGER NOT NULL REFERENCES "accounting_clearing" ("id"),
  "position" INTEGER NOT NULL,
  "item" INTEGER NOT NULL REFERENCES "accounting_open_item" ("id"),
  "amount" INTEGER NOT NULL
) STRICT;
CREATE INDEX "accounting_clearing_line__document__position" ON "accounting_clearing_line" ("document", "position");
CREATE INDEX "accounting_clearing_line__item" ON "accounting_clearing_line" ("item");
CREATE TABLE "accounting_dimension" (
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
  "required_on" TEXT,
  "company" INTEGER REFERENCES "platform_company" ("id")
) STRICT;
CREATE INDEX "accounting_dimension__name_sort__id__company" ON "accounting_dimension" ("name_sort", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "accounting_dimension__changed_at__id__company" ON "accounting_dimension" ("changed_at", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "accounting_dimension__id__company" ON "accounting_dimension" ("id", "company") WHERE archived_at IS NULL;
CREATE UNIQUE INDEX "accounting_dimension__code__u" ON "accounting_dimension" ("code") WHERE archived_at IS NULL;
CREATE TABLE "accounting_dimension_set" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "name" TEXT NOT NULL,
  "name_sort" BLOB,
  "key" TEXT NOT NULL,
  "value_1" INTEGER NOT NULL REFERENCES "accounting_dimension_value" ("id"),
  "value_2" INTEGER REFERENCES "accounting_dimension_value" ("id"),
  "value_3" INTEGER REFERENCES "accounting_dimension_value" ("id"),
  "value_4" INTEGER REFERENCES "accounting_dimension_value" ("id"),
  "value_5" INTEGER REFERENCES "accounting_dimension_value" ("id"),
  "value_6" INTEGER REFERENCES "accounting_dimension_value" ("id"),
  "value_7" INTEGER REFERENCES "accounting_dimension_value" ("id"),
  "value_8" INTEGER REFERENCES "accounting_dimension_value" ("id")
) STRICT;
CREATE INDEX "accounting_dimension_set__name_sort__id" ON "accounting_dimension_set" ("name_sort", "id") WHERE archived_at IS NULL;
CREATE INDEX "accounting_dimension_set__value_1__id" ON "accounting_dimension_set" ("value_1", "id") WHERE archived_at IS NULL;
CREATE INDEX "accounting_dimension_set__value_2__id" ON "accounting_dimension_set" ("value_2", "id") WHERE archived_at IS NULL AND "value_2" IS NOT NULL;
CREATE INDEX "accounting_dimension_set__value_3__id" ON "accounting_dimension_set" ("value_3", "id") WHERE archived_at IS NULL AND "value_3" IS NOT NULL;
CREATE INDEX "accounting_dimension_set__value_4__id" ON "accounting_dimension_set" ("value_4", "id") WHERE archived_at IS NULL AND "value_4" IS NOT NULL;
CREATE INDEX "accounting_dimension_set__value_5__id" ON "accounting_dimension_set" ("value_5", "id") WHERE archived_at IS NULL AND "value_5" IS NOT NULL;
CREATE INDEX "accounting_dimension_set__value_6__id" ON "accounting_dimension_set" ("value_6", "id") WHERE archived_at IS NULL AND "value_6" IS NOT NULL;
CREATE INDEX "accounting_dimension_set__value_7__id" ON "accounting_dimension_set" ("value_7", "id") WHERE archived_at IS NULL AND "value_7" IS NOT NULL;
CREATE INDEX "accounting_dimension_set__value_8__id" ON "accounting_dimension_set" ("value_8", "id") WHERE archived_at IS NULL AND "value_8" IS NOT NULL;
CREATE INDEX "accounting_dimension_set__changed_at__id" ON "accounting_dimension_set" ("changed_at", "id") WHERE archived_at IS NULL;
CREATE UNIQUE INDEX "accounting_dimension_set__key__u" ON "accounting_dimension_set" ("key") WHERE archived_at IS NULL;
CREATE TABLE "accounting_dimension_value" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "dimension" INTEGER NOT NULL REFERENCES "accounting_dimension" ("id"),
  "code" TEXT NOT NULL,
  "code_sort" BLOB,
  "name" TEXT NOT NULL,
  "name_sort" BLOB,
  "parent" INTEGER REFERENCES "accounting_dimension_value" ("id")
) STRICT;
CREATE INDEX "accounting_dimension_value__dimension__id" ON "accounting_dimension_value" ("dimension", "id") WHERE archived_at IS NULL;
CREATE INDEX "accounting_dimension_value__code_sort__id" ON "accounting_dimension_value" ("code_sort", "id") WHERE archived_at IS NULL;
CREATE INDEX "accounting_dimension_value__name_sort__id" ON "accounting_dimension_value" ("name_sort", "id") WHERE archived_at IS NULL;
CREATE INDEX "accounting_dimension_value__parent__id" ON "accounting_dimension_value" ("parent", "id") WHERE archived_at IS NULL AND "parent" IS NOT NULL;
CREATE INDEX "accounting_dimension_value__changed_at__id" ON "accounting_dimension_value" ("changed_at", "id") WHERE archived_at IS NULL;
CREATE UNIQUE INDEX "accounting_dimension_value__dimension__code__u" ON "accounting_dimension_value" ("dimension", "code") WHERE archived_at IS NULL;
CREATE TABLE "accounting_discount_offer" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "item" INTEGER NOT NULL REFERENCES "accounting_open_item" ("id"),
  "until" TEXT NOT NULL,
  "currency" INTEGER NOT NULL REFERENCES "platform_currency" ("id"),
  "amount" INTEGER NOT NULL,
  "reduces_tax" INTEGER NOT NULL
) STRICT;
CREATE INDEX "accounting_discount_offer__item__id" ON "accounting_discount_offer" ("item", "id");
CREATE INDEX "accounting_discount_offer__until__id" ON "accounting_discount_offer" ("until", "id");
CREATE INDEX "accounting_discount_offer__changed_at__id" ON "accounting_discount_offer" ("changed_at", "id");
CREATE TRIGGER "accounting_discount_offer__no_update" BEFORE UPDATE ON "accounting_discount_offer" BEGIN SELECT RAISE(ABORT, 'posted rows do not change'); END;
CREATE TRIGGER "accounting_discount_offer__no_delete" BEFORE DELETE ON "accounting_discount_offer" BEGIN SELECT RAISE(ABORT, 'posted rows do not change'); END;
CREATE TABLE "accounting_dunning_level" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "document" INTEGER NOT NULL REFERENCES "accounting_dunning_procedure" ("id"),
  "position" INTEGER NOT NULL,
  "min_days_overdue" INTEGER NOT NULL,
  "min_days_since_last" INTEGER NOT NULL,
  "fee" INTEGER NOT NULL,
  "interest" INTEGER NOT NULL,
  "text" TEXT,
  "stops_credit" INTEGER NOT NULL
) STRICT;
CREATE INDEX "accounting_dunning_level__document__position" ON "accounting_dunning_level" ("document", "position");
CREATE TABLE "accounting_dunning_line" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "document" INTEGER NOT NULL REFERENCES "accounting_dunning_run" ("id"),
  "position" INTEGER NOT NULL,
  "item" INTEGER NOT NULL REFERENCES "accounting_open_item" ("id"),
  "party" INTEGER NOT NULL REFERENCES "parties_party" ("id"),
  "currency" INTEGER NOT NULL REFERENCES "platform_currency" ("id"),
  "due_on" TEXT NOT NULL,
  "days_overdue" INTEGER NOT NULL,
  "open" INTEGER NOT NULL,
  "level" INTEGER NOT NULL,
  "interest" INTEGER NOT NULL,
  "left_out" INTEGER NOT NULL,
  "because" TEXT
) STRICT;
CREATE INDEX "accounting_dunning_line__document__position" ON "accounting_dunning_line" ("document", "position");
CREATE INDEX "accounting_dunning_line__item" ON "accounting_dunning_line" ("item");
CREATE INDEX "accounting_dunning_line__party" ON "accounting_dunning_line" ("party");
CREATE TABLE "accounting_dunning_procedure" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "name" TEXT NOT NULL,
  "name_sort" BLOB,
  "currency" INTEGER NOT NULL REFERENCES "platform_currency" ("id"),
  "grace_days" INTEGER NOT NULL,
  "least" INTEGER NOT NULL,
  "year_days" TEXT NOT NULL,
  "credits_offset" INTEGER NOT NULL
) STRICT;
CREATE INDEX "accounting_dunning_procedure__name_sort__id" ON "accounting_dunning_procedure" ("name_sort", "id") WHERE archived_at IS NULL;
CREATE INDEX "accounting_dunning_procedure__currency__id" ON "accounting_dunning_procedure" ("currency", "id") WHERE archived_at IS NULL;
CREATE INDEX "accounting_dunning_procedure__changed_at__id" ON "accounting_dunning_procedure" ("changed_at", "id") WHERE archived_at IS NULL;
CREATE TABLE "accounting_dunning_run" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "number" TEXT NOT NULL,
  "company" INTEGER NOT NULL REFERENCES "platform_company" ("id"),
  "procedure" INTEGER NOT NULL REFERENCES "accounting_dunning_procedure" ("id"),
  "run_on" TEXT NOT NULL,
  "currency" INTEGER REFERENCES "platform_currency" ("id"),
  "asked" INTEGER NOT NULL,
  "fees" INTEGER NOT NULL,
  "interest" INTEGER NOT NULL,
  "state" TEXT NOT NULL
) STRICT;
CREATE INDEX "accounting_dunning_run__number__id__company" ON "accounting_dunning_run" ("number", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "accounting_dunning_run__procedure__id__company" ON "accounting_dunning_run" ("procedure", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "accounting_dunning_run__run_on__id__company" ON "accounting_dunning_run" ("run_on", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "accounting_dunning_run__state__id__company" ON "accounting_dunning_run" ("state", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "accounting_dunning_run__changed_at__id__company" ON "accounting_dunning_run" ("changed_at", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "accounting_dunning_run__id__company" ON "accounting_dunning_run" ("id", "company") WHERE archived_at IS NULL;
CREATE TABLE "accounting_exchange_rate" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "base_currency" INTEGER NOT NULL REFERENCES "platform_currency" ("id"),
  "currency" INTEGER NOT NULL REFERENCES "platform_currency" ("id"),
  "kind" TEXT NOT NULL,
  "quoted_on" TEXT NOT NULL,
  "rate" TEXT NOT NULL
) STRICT;
CREATE INDEX "accounting_exchange_rate__base_currency__id" ON "accounting_exchange_rate" ("base_currency", "id") WHERE archived_at IS NULL;
CREATE INDEX "accounting_exchange_rate__currency__id" ON "accounting_exchange_rate" ("currency", "id") WHERE archived_at IS NULL;
CREATE INDEX "accounting_exchange_rate__quoted_on__id" ON "accounting_exchange_rate" ("quoted_on", "id") WHERE archived_at IS NULL;
CREATE INDEX "accounting_exchange_rate__changed_at__id" ON "accounting_exchange_rate" ("changed_at", "id") WHERE archived_at IS NULL;
CREATE UNIQUE INDEX "accounting_exchange_rate__base_currency__currenc_8cf58604__u" ON "accounting_exchange_rate" ("base_currency", "currency", "kind", "quoted_on") WHERE archived_at IS NULL;
CREATE TABLE "accounting_fiscal_year" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "name" TEXT NOT NULL,
  "company" INTEGER NOT NULL REFERENCES "platform_company" ("id"),
  "starts_on" TEXT NOT NULL,
  "ends_on" TEXT NOT NULL,
  "closing_entry" INTEGER REFERENCES "accounting_journal_entry" ("id"),
  "state" TEXT NOT NULL
) STRICT;
CREATE INDEX "accounting_fiscal_year__starts_on__id__company" ON "accounting_fiscal_year" ("starts_on", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "accounting_fiscal_year__closing_entry__id__company" ON "accounting_fiscal_year" ("closing_entry", "id", "company") WHERE archived_at IS NULL AND "closing_entry" IS NOT NULL;
CREATE INDEX "accounting_fiscal_year__state__id__company" ON "accounting_fiscal_year" ("state", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "accounting_fiscal_year__changed_at__id__company" ON "accounting_fiscal_year" ("changed_at", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "accounting_fiscal_year__id__company" ON "accounting_fiscal_year" ("id", "company") WHERE archived_at IS NULL;
CREATE UNIQUE INDEX "accounting_fiscal_year__company__starts_on__u" ON "accounting_fiscal_year" ("company", "starts_on") WHERE archived_at IS NULL;
CREATE TABLE "accounting_journal_entry" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "number" TEXT NOT NULL,
  "company" INTEGER NOT NULL REFERENCES "platform_company" ("id"),
  "ledger" INTEGER NOT NULL,
  "journal" TEXT NOT NULL,
  "posted_on" TEXT NOT NULL,
  "documented_on" TEXT NOT NULL,
  "taxed_on" TEXT NOT NULL,
  "period" INTEGER NOT NULL REFERENCES "accounting_period" ("id"),
  "text" TEXT,
  "total_base" INTEGER NOT NULL,
  "company_currency" INTEGER NOT NULL REFERENCES "platform_currency" ("id"),
  "source_kind" INTEGER NOT NULL,
  "source" INTEGER NOT NULL,
  "reverses" INTEGER REFERENCES "accounting_journal_entry" ("id")
) STRICT;
CREATE INDEX "accounting_journal_entry__posted_on__id__company" ON "accounting_journal_entry" ("posted_on", "id", "company");
CREATE INDEX "accounting_journal_entry__period__id__company" ON "accounting_journal_entry" ("period", "id", "company");
CREATE INDEX "accounting_journal_entry__reverses__id__company" ON "accounting_journal_entry" ("reverses", "id", "company") WHERE "reverses" IS NOT NULL;
CREATE INDEX "accounting_journal_entry__changed_at__id__company" ON "accounting_journal_entry" ("changed_at", "id", "company");
CREATE INDEX "accounting_journal_entry__id__company" ON "accounting_journal_entry" ("id", "company");
CREATE INDEX "accounting_journal_entry__source_kind__source" ON "accounting_journal_entry" ("source_kind", "source");
CREATE INDEX "accounting_journal_entry__number" ON "accounting_journal_entry" ("number");
CREATE INDEX "accounting_journal_entry__company__taxed_on" ON "accounting_journal_entry" ("company", "taxed_on");
CREATE TRIGGER "accounting_journal_entry__no_update" BEFORE UPDATE ON "accounting_journal_entry" BEGIN SELECT RAISE(ABORT, 'posted rows do not change'); END;
CREATE TRIGGER "accounting_journal_entry__no_delete" BEFORE DELETE ON "accounting_journal_entry" BEGIN SELECT RAISE(ABORT, 'posted rows do not change'); END;
CREATE TABLE "accounting_journal_line" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "document" INTEGER NOT NULL REFERENCES "accounting_journal_entry" ("id"),
  "position" INTEGER NOT NULL,
  "account" INTEGER NOT NULL REFERENCES "accounting_account" ("id"),
  "amount_base" INTEGER NOT NULL,
  "amount" INTEGER NOT NULL,
  "currency" INTEGER NOT NULL REFERENCES "platform_currency" ("id"),
  "party" INTEGER REFERENCES "parties_party" ("id"),
  "item" INTEGER REFERENCES "catalog_item" ("id"),
  "quantity" INTEGER,
  "dimensions" INTEGER REFERENCES "accounting_dimension_set" ("id"),
  "due_on" TEXT,
  "tax_code" INTEGER REFERENCES "accounting_tax_code" ("id"),
  "tax_base" INTEGER,
  "source_line" INTEGER,
  "text" TEXT,
  "posted_on" TEXT NOT NULL
) STRICT;
CREATE INDEX "accounting_journal_line__document__position" ON "accounting_journal_line" ("document", "position");
CREATE INDEX "accounting_journal_line__party" ON "accounting_journal_line" ("party") WHERE "party" IS NOT NULL;
CREATE INDEX "accounting_journal_line__item" ON "accounting_journal_line" ("item") WHERE "item" IS NOT NULL;
CREATE INDEX "accounting_journal_line__dimensions" ON "accounting_journal_line" ("dimensions") WHERE "dimensions" IS NOT NULL;
CREATE INDEX "accounting_journal_line__account__posted_on__id" ON "accounting_journal_line" ("account", "posted_on", "id");
CREATE TRIGGER "accounting_journal_line__no_update" BEFORE UPDATE ON "accounting_journal_line" BEGIN SELECT RAISE(ABORT, 'posted rows do not change'); END;
CREATE TRIGGER "accounting_journal_line__no_delete" BEFORE DELETE ON "accounting_journal_line" BEGIN SELECT RAISE(ABORT, 'posted rows do not change'); END;
CREATE TABLE "accounting_lock_exception" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "period" INTEGER NOT NULL REFERENCES "accounting_period" ("id"),
  "part" TEXT,
  "person" INTEGER NOT NULL REFERENCES "platform_user" ("id"),
  "until" INTEGER NOT NULL,
  "reason" TEXT NOT NULL,
  "company" INTEGER REFERENCES "platform_company" ("id")
) STRICT;
CREATE INDEX "accounting_lock_exception__period__id__company" ON "accounting_lock_exception" ("period", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "accounting_lock_exception__person__id__company" ON "accounting_lock_exception" ("person", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "accounting_lock_exception__until__id__company" ON "accounting_lock_exception" ("until", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "accounting_lock_exception__changed_at__id__company" ON "accounting_lock_exception" ("changed_at", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "accounting_lock_exception__id__company" ON "accounting_lock_exception" ("id", "company") WHERE archived_at IS NULL;
CREATE TABLE "accounting_manual_entry" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "number" TEXT,
  "number_sort" BLOB,
  "company" INTEGER NOT NULL REFERENCES "platform_company" ("id"),
  "posted_on" TEXT NOT NULL,
  "text" TEXT,
  "currency" INTEGER REFERENCES "platform_currency" ("id"),
  "adjustment" INTEGER NOT NULL,
  "reverse_on" TEXT,
  "debit" INTEGER NOT NULL,
  "credit" INTEGER NOT NULL,
  "entry" INTEGER REFERENCES "accounting_journal_entry" ("id"),
  "reversed_because" TEXT,
  "state" TEXT NOT NULL
) STRICT;
CREATE INDEX "accounting_manual_entry__number_sort__id__company" ON "accounting_manual_entry" ("number_sort", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "accounting_manual_entry__posted_on__id__company" ON "accounting_manual_entry" ("posted_on", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "accounting_manual_entry__currency__id__company" ON "accounting_manual_entry" ("currency", "id", "company") WHERE archived_at IS NULL AND "currency" IS NOT NULL;
CREATE INDEX "accounting_manual_entry__entry__id__company" ON "accounting_manual_entry" ("entry", "id", "company") WHERE archived_at IS NULL AND "entry" IS NOT NULL;
CREATE INDEX "accounting_manual_entry__state__id__company" ON "accounting_manual_entry" ("state", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "accounting_manual_entry__changed_at__id__company" ON "accounting_manual_entry" ("changed_at", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "accounting_manual_entry__id__company" ON "accounting_manual_entry" ("id", "company") WHERE archived_at IS NULL;
CREATE TABLE "accounting_manual_line" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "document" INTEGER NOT NULL REFERENCES "accounting_manual_entry" ("id"),
  "position" INTEGER NOT NULL,
  "account" INTEGER NOT NULL REFERENCES "accounting_account" ("id"),
  "text" TEXT,
  "party" INTEGER REFERENCES "parties_party" ("id"),
  "dimensions" INTEGER REFERENCES "accounting_dimension_set" ("id"),
  "due_on" TEXT,
  "debit" INTEGER,
  "credit" INTEGER
) STRICT;
CREATE INDEX "accounting_manual_line__document__position" ON "accounting_manual_line" ("document", "position");
CREATE INDEX "accounting_manual_line__party" ON "accounting_manual_line" ("party") WHERE "party" IS NOT NULL;
CREATE INDEX "accounting_manual_line__dimensions" ON "accounting_manual_line" ("dimensions") WHERE "dimensions" IS NOT NULL;
CREATE TABLE "accounting_match_line" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "document" INTEGER NOT NULL REFERENCES "accounting_bank_match" ("id"),
  "position" INTEGER NOT NULL,
  "movement" INTEGER REFERENCES "accounting_bank_transaction" ("id"),
  "payment" INTEGER REFERENCES "accounting_payment" ("id"),
  "account" INTEGER REFERENCES "accounting_account" ("id"),
  "amount" INTEGER NOT NULL,
  "amount_base" INTEGER NOT NULL,
  "company_currency" INTEGER REFERENCES "platform_currency" ("id"),
  "text" TEXT
) STRICT;
CREATE INDEX "accounting_match_line__document__position" ON "accounting_match_line" ("document", "position");
CREATE INDEX "accounting_match_line__movement" ON "accounting_match_line" ("movement") WHERE "movement" IS NOT NULL;
CREATE INDEX "accounting_match_line__payment" ON "accounting_match_line" ("payment") WHERE "payment" IS NOT NULL;
CREATE TABLE "accounting_match_rule" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "name" TEXT NOT NULL,
  "name_sort" BLOB,
  "priority" INTEGER NOT NULL,
  "bank_account" INTEGER REFERENCES "accounting_bank_account" ("id"),
  "direction" TEXT,
  "text_has" TEXT,
  "name_has" TEXT,
  "most" INTEGER,
  "currency" INTEGER REFERENCES "platform_currency" ("id"),
  "account" INTEGER REFERENCES "accounting_account" ("id"),
  "party" INTEGER REFERENCES "parties_party" ("id"),
  "tolerance" INTEGER
) STRICT;
CREATE INDEX "accounting_match_rule__name_sort__id" ON "accounting_match_rule" ("name_sort", "id") WHERE archived_at IS NULL;
CREATE INDEX "accounting_match_rule__priority__id" ON "accounting_match_rule" ("priority", "id") WHERE archived_at IS NULL;
CREATE INDEX "accounting_match_rule__bank_account__id" ON "accounting_match_rule" ("bank_account", "id") WHERE archived_at IS NULL AND "bank_account" IS NOT NULL;
CREATE INDEX "accounting_match_rule__currency__id" ON "accounting_match_rule" ("currency", "id") WHERE archived_at IS NULL AND "currency" IS NOT NULL;
CREATE INDEX "accounting_match_rule__account__id" ON "accounting_match_rule" ("account", "id") WHERE archived_at IS NULL AND "account" IS NOT NULL;
CREATE INDEX "accounting_match_rule__party__id" ON "accounting_match_rule" ("party", "id") WHERE archived_at IS NULL AND "party" IS NOT NULL;
CREATE INDEX "accounting_match_rule__changed_at__id" ON "accounting_match_rule" ("changed_at", "id") WHERE archived_at IS NULL;
CREATE TABLE "accounting_open_item" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "number" TEXT NOT NULL,
  "company" INTEGER NOT NULL REFERENCES "platform_company" ("id"),
  "side" TEXT NOT NULL,
  "party" INTEGER NOT NULL REFERENCES "parties_party" ("id"),
  "account" INTEGER NOT NULL REFERENCES "accounting_account" ("id"),
  "entry" INTEGER NOT NULL REFERENCES "accounting_journal_entry" ("id"),
  "entry_line" INTEGER NOT NULL,
  "posted_on" TEXT NOT NULL,
  "due_on" TEXT NOT NULL,
  "currency" INTEGER NOT NULL REFERENCES "platform_currency" ("id"),
  "amount" INTEGER NOT NULL,
  "amount_base" INTEGER NOT NULL,
  "open" INTEGER NOT NULL,
  "open_base" INTEGER NOT NULL,
  "company_currency" INTEGER NOT NULL REFERENCES "platform_currency" ("id"),
  "settled" INTEGER NOT NULL,
  "source_kind" INTEGER NOT NULL,
  "source" INTEGER NOT NULL,
  "blocked" TEXT,
  "disputed" INTEGER NOT NULL,
  "dunning_level" INTEGER NOT NULL,
  "dunned_on" TEXT,
  "interest_until" TEXT
) STRICT;
CREATE INDEX "accounting_open_item__due_on__id__company" ON "accounting_open_item" ("due_on", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "accounting_open_item__changed_at__id__company" ON "accounting_open_item" ("changed_at", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "accounting_open_item__id__company" ON "accounting_open_item" ("id", "company") WHERE archived_at IS NULL;
CREATE INDEX "accounting_open_item__party__side__settled" ON "accounting_open_item" ("party", "side", "settled");
CREATE INDEX "accounting_open_item__entry" ON "accounting_open_item" ("entry");
CREATE INDEX "accounting_open_item__company__side__settled__due_on" ON "accounting_open_item" ("company", "side", "settled", "due_on");
CREATE TABLE "accounting_party_account" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "party" INTEGER NOT NULL REFERENCES "parties_party" ("id"),
  "number" TEXT NOT NULL,
  "number_sort" BLOB,
  "bic" TEXT,
  "holder" TEXT,
  "currency" INTEGER REFERENCES "platform_currency" ("id"),
  "preferred" INTEGER NOT NULL
) STRICT;
CREATE INDEX "accounting_party_account__party__id" ON "accounting_party_account" ("party", "id") WHERE archived_at IS NULL;
CREATE INDEX "accounting_party_account__number_sort__id" ON "accounting_party_account" ("number_sort", "id") WHERE archived_at IS NULL;
CREATE INDEX "accounting_party_account__currency__id" ON "accounting_party_account" ("currency", "id") WHERE archived_at IS NULL AND "currency" IS NOT NULL;
CREATE INDEX "accounting_party_account__changed_at__id" ON "accounting_party_account" ("changed_at", "id") WHERE archived_at IS NULL;
CREATE UNIQUE INDEX "accounting_party_account__party__number__u" ON "accounting_party_account" ("party", "number") WHERE archived_at IS NULL;
CREATE TABLE "accounting_party_terms" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "party" INTEGER NOT NULL REFERENCES "parties_party" ("id"),
  "customer_term" INTEGER REFERENCES "accounting_payment_term" ("id"),
  "supplier_term" INTEGER REFERENCES "accounting_payment_term" ("id"),
  "dunning_procedure" INTEGER REFERENCES "accounting_dunning_procedure" ("id"),
  "never_reminded" INTEGER NOT NULL
) STRICT;
CREATE INDEX "accounting_party_terms__party__id" ON "accounting_party_terms" ("party", "id") WHERE archived_at IS NULL;
CREATE INDEX "accounting_party_terms__customer_term__id" ON "accounting_party_terms" ("customer_term", "id") WHERE archived_at IS NULL AND "customer_term" IS NOT NULL;
CREATE INDEX "accounting_party_terms__supplier_term__id" ON "accounting_party_terms" ("supplier_term", "id") WHERE archived_at IS NULL AND "supplier_term" IS NOT NULL;
CREATE INDEX "accounting_party_terms__dunning_procedure__id" ON "accounting_party_terms" ("dunning_procedure", "id") WHERE archived_at IS NULL AND "dunning_procedure" IS NOT NULL;
CREATE INDEX "accounting_party_terms__changed_at__id" ON "accounting_party_terms" ("changed_at", "id") WHERE archived_at IS NULL;
CREATE UNIQUE INDEX "accounting_party_terms__party__u" ON "accounting_party_terms" ("party") WHERE archived_at IS NULL;
CREATE TABLE "accounting_payment" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "number" TEXT,
  "number_sort" BLOB,
  "company" INTEGER NOT NULL REFERENCES "platform_company" ("id"),
  "direction" TEXT NOT NULL,
  "party" INTEGER NOT NULL REFERENCES "parties_party" ("id"),
  "side" TEXT,
  "means" TEXT NOT NULL,
  "bank_account" INTEGER REFERENCES "accounting_bank_account" ("id"),
  "currency" INTEGER REFERENCES "platform_currency" ("id"),
  "posted_on" TEXT NOT NULL,
  "amount" INTEGER NOT NULL,
  "fee" INTEGER,
  "reference" TEXT,
  "text" TEXT,
  "allocate" TEXT NOT NULL,
  "allocated" INTEGER NOT NULL,
  "on_account" INTEGER NOT NULL,
  "amount_base" INTEGER NOT NULL,
  "company_currency" INTEGER REFERENCES "platform_currency" ("id"),
  "matched" INTEGER NOT NULL,
  "matched_base" INTEGER NOT NULL,
  "entry" INTEGER REFERENCES "accounting_journal_entry" ("id"),
  "reversed_because" TEXT,
  "state" TEXT NOT NULL
) STRICT;
CREATE INDEX "accounting_payment__number_sort__id__company" ON "accounting_payment" ("number_sort", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "accounting_payment__party__id__company" ON "accounting_payment" ("party", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "accounting_payment__bank_account__id__company" ON "accounting_payment" ("bank_account", "id", "company") WHERE archived_at IS NULL AND "bank_account" IS NOT NULL;
CREATE INDEX "accounting_payment__currency__id__company" ON "accounting_payment" ("currency", "id", "company") WHERE archived_at IS NULL AND "currency" IS NOT NULL;
CREATE INDEX "accounting_payment__posted_on__id__company" ON "accounting_payment" ("posted_on", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "accounting_payment__entry__id__company" ON "accounting_payment" ("entry", "id", "company") WHERE archived_at IS NULL AND "entry" IS NOT NULL;
CREATE INDEX "accounting_payment__state__id__company" ON "accounting_payment" ("state", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "accounting_payment__changed_at__id__company" ON "accounting_payment" ("changed_at", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "accounting_payment__id__company" ON "accounting_payment" ("id", "company") WHERE archived_at IS NULL;
CREATE INDEX "accounting_payment__company__state__posted_on" ON "accounting_payment" ("company", "state", "posted_on") WHERE archived_at IS NULL;
CREATE TABLE "accounting_payment_line" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "document" INTEGER NOT NULL REFERENCES "accounting_payment" ("id"),
  "position" INTEGER NOT NULL,
  "item" INTEGER NOT NULL REFERENCES "accounting_open_item" ("id"),
  "currency" INTEGER REFERENCES "platform_currency" ("id"),
  "open" INTEGER NOT NULL,
  "amount" INTEGER NOT NULL,
  "discount" INTEGER NOT NULL,
  "written_off" INTEGER NOT NULL,
  "payment_currency" INTEGER REFERENCES "platform_currency" ("id"),
  "paid" INTEGER
) STRICT;
CREATE INDEX "accounting_payment_line__document__position" ON "accounting_payment_line" ("document", "position");
CREATE INDEX "accounting_payment_line__item" ON "accounting_payment_line" ("item");
CREATE TABLE "accounting_payment_run" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "number" TEXT NOT NULL,
  "company" INTEGER REFERENCES "platform_company" ("id"),
  "bank_account" INTEGER NOT NULL REFERENCES "accounting_bank_account" ("id"),
  "currency" INTEGER REFERENCES "platform_currency" ("id"),
  "pay_on" TEXT NOT NULL,
  "due_until" TEXT NOT NULL,
  "total" INTEGER NOT NULL,
  "approved_by" INTEGER REFERENCES "platform_user" ("id"),
  "state" TEXT NOT NULL
) STRICT;
CREATE INDEX "accounting_payment_run__number__id__company" ON "accounting_payment_run" ("number", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "accounting_payment_run__bank_account__id__company" ON "accounting_payment_run" ("bank_account", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "accounting_payment_run__pay_on__id__company" ON "accounting_payment_run" ("pay_on", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "accounting_payment_run__approved_by__id__company" ON "accounting_payment_run" ("approved_by", "id", "company") WHERE archived_at IS NULL AND "approved_by" IS NOT NULL;
CREATE INDEX "accounting_payment_run__state__id__company" ON "accounting_payment_run" ("state", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "accounting_payment_run__changed_at__id__company" ON "accounting_payment_run" ("changed_at", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "accounting_payment_run__id__company" ON "accounting_payment_run" ("id", "company") WHERE archived_at IS NULL;
CREATE TABLE "accounting_payment_term" (
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
  "currency" INTEGER REFERENCES "platform_currency" ("id"),
  "discount_tax" TEXT NOT NULL
) STRICT;
CREATE INDEX "accounting_payment_term__code_sort__id" ON "accounting_payment_term" ("code_sort", "id") WHERE archived_at IS NULL;
CREATE INDEX "accounting_payment_term__name_sort__id" ON "accounting_payment_term" ("name_sort", "id") WHERE archived_at IS NULL;
CREATE INDEX "accounting_payment_term__currency__id" ON "accounting_payment_term" ("currency", "id") WHERE archived_at IS NULL AND "currency" IS NOT NULL;
CREATE INDEX "accounting_payment_term__changed_at__id" ON "accounting_payment_term" ("changed_at", "id") WHERE archived_at IS NULL;
CREATE UNIQUE INDEX "accounting_payment_term__code__u" ON "accounting_payment_term" ("code") WHERE archived_at IS NULL;
CREATE TABLE "accounting_period" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "name" TEXT NOT NULL,
  "company" INTEGER NOT NULL REFERENCES "platform_company" ("id"),
  "fiscal_year" INTEGER NOT NULL REFERENCES "accounting_fiscal_year" ("id"),
  "number" INTEGER NOT NULL,
  "starts_on" TEXT NOT NULL,
  "ends_on" TEXT NOT NULL,
  "adjustment" INTEGER NOT NULL,
  "general" TEXT NOT NULL,
  "receivables" TEXT NOT NULL,
  "payables" TEXT NOT NULL,
  "inventory" TEXT NOT NULL,
  "assets" TEXT NOT NULL,
  "payroll" TEXT NOT NULL,
  "tax" TEXT NOT NULL
) STRICT;
CREATE INDEX "accounting_period__fiscal_year__id__company" ON "accounting_period" ("fiscal_year", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "accounting_period__starts_on__id__company" ON "accounting_period" ("starts_on", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "accounting_period__changed_at__id__company" ON "accounting_period" ("changed_at", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "accounting_period__id__company" ON "accounting_period" ("id", "company") WHERE archived_at IS NULL;
CREATE UNIQUE INDEX "accounting_period__fiscal_year__number__u" ON "accounting_period" ("fiscal_year", "number") WHERE archived_at IS NULL;
CREATE INDEX "accounting_period__company__starts_on" ON "accounting_period" ("company", "starts_on");
CREATE TABLE "accounting_revaluation" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "number" TEXT,
  "number_sort" BLOB,
  "company" INTEGER NOT NULL REFERENCES "platform_company" ("id"),
  "revalued_on" TEXT NOT NULL,
  "company_currency" INTEGER REFERENCES "platform_currency" ("id"),
  "difference" INTEGER NOT NULL,
  "entry" INTEGER REFERENCES "accounting_journal_entry" ("id"),
  "mirror" INTEGER REFERENCES "accounting_journal_entry" ("id"),
  "bank_entry" INTEGER REFERENCES "accounting_journal_entry" ("id"),
  "state" TEXT NOT NULL
) STRICT;
CREATE INDEX "accounting_revaluation__number_sort__id__company" ON "accounting_revaluation" ("number_sort", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "accounting_revaluation__revalued_on__id__company" ON "accounting_revaluation" ("revalued_on", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "accounting_revaluation__entry__id__company" ON "accounting_revaluation" ("entry", "id", "company") WHERE archived_at IS NULL AND "entry" IS NOT NULL;
CREATE INDEX "accounting_revaluation__mirror__id__company" ON "accounting_revaluation" ("mirror", "id", "company") WHERE archived_at IS NULL AND "mirror" IS NOT NULL;
CREATE INDEX "accounting_revaluation__bank_entry__id__company" ON "accounting_revaluation" ("bank_entry", "id", "company") WHERE archived_at IS NULL AND "bank_entry" IS NOT NULL;
CREATE INDEX "accounting_revaluation__state__id__company" ON "accounting_revaluation" ("state", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "accounting_revaluation__changed_at__id__company" ON "accounting_revaluation" ("changed_at", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "accounting_revaluation__id__company" ON "accounting_revaluation" ("id", "company") WHERE archived_at IS NULL;
CREATE TABLE "accounting_revaluation_line" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "document" INTEGER NOT NULL REFERENCES "accounting_revaluation" ("id"),
  "position" INTEGER NOT NULL,
  "item" INTEGER REFERENCES "accounting_open_item" ("id"),
  "bank_account" INTEGER REFERENCES "accounting_bank_account" ("id"),
  "currency" INTEGER NOT NULL REFERENCES "platform_currency" ("id"),
  "open" INTEGER NOT NULL,
  "company_currency" INTEGER NOT NULL REFERENCES "platform_currency" ("id"),
  "booked_base" INTEGER NOT NULL,
  "closing_base" INTEGER NOT NULL,
  "difference" INTEGER NOT NULL
) STRICT;
CREATE INDEX "accounting_revaluation_line__document__position" ON "accounting_revaluation_line" ("document", "position");
CREATE INDEX "accounting_revaluation_line__item" ON "accounting_revaluation_line" ("item") WHERE "item" IS NOT NULL;
CREATE INDEX "accounting_revaluation_line__bank_account" ON "accounting_revaluation_line" ("bank_account") WHERE "bank_account" IS NOT NULL;
CREATE TABLE "accounting_run_line" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "document" INTEGER NOT NULL REFERENCES "accounting_payment_run" ("id"),
  "position" INTEGER NOT NULL,
  "item" INTEGER NOT NULL REFERENCES "accounting_open_item" ("id"),
  "party" INTEGER REFERENCES "parties_party" ("id"),
  "due_on" TEXT,
  "currency" INTEGER REFERENCES "platform_currency" ("id"),
  "amount" INTEGER NOT NULL,
  "discount" INTEGER NOT NULL,
  "account" INTEGER REFERENCES "accounting_party_account" ("id"),
  "left_out" INTEGER NOT NULL,
  "because" TEXT,
  "payment" INTEGER REFERENCES "accounting_payment" ("id")
) STRICT;
CREATE INDEX "accounting_run_line__document__position" ON "accounting_run_line" ("document", "position");
CREATE INDEX "accounting_run_line__item" ON "accounting_run_line" ("item");
CREATE INDEX "accounting_run_line__party" ON "accounting_run_line" ("party") WHERE "party" IS NOT NULL;
CREATE INDEX "accounting_run_line__account" ON "accounting_run_line" ("account") WHERE "account" IS NOT NULL;
CREATE INDEX "accounting_run_line__payment" ON "accounting_run_line" ("payment") WHERE "payment" IS NOT NULL;
CREATE TABLE "accounting_tax_code" (
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
  "company" INTEGER NOT NULL REFERENCES "platform_company" ("id"),
  "country" INTEGER REFERENCES "platform_country" ("id"),
  "direction" TEXT NOT NULL,
  "account" INTEGER REFERENCES "accounting_account" ("id"),
  "reverse_charge" INTEGER NOT NULL,
  "recoverable" INTEGER NOT NULL,
  "compound" INTEGER NOT NULL,
  "base_box" TEXT,
  "tax_box" TEXT,
  "category" TEXT
) STRICT;
CREATE INDEX "accounting_tax_code__code_sort__id__company" ON "accounting_tax_code" ("code_sort", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "accounting_tax_code__name_sort__id__company" ON "accounting_tax_code" ("name_sort", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "accounting_tax_code__country__id__company" ON "accounting_tax_code" ("country", "id", "company") WHERE archived_at IS NULL AND "country" IS NOT NULL;
CREATE INDEX "accounting_tax_code__account__id__company" ON "accounting_tax_code" ("account", "id", "company") WHERE archived_at IS NULL AND "account" IS NOT NULL;
CREATE INDEX "accounting_tax_code__changed_at__id__company" ON "accounting_tax_code" ("changed_at", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "accounting_tax_code__id__company" ON "accounting_tax_code" ("id", "company") WHERE archived_at IS NULL;
CREATE UNIQUE INDEX "accounting_tax_code__company__code__u" ON "accounting_tax_code" ("company", "code") WHERE archived_at IS NULL;
CREATE TABLE "accounting_tax_rate" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "document" INTEGER NOT NULL REFERENCES "accounting_tax_code" ("id"),
  "position" INTEGER NOT NULL,
  "starts_on" TEXT NOT NULL,
  "rate" INTEGER NOT NULL
) STRICT;
CREATE INDEX "accounting_tax_rate__document__position" ON "accounting_tax_rate" ("document", "position");
CREATE TABLE "accounting_tax_rule" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "company" INTEGER NOT NULL REFERENCES "platform_company" ("id"),
  "direction" TEXT NOT NULL,
  "destination" TEXT NOT NULL,
  "country" INTEGER REFERENCES "platform_country" ("id"),
  "standing" TEXT,
  "item_group" INTEGER REFERENCES "catalog_item_group" ("id"),
  "starts_on" TEXT NOT NULL,
  "ends_on" TEXT,
  "tax_code" INTEGER REFERENCES "accounting_tax_code" ("id")
) STRICT;
CREATE INDEX "accounting_tax_rule__country__id__company" ON "accounting_tax_rule" ("country", "id", "company") WHERE archived_at IS NULL AND "country" IS NOT NULL;
CREATE INDEX "accounting_tax_rule__item_group__id__company" ON "accounting_tax_rule" ("item_group", "id", "company") WHERE archived_at IS NULL AND "item_group" IS NOT NULL;
CREATE INDEX "accounting_tax_rule__tax_code__id__company" ON "accounting_tax_rule" ("tax_code", "id", "company") WHERE archived_at IS NULL AND "tax_code" IS NOT NULL;
CREATE INDEX "accounting_tax_rule__changed_at__id__company" ON "accounting_tax_rule" ("changed_at", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "accounting_tax_rule__id__company" ON "accounting_tax_rule" ("id", "company") WHERE archived_at IS NULL;
CREATE TABLE "accounting_term_instalment" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "document" INTEGER NOT NULL REFERENCES "accounting_payment_term" ("id"),
  "position" INTEGER NOT NULL,
  "percent" INTEGER,
  "amount" INTEGER,
  "months" INTEGER NOT NULL,
  "days" INTEGER NOT NULL,
  "end_of_month" INTEGER NOT NULL,
  "day_of_month" INTEGER
) STRICT;
CREATE INDEX "accounting_term_instalment__document__position" ON "accounting_term_instalment" ("document", "position");
CREATE TABLE "accounting_term_offer" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "document" INTEGER NOT NULL REFERENCES "accounting_payment_term" ("id"),
  "position" INTEGER NOT NULL,
  "percent" INTEGER NOT NULL,
  "days" INTEGER NOT NULL,
  "end_of_month" INTEGER NOT NULL
) STRICT;
CREATE INDEX "accounting_term_offer__document__position" ON "accounting_term_offer" ("document", "position");
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
CREATE INDEX "catalog_item__item_group__id" ON "catalog_item" ("item_group", "id") WHERE archived_at IS NULL AND "item_group" IS NOT NULL;
CREATE INDEX "catalog_item__base_unit__id" ON "catalog_item" ("base_unit", "id") WHERE archived_at IS NULL;
CREATE INDEX "catalog_item__variant_of__id" ON "catalog_item" ("variant_of", "id") WHERE archived_at IS NULL AND "variant_of" IS NOT NULL;
CREATE INDEX "catalog_item__currency__id" ON "catalog_item" ("currency", "id") WHERE archived_at IS NULL AND "currency" IS NOT NULL;
CREATE INDEX "catalog_item__origin__id" ON "catalog_item" ("origin", "id") WHERE archived_at IS NULL AND "origin" IS NOT NULL;
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
CREATE INDEX "catalog_item_group__parent__id" ON "catalog_item_group" ("parent", "id") WHERE archived_at IS NULL AND "parent" IS NOT NULL;
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
CREATE TABLE "catalog_price_break" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "document" INTEGER NOT NULL REFERENCES "catalog_supplier_item" ("id"),
  "position" INTEGER NOT NULL,
  "from_quantity" INTEGER NOT NULL,
  "price" INTEGER NOT NULL,
  "currency" INTEGER REFERENCES "platform_currency" ("id")
) STRICT;
CREATE INDEX "catalog_price_break__document__position" ON "catalog_price_break" ("document", "position");
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
  "tax_inside" INTEGER NOT NULL,
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
CREATE INDEX "catalog_price_rule__item" ON "catalog_price_rule" ("item") WHERE "item" IS NOT NULL;
CREATE TABLE "catalog_price_target" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "document" INTEGER NOT NULL REFERENCES "catalog_price_list" ("id"),
  "position" INTEGER NOT NULL,
  "customer" INTEGER REFERENCES "parties_party" ("id"),
  "category" INTEGER REFERENCES "parties_category" ("id")
) STRICT;
CREATE INDEX "catalog_price_target__document__position" ON "catalog_price_target" ("document", "position");
CREATE INDEX "catalog_price_target__customer" ON "catalog_price_target" ("customer") WHERE "customer" IS NOT NULL;
CREATE INDEX "catalog_price_target__category" ON "catalog_price_target" ("category") WHERE "category" IS NOT NULL;
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
CREATE INDEX "catalog_supplier_item__unit__id" ON "catalog_supplier_item" ("unit", "id") WHERE archived_at IS NULL AND "unit" IS NOT NULL;
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
CREATE TABLE "crm_assignment" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "lead" INTEGER NOT NULL REFERENCES "crm_lead" ("id"),
  "owner" INTEGER REFERENCES "platform_user" ("id"),
  "because" TEXT NOT NULL,
  "by_rule" INTEGER REFERENCES "crm_assignment_rule" ("id"),
  "customer" INTEGER REFERENCES "parties_party" ("id")
) STRICT;
CREATE INDEX "crm_assignment__lead__id__owner" ON "crm_assignment" ("lead", "id", "owner") WHERE archived_at IS NULL;
CREATE INDEX "crm_assignment__by_rule__id__owner" ON "crm_assignment" ("by_rule", "id", "owner") WHERE archived_at IS NULL AND "by_rule" IS NOT NULL;
CREATE INDEX "crm_assignment__customer__id__owner" ON "crm_assignment" ("customer", "id", "owner") WHERE archived_at IS NULL AND "customer" IS NOT NULL;
CREATE INDEX "crm_assignment__changed_at__id__owner" ON "crm_assignment" ("changed_at", "id", "owner") WHERE archived_at IS NULL;
CREATE INDEX "crm_assignment__id__owner" ON "crm_assignment" ("id", "owner") WHERE archived_at IS NULL;
CREATE INDEX "crm_assignment__owner__created_at" ON "crm_assignment" ("owner", "created_at");
CREATE TABLE "crm_assignment_candidate" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "document" INTEGER NOT NULL REFERENCES "crm_assignment" ("id"),
  "position" INTEGER NOT NULL,
  "candidate" INTEGER NOT NULL REFERENCES "platform_user" ("id"),
  "verdict" TEXT NOT NULL,
  "today" INTEGER NOT NULL,
  "at_work" INTEGER NOT NULL
) STRICT;
CREATE INDEX "crm_assignment_candidate__document__position" ON "crm_assignment_candidate" ("document", "position");
CREATE INDEX "crm_assignment_candidate__candidate" ON "crm_assignment_candidate" ("candidate");
CREATE TABLE "crm_assignment_member" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "document" INTEGER NOT NULL REFERENCES "crm_assignment_rule" ("id"),
  "position" INTEGER NOT NULL,
  "member" INTEGER NOT NULL REFERENCES "platform_user" ("id"),
  "weight" INTEGER NOT NULL,
  "most_per_day" INTEGER,
  "most_open" INTEGER,
  "away_until" TEXT
) STRICT;
CREATE INDEX "crm_assignment_member__document__position" ON "crm_assignment_member" ("document", "position");
CREATE INDEX "crm_assignment_member__member" ON "crm_assignment_member" ("member");
CREATE TABLE "crm_assignment_rule" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "name" TEXT NOT NULL,
  "place" INTEGER NOT NULL,
  "leads" TEXT,
  "distribution" TEXT NOT NULL,
  "team" INTEGER REFERENCES "platform_team" ("id"),
  "told" INTEGER REFERENCES "platform_user" ("id"),
  "is_active" INTEGER NOT NULL
) STRICT;
CREATE INDEX "crm_assignment_rule__place__id__team" ON "crm_assignment_rule" ("place", "id", "team") WHERE archived_at IS NULL;
CREATE INDEX "crm_assignment_rule__team__id" ON "crm_assignment_rule" ("team", "id") WHERE archived_at IS NULL;
CREATE INDEX "crm_assignment_rule__told__id__team" ON "crm_assignment_rule" ("told", "id", "team") WHERE archived_at IS NULL AND "told" IS NOT NULL;
CREATE INDEX "crm_assignment_rule__changed_at__id__team" ON "crm_assignment_rule" ("changed_at", "id", "team") WHERE archived_at IS NULL;
CREATE INDEX "crm_assignment_rule__id__team" ON "crm_assignment_rule" ("id", "team") WHERE archived_at IS NULL;
CREATE TABLE "crm_assignment_standing" (
  "rule" INTEGER NOT NULL,
  "member" INTEGER NOT NULL,
  "standing" INTEGER NOT NULL,
  PRIMARY KEY ("rule", "member")
) STRICT, WITHOUT ROWID;
CREATE TABLE "crm_assignment_turn" (
  "rule" INTEGER NOT NULL,
  "last" INTEGER NOT NULL,
  PRIMARY KEY ("rule")
) STRICT, WITHOUT ROWID;
CREATE TABLE "crm_close_reason" (
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
  "applies" TEXT NOT NULL,
  "needs_competitor" INTEGER NOT NULL
) STRICT;
CREATE INDEX "crm_close_reason__name_sort__id" ON "crm_close_reason" ("name_sort", "id") WHERE archived_at IS NULL;
CREATE INDEX "crm_close_reason__changed_at__id" ON "crm_close_reason" ("changed_at", "id") WHERE archived_at IS NULL;
CREATE UNIQUE INDEX "crm_close_reason__code__u" ON "crm_close_reason" ("code") WHERE archived_at IS NULL;
CREATE TABLE "crm_competitor" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "name" TEXT NOT NULL,
  "name_sort" BLOB,
  "website" TEXT,
  "strengths" TEXT,
  "weaknesses" TEXT
) STRICT;
CREATE INDEX "crm_competitor__name_sort__id" ON "crm_competitor" ("name_sort", "id") WHERE archived_at IS NULL;
CREATE INDEX "crm_competitor__changed_at__id" ON "crm_competitor" ("changed_at", "id") WHERE archived_at IS NULL;
CREATE UNIQUE INDEX "crm_competitor__name__u" ON "crm_competitor" ("name") WHERE archived_at IS NULL;
CREATE TABLE "crm_consent" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "address" TEXT NOT NULL,
  "reach" TEXT NOT NULL,
  "purpose" TEXT NOT NULL,
  "basis" TEXT NOT NULL,
  "said_at" INTEGER NOT NULL,
  "said" TEXT NOT NULL,
  "wording" TEXT,
  "wording_version" INTEGER,
  "web_form" INTEGER REFERENCES "crm_web_form" ("id"),
  "evidence" TEXT,
  "lead" INTEGER REFERENCES "crm_lead" ("id"),
  "party" INTEGER REFERENCES "parties_party" ("id"),
  "expires_on" TEXT,
  "state" TEXT NOT NULL
) STRICT;
CREATE INDEX "crm_consent__web_form__id" ON "crm_consent" ("web_form", "id") WHERE "web_form" IS NOT NULL;
CREATE INDEX "crm_consent__state__id" ON "crm_consent" ("state", "id");
CREATE INDEX "crm_consent__changed_at__id" ON "crm_consent" ("changed_at", "id");
CREATE INDEX "crm_consent__address__id" ON "crm_consent" ("address", "id");
CREATE INDEX "crm_consent__lead" ON "crm_consent" ("lead");
CREATE INDEX "crm_consent__party" ON "crm_consent" ("party");
CREATE TRIGGER "crm_consent__no_update" BEFORE UPDATE OF "id", "created_at", "created_by", "archived_at", "reach", "purpose", "basis", "said_at", "said", "wording", "wording_version", "web_form", "lead", "party", "expires_on", "state" ON "crm_consent" BEGIN SELECT RAISE(ABORT, 'posted rows do not change'); END;
CREATE TRIGGER "crm_consent__no_delete" BEFORE DELETE ON "crm_consent" BEGIN SELECT RAISE(ABORT, 'posted rows do not change'); END;
CREATE TABLE "crm_consent_link" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "address" TEXT NOT NULL,
  "fingerprint" TEXT NOT NULL
) STRICT;
CREATE INDEX "crm_consent_link__changed_at__id" ON "crm_consent_link" ("changed_at", "id") WHERE archived_at IS NULL;
CREATE UNIQUE INDEX "crm_consent_link__fingerprint__u" ON "crm_consent_link" ("fingerprint") WHERE archived_at IS NULL;
CREATE INDEX "crm_consent_link__address" ON "crm_consent_link" ("address");
CREATE TABLE "crm_conversion" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "lead" INTEGER NOT NULL REFERENCES "crm_lead" ("id"),
  "organisation" INTEGER REFERENCES "parties_party" ("id"),
  "person" INTEGER REFERENCES "parties_party" ("id"),
  "opportunity" INTEGER REFERENCES "crm_opportunity" ("id"),
  "made" TEXT,
  "differing" TEXT,
  "moved" TEXT,
  "state" TEXT NOT NULL
) STRICT;
CREATE INDEX "crm_conversion__organisation__id" ON "crm_conversion" ("organisation", "id") WHERE archived_at IS NULL AND "organisation" IS NOT NULL;
CREATE INDEX "crm_conversion__person__id" ON "crm_conversion" ("person", "id") WHERE archived_at IS NULL AND "person" IS NOT NULL;
CREATE INDEX "crm_conversion__opportunity__id" ON "crm_conversion" ("opportunity", "id") WHERE archived_at IS NULL AND "opportunity" IS NOT NULL;
CREATE INDEX "crm_conversion__changed_at__id" ON "crm_conversion" ("changed_at", "id") WHERE archived_at IS NULL;
CREATE INDEX "crm_conversion__lead__id" ON "crm_conversion" ("lead", "id");
CREATE TABLE "crm_lead" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "number" TEXT NOT NULL,
  "name" TEXT,
  "name_sort" BLOB,
  "given_name" TEXT,
  "family_name" TEXT,
  "organisation" TEXT,
  "job_title" TEXT,
  "interest" TEXT,
  "email" TEXT,
  "phone" TEXT,
  "website" TEXT,
  "street" TEXT,
  "postal_code" TEXT,
  "city" TEXT,
  "region" TEXT,
  "country" INTEGER REFERENCES "platform_country" ("id"),
  "language" TEXT,
  "industry" INTEGER REFERENCES "parties_industry" ("id"),
  "size" TEXT,
  "channel" TEXT NOT NULL,
  "source" INTEGER REFERENCES "crm_source" ("id"),
  "utm_source" TEXT,
  "utm_medium" TEXT,
  "utm_campaign" TEXT,
  "utm_term" TEXT,
  "utm_content" TEXT,
  "landing_page" TEXT,
  "owner" INTEGER REFERENCES "platform_user" ("id"),
  "team" INTEGER REFERENCES "platform_team" ("id"),
  "company" INTEGER NOT NULL REFERENCES "platform_company" ("id"),
  "resume_on" TEXT,
  "attempts" INTEGER NOT NULL,
  "loss_reason" INTEGER REFERENCES "crm_close_reason" ("id"),
  "loss_note" TEXT,
  "worked_at" INTEGER,
  "became_organisation" INTEGER REFERENCES "parties_party" ("id"),
  "became_person" INTEGER REFERENCES "parties_party" ("id"),
  "became_opportunity" INTEGER REFERENCES "crm_opportunity" ("id"),
  "converted_at" INTEGER,
  "converted_by" INTEGER REFERENCES "platform_user" ("id"),
  "conversion" INTEGER REFERENCES "crm_conversion" ("id"),
  "state" TEXT NOT NULL
) STRICT;
CREATE INDEX "crm_lead__name_sort__id__owner__team__company" ON "crm_lead" ("name_sort", "id", "owner", "team", "company") WHERE archived_at IS NULL;
CREATE INDEX "crm_lead__country__id__owner__team__company" ON "crm_lead" ("country", "id", "owner", "team", "company") WHERE archived_at IS NULL AND "country" IS NOT NULL;
CREATE INDEX "crm_lead__industry__id__owner__team__company" ON "crm_lead" ("industry", "id", "owner", "team", "company") WHERE archived_at IS NULL AND "industry" IS NOT NULL;
CREATE INDEX "crm_lead__source__id__owner__team__company" ON "crm_lead" ("source", "id", "owner", "team", "company") WHERE archived_at IS NULL AND "source" IS NOT NULL;
CREATE INDEX "crm_lead__owner__id__team__company" ON "crm_lead" ("owner", "id", "team", "company") WHERE archived_at IS NULL;
CREATE INDEX "crm_lead__team__id__owner__company" ON "crm_lead" ("team", "id", "owner", "company") WHERE archived_at IS NULL;
CREATE INDEX "crm_lead__resume_on__id__owner__team__company" ON "crm_lead" ("resume_on", "id", "owner", "team", "company") WHERE archived_at IS NULL;
CREATE INDEX "crm_lead__loss_reason__id__owner__team__company" ON "crm_lead" ("loss_reason", "id", "owner", "team", "company") WHERE archived_at IS NULL AND "loss_reason" IS NOT NULL;
CREATE INDEX "crm_lead__became_organisation__id__owner__team__company" ON "crm_lead" ("became_organisation", "id", "owner", "team", "company") WHERE archived_at IS NULL AND "became_organisation" IS NOT NULL;
CREATE INDEX "crm_lead__became_person__id__owner__team__company" ON "crm_lead" ("became_person", "id", "owner", "team", "company") WHERE archived_at IS NULL AND "became_person" IS NOT NULL;
CREATE INDEX "crm_lead__became_opportunity__id__owner__team__company" ON "crm_lead" ("became_opportunity", "id", "owner", "team", "company") WHERE archived_at IS NULL AND "became_opportunity" IS NOT NULL;
CREATE INDEX "crm_lead__converted_at__id__owner__team__company" ON "crm_lead" ("converted_at", "id", "owner", "team", "company") WHERE archived_at IS NULL;
CREATE INDEX "crm_lead__converted_by__id__owner__team__company" ON "crm_lead" ("converted_by", "id", "owner", "team", "company") WHERE archived_at IS NULL AND "converted_by" IS NOT NULL;
CREATE INDEX "crm_lead__conversion__id__owner__team__company" ON "crm_lead" ("conversion", "id", "owner", "team", "company") WHERE archived_at IS NULL AND "conversion" IS NOT NULL;
CREATE INDEX "crm_lead__state__id__owner__team__company" ON "crm_lead" ("state", "id", "owner", "team", "company") WHERE archived_at IS NULL;
CREATE INDEX "crm_lead__changed_at__id__owner__team__company" ON "crm_lead" ("changed_at", "id", "owner", "team", "company") WHERE archived_at IS NULL;
CREATE INDEX "crm_lead__id__owner__team__company" ON "crm_lead" ("id", "owner", "team", "company") WHERE archived_at IS NULL;
CREATE INDEX "crm_lead__owner__state" ON "crm_lead" ("owner", "state") WHERE archived_at IS NULL;
CREATE INDEX "crm_lead__state__resume_on" ON "crm_lead" ("state", "resume_on") WHERE archived_at IS NULL;
CREATE TABLE "crm_lead_email_address" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "document" INTEGER NOT NULL REFERENCES "crm_lead" ("id"),
  "position" INTEGER NOT NULL,
  "address" TEXT NOT NULL,
  "purpose" TEXT NOT NULL,
  "is_primary" INTEGER NOT NULL
) STRICT;
CREATE INDEX "crm_lead_email_address__document__position" ON "crm_lead_email_address" ("document", "position");
CREATE INDEX "crm_lead_email_address__address" ON "crm_lead_email_address" ("address");
CREATE TABLE "crm_lead_phone_number" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "document" INTEGER NOT NULL REFERENCES "crm_lead" ("id"),
  "position" INTEGER NOT NULL,
  "number" TEXT NOT NULL,
  "purpose" TEXT NOT NULL,
  "is_primary" INTEGER NOT NULL,
  "is_as_typed" INTEGER NOT NULL
) STRICT;
CREATE INDEX "crm_lead_phone_number__document__position" ON "crm_lead_phone_number" ("document", "position");
CREATE TABLE "crm_lifecycle" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "party" INTEGER NOT NULL REFERENCES "parties_party" ("id"),
  "stage" TEXT NOT NULL,
  "began_on" TEXT,
  "why" TEXT NOT NULL,
  "last_order_on" TEXT,
  "rhythm" INTEGER
) STRICT;
CREATE INDEX "crm_lifecycle__party__id" ON "crm_lifecycle" ("party", "id") WHERE archived_at IS NULL;
CREATE INDEX "crm_lifecycle__stage__id" ON "crm_lifecycle" ("stage", "id") WHERE archived_at IS NULL;
CREATE INDEX "crm_lifecycle__began_on__id" ON "crm_lifecycle" ("began_on", "id") WHERE archived_at IS NULL;
CREATE INDEX "crm_lifecycle__changed_at__id" ON "crm_lifecycle" ("changed_at", "id") WHERE archived_at IS NULL;
CREATE UNIQUE INDEX "crm_lifecycle__party__u" ON "crm_lifecycle" ("party") WHERE archived_at IS NULL;
CREATE TABLE "crm_lifecycle_change" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "party" INTEGER NOT NULL REFERENCES "parties_party" ("id"),
  "before" TEXT,
  "stage" TEXT NOT NULL,
  "began_on" TEXT NOT NULL,
  "why" TEXT NOT NULL,
  "note" TEXT
) STRICT;
CREATE INDEX "crm_lifecycle_change__changed_at__id" ON "crm_lifecycle_change" ("changed_at", "id");
CREATE INDEX "crm_lifecycle_change__party__id" ON "crm_lifecycle_change" ("party", "id");
CREATE INDEX "crm_lifecycle_change__stage__began_on" ON "crm_lifecycle_change" ("stage", "began_on");
CREATE TRIGGER "crm_lifecycle_change__no_update" BEFORE UPDATE ON "crm_lifecycle_change" BEGIN SELECT RAISE(ABORT, 'posted rows do not change'); END;
CREATE TRIGGER "crm_lifecycle_change__no_delete" BEFORE DELETE ON "crm_lifecycle_change" BEGIN SELECT RAISE(ABORT, 'posted rows do not change'); END;
CREATE TABLE "crm_opportunity" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "number" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "name_sort" BLOB,
  "kind" TEXT NOT NULL,
  "customer" INTEGER REFERENCES "parties_party" ("id"),
  "lead" INTEGER REFERENCES "crm_lead" ("id"),
  "company" INTEGER NOT NULL REFERENCES "platform_company" ("id"),
  "pipeline" INTEGER NOT NULL REFERENCES "crm_pipeline" ("id"),
  "stage" INTEGER NOT NULL REFERENCES "crm_stage" ("id"),
  "amount" INTEGER NOT NULL,
  "currency" INTEGER REFERENCES "platform_currency" ("id"),
  "expected_on" TEXT,
  "probability" INTEGER NOT NULL,
  "probability_source" TEXT NOT NULL,
  "category" TEXT NOT NULL,
  "category_override" TEXT,
  "source" INTEGER REFERENCES "crm_source" ("id"),
  "campaign" TEXT,
  "competitor" INTEGER REFERENCES "crm_competitor" ("id"),
  "description" TEXT,
  "next_step" TEXT,
  "next_step_on" TEXT,
  "amount_base" INTEGER NOT NULL,
  "weighted_base" INTEGER NOT NULL,
  "company_currency" INTEGER REFERENCES "platform_currency" ("id"),
  "rated_on" TEXT,
  "owner" INTEGER REFERENCES "platform_user" ("id"),
  "team" INTEGER REFERENCES "platform_team" ("id"),
  "stage_since" INTEGER,
  "stage_amount" INTEGER NOT NULL,
  "stage_probability" INTEGER NOT NULL,
  "stalls_on" TEXT,
  "slips" INTEGER NOT NULL,
  "counted_on" TEXT,
  "closed_on" TEXT,
  "close_reason" INTEGER REFERENCES "crm_close_reason" ("id"),
  "close_note" TEXT,
  "quotation" INTEGER REFERENCES "sales_quotation" ("id"),
  "sales_order" INTEGER REFERENCES "sales_order" ("id"),
  "last_stage" INTEGER REFERENCES "crm_stage" ("id"),
  "last_probability" INTEGER,
  "reopened" INTEGER NOT NULL,
  "state" TEXT NOT NULL
) STRICT;
CREATE INDEX "crm_opportunity__name_sort__id__owner__team__company" ON "crm_opportunity" ("name_sort", "id", "owner", "team", "company") WHERE archived_at IS NULL;
CREATE INDEX "crm_opportunity__customer__id__owner__team__company" ON "crm_opportunity" ("customer", "id", "owner", "team", "company") WHERE archived_at IS NULL AND "customer" IS NOT NULL;
CREATE INDEX "crm_opportunity__lead__id__owner__team__company" ON "crm_opportunity" ("lead", "id", "owner", "team", "company") WHERE archived_at IS NULL AND "lead" IS NOT NULL;
CREATE INDEX "crm_opportunity__pipeline__id__owner__team__company" ON "crm_opportunity" ("pipeline", "id", "owner", "team", "company") WHERE archived_at IS NULL;
CREATE INDEX "crm_opportunity__stage__id__owner__team__company" ON "crm_opportunity" ("stage", "id", "owner", "team", "company") WHERE archived_at IS NULL;
CREATE INDEX "crm_opportunity__currency__id__owner__team__company" ON "crm_opportunity" ("currency", "id", "owner", "team", "company") WHERE archived_at IS NULL AND "currency" IS NOT NULL;
CREATE INDEX "crm_opportunity__expected_on__id__owner__team__company" ON "crm_opportunity" ("expected_on", "id", "owner", "team", "company") WHERE archived_at IS NULL;
CREATE INDEX "crm_opportunity__source__id__owner__team__company" ON "crm_opportunity" ("source", "id", "owner", "team", "company") WHERE archived_at IS NULL AND "source" IS NOT NULL;
CREATE INDEX "crm_opportunity__competitor__id__owner__team__company" ON "crm_opportunity" ("competitor", "id", "owner", "team", "company") WHERE archived_at IS NULL AND "competitor" IS NOT NULL;
CREATE INDEX "crm_opportunity__next_step_on__id__owner__team__company" ON "crm_opportunity" ("next_step_on", "id", "owner", "team", "company") WHERE archived_at IS NULL;
CREATE INDEX "crm_opportunity__owner__id__team__company" ON "crm_opportunity" ("owner", "id", "team", "company") WHERE archived_at IS NULL;
CREATE INDEX "crm_opportunity__team__id__owner__company" ON "crm_opportunity" ("team", "id", "owner", "company") WHERE archived_at IS NULL;
CREATE INDEX "crm_opportunity__stalls_on__id__owner__team__company" ON "crm_opportunity" ("stalls_on", "id", "owner", "team", "company") WHERE archived_at IS NULL;
CREATE INDEX "crm_opportunity__closed_on__id__owner__team__company" ON "crm_opportunity" ("closed_on", "id", "owner", "team", "company") WHERE archived_at IS NULL;
CREATE INDEX "crm_opportunity__close_reason__id__owner__team__company" ON "crm_opportunity" ("close_reason", "id", "owner", "team", "company") WHERE archived_at IS NULL AND "close_reason" IS NOT NULL;
CREATE INDEX "crm_opportunity__quotation__id__owner__team__company" ON "crm_opportunity" ("quotation", "id", "owner", "team", "company") WHERE archived_at IS NULL AND "quotation" IS NOT NULL;
CREATE INDEX "crm_opportunity__sales_order__id__owner__team__company" ON "crm_opportunity" ("sales_order", "id", "owner", "team", "company") WHERE archived_at IS NULL AND "sales_order" IS NOT NULL;
CREATE INDEX "crm_opportunity__state__id__owner__team__company" ON "crm_opportunity" ("state", "id", "owner", "team", "company") WHERE archived_at IS NULL;
CREATE INDEX "crm_opportunity__changed_at__id__owner__team__company" ON "crm_opportunity" ("changed_at", "id", "owner", "team", "company") WHERE archived_at IS NULL;
CREATE INDEX "crm_opportunity__id__owner__team__company" ON "crm_opportunity" ("id", "owner", "team", "company") WHERE archived_at IS NULL;
CREATE INDEX "crm_opportunity__pipeline__stage__company_curren_8fc9a963" ON "crm_opportunity" ("pipeline", "stage", "company_currency", "closed_on", "amount_base", "weighted_base", "owner", "team", "company") WHERE archived_at IS NULL;
CREATE INDEX "crm_opportunity__stage__next_step_on__id__closed_6f7d45b4" ON "crm_opportunity" ("stage", "next_step_on", "id", "closed_on", "pipeline", "owner", "team", "company") WHERE archived_at IS NULL;
CREATE INDEX "crm_opportunity__customer__state" ON "crm_opportunity" ("customer", "state") WHERE archived_at IS NULL;
CREATE TABLE "crm_opportunity_check" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "document" INTEGER NOT NULL REFERENCES "crm_opportunity" ("id"),
  "position" INTEGER NOT NULL,
  "text" TEXT,
  "is_done" INTEGER NOT NULL,
  "stage" INTEGER REFERENCES "crm_stage" ("id")
) STRICT;
CREATE INDEX "crm_opportunity_check__document__position" ON "crm_opportunity_check" ("document", "position");
CREATE TABLE "crm_opportunity_contact" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "document" INTEGER NOT NULL REFERENCES "crm_opportunity" ("id"),
  "position" INTEGER NOT NULL,
  "person" INTEGER NOT NULL REFERENCES "parties_party" ("id"),
  "buying_role" TEXT,
  "attitude" TEXT,
  "notes" TEXT,
  "is_primary" INTEGER NOT NULL
) STRICT;
CREATE INDEX "crm_opportunity_contact__document__position" ON "crm_opportunity_contact" ("document", "position");
CREATE INDEX "crm_opportunity_contact__person" ON "crm_opportunity_contact" ("person");
CREATE TABLE "crm_opportunity_line" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "document" INTEGER NOT NULL REFERENCES "crm_opportunity" ("id"),
  "position" INTEGER NOT NULL,
  "item" INTEGER NOT NULL REFERENCES "catalog_item" ("id"),
  "text" TEXT,
  "quantity" INTEGER NOT NULL,
  "unit" INTEGER REFERENCES "catalog_unit" ("id"),
  "price" INTEGER,
  "discount" INTEGER NOT NULL,
  "net" INTEGER NOT NULL,
  "by_rules" INTEGER NOT NULL
) STRICT;
CREATE INDEX "crm_opportunity_line__document__position" ON "crm_opportunity_line" ("document", "position");
CREATE INDEX "crm_opportunity_line__item" ON "crm_opportunity_line" ("item");
CREATE TABLE "crm_pipeline" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "name" TEXT NOT NULL,
  "place" INTEGER NOT NULL,
  "team" INTEGER REFERENCES "platform_team" ("id"),
  "is_active" INTEGER NOT NULL
) STRICT;
CREATE INDEX "crm_pipeline__place__id__team" ON "crm_pipeline" ("place", "id", "team") WHERE archived_at IS NULL;
CREATE INDEX "crm_pipeline__team__id" ON "crm_pipeline" ("team", "id") WHERE archived_at IS NULL;
CREATE INDEX "crm_pipeline__changed_at__id__team" ON "crm_pipeline" ("changed_at", "id", "team") WHERE archived_at IS NULL;
CREATE INDEX "crm_pipeline__id__team" ON "crm_pipeline" ("id", "team") WHERE archived_at IS NULL;
CREATE TABLE "crm_quota" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "company" INTEGER NOT NULL REFERENCES "platform_company" ("id"),
  "owner" INTEGER REFERENCES "platform_user" ("id"),
  "team" INTEGER REFERENCES "platform_team" ("id"),
  "starts_on" TEXT NOT NULL,
  "ends_on" TEXT NOT NULL,
  "amount" INTEGER NOT NULL,
  "currency" INTEGER REFERENCES "platform_currency" ("id")
) STRICT;
CREATE INDEX "crm_quota__owner__id__team__company" ON "crm_quota" ("owner", "id", "team", "company") WHERE archived_at IS NULL;
CREATE INDEX "crm_quota__team__id__owner__company" ON "crm_quota" ("team", "id", "owner", "company") WHERE archived_at IS NULL;
CREATE INDEX "crm_quota__starts_on__id__owner__team__company" ON "crm_quota" ("starts_on", "id", "owner", "team", "company") WHERE archived_at IS NULL;
CREATE INDEX "crm_quota__changed_at__id__owner__team__company" ON "crm_quota" ("changed_at", "id", "owner", "team", "company") WHERE archived_at IS NULL;
CREATE INDEX "crm_quota__id__owner__team__company" ON "crm_quota" ("id", "owner", "team", "company") WHERE archived_at IS NULL;
CREATE INDEX "crm_quota__company__starts_on" ON "crm_quota" ("company", "starts_on") WHERE archived_at IS NULL;
CREATE TABLE "crm_source" (
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
  "is_active" INTEGER NOT NULL
) STRICT;
CREATE INDEX "crm_source__name_sort__id" ON "crm_source" ("name_sort", "id") WHERE archived_at IS NULL;
CREATE INDEX "crm_source__changed_at__id" ON "crm_source" ("changed_at", "id") WHERE archived_at IS NULL;
CREATE UNIQUE INDEX "crm_source__code__u" ON "crm_source" ("code") WHERE archived_at IS NULL;
CREATE TABLE "crm_stage" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "pipeline" INTEGER NOT NULL REFERENCES "crm_pipeline" ("id"),
  "name" TEXT NOT NULL,
  "place" INTEGER NOT NULL,
  "class" TEXT NOT NULL,
  "probability" INTEGER NOT NULL,
  "category" TEXT NOT NULL,
  "tone" TEXT NOT NULL,
  "target_days" INTEGER,
  "guidance" TEXT
) STRICT;
CREATE INDEX "crm_stage__pipeline__id" ON "crm_stage" ("pipeline", "id") WHERE archived_at IS NULL;
CREATE INDEX "crm_stage__place__id" ON "crm_stage" ("place", "id") WHERE archived_at IS NULL;
CREATE INDEX "crm_stage__changed_at__id" ON "crm_stage" ("changed_at", "id") WHERE archived_at IS NULL;
CREATE TABLE "crm_stage_check" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "document" INTEGER NOT NULL REFERENCES "crm_stage" ("id"),
  "position" INTEGER NOT NULL,
  "text" TEXT NOT NULL
) STRICT;
CREATE INDEX "crm_stage_check__document__position" ON "crm_stage_check" ("document", "position");
CREATE TABLE "crm_stage_need" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "document" INTEGER NOT NULL REFERENCES "crm_stage" ("id"),
  "position" INTEGER NOT NULL,
  "needed" TEXT NOT NULL
) STRICT;
CREATE INDEX "crm_stage_need__document__position" ON "crm_stage_need" ("document", "position");
CREATE TABLE "crm_stage_stay" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "opportunity" INTEGER NOT NULL REFERENCES "crm_opportunity" ("id"),
  "pipeline" INTEGER NOT NULL REFERENCES "crm_pipeline" ("id"),
  "stage" INTEGER NOT NULL REFERENCES "crm_stage" ("id"),
  "entered_at" INTEGER NOT NULL,
  "left_at" INTEGER NOT NULL,
  "days" INTEGER NOT NULL,
  "moved_by" INTEGER REFERENCES "platform_user" ("id"),
  "back" INTEGER NOT NULL,
  "amount_base" INTEGER NOT NULL,
  "currency" INTEGER REFERENCES "platform_currency" ("id"),
  "probability" INTEGER NOT NULL
) STRICT;
CREATE INDEX "crm_stage_stay__moved_by__id" ON "crm_stage_stay" ("moved_by", "id") WHERE "moved_by" IS NOT NULL;
CREATE INDEX "crm_stage_stay__changed_at__id" ON "crm_stage_stay" ("changed_at", "id");
CREATE INDEX "crm_stage_stay__opportunity__id" ON "crm_stage_stay" ("opportunity", "id");
CREATE INDEX "crm_stage_stay__pipeline__entered_at" ON "crm_stage_stay" ("pipeline", "entered_at");
CREATE TRIGGER "crm_stage_stay__no_update" BEFORE UPDATE ON "crm_stage_stay" BEGIN SELECT RAISE(ABORT, 'posted rows do not change'); END;
CREATE TRIGGER "crm_stage_stay__no_delete" BEFORE DELETE ON "crm_stage_stay" BEGIN SELECT RAISE(ABORT, 'posted rows do not change'); END;
CREATE TABLE "crm_standing" (
  "opportunity" INTEGER NOT NULL,
  "day" TEXT NOT NULL,
  "state" TEXT NOT NULL,
  "amount_base" INTEGER NOT NULL,
  "expected_on" TEXT,
  PRIMARY KEY ("opportunity", "day")
) STRICT, WITHOUT ROWID;
CREATE INDEX "crm_standing__day" ON "crm_standing" ("day");
CREATE TABLE "crm_web_entry" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "web_form" INTEGER NOT NULL REFERENCES "crm_web_form" ("id"),
  "sent_at" INTEGER NOT NULL,
  "key" TEXT NOT NULL,
  "lead" INTEGER REFERENCES "crm_lead" ("id"),
  "joined" INTEGER NOT NULL,
  "sent_from" TEXT
) STRICT;
CREATE INDEX "crm_web_entry__lead__id" ON "crm_web_entry" ("lead", "id") WHERE archived_at IS NULL AND "lead" IS NOT NULL;
CREATE INDEX "crm_web_entry__changed_at__id" ON "crm_web_entry" ("changed_at", "id") WHERE archived_at IS NULL;
CREATE UNIQUE INDEX "crm_web_entry__key__u" ON "crm_web_entry" ("key") WHERE archived_at IS NULL;
CREATE INDEX "crm_web_entry__web_form__sent_at" ON "crm_web_entry" ("web_form", "sent_at");
CREATE TABLE "crm_web_form" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "name" TEXT NOT NULL,
  "name_sort" BLOB,
  "heading" TEXT NOT NULL,
  "introduction" TEXT,
  "thanks" TEXT,
  "asks_organisation" INTEGER NOT NULL,
  "asks_telephone" INTEGER NOT NULL,
  "asks_interest" INTEGER NOT NULL,
  "company" INTEGER NOT NULL REFERENCES "platform_company" ("id"),
  "source" INTEGER REFERENCES "crm_source" ("id"),
  "campaign" TEXT,
  "known" TEXT NOT NULL,
  "wording" TEXT,
  "purpose" TEXT NOT NULL,
  "wording_version" INTEGER,
  "sites" TEXT,
  "most_an_hour" INTEGER NOT NULL,
  "token" TEXT,
  "salt" TEXT,
  "state" TEXT NOT NULL
) STRICT;
CREATE INDEX "crm_web_form__name_sort__id__company" ON "crm_web_form" ("name_sort", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "crm_web_form__source__id__company" ON "crm_web_form" ("source", "id", "company") WHERE archived_at IS NULL AND "source" IS NOT NULL;
CREATE INDEX "crm_web_form__state__id__company" ON "crm_web_form" ("state", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "crm_web_form__changed_at__id__company" ON "crm_web_form" ("changed_at", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "crm_web_form__id__company" ON "crm_web_form" ("id", "company") WHERE archived_at IS NULL;
CREATE UNIQUE INDEX "crm_web_form__token__u" ON "crm_web_form" ("token") WHERE archived_at IS NULL;
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
CREATE TABLE "host_also" (
  "kind" INTEGER NOT NULL,
  "record" INTEGER NOT NULL,
  "from_kind" INTEGER NOT NULL,
  "from_record" INTEGER NOT NULL,
  PRIMARY KEY ("kind", "record", "from_kind", "from_record")
) STRICT, WITHOUT ROWID;
CREATE INDEX "host_also__from_kind__from_record" ON "host_also" ("from_kind", "from_record");
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
CREATE INDEX "parties_address__country" ON "parties_address" ("country") WHERE "country" IS NOT NULL;
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
CREATE INDEX "parties_affiliation__reports_to__id" ON "parties_affiliation" ("reports_to", "id") WHERE archived_at IS NULL AND "reports_to" IS NOT NULL;
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
  "preferred_channel" TEXT,
  "best_time" TEXT,
  "do_not_contact" INTEGER NOT NULL,
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
CREATE INDEX "parties_party__category__id__owner__team" ON "parties_party" ("category", "id", "owner", "team") WHERE archived_at IS NULL AND "category" IS NOT NULL;
CREATE INDEX "parties_party__industry__id__owner__team" ON "parties_party" ("industry", "id", "owner", "team") WHERE archived_at IS NULL AND "industry" IS NOT NULL;
CREATE INDEX "parties_party__parent__id__owner__team" ON "parties_party" ("parent", "id", "owner", "team") WHERE archived_at IS NULL AND "parent" IS NOT NULL;
CREATE INDEX "parties_party__country__id__owner__team" ON "parties_party" ("country", "id", "owner", "team") WHERE archived_at IS NULL AND "country" IS NOT NULL;
CREATE INDEX "parties_party__do_not_contact__id__owner__team" ON "parties_party" ("do_not_contact", "id", "owner", "team") WHERE archived_at IS NULL;
CREATE INDEX "parties_party__tax_country__id__owner__team" ON "parties_party" ("tax_country", "id", "owner", "team") WHERE archived_at IS NULL AND "tax_country" IS NOT NULL;
CREATE INDEX "parties_party__currency__id__owner__team" ON "parties_party" ("currency", "id", "owner", "team") WHERE archived_at IS NULL AND "currency" IS NOT NULL;
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
CREATE INDEX "parties_phone_number__number" ON "parties_phone_number" ("number");
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
  "priority" TEXT NOT NULL,
  "starts_on" TEXT,
  "due_on" TEXT,
  "remind_at" INTEGER,
  "rings_at" INTEGER,
  "repeat" TEXT NOT NULL,
  "repeat_until" TEXT,
  "parent" INTEGER REFERENCES "platform_activity" ("id"),
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
CREATE INDEX "platform_activity__parent__id__owner__team" ON "platform_activity" ("parent", "id", "owner", "team") WHERE archived_at IS NULL AND "parent" IS NOT NULL;
CREATE INDEX "platform_activity__owner__id__team" ON "platform_activity" ("owner", "id", "team") WHERE archived_at IS NULL;
CREATE INDEX "platform_activity__team__id__owner" ON "platform_activity" ("team", "id", "owner") WHERE archived_at IS NULL;
CREATE INDEX "platform_activity__state__id__owner__team" ON "platform_activity" ("state", "id", "owner", "team") WHERE archived_at IS NULL;
CREATE INDEX "platform_activity__changed_at__id__owner__team" ON "platform_activity" ("changed_at", "id", "owner", "team") WHERE archived_at IS NULL;
CREATE INDEX "platform_activity__id__owner__team" ON "platform_activity" ("id", "owner", "team") WHERE archived_at IS NULL;
CREATE INDEX "platform_activity__host_kind__host__id" ON "platform_activity" ("host_kind", "host", "id") WHERE archived_at IS NULL;
CREATE INDEX "platform_activity__parent" ON "platform_activity" ("parent") WHERE archived_at IS NULL;
CREATE INDEX "platform_activity__rings_at" ON "platform_activity" ("rings_at") WHERE archived_at IS NULL;
CREATE INDEX "platform_activity__owner__state__due_on" ON "platform_activity" ("owner", "state", "due_on") WHERE archived_at IS NULL;
CREATE TABLE "platform_alarm" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "title" TEXT NOT NULL,
  "owner" INTEGER NOT NULL REFERENCES "platform_user" ("id"),
  "host_kind" INTEGER NOT NULL,
  "host" INTEGER NOT NULL,
  "occurrence" TEXT NOT NULL,
  "minutes" INTEGER NOT NULL,
  "about_at" INTEGER NOT NULL,
  "rings_at" INTEGER NOT NULL,
  "state" TEXT NOT NULL
) STRICT;
CREATE INDEX "platform_alarm__rings_at__id__owner" ON "platform_alarm" ("rings_at", "id", "owner") WHERE archived_at IS NULL;
CREATE INDEX "platform_alarm__state__id__owner" ON "platform_alarm" ("state", "id", "owner") WHERE archived_at IS NULL;
CREATE INDEX "platform_alarm__changed_at__id__owner" ON "platform_alarm" ("changed_at", "id", "owner") WHERE archived_at IS NULL;
CREATE INDEX "platform_alarm__id__owner" ON "platform_alarm" ("id", "owner") WHERE archived_at IS NULL;
CREATE UNIQUE INDEX "platform_alarm__host_kind__host__occurrence__min_e8240ff3__u" ON "platform_alarm" ("host_kind", "host", "occurrence", "minutes", "owner") WHERE archived_at IS NULL;
CREATE INDEX "platform_alarm__state__rings_at" ON "platform_alarm" ("state", "rings_at");
CREATE INDEX "platform_alarm__owner__state__rings_at" ON "platform_alarm" ("owner", "state", "rings_at");
CREATE TABLE "platform_approval_approver" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "document" INTEGER NOT NULL REFERENCES "platform_approval_definition" ("id"),
  "position" INTEGER NOT NULL,
  "step" INTEGER NOT NULL,
  "how" TEXT NOT NULL,
  "person" INTEGER REFERENCES "platform_user" ("id"),
  "role" INTEGER REFERENCES "platform_role" ("id"),
  "levels" INTEGER,
  "field" TEXT,
  "up_to" INTEGER,
  "escalation" INTEGER NOT NULL
) STRICT;
CREATE INDEX "platform_approval_approver__document__position" ON "platform_approval_approver" ("document", "position");
CREATE INDEX "platform_approval_approver__person" ON "platform_approval_approver" ("person") WHERE "person" IS NOT NULL;
CREATE INDEX "platform_approval_approver__role" ON "platform_approval_approver" ("role") WHERE "role" IS NOT NULL;
CREATE TABLE "platform_approval_asked" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "document" INTEGER NOT NULL REFERENCES "platform_approval_request" ("id"),
  "position" INTEGER NOT NULL,
  "step" INTEGER NOT NULL,
  "person" INTEGER NOT NULL REFERENCES "platform_user" ("id"),
  "behalf_of" INTEGER REFERENCES "platform_user" ("id"),
  "came" TEXT NOT NULL,
  "must" INTEGER NOT NULL,
  "open_for" INTEGER REFERENCES "platform_user" ("id"),
  "decided_by" INTEGER REFERENCES "platform_user" ("id"),
  "decided_at" INTEGER,
  "comment" TEXT,
  "state" TEXT NOT NULL
) STRICT;
CREATE INDEX "platform_approval_asked__document__position" ON "platform_approval_asked" ("document", "position");
CREATE INDEX "platform_approval_asked__person" ON "platform_approval_asked" ("person");
CREATE INDEX "platform_approval_asked__behalf_of" ON "platform_approval_asked" ("behalf_of") WHERE "behalf_of" IS NOT NULL;
CREATE INDEX "platform_approval_asked__open_for" ON "platform_approval_asked" ("open_for") WHERE "open_for" IS NOT NULL;
CREATE INDEX "platform_approval_asked__decided_by" ON "platform_approval_asked" ("decided_by") WHERE "decided_by" IS NOT NULL;
CREATE TABLE "platform_approval_decision" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "subject" TEXT NOT NULL,
  "operation" TEXT NOT NULL,
  "request" INTEGER REFERENCES "platform_approval_request" ("id"),
  "control" TEXT,
  "source_kind" INTEGER NOT NULL,
  "source" INTEGER NOT NULL,
  "company" INTEGER REFERENCES "platform_company" ("id"),
  "what" TEXT NOT NULL,
  "step" INTEGER,
  "step_name" TEXT,
  "person" INTEGER REFERENCES "platform_user" ("id"),
  "behalf_of" INTEGER REFERENCES "platform_user" ("id"),
  "comment" TEXT,
  "content" TEXT NOT NULL,
  "via" TEXT NOT NULL
) STRICT;
CREATE INDEX "platform_approval_decision__request__id__company" ON "platform_approval_decision" ("request", "id", "company") WHERE "request" IS NOT NULL;
CREATE INDEX "platform_approval_decision__person__id__company" ON "platform_approval_decision" ("person", "id", "company") WHERE "person" IS NOT NULL;
CREATE INDEX "platform_approval_decision__behalf_of__id__company" ON "platform_approval_decision" ("behalf_of", "id", "company") WHERE "behalf_of" IS NOT NULL;
CREATE INDEX "platform_approval_decision__changed_at__id__company" ON "platform_approval_decision" ("changed_at", "id", "company");
CREATE INDEX "platform_approval_decision__id__company" ON "platform_approval_decision" ("id", "company");
CREATE INDEX "platform_approval_decision__source_kind__source__id" ON "platform_approval_decision" ("source_kind", "source", "id");
CREATE INDEX "platform_approval_decision__control__id" ON "platform_approval_decision" ("control", "id");
CREATE TRIGGER "platform_approval_decision__no_update" BEFORE UPDATE ON "platform_approval_decision" BEGIN SELECT RAISE(ABORT, 'posted rows do not change'); END;
CREATE TRIGGER "platform_approval_decision__no_delete" BEFORE DELETE ON "platform_approval_decision" BEGIN SELECT RAISE(ABORT, 'posted rows do not change'); END;
CREATE TABLE "platform_approval_definition" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "name" TEXT NOT NULL,
  "name_sort" BLOB,
  "edition" INTEGER NOT NULL,
  "document" TEXT NOT NULL,
  "operation" TEXT NOT NULL,
  "company" INTEGER REFERENCES "platform_company" ("id"),
  "condition" TEXT,
  "priority" INTEGER NOT NULL,
  "amount" TEXT,
  "currency" INTEGER REFERENCES "platform_currency" ("id"),
  "self_approval" INTEGER NOT NULL,
  "watched" TEXT,
  "apart" TEXT,
  "executor_apart" INTEGER NOT NULL,
  "skip_asker" INTEGER NOT NULL,
  "skip_repeated" INTEGER NOT NULL,
  "carry_out" INTEGER NOT NULL,
  "state" TEXT NOT NULL
) STRICT;
CREATE INDEX "platform_approval_definition__name_sort__id__company" ON "platform_approval_definition" ("name_sort", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "platform_approval_definition__currency__id__company" ON "platform_approval_definition" ("currency", "id", "company") WHERE archived_at IS NULL AND "currency" IS NOT NULL;
CREATE INDEX "platform_approval_definition__state__id__company" ON "platform_approval_definition" ("state", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "platform_approval_definition__changed_at__id__company" ON "platform_approval_definition" ("changed_at", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "platform_approval_definition__id__company" ON "platform_approval_definition" ("id", "company") WHERE archived_at IS NULL;
CREATE UNIQUE INDEX "platform_approval_definition__name__edition__u" ON "platform_approval_definition" ("name", "edition") WHERE archived_at IS NULL;
CREATE TABLE "platform_approval_request" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "number" TEXT NOT NULL,
  "subject" TEXT NOT NULL,
  "entity" TEXT NOT NULL,
  "source_kind" INTEGER NOT NULL,
  "source" INTEGER NOT NULL,
  "operation" TEXT NOT NULL,
  "definition" INTEGER NOT NULL REFERENCES "platform_approval_definition" ("id"),
  "company" INTEGER REFERENCES "platform_company" ("id"),
  "amount" INTEGER,
  "currency" INTEGER REFERENCES "platform_currency" ("id"),
  "owner" INTEGER REFERENCES "platform_user" ("id"),
  "reason" TEXT,
  "chosen" INTEGER REFERENCES "platform_user" ("id"),
  "content" TEXT NOT NULL,
  "alive" TEXT,
  "ended_at" INTEGER,
  "state" TEXT NOT NULL
) STRICT;
CREATE INDEX "platform_approval_request__number__id__owner__company" ON "platform_approval_request" ("number", "id", "owner", "company") WHERE archived_at IS NULL;
CREATE INDEX "platform_approval_request__owner__id__company" ON "platform_approval_request" ("owner", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "platform_approval_request__chosen__id__owner__company" ON "platform_approval_request" ("chosen", "id", "owner", "company") WHERE archived_at IS NULL AND "chosen" IS NOT NULL;
CREATE INDEX "platform_approval_request__state__id__owner__company" ON "platform_approval_request" ("state", "id", "owner", "company") WHERE archived_at IS NULL;
CREATE INDEX "platform_approval_request__changed_at__id__owner__company" ON "platform_approval_request" ("changed_at", "id", "owner", "company") WHERE archived_at IS NULL;
CREATE INDEX "platform_approval_request__id__owner__company" ON "platform_approval_request" ("id", "owner", "company") WHERE archived_at IS NULL;
CREATE UNIQUE INDEX "platform_approval_request__alive__u" ON "platform_approval_request" ("alive") WHERE archived_at IS NULL;
CREATE INDEX "platform_approval_request__source_kind__source__id" ON "platform_approval_request" ("source_kind", "source", "id");
CREATE TABLE "platform_approval_request_step" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "document" INTEGER NOT NULL REFERENCES "platform_approval_request" ("id"),
  "position" INTEGER NOT NULL,
  "name" TEXT NOT NULL,
  "stage" INTEGER NOT NULL,
  "branch" TEXT,
  "rule" TEXT NOT NULL,
  "needed" INTEGER,
  "due_at" INTEGER,
  "content" TEXT,
  "state" TEXT NOT NULL
) STRICT;
CREATE INDEX "platform_approval_request_step__document__position" ON "platform_approval_request_step" ("document", "position");
CREATE INDEX "platform_approval_request_step__state__due_at" ON "platform_approval_request_step" ("state", "due_at");
CREATE TABLE "platform_approval_step" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "document" INTEGER NOT NULL REFERENCES "platform_approval_definition" ("id"),
  "position" INTEGER NOT NULL,
  "name" TEXT NOT NULL,
  "stage" INTEGER NOT NULL,
  "branch" TEXT,
  "rule" TEXT NOT NULL,
  "needed" INTEGER,
  "condition" TEXT,
  "watched" TEXT,
  "hours" INTEGER,
  "late" TEXT NOT NULL
) STRICT;
CREATE INDEX "platform_approval_step__document__position" ON "platform_approval_step" ("document", "position");
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
CREATE INDEX "platform_attachment__host_kind__host__id" ON "platform_attachment" ("host_kind", "host", "id");
CREATE INDEX "platform_attachment__content" ON "platform_attachment" ("content");
CREATE TABLE "platform_attendee" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "document" INTEGER NOT NULL REFERENCES "platform_event" ("id"),
  "position" INTEGER NOT NULL,
  "person" INTEGER REFERENCES "platform_user" ("id"),
  "name" TEXT,
  "email" TEXT,
  "host_kind" INTEGER,
  "host" INTEGER,
  "optional" INTEGER NOT NULL,
  "answer" TEXT NOT NULL
) STRICT;
CREATE INDEX "platform_attendee__document__position" ON "platform_attendee" ("document", "position");
CREATE INDEX "platform_attendee__person" ON "platform_attendee" ("person") WHERE "person" IS NOT NULL;
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
CREATE INDEX "platform_bulk_change__entity__owner" ON "platform_bulk_change" ("entity", "owner");
CREATE TABLE "platform_calendar_feed" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "owner" INTEGER NOT NULL REFERENCES "platform_user" ("id"),
  "fingerprint" TEXT NOT NULL
) STRICT;
CREATE INDEX "platform_calendar_feed__changed_at__id__owner" ON "platform_calendar_feed" ("changed_at", "id", "owner") WHERE archived_at IS NULL;
CREATE INDEX "platform_calendar_feed__id__owner" ON "platform_calendar_feed" ("id", "owner") WHERE archived_at IS NULL;
CREATE UNIQUE INDEX "platform_calendar_feed__fingerprint__u" ON "platform_calendar_feed" ("fingerprint") WHERE archived_at IS NULL;
CREATE INDEX "platform_calendar_feed__owner" ON "platform_calendar_feed" ("owner");
CREATE TABLE "platform_check_item" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "document" INTEGER NOT NULL REFERENCES "platform_activity" ("id"),
  "position" INTEGER NOT NULL,
  "text" TEXT NOT NULL,
  "done" INTEGER NOT NULL
) STRICT;
CREATE INDEX "platform_check_item__document__position" ON "platform_check_item" ("document", "position");
CREATE TABLE "platform_collaborator" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "document" INTEGER NOT NULL REFERENCES "platform_activity" ("id"),
  "position" INTEGER NOT NULL,
  "person" INTEGER NOT NULL REFERENCES "platform_user" ("id")
) STRICT;
CREATE INDEX "platform_collaborator__document__position" ON "platform_collaborator" ("document", "position");
CREATE INDEX "platform_collaborator__person" ON "platform_collaborator" ("person");
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
  "phone" TEXT,
  "email" TEXT,
  "website" TEXT,
  "tax_id" TEXT,
  "legal_notice" TEXT,
  "zone" TEXT
) STRICT;
CREATE INDEX "platform_company__name_sort__id" ON "platform_company" ("name_sort", "id") WHERE archived_at IS NULL;
CREATE INDEX "platform_company__currency__id" ON "platform_company" ("currency", "id") WHERE archived_at IS NULL;
CREATE INDEX "platform_company__country__id" ON "platform_company" ("country", "id") WHERE archived_at IS NULL;
CREATE INDEX "platform_company__logo__id" ON "platform_company" ("logo", "id") WHERE archived_at IS NULL AND "logo" IS NOT NULL;
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
CREATE TABLE "platform_delegation" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "owner" INTEGER NOT NULL REFERENCES "platform_user" ("id"),
  "delegate" INTEGER NOT NULL REFERENCES "platform_user" ("id"),
  "starts_on" TEXT NOT NULL,
  "ends_on" TEXT NOT NULL,
  "documents" TEXT,
  "reason" TEXT
) STRICT;
CREATE INDEX "platform_delegation__owner__id" ON "platform_delegation" ("owner", "id") WHERE archived_at IS NULL;
CREATE INDEX "platform_delegation__delegate__id__owner" ON "platform_delegation" ("delegate", "id", "owner") WHERE archived_at IS NULL;
CREATE INDEX "platform_delegation__starts_on__id__owner" ON "platform_delegation" ("starts_on", "id", "owner") WHERE archived_at IS NULL;
CREATE INDEX "platform_delegation__ends_on__id__owner" ON "platform_delegation" ("ends_on", "id", "owner") WHERE archived_at IS NULL;
CREATE INDEX "platform_delegation__changed_at__id__owner" ON "platform_delegation" ("changed_at", "id", "owner") WHERE archived_at IS NULL;
CREATE INDEX "platform_delegation__id__owner" ON "platform_delegation" ("id", "owner") WHERE archived_at IS NULL;
CREATE TABLE "platform_event" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "title" TEXT NOT NULL,
  "title_sort" BLOB,
  "kind" TEXT NOT NULL,
  "starts_at" INTEGER NOT NULL,
  "ends_at" INTEGER,
  "all_day" INTEGER NOT NULL,
  "zone" TEXT,
  "place" TEXT,
  "owner" INTEGER REFERENCES "platform_user" ("id"),
  "team" INTEGER REFERENCES "platform_team" ("id"),
  "private" INTEGER NOT NULL,
  "free" INTEGER NOT NULL,
  "description" TEXT,
  "repeat" TEXT NOT NULL,
  "repeat_until" TEXT,
  "rule" TEXT,
  "accepted" INTEGER NOT NULL,
  "accepted_for" TEXT,
  "result" TEXT,
  "series" INTEGER REFERENCES "platform_event" ("id"),
  "original" TEXT,
  "left_out" TEXT,
  "extra" TEXT,
  "uid" TEXT,
  "host_kind" INTEGER,
  "host" INTEGER,
  "lasting" INTEGER NOT NULL,
  "until_at" INTEGER,
  "rings_at" INTEGER,
  "state" TEXT NOT NULL
) STRICT;
CREATE INDEX "platform_event__title_sort__id__owner__team" ON "platform_event" ("title_sort", "id", "owner", "team") WHERE archived_at IS NULL;
CREATE INDEX "platform_event__starts_at__id__owner__team" ON "platform_event" ("starts_at", "id", "owner", "team") WHERE archived_at IS NULL;
CREATE INDEX "platform_event__owner__id__team" ON "platform_event" ("owner", "id", "team") WHERE archived_at IS NULL;
CREATE INDEX "platform_event__team__id__owner" ON "platform_event" ("team", "id", "owner") WHERE archived_at IS NULL;
CREATE INDEX "platform_event__series__id__owner__team" ON "platform_event" ("series", "id", "owner", "team") WHERE archived_at IS NULL AND "series" IS NOT NULL;
CREATE INDEX "platform_event__state__id__owner__team" ON "platform_event" ("state", "id", "owner", "team") WHERE archived_at IS NULL;
CREATE INDEX "platform_event__changed_at__id__owner__team" ON "platform_event" ("changed_at", "id", "owner", "team") WHERE archived_at IS NULL;
CREATE INDEX "platform_event__id__owner__team" ON "platform_event" ("id", "owner", "team") WHERE archived_at IS NULL;
CREATE INDEX "platform_event__host_kind__host__id" ON "platform_event" ("host_kind", "host", "id") WHERE archived_at IS NULL;
CREATE INDEX "platform_event__lasting__until_at" ON "platform_event" ("lasting", "until_at") WHERE archived_at IS NULL;
CREATE INDEX "platform_event__series" ON "platform_event" ("series") WHERE archived_at IS NULL;
CREATE INDEX "platform_event__rings_at" ON "platform_event" ("rings_at") WHERE archived_at IS NULL;
CREATE INDEX "platform_event__uid" ON "platform_event" ("uid") WHERE archived_at IS NULL;
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
CREATE INDEX "platform_job__state__due_at" ON "platform_job" ("state", "due_at");
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
  "host_kind" INTEGER,
  "host" INTEGER,
  "pinned" INTEGER NOT NULL,
  "owner" INTEGER REFERENCES "platform_user" ("id")
) STRICT;
CREATE INDEX "platform_note__owner__id" ON "platform_note" ("owner", "id") WHERE archived_at IS NULL;
CREATE INDEX "platform_note__changed_at__id__owner" ON "platform_note" ("changed_at", "id", "owner") WHERE archived_at IS NULL;
CREATE INDEX "platform_note__id__owner" ON "platform_note" ("id", "owner") WHERE archived_at IS NULL;
CREATE INDEX "platform_note__host_kind__host__id" ON "platform_note" ("host_kind", "host", "id") WHERE archived_at IS NULL;
CREATE INDEX "platform_note__owner__pinned__id" ON "platform_note" ("owner", "pinned", "id") WHERE archived_at IS NULL;
CREATE TABLE "platform_note_link" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "document" INTEGER NOT NULL REFERENCES "platform_note" ("id"),
  "position" INTEGER NOT NULL,
  "host_kind" INTEGER NOT NULL,
  "host" INTEGER NOT NULL
) STRICT;
CREATE INDEX "platform_note_link__document__position" ON "platform_note_link" ("document", "position");
CREATE INDEX "platform_note_link__host_kind__host" ON "platform_note_link" ("host_kind", "host");
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
CREATE INDEX "platform_notification__cause__id__owner" ON "platform_notification" ("cause", "id", "owner") WHERE archived_at IS NULL AND "cause" IS NOT NULL;
CREATE INDEX "platform_notification__changed_at__id__owner" ON "platform_notification" ("changed_at", "id", "owner") WHERE archived_at IS NULL;
CREATE INDEX "platform_notification__id__owner" ON "platform_notification" ("id", "owner") WHERE archived_at IS NULL;
CREATE INDEX "platform_notification__owner__seen_at__id" ON "platform_notification" ("owner", "seen_at", "id");
CREATE INDEX "platform_notification__host_kind__host" ON "platform_notification" ("host_kind", "host");
CREATE TABLE "platform_reminder" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "document" INTEGER NOT NULL REFERENCES "platform_event" ("id"),
  "position" INTEGER NOT NULL,
  "minutes" INTEGER NOT NULL
) STRICT;
CREATE INDEX "platform_reminder__document__position" ON "platform_reminder" ("document", "position");
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
CREATE TABLE "platform_special_day" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "document" INTEGER NOT NULL REFERENCES "platform_working_calendar" ("id"),
  "position" INTEGER NOT NULL,
  "day" TEXT NOT NULL,
  "name" TEXT,
  "opens" TEXT,
  "closes" TEXT
) STRICT;
CREATE INDEX "platform_special_day__document__position" ON "platform_special_day" ("document", "position");
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
CREATE INDEX "platform_team__parent__id" ON "platform_team" ("parent", "id") WHERE archived_at IS NULL AND "parent" IS NOT NULL;
CREATE INDEX "platform_team__leader__id" ON "platform_team" ("leader", "id") WHERE archived_at IS NULL AND "leader" IS NOT NULL;
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
CREATE INDEX "platform_user__manager__id__team" ON "platform_user" ("manager", "id", "team") WHERE archived_at IS NULL AND "manager" IS NOT NULL;
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
CREATE TABLE "platform_user_role" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "document" INTEGER NOT NULL REFERENCES "platform_user" ("id"),
  "position" INTEGER NOT NULL,
  "role" INTEGER NOT NULL REFERENCES "platform_role" ("id")
) STRICT;
CREATE INDEX "platform_user_role__document__position" ON "platform_user_role" ("document", "position");
CREATE INDEX "platform_user_role__role" ON "platform_user_role" ("role");
CREATE TABLE "platform_working_calendar" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "name" TEXT NOT NULL,
  "name_sort" BLOB,
  "zone" TEXT,
  "of_company" INTEGER REFERENCES "platform_company" ("id"),
  "of_team" INTEGER REFERENCES "platform_team" ("id"),
  "of_person" INTEGER REFERENCES "platform_user" ("id")
) STRICT;
CREATE INDEX "platform_working_calendar__name_sort__id" ON "platform_working_calendar" ("name_sort", "id") WHERE archived_at IS NULL;
CREATE INDEX "platform_working_calendar__of_company__id" ON "platform_working_calendar" ("of_company", "id") WHERE archived_at IS NULL AND "of_company" IS NOT NULL;
CREATE INDEX "platform_working_calendar__of_team__id" ON "platform_working_calendar" ("of_team", "id") WHERE archived_at IS NULL AND "of_team" IS NOT NULL;
CREATE INDEX "platform_working_calendar__of_person__id" ON "platform_working_calendar" ("of_person", "id") WHERE archived_at IS NULL AND "of_person" IS NOT NULL;
CREATE INDEX "platform_working_calendar__changed_at__id" ON "platform_working_calendar" ("changed_at", "id") WHERE archived_at IS NULL;
CREATE UNIQUE INDEX "platform_working_calendar__name__u" ON "platform_working_calendar" ("name") WHERE archived_at IS NULL;
CREATE TABLE "platform_working_hours" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "document" INTEGER NOT NULL REFERENCES "platform_working_calendar" ("id"),
  "position" INTEGER NOT NULL,
  "weekdays" TEXT NOT NULL,
  "opens" TEXT NOT NULL,
  "closes" TEXT NOT NULL
) STRICT;
CREATE INDEX "platform_working_hours__document__position" ON "platform_working_hours" ("document", "position");
CREATE TABLE "purchasing_amendment" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "purchase_order" INTEGER NOT NULL REFERENCES "purchasing_order" ("id"),
  "number" INTEGER NOT NULL,
  "reason" TEXT NOT NULL,
  "was" TEXT
) STRICT;
CREATE INDEX "purchasing_amendment__purchase_order__id" ON "purchasing_amendment" ("purchase_order", "id") WHERE archived_at IS NULL;
CREATE INDEX "purchasing_amendment__changed_at__id" ON "purchasing_amendment" ("changed_at", "id") WHERE archived_at IS NULL;
CREATE UNIQUE INDEX "purchasing_amendment__purchase_order__number__u" ON "purchasing_amendment" ("purchase_order", "number") WHERE archived_at IS NULL;
CREATE TABLE "purchasing_amendment_line" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "document" INTEGER NOT NULL REFERENCES "purchasing_amendment" ("id"),
  "position" INTEGER NOT NULL,
  "order_line" INTEGER,
  "subject" TEXT NOT NULL,
  "changed" TEXT NOT NULL,
  "before" TEXT,
  "after" TEXT
) STRICT;
CREATE INDEX "purchasing_amendment_line__document__position" ON "purchasing_amendment_line" ("document", "position");
CREATE TABLE "purchasing_clearing" (
  "line" INTEGER NOT NULL,
  "receipt" INTEGER NOT NULL,
  "order_line" INTEGER NOT NULL,
  "document" INTEGER NOT NULL,
  "received" INTEGER NOT NULL,
  "credited" INTEGER NOT NULL,
  "amount" INTEGER NOT NULL,
  "open" INTEGER NOT NULL,
  "open_base" INTEGER NOT NULL,
  PRIMARY KEY ("line")
) STRICT, WITHOUT ROWID;
CREATE INDEX "purchasing_clearing__document" ON "purchasing_clearing" ("document");
CREATE INDEX "purchasing_clearing__order_line" ON "purchasing_clearing" ("order_line");
CREATE TABLE "purchasing_goods_receipt" (
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
  "delivery_note" TEXT,
  "posted_on" TEXT NOT NULL,
  "warehouse" INTEGER REFERENCES "stock_warehouse" ("id"),
  "value" INTEGER,
  "currency" INTEGER REFERENCES "platform_currency" ("id"),
  "entry" INTEGER REFERENCES "accounting_journal_entry" ("id"),
  "reversed_because" TEXT,
  "state" TEXT NOT NULL
) STRICT;
CREATE INDEX "purchasing_goods_receipt__number__id__company" ON "purchasing_goods_receipt" ("number", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "purchasing_goods_receipt__supplier__id__company" ON "purchasing_goods_receipt" ("supplier", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "purchasing_goods_receipt__posted_on__id__company" ON "purchasing_goods_receipt" ("posted_on", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "purchasing_goods_receipt__warehouse__id__company" ON "purchasing_goods_receipt" ("warehouse", "id", "company") WHERE archived_at IS NULL AND "warehouse" IS NOT NULL;
CREATE INDEX "purchasing_goods_receipt__entry__id__company" ON "purchasing_goods_receipt" ("entry", "id", "company") WHERE archived_at IS NULL AND "entry" IS NOT NULL;
CREATE INDEX "purchasing_goods_receipt__state__id__company" ON "purchasing_goods_receipt" ("state", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "purchasing_goods_receipt__changed_at__id__company" ON "purchasing_goods_receipt" ("changed_at", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "purchasing_goods_receipt__id__company" ON "purchasing_goods_receipt" ("id", "company") WHERE archived_at IS NULL;
CREATE TABLE "purchasing_invoice_line" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "document" INTEGER NOT NULL REFERENCES "purchasing_supplier_invoice" ("id"),
  "position" INTEGER NOT NULL,
  "order_line" INTEGER,
  "receipt_line" INTEGER,
  "purchase_order" INTEGER REFERENCES "purchasing_order" ("id"),
  "item" INTEGER REFERENCES "catalog_item" ("id"),
  "description" TEXT,
  "quantity" INTEGER NOT NULL,
  "unit" INTEGER REFERENCES "catalog_unit" ("id"),
  "price" INTEGER NOT NULL,
  "discount" INTEGER NOT NULL,
  "tax_code" INTEGER REFERENCES "accounting_tax_code" ("id"),
  "account" INTEGER REFERENCES "accounting_account" ("id"),
  "price_only" INTEGER NOT NULL,
  "net" INTEGER NOT NULL,
  "tax" INTEGER NOT NULL,
  "cost" INTEGER NOT NULL
) STRICT;
CREATE INDEX "purchasing_invoice_line__document__position" ON "purchasing_invoice_line" ("document", "position");
CREATE INDEX "purchasing_invoice_line__purchase_order" ON "purchasing_invoice_line" ("purchase_order") WHERE "purchase_order" IS NOT NULL;
CREATE INDEX "purchasing_invoice_line__item" ON "purchasing_invoice_line" ("item") WHERE "item" IS NOT NULL;
CREATE INDEX "purchasing_invoice_line__order_line" ON "purchasing_invoice_line" ("order_line");
CREATE TABLE "purchasing_match_tolerance" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "company" INTEGER NOT NULL REFERENCES "platform_company" ("id"),
  "category" INTEGER REFERENCES "parties_category" ("id"),
  "item_group" INTEGER REFERENCES "catalog_item_group" ("id"),
  "basis" TEXT NOT NULL,
  "price_over" INTEGER NOT NULL,
  "price_under" INTEGER NOT NULL,
  "amount_over" INTEGER,
  "currency" INTEGER REFERENCES "platform_currency" ("id"),
  "quantity_over" INTEGER NOT NULL,
  "total_small" INTEGER,
  "order_required" INTEGER NOT NULL
) STRICT;
CREATE INDEX "purchasing_match_tolerance__category__id__company" ON "purchasing_match_tolerance" ("category", "id", "company") WHERE archived_at IS NULL AND "category" IS NOT NULL;
CREATE INDEX "purchasing_match_tolerance__item_group__id__company" ON "purchasing_match_tolerance" ("item_group", "id", "company") WHERE archived_at IS NULL AND "item_group" IS NOT NULL;
CREATE INDEX "purchasing_match_tolerance__changed_at__id__company" ON "purchasing_match_tolerance" ("changed_at", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "purchasing_match_tolerance__id__company" ON "purchasing_match_tolerance" ("id", "company") WHERE archived_at IS NULL;
CREATE UNIQUE INDEX "purchasing_match_tolerance__company__category__item_group__u" ON "purchasing_match_tolerance" ("company", "category", "item_group") WHERE archived_at IS NULL;
CREATE TABLE "purchasing_order" (
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
  "supplier_reference" TEXT,
  "ordered_on" TEXT NOT NULL,
  "currency" INTEGER REFERENCES "platform_currency" ("id"),
  "payment_term" INTEGER REFERENCES "accounting_payment_term" ("id"),
  "warehouse" INTEGER REFERENCES "stock_warehouse" ("id"),
  "requested" TEXT,
  "over_receipt" INTEGER NOT NULL,
  "owner" INTEGER REFERENCES "platform_user" ("id"),
  "team" INTEGER REFERENCES "platform_team" ("id"),
  "net" INTEGER NOT NULL,
  "tax" INTEGER NOT NULL,
  "total" INTEGER NOT NULL,
  "total_base" INTEGER,
  "company_currency" INTEGER REFERENCES "platform_currency" ("id"),
  "due_on" TEXT,
  "amendment" INTEGER NOT NULL,
  "received" TEXT NOT NULL,
  "invoiced" TEXT NOT NULL,
  "withdrawn_because" TEXT,
  "cancelled_because" TEXT,
  "state" TEXT NOT NULL
) STRICT;
CREATE INDEX "purchasing_order__number__id__owner__team__company" ON "purchasing_order" ("number", "id", "owner", "team", "company") WHERE archived_at IS NULL;
CREATE INDEX "purchasing_order__supplier__id__owner__team__company" ON "purchasing_order" ("supplier", "id", "owner", "team", "company") WHERE archived_at IS NULL;
CREATE INDEX "purchasing_order__ordered_on__id__owner__team__company" ON "purchasing_order" ("ordered_on", "id", "owner", "team", "company") WHERE archived_at IS NULL;
CREATE INDEX "purchasing_order__currency__id__owner__team__company" ON "purchasing_order" ("currency", "id", "owner", "team", "company") WHERE archived_at IS NULL AND "currency" IS NOT NULL;
CREATE INDEX "purchasing_order__payment_term__id__owner__team__company" ON "purchasing_order" ("payment_term", "id", "owner", "team", "company") WHERE archived_at IS NULL AND "payment_term" IS NOT NULL;
CREATE INDEX "purchasing_order__warehouse__id__owner__team__company" ON "purchasing_order" ("warehouse", "id", "owner", "team", "company") WHERE archived_at IS NULL AND "warehouse" IS NOT NULL;
CREATE INDEX "purchasing_order__owner__id__team__company" ON "purchasing_order" ("owner", "id", "team", "company") WHERE archived_at IS NULL;
CREATE INDEX "purchasing_order__team__id__owner__company" ON "purchasing_order" ("team", "id", "owner", "company") WHERE archived_at IS NULL;
CREATE INDEX "purchasing_order__due_on__id__owner__team__company" ON "purchasing_order" ("due_on", "id", "owner", "team", "company") WHERE archived_at IS NULL;
CREATE INDEX "purchasing_order__state__id__owner__team__company" ON "purchasing_order" ("state", "id", "owner", "team", "company") WHERE archived_at IS NULL;
CREATE INDEX "purchasing_order__changed_at__id__owner__team__company" ON "purchasing_order" ("changed_at", "id", "owner", "team", "company") WHERE archived_at IS NULL;
CREATE INDEX "purchasing_order__id__owner__team__company" ON "purchasing_order" ("id", "owner", "team", "company") WHERE archived_at IS NULL;
CREATE TABLE "purchasing_order_line" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "document" INTEGER NOT NULL REFERENCES "purchasing_order" ("id"),
  "position" INTEGER NOT NULL,
  "item" INTEGER NOT NULL REFERENCES "catalog_item" ("id"),
  "description" TEXT,
  "quantity" INTEGER NOT NULL,
  "unit" INTEGER REFERENCES "catalog_unit" ("id"),
  "price" INTEGER,
  "discount" INTEGER NOT NULL,
  "tax_code" INTEGER REFERENCES "accounting_tax_code" ("id"),
  "requested" TEXT,
  "confirmed" TEXT,
  "forecast" TEXT,
  "warehouse" INTEGER REFERENCES "stock_warehouse" ("id"),
  "net" INTEGER NOT NULL,
  "tax" INTEGER NOT NULL,
  "cost" INTEGER NOT NULL,
  "stock_quantity" INTEGER NOT NULL,
  "is_service" INTEGER NOT NULL
) STRICT;
CREATE INDEX "purchasing_order_line__document__position" ON "purchasing_order_line" ("document", "position");
CREATE INDEX "purchasing_order_line__item" ON "purchasing_order_line" ("item");
CREATE TABLE "purchasing_progress" (
  "line" INTEGER NOT NULL,
  "document" INTEGER NOT NULL,
  "received" INTEGER NOT NULL,
  "rejected" INTEGER NOT NULL,
  "invoiced" INTEGER NOT NULL,
  "ahead" INTEGER NOT NULL,
  "ahead_amount" INTEGER NOT NULL,
  "ahead_base" INTEGER NOT NULL,
  PRIMARY KEY ("line")
) STRICT, WITHOUT ROWID;
CREATE INDEX "purchasing_progress__document" ON "purchasing_progress" ("document");
CREATE TABLE "purchasing_receipt_line" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "document" INTEGER NOT NULL REFERENCES "purchasing_goods_receipt" ("id"),
  "position" INTEGER NOT NULL,
  "order_line" INTEGER NOT NULL,
  "purchase_order" INTEGER REFERENCES "purchasing_order" ("id"),
  "item" INTEGER REFERENCES "catalog_item" ("id"),
  "description" TEXT,
  "unit" INTEGER REFERENCES "catalog_unit" ("id"),
  "quantity" INTEGER NOT NULL,
  "quarantined" INTEGER NOT NULL,
  "rejected" INTEGER NOT NULL,
  "rejected_because" TEXT,
  "warehouse" INTEGER REFERENCES "stock_warehouse" ("id"),
  "location" INTEGER REFERENCES "stock_location" ("id"),
  "lot" INTEGER REFERENCES "stock_lot" ("id")
) STRICT;
CREATE INDEX "purchasing_receipt_line__document__position" ON "purchasing_receipt_line" ("document", "position");
CREATE INDEX "purchasing_receipt_line__purchase_order" ON "purchasing_receipt_line" ("purchase_order") WHERE "purchase_order" IS NOT NULL;
CREATE INDEX "purchasing_receipt_line__item" ON "purchasing_receipt_line" ("item") WHERE "item" IS NOT NULL;
CREATE INDEX "purchasing_receipt_line__location" ON "purchasing_receipt_line" ("location") WHERE "location" IS NOT NULL;
CREATE INDEX "purchasing_receipt_line__lot" ON "purchasing_receipt_line" ("lot") WHERE "lot" IS NOT NULL;
CREATE INDEX "purchasing_receipt_line__order_line" ON "purchasing_receipt_line" ("order_line");
CREATE TABLE "purchasing_requisition" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "number" TEXT NOT NULL,
  "company" INTEGER NOT NULL REFERENCES "platform_company" ("id"),
  "requested_on" TEXT NOT NULL,
  "needed_on" TEXT,
  "warehouse" INTEGER REFERENCES "stock_warehouse" ("id"),
  "purpose" TEXT,
  "owner" INTEGER REFERENCES "platform_user" ("id"),
  "team" INTEGER REFERENCES "platform_team" ("id"),
  "estimate" INTEGER NOT NULL,
  "currency" INTEGER REFERENCES "platform_currency" ("id"),
  "rejected_because" TEXT,
  "state" TEXT NOT NULL
) STRICT;
CREATE INDEX "purchasing_requisition__number__id__owner__team__company" ON "purchasing_requisition" ("number", "id", "owner", "team", "company") WHERE archived_at IS NULL;
CREATE INDEX "purchasing_requisition__requested_on__id__owner__50cb0713" ON "purchasing_requisition" ("requested_on", "id", "owner", "team", "company") WHERE archived_at IS NULL;
CREATE INDEX "purchasing_requisition__needed_on__id__owner__te_5e9de996" ON "purchasing_requisition" ("needed_on", "id", "owner", "team", "company") WHERE archived_at IS NULL;
CREATE INDEX "purchasing_requisition__warehouse__id__owner__te_86504530" ON "purchasing_requisition" ("warehouse", "id", "owner", "team", "company") WHERE archived_at IS NULL AND "warehouse" IS NOT NULL;
CREATE INDEX "purchasing_requisition__owner__id__team__company" ON "purchasing_requisition" ("owner", "id", "team", "company") WHERE archived_at IS NULL;
CREATE INDEX "purchasing_requisition__team__id__owner__company" ON "purchasing_requisition" ("team", "id", "owner", "company") WHERE archived_at IS NULL;
CREATE INDEX "purchasing_requisition__state__id__owner__team__company" ON "purchasing_requisition" ("state", "id", "owner", "team", "company") WHERE archived_at IS NULL;
CREATE INDEX "purchasing_requisition__changed_at__id__owner__t_80e8d9a1" ON "purchasing_requisition" ("changed_at", "id", "owner", "team", "company") WHERE archived_at IS NULL;
CREATE INDEX "purchasing_requisition__id__owner__team__company" ON "purchasing_requisition" ("id", "owner", "team", "company") WHERE archived_at IS NULL;
CREATE TABLE "purchasing_requisition_line" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "document" INTEGER NOT NULL REFERENCES "purchasing_requisition" ("id"),
  "position" INTEGER NOT NULL,
  "item" INTEGER NOT NULL REFERENCES "catalog_item" ("id"),
  "quantity" INTEGER NOT NULL,
  "needed_on" TEXT,
  "supplier" INTEGER REFERENCES "parties_party" ("id"),
  "price" INTEGER,
  "warehouse" INTEGER REFERENCES "stock_warehouse" ("id")
) STRICT;
CREATE INDEX "purchasing_requisition_line__document__position" ON "purchasing_requisition_line" ("document", "position");
CREATE INDEX "purchasing_requisition_line__item" ON "purchasing_requisition_line" ("item");
CREATE INDEX "purchasing_requisition_line__supplier" ON "purchasing_requisition_line" ("supplier") WHERE "supplier" IS NOT NULL;
CREATE TABLE "purchasing_return_line" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "document" INTEGER NOT NULL REFERENCES "purchasing_supplier_return" ("id"),
  "position" INTEGER NOT NULL,
  "receipt_line" INTEGER NOT NULL,
  "order_line" INTEGER,
  "purchase_order" INTEGER REFERENCES "purchasing_order" ("id"),
  "item" INTEGER REFERENCES "catalog_item" ("id"),
  "description" TEXT,
  "unit" INTEGER REFERENCES "catalog_unit" ("id"),
  "quantity" INTEGER NOT NULL,
  "status" TEXT NOT NULL
) STRICT;
CREATE INDEX "purchasing_return_line__document__position" ON "purchasing_return_line" ("document", "position");
CREATE INDEX "purchasing_return_line__purchase_order" ON "purchasing_return_line" ("purchase_order") WHERE "purchase_order" IS NOT NULL;
CREATE INDEX "purchasing_return_line__item" ON "purchasing_return_line" ("item") WHERE "item" IS NOT NULL;
CREATE TABLE "purchasing_supplier_invoice" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "number" TEXT,
  "number_sort" BLOB,
  "company" INTEGER NOT NULL REFERENCES "platform_company" ("id"),
  "supplier" INTEGER NOT NULL REFERENCES "parties_party" ("id"),
  "supplier_number" TEXT NOT NULL,
  "sense" TEXT NOT NULL,
  "corrects" INTEGER REFERENCES "purchasing_supplier_invoice" ("id"),
  "documented_on" TEXT NOT NULL,
  "posted_on" TEXT NOT NULL,
  "taxed_on" TEXT,
  "payment_term" INTEGER REFERENCES "accounting_payment_term" ("id"),
  "due_on" TEXT,
  "currency" INTEGER REFERENCES "platform_currency" ("id"),
  "net" INTEGER NOT NULL,
  "tax" INTEGER NOT NULL,
  "total" INTEGER NOT NULL,
  "stated_total" INTEGER,
  "payment" TEXT NOT NULL,
  "wrong_price" INTEGER NOT NULL,
  "wrong_quantity" INTEGER NOT NULL,
  "wrong_quality" INTEGER NOT NULL,
  "without_order" INTEGER NOT NULL,
  "released_because" TEXT,
  "looks_like" INTEGER REFERENCES "purchasing_supplier_invoice" ("id"),
  "duplicate_key" TEXT,
  "entry" INTEGER REFERENCES "accounting_journal_entry" ("id"),
  "reversed_because" TEXT,
  "state" TEXT NOT NULL
) STRICT;
CREATE INDEX "purchasing_supplier_invoice__number_sort__id__company" ON "purchasing_supplier_invoice" ("number_sort", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "purchasing_supplier_invoice__supplier__id__company" ON "purchasing_supplier_invoice" ("supplier", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "purchasing_supplier_invoice__corrects__id__company" ON "purchasing_supplier_invoice" ("corrects", "id", "company") WHERE archived_at IS NULL AND "corrects" IS NOT NULL;
CREATE INDEX "purchasing_supplier_invoice__documented_on__id__company" ON "purchasing_supplier_invoice" ("documented_on", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "purchasing_supplier_invoice__posted_on__id__company" ON "purchasing_supplier_invoice" ("posted_on", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "purchasing_supplier_invoice__payment_term__id__company" ON "purchasing_supplier_invoice" ("payment_term", "id", "company") WHERE archived_at IS NULL AND "payment_term" IS NOT NULL;
CREATE INDEX "purchasing_supplier_invoice__due_on__id__company" ON "purchasing_supplier_invoice" ("due_on", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "purchasing_supplier_invoice__currency__id__company" ON "purchasing_supplier_invoice" ("currency", "id", "company") WHERE archived_at IS NULL AND "currency" IS NOT NULL;
CREATE INDEX "purchasing_supplier_invoice__payment__id__company" ON "purchasing_supplier_invoice" ("payment", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "purchasing_supplier_invoice__looks_like__id__company" ON "purchasing_supplier_invoice" ("looks_like", "id", "company") WHERE archived_at IS NULL AND "looks_like" IS NOT NULL;
CREATE INDEX "purchasing_supplier_invoice__entry__id__company" ON "purchasing_supplier_invoice" ("entry", "id", "company") WHERE archived_at IS NULL AND "entry" IS NOT NULL;
CREATE INDEX "purchasing_supplier_invoice__state__id__company" ON "purchasing_supplier_invoice" ("state", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "purchasing_supplier_invoice__changed_at__id__company" ON "purchasing_supplier_invoice" ("changed_at", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "purchasing_supplier_invoice__id__company" ON "purchasing_supplier_invoice" ("id", "company") WHERE archived_at IS NULL;
CREATE UNIQUE INDEX "purchasing_supplier_invoice__company__duplicate_key__u" ON "purchasing_supplier_invoice" ("company", "duplicate_key") WHERE archived_at IS NULL;
CREATE INDEX "purchasing_supplier_invoice__supplier__documented_on" ON "purchasing_supplier_invoice" ("supplier", "documented_on") WHERE archived_at IS NULL;
CREATE INDEX "purchasing_supplier_invoice__payment__company" ON "purchasing_supplier_invoice" ("payment", "company") WHERE archived_at IS NULL;
CREATE TABLE "purchasing_supplier_return" (
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
  "posted_on" TEXT NOT NULL,
  "reason" TEXT,
  "value" INTEGER,
  "currency" INTEGER REFERENCES "platform_currency" ("id"),
  "credited" TEXT NOT NULL,
  "entry" INTEGER REFERENCES "accounting_journal_entry" ("id"),
  "reversed_because" TEXT,
  "state" TEXT NOT NULL
) STRICT;
CREATE INDEX "purchasing_supplier_return__number__id__company" ON "purchasing_supplier_return" ("number", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "purchasing_supplier_return__supplier__id__company" ON "purchasing_supplier_return" ("supplier", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "purchasing_supplier_return__posted_on__id__company" ON "purchasing_supplier_return" ("posted_on", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "purchasing_supplier_return__entry__id__company" ON "purchasing_supplier_return" ("entry", "id", "company") WHERE archived_at IS NULL AND "entry" IS NOT NULL;
CREATE INDEX "purchasing_supplier_return__state__id__company" ON "purchasing_supplier_return" ("state", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "purchasing_supplier_return__changed_at__id__company" ON "purchasing_supplier_return" ("changed_at", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "purchasing_supplier_return__id__company" ON "purchasing_supplier_return" ("id", "company") WHERE archived_at IS NULL;
CREATE TABLE "replay_case" (
  "system" TEXT NOT NULL,
  "key" TEXT NOT NULL,
  "done" INTEGER NOT NULL,
  "records" TEXT NOT NULL,
  PRIMARY KEY ("system", "key")
) STRICT, WITHOUT ROWID;
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
CREATE TABLE "sales_amendment" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "sales_order" INTEGER NOT NULL REFERENCES "sales_order" ("id"),
  "number" INTEGER NOT NULL,
  "reason" TEXT NOT NULL,
  "was" TEXT
) STRICT;
CREATE INDEX "sales_amendment__sales_order__id" ON "sales_amendment" ("sales_order", "id") WHERE archived_at IS NULL;
CREATE INDEX "sales_amendment__changed_at__id" ON "sales_amendment" ("changed_at", "id") WHERE archived_at IS NULL;
CREATE UNIQUE INDEX "sales_amendment__sales_order__number__u" ON "sales_amendment" ("sales_order", "number") WHERE archived_at IS NULL;
CREATE TABLE "sales_amendment_line" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "document" INTEGER NOT NULL REFERENCES "sales_amendment" ("id"),
  "position" INTEGER NOT NULL,
  "aspect" TEXT NOT NULL,
  "subject" TEXT NOT NULL,
  "before" TEXT,
  "after" TEXT,
  "order_line" INTEGER
) STRICT;
CREATE INDEX "sales_amendment_line__document__position" ON "sales_amendment_line" ("document", "position");
CREATE TABLE "sales_collective_run" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "number" TEXT NOT NULL,
  "company" INTEGER NOT NULL REFERENCES "platform_company" ("id"),
  "what" TEXT NOT NULL,
  "grouping" TEXT NOT NULL,
  "customer" INTEGER REFERENCES "parties_party" ("id"),
  "until" TEXT NOT NULL,
  "posted_on" TEXT NOT NULL,
  "posts" INTEGER NOT NULL,
  "owner" INTEGER REFERENCES "platform_user" ("id"),
  "made" INTEGER NOT NULL,
  "refused" INTEGER NOT NULL,
  "state" TEXT NOT NULL
) STRICT;
CREATE INDEX "sales_collective_run__customer__id__owner__company" ON "sales_collective_run" ("customer", "id", "owner", "company") WHERE archived_at IS NULL AND "customer" IS NOT NULL;
CREATE INDEX "sales_collective_run__owner__id__company" ON "sales_collective_run" ("owner", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "sales_collective_run__state__id__owner__company" ON "sales_collective_run" ("state", "id", "owner", "company") WHERE archived_at IS NULL;
CREATE INDEX "sales_collective_run__changed_at__id__owner__company" ON "sales_collective_run" ("changed_at", "id", "owner", "company") WHERE archived_at IS NULL;
CREATE INDEX "sales_collective_run__id__owner__company" ON "sales_collective_run" ("id", "owner", "company") WHERE archived_at IS NULL;
CREATE TABLE "sales_credit" (
  "company" INTEGER NOT NULL,
  "customer" INTEGER NOT NULL,
  "orders" INTEGER NOT NULL,
  "delivered" INTEGER NOT NULL,
  PRIMARY KEY ("company", "customer")
) STRICT, WITHOUT ROWID;
CREATE TABLE "sales_credit_rule" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "company" INTEGER NOT NULL REFERENCES "platform_company" ("id"),
  "horizon_days" INTEGER,
  "over_limit" TEXT NOT NULL,
  "without_limit" TEXT NOT NULL,
  "document_most" INTEGER,
  "document" TEXT NOT NULL,
  "oldest_days" INTEGER,
  "oldest" TEXT NOT NULL,
  "overdue_most" INTEGER,
  "overdue" TEXT NOT NULL,
  "dunning_level" INTEGER,
  "dunning" TEXT NOT NULL,
  "again_above" INTEGER,
  "again_after_days" INTEGER,
  "currency" INTEGER REFERENCES "platform_currency" ("id")
) STRICT;
CREATE INDEX "sales_credit_rule__changed_at__id__company" ON "sales_credit_rule" ("changed_at", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "sales_credit_rule__id__company" ON "sales_credit_rule" ("id", "company") WHERE archived_at IS NULL;
CREATE UNIQUE INDEX "sales_credit_rule__company__u" ON "sales_credit_rule" ("company") WHERE archived_at IS NULL;
CREATE TABLE "sales_customer_invoice" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "number" TEXT,
  "number_sort" BLOB,
  "form" TEXT NOT NULL,
  "customer" INTEGER NOT NULL REFERENCES "parties_party" ("id"),
  "company" INTEGER NOT NULL REFERENCES "platform_company" ("id"),
  "reference" TEXT,
  "posted_on" TEXT NOT NULL,
  "taxed_on" TEXT,
  "due_on" TEXT,
  "currency" INTEGER REFERENCES "platform_currency" ("id"),
  "stated_tax" INTEGER,
  "net" INTEGER NOT NULL,
  "tax" INTEGER NOT NULL,
  "total" INTEGER NOT NULL,
  "corrects" INTEGER REFERENCES "sales_customer_invoice" ("id"),
  "entry" INTEGER REFERENCES "accounting_journal_entry" ("id"),
  "reversed_because" TEXT,
  "state" TEXT NOT NULL
) STRICT;
CREATE INDEX "sales_customer_invoice__number_sort__id__company" ON "sales_customer_invoice" ("number_sort", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "sales_customer_invoice__customer__id__company" ON "sales_customer_invoice" ("customer", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "sales_customer_invoice__posted_on__id__company" ON "sales_customer_invoice" ("posted_on", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "sales_customer_invoice__currency__id__company" ON "sales_customer_invoice" ("currency", "id", "company") WHERE archived_at IS NULL AND "currency" IS NOT NULL;
CREATE INDEX "sales_customer_invoice__total__id__company" ON "sales_customer_invoice" ("total", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "sales_customer_invoice__corrects__id__company" ON "sales_customer_invoice" ("corrects", "id", "company") WHERE archived_at IS NULL AND "corrects" IS NOT NULL;
CREATE INDEX "sales_customer_invoice__entry__id__company" ON "sales_customer_invoice" ("entry", "id", "company") WHERE archived_at IS NULL AND "entry" IS NOT NULL;
CREATE INDEX "sales_customer_invoice__state__id__company" ON "sales_customer_invoice" ("state", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "sales_customer_invoice__changed_at__id__company" ON "sales_customer_invoice" ("changed_at", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "sales_customer_invoice__id__company" ON "sales_customer_invoice" ("id", "company") WHERE archived_at IS NULL;
CREATE INDEX "sales_customer_invoice__customer__state" ON "sales_customer_invoice" ("customer", "state") WHERE archived_at IS NULL;
CREATE INDEX "sales_customer_invoice__corrects" ON "sales_customer_invoice" ("corrects") WHERE archived_at IS NULL;
CREATE TABLE "sales_customer_invoice_line" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "document" INTEGER NOT NULL REFERENCES "sales_customer_invoice" ("id"),
  "position" INTEGER NOT NULL,
  "item" INTEGER REFERENCES "catalog_item" ("id"),
  "text" TEXT,
  "quantity" INTEGER NOT NULL,
  "unit" INTEGER REFERENCES "catalog_unit" ("id"),
  "price" INTEGER NOT NULL,
  "discount" INTEGER NOT NULL,
  "tax_code" INTEGER REFERENCES "accounting_tax_code" ("id"),
  "tax_inside" INTEGER NOT NULL,
  "net" INTEGER NOT NULL,
  "stock_quantity" INTEGER NOT NULL,
  "sales_order" INTEGER REFERENCES "sales_order" ("id"),
  "order_line" INTEGER NOT NULL,
  "corrects_line" INTEGER
) STRICT;
CREATE INDEX "sales_customer_invoice_line__document__position" ON "sales_customer_invoice_line" ("document", "position");
CREATE INDEX "sales_customer_invoice_line__item" ON "sales_customer_invoice_line" ("item") WHERE "item" IS NOT NULL;
CREATE INDEX "sales_customer_invoice_line__sales_order" ON "sales_customer_invoice_line" ("sales_order") WHERE "sales_order" IS NOT NULL;
CREATE INDEX "sales_customer_invoice_line__order_line" ON "sales_customer_invoice_line" ("order_line");
CREATE INDEX "sales_customer_invoice_line__corrects_line" ON "sales_customer_invoice_line" ("corrects_line");
CREATE TABLE "sales_delivery" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "number" TEXT NOT NULL,
  "customer" INTEGER NOT NULL REFERENCES "parties_party" ("id"),
  "company" INTEGER NOT NULL REFERENCES "platform_company" ("id"),
  "posted_on" TEXT NOT NULL,
  "warehouse" INTEGER NOT NULL REFERENCES "stock_warehouse" ("id"),
  "carrier" INTEGER REFERENCES "parties_party" ("id"),
  "cost" INTEGER,
  "currency" INTEGER REFERENCES "platform_currency" ("id"),
  "entry" INTEGER REFERENCES "accounting_journal_entry" ("id"),
  "received_by" TEXT,
  "received_at" INTEGER,
  "reversed_because" TEXT,
  "state" TEXT NOT NULL
) STRICT;
CREATE INDEX "sales_delivery__customer__id__company" ON "sales_delivery" ("customer", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "sales_delivery__posted_on__id__company" ON "sales_delivery" ("posted_on", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "sales_delivery__warehouse__id__company" ON "sales_delivery" ("warehouse", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "sales_delivery__carrier__id__company" ON "sales_delivery" ("carrier", "id", "company") WHERE archived_at IS NULL AND "carrier" IS NOT NULL;
CREATE INDEX "sales_delivery__entry__id__company" ON "sales_delivery" ("entry", "id", "company") WHERE archived_at IS NULL AND "entry" IS NOT NULL;
CREATE INDEX "sales_delivery__state__id__company" ON "sales_delivery" ("state", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "sales_delivery__changed_at__id__company" ON "sales_delivery" ("changed_at", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "sales_delivery__id__company" ON "sales_delivery" ("id", "company") WHERE archived_at IS NULL;
CREATE INDEX "sales_delivery__customer__state" ON "sales_delivery" ("customer", "state") WHERE archived_at IS NULL;
CREATE TABLE "sales_delivery_line" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "document" INTEGER NOT NULL REFERENCES "sales_delivery" ("id"),
  "position" INTEGER NOT NULL,
  "item" INTEGER NOT NULL REFERENCES "catalog_item" ("id"),
  "quantity" INTEGER NOT NULL,
  "lot" INTEGER REFERENCES "stock_lot" ("id"),
  "location" INTEGER REFERENCES "stock_location" ("id"),
  "sales_order" INTEGER REFERENCES "sales_order" ("id"),
  "order_line" INTEGER NOT NULL
) STRICT;
CREATE INDEX "sales_delivery_line__document__position" ON "sales_delivery_line" ("document", "position");
CREATE INDEX "sales_delivery_line__item" ON "sales_delivery_line" ("item");
CREATE INDEX "sales_delivery_line__lot" ON "sales_delivery_line" ("lot") WHERE "lot" IS NOT NULL;
CREATE INDEX "sales_delivery_line__location" ON "sales_delivery_line" ("location") WHERE "location" IS NOT NULL;
CREATE INDEX "sales_delivery_line__sales_order" ON "sales_delivery_line" ("sales_order") WHERE "sales_order" IS NOT NULL;
CREATE INDEX "sales_delivery_line__order_line" ON "sales_delivery_line" ("order_line");
CREATE TABLE "sales_offer_link" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "quotation" INTEGER NOT NULL REFERENCES "sales_quotation" ("id"),
  "fingerprint" TEXT NOT NULL,
  "revoked_at" INTEGER,
  "state" TEXT NOT NULL
) STRICT;
CREATE INDEX "sales_offer_link__state__id" ON "sales_offer_link" ("state", "id") WHERE archived_at IS NULL;
CREATE INDEX "sales_offer_link__changed_at__id" ON "sales_offer_link" ("changed_at", "id") WHERE archived_at IS NULL;
CREATE UNIQUE INDEX "sales_offer_link__fingerprint__u" ON "sales_offer_link" ("fingerprint") WHERE archived_at IS NULL;
CREATE INDEX "sales_offer_link__quotation__state" ON "sales_offer_link" ("quotation", "state");
CREATE TABLE "sales_order" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "number" TEXT NOT NULL,
  "customer" INTEGER NOT NULL REFERENCES "parties_party" ("id"),
  "company" INTEGER NOT NULL REFERENCES "platform_company" ("id"),
  "reference" TEXT,
  "quotation" INTEGER REFERENCES "sales_quotation" ("id"),
  "replaces" INTEGER REFERENCES "sales_return" ("id"),
  "ordered_on" TEXT NOT NULL,
  "requested" TEXT NOT NULL,
  "warehouse" INTEGER REFERENCES "stock_warehouse" ("id"),
  "currency" INTEGER REFERENCES "platform_currency" ("id"),
  "stated_tax" INTEGER,
  "net" INTEGER NOT NULL,
  "tax" INTEGER NOT NULL,
  "total" INTEGER NOT NULL,
  "total_base" INTEGER NOT NULL,
  "company_currency" INTEGER REFERENCES "platform_currency" ("id"),
  "hold" TEXT NOT NULL,
  "hold_reason" TEXT,
  "hold_rules" TEXT,
  "warnings" TEXT,
  "released_until" TEXT,
  "released_value" INTEGER,
  "released_at" INTEGER,
  "amendment" INTEGER NOT NULL,
  "cost" INTEGER,
  "margin" INTEGER,
  "price_check" TEXT NOT NULL,
  "delivered" TEXT NOT NULL,
  "invoiced" TEXT NOT NULL,
  "owner" INTEGER REFERENCES "platform_user" ("id"),
  "team" INTEGER REFERENCES "platform_team" ("id"),
  "notes" TEXT,
  "state" TEXT NOT NULL
) STRICT;
CREATE INDEX "sales_order__customer__id__owner__team__company" ON "sales_order" ("customer", "id", "owner", "team", "company") WHERE archived_at IS NULL;
CREATE INDEX "sales_order__quotation__id__owner__team__company" ON "sales_order" ("quotation", "id", "owner", "team", "company") WHERE archived_at IS NULL AND "quotation" IS NOT NULL;
CREATE INDEX "sales_order__replaces__id__owner__team__company" ON "sales_order" ("replaces", "id", "owner", "team", "company") WHERE archived_at IS NULL AND "replaces" IS NOT NULL;
CREATE INDEX "sales_order__ordered_on__id__owner__team__company" ON "sales_order" ("ordered_on", "id", "owner", "team", "company") WHERE archived_at IS NULL;
CREATE INDEX "sales_order__requested__id__owner__team__company" ON "sales_order" ("requested", "id", "owner", "team", "company") WHERE archived_at IS NULL;
CREATE INDEX "sales_order__warehouse__id__owner__team__company" ON "sales_order" ("warehouse", "id", "owner", "team", "company") WHERE archived_at IS NULL AND "warehouse" IS NOT NULL;
CREATE INDEX "sales_order__currency__id__owner__team__company" ON "sales_order" ("currency", "id", "owner", "team", "company") WHERE archived_at IS NULL AND "currency" IS NOT NULL;
CREATE INDEX "sales_order__total__id__owner__team__company" ON "sales_order" ("total", "id", "owner", "team", "company") WHERE archived_at IS NULL;
CREATE INDEX "sales_order__owner__id__team__company" ON "sales_order" ("owner", "id", "team", "company") WHERE archived_at IS NULL;
CREATE INDEX "sales_order__team__id__owner__company" ON "sales_order" ("team", "id", "owner", "company") WHERE archived_at IS NULL;
CREATE INDEX "sales_order__state__id__owner__team__company" ON "sales_order" ("state", "id", "owner", "team", "company") WHERE archived_at IS NULL;
CREATE INDEX "sales_order__changed_at__id__owner__team__company" ON "sales_order" ("changed_at", "id", "owner", "team", "company") WHERE archived_at IS NULL;
CREATE INDEX "sales_order__id__owner__team__company" ON "sales_order" ("id", "owner", "team", "company") WHERE archived_at IS NULL;
CREATE INDEX "sales_order__customer__state__hold" ON "sales_order" ("customer", "state", "hold") WHERE archived_at IS NULL;
CREATE INDEX "sales_order__hold__state" ON "sales_order" ("hold", "state") WHERE archived_at IS NULL;
CREATE INDEX "sales_order__delivered__state" ON "sales_order" ("delivered", "state") WHERE archived_at IS NULL;
CREATE INDEX "sales_order__invoiced__state" ON "sales_order" ("invoiced", "state") WHERE archived_at IS NULL;
CREATE TABLE "sales_order_line" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "document" INTEGER NOT NULL REFERENCES "sales_order" ("id"),
  "position" INTEGER NOT NULL,
  "item" INTEGER NOT NULL REFERENCES "catalog_item" ("id"),
  "quantity" INTEGER NOT NULL,
  "unit" INTEGER REFERENCES "catalog_unit" ("id"),
  "price" INTEGER,
  "discount" INTEGER NOT NULL,
  "net" INTEGER NOT NULL,
  "margin" INTEGER,
  "forecast" TEXT,
  "confirmed" TEXT,
  "price_from" TEXT NOT NULL,
  "price_list" TEXT,
  "text" TEXT,
  "requested" TEXT,
  "tax_code" INTEGER REFERENCES "accounting_tax_code" ("id"),
  "tax_inside" INTEGER NOT NULL,
  "cost" INTEGER,
  "stock_quantity" INTEGER NOT NULL,
  "goods" INTEGER NOT NULL,
  "net_base" INTEGER NOT NULL,
  "gross_base" INTEGER NOT NULL,
  "price_check" TEXT NOT NULL,
  "price_trace" TEXT,
  "quotation_line" INTEGER
) STRICT;
CREATE INDEX "sales_order_line__document__position" ON "sales_order_line" ("document", "position");
CREATE INDEX "sales_order_line__item" ON "sales_order_line" ("item");
CREATE TABLE "sales_package" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "number" TEXT NOT NULL,
  "delivery" INTEGER NOT NULL REFERENCES "sales_delivery" ("id"),
  "company" INTEGER NOT NULL REFERENCES "platform_company" ("id"),
  "weight" INTEGER,
  "carrier" INTEGER REFERENCES "parties_party" ("id"),
  "tracking_number" TEXT
) STRICT;
CREATE INDEX "sales_package__carrier__id__company" ON "sales_package" ("carrier", "id", "company") WHERE archived_at IS NULL AND "carrier" IS NOT NULL;
CREATE INDEX "sales_package__changed_at__id__company" ON "sales_package" ("changed_at", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "sales_package__id__company" ON "sales_package" ("id", "company") WHERE archived_at IS NULL;
CREATE INDEX "sales_package__delivery" ON "sales_package" ("delivery");
CREATE TABLE "sales_package_line" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "document" INTEGER NOT NULL REFERENCES "sales_package" ("id"),
  "position" INTEGER NOT NULL,
  "item" INTEGER NOT NULL REFERENCES "catalog_item" ("id"),
  "quantity" INTEGER NOT NULL,
  "delivery_line" INTEGER NOT NULL
) STRICT;
CREATE INDEX "sales_package_line__document__position" ON "sales_package_line" ("document", "position");
CREATE INDEX "sales_package_line__item" ON "sales_package_line" ("item");
CREATE INDEX "sales_package_line__delivery_line" ON "sales_package_line" ("delivery_line");
CREATE TABLE "sales_price_guard" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "company" INTEGER NOT NULL REFERENCES "platform_company" ("id"),
  "least_margin" INTEGER,
  "margin" TEXT NOT NULL,
  "most_discount" INTEGER,
  "discount" TEXT NOT NULL
) STRICT;
CREATE INDEX "sales_price_guard__changed_at__id__company" ON "sales_price_guard" ("changed_at", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "sales_price_guard__id__company" ON "sales_price_guard" ("id", "company") WHERE archived_at IS NULL;
CREATE UNIQUE INDEX "sales_price_guard__company__u" ON "sales_price_guard" ("company") WHERE archived_at IS NULL;
CREATE TABLE "sales_price_guard_group" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "document" INTEGER NOT NULL REFERENCES "sales_price_guard" ("id"),
  "position" INTEGER NOT NULL,
  "item_group" INTEGER NOT NULL REFERENCES "catalog_item_group" ("id"),
  "least_margin" INTEGER,
  "most_discount" INTEGER
) STRICT;
CREATE INDEX "sales_price_guard_group__document__position" ON "sales_price_guard_group" ("document", "position");
CREATE TABLE "sales_progress" (
  "line" INTEGER NOT NULL,
  "document" INTEGER NOT NULL,
  "delivered" INTEGER NOT NULL,
  "invoiced" INTEGER NOT NULL,
  "returned" INTEGER NOT NULL,
  PRIMARY KEY ("line")
) STRICT, WITHOUT ROWID;
CREATE INDEX "sales_progress__document" ON "sales_progress" ("document");
CREATE TABLE "sales_quotation" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "number" TEXT NOT NULL,
  "revision" INTEGER NOT NULL,
  "previous" INTEGER REFERENCES "sales_quotation" ("id"),
  "customer" INTEGER NOT NULL REFERENCES "parties_party" ("id"),
  "contact" INTEGER REFERENCES "parties_party" ("id"),
  "company" INTEGER NOT NULL REFERENCES "platform_company" ("id"),
  "subject" TEXT,
  "reference" TEXT,
  "offered_on" TEXT NOT NULL,
  "valid_until" TEXT,
  "requested" TEXT,
  "warehouse" INTEGER REFERENCES "stock_warehouse" ("id"),
  "currency" INTEGER REFERENCES "platform_currency" ("id"),
  "introduction" TEXT,
  "net" INTEGER NOT NULL,
  "tax" INTEGER NOT NULL,
  "total" INTEGER NOT NULL,
  "cost" INTEGER,
  "margin" INTEGER,
  "price_check" TEXT NOT NULL,
  "company_currency" INTEGER REFERENCES "platform_currency" ("id"),
  "closing" TEXT,
  "source_kind" INTEGER,
  "source" INTEGER,
  "sales_order" INTEGER REFERENCES "sales_order" ("id"),
  "decided_by" TEXT,
  "decided_at" INTEGER,
  "decided_from" TEXT,
  "declined_because" TEXT,
  "owner" INTEGER REFERENCES "platform_user" ("id"),
  "team" INTEGER REFERENCES "platform_team" ("id"),
  "notes" TEXT,
  "state" TEXT NOT NULL
) STRICT;
CREATE INDEX "sales_quotation__previous__id__owner__team__company" ON "sales_quotation" ("previous", "id", "owner", "team", "company") WHERE archived_at IS NULL AND "previous" IS NOT NULL;
CREATE INDEX "sales_quotation__customer__id__owner__team__company" ON "sales_quotation" ("customer", "id", "owner", "team", "company") WHERE archived_at IS NULL;
CREATE INDEX "sales_quotation__contact__id__owner__team__company" ON "sales_quotation" ("contact", "id", "owner", "team", "company") WHERE archived_at IS NULL AND "contact" IS NOT NULL;
CREATE INDEX "sales_quotation__offered_on__id__owner__team__company" ON "sales_quotation" ("offered_on", "id", "owner", "team", "company") WHERE archived_at IS NULL;
CREATE INDEX "sales_quotation__valid_until__id__owner__team__company" ON "sales_quotation" ("valid_until", "id", "owner", "team", "company") WHERE archived_at IS NULL;
CREATE INDEX "sales_quotation__warehouse__id__owner__team__company" ON "sales_quotation" ("warehouse", "id", "owner", "team", "company") WHERE archived_at IS NULL AND "warehouse" IS NOT NULL;
CREATE INDEX "sales_quotation__currency__id__owner__team__company" ON "sales_quotation" ("currency", "id", "owner", "team", "company") WHERE archived_at IS NULL AND "currency" IS NOT NULL;
CREATE INDEX "sales_quotation__total__id__owner__team__company" ON "sales_quotation" ("total", "id", "owner", "team", "company") WHERE archived_at IS NULL;
CREATE INDEX "sales_quotation__sales_order__id__owner__team__company" ON "sales_quotation" ("sales_order", "id", "owner", "team", "company") WHERE archived_at IS NULL AND "sales_order" IS NOT NULL;
CREATE INDEX "sales_quotation__owner__id__team__company" ON "sales_quotation" ("owner", "id", "team", "company") WHERE archived_at IS NULL;
CREATE INDEX "sales_quotation__team__id__owner__company" ON "sales_quotation" ("team", "id", "owner", "company") WHERE archived_at IS NULL;
CREATE INDEX "sales_quotation__state__id__owner__team__company" ON "sales_quotation" ("state", "id", "owner", "team", "company") WHERE archived_at IS NULL;
CREATE INDEX "sales_quotation__changed_at__id__owner__team__company" ON "sales_quotation" ("changed_at", "id", "owner", "team", "company") WHERE archived_at IS NULL;
CREATE INDEX "sales_quotation__id__owner__team__company" ON "sales_quotation" ("id", "owner", "team", "company") WHERE archived_at IS NULL;
CREATE INDEX "sales_quotation__customer__state" ON "sales_quotation" ("customer", "state") WHERE archived_at IS NULL;
CREATE INDEX "sales_quotation__state__valid_until" ON "sales_quotation" ("state", "valid_until") WHERE archived_at IS NULL;
CREATE INDEX "sales_quotation__previous" ON "sales_quotation" ("previous") WHERE archived_at IS NULL;
CREATE INDEX "sales_quotation__source_kind__source" ON "sales_quotation" ("source_kind", "source") WHERE archived_at IS NULL;
CREATE TABLE "sales_quotation_change" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "document" INTEGER NOT NULL REFERENCES "sales_quotation" ("id"),
  "position" INTEGER NOT NULL,
  "aspect" TEXT NOT NULL,
  "subject" TEXT NOT NULL,
  "before" TEXT,
  "after" TEXT
) STRICT;
CREATE INDEX "sales_quotation_change__document__position" ON "sales_quotation_change" ("document", "position");
CREATE TABLE "sales_quotation_line" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "document" INTEGER NOT NULL REFERENCES "sales_quotation" ("id"),
  "position" INTEGER NOT NULL,
  "form" TEXT NOT NULL,
  "item" INTEGER REFERENCES "catalog_item" ("id"),
  "quantity" INTEGER,
  "unit" INTEGER REFERENCES "catalog_unit" ("id"),
  "price" INTEGER,
  "discount" INTEGER NOT NULL,
  "net" INTEGER NOT NULL,
  "margin" INTEGER,
  "forecast" TEXT,
  "price_from" TEXT NOT NULL,
  "price_list" TEXT,
  "text" TEXT,
  "optional" INTEGER NOT NULL,
  "chosen" INTEGER NOT NULL,
  "requested" TEXT,
  "tax_code" INTEGER REFERENCES "accounting_tax_code" ("id"),
  "tax_inside" INTEGER NOT NULL,
  "cost" INTEGER,
  "gross" INTEGER NOT NULL,
  "stock_quantity" INTEGER NOT NULL,
  "price_check" TEXT NOT NULL,
  "price_trace" TEXT,
  "from_line" INTEGER
) STRICT;
CREATE INDEX "sales_quotation_line__document__position" ON "sales_quotation_line" ("document", "position");
CREATE INDEX "sales_quotation_line__item" ON "sales_quotation_line" ("item") WHERE "item" IS NOT NULL;
CREATE TABLE "sales_return" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "number" TEXT NOT NULL,
  "customer" INTEGER NOT NULL REFERENCES "parties_party" ("id"),
  "company" INTEGER NOT NULL REFERENCES "platform_company" ("id"),
  "reference" TEXT,
  "why" TEXT NOT NULL,
  "reason" TEXT,
  "requested_on" TEXT NOT NULL,
  "warehouse" INTEGER NOT NULL REFERENCES "stock_warehouse" ("id"),
  "received_on" TEXT,
  "cost" INTEGER,
  "currency" INTEGER REFERENCES "platform_currency" ("id"),
  "entry" INTEGER REFERENCES "accounting_journal_entry" ("id"),
  "credit_note" INTEGER REFERENCES "sales_customer_invoice" ("id"),
  "replacement" INTEGER REFERENCES "sales_order" ("id"),
  "settled_on" TEXT,
  "owner" INTEGER REFERENCES "platform_user" ("id"),
  "team" INTEGER REFERENCES "platform_team" ("id"),
  "notes" TEXT,
  "state" TEXT NOT NULL
) STRICT;
CREATE INDEX "sales_return__customer__id__owner__team__company" ON "sales_return" ("customer", "id", "owner", "team", "company") WHERE archived_at IS NULL;
CREATE INDEX "sales_return__requested_on__id__owner__team__company" ON "sales_return" ("requested_on", "id", "owner", "team", "company") WHERE archived_at IS NULL;
CREATE INDEX "sales_return__warehouse__id__owner__team__company" ON "sales_return" ("warehouse", "id", "owner", "team", "company") WHERE archived_at IS NULL;
CREATE INDEX "sales_return__entry__id__owner__team__company" ON "sales_return" ("entry", "id", "owner", "team", "company") WHERE archived_at IS NULL AND "entry" IS NOT NULL;
CREATE INDEX "sales_return__credit_note__id__owner__team__company" ON "sales_return" ("credit_note", "id", "owner", "team", "company") WHERE archived_at IS NULL AND "credit_note" IS NOT NULL;
CREATE INDEX "sales_return__replacement__id__owner__team__company" ON "sales_return" ("replacement", "id", "owner", "team", "company") WHERE archived_at IS NULL AND "replacement" IS NOT NULL;
CREATE INDEX "sales_return__owner__id__team__company" ON "sales_return" ("owner", "id", "team", "company") WHERE archived_at IS NULL;
CREATE INDEX "sales_return__team__id__owner__company" ON "sales_return" ("team", "id", "owner", "company") WHERE archived_at IS NULL;
CREATE INDEX "sales_return__state__id__owner__team__company" ON "sales_return" ("state", "id", "owner", "team", "company") WHERE archived_at IS NULL;
CREATE INDEX "sales_return__changed_at__id__owner__team__company" ON "sales_return" ("changed_at", "id", "owner", "team", "company") WHERE archived_at IS NULL;
CREATE INDEX "sales_return__id__owner__team__company" ON "sales_return" ("id", "owner", "team", "company") WHERE archived_at IS NULL;
CREATE INDEX "sales_return__customer__state" ON "sales_return" ("customer", "state") WHERE archived_at IS NULL;
CREATE TABLE "sales_return_line" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "document" INTEGER NOT NULL REFERENCES "sales_return" ("id"),
  "position" INTEGER NOT NULL,
  "item" INTEGER NOT NULL REFERENCES "catalog_item" ("id"),
  "quantity" INTEGER NOT NULL,
  "received" INTEGER,
  "finding" TEXT,
  "disposition" TEXT NOT NULL,
  "settlement" TEXT NOT NULL,
  "lot" INTEGER REFERENCES "stock_lot" ("id"),
  "cost" INTEGER,
  "delivery" INTEGER NOT NULL REFERENCES "sales_delivery" ("id"),
  "delivery_line" INTEGER NOT NULL,
  "sales_order" INTEGER NOT NULL REFERENCES "sales_order" ("id"),
  "order_line" INTEGER NOT NULL
) STRICT;
CREATE INDEX "sales_return_line__document__position" ON "sales_return_line" ("document", "position");
CREATE INDEX "sales_return_line__item" ON "sales_return_line" ("item");
CREATE INDEX "sales_return_line__lot" ON "sales_return_line" ("lot") WHERE "lot" IS NOT NULL;
CREATE INDEX "sales_return_line__delivery" ON "sales_return_line" ("delivery");
CREATE INDEX "sales_return_line__sales_order" ON "sales_return_line" ("sales_order");
CREATE INDEX "sales_return_line__delivery_line" ON "sales_return_line" ("delivery_line");
CREATE INDEX "sales_return_line__order_line" ON "sales_return_line" ("order_line");
CREATE TABLE "sales_run_line" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "document" INTEGER NOT NULL REFERENCES "sales_collective_run" ("id"),
  "position" INTEGER NOT NULL,
  "customer" INTEGER NOT NULL REFERENCES "parties_party" ("id"),
  "sales_order" INTEGER NOT NULL REFERENCES "sales_order" ("id"),
  "orders" INTEGER NOT NULL,
  "order_ids" TEXT NOT NULL,
  "outcome" TEXT NOT NULL,
  "delivery" INTEGER REFERENCES "sales_delivery" ("id"),
  "invoice" INTEGER REFERENCES "sales_customer_invoice" ("id"),
  "refusal" TEXT
) STRICT;
CREATE INDEX "sales_run_line__document__position" ON "sales_run_line" ("document", "position");
CREATE INDEX "sales_run_line__customer" ON "sales_run_line" ("customer");
CREATE INDEX "sales_run_line__sales_order" ON "sales_run_line" ("sales_order");
CREATE INDEX "sales_run_line__delivery" ON "sales_run_line" ("delivery") WHERE "delivery" IS NOT NULL;
CREATE INDEX "sales_run_line__invoice" ON "sales_run_line" ("invoice") WHERE "invoice" IS NOT NULL;
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
CREATE TABLE "service_clock" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "document" INTEGER NOT NULL REFERENCES "service_ticket" ("id"),
  "position" INTEGER NOT NULL,
  "target" TEXT NOT NULL,
  "standing" TEXT NOT NULL,
  "due_at" INTEGER NOT NULL,
  "was_due_at" INTEGER,
  "met_at" INTEGER,
  "breached_at" INTEGER,
  "started_at" INTEGER NOT NULL,
  "policy" INTEGER REFERENCES "service_sla_policy" ("id"),
  "minutes" INTEGER NOT NULL,
  "around_the_clock" INTEGER NOT NULL,
  "calendar" INTEGER REFERENCES "platform_working_calendar" ("id"),
  "consumed" INTEGER NOT NULL,
  "running_since" INTEGER,
  "reached" INTEGER NOT NULL,
  "reopens" INTEGER NOT NULL
) STRICT;
CREATE INDEX "service_clock__document__position" ON "service_clock" ("document", "position");
CREATE INDEX "service_clock__due_at" ON "service_clock" ("due_at");
CREATE TABLE "service_escalation_step" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "document" INTEGER NOT NULL REFERENCES "service_sla_policy" ("id"),
  "position" INTEGER NOT NULL,
  "target" TEXT NOT NULL,
  "percent" INTEGER NOT NULL,
  "does" TEXT NOT NULL,
  "whom" TEXT NOT NULL,
  "person" INTEGER REFERENCES "platform_user" ("id")
) STRICT;
CREATE INDEX "service_escalation_step__document__position" ON "service_escalation_step" ("document", "position");
CREATE INDEX "service_escalation_step__person" ON "service_escalation_step" ("person") WHERE "person" IS NOT NULL;
CREATE TABLE "service_log_entry" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "document" INTEGER NOT NULL REFERENCES "service_ticket" ("id"),
  "position" INTEGER NOT NULL,
  "done_at" INTEGER NOT NULL,
  "act" TEXT NOT NULL,
  "person" INTEGER REFERENCES "platform_user" ("id"),
  "owner_before" INTEGER REFERENCES "platform_user" ("id"),
  "owner_after" INTEGER REFERENCES "platform_user" ("id"),
  "queue" INTEGER REFERENCES "service_queue" ("id"),
  "target" TEXT,
  "percent" INTEGER,
  "other" INTEGER REFERENCES "service_ticket" ("id"),
  "because" TEXT
) STRICT;
CREATE INDEX "service_log_entry__document__position" ON "service_log_entry" ("document", "position");
CREATE INDEX "service_log_entry__person" ON "service_log_entry" ("person") WHERE "person" IS NOT NULL;
CREATE INDEX "service_log_entry__owner_before" ON "service_log_entry" ("owner_before") WHERE "owner_before" IS NOT NULL;
CREATE INDEX "service_log_entry__owner_after" ON "service_log_entry" ("owner_after") WHERE "owner_after" IS NOT NULL;
CREATE INDEX "service_log_entry__queue" ON "service_log_entry" ("queue") WHERE "queue" IS NOT NULL;
CREATE INDEX "service_log_entry__other" ON "service_log_entry" ("other") WHERE "other" IS NOT NULL;
CREATE TABLE "service_message" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "document" INTEGER NOT NULL REFERENCES "service_ticket" ("id"),
  "position" INTEGER NOT NULL,
  "said_at" INTEGER NOT NULL,
  "speaker" TEXT NOT NULL,
  "channel" TEXT NOT NULL,
  "person" INTEGER REFERENCES "platform_user" ("id"),
  "contact" INTEGER REFERENCES "parties_party" ("id"),
  "body" TEXT NOT NULL,
  "said_in" TEXT
) STRICT;
CREATE INDEX "service_message__document__position" ON "service_message" ("document", "position");
CREATE INDEX "service_message__person" ON "service_message" ("person") WHERE "person" IS NOT NULL;
CREATE INDEX "service_message__contact" ON "service_message" ("contact") WHERE "contact" IS NOT NULL;
CREATE TABLE "service_queue" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "name" TEXT NOT NULL,
  "name_sort" BLOB,
  "team" INTEGER REFERENCES "platform_team" ("id"),
  "sharing" TEXT NOT NULL,
  "leader" INTEGER NOT NULL REFERENCES "platform_user" ("id"),
  "accept_within" INTEGER,
  "is_active" INTEGER NOT NULL
) STRICT;
CREATE INDEX "service_queue__name_sort__id__team" ON "service_queue" ("name_sort", "id", "team") WHERE archived_at IS NULL;
CREATE INDEX "service_queue__team__id" ON "service_queue" ("team", "id") WHERE archived_at IS NULL;
CREATE INDEX "service_queue__leader__id__team" ON "service_queue" ("leader", "id", "team") WHERE archived_at IS NULL;
CREATE INDEX "service_queue__changed_at__id__team" ON "service_queue" ("changed_at", "id", "team") WHERE archived_at IS NULL;
CREATE INDEX "service_queue__id__team" ON "service_queue" ("id", "team") WHERE archived_at IS NULL;
CREATE UNIQUE INDEX "service_queue__name__u" ON "service_queue" ("name") WHERE archived_at IS NULL;
CREATE TABLE "service_queue_member" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "document" INTEGER NOT NULL REFERENCES "service_queue" ("id"),
  "position" INTEGER NOT NULL,
  "member" INTEGER NOT NULL REFERENCES "platform_user" ("id"),
  "most_open" INTEGER,
  "away_until" TEXT
) STRICT;
CREATE INDEX "service_queue_member__document__position" ON "service_queue_member" ("document", "position");
CREATE INDEX "service_queue_member__member" ON "service_queue_member" ("member");
CREATE TABLE "service_queue_turn" (
  "queue" INTEGER NOT NULL,
  "last" INTEGER NOT NULL,
  PRIMARY KEY ("queue")
) STRICT, WITHOUT ROWID;
CREATE TABLE "service_routing_rule" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "name" TEXT NOT NULL,
  "place" INTEGER NOT NULL,
  "tickets" TEXT,
  "queue" INTEGER NOT NULL REFERENCES "service_queue" ("id"),
  "is_active" INTEGER NOT NULL
) STRICT;
CREATE INDEX "service_routing_rule__place__id" ON "service_routing_rule" ("place", "id") WHERE archived_at IS NULL;
CREATE INDEX "service_routing_rule__queue__id" ON "service_routing_rule" ("queue", "id") WHERE archived_at IS NULL;
CREATE INDEX "service_routing_rule__changed_at__id" ON "service_routing_rule" ("changed_at", "id") WHERE archived_at IS NULL;
CREATE TABLE "service_seen" (
  "ticket" INTEGER NOT NULL,
  "person" INTEGER NOT NULL,
  "through" INTEGER NOT NULL,
  PRIMARY KEY ("ticket", "person")
) STRICT, WITHOUT ROWID;
CREATE INDEX "service_seen__person" ON "service_seen" ("person");
CREATE TABLE "service_sla_policy" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "name" TEXT NOT NULL,
  "place" INTEGER NOT NULL,
  "customer" INTEGER REFERENCES "parties_party" ("id"),
  "item" INTEGER REFERENCES "catalog_item" ("id"),
  "item_group" INTEGER REFERENCES "catalog_item_group" ("id"),
  "ticket_type" INTEGER REFERENCES "service_ticket_type" ("id"),
  "priority" TEXT,
  "around_the_clock" INTEGER NOT NULL,
  "calendar" INTEGER REFERENCES "platform_working_calendar" ("id"),
  "is_active" INTEGER NOT NULL
) STRICT;
CREATE INDEX "service_sla_policy__place__id" ON "service_sla_policy" ("place", "id") WHERE archived_at IS NULL;
CREATE INDEX "service_sla_policy__customer__id" ON "service_sla_policy" ("customer", "id") WHERE archived_at IS NULL AND "customer" IS NOT NULL;
CREATE INDEX "service_sla_policy__item__id" ON "service_sla_policy" ("item", "id") WHERE archived_at IS NULL AND "item" IS NOT NULL;
CREATE INDEX "service_sla_policy__item_group__id" ON "service_sla_policy" ("item_group", "id") WHERE archived_at IS NULL AND "item_group" IS NOT NULL;
CREATE INDEX "service_sla_policy__ticket_type__id" ON "service_sla_policy" ("ticket_type", "id") WHERE archived_at IS NULL AND "ticket_type" IS NOT NULL;
CREATE INDEX "service_sla_policy__calendar__id" ON "service_sla_policy" ("calendar", "id") WHERE archived_at IS NULL AND "calendar" IS NOT NULL;
CREATE INDEX "service_sla_policy__changed_at__id" ON "service_sla_policy" ("changed_at", "id") WHERE archived_at IS NULL;
CREATE TABLE "service_sla_target" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "document" INTEGER NOT NULL REFERENCES "service_sla_policy" ("id"),
  "position" INTEGER NOT NULL,
  "priority" TEXT,
  "first_response" INTEGER,
  "next_response" INTEGER,
  "resolution" INTEGER
) STRICT;
CREATE INDEX "service_sla_target__document__position" ON "service_sla_target" ("document", "position");
CREATE TABLE "service_ticket" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "number" TEXT NOT NULL,
  "subject" TEXT NOT NULL,
  "kind" INTEGER REFERENCES "service_ticket_type" ("id"),
  "priority" TEXT,
  "level" TEXT NOT NULL,
  "channel" TEXT NOT NULL,
  "description" TEXT,
  "customer" INTEGER REFERENCES "parties_party" ("id"),
  "contact" INTEGER REFERENCES "parties_party" ("id"),
  "item" INTEGER REFERENCES "catalog_item" ("id"),
  "lot" INTEGER REFERENCES "stock_lot" ("id"),
  "sales_order" INTEGER REFERENCES "sales_order" ("id"),
  "delivery" INTEGER REFERENCES "sales_delivery" ("id"),
  "customer_invoice" INTEGER REFERENCES "sales_customer_invoice" ("id"),
  "queue" INTEGER REFERENCES "service_queue" ("id"),
  "owner" INTEGER REFERENCES "platform_user" ("id"),
  "team" INTEGER REFERENCES "platform_team" ("id"),
  "company" INTEGER NOT NULL REFERENCES "platform_company" ("id"),
  "parent" INTEGER REFERENCES "service_ticket" ("id"),
  "follows" INTEGER REFERENCES "service_ticket" ("id"),
  "merged_into" INTEGER REFERENCES "service_ticket" ("id"),
  "received_at" INTEGER,
  "state_since" INTEGER,
  "answered_at" INTEGER,
  "unanswered_since" INTEGER,
  "solved_at" INTEGER,
  "reopens" INTEGER NOT NULL,
  "accept_until" INTEGER,
  "due_at" INTEGER,
  "is_late" INTEGER NOT NULL,
  "act_at" INTEGER,
  "state" TEXT NOT NULL
) STRICT;
CREATE INDEX "service_ticket__kind__id__owner__team__company" ON "service_ticket" ("kind", "id", "owner", "team", "company") WHERE archived_at IS NULL AND "kind" IS NOT NULL;
CREATE INDEX "service_ticket__customer__id__owner__team__company" ON "service_ticket" ("customer", "id", "owner", "team", "company") WHERE archived_at IS NULL AND "customer" IS NOT NULL;
CREATE INDEX "service_ticket__contact__id__owner__team__company" ON "service_ticket" ("contact", "id", "owner", "team", "company") WHERE archived_at IS NULL AND "contact" IS NOT NULL;
CREATE INDEX "service_ticket__item__id__owner__team__company" ON "service_ticket" ("item", "id", "owner", "team", "company") WHERE archived_at IS NULL AND "item" IS NOT NULL;
CREATE INDEX "service_ticket__lot__id__owner__team__company" ON "service_ticket" ("lot", "id", "owner", "team", "company") WHERE archived_at IS NULL AND "lot" IS NOT NULL;
CREATE INDEX "service_ticket__sales_order__id__owner__team__company" ON "service_ticket" ("sales_order", "id", "owner", "team", "company") WHERE archived_at IS NULL AND "sales_order" IS NOT NULL;
CREATE INDEX "service_ticket__delivery__id__owner__team__company" ON "service_ticket" ("delivery", "id", "owner", "team", "company") WHERE archived_at IS NULL AND "delivery" IS NOT NULL;
CREATE INDEX "service_ticket__customer_invoice__id__owner__team__company" ON "service_ticket" ("customer_invoice", "id", "owner", "team", "company") WHERE archived_at IS NULL AND "customer_invoice" IS NOT NULL;
CREATE INDEX "service_ticket__queue__id__owner__team__company" ON "service_ticket" ("queue", "id", "owner", "team", "company") WHERE archived_at IS NULL AND "queue" IS NOT NULL;
CREATE INDEX "service_ticket__owner__id__team__company" ON "service_ticket" ("owner", "id", "team", "company") WHERE archived_at IS NULL;
CREATE INDEX "service_ticket__team__id__owner__company" ON "service_ticket" ("team", "id", "owner", "company") WHERE archived_at IS NULL;
CREATE INDEX "service_ticket__parent__id__owner__team__company" ON "service_ticket" ("parent", "id", "owner", "team", "company") WHERE archived_at IS NULL AND "parent" IS NOT NULL;
CREATE INDEX "service_ticket__follows__id__owner__team__company" ON "service_ticket" ("follows", "id", "owner", "team", "company") WHERE archived_at IS NULL AND "follows" IS NOT NULL;
CREATE INDEX "service_ticket__merged_into__id__owner__team__company" ON "service_ticket" ("merged_into", "id", "owner", "team", "company") WHERE archived_at IS NULL AND "merged_into" IS NOT NULL;
CREATE INDEX "service_ticket__received_at__id__owner__team__company" ON "service_ticket" ("received_at", "id", "owner", "team", "company") WHERE archived_at IS NULL;
CREATE INDEX "service_ticket__unanswered_since__id__owner__team__company" ON "service_ticket" ("unanswered_since", "id", "owner", "team", "company") WHERE archived_at IS NULL;
CREATE INDEX "service_ticket__solved_at__id__owner__team__company" ON "service_ticket" ("solved_at", "id", "owner", "team", "company") WHERE archived_at IS NULL;
CREATE INDEX "service_ticket__due_at__id__owner__team__company" ON "service_ticket" ("due_at", "id", "owner", "team", "company") WHERE archived_at IS NULL;
CREATE INDEX "service_ticket__state__id__owner__team__company" ON "service_ticket" ("state", "id", "owner", "team", "company") WHERE archived_at IS NULL;
CREATE INDEX "service_ticket__changed_at__id__owner__team__company" ON "service_ticket" ("changed_at", "id", "owner", "team", "company") WHERE archived_at IS NULL;
CREATE INDEX "service_ticket__id__owner__team__company" ON "service_ticket" ("id", "owner", "team", "company") WHERE archived_at IS NULL;
CREATE INDEX "service_ticket__owner__state" ON "service_ticket" ("owner", "state") WHERE archived_at IS NULL;
CREATE INDEX "service_ticket__queue__state" ON "service_ticket" ("queue", "state") WHERE archived_at IS NULL;
CREATE INDEX "service_ticket__customer__state" ON "service_ticket" ("customer", "state") WHERE archived_at IS NULL;
CREATE INDEX "service_ticket__item__state" ON "service_ticket" ("item", "state") WHERE archived_at IS NULL;
CREATE INDEX "service_ticket__lot" ON "service_ticket" ("lot") WHERE archived_at IS NULL;
CREATE INDEX "service_ticket__act_at" ON "service_ticket" ("act_at") WHERE archived_at IS NULL;
CREATE INDEX "service_ticket__parent" ON "service_ticket" ("parent") WHERE archived_at IS NULL;
CREATE INDEX "service_ticket__follows" ON "service_ticket" ("follows") WHERE archived_at IS NULL;
CREATE INDEX "service_ticket__merged_into" ON "service_ticket" ("merged_into") WHERE archived_at IS NULL;
CREATE TABLE "service_ticket_type" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "name" TEXT NOT NULL,
  "name_sort" BLOB,
  "subject" TEXT,
  "template" TEXT,
  "level" TEXT,
  "priority" TEXT,
  "queue" INTEGER REFERENCES "service_queue" ("id"),
  "counts" INTEGER NOT NULL,
  "closes_after" INTEGER NOT NULL,
  "reopens_within" INTEGER NOT NULL
) STRICT;
CREATE INDEX "service_ticket_type__name_sort__id" ON "service_ticket_type" ("name_sort", "id") WHERE archived_at IS NULL;
CREATE INDEX "service_ticket_type__queue__id" ON "service_ticket_type" ("queue", "id") WHERE archived_at IS NULL AND "queue" IS NOT NULL;
CREATE INDEX "service_ticket_type__changed_at__id" ON "service_ticket_type" ("changed_at", "id") WHERE archived_at IS NULL;
CREATE UNIQUE INDEX "service_ticket_type__name__u" ON "service_ticket_type" ("name") WHERE archived_at IS NULL;
CREATE TABLE "share" (
  "kind" INTEGER NOT NULL,
  "record" INTEGER NOT NULL,
  "party" TEXT NOT NULL,
  "edit" INTEGER NOT NULL,
  PRIMARY KEY ("kind", "record", "party")
) STRICT, WITHOUT ROWID;
CREATE INDEX "share__party__kind" ON "share" ("party", "kind");
CREATE TABLE "stock_balance" (
  "item" INTEGER NOT NULL,
  "warehouse" INTEGER NOT NULL,
  "location" INTEGER NOT NULL,
  "lot" INTEGER NOT NULL,
  "status" TEXT NOT NULL,
  "on_hand" INTEGER NOT NULL,
  PRIMARY KEY ("item", "warehouse", "location", "lot", "status")
) STRICT, WITHOUT ROWID;
CREATE TABLE "stock_consumption" (
  "issue" INTEGER NOT NULL,
  "place" INTEGER NOT NULL,
  "receipt" INTEGER NOT NULL,
  "quantity" INTEGER NOT NULL,
  "value" INTEGER NOT NULL,
  PRIMARY KEY ("issue", "place")
) STRICT, WITHOUT ROWID;
CREATE INDEX "stock_consumption__receipt" ON "stock_consumption" ("receipt");
CREATE TABLE "stock_cost_change" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "number" TEXT,
  "number_sort" BLOB,
  "company" INTEGER NOT NULL REFERENCES "platform_company" ("id"),
  "posted_on" TEXT NOT NULL,
  "text" TEXT,
  "difference" INTEGER NOT NULL,
  "currency" INTEGER REFERENCES "platform_currency" ("id"),
  "entry" INTEGER REFERENCES "accounting_journal_entry" ("id"),
  "state" TEXT NOT NULL
) STRICT;
CREATE INDEX "stock_cost_change__number_sort__id__company" ON "stock_cost_change" ("number_sort", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "stock_cost_change__posted_on__id__company" ON "stock_cost_change" ("posted_on", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "stock_cost_change__entry__id__company" ON "stock_cost_change" ("entry", "id", "company") WHERE archived_at IS NULL AND "entry" IS NOT NULL;
CREATE INDEX "stock_cost_change__state__id__company" ON "stock_cost_change" ("state", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "stock_cost_change__changed_at__id__company" ON "stock_cost_change" ("changed_at", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "stock_cost_change__id__company" ON "stock_cost_change" ("id", "company") WHERE archived_at IS NULL;
CREATE TABLE "stock_cost_change_line" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "document" INTEGER NOT NULL REFERENCES "stock_cost_change" ("id"),
  "position" INTEGER NOT NULL,
  "item" INTEGER NOT NULL REFERENCES "catalog_item" ("id"),
  "before" INTEGER,
  "cost" INTEGER,
  "quantity" INTEGER NOT NULL,
  "value" INTEGER NOT NULL,
  "difference" INTEGER NOT NULL
) STRICT;
CREATE INDEX "stock_cost_change_line__document__position" ON "stock_cost_change_line" ("document", "position");
CREATE INDEX "stock_cost_change_line__item" ON "stock_cost_change_line" ("item");
CREATE TABLE "stock_count" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "number" TEXT,
  "number_sort" BLOB,
  "company" INTEGER NOT NULL REFERENCES "platform_company" ("id"),
  "warehouse" INTEGER NOT NULL REFERENCES "stock_warehouse" ("id"),
  "location" INTEGER REFERENCES "stock_location" ("id"),
  "item_group" INTEGER REFERENCES "catalog_item_group" ("id"),
  "posted_on" TEXT NOT NULL,
  "blind" INTEGER NOT NULL,
  "freeze" INTEGER NOT NULL,
  "tolerance" INTEGER,
  "text" TEXT,
  "value" INTEGER,
  "accuracy" INTEGER,
  "currency" INTEGER REFERENCES "platform_currency" ("id"),
  "entry" INTEGER REFERENCES "accounting_journal_entry" ("id"),
  "state" TEXT NOT NULL
) STRICT;
CREATE INDEX "stock_count__number_sort__id__company" ON "stock_count" ("number_sort", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "stock_count__warehouse__id__company" ON "stock_count" ("warehouse", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "stock_count__location__id__company" ON "stock_count" ("location", "id", "company") WHERE archived_at IS NULL AND "location" IS NOT NULL;
CREATE INDEX "stock_count__item_group__id__company" ON "stock_count" ("item_group", "id", "company") WHERE archived_at IS NULL AND "item_group" IS NOT NULL;
CREATE INDEX "stock_count__posted_on__id__company" ON "stock_count" ("posted_on", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "stock_count__entry__id__company" ON "stock_count" ("entry", "id", "company") WHERE archived_at IS NULL AND "entry" IS NOT NULL;
CREATE INDEX "stock_count__state__id__company" ON "stock_count" ("state", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "stock_count__changed_at__id__company" ON "stock_count" ("changed_at", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "stock_count__id__company" ON "stock_count" ("id", "company") WHERE archived_at IS NULL;
CREATE TABLE "stock_count_line" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "document" INTEGER NOT NULL REFERENCES "stock_count" ("id"),
  "position" INTEGER NOT NULL,
  "item" INTEGER NOT NULL REFERENCES "catalog_item" ("id"),
  "location" INTEGER REFERENCES "stock_location" ("id"),
  "lot" INTEGER REFERENCES "stock_lot" ("id"),
  "status" TEXT NOT NULL,
  "book" INTEGER,
  "counted" INTEGER,
  "recounted" INTEGER,
  "unit_cost" INTEGER,
  "difference" INTEGER,
  "counted_after" INTEGER,
  "recounted_after" INTEGER
) STRICT;
CREATE INDEX "stock_count_line__document__position" ON "stock_count_line" ("document", "position");
CREATE INDEX "stock_count_line__item" ON "stock_count_line" ("item");
CREATE INDEX "stock_count_line__location" ON "stock_count_line" ("location") WHERE "location" IS NOT NULL;
CREATE INDEX "stock_count_line__lot" ON "stock_count_line" ("lot") WHERE "lot" IS NOT NULL;
CREATE TABLE "stock_expected" (
  "kind" INTEGER NOT NULL,
  "line" INTEGER NOT NULL,
  "document" INTEGER NOT NULL,
  "company" INTEGER NOT NULL,
  "item" INTEGER NOT NULL,
  "warehouse" INTEGER NOT NULL,
  "on_day" TEXT,
  "quantity" INTEGER NOT NULL,
  PRIMARY KEY ("kind", "line")
) STRICT, WITHOUT ROWID;
CREATE INDEX "stock_expected__kind__document" ON "stock_expected" ("kind", "document");
CREATE INDEX "stock_expected__item__warehouse" ON "stock_expected" ("item", "warehouse");
CREATE TABLE "stock_item_policy" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "company" INTEGER NOT NULL REFERENCES "platform_company" ("id"),
  "item" INTEGER REFERENCES "catalog_item" ("id"),
  "item_group" INTEGER REFERENCES "catalog_item_group" ("id"),
  "method" TEXT,
  "below_zero" INTEGER NOT NULL
) STRICT;
CREATE INDEX "stock_item_policy__item__id__company" ON "stock_item_policy" ("item", "id", "company") WHERE archived_at IS NULL AND "item" IS NOT NULL;
CREATE INDEX "stock_item_policy__item_group__id__company" ON "stock_item_policy" ("item_group", "id", "company") WHERE archived_at IS NULL AND "item_group" IS NOT NULL;
CREATE INDEX "stock_item_policy__changed_at__id__company" ON "stock_item_policy" ("changed_at", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "stock_item_policy__id__company" ON "stock_item_policy" ("id", "company") WHERE archived_at IS NULL;
CREATE UNIQUE INDEX "stock_item_policy__company__item__u" ON "stock_item_policy" ("company", "item") WHERE archived_at IS NULL;
CREATE TABLE "stock_landed_cost" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "number" TEXT,
  "number_sort" BLOB,
  "company" INTEGER NOT NULL REFERENCES "platform_company" ("id"),
  "posted_on" TEXT NOT NULL,
  "text" TEXT,
  "total" INTEGER NOT NULL,
  "currency" INTEGER REFERENCES "platform_currency" ("id"),
  "entry" INTEGER REFERENCES "accounting_journal_entry" ("id"),
  "reversed_because" TEXT,
  "state" TEXT NOT NULL
) STRICT;
CREATE INDEX "stock_landed_cost__number_sort__id__company" ON "stock_landed_cost" ("number_sort", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "stock_landed_cost__posted_on__id__company" ON "stock_landed_cost" ("posted_on", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "stock_landed_cost__entry__id__company" ON "stock_landed_cost" ("entry", "id", "company") WHERE archived_at IS NULL AND "entry" IS NOT NULL;
CREATE INDEX "stock_landed_cost__state__id__company" ON "stock_landed_cost" ("state", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "stock_landed_cost__changed_at__id__company" ON "stock_landed_cost" ("changed_at", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "stock_landed_cost__id__company" ON "stock_landed_cost" ("id", "company") WHERE archived_at IS NULL;
CREATE TABLE "stock_landed_cost_item" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "document" INTEGER NOT NULL REFERENCES "stock_landed_cost" ("id"),
  "position" INTEGER NOT NULL,
  "text" TEXT NOT NULL,
  "amount" INTEGER NOT NULL,
  "basis" TEXT NOT NULL
) STRICT;
CREATE INDEX "stock_landed_cost_item__document__position" ON "stock_landed_cost_item" ("document", "position");
CREATE TABLE "stock_landed_cost_receipt" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "document" INTEGER NOT NULL REFERENCES "stock_landed_cost" ("id"),
  "position" INTEGER NOT NULL,
  "ledger_row" INTEGER NOT NULL REFERENCES "stock_ledger_row" ("id"),
  "weight" INTEGER,
  "volume" INTEGER,
  "fixed" INTEGER,
  "amount" INTEGER
) STRICT;
CREATE INDEX "stock_landed_cost_receipt__document__position" ON "stock_landed_cost_receipt" ("document", "position");
CREATE INDEX "stock_landed_cost_receipt__ledger_row" ON "stock_landed_cost_receipt" ("ledger_row");
CREATE TABLE "stock_ledger_row" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "number" TEXT NOT NULL,
  "company" INTEGER NOT NULL REFERENCES "platform_company" ("id"),
  "posted_on" TEXT NOT NULL,
  "item" INTEGER NOT NULL REFERENCES "catalog_item" ("id"),
  "warehouse" INTEGER NOT NULL REFERENCES "stock_warehouse" ("id"),
  "location" INTEGER REFERENCES "stock_location" ("id"),
  "lot" INTEGER REFERENCES "stock_lot" ("id"),
  "status" TEXT NOT NULL,
  "act" TEXT NOT NULL,
  "quantity" INTEGER NOT NULL,
  "value" INTEGER NOT NULL,
  "currency" INTEGER NOT NULL REFERENCES "platform_currency" ("id"),
  "source_kind" INTEGER NOT NULL,
  "source" INTEGER NOT NULL,
  "source_line" INTEGER,
  "reverses" INTEGER REFERENCES "stock_ledger_row" ("id"),
  "origin" INTEGER REFERENCES "stock_ledger_row" ("id"),
  "cost" INTEGER,
  "matched" INTEGER,
  "counter" INTEGER REFERENCES "accounting_account" ("id")
) STRICT;
CREATE INDEX "stock_ledger_row__posted_on__id__company" ON "stock_ledger_row" ("posted_on", "id", "company");
CREATE INDEX "stock_ledger_row__item__id__company" ON "stock_ledger_row" ("item", "id", "company");
CREATE INDEX "stock_ledger_row__location__id__company" ON "stock_ledger_row" ("location", "id", "company") WHERE "location" IS NOT NULL;
CREATE INDEX "stock_ledger_row__lot__id__company" ON "stock_ledger_row" ("lot", "id", "company") WHERE "lot" IS NOT NULL;
CREATE INDEX "stock_ledger_row__reverses__id__company" ON "stock_ledger_row" ("reverses", "id", "company") WHERE "reverses" IS NOT NULL;
CREATE INDEX "stock_ledger_row__origin__id__company" ON "stock_ledger_row" ("origin", "id", "company") WHERE "origin" IS NOT NULL;
CREATE INDEX "stock_ledger_row__changed_at__id__company" ON "stock_ledger_row" ("changed_at", "id", "company");
CREATE INDEX "stock_ledger_row__id__company" ON "stock_ledger_row" ("id", "company");
CREATE INDEX "stock_ledger_row__company__item__posted_on__id" ON "stock_ledger_row" ("company", "item", "posted_on", "id");
CREATE INDEX "stock_ledger_row__source_kind__source" ON "stock_ledger_row" ("source_kind", "source");
CREATE TRIGGER "stock_ledger_row__no_update" BEFORE UPDATE ON "stock_ledger_row" BEGIN SELECT RAISE(ABORT, 'posted rows do not change'); END;
CREATE TRIGGER "stock_ledger_row__no_delete" BEFORE DELETE ON "stock_ledger_row" BEGIN SELECT RAISE(ABORT, 'posted rows do not change'); END;
CREATE TABLE "stock_location" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "warehouse" INTEGER NOT NULL REFERENCES "stock_warehouse" ("id"),
  "code" TEXT NOT NULL,
  "code_sort" BLOB,
  "name" TEXT,
  "parent" INTEGER REFERENCES "stock_location" ("id")
) STRICT;
CREATE INDEX "stock_location__warehouse__id" ON "stock_location" ("warehouse", "id") WHERE archived_at IS NULL;
CREATE INDEX "stock_location__code_sort__id" ON "stock_location" ("code_sort", "id") WHERE archived_at IS NULL;
CREATE INDEX "stock_location__parent__id" ON "stock_location" ("parent", "id") WHERE archived_at IS NULL AND "parent" IS NOT NULL;
CREATE INDEX "stock_location__changed_at__id" ON "stock_location" ("changed_at", "id") WHERE archived_at IS NULL;
CREATE UNIQUE INDEX "stock_location__warehouse__code__u" ON "stock_location" ("warehouse", "code") WHERE archived_at IS NULL;
CREATE TABLE "stock_lot" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "item" INTEGER NOT NULL REFERENCES "catalog_item" ("id"),
  "code" TEXT NOT NULL,
  "code_sort" BLOB,
  "supplier_code" TEXT,
  "made_on" TEXT,
  "expires_on" TEXT,
  "frozen" INTEGER NOT NULL
) STRICT;
CREATE INDEX "stock_lot__item__id" ON "stock_lot" ("item", "id") WHERE archived_at IS NULL;
CREATE INDEX "stock_lot__code_sort__id" ON "stock_lot" ("code_sort", "id") WHERE archived_at IS NULL;
CREATE INDEX "stock_lot__expires_on__id" ON "stock_lot" ("expires_on", "id") WHERE archived_at IS NULL;
CREATE INDEX "stock_lot__changed_at__id" ON "stock_lot" ("changed_at", "id") WHERE archived_at IS NULL;
CREATE UNIQUE INDEX "stock_lot__item__code__u" ON "stock_lot" ("item", "code") WHERE archived_at IS NULL;
CREATE TABLE "stock_movement" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "number" TEXT,
  "number_sort" BLOB,
  "company" INTEGER NOT NULL REFERENCES "platform_company" ("id"),
  "purpose" TEXT NOT NULL,
  "warehouse" INTEGER NOT NULL REFERENCES "stock_warehouse" ("id"),
  "posted_on" TEXT NOT NULL,
  "text" TEXT,
  "value" INTEGER,
  "currency" INTEGER REFERENCES "platform_currency" ("id"),
  "entry" INTEGER REFERENCES "accounting_journal_entry" ("id"),
  "reversed_because" TEXT,
  "state" TEXT NOT NULL
) STRICT;
CREATE INDEX "stock_movement__number_sort__id__company" ON "stock_movement" ("number_sort", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "stock_movement__warehouse__id__company" ON "stock_movement" ("warehouse", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "stock_movement__posted_on__id__company" ON "stock_movement" ("posted_on", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "stock_movement__entry__id__company" ON "stock_movement" ("entry", "id", "company") WHERE archived_at IS NULL AND "entry" IS NOT NULL;
CREATE INDEX "stock_movement__state__id__company" ON "stock_movement" ("state", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "stock_movement__changed_at__id__company" ON "stock_movement" ("changed_at", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "stock_movement__id__company" ON "stock_movement" ("id", "company") WHERE archived_at IS NULL;
CREATE TABLE "stock_movement_line" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "document" INTEGER NOT NULL REFERENCES "stock_movement" ("id"),
  "position" INTEGER NOT NULL,
  "item" INTEGER NOT NULL REFERENCES "catalog_item" ("id"),
  "quantity" INTEGER NOT NULL,
  "unit_cost" INTEGER,
  "free" INTEGER NOT NULL,
  "location" INTEGER REFERENCES "stock_location" ("id"),
  "lot" INTEGER REFERENCES "stock_lot" ("id"),
  "status" TEXT NOT NULL
) STRICT;
CREATE INDEX "stock_movement_line__document__position" ON "stock_movement_line" ("document", "position");
CREATE INDEX "stock_movement_line__item" ON "stock_movement_line" ("item");
CREATE INDEX "stock_movement_line__location" ON "stock_movement_line" ("location") WHERE "location" IS NOT NULL;
CREATE INDEX "stock_movement_line__lot" ON "stock_movement_line" ("lot") WHERE "lot" IS NOT NULL;
CREATE TABLE "stock_pick_line" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "document" INTEGER NOT NULL REFERENCES "stock_pick_list" ("id"),
  "position" INTEGER NOT NULL,
  "location" INTEGER REFERENCES "stock_location" ("id"),
  "item" INTEGER NOT NULL REFERENCES "catalog_item" ("id"),
  "lot" INTEGER REFERENCES "stock_lot" ("id"),
  "expires_on" TEXT,
  "wanted" INTEGER NOT NULL,
  "picked" INTEGER,
  "number" TEXT NOT NULL,
  "source_kind" INTEGER NOT NULL,
  "source" INTEGER NOT NULL,
  "source_line" INTEGER NOT NULL
) STRICT;
CREATE INDEX "stock_pick_line__document__position" ON "stock_pick_line" ("document", "position");
CREATE INDEX "stock_pick_line__location" ON "stock_pick_line" ("location") WHERE "location" IS NOT NULL;
CREATE INDEX "stock_pick_line__item" ON "stock_pick_line" ("item");
CREATE INDEX "stock_pick_line__lot" ON "stock_pick_line" ("lot") WHERE "lot" IS NOT NULL;
CREATE TABLE "stock_pick_list" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "number" TEXT NOT NULL,
  "company" INTEGER NOT NULL REFERENCES "platform_company" ("id"),
  "warehouse" INTEGER NOT NULL REFERENCES "stock_warehouse" ("id"),
  "owner" INTEGER REFERENCES "platform_user" ("id"),
  "picked_at" INTEGER,
  "state" TEXT NOT NULL
) STRICT;
CREATE INDEX "stock_pick_list__owner__id__company" ON "stock_pick_list" ("owner", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "stock_pick_list__state__id__owner__company" ON "stock_pick_list" ("state", "id", "owner", "company") WHERE archived_at IS NULL;
CREATE INDEX "stock_pick_list__changed_at__id__owner__company" ON "stock_pick_list" ("changed_at", "id", "owner", "company") WHERE archived_at IS NULL;
CREATE INDEX "stock_pick_list__id__owner__company" ON "stock_pick_list" ("id", "owner", "company") WHERE archived_at IS NULL;
CREATE INDEX "stock_pick_list__warehouse__state" ON "stock_pick_list" ("warehouse", "state");
CREATE TABLE "stock_position" (
  "item" INTEGER NOT NULL,
  "warehouse" INTEGER NOT NULL,
  "on_hand" INTEGER NOT NULL,
  "reserved" INTEGER NOT NULL,
  PRIMARY KEY ("item", "warehouse")
) STRICT, WITHOUT ROWID;
CREATE TABLE "stock_reorder_rule" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "company" INTEGER NOT NULL REFERENCES "platform_company" ("id"),
  "item" INTEGER NOT NULL REFERENCES "catalog_item" ("id"),
  "warehouse" INTEGER NOT NULL REFERENCES "stock_warehouse" ("id"),
  "daily_demand" INTEGER,
  "demand_deviation" INTEGER,
  "lead_days" INTEGER NOT NULL,
  "lead_deviation" INTEGER,
  "service_factor" INTEGER,
  "safety_stock" INTEGER,
  "reorder_point" INTEGER,
  "maximum" INTEGER,
  "order_quantity" INTEGER,
  "multiple" INTEGER
) STRICT;
CREATE INDEX "stock_reorder_rule__item__id__company" ON "stock_reorder_rule" ("item", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "stock_reorder_rule__warehouse__id__company" ON "stock_reorder_rule" ("warehouse", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "stock_reorder_rule__changed_at__id__company" ON "stock_reorder_rule" ("changed_at", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "stock_reorder_rule__id__company" ON "stock_reorder_rule" ("id", "company") WHERE archived_at IS NULL;
CREATE UNIQUE INDEX "stock_reorder_rule__warehouse__item__u" ON "stock_reorder_rule" ("warehouse", "item") WHERE archived_at IS NULL;
CREATE TABLE "stock_reservation" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "number" TEXT NOT NULL,
  "company" INTEGER NOT NULL REFERENCES "platform_company" ("id"),
  "item" INTEGER NOT NULL REFERENCES "catalog_item" ("id"),
  "warehouse" INTEGER NOT NULL REFERENCES "stock_warehouse" ("id"),
  "wanted" INTEGER NOT NULL,
  "quantity" INTEGER NOT NULL,
  "wanted_on" TEXT NOT NULL,
  "priority" INTEGER NOT NULL,
  "source_kind" INTEGER NOT NULL,
  "source" INTEGER NOT NULL,
  "source_line" INTEGER NOT NULL,
  "done" INTEGER NOT NULL
) STRICT;
CREATE INDEX "stock_reservation__wanted_on__id__company" ON "stock_reservation" ("wanted_on", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "stock_reservation__changed_at__id__company" ON "stock_reservation" ("changed_at", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "stock_reservation__id__company" ON "stock_reservation" ("id", "company") WHERE archived_at IS NULL;
CREATE INDEX "stock_reservation__source_kind__source" ON "stock_reservation" ("source_kind", "source");
CREATE INDEX "stock_reservation__item__done" ON "stock_reservation" ("item", "done");
CREATE TABLE "stock_snapshot" (
  "company" INTEGER NOT NULL,
  "item" INTEGER NOT NULL,
  "area" INTEGER NOT NULL,
  "lot" INTEGER NOT NULL,
  "until" TEXT NOT NULL,
  "upto" INTEGER NOT NULL,
  "quantity" INTEGER NOT NULL,
  "value" INTEGER NOT NULL,
  "layers" TEXT NOT NULL,
  "unsettled" TEXT NOT NULL,
  "last_quantity" INTEGER,
  "last_value" INTEGER,
  PRIMARY KEY ("company", "item", "area", "lot", "until")
) STRICT, WITHOUT ROWID;
CREATE TABLE "stock_status_change" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "number" TEXT,
  "number_sort" BLOB,
  "company" INTEGER NOT NULL REFERENCES "platform_company" ("id"),
  "warehouse" INTEGER NOT NULL REFERENCES "stock_warehouse" ("id"),
  "posted_on" TEXT NOT NULL,
  "from_status" TEXT NOT NULL,
  "to_status" TEXT NOT NULL,
  "reason" TEXT NOT NULL,
  "reversed_because" TEXT,
  "state" TEXT NOT NULL
) STRICT;
CREATE INDEX "stock_status_change__number_sort__id__company" ON "stock_status_change" ("number_sort", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "stock_status_change__warehouse__id__company" ON "stock_status_change" ("warehouse", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "stock_status_change__posted_on__id__company" ON "stock_status_change" ("posted_on", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "stock_status_change__state__id__company" ON "stock_status_change" ("state", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "stock_status_change__changed_at__id__company" ON "stock_status_change" ("changed_at", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "stock_status_change__id__company" ON "stock_status_change" ("id", "company") WHERE archived_at IS NULL;
CREATE TABLE "stock_status_change_line" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "document" INTEGER NOT NULL REFERENCES "stock_status_change" ("id"),
  "position" INTEGER NOT NULL,
  "item" INTEGER NOT NULL REFERENCES "catalog_item" ("id"),
  "quantity" INTEGER NOT NULL,
  "location" INTEGER REFERENCES "stock_location" ("id"),
  "lot" INTEGER REFERENCES "stock_lot" ("id")
) STRICT;
CREATE INDEX "stock_status_change_line__document__position" ON "stock_status_change_line" ("document", "position");
CREATE INDEX "stock_status_change_line__item" ON "stock_status_change_line" ("item");
CREATE INDEX "stock_status_change_line__location" ON "stock_status_change_line" ("location") WHERE "location" IS NOT NULL;
CREATE INDEX "stock_status_change_line__lot" ON "stock_status_change_line" ("lot") WHERE "lot" IS NOT NULL;
CREATE TABLE "stock_transfer" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "number" TEXT,
  "number_sort" BLOB,
  "company" INTEGER NOT NULL REFERENCES "platform_company" ("id"),
  "from_warehouse" INTEGER NOT NULL REFERENCES "stock_warehouse" ("id"),
  "to_warehouse" INTEGER NOT NULL REFERENCES "stock_warehouse" ("id"),
  "posted_on" TEXT NOT NULL,
  "received_on" TEXT,
  "text" TEXT,
  "entry" INTEGER REFERENCES "accounting_journal_entry" ("id"),
  "reversed_because" TEXT,
  "state" TEXT NOT NULL
) STRICT;
CREATE INDEX "stock_transfer__number_sort__id__company" ON "stock_transfer" ("number_sort", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "stock_transfer__from_warehouse__id__company" ON "stock_transfer" ("from_warehouse", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "stock_transfer__to_warehouse__id__company" ON "stock_transfer" ("to_warehouse", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "stock_transfer__posted_on__id__company" ON "stock_transfer" ("posted_on", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "stock_transfer__entry__id__company" ON "stock_transfer" ("entry", "id", "company") WHERE archived_at IS NULL AND "entry" IS NOT NULL;
CREATE INDEX "stock_transfer__state__id__company" ON "stock_transfer" ("state", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "stock_transfer__changed_at__id__company" ON "stock_transfer" ("changed_at", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "stock_transfer__id__company" ON "stock_transfer" ("id", "company") WHERE archived_at IS NULL;
CREATE TABLE "stock_transfer_line" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "document" INTEGER NOT NULL REFERENCES "stock_transfer" ("id"),
  "position" INTEGER NOT NULL,
  "item" INTEGER NOT NULL REFERENCES "catalog_item" ("id"),
  "quantity" INTEGER NOT NULL,
  "lot" INTEGER REFERENCES "stock_lot" ("id"),
  "from_location" INTEGER REFERENCES "stock_location" ("id"),
  "to_location" INTEGER REFERENCES "stock_location" ("id"),
  "status" TEXT NOT NULL
) STRICT;
CREATE INDEX "stock_transfer_line__document__position" ON "stock_transfer_line" ("document", "position");
CREATE INDEX "stock_transfer_line__item" ON "stock_transfer_line" ("item");
CREATE INDEX "stock_transfer_line__lot" ON "stock_transfer_line" ("lot") WHERE "lot" IS NOT NULL;
CREATE INDEX "stock_transfer_line__from_location" ON "stock_transfer_line" ("from_location") WHERE "from_location" IS NOT NULL;
CREATE INDEX "stock_transfer_line__to_location" ON "stock_transfer_line" ("to_location") WHERE "to_location" IS NOT NULL;
CREATE TABLE "stock_valuation" (
  "company" INTEGER NOT NULL,
  "item" INTEGER NOT NULL,
  "area" INTEGER NOT NULL,
  "lot" INTEGER NOT NULL,
  "quantity" INTEGER NOT NULL,
  "value" INTEGER NOT NULL,
  "layers" TEXT NOT NULL,
  "unsettled" TEXT NOT NULL,
  "last_quantity" INTEGER,
  "last_value" INTEGER,
  "last_on" TEXT,
  "last_row" INTEGER,
  PRIMARY KEY ("company", "item", "area", "lot")
) STRICT, WITHOUT ROWID;
CREATE INDEX "stock_valuation__item" ON "stock_valuation" ("item");
CREATE TABLE "stock_value_adjustment" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "number" TEXT NOT NULL,
  "number_sort" BLOB,
  "company" INTEGER NOT NULL REFERENCES "platform_company" ("id"),
  "posted_on" TEXT NOT NULL,
  "reason" TEXT NOT NULL,
  "cause_number" TEXT NOT NULL,
  "cause_kind" INTEGER NOT NULL,
  "cause" INTEGER NOT NULL,
  "value" INTEGER NOT NULL,
  "currency" INTEGER NOT NULL REFERENCES "platform_currency" ("id")
) STRICT;
CREATE INDEX "stock_value_adjustment__number_sort__id__company" ON "stock_value_adjustment" ("number_sort", "id", "company");
CREATE INDEX "stock_value_adjustment__posted_on__id__company" ON "stock_value_adjustment" ("posted_on", "id", "company");
CREATE INDEX "stock_value_adjustment__changed_at__id__company" ON "stock_value_adjustment" ("changed_at", "id", "company");
CREATE INDEX "stock_value_adjustment__id__company" ON "stock_value_adjustment" ("id", "company");
CREATE INDEX "stock_value_adjustment__cause_kind__cause" ON "stock_value_adjustment" ("cause_kind", "cause");
CREATE TRIGGER "stock_value_adjustment__no_update" BEFORE UPDATE ON "stock_value_adjustment" BEGIN SELECT RAISE(ABORT, 'posted rows do not change'); END;
CREATE TRIGGER "stock_value_adjustment__no_delete" BEFORE DELETE ON "stock_value_adjustment" BEGIN SELECT RAISE(ABORT, 'posted rows do not change'); END;
CREATE TABLE "stock_value_adjustment_line" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "document" INTEGER NOT NULL REFERENCES "stock_value_adjustment" ("id"),
  "position" INTEGER NOT NULL,
  "ledger_row" INTEGER NOT NULL REFERENCES "stock_ledger_row" ("id"),
  "document_number" TEXT NOT NULL,
  "item" INTEGER NOT NULL REFERENCES "catalog_item" ("id"),
  "posted_on" TEXT NOT NULL,
  "value" INTEGER NOT NULL,
  "counter" INTEGER NOT NULL REFERENCES "accounting_account" ("id")
) STRICT;
CREATE INDEX "stock_value_adjustment_line__document__position" ON "stock_value_adjustment_line" ("document", "position");
CREATE INDEX "stock_value_adjustment_line__ledger_row" ON "stock_value_adjustment_line" ("ledger_row");
CREATE INDEX "stock_value_adjustment_line__item" ON "stock_value_adjustment_line" ("item");
CREATE TABLE "stock_warehouse" (
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
  "company" INTEGER NOT NULL REFERENCES "platform_company" ("id"),
  "address_of" INTEGER REFERENCES "parties_party" ("id"),
  "own_costs" INTEGER NOT NULL,
  "frozen" INTEGER NOT NULL
) STRICT;
CREATE INDEX "stock_warehouse__name_sort__id__company" ON "stock_warehouse" ("name_sort", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "stock_warehouse__address_of__id__company" ON "stock_warehouse" ("address_of", "id", "company") WHERE archived_at IS NULL AND "address_of" IS NOT NULL;
CREATE INDEX "stock_warehouse__changed_at__id__company" ON "stock_warehouse" ("changed_at", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "stock_warehouse__id__company" ON "stock_warehouse" ("id", "company") WHERE archived_at IS NULL;
CREATE UNIQUE INDEX "stock_warehouse__company__code__u" ON "stock_warehouse" ("company", "code") WHERE archived_at IS NULL;
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
