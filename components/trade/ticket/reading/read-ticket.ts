import { formatQuantity, type Instrument, notionalUnits } from "../../../../server/domain/markets/instrument.ts";
import { formatUnits } from "../../../../server/domain/money/money.ts";
import type { OrderType, Side, TimeInForce } from "../../../../server/domain/orders/order-type.ts";
import type { Trigger } from "../../../../server/domain/orders/triggers/trigger.ts";
import { levelTicks } from "../../../../server/domain/orders/triggers/trigger-rules.ts";
import { impliedPositionSide, type PositionSide } from "../../../../server/domain/positions/position-side.ts";
import { groupDigits } from "../../../ui/format-decimal.ts";
import {
  type ConditionDraft,
  type ConditionField,
  closesWhole,
  type Points,
  type ReadCondition,
} from "./condition-draft.ts";
import type { ExitsDraft } from "./exits-draft.ts";
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
  /** When a GTD order ends, as the field writes it in UTC: `2026-11-21T18:30`. */
  readonly until: string;
  readonly isPostOnly: boolean;
  readonly isReduceOnly: boolean;
  /** What it shall wait for in place of being sent at once; its own fields then say how it trades. */
  readonly condition: ConditionDraft | null;
  /** A stop and a target that are placed with it. */
  readonly exits?: ExitsDraft | null;
};

/** What reduces has no exits of its own, but for an OCO, which is nothing else. */
export const exitsOf = ({ exits = null, isReduceOnly }: TicketDraft): ExitsDraft | null =>
  exits?.isOco || !isReduceOnly ? exits : null;

/** The order that the draft means, on the instrument's grid. */
export type TicketOrder = {
  readonly side: Side;
  readonly type: OrderType;
  readonly priceTicks: number | null;
  readonly quantityLots: number;
  readonly timeInForce: TimeInForce;
  readonly isPostOnly: boolean;
  readonly isReduceOnly: boolean;
  readonly closesPosition?: boolean;
  /** In hedge mode, the position that it opens or closes. */
  readonly positionSide?: PositionSide | null;
  readonly trigger: Trigger | null;
  /** Where a trailing stop would begin to follow. */
  readonly trailTicks: number | null;
  readonly expiresAt: number | null;
};

/** What reading needs to know of the market and the portfolio. */
export type TicketView = Pick<SizeBasis, "equityUnits" | "riskOfMillion"> & {
  /** The instrument has a long and a short position: what only reduces closes one, any other order opens one. */
  readonly isHedged?: boolean;
  /** The price to value a market order at, in ticks. */
  readonly touchTicks: number | null;
  /** Lots that an order of the draft's side can close. */
  readonly reducibleLots: number;
  /** The same of one that waits: others that close the position may stand beside it. */
  readonly positionLots: number;
  readonly points: Points;
  /** Null until it is there: nothing can be sent that waits. */
  readonly readCondition: ReadCondition | null;
};

type TicketProblems = Partial<Record<"price" | "quantity" | "until" | ConditionField, string>>;

export type TicketReading = {
  readonly order: TicketOrder | null;
  readonly problems: TicketProblems;
  /** What the size is valued at, in ticks; null while there is no price. */
  readonly valueTicks: number | null;
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
    case "no-stop":
      return "A size by risk needs the stop: what it would lose is what is sized. Enter the stop.";
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

/** What the draft asks for and at what price, before its size is known. */
type Terms = Pick<TicketOrder, "type" | "priceTicks" | "trigger" | "trailTicks"> & {
  /** What its size is valued at. */
  readonly valueTicks: number | null;
};

function readTerms(instrument: Instrument, draft: TicketDraft, view: TicketView): Terms | { problems: TicketProblems } {
  const { condition, side, type } = draft;
  if (condition === null) {
    const price = readPrice(instrument, draft);
    if ("text" in price) return { problems: { price: price.text } };
    const { ticks } = price;
    return { type, priceTicks: ticks, trigger: null, trailTicks: null, valueTicks: ticks ?? view.touchTicks };
  }
  const read = view.readCondition?.(instrument, side, condition, view.points) ?? { problems: {} };
  if ("problems" in read) return read;
  const { trigger, priceTicks, trailTicks } = read;
  const valueTicks = priceTicks ?? levelTicks(trigger, side, trailTicks) ?? view.touchTicks;
  return { type: condition.sends, priceTicks, trigger, trailTicks, valueTicks };
}

/** Reads the fields; each that cannot stand gets one sentence that says what to do. */
export function readTicket(instrument: Instrument, draft: TicketDraft, view: TicketView): TicketReading {
  const terms = readTerms(instrument, draft, view);
  const valueTicks = "problems" in terms ? null : terms.valueTicks;
  const { equityUnits, riskOfMillion = null } = view;
  const closesPosition = closesWhole(draft.condition);
  const asked = closesPosition
    ? { lots: view.positionLots }
    : readLots(instrument, draft, { priceTicks: valueTicks, equityUnits, riskOfMillion });
  const flags = readFlags(draft, "problems" in terms ? null : terms);
  const refused = (problems: TicketProblems): TicketReading => ({
    order: null,
    problems,
    valueTicks,
    cutFromLots: null,
  });
  if ("problems" in terms || "text" in asked || "text" in flags) {
    return refused({
      ...("problems" in terms ? terms.problems : {}),
      ...("text" in asked ? { quantity: asked.text } : {}),
      ...("text" in flags ? { until: flags.text } : {}),
    });
  }
  const closable = terms.trigger === null && !draft.exits?.isOco ? view.reducibleLots : view.positionLots;
  const isReduceOnly = draft.isReduceOnly || closesPosition;
  if (isReduceOnly && closable === 0) {
    const held = draft.side === "sell" ? "long" : "short";
    if (closesPosition) return refused({ level: `There is no ${held} position in ${instrument.name} to close.` });
    const what = view.isHedged ? "There" : "Reduce-only: there";
    return refused({ quantity: `${what} is no ${held} position in ${instrument.name} to reduce.` });
  }
  const quantityLots = isReduceOnly ? Math.min(asked.lots, closable) : asked.lots;
  if (valueTicks !== null && notionalUnits(instrument, valueTicks, quantityLots) < instrument.minNotionalUnits) {
    const least = formatUnits(instrument.minNotionalUnits, instrument.quote);
    return refused({ quantity: `Order value is below the minimum of ${least} ${instrument.quote}.` });
  }
  const { type, priceTicks, trigger, trailTicks } = terms;
  const { side } = draft;
  const whole = closesPosition ? { closesPosition } : {};
  const hedge = view.isHedged ? { positionSide: impliedPositionSide(side, isReduceOnly) } : {};
  return {
    order: { side, type, priceTicks, quantityLots, ...flags, isReduceOnly, ...whole, ...hedge, trigger, trailTicks },
    problems: {},
    valueTicks,
    cutFromLots: quantityLots === asked.lots ? null : asked.lots,
  };
}

/** Only a take-profit's limit may rest like a plain one; what waits cannot be told to vanish. */
export const mayBePostOnly = ({ type, condition }: TicketDraft): boolean =>
  condition === null ? type === "limit" : condition.kind === "take-profit" && condition.sends === "limit";

const MINUTE = /^\d{4,}-\d\d-\d\dT\d\d:\d\d$/;

type Flags = Pick<TicketOrder, "timeInForce" | "isPostOnly" | "expiresAt">;

function readFlags(draft: TicketDraft, terms: Terms | null): Flags | { readonly text: string } {
  const isPostOnly = draft.isPostOnly && mayBePostOnly(draft);
  if (terms?.trigger === null && terms.type === "market") return { timeInForce: "IOC", isPostOnly, expiresAt: null };
  const mustRest = isPostOnly || draft.condition !== null;
  if (draft.timeInForce !== "GTD")
    return { timeInForce: mustRest ? "GTC" : draft.timeInForce, isPostOnly, expiresAt: null };
  // The parser takes a bare ":00Z" for a day in the year 2000.
  const expiresAt = MINUTE.test(draft.until) ? Date.parse(`${draft.until}:00Z`) : Number.NaN;
  if (Number.isNaN(expiresAt)) return { text: "Choose until when the order is good." };
  return { timeInForce: "GTD", isPostOnly, expiresAt };
}
