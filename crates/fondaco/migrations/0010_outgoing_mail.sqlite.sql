ALTER TABLE "accounting_dunning_run" ADD COLUMN "mailed_at" INTEGER;
ALTER TABLE "accounting_dunning_run" ADD COLUMN "mailed" INTEGER;
ALTER TABLE "accounting_dunning_run" ADD COLUMN "unreached" TEXT;
CREATE TABLE "crm_confirmation" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "address" TEXT NOT NULL,
  "web_form" INTEGER NOT NULL REFERENCES "crm_web_form" ("id"),
  "purpose" TEXT NOT NULL,
  "wording" TEXT NOT NULL,
  "wording_version" INTEGER,
  "lead" INTEGER REFERENCES "crm_lead" ("id"),
  "sent_from" TEXT,
  "fingerprint" TEXT NOT NULL,
  "expires_at" INTEGER NOT NULL,
  "confirmed_at" INTEGER,
  "state" TEXT NOT NULL
) STRICT;
CREATE INDEX "crm_confirmation__web_form__id" ON "crm_confirmation" ("web_form", "id") WHERE archived_at IS NULL;
CREATE INDEX "crm_confirmation__lead__id" ON "crm_confirmation" ("lead", "id") WHERE archived_at IS NULL AND "lead" IS NOT NULL;
CREATE INDEX "crm_confirmation__state__id" ON "crm_confirmation" ("state", "id") WHERE archived_at IS NULL;
CREATE INDEX "crm_confirmation__changed_at__id" ON "crm_confirmation" ("changed_at", "id") WHERE archived_at IS NULL;
CREATE UNIQUE INDEX "crm_confirmation__fingerprint__u" ON "crm_confirmation" ("fingerprint") WHERE archived_at IS NULL;
CREATE INDEX "crm_confirmation__address" ON "crm_confirmation" ("address");
ALTER TABLE "crm_web_form" ADD COLUMN "confirms" INTEGER NOT NULL DEFAULT 0;
CREATE TABLE "platform_mail" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "subject" TEXT NOT NULL,
  "recipient" TEXT NOT NULL,
  "recipient_name" TEXT,
  "body" TEXT NOT NULL,
  "link" TEXT,
  "file" TEXT,
  "key" TEXT NOT NULL,
  "prints_kind" INTEGER,
  "prints" INTEGER,
  "prints_which" TEXT,
  "host_kind" INTEGER,
  "host" INTEGER,
  "company" INTEGER REFERENCES "platform_company" ("id"),
  "owner" INTEGER REFERENCES "platform_user" ("id"),
  "epoch" TEXT,
  "due_at" INTEGER NOT NULL,
  "attempts" INTEGER NOT NULL,
  "trouble" TEXT,
  "answer" TEXT,
  "sent_at" INTEGER,
  "state" TEXT NOT NULL
) STRICT;
CREATE INDEX "platform_mail__recipient__id__owner__company" ON "platform_mail" ("recipient", "id", "owner", "company") WHERE archived_at IS NULL;
CREATE INDEX "platform_mail__owner__id__company" ON "platform_mail" ("owner", "id", "company") WHERE archived_at IS NULL;
CREATE INDEX "platform_mail__state__id__owner__company" ON "platform_mail" ("state", "id", "owner", "company") WHERE archived_at IS NULL;
CREATE INDEX "platform_mail__changed_at__id__owner__company" ON "platform_mail" ("changed_at", "id", "owner", "company") WHERE archived_at IS NULL;
CREATE INDEX "platform_mail__id__owner__company" ON "platform_mail" ("id", "owner", "company") WHERE archived_at IS NULL;
CREATE UNIQUE INDEX "platform_mail__key__u" ON "platform_mail" ("key") WHERE archived_at IS NULL;
CREATE INDEX "platform_mail__state__due_at" ON "platform_mail" ("state", "due_at");
CREATE INDEX "platform_mail__host_kind__host" ON "platform_mail" ("host_kind", "host");
CREATE TABLE "platform_mail_server" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "changed_at" INTEGER NOT NULL,
  "changed_by" INTEGER,
  "archived_at" INTEGER,
  "host" TEXT NOT NULL,
  "port" INTEGER NOT NULL,
  "safety" TEXT NOT NULL,
  "login" TEXT,
  "password" TEXT,
  "has_password" INTEGER NOT NULL,
  "from_address" TEXT NOT NULL,
  "from_name" TEXT,
  "reply_to" TEXT,
  "site" TEXT,
  "most_an_hour" INTEGER NOT NULL,
  "most_megabytes" INTEGER NOT NULL,
  "on_for" TEXT,
  "state" TEXT NOT NULL
) STRICT;
CREATE INDEX "platform_mail_server__state__id" ON "platform_mail_server" ("state", "id") WHERE archived_at IS NULL;
CREATE INDEX "platform_mail_server__changed_at__id" ON "platform_mail_server" ("changed_at", "id") WHERE archived_at IS NULL;
ALTER TABLE "platform_reminder" ADD COLUMN "by_email" INTEGER NOT NULL DEFAULT 0;
