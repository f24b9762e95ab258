ALTER TABLE "sales_order" ADD COLUMN "partial" TEXT COLLATE "C" NOT NULL DEFAULT 'allowed';
ALTER TABLE "sales_order" ALTER COLUMN "partial" DROP DEFAULT;
