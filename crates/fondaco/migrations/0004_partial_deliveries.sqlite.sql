ALTER TABLE "sales_order" ADD COLUMN "partial" TEXT NOT NULL DEFAULT 'allowed';
