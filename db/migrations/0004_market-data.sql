CREATE TABLE "feed_control" (
	"id" uuid PRIMARY KEY NOT NULL,
	"action" jsonb NOT NULL,
	"user_id" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"outcome" text
);
--> statement-breakpoint
CREATE TABLE "feed_input" (
	"feed_key" text NOT NULL,
	"position" bigint NOT NULL,
	"number" integer NOT NULL,
	"input" jsonb NOT NULL,
	CONSTRAINT "feed_input_feed_key_position_number_pk" PRIMARY KEY("feed_key","position","number")
);
--> statement-breakpoint
CREATE TABLE "instrument" (
	"id" text PRIMARY KEY NOT NULL,
	"venue" text NOT NULL,
	"symbol" text NOT NULL,
	"kind" text NOT NULL,
	"base" text NOT NULL,
	"quote" text NOT NULL,
	"settle" text,
	"tick" numeric NOT NULL,
	"lot" numeric NOT NULL,
	"min_notional" numeric NOT NULL,
	"contract_size" numeric NOT NULL,
	"status" text NOT NULL,
	"source" text,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "instrument_symbol" UNIQUE("venue","symbol"),
	CONSTRAINT "instrument_kind_check" CHECK ("instrument"."kind" in ('spot', 'perpetual')),
	CONSTRAINT "instrument_status_check" CHECK ("instrument"."status" in ('trading', 'halted', 'delisted'))
);
--> statement-breakpoint
CREATE TABLE "instrument_fee" (
	"instrument_id" text NOT NULL,
	"valid_from" bigint NOT NULL,
	"maker_rate" numeric NOT NULL,
	"taker_rate" numeric NOT NULL,
	CONSTRAINT "instrument_fee_instrument_id_valid_from_pk" PRIMARY KEY("instrument_id","valid_from")
);
--> statement-breakpoint
CREATE TABLE "watchlist" (
	"user_id" text NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "watchlist_user_id_name_pk" PRIMARY KEY("user_id","name")
);
--> statement-breakpoint
CREATE TABLE "watchlist_instrument" (
	"user_id" text NOT NULL,
	"list" text NOT NULL,
	"instrument_id" text NOT NULL,
	"position" bigint NOT NULL,
	"added_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "watchlist_instrument_user_id_list_instrument_id_pk" PRIMARY KEY("user_id","list","instrument_id")
);
--> statement-breakpoint
CREATE TABLE "candle_row" (
	"series_id" integer NOT NULL,
	"open_at" bigint NOT NULL,
	"open" numeric NOT NULL,
	"high" numeric NOT NULL,
	"low" numeric NOT NULL,
	"close" numeric NOT NULL,
	"volume" numeric NOT NULL,
	"quote_volume" numeric,
	"trades" integer,
	"taker_volume" numeric,
	CONSTRAINT "candle_row_series_id_open_at_pk" PRIMARY KEY("series_id","open_at")
);
--> statement-breakpoint
CREATE TABLE "data_chunk" (
	"series_id" integer NOT NULL,
	"span_at" bigint NOT NULL,
	"version" integer NOT NULL,
	"is_current" boolean NOT NULL,
	"is_correction" boolean NOT NULL,
	"rows" integer NOT NULL,
	"first_at" bigint NOT NULL,
	"last_at" bigint NOT NULL,
	"encoding" smallint NOT NULL,
	"hash" text NOT NULL,
	"payload" "bytea" NOT NULL,
	"extra_hash" text,
	"extra" "bytea",
	"reason" text NOT NULL,
	"user_id" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "data_chunk_series_id_span_at_version_pk" PRIMARY KEY("series_id","span_at","version")
);
--> statement-breakpoint
CREATE TABLE "data_defect" (
	"series_id" integer NOT NULL,
	"kind" text NOT NULL,
	"from_at" bigint NOT NULL,
	"until_at" bigint NOT NULL,
	"rows" integer NOT NULL,
	"detail" text NOT NULL,
	"reviewed_by" text,
	"reviewed_at" timestamp with time zone,
	CONSTRAINT "data_defect_series_id_kind_from_at_pk" PRIMARY KEY("series_id","kind","from_at"),
	CONSTRAINT "data_defect_kind_check" CHECK ("data_defect"."kind" in ('gap', 'duplicate', 'conflict', 'outlier', 'zero-volume', 'outage'))
);
--> statement-breakpoint
CREATE TABLE "data_job" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"status" text NOT NULL,
	"request" jsonb NOT NULL,
	"progress" jsonb NOT NULL,
	"report" jsonb,
	"problem" text,
	"attempts" integer DEFAULT 0 NOT NULL,
	"user_id" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"alive_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	CONSTRAINT "data_job_kind_check" CHECK ("data_job"."kind" in ('import', 'fetch', 'catalogue', 'correction')),
	CONSTRAINT "data_job_status_check" CHECK ("data_job"."status" in ('queued', 'running', 'previewed', 'done', 'failed', 'cancelled'))
);
--> statement-breakpoint
CREATE TABLE "data_series" (
	"id" serial PRIMARY KEY NOT NULL,
	"source" text NOT NULL,
	"symbol" text NOT NULL,
	"kind" text NOT NULL,
	"timeframe" text NOT NULL,
	CONSTRAINT "data_series_key" UNIQUE("source","symbol","kind","timeframe"),
	CONSTRAINT "data_series_kind_check" CHECK ("data_series"."kind" in ('candles', 'mark-candles', 'trades', 'funding', 'book')),
	CONSTRAINT "data_series_timeframe_check" CHECK ("data_series"."timeframe" in ('', '1m', '3m', '5m', '15m', '30m', '1h', '2h', '4h', '6h', '8h', '12h', '1d'))
);
--> statement-breakpoint
CREATE TABLE "quality_event" (
	"id" serial PRIMARY KEY NOT NULL,
	"feed_key" text NOT NULL,
	"instrument_id" text NOT NULL,
	"stream" text NOT NULL,
	"code" text NOT NULL,
	"at" bigint NOT NULL,
	"detail" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "quality_event_stream_check" CHECK ("quality_event"."stream" in ('book', 'trades', 'candles', 'funding')),
	CONSTRAINT "quality_event_code_check" CHECK ("quality_event"."code" in ('heartbeat', 'resynced', 'silent', 'sequence-gap', 'repeated', 'reordered', 'checksum-mismatch', 'crossed', 'not-positive', 'not-a-number', 'absurd', 'inconsistent', 'outage', 'ended'))
);
--> statement-breakpoint
ALTER TABLE "instrument_fee" ADD CONSTRAINT "instrument_fee_instrument_id_instrument_id_fk" FOREIGN KEY ("instrument_id") REFERENCES "public"."instrument"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "watchlist" ADD CONSTRAINT "watchlist_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "watchlist_instrument" ADD CONSTRAINT "watchlist_instrument_list" FOREIGN KEY ("user_id","list") REFERENCES "public"."watchlist"("user_id","name") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "candle_row" ADD CONSTRAINT "candle_row_series_id_data_series_id_fk" FOREIGN KEY ("series_id") REFERENCES "public"."data_series"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "data_chunk" ADD CONSTRAINT "data_chunk_series_id_data_series_id_fk" FOREIGN KEY ("series_id") REFERENCES "public"."data_series"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "data_defect" ADD CONSTRAINT "data_defect_series_id_data_series_id_fk" FOREIGN KEY ("series_id") REFERENCES "public"."data_series"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "feed_control_waiting" ON "feed_control" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "watchlist_order" ON "watchlist_instrument" USING btree ("user_id","list","position");--> statement-breakpoint
CREATE INDEX "data_chunk_current" ON "data_chunk" USING btree ("series_id","span_at");--> statement-breakpoint
CREATE INDEX "data_job_created" ON "data_job" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "quality_event_created" ON "quality_event" USING btree ("created_at");