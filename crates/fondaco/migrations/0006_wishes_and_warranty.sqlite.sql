ALTER TABLE "catalog_item" ADD COLUMN "warranty_months" INTEGER;
ALTER TABLE "crm_lead" ADD COLUMN "preferred_channel" TEXT;
ALTER TABLE "crm_lead" ADD COLUMN "best_time" TEXT;
ALTER TABLE "crm_lead" ADD COLUMN "do_not_contact" INTEGER NOT NULL DEFAULT 0;
CREATE INDEX "crm_lead__do_not_contact__id__owner__team__company" ON "crm_lead" ("do_not_contact", "id", "owner", "team", "company") WHERE archived_at IS NULL;
CREATE INDEX "crm_lead_phone_number__number" ON "crm_lead_phone_number" ("number");
