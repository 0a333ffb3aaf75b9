ALTER TABLE "orders" ADD COLUMN "closes_position" boolean DEFAULT false NOT NULL;
