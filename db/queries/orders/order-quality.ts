import type { MissingMid } from "../../../server/domain/execution-quality/mid.ts";
import {
  type FillQuality,
  type OrderQuality,
  orderQuality,
  type StoredStep,
} from "../../../server/domain/execution-quality/order-quality.ts";
import type { Instrument } from "../../../server/domain/markets/instrument.ts";
import type { Fill } from "../../../server/domain/orders/fill.ts";
import type { Order } from "../../../server/domain/orders/order.ts";
import type { Client } from "../../client.ts";
import { storedInstrument } from "../decimals.ts";
import { type FillRow, fillFromRow } from "../fill-row.ts";
import { readMid, type StoredMid } from "../markout-row.ts";

type MidColumns = { mid: string | null; mid_age: string | null; no_mid: MissingMid | null };
type StepRow = MidColumns & { order_id: string; kind: string; at: string; wall_at: Date; fill_id: string | null };
type MarkedFillRow = FillRow & { markouts: StoredMid[]; markouts_left: number };

/** How each of the orders was executed, from their steps and fills as they were stored. */
export async function readQualities(
  sql: Client,
  portfolioId: string,
  orders: readonly Order[],
): Promise<ReadonlyMap<string, OrderQuality>> {
  const ids = orders.map(({ id }) => id);
  const keys = orders.flatMap(({ source }) => (source.kind === "manual" ? [source.key] : []));
  const [stepRows, fillRows, commands] = await Promise.all([
    readSteps(sql, portfolioId, ids),
    sql<MarkedFillRow[]>`
      select * from fills where portfolio_id = ${portfolioId} and order_id = any(${ids}) order by at, length(id), id`,
    sql<{ key: string; created_at: Date }[]>`
      select key, created_at from control_command where portfolio_id = ${portfolioId} and key = any(${keys})`,
  ]);
  const steps = byOrder(stepRows);
  const fills = byOrder(fillRows);
  const asked = new Map(commands.map(({ key, created_at }) => [key, created_at.getTime()]));
  return new Map(
    orders.map((order) => {
      const instrument = storedInstrument(order.instrumentId);
      const ownSteps = (steps.get(order.id) ?? []).map((row) => stepOf(instrument, row));
      const ownFills = (fills.get(order.id) ?? []).map((row) => fillOf(instrument, row, ownSteps));
      const askedWallAt = order.source.kind === "manual" ? (asked.get(order.source.key) ?? null) : null;
      return [order.id, orderQuality(instrument, { order, steps: ownSteps, fills: ownFills, askedWallAt })];
    }),
  );
}

function byOrder<Row extends { order_id: string }>(rows: readonly Row[]): ReadonlyMap<string, readonly Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(row.order_id);
    if (group === undefined) groups.set(row.order_id, [row]);
    else group.push(row);
  }
  return groups;
}

/** The same of fills alone. */
export async function readFillQualities(
  sql: Client,
  portfolioId: string,
  fills: readonly Fill[],
): Promise<ReadonlyMap<string, FillQuality>> {
  const [rows, steps] = await Promise.all([
    sql<MarkedFillRow[]>`
      select * from fills where portfolio_id = ${portfolioId} and id = any(${fills.map(({ id }) => id)})`,
    readSteps(sql, portfolioId, [...new Set(fills.map(({ orderId }) => orderId))]),
  ]);
  const byFill = new Map(steps.flatMap((step) => (step.fill_id === null ? [] : [[step.fill_id, step] as const])));
  return new Map(
    rows.map((row) => {
      const instrument = storedInstrument(row.instrument_id);
      const step = byFill.get(row.id);
      return [row.id, fillOf(instrument, row, step === undefined ? [] : [stepOf(instrument, step)])];
    }),
  );
}

const readSteps = (sql: Client, portfolioId: string, orderIds: readonly string[]) => sql<StepRow[]>`
  select order_id, kind, at, wall_at, detail->>'fillId' as fill_id,
    detail->>'mid' as mid, detail->>'midAgeMs' as mid_age, detail->>'noMid' as no_mid
  from order_event where portfolio_id = ${portfolioId} and order_id = any(${[...orderIds]}) order by number`;

/** What was taken down after a fill; a fill that the desk did not watch has nothing to come either. */
function fillOf(instrument: Instrument, row: MarkedFillRow, steps: readonly StoredStep[]): FillQuality {
  const fill: Fill = fillFromRow(row);
  const step = steps.find(({ fillId }) => fillId === fill.id);
  return {
    fill,
    wallAt: step?.wallAt ?? null,
    mid: step?.mid ?? null,
    markouts: row.markouts.map((stored) => readMid(instrument, stored)),
    isPending: row.markouts_left > 0,
  };
}

const stepOf = (instrument: Instrument, row: StepRow): StoredStep => ({
  kind: row.kind,
  at: Number(row.at),
  wallAt: row.wall_at.getTime(),
  fillId: row.fill_id,
  mid: midOf(instrument, row),
});

function midOf(instrument: Instrument, { mid, mid_age, no_mid }: MidColumns): StoredStep["mid"] {
  if (mid !== null) return readMid(instrument, { mid, midAgeMs: mid_age ?? "0" });
  return no_mid === null ? null : { missing: no_mid };
}
