import {
  formatPrice,
  formatQuantity,
  type Instrument,
  notionalUnits,
} from "../../../../server/domain/markets/instrument.ts";
import { formatUnits } from "../../../../server/domain/money/money.ts";
import type { OrderType, Side, TimeInForce } from "../../../../server/domain/orders/order-type.ts";
import { groupDigits } from "../../../ui/format-decimal.ts";
import { type NumberProblem, readSteps } from "./read-number.ts";
import { readSize, type SizeBasis, type SizeProblem, type SizeUnit, unitName } from "./size-unit.ts";

/** What stands in the ticket's fields, as typed. */
export type TicketDraft = {
  readonly side: Side;
  readonly type: OrderType;
  readonly price: string;
  /** In the unit. */
  readonly quantity: string;
  readonly unit: SizeUnit;
  readonly timeInForce: TimeInForce;
  readonly isPostOnly: boolean;
  readonly isReduceOnly: boolean;
};

/** The order that the draft means, on the instrument's grid. */
export type TicketOrder = {
  readonly side: Side;
  readonly type: OrderType;
  readonly priceTicks: number | null;
  readonly quantityLots: number;
  readonly timeInForce: TimeInForce;
  readonly isPostOnly: boolean;
  readonly isReduceOnly: boolean;
};

/** What reading needs to know of the market and the portfolio. */
export type TicketView = Pick<SizeBasis, "equityUnits"> & {
  /** The price to value a market order at, in ticks. */
  readonly touchTicks: number | null;
  /** Lots that an order of the draft's side can close. */
  readonly reducibleLots: number;
};

type TicketProblems = { readonly price?: string; readonly quantity?: string };

export type TicketReading = {
  readonly order: TicketOrder | null;
  readonly problems: TicketProblems;
  /** The size that was asked for, where reduce-only cut it to the position. */
  readonly cutFromLots: number | null;
};

type Field = {
  readonly name: string;
  readonly unit: string;
  readonly step: string;
  readonly stepName: string;
};

function say(problem: NumberProblem, typed: string, field: Field): string {
  const value = `${field.name} "${typed.trim().slice(0, 24)}"`;
  switch (problem) {
    case "empty":
      return `Enter a ${field.name.toLowerCase()} in ${field.unit}.`;
    case "not-a-number":
      return `${value} is not a number. Write it like 1234.5, with a point.`;
    case "negative":
      return `${value} is negative. To go the other way, choose the other side.`;
    case "zero":
      return `${field.name} must be above zero, at least ${field.step}.`;
    case "too-precise":
    case "off-grid":
      return `${value} does not fit the ${field.stepName} of ${field.step}.`;
    case "too-large":
      return `${value} is too large.`;
  }
}

function saySize(problem: SizeProblem, instrument: Instrument, draft: TicketDraft): string {
  const unit = unitName(instrument, draft.unit);
  const typed = draft.quantity.trim().slice(0, 24);
  switch (problem) {
    case "no-price":
      return `Without a price, a size in ${unit} cannot be told. Enter the price, or the size in ${instrument.base}.`;
    case "no-equity":
      return `The portfolio's equity is not known yet. Enter the size in ${instrument.base}.`;
    case "below-one-lot":
      return `Size "${typed}" ${unit} pays for less than the smallest lot of ${instrument.lot} ${instrument.base}.`;
    case "empty":
    case "not-a-number":
    case "negative":
    case "zero":
    case "too-precise":
    case "off-grid":
    case "too-large": {
      const step = draft.unit === "base" ? instrument.lot : draft.unit === "quote" ? "0.00000001" : "0.000001";
      return say(problem, draft.quantity, { name: "Size", unit, step, stepName: "smallest lot" });
    }
  }
}

/** The draft's limit on the grid; null for a market order, which has none. */
export function readPrice(
  instrument: Instrument,
  draft: TicketDraft,
): { readonly ticks: number | null } | { readonly text: string } {
  if (draft.type === "market") return { ticks: null };
  const grid = { decimals: instrument.priceDecimals, mantissa: instrument.ticksMantissa };
  const read = readSteps(draft.price, grid);
  if ("steps" in read) return { ticks: read.steps };
  const field = { name: "Price", unit: instrument.quote, step: instrument.tick, stepName: "tick" };
  return { text: say(read.problem, draft.price, field) };
}

function readLots(
  instrument: Instrument,
  draft: TicketDraft,
  basis: SizeBasis,
): { readonly lots: number } | { readonly text: string } {
  const read = readSize(instrument, draft.quantity, draft.unit, basis);
  if ("problem" in read) return { text: saySize(read.problem, instrument, draft) };
  if (read.lots > instrument.quantityLotsMax) {
    const most = groupDigits(formatQuantity(instrument, instrument.quantityLotsMax));
    return { text: `Above the largest order of ${most} ${instrument.base}.` };
  }
  return read;
}

/** Reads the fields; each that cannot stand gets one sentence that says what to do. */
export function readTicket(instrument: Instrument, draft: TicketDraft, view: TicketView): TicketReading {
  const price = readPrice(instrument, draft);
  const valueTicks = "ticks" in price ? (price.ticks ?? view.touchTicks) : null;
  const asked = readLots(instrument, draft, { priceTicks: valueTicks, equityUnits: view.equityUnits });
  const refused = (problems: TicketProblems): TicketReading => ({ order: null, problems, cutFromLots: null });
  if ("text" in price || "text" in asked) {
    return refused({
      ...("text" in price ? { price: price.text } : {}),
      ...("text" in asked ? { quantity: asked.text } : {}),
    });
  }
  if (draft.isReduceOnly && view.reducibleLots === 0) {
    const held = draft.side === "sell" ? "long" : "short";
    return refused({ quantity: `Reduce-only: there is no ${held} position in ${instrument.symbol} to reduce.` });
  }
  const quantityLots = draft.isReduceOnly ? Math.min(asked.lots, view.reducibleLots) : asked.lots;
  if (valueTicks !== null && notionalUnits(instrument, valueTicks, quantityLots) < instrument.minNotionalUnits) {
    const least = formatUnits(instrument.minNotionalUnits, instrument.quote);
    return refused({ quantity: `Order value is below the minimum of ${least} ${instrument.quote}.` });
  }
  const { side, type } = draft;
  const isMarket = type === "market";
  const isPostOnly = draft.isPostOnly && !isMarket;
  return {
    order: {
      side,
      type,
      priceTicks: price.ticks,
      quantityLots,
      timeInForce: isMarket ? "IOC" : isPostOnly ? "GTC" : draft.timeInForce,
      isPostOnly,
      isReduceOnly: draft.isReduceOnly,
    },
    problems: {},
    cutFromLots: quantityLots === asked.lots ? null : asked.lots,
  };
}

/** The whole order in one line, for the button that sends it: `Buy 0.01500 BTC @ 64,210.00 (paper)`. */
export function describeOrder(instrument: Instrument, order: TicketOrder, mode: "paper" | "live"): string {
  const verb = order.side === "buy" ? "Buy" : "Sell";
  const quantity = groupDigits(formatQuantity(instrument, order.quantityLots));
  const price = order.priceTicks === null ? "at market" : `@ ${groupDigits(formatPrice(instrument, order.priceTicks))}`;
  return `${verb} ${quantity} ${instrument.base} ${price}${mode === "paper" ? " (paper)" : ""}`;
}
