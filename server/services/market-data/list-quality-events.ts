import { desc } from "drizzle-orm";
import { qualityEvent } from "../../../db/schema/index.ts";
import type { QualityCode, Stream } from "../../domain/markets/data-quality.ts";
import { type Actor, authorize } from "../access/authorize.ts";
import type { Desk } from "../desk.ts";

const EVENTS_SHOWN = 200;

export type QualityEventListing = {
  readonly id: number;
  readonly feedKey: string;
  readonly instrumentId: string;
  readonly stream: Stream;
  readonly code: QualityCode;
  /** Tape time. */
  readonly at: number;
  readonly detail: string;
  readonly createdAt: number;
};

/** What feeds found wrong while they ran, the newest first. */
export async function listQualityEvents(desk: Desk, actor: Actor): Promise<QualityEventListing[]> {
  await authorize(desk.database, actor, "data:view", null);
  const rows = await desk.database.select().from(qualityEvent).orderBy(desc(qualityEvent.id)).limit(EVENTS_SHOWN);
  return rows.map(({ createdAt, ...row }) => ({ ...row, createdAt: createdAt.getTime() }));
}
