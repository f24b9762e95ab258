ALTER TABLE "catalog_item" ADD COLUMN "warranty_months" BIGINT;
ALTER TABLE "crm_lead" ADD COLUMN "preferred_channel" TEXT COLLATE "C";
ALTER TABLE "crm_lead" ADD COLUMN "best_time" TEXT COLLATE "C";
ALTER TABLE "crm_lead" ADD COLUMN "do_not_contact" SMALLINT NOT NULL DEFAULT 0;
ALTER TABLE "crm_lead" ALTER COLUMN "do_not_contact" DROP DEFAULT;
CREATE INDEX "crm_lead__do_not_contact__id__owner__team__company" ON "crm_lead" ("do_not_contact", "id", "owner", "team", "company") WHERE archived_at IS NULL;
CREATE INDEX "crm_lead_phone_number__number" ON "crm_lead_phone_number" ("number");
