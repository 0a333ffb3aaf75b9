ALTER TABLE "orders" ADD COLUMN "position_side" text;--> statement-breakpoint
ALTER TABLE "positions" ADD COLUMN "position_side" text DEFAULT 'net' NOT NULL;--> statement-breakpoint
ALTER TABLE "positions" DROP CONSTRAINT "positions_portfolio_id_instrument_id_pk";--> statement-breakpoint
ALTER TABLE "positions" ADD CONSTRAINT "positions_portfolio_id_instrument_id_position_side_pk" PRIMARY KEY("portfolio_id","instrument_id","position_side");--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_position_side_check" CHECK ("orders"."position_side" in ('long', 'short'));--> statement-breakpoint
ALTER TABLE "positions" ADD CONSTRAINT "positions_position_side_check" CHECK ("positions"."position_side" in ('net', 'long', 'short'));
