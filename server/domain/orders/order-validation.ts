import { accept, type Rejection, type Result, refuse } from "../errors/rejection.ts";
import { formatPrice, formatQuantity, type Instrument } from "../markets/instrument.ts";
import { findInstrument, LISTED_INSTRUMENTS } from "../markets/listed-instruments.ts";
import { parseScaled } from "../money/decimal.ts";
import type { OrderIntent } from "./order-intent.ts";
import { ORDER_TYPES, SIDES, TIMES_IN_FORCE } from "./order-type.ts";

/** An order as a person writes it: everything is text, nothing is trusted. */
export type OrderText = {
  readonly instrumentId: string;
  readonly side: string;
  readonly type: string;
  readonly quantity: string;
  /** The limit price; null or empty for a market order. */
  readonly price: string | null;
  readonly timeInForce: string;
  readonly isPostOnly: boolean;
  readonly isReduceOnly: boolean;
  readonly acceptsStalePrice: boolean;
};

export type ParsedOrder = Omit<OrderIntent, "source">;

/** Reads an order onto the instrument's grid, in lots and ticks. Refuses with a code and a sentence that says what to do. */
export function parseOrder(text: OrderText): Result<ParsedOrder> {
  const instrument = findInstrument(text.instrumentId);
  if (instrument === undefined)
    return unknownWord(
      "instrument",
      text.instrumentId,
      LISTED_INSTRUMENTS.map((it) => it.id),
    );
  const side = SIDES.find((word) => word === text.side);
  if (side === undefined) return unknownWord("side", text.side, SIDES);
  const type = ORDER_TYPES.find((word) => word === text.type);
  if (type === undefined) return unknownWord("order-type", text.type, ORDER_TYPES);
  const timeInForce = TIMES_IN_FORCE.find((word) => word === text.timeInForce);
  if (timeInForce === undefined) return unknownWord("time-in-force", text.timeInForce, TIMES_IN_FORCE);

  const quantity = parseQuantity(instrument, text.quantity);
  if (!quantity.ok) return quantity;
  const price = parseLimit(instrument, type === "limit", text.price);
  if (!price.ok) return price;
  if (text.isPostOnly && (type === "market" || timeInForce !== "GTC")) {
    return refuse(
      "post-only-not-resting",
      "A post-only order must rest. Use a limit order with GTC, or clear post-only.",
    );
  }
  return accept({
    instrumentId: instrument.id,
    side,
    type,
    quantityLots: quantity.value,
    priceTicks: price.value,
    timeInForce,
    isPostOnly: text.isPostOnly,
    isReduceOnly: text.isReduceOnly,
    acceptsStalePrice: text.acceptsStalePrice,
  });
}

/** New terms of an order as a person writes them; null keeps what is. */
export type AmendmentText = { readonly price: string | null; readonly quantity: string | null };

type ParsedAmendment = { readonly priceTicks: number | null; readonly quantityLots: number | null };

/** Reads new terms onto the instrument's grid, in lots and ticks. Refuses like {@link parseOrder}. */
export function parseAmendment(instrument: Instrument, text: AmendmentText): Result<ParsedAmendment> {
  if (text.price === null && text.quantity === null) {
    return refuse("amendment-empty", "Nothing is to be changed. Give a new price, a new quantity or both.");
  }
  const quantity = text.quantity === null ? accept(null) : parseQuantity(instrument, text.quantity);
  if (!quantity.ok) return quantity;
  const price = text.price === null ? accept(null) : parsePrice(instrument, text.price);
  return price.ok ? accept({ priceTicks: price.value, quantityLots: quantity.value }) : price;
}

/** A quantity in whole lots, from one lot to the venue's largest order. */
function parseQuantity(instrument: Instrument, text: string): Result<number> {
  const grid: Grid = {
    what: "Quantity",
    code: "quantity",
    step: instrument.lot,
    stepName: "lot",
    symbol: instrument.symbol,
  };
  const lots = parseSteps(grid, text, instrument.quantityDecimals, instrument.lotsMantissa);
  if (!lots.ok) return lots;
  if (lots.value > instrument.quantityLotsMax) {
    const most = formatQuantity(instrument, instrument.quantityLotsMax);
    return refuse(
      "quantity-above-maximum",
      `Quantity ${quoted(text)} is above ${instrument.symbol}'s largest order "${most}". Use at most ${most}.`,
      { quantity: shown(text), maximum: most },
    );
  }
  return lots;
}

// 2^40 ticks leave room for tick × lot products far beyond any market; a price above it is a slip of the hand.
const PRICE_TICKS_MAX = 2 ** 40;

/** A price in whole ticks, above zero. */
function parsePrice(instrument: Instrument, text: string): Result<number> {
  const grid: Grid = {
    what: "Price",
    code: "price",
    step: instrument.tick,
    stepName: "tick",
    symbol: instrument.symbol,
  };
  const ticks = parseSteps(grid, text, instrument.priceDecimals, instrument.ticksMantissa);
  if (ticks.ok && ticks.value > PRICE_TICKS_MAX) {
    const most = formatPrice(instrument, PRICE_TICKS_MAX);
    return refuse("price-too-large", `Price ${quoted(text)} is too large. Use at most ${most}.`, {
      price: shown(text),
      maximum: most,
    });
  }
  return ticks;
}

function parseLimit(instrument: Instrument, isLimit: boolean, text: string | null): Result<number | null> {
  const isEmpty = text === null || text === "";
  if (isLimit) {
    if (isEmpty) return refuse("price-missing", "A limit order needs a price. Enter the worst price you accept.");
    return parsePrice(instrument, text);
  }
  if (isEmpty) return accept(null);
  return refuse(
    "price-for-market-order",
    `A market order takes no price, but ${quoted(text)} was given. Clear the price, or use a limit order.`,
    { price: shown(text) },
  );
}

type Grid = {
  readonly what: "Quantity" | "Price";
  readonly code: string;
  readonly step: string;
  readonly stepName: string;
  readonly symbol: string;
};

function parseSteps(grid: Grid, text: string, decimals: number, mantissa: number): Result<number> {
  const facts = { [grid.code]: shown(text), [grid.stepName]: grid.step };
  const named = `${grid.what} ${quoted(text)}`;
  const parsed = parseScaled(text, decimals);
  if ("problem" in parsed) {
    switch (parsed.problem) {
      case "not-a-number":
        return refuse(
          `${grid.code}-not-a-number`,
          `${named} is not a number. Use digits and a point, such as 1.5.`,
          facts,
        );
      case "too-large":
        return refuse(`${grid.code}-too-large`, `${named} is too large. Use fewer digits.`, facts);
      case "too-precise":
        return isBelowStep(text, grid.step)
          ? refuse(
              `${grid.code}-below-${grid.stepName}`,
              `${named} is below ${grid.symbol}'s smallest ${grid.stepName} "${grid.step}". Use at least ${grid.step}.`,
              facts,
            )
          : offGrid(grid, named, facts);
    }
  }
  if (parsed.value <= 0) {
    return refuse(`${grid.code}-not-positive`, `${named} must be above zero. Use at least ${grid.step}.`, facts);
  }
  if (typeof parsed.value === "bigint") {
    return refuse(`${grid.code}-too-large`, `${named} is too large. Use fewer digits.`, facts);
  }
  return parsed.value % mantissa === 0 ? accept(parsed.value / mantissa) : offGrid(grid, named, facts);
}

function offGrid(grid: Grid, named: string, facts: Readonly<Record<string, string>>) {
  const message = `${named} is off ${grid.symbol}'s ${grid.stepName} "${grid.step}". Use a multiple of ${grid.step}.`;
  return refuse(`${grid.code}-off-${grid.stepName}`, message, facts);
}

// Both are plain decimals here, so their first significant place decides.
function isBelowStep(text: string, step: string): boolean {
  if (text.startsWith("-")) return false;
  const place = (decimal: string) => decimal.replace(".", "").search(/[1-9]/) - decimal.split(".", 1).join().length;
  return place(text) > place(step);
}

function unknownWord(what: string, text: string, known: readonly string[]): { ok: false; rejection: Rejection } {
  const list = known.join(", ");
  return refuse(`${what}-unknown`, `${quoted(text)} is not a known ${what.replaceAll("-", " ")}. Use one of ${list}.`, {
    [what]: shown(text),
    known: list,
  });
}

// A refusal may be shown and logged: a megabyte pasted by mistake must not travel with it.
const shown = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text);
const quoted = (text: string): string => `"${shown(text)}"`;
