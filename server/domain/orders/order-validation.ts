import { accept, type Result, refuse } from "../errors/rejection.ts";
import type { Instrument } from "../markets/instrument.ts";
import { parsePositionSide } from "../positions/position-side-text.ts";
import { parsePrice, parseQuantity, quoted, shown, unknownWord } from "./grid-text.ts";
import { parseMarket } from "./market-text.ts";
import type { OrderIntent } from "./order-intent.ts";
import { combinationRefusal, orderKind } from "./order-legality.ts";
import { ORDER_TYPES, TIMES_IN_FORCE, type TimeInForce } from "./order-type.ts";
import type { Trigger } from "./triggers/trigger.ts";
import { parseTrigger, type TriggerText } from "./triggers/trigger-text.ts";

/** An order as a person writes it: everything is text, nothing is trusted. */
export type OrderText = {
  readonly instrumentId: string;
  readonly side: string;
  readonly type: string;
  readonly quantity: string;
  /** The limit price; null or empty for a market order and for a trailing stop, whose limit follows the market. */
  readonly price: string | null;
  readonly timeInForce: string;
  readonly isPostOnly: boolean;
  readonly isReduceOnly: boolean;
  /** The whole position, whatever its size when the order fires: no quantity is given then. */
  readonly closesPosition?: boolean;
  /** `long` or `short` in hedge mode; where it does not say, what its side and reduce-only imply. */
  readonly positionSide?: string | null;
  readonly acceptsStalePrice: boolean;
  /** What must happen before it goes to the venue. */
  readonly trigger?: TriggerText | null;
  /** UTC ms of the tape, for GTD alone. */
  readonly expiresAt?: number | null;
};

export type ParsedOrder = Omit<OrderIntent, "source">;

/** Reads an order onto the instrument's grid, in lots and ticks. Refuses with a code and a sentence that says what to do. */
export function parseOrder(text: OrderText): Result<ParsedOrder> {
  const market = parseMarket(text);
  if (!market.ok) return market;
  const { instrument, side } = market.value;
  const type = ORDER_TYPES.find((word) => word === text.type);
  if (type === undefined) return unknownWord("order-type", text.type, ORDER_TYPES);
  const timeInForce = TIMES_IN_FORCE.find((word) => word === text.timeInForce);
  if (timeInForce === undefined) return unknownWord("time-in-force", text.timeInForce, TIMES_IN_FORCE);

  const closesPosition = text.closesPosition === true;
  const quantity = closesPosition ? noQuantity(text.quantity) : parseQuantity(instrument, text.quantity);
  if (!quantity.ok) return quantity;
  const trigger = text.trigger ? parseTrigger(instrument, type, text.trigger) : accept(null);
  if (!trigger.ok) return trigger;
  const price = parseLimit(instrument, type === "limit", trigger.value, text.price);
  if (!price.ok) return price;
  const expiry = parseExpiry(timeInForce, text.expiresAt ?? null);
  if (!expiry.ok) return expiry;
  const positionSide = parsePositionSide(text.positionSide);
  if (!positionSide.ok) return positionSide;
  const kind = orderKind(type, trigger.value?.kind ?? null);
  const rejection = combinationRefusal({ kind, timeInForce, isPostOnly: text.isPostOnly, closesPosition });
  if (rejection !== null) return { ok: false, rejection };
  return accept({
    instrumentId: instrument.id,
    side,
    type,
    quantityLots: quantity.value,
    priceTicks: price.value,
    timeInForce,
    isPostOnly: text.isPostOnly,
    isReduceOnly: text.isReduceOnly || closesPosition,
    ...(closesPosition ? { closesPosition } : {}),
    positionSide: positionSide.value,
    acceptsStalePrice: text.acceptsStalePrice,
    trigger: trigger.value,
    expiresAt: expiry.value,
  });
}

/** What closes a position is as large as that is: nobody gives its size. */
function noQuantity(text: string): Result<number> {
  if (text === "") return accept(0);
  return refuse(
    "quantity-for-close-position",
    `An order that closes the whole position has no quantity, but ${quoted(text)} was given. Clear it, or clear "whole position".`,
    { quantity: shown(text) },
  );
}

const TRIGGER_PRICE = { what: "Trigger price", code: "trigger-price" };

/** New terms of an order as a person writes them; null keeps what is. */
export type AmendmentText = {
  readonly price: string | null;
  readonly quantity: string | null;
  /** The price at which a stop or take-profit that still waits shall fire. */
  readonly triggerPrice?: string | null;
};

type ParsedAmendment = {
  readonly priceTicks: number | null;
  readonly quantityLots: number | null;
  readonly triggerTicks: number | null;
};

/** Reads new terms onto the instrument's grid, in lots and ticks. Refuses like {@link parseOrder}. */
export function parseAmendment(instrument: Instrument, text: AmendmentText): Result<ParsedAmendment> {
  const triggerPrice = text.triggerPrice ?? null;
  if (text.price === null && text.quantity === null && triggerPrice === null) {
    return refuse("amendment-empty", "Nothing is to be changed. Give a new price, a new quantity or both.");
  }
  const quantity = text.quantity === null ? accept(null) : parseQuantity(instrument, text.quantity);
  if (!quantity.ok) return quantity;
  const price = text.price === null ? accept(null) : parsePrice(instrument, text.price);
  if (!price.ok) return price;
  const trigger = triggerPrice === null ? accept(null) : parsePrice(instrument, triggerPrice, TRIGGER_PRICE);
  if (!trigger.ok) return trigger;
  return accept({ priceTicks: price.value, quantityLots: quantity.value, triggerTicks: trigger.value });
}

function parseLimit(
  instrument: Instrument,
  isLimit: boolean,
  trigger: Trigger | null,
  text: string | null,
): Result<number | null> {
  const isEmpty = text === null || text === "";
  if (isLimit && trigger?.kind !== "trailing-stop") {
    if (isEmpty) return refuse("price-missing", "A limit order needs a price. Enter the worst price you accept.");
    return parsePrice(instrument, text);
  }
  if (isEmpty) return accept(null);
  return isLimit
    ? refuse(
        "price-for-trailing-stop",
        `A trailing stop's limit follows the market, but the price ${quoted(text)} was given. Clear it and give the limit's distance from the stop.`,
        { price: shown(text) },
      )
    : refuse(
        "price-for-market-order",
        `A market order takes no price, but ${quoted(text)} was given. Clear the price, or use a limit order.`,
        { price: shown(text) },
      );
}

/** Whether the instant still lies ahead only the engine can say: it knows the time of the tape. */
function parseExpiry(timeInForce: TimeInForce, expiresAt: number | null): Result<number | null> {
  if (timeInForce !== "GTD") {
    if (expiresAt === null) return accept(null);
    return refuse(
      "expiry-without-gtd",
      `Only a GTD order expires, but the time "${expiresAt}" was given with "${timeInForce}". Use GTD, or clear the time.`,
      { expiresAt: String(expiresAt), timeInForce },
    );
  }
  if (expiresAt === null) return refuse("expiry-missing", "A GTD order needs the time at which it expires. Give one.");
  if (Number.isSafeInteger(expiresAt) && expiresAt > 0) return accept(expiresAt);
  return refuse("expiry-not-a-time", `"${expiresAt}" is no time. Use whole milliseconds UTC.`, {
    expiresAt: String(expiresAt),
  });
}
