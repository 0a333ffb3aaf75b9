import { InvariantError } from "../../server/domain/errors/invariant.ts";
import type { Markout, PendingMarkouts } from "../../server/domain/execution-quality/markout.ts";
import { MARKOUT_HORIZONS_MS } from "../../server/domain/execution-quality/markout.ts";
import type { Mid, MissingMid } from "../../server/domain/execution-quality/mid.ts";
import type { Instrument } from "../../server/domain/markets/instrument.ts";
import { formatScaledShort, parseScaled } from "../../server/domain/money/decimal.ts";
import { storedInstrument } from "./decimals.ts";

/** A mid as it is stored: decimal texts, or why there is none. */
export type StoredMid = { readonly mid: string; readonly midAgeMs: string } | { readonly noMid: MissingMid };

/** A mid lies on a half of a tick: one place more than prices have. */
export const writeMid = (instrument: Instrument, mid: Mid): StoredMid =>
  "missing" in mid
    ? { noMid: mid.missing }
    : {
        mid: formatScaledShort(mid.halfTicks * instrument.ticksMantissa * 5, instrument.priceDecimals + 1),
        midAgeMs: String(mid.ageMs),
      };

/** Throws for what lies on no half of a tick. */
export function readMid(instrument: Instrument, stored: StoredMid): Mid {
  if ("noMid" in stored) return { missing: stored.noMid };
  const read = parseScaled(stored.mid, instrument.priceDecimals + 1);
  const halfTicks = "value" in read ? Number(read.value) / (instrument.ticksMantissa * 5) : Number.NaN;
  if (!Number.isSafeInteger(halfTicks))
    throw new InvariantError(`Stored mid "${stored.mid}" lies on no half tick of ${instrument.symbol}`);
  return { halfTicks, ageMs: Number(stored.midAgeMs) };
}

/** What was taken after each fill, as rows for `commit_batch`: they are added to what the fill has. */
export function markoutRows(markouts: readonly Markout[]) {
  const byFill = new Map<string, StoredMid[]>();
  for (const { fillId, instrumentId, mid } of markouts) {
    const taken = byFill.get(fillId) ?? [];
    taken.push(writeMid(storedInstrument(instrumentId), mid));
    byFill.set(fillId, taken);
  }
  return [...byFill].map(([fill_id, taken]) => ({ fill_id, taken }));
}

export type PendingRow = {
  id: string;
  order_id: string;
  instrument_id: string;
  at: string;
  markouts_left: number;
};

export const pendingFromRow = (row: PendingRow): PendingMarkouts => ({
  fillId: row.id,
  orderId: row.order_id,
  instrumentId: row.instrument_id,
  at: Number(row.at),
  stored: MARKOUT_HORIZONS_MS.length - row.markouts_left,
});
