CREATE TABLE "order_event" (
	"portfolio_id" uuid NOT NULL,
	"order_id" text NOT NULL,
	"number" bigint GENERATED ALWAYS AS IDENTITY (sequence name "order_event_number_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"sequence" bigint NOT NULL,
	"kind" text NOT NULL,
	"at" bigint NOT NULL,
	"wall_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"detail" json NOT NULL,
	CONSTRAINT "order_event_portfolio_id_order_id_number_pk" PRIMARY KEY("portfolio_id","order_id","number")
);
--> statement-breakpoint
CREATE TABLE "order_note" (
	"portfolio_id" uuid NOT NULL,
	"order_id" text NOT NULL,
	"note" text NOT NULL,
	"tags" text[] NOT NULL,
	"user_id" text NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "order_note_portfolio_id_order_id_pk" PRIMARY KEY("portfolio_id","order_id")
);
--> statement-breakpoint
CREATE TABLE "cash_flow" (
	"portfolio_id" uuid NOT NULL,
	"key" text NOT NULL,
	"currency" text NOT NULL,
	"amount" numeric NOT NULL,
	"user_id" text NOT NULL,
	"at" bigint NOT NULL,
	"wall_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "cash_flow_portfolio_id_key_pk" PRIMARY KEY("portfolio_id","key")
);
--> statement-breakpoint
CREATE TABLE "equity_point" (
	"portfolio_id" uuid NOT NULL,
	"at" bigint NOT NULL,
	"wall_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"equity" numeric NOT NULL,
	"net_flow" numeric NOT NULL,
	"realised" numeric NOT NULL,
	"unrealised" numeric NOT NULL,
	CONSTRAINT "equity_point_portfolio_id_at_pk" PRIMARY KEY("portfolio_id","at")
);
--> statement-breakpoint
CREATE TABLE "user_setting" (
	"user_id" text NOT NULL,
	"name" text NOT NULL,
	"value" json NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "user_setting_user_id_name_pk" PRIMARY KEY("user_id","name")
);
--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "is_reduce_only" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "portfolio" ADD COLUMN "archived_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "user_setting" ADD CONSTRAINT "user_setting_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "order_note_tags" ON "order_note" USING gin ("tags");