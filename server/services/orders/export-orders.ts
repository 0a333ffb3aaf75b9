import { storedInstrument, writeUnits } from "../../../db/queries/decimals.ts";
import { type FillSearch, readFoundFills } from "../../../db/queries/orders/fill-search.ts";
import { readFillQualities, readQualities } from "../../../db/queries/orders/order-quality.ts";
import { type OrderSearch, readOrders } from "../../../db/queries/orders/order-search.ts";
import { present } from "../../domain/errors/invariant.ts";
import type { FillQuality, OrderQuality } from "../../domain/execution-quality/order-quality.ts";
import { csvInstant, csvLine } from "../../domain/export/csv.ts";
import { formatPrice, formatQuantity, type Instrument } from "../../domain/markets/instrument.ts";
import type { ListedFill, ListedOrder } from "../../domain/orders/order-listing.ts";
import { firesOn, levelTicks } from "../../domain/orders/triggers/trigger-rules.ts";
import { type Actor, authorize } from "../access/authorize.ts";
import type { Desk } from "../desk.ts";
import {
  FILL_QUALITY_HEAD,
  fillQualityCells,
  ORDER_QUALITY_HEAD,
  orderQualityCells,
} from "./execution/quality-cells.ts";

const ROWS_AT_ONCE = 1_000;
/** Executions are read for so many orders at a time. */
const ORDERS_AT_ONCE = 250;

const ORDER_HEAD = `time_utc,market,side,type,time_in_force,post_only,reduce_only,price,size,filled,filled_value,quote,status,reason_code,reason,source,placed_by,tags,note,updated_utc,order,${ORDER_QUALITY_HEAD},mode,position_side,trigger,trigger_by,trigger_comparison,trigger_price`;
const FILL_HEAD = `time_utc,market,side,price,size,value,quote,fee,fee_currency,liquidity,beyond_order,order,trade,fill,${FILL_QUALITY_HEAD},mode,position_side`;

type Lines = AsyncGenerator<string>;

/** Every order under the filter as lines of CSV, in the listing's own order: raw numbers, instants in ISO 8601 UTC. */
export async function exportOrders(desk: Desk, actor: Actor, search: OrderSearch): Promise<Lines> {
  await authorize(desk.database, actor, "portfolio:view", search.portfolioId);
  const mode = await modeOf(desk, search.portfolioId);
  return (async function* () {
    yield `${ORDER_HEAD}\r\n`;
    for await (const page of inPages(readOrders(desk.exports, search, ROWS_AT_ONCE))) {
      const orders = page.map(({ order }) => order);
      const qualities = await readQualities(desk.sql, search.portfolioId, orders);
      for (const listed of page)
        yield orderLine(listed, mode, present(qualities.get(listed.order.id), `Order "${listed.order.id}" is gone`));
    }
  })();
}

/** Every fill under the filter, in the same way. */
export async function exportFills(desk: Desk, actor: Actor, search: FillSearch): Promise<Lines> {
  await authorize(desk.database, actor, "portfolio:view", search.portfolioId);
  const mode = await modeOf(desk, search.portfolioId);
  return (async function* () {
    yield `${FILL_HEAD}\r\n`;
    for await (const page of inPages(readFoundFills(desk.exports, search, ROWS_AT_ONCE))) {
      const qualities = await readFillQualities(desk.sql, search.portfolioId, page);
      for (const fill of page) yield fillLine(fill, mode, present(qualities.get(fill.id), `Fill "${fill.id}" is gone`));
    }
  })();
}

async function* inPages<Row>(rows: AsyncGenerator<Row>): AsyncGenerator<Row[]> {
  let page: Row[] = [];
  for await (const row of rows) {
    page.push(row);
    if (page.length < ORDERS_AT_ONCE) continue;
    yield page;
    page = [];
  }
  if (page.length > 0) yield page;
}

async function modeOf(desk: Desk, portfolioId: string): Promise<string> {
  const [row] = await desk.sql<{ mode: string }[]>`select mode from portfolio where id = ${portfolioId}`;
  return row?.mode ?? "";
}

function orderLine({ order, placedBy, note }: ListedOrder, mode: string, quality: OrderQuality): string {
  const instrument = storedInstrument(order.instrumentId);
  return csvLine([
    csvInstant(order.createdAt),
    instrument.symbol,
    order.side,
    order.type,
    order.timeInForce,
    String(order.isPostOnly),
    String(order.isReduceOnly),
    order.priceTicks === null ? null : formatPrice(instrument, order.priceTicks),
    formatQuantity(instrument, order.quantityLots),
    formatQuantity(instrument, order.filledLots),
    writeUnits(order.filledUnits, instrument.quote),
    instrument.quote,
    order.status,
    order.reasonCode,
    order.reason,
    order.source.kind,
    placedBy,
    note === null ? null : note.tags.join(" "),
    note === null ? null : note.note,
    csvInstant(order.updatedAt),
    order.id,
    ...orderQualityCells(instrument, quality),
    mode,
    order.positionSide ?? null,
    ...triggerCells(instrument, order),
  ]);
}

/** What it waits or waited for; the price of a trailing stop is where it stands, and none before it has seen a price. */
function triggerCells(instrument: Instrument, { trigger, side, trailTicks }: ListedOrder["order"]) {
  if (trigger === null) return [null, null, null, null];
  const level = levelTicks(trigger, side, trailTicks);
  const comparison = firesOn(trigger.kind, side) === "fall" ? "<=" : ">=";
  // A trailing stop may stand below the smallest price there is: it cannot fire there.
  const price = level === null || level < 1 ? null : formatPrice(instrument, level);
  return [trigger.kind, trigger.by, comparison, price];
}

function fillLine(fill: ListedFill, mode: string, quality: FillQuality): string {
  const instrument = storedInstrument(fill.instrumentId);
  return csvLine([
    csvInstant(fill.at),
    instrument.symbol,
    fill.side,
    formatPrice(instrument, fill.priceTicks),
    formatQuantity(instrument, fill.quantityLots),
    writeUnits(fill.notionalUnits, instrument.quote),
    instrument.quote,
    writeUnits(fill.feeUnits, fill.feeCurrency),
    fill.feeCurrency,
    fill.liquidity,
    formatQuantity(instrument, fill.excessLots),
    fill.orderId,
    fill.tradeId,
    fill.id,
    ...fillQualityCells(instrument, quality),
    mode,
    fill.positionSide ?? null,
  ]);
}
