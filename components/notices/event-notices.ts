import { isLiquidationCode, PARTIALLY_LIQUIDATED } from "../../server/domain/margin/account-event.ts";
import { formatPrice, formatQuantity, type Instrument } from "../../server/domain/markets/instrument.ts";
import { findInstrument } from "../../server/domain/markets/listed-instruments.ts";
import { add, type Integer, multiply, multiplyDivide } from "../../server/domain/money/integer.ts";
import { GROUP_REFUSED, hasLegFailed, legRole } from "../../server/domain/orders/contingency/contingency.ts";
import type { Fill } from "../../server/domain/orders/fill.ts";
import type { Order } from "../../server/domain/orders/order.ts";
import { orderVerb, positionName } from "../live/hedged.ts";
import { groupDigits } from "../ui/format-decimal.ts";
import { formatReason } from "../ui/format-reason.ts";
import type { Notice } from "./notify.ts";
import type { OrderEvent } from "./order-events.ts";

/** A notice and what it is about: for its sound, and whether it may leave the page. */
export type EventNotice = Notice & { readonly about: "fill" | "reject" | "cancel" };

/** More orders than this at once are told as one. */
const TOLD_APART_MAX = 2;

const size = (instrument: Instrument, lots: number) =>
  `${groupDigits(formatQuantity(instrument, lots))} ${instrument.base}`;

/** `Buy 0.01500 BTC @ 64,210.00`: an order in one line. */
function orderLine(order: Order): string {
  const instrument = findInstrument(order.instrumentId);
  if (instrument === undefined) return order.instrumentId;
  const verb = orderVerb(order);
  const price = order.priceTicks === null ? "at market" : `@ ${groupDigits(formatPrice(instrument, order.priceTicks))}`;
  return `${verb} ${size(instrument, order.quantityLots)} ${price}`;
}

/** What happened within one moment, in as few notices as tell it: a burst of fills is one. */
export function noticesOf(events: readonly OrderEvent[]): readonly EventNotice[] {
  const all = events.filter((event) => event.kind === "filled");
  const liquidated = all.flatMap(({ order }) => (order && isLiquidationCode(order.reasonCode) ? [order] : []));
  const fills = all.filter(({ order }) => !isLiquidationCode(order?.reasonCode ?? null));
  const orders = events.flatMap((event) => (event.kind === "filled" ? [] : [event]));
  const failed = orders.flatMap(({ order }) => (hasFailedAtWork(order) ? [order] : []));
  const others = (kind: "refused" | "ended") =>
    orders.flatMap((event) =>
      event.kind === kind && !failed.includes(event.order) && event.order.reasonCode !== GROUP_REFUSED
        ? [event.order]
        : [],
    );
  return [
    ...[...new Set(liquidated)].map(liquidation),
    ...failed.map(alarm),
    ...fillNotices(fills),
    ...refusalNotices(others("refused")),
    ...endNotices(others("ended")),
  ];
}

/** A leg that had fired, and did not do what it was for. */
const hasFailedAtWork = (order: Order): boolean => order.releasedTicks !== null && hasLegFailed(order);

function alarm(order: Order): EventNotice {
  const market = findInstrument(order.instrumentId)?.name ?? order.instrumentId;
  const what = legRole(order) === "stop" ? `Stop failed: ${market} is not guarded by it` : `Target failed in ${market}`;
  const why = reasonOf(order);
  const detail = `${orderLine(order)}: ${why} What is left of its entry is cancelled. Protect or close the position.`;
  return { about: "reject", kind: "critical", title: what, detail };
}

const liquidation = (order: Order): EventNotice => ({
  about: "reject",
  kind: "critical",
  title: order.reason ?? `The venue liquidated ${orderLine(order)}`,
  detail:
    order.reasonCode === PARTIALLY_LIQUIDATED
      ? "Its margin was used up; what is left has enough again. Only what reduces is allowed there until somebody resumes it."
      : "Its margin was used up. Trading there is halted until somebody resumes it.",
});

function fillNotices(events: readonly (OrderEvent & { kind: "filled" })[]): EventNotice[] {
  const byOrder = new Map<string, (OrderEvent & { kind: "filled" })[]>();
  for (const event of events) byOrder.set(event.fill.orderId, [...(byOrder.get(event.fill.orderId) ?? []), event]);
  if (byOrder.size > TOLD_APART_MAX) {
    const markets = new Set(events.map(({ fill }) => findInstrument(fill.instrumentId)?.name ?? fill.instrumentId));
    return [
      {
        about: "fill",
        kind: "success",
        title: `${events.length} fills of ${byOrder.size} orders`,
        detail: [...markets].join(", "),
      },
    ];
  }
  return [...byOrder.values()].flatMap((own) => {
    const last = own.at(-1);
    const instrument = last === undefined ? undefined : findInstrument(last.fill.instrumentId);
    return last === undefined || instrument === undefined ? [] : [fillNotice(instrument, last, own)];
  });
}

function fillNotice(
  instrument: Instrument,
  { order, fill }: OrderEvent & { kind: "filled" },
  own: readonly { readonly fill: Fill }[],
): EventNotice {
  const lots = own.reduce((sum, each) => sum + each.fill.quantityLots, 0);
  const units = own.reduce<Integer>((sum, each) => add(sum, each.fill.notionalUnits), 0);
  const perTick = multiply(lots, instrument.quoteUnitsPerTickLot);
  const average = Math.round(Number(multiplyDivide(multiply(units, 2), 1, perTick)) / 2);
  const price = groupDigits(formatPrice(instrument, average));
  const verb = fill.side === "buy" ? "Bought" : "Sold";
  const rest = order === null || order.filledLots >= order.quantityLots ? "" : ` · ${restOf(instrument, order)}`;
  const parts = own.length === 1 ? "" : ` · ${own.length} fills`;
  return {
    about: "fill",
    kind: "success",
    title: `${verb} ${size(instrument, lots)} at ${price}`,
    detail: `${positionName(instrument, order?.positionSide)}${parts}${rest}`,
  };
}

const restOf = (instrument: Instrument, order: Order): string =>
  `${groupDigits(formatQuantity(instrument, order.filledLots))} of ${size(instrument, order.quantityLots)} filled`;

const reasonOf = ({ reason, reasonCode }: Order): string =>
  reason === null ? (reasonCode ?? "No reason was given.") : formatReason(reason);

const isProtection = ({ isReduceOnly, trigger }: Order): boolean =>
  isReduceOnly && trigger !== null && trigger.kind !== "take-profit";

function refusalNotices(orders: readonly Order[]): EventNotice[] {
  const [first] = orders;
  if (first === undefined) return [];
  const who = (order: Order) => (order.status === "denied" ? "Denied by risk" : "Rejected by the venue");
  if (orders.length > TOLD_APART_MAX) {
    return [
      {
        about: "reject",
        kind: orders.some(isProtection) ? "critical" : "error",
        title: `${orders.length} orders refused`,
        detail: first.reason === null ? who(first) : formatReason(first.reason),
      },
    ];
  }
  return orders.map((order) => ({
    about: "reject",
    // A stop that was refused looks like one that stands, to whoever placed it: it says so until somebody has read it.
    kind: isProtection(order) ? "critical" : "error",
    title: `${who(order)}: ${isProtection(order) ? "stop, " : ""}${orderLine(order)}`,
    detail: reasonOf(order),
  }));
}

function endNotices(orders: readonly Order[]): EventNotice[] {
  if (orders.length > TOLD_APART_MAX) {
    return [{ about: "cancel", kind: "info", title: `${orders.length} orders cancelled` }];
  }
  return orders.map((order) => {
    const instrument = findInstrument(order.instrumentId);
    const word = order.status === "expired" ? "Expired" : "Cancelled";
    const left = instrument === undefined || order.filledLots === 0 ? "" : ` after ${restOf(instrument, order)}`;
    return {
      about: "cancel",
      kind: "info",
      title: `${word}${left}: ${orderLine(order)}`,
      ...(order.reason === null ? {} : { detail: formatReason(order.reason) }),
    };
  });
}
