import { baseUnits, type Instrument } from "../../../../server/domain/markets/instrument.ts";
import { currencyOf } from "../../../../server/domain/money/currency.ts";
import { parseScaled } from "../../../../server/domain/money/decimal.ts";
import { add, type Integer, negate, subtract } from "../../../../server/domain/money/integer.ts";
import { isHeld, isTerminal } from "../../../../server/domain/orders/order-status.ts";
import type { Side } from "../../../../server/domain/orders/order-type.ts";
import { impliedPositionSide, type PositionSide } from "../../../../server/domain/positions/position-side.ts";
import { positionLots, reducibleLots } from "../../../../server/domain/risk/reducible.ts";
import type { DeskState } from "../../../live/desk-store.ts";
import { isHedged } from "../../../live/hedged.ts";
import type { PortfolioSnapshot } from "../../../live/portfolio-snapshot.ts";
import { ticksOf } from "../../book-depth.ts";
import type { ReadCondition } from "./condition-draft.ts";
import type { TicketView } from "./read-ticket.ts";

/** What is held and what works in one instrument, in base units; a short is negative. */
export type InstrumentHolding = {
  readonly positionUnits: Integer;
  readonly workingBuyUnits: Integer;
  readonly workingSellUnits: Integer;
};

/**
 * The holding as the risk limits count it: working, in-flight and unknown orders by their open quantity. In hedge mode that of one
 * side; without it the whole instrument's.
 */
export function holdingOf(
  instrument: Instrument,
  snapshot: PortfolioSnapshot | null,
  positionSide: PositionSide | null = null,
): InstrumentHolding {
  const isOf = (side: PositionSide | null | undefined) => positionSide === null || side === positionSide;
  let positionUnits: Integer = 0;
  for (const lot of snapshot?.lots ?? []) {
    if (lot.instrumentId !== instrument.id || !isOf(lot.direction)) continue;
    positionUnits = add(positionUnits, lot.direction === "long" ? lot.quantityUnits : negate(lot.quantityUnits));
  }
  const working = { buy: 0, sell: 0 };
  for (const order of snapshot?.orders ?? []) {
    // A reduce-only order in the worker works against nothing: the position bounds it when it is released.
    const isBounded = order.isReduceOnly && isHeld(order.status);
    if (order.instrumentId === instrument.id && isOf(order.positionSide) && !isTerminal(order.status) && !isBounded) {
      working[order.side] += order.quantityLots - order.filledLots;
    }
  }
  return {
    positionUnits,
    workingBuyUnits: baseUnits(instrument, working.buy),
    workingSellUnits: baseUnits(instrument, working.sell),
  };
}

/** What is free of a currency; null before the portfolio is there. */
export function availableUnits(snapshot: PortfolioSnapshot | null, currency: string): Integer | null {
  if (snapshot === null) return null;
  const balance = snapshot.balances.find((row) => row.currency === currency);
  return subtract(balance?.totalUnits ?? 0, balance?.reservedUnits ?? 0);
}

/** What the desk knows at this moment that a ticket of this side is read with. */
export function ticketViewOf(
  instrument: Instrument,
  side: Side,
  { prices, marks, snapshot }: Pick<DeskState, "prices" | "marks" | "snapshot">,
  readCondition: ReadCondition | null = null,
): TicketView {
  const known = prices[instrument.id];
  const hedged = isHedged(snapshot, instrument.id);
  const holding = holdingOf(instrument, snapshot, hedged ? impliedPositionSide(side, true) : null);
  const equity = marks?.currency === instrument.quote ? parseEquity(marks.equity, marks.currency) : null;
  return {
    isHedged: hedged,
    touchTicks: ticksOf(instrument, (side === "buy" ? known?.ask : known?.bid) ?? known?.last),
    equityUnits: equity,
    reducibleLots: reducibleLots(side, { instrument, ...holding }),
    positionLots: positionLots(side, { instrument, ...holding }),
    points: {
      bidTicks: ticksOf(instrument, known?.bid) ?? 0,
      askTicks: ticksOf(instrument, known?.ask) ?? 0,
      lastTicks: ticksOf(instrument, known?.last) ?? 0,
    },
    readCondition,
  };
}

function parseEquity(text: string, currency: string): Integer | null {
  const parsed = parseScaled(text, currencyOf(currency).decimals);
  return "value" in parsed ? parsed.value : null;
}
