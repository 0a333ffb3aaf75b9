import {
  formatPrice,
  formatQuantity,
  type Instrument,
  notionalUnits,
} from "../../../server/domain/markets/instrument.ts";
import { formatUnits } from "../../../server/domain/money/money.ts";
import type { OrderType, Side, TimeInForce } from "../../../server/domain/orders/order-type.ts";
import { groupDigits } from "../../ui/format-decimal.ts";
import { type NumberProblem, readSteps } from "./read-number.ts";

/** What stands in the ticket's fields, as typed. */
export type TicketDraft = {
  readonly side: Side;
  readonly type: OrderType;
  readonly price: string;
  readonly quantity: string;
  readonly timeInForce: TimeInForce;
};

/** The order that the draft means, on the instrument's grid. */
export type TicketOrder = {
  readonly side: Side;
  readonly type: OrderType;
  readonly priceTicks: number | null;
  readonly quantityLots: number;
  readonly timeInForce: TimeInForce;
};

type TicketProblems = { readonly price?: string; readonly quantity?: string };

export type TicketReading =
  | { readonly order: TicketOrder; readonly problems: TicketProblems }
  | { readonly order: null; readonly problems: TicketProblems };

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

const gridOf = (decimals: number, mantissa: number) => ({ decimals, mantissa });

function readPrice(instrument: Instrument, draft: TicketDraft): { steps: number | null } | { text: string } {
  if (draft.type === "market") return { steps: null };
  const read = readSteps(draft.price, gridOf(instrument.priceDecimals, instrument.ticksMantissa));
  if ("steps" in read) return read;
  const field = { name: "Price", unit: instrument.quote, step: instrument.tick, stepName: "tick" };
  return { text: say(read.problem, draft.price, field) };
}

function readQuantity(instrument: Instrument, draft: TicketDraft): { steps: number } | { text: string } {
  const read = readSteps(draft.quantity, gridOf(instrument.quantityDecimals, instrument.lotsMantissa));
  if ("problem" in read) {
    const field = { name: "Size", unit: instrument.base, step: instrument.lot, stepName: "smallest lot" };
    return { text: say(read.problem, draft.quantity, field) };
  }
  if (read.steps > instrument.quantityLotsMax) {
    const most = groupDigits(formatQuantity(instrument, instrument.quantityLotsMax));
    return { text: `Above the largest order of ${most} ${instrument.base}.` };
  }
  return read;
}

/** Reads the fields; each that cannot stand gets one sentence that says what to do. `touchTicks`: the price to value a market order at. */
export function readTicket(instrument: Instrument, draft: TicketDraft, touchTicks: number | null): TicketReading {
  const price = readPrice(instrument, draft);
  const quantity = readQuantity(instrument, draft);
  const problems = {
    ...("text" in price ? { price: price.text } : {}),
    ...("text" in quantity ? { quantity: quantity.text } : {}),
  };
  if ("text" in price || "text" in quantity) return { order: null, problems };
  const valueTicks = price.steps ?? touchTicks;
  if (valueTicks !== null && notionalUnits(instrument, valueTicks, quantity.steps) < instrument.minNotionalUnits) {
    const least = formatUnits(instrument.minNotionalUnits, instrument.quote);
    return { order: null, problems: { quantity: `Order value is below the minimum of ${least} ${instrument.quote}.` } };
  }
  const { side, type, timeInForce } = draft;
  return {
    order: {
      side,
      type,
      priceTicks: price.steps,
      quantityLots: quantity.steps,
      timeInForce: type === "market" ? "IOC" : timeInForce,
    },
    problems,
  };
}

/** The whole order in one line, for the button that sends it: `Buy 0.01500 BTC @ 64,210.00 (paper)`. */
export function describeOrder(instrument: Instrument, order: TicketOrder, mode: "paper" | "live"): string {
  const verb = order.side === "buy" ? "Buy" : "Sell";
  const quantity = groupDigits(formatQuantity(instrument, order.quantityLots));
  const price = order.priceTicks === null ? "market" : groupDigits(formatPrice(instrument, order.priceTicks));
  return `${verb} ${quantity} ${instrument.base} @ ${price}${mode === "paper" ? " (paper)" : ""}`;
}
