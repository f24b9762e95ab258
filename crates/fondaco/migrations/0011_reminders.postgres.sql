ALTER TABLE "purchasing_order" ADD COLUMN "reminded_on" TEXT COLLATE "C";
ALTER TABLE "purchasing_order" ADD COLUMN "reminders" BIGINT NOT NULL DEFAULT 0;
ALTER TABLE "purchasing_order" ALTER COLUMN "reminders" DROP DEFAULT;
