import type { Rejection } from "../errors/rejection.ts";
import { baseUnits, type Instrument } from "../markets/instrument.ts";
import { add, type Integer } from "../money/integer.ts";
import type { Order } from "../orders/order.ts";
import { closeQuantity } from "../positions/close-quantity.ts";
import type { PositionSide } from "../positions/position-side.ts";
import { ordersUnder, type WorkingOrder } from "./orders-under.ts";
import { covers, isClosingOf, type Stop } from "./stop.ts";

/** A position as it stands; `touchTicks` is what a closing order would trade at, 0 without a price. */
type StandingPosition = {
  readonly instrument: Instrument;
  /** Null where the instrument has but one. */
  readonly positionSide?: PositionSide | null;
  readonly netUnits: Integer;
  readonly touchTicks: number;
};

export type StopFacts = {
  readonly stops: readonly Stop[];
  readonly working: readonly WorkingOrder[];
  /** The newest orders that ended, in any order. */
  readonly ended: Iterable<Order>;
  readonly positions: Iterable<StandingPosition>;
};

/** Why a position is still open, and what is being done about it. `dust` is too little for any order and stays. */
export type OpenItem = {
  readonly instrumentId: string;
  readonly symbol: string;
  readonly positionSide: PositionSide | null;
  readonly netUnits: Integer;
  readonly state: "closing" | "unknown" | "retrying" | "waiting" | "dust";
  /** How often it was tried in vain, and what was said last. */
  readonly tries: number;
  readonly why: string | null;
};

/** A stop and all that it wants and has not reached yet, counted from facts that the journal holds. */
export type StopChecklist = {
  readonly stop: Stop;
  readonly orders: {
    /** Still at work without a cancel under way: it was refused, and is asked again. */
    readonly working: number;
    readonly unanswered: number;
    /** Of unknown fate: they may work, and count as if they did. */
    readonly unknown: number;
    readonly left: number;
  };
  readonly positions: readonly OpenItem[];
  /** Positions that are still to be closed: all but dust. */
  readonly open: number;
  readonly isDone: boolean;
};

export function stopChecklist(stop: Stop, { stops, working, ended, positions }: StopFacts): StopChecklist {
  const under = ordersUnder([stop], stops, working);
  const count = (isOf: (order: Order) => boolean) => under.filter(({ order }) => isOf(order)).length;
  const unanswered = count(({ status }) => status === "pending-cancel");
  const unknown = count(({ status }) => status === "unknown");
  const items = stop.action === "flatten" ? openItems(stop, working, [...ended], positions) : [];
  const open = items.filter(({ state }) => state !== "dust").length;
  return {
    stop,
    orders: { working: under.length - unanswered - unknown, unanswered, unknown, left: under.length },
    positions: items,
    open,
    isDone: under.length === 0 && open === 0,
  };
}

function openItems(
  stop: Stop,
  working: readonly WorkingOrder[],
  ended: readonly Order[],
  positions: Iterable<StandingPosition>,
): OpenItem[] {
  if (stop.scope.kind === "run") return [];
  const items: OpenItem[] = [];
  for (const position of positions) {
    const { instrument, positionSide = null, netUnits } = position;
    const reached = { instrumentId: instrument.id, venue: instrument.venue, runId: null };
    if (netUnits === 0 || !covers(stop, reached)) continue;
    const isOwn = (order: Order) => isOfPosition(order, position) && isClosingOf([stop], order);
    const tried = ended.filter(isOwn).sort((a, b) => b.updatedAt - a.updatedAt);
    const { id: instrumentId, name: symbol } = instrument;
    const said = { instrumentId, symbol, positionSide, netUnits, tries: tried.length };
    const own = working.filter(({ order }) => isOwn(order));
    const standing = stateOf(position, working, own, tried[0]);
    items.push({ ...said, ...standing });
  }
  return items;
}

const isOfPosition = (
  { instrumentId, positionSide = null }: Order,
  position: Pick<StandingPosition, "instrument" | "positionSide">,
): boolean => instrumentId === position.instrument.id && positionSide === (position.positionSide ?? null);

function stateOf(
  position: StandingPosition,
  working: readonly WorkingOrder[],
  own: readonly WorkingOrder[],
  last: Order | undefined,
): Pick<OpenItem, "state" | "why"> {
  const { instrument, netUnits, touchTicks } = position;
  if (own.some(({ order }) => order.status === "unknown"))
    return { state: "unknown", why: "The venue has not said what became of the closing order. It is not sent twice." };
  if (own.length > 0) return { state: "closing", why: null };
  const side = netUnits > 0 ? "sell" : "buy";
  const closing = working.filter(({ order }) => isOfPosition(order, position) && order.side === side);
  let closingUnits: Integer = 0;
  for (const { order } of closing)
    closingUnits = add(closingUnits, baseUnits(instrument, order.quantityLots - order.filledLots));
  const quantity = closeQuantity({ instrument, netUnits, closingUnits, touchTicks }, "all");
  // Less than a lot is dust at any price.
  if (!quantity.ok && (touchTicks !== 0 || quantity.rejection.code === "only-dust"))
    return refusedState(quantity.rejection);
  if (touchTicks === 0) return { state: "waiting", why: `There is no price for ${instrument.name}.` };
  if (last === undefined) return { state: "waiting", why: null };
  return { state: "retrying", why: last.reason ?? wordsOf(last) };
}

const refusedState = ({ code, message }: Rejection): Pick<OpenItem, "state" | "why"> =>
  code === "only-dust"
    ? { state: "dust", why: message }
    : {
        state: "waiting",
        why: code === "already-closing" ? "Orders that would close it are being cancelled first." : message,
      };

/** An order that ended without a reason in words. */
const wordsOf = ({ status, reasonCode, filledLots }: Order): string =>
  `The last closing order was ${filledLots > 0 ? "filled in part" : status}${reasonCode === null ? "" : ` (${reasonCode})`}.`;
