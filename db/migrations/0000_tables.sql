CREATE TABLE "audit" (
	"id" uuid PRIMARY KEY NOT NULL,
	"at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"actor_user_id" text,
	"portfolio_id" uuid,
	"action" text NOT NULL,
	"target" text NOT NULL,
	"before" json,
	"after" json,
	"ip" text
);
--> statement-breakpoint
CREATE TABLE "control_command" (
	"portfolio_id" uuid NOT NULL,
	"key" text NOT NULL,
	"number" bigint GENERATED ALWAYS AS IDENTITY (sequence name "control_command_number_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"action" jsonb NOT NULL,
	"user_id" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"status" text DEFAULT 'pending' NOT NULL,
	"outcome" jsonb,
	"sequence" bigint,
	CONSTRAINT "control_command_portfolio_id_key_pk" PRIMARY KEY("portfolio_id","key"),
	CONSTRAINT "control_command_status_check" CHECK ("control_command"."status" in ('pending', 'handled'))
);
--> statement-breakpoint
CREATE TABLE "feed_state" (
	"key" text PRIMARY KEY NOT NULL,
	"position" bigint NOT NULL,
	"tape_at" bigint NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "journal" (
	"portfolio_id" uuid NOT NULL,
	"sequence" bigint NOT NULL,
	"at" bigint NOT NULL,
	"feed_position" bigint,
	"changes" text NOT NULL,
	"state_hash" text,
	CONSTRAINT "journal_portfolio_id_sequence_pk" PRIMARY KEY("portfolio_id","sequence")
);
--> statement-breakpoint
CREATE TABLE "fills" (
	"portfolio_id" uuid NOT NULL,
	"id" text NOT NULL,
	"order_id" text NOT NULL,
	"instrument_id" text NOT NULL,
	"trade_id" text NOT NULL,
	"side" text NOT NULL,
	"quantity" numeric NOT NULL,
	"price" numeric NOT NULL,
	"notional" numeric NOT NULL,
	"fee_currency" text NOT NULL,
	"fee" numeric NOT NULL,
	"liquidity" text NOT NULL,
	"excess_quantity" numeric NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "fills_portfolio_id_id_pk" PRIMARY KEY("portfolio_id","id"),
	CONSTRAINT "fills_dedupe" UNIQUE("portfolio_id","order_id","instrument_id","trade_id"),
	CONSTRAINT "fills_side_check" CHECK ("fills"."side" in ('buy', 'sell')),
	CONSTRAINT "fills_liquidity_check" CHECK ("fills"."liquidity" in ('maker', 'taker'))
);
--> statement-breakpoint
CREATE TABLE "orders" (
	"portfolio_id" uuid NOT NULL,
	"id" text NOT NULL,
	"instrument_id" text NOT NULL,
	"side" text NOT NULL,
	"type" text NOT NULL,
	"time_in_force" text NOT NULL,
	"is_post_only" boolean NOT NULL,
	"accepts_stale_price" boolean NOT NULL,
	"quantity" numeric NOT NULL,
	"price" numeric,
	"bound_price" numeric NOT NULL,
	"user_id" text,
	"control_key" text,
	"run_id" text,
	"status" text NOT NULL,
	"filled_quantity" numeric NOT NULL,
	"filled_notional" numeric NOT NULL,
	"reserved" numeric NOT NULL,
	"venue_order_id" text,
	"reason_code" text,
	"reason" text,
	"created_at" bigint NOT NULL,
	"updated_at" bigint NOT NULL,
	CONSTRAINT "orders_portfolio_id_id_pk" PRIMARY KEY("portfolio_id","id"),
	CONSTRAINT "orders_side_check" CHECK ("orders"."side" in ('buy', 'sell')),
	CONSTRAINT "orders_type_check" CHECK ("orders"."type" in ('market', 'limit')),
	CONSTRAINT "orders_time_in_force_check" CHECK ("orders"."time_in_force" in ('GTC', 'IOC', 'FOK')),
	CONSTRAINT "orders_status_check" CHECK ("orders"."status" in ('initialized', 'denied', 'emulated', 'released', 'submitted', 'accepted', 'rejected', 'triggered', 'pending-update', 'pending-cancel', 'partially-filled', 'filled', 'canceled', 'expired', 'unknown')),
	CONSTRAINT "orders_source_check" CHECK (("orders"."user_id" is null) = ("orders"."control_key" is null) and ("orders"."user_id" is null) <> ("orders"."run_id" is null))
);
--> statement-breakpoint
CREATE TABLE "balances" (
	"portfolio_id" uuid NOT NULL,
	"currency" text NOT NULL,
	"total" numeric NOT NULL,
	"reserved" numeric NOT NULL,
	CONSTRAINT "balances_portfolio_id_currency_pk" PRIMARY KEY("portfolio_id","currency")
);
--> statement-breakpoint
CREATE TABLE "portfolio" (
	"id" uuid PRIMARY KEY NOT NULL,
	"key" text NOT NULL,
	"name" text NOT NULL,
	"mode" text NOT NULL,
	"feed_kind" text NOT NULL,
	"base_currency" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "portfolio_key_unique" UNIQUE("key"),
	CONSTRAINT "portfolio_key_check" CHECK ("portfolio"."key" ~ '^[a-z0-9]{8,12}$'),
	CONSTRAINT "portfolio_mode_check" CHECK ("portfolio"."mode" in ('paper', 'live')),
	CONSTRAINT "portfolio_feed_kind_check" CHECK ("portfolio"."feed_kind" in ('synthetic', 'recorded', 'live'))
);
--> statement-breakpoint
CREATE TABLE "portfolio_member" (
	"portfolio_id" uuid NOT NULL,
	"user_id" text NOT NULL,
	"role" text NOT NULL,
	CONSTRAINT "portfolio_member_portfolio_id_user_id_pk" PRIMARY KEY("portfolio_id","user_id"),
	CONSTRAINT "portfolio_member_role_check" CHECK ("portfolio_member"."role" in ('owner', 'admin', 'manager', 'trader', 'viewer'))
);
--> statement-breakpoint
CREATE TABLE "portfolio_state" (
	"portfolio_id" uuid PRIMARY KEY NOT NULL,
	"sequence" bigint DEFAULT 0 NOT NULL,
	"epoch" bigint DEFAULT 0 NOT NULL,
	"lease_holder" text,
	"lease_expires_at" timestamp with time zone,
	"trading_state" text DEFAULT 'active' NOT NULL,
	"trading_state_reason" text DEFAULT '' NOT NULL,
	"order_count" bigint DEFAULT 0 NOT NULL,
	"fill_count" bigint DEFAULT 0 NOT NULL,
	"lot_count" bigint DEFAULT 0 NOT NULL,
	"feed_position" bigint,
	"tape_at" bigint DEFAULT 0 NOT NULL,
	"state_hash" text,
	CONSTRAINT "portfolio_state_trading_state_check" CHECK ("portfolio_state"."trading_state" in ('active', 'reducing', 'halted'))
);
--> statement-breakpoint
CREATE TABLE "lot_closing" (
	"portfolio_id" uuid NOT NULL,
	"lot_id" text NOT NULL,
	"fill_id" text NOT NULL,
	"instrument_id" text NOT NULL,
	"quantity" numeric NOT NULL,
	"cost" numeric NOT NULL,
	"proceeds" numeric NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "lot_closing_portfolio_id_lot_id_fill_id_pk" PRIMARY KEY("portfolio_id","lot_id","fill_id")
);
--> statement-breakpoint
CREATE TABLE "lots" (
	"portfolio_id" uuid NOT NULL,
	"id" text NOT NULL,
	"number" bigint GENERATED ALWAYS AS IDENTITY (sequence name "lots_number_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"instrument_id" text NOT NULL,
	"direction" text NOT NULL,
	"fill_id" text NOT NULL,
	"opened_at" bigint NOT NULL,
	"quantity" numeric NOT NULL,
	"cost" numeric NOT NULL,
	CONSTRAINT "lots_portfolio_id_id_pk" PRIMARY KEY("portfolio_id","id"),
	CONSTRAINT "lots_direction_check" CHECK ("lots"."direction" in ('long', 'short'))
);
--> statement-breakpoint
CREATE TABLE "positions" (
	"portfolio_id" uuid NOT NULL,
	"instrument_id" text NOT NULL,
	"realised" numeric NOT NULL,
	CONSTRAINT "positions_portfolio_id_instrument_id_pk" PRIMARY KEY("portfolio_id","instrument_id")
);
--> statement-breakpoint
CREATE TABLE "strategy_run" (
	"portfolio_id" uuid NOT NULL,
	"run_id" text NOT NULL,
	"strategy" text NOT NULL,
	"instrument_id" text NOT NULL,
	"parameters" json NOT NULL,
	"status" text NOT NULL,
	"reason" text,
	"snapshot" text NOT NULL,
	"started_at" bigint NOT NULL,
	"updated_at" bigint NOT NULL,
	CONSTRAINT "strategy_run_portfolio_id_run_id_pk" PRIMARY KEY("portfolio_id","run_id"),
	CONSTRAINT "strategy_run_status_check" CHECK ("strategy_run"."status" in ('draft', 'ready', 'warming-up', 'running', 'paused', 'halted', 'stopping', 'stopped', 'faulted'))
);
--> statement-breakpoint
CREATE TABLE "account" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"provider_id" text NOT NULL,
	"user_id" text NOT NULL,
	"access_token" text,
	"refresh_token" text,
	"id_token" text,
	"access_token_expires_at" timestamp with time zone,
	"refresh_token_expires_at" timestamp with time zone,
	"scope" text,
	"password" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "rate_limit" (
	"id" text PRIMARY KEY NOT NULL,
	"key" text NOT NULL,
	"count" integer NOT NULL,
	"last_request" bigint NOT NULL,
	CONSTRAINT "rate_limit_key_unique" UNIQUE("key")
);
--> statement-breakpoint
CREATE TABLE "session" (
	"id" text PRIMARY KEY NOT NULL,
	"token" text NOT NULL,
	"user_id" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"ip_address" text,
	"user_agent" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "session_token_unique" UNIQUE("token")
);
--> statement-breakpoint
CREATE TABLE "user" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"email_verified" boolean DEFAULT false NOT NULL,
	"image" text,
	"role" text DEFAULT 'viewer' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "user_email_unique" UNIQUE("email"),
	CONSTRAINT "user_role_check" CHECK ("user"."role" in ('owner', 'admin', 'manager', 'trader', 'viewer'))
);
--> statement-breakpoint
CREATE TABLE "user_link" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"purpose" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	CONSTRAINT "user_link_purpose_check" CHECK ("user_link"."purpose" in ('invite', 'reset'))
);
--> statement-breakpoint
CREATE TABLE "verification" (
	"id" text PRIMARY KEY NOT NULL,
	"identifier" text NOT NULL,
	"value" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "control_command" ADD CONSTRAINT "control_command_portfolio_id_portfolio_id_fk" FOREIGN KEY ("portfolio_id") REFERENCES "public"."portfolio"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "portfolio_member" ADD CONSTRAINT "portfolio_member_portfolio_id_portfolio_id_fk" FOREIGN KEY ("portfolio_id") REFERENCES "public"."portfolio"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "portfolio_member" ADD CONSTRAINT "portfolio_member_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "portfolio_state" ADD CONSTRAINT "portfolio_state_portfolio_id_portfolio_id_fk" FOREIGN KEY ("portfolio_id") REFERENCES "public"."portfolio"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "account" ADD CONSTRAINT "account_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "user_link" ADD CONSTRAINT "user_link_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_at" ON "audit" USING btree ("at");--> statement-breakpoint
CREATE INDEX "audit_portfolio" ON "audit" USING btree ("portfolio_id","at");--> statement-breakpoint
CREATE INDEX "control_command_pending" ON "control_command" USING btree ("portfolio_id","number") WHERE "control_command"."status" = 'pending';--> statement-breakpoint
CREATE INDEX "fills_at" ON "fills" USING btree ("portfolio_id","at");--> statement-breakpoint
CREATE INDEX "orders_working" ON "orders" USING btree ("portfolio_id") WHERE "orders"."status" in ('initialized', 'emulated', 'released', 'submitted', 'accepted', 'triggered', 'pending-update', 'pending-cancel', 'partially-filled', 'unknown');--> statement-breakpoint
CREATE INDEX "orders_created" ON "orders" USING btree ("portfolio_id","created_at");--> statement-breakpoint
CREATE INDEX "lots_open" ON "lots" USING btree ("portfolio_id","number") WHERE "lots"."quantity" <> 0;--> statement-breakpoint
CREATE INDEX "account_user_id" ON "account" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "session_user_id" ON "session" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "user_link_user_id" ON "user_link" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "verification_identifier" ON "verification" USING btree ("identifier");