import { storedInstrument, writeUnits } from "../../../db/queries/decimals.ts";
import { type FillSearch, readFoundFills } from "../../../db/queries/orders/fill-search.ts";
import { type OrderSearch, readOrders } from "../../../db/queries/orders/order-search.ts";
import { csvInstant, csvLine } from "../../domain/export/csv.ts";
import { formatPrice, formatQuantity } from "../../domain/markets/instrument.ts";
import type { Fill } from "../../domain/orders/fill.ts";
import type { ListedOrder } from "../../domain/orders/order-listing.ts";
import { type Actor, authorize } from "../access/authorize.ts";
import type { Desk } from "../desk.ts";

const ROWS_AT_ONCE = 1_000;

const ORDER_HEAD =
  "time_utc,market,side,type,time_in_force,post_only,reduce_only,price,size,filled,filled_value,quote,status,reason_code,reason,source,placed_by,tags,note,updated_utc,order,mode";
const FILL_HEAD =
  "time_utc,market,side,price,size,value,quote,fee,fee_currency,liquidity,beyond_order,order,trade,fill,mode";

type Lines = AsyncGenerator<string>;

/** Every order under the filter as lines of CSV, in the listing's own order: raw numbers, instants in ISO 8601 UTC. */
export async function exportOrders(desk: Desk, actor: Actor, search: OrderSearch): Promise<Lines> {
  await authorize(desk.database, actor, "portfolio:view", search.portfolioId);
  const mode = await modeOf(desk, search.portfolioId);
  return (async function* () {
    yield `${ORDER_HEAD}\r\n`;
    for await (const listed of readOrders(desk.exports, search, ROWS_AT_ONCE)) yield orderLine(listed, mode);
  })();
}

/** Every fill under the filter, in the same way. */
export async function exportFills(desk: Desk, actor: Actor, search: FillSearch): Promise<Lines> {
  await authorize(desk.database, actor, "portfolio:view", search.portfolioId);
  const mode = await modeOf(desk, search.portfolioId);
  return (async function* () {
    yield `${FILL_HEAD}\r\n`;
    for await (const fill of readFoundFills(desk.exports, search, ROWS_AT_ONCE)) yield fillLine(fill, mode);
  })();
}

async function modeOf(desk: Desk, portfolioId: string): Promise<string> {
  const [row] = await desk.sql<{ mode: string }[]>`select mode from portfolio where id = ${portfolioId}`;
  return row?.mode ?? "";
}

function orderLine({ order, placedBy, note }: ListedOrder, mode: string): string {
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
    mode,
  ]);
}

function fillLine(fill: Fill, mode: string): string {
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
    mode,
  ]);
}
