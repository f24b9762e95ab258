ALTER TABLE "purchasing_order" ADD COLUMN "reminded_on" TEXT;
ALTER TABLE "purchasing_order" ADD COLUMN "reminders" INTEGER NOT NULL DEFAULT 0;
