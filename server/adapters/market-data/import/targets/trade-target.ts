import { newSlot, readDecimal } from "../../../../domain/markets/columns/decimal-text.ts";
import type { RowProblemCode } from "../../../../domain/markets/import-report.ts";
import type { Side } from "../../../../domain/orders/order-type.ts";
import type { Timestamp } from "../../../../domain/time/timestamp.ts";

export type TradeTexts = {
  readonly at: Timestamp;
  readonly tradeId: string;
  readonly price: string;
  readonly quantity: string;
  readonly aggressor: Side;
};

type Problem = { readonly code: RowProblemCode; readonly message: string };

const slot = newSlot();
const DIGITS_MAX = 40;

/** Where the trades of one series go. */
export class TradeTarget {
  #trades: TradeTexts[] = [];

  /** The latest of the rows taken. */
  lastAt = 0;

  get length(): number {
    return this.#trades.length;
  }

  add(trade: TradeTexts): Problem | null {
    const problem = positiveProblem("Price", trade.price) ?? positiveProblem("Quantity", trade.quantity);
    if (problem !== null) return problem;
    this.#trades.push(trade);
    this.lastAt = Math.max(this.lastAt, trade.at);
    return null;
  }

  take(): readonly TradeTexts[] {
    const taken = this.#trades;
    this.#trades = [];
    return taken;
  }
}

function positiveProblem(what: string, text: string): Problem | null {
  if (text === "") return { code: "missing-cell", message: `${what} is missing.` };
  if (text.length > DIGITS_MAX || !readDecimal(text, slot))
    return { code: "not-a-number", message: `${what} "${text.slice(0, 60)}" is no plain decimal number.` };
  if (!(slot.mantissa > 0)) return { code: "not-positive", message: `${what} "${text}" must be above 0.` };
  return null;
}
