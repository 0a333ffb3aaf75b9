import type { QualityCode, Stream } from "../../server/domain/markets/data-quality.ts";
import type { Client } from "../client.ts";

export type QualityEvent = {
  readonly instrumentId: string;
  readonly stream: Stream;
  readonly code: QualityCode;
  /** Tape time. */
  readonly at: number;
  readonly detail: string;
};

export async function writeQualityEvents(sql: Client, feedKey: string, events: readonly QualityEvent[]): Promise<void> {
  const texts = (field: "instrumentId" | "stream" | "code" | "detail") => events.map((event) => event[field]);
  await sql`
    insert into quality_event (feed_key, instrument_id, stream, code, at, detail)
    select ${feedKey}, instrument_id, stream, code, at, detail
    from unnest(${texts("instrumentId")}::text[], ${texts("stream")}::text[], ${texts("code")}::text[],
      ${events.map(({ at }) => at)}::bigint[], ${texts("detail")}::text[]) as given(instrument_id, stream, code, at, detail)`;
}
