import { add, type Integer, subtract } from "../money/integer.ts";
import type { Side } from "../orders/order-type.ts";
import type { Timestamp } from "../time/timestamp.ts";
import type { Direction, Lot } from "./lot.ts";
import { closeLots, compareUnitCost, LOT_METHODS, type LotReduction } from "./lot-matching.ts";
import { type PositionSide, positionKey } from "./position-side.ts";

/** Ways to say which purchase a sale closed. `average` pools all of them: one lot at the mean cost, opened when the pool last grew from nothing. */
export const LOT_VIEWS = [...LOT_METHODS, "average"] as const;
export type LotView = (typeof LOT_VIEWS)[number];

/** One execution: `quantityUnits` of the base currency for `valueUnits` of the quote currency, and its fee in units of either. */
export type Execution = {
  readonly id: string;
  readonly instrumentId: string;
  /** In hedge mode: long and short lots are matched apart. */
  readonly positionSide?: PositionSide | null;
  readonly at: Timestamp;
  readonly side: Side;
  readonly quantityUnits: Integer;
  readonly valueUnits: Integer;
  readonly fee: { readonly units: Integer; readonly in: "base" | "quote" };
};

/** A part of a lot that a later execution closed. Gain = proceeds − cost for a long lot, and for a short one what it brought − what closing it cost. */
export type Closing = {
  readonly lotId: string;
  /** The execution that opened the lot. */
  readonly openedBy: string;
  readonly closedBy: string;
  readonly instrumentId: string;
  readonly direction: Direction;
  readonly openedAt: Timestamp;
  readonly closedAt: Timestamp;
  readonly quantityUnits: Integer;
  readonly costUnits: Integer;
  readonly proceedsUnits: Integer;
  readonly gainUnits: Integer;
};

export type RealisedGains = { readonly closings: readonly Closing[]; readonly open: readonly Lot[] };

/**
 * Matches executions, in the order of their times, lot by lot; what no lot can absorb opens one in the other direction.
 *
 * Fees: in quote, a buy's is part of its cost and a sale's of its proceeds. In base, a buy's makes the lot smaller at the same cost, and a
 * sale's is disposed of with it for the same proceeds (as RP2, github.com/eprbell/rp2, does). Money is split in proportion, rounded down
 * a part, the last part taking what remains: costs and proceeds add up exactly.
 */
export function realiseGains(executions: readonly Execution[], view: LotView): RealisedGains {
  const books = new Map<string, LotBook>();
  const closings: Closing[] = [];
  for (const execution of [...executions].sort((a, b) => a.at - b.at)) {
    const key = positionKey(execution.instrumentId, execution.positionSide);
    let book = books.get(key);
    if (book === undefined) {
      book = new LotBook(view);
      books.set(key, book);
    }
    closings.push(...book.take(execution));
  }
  return { closings, open: [...books.values()].flatMap((book) => book.lots) };
}

/** Quantity that changes hands and the money that comes or goes for it, fee included. */
function netOf({ side, quantityUnits, valueUnits, fee }: Execution): { quantity: Integer; money: Integer } {
  const isBuy = side === "buy";
  if (fee.in === "quote") {
    return { quantity: quantityUnits, money: isBuy ? add(valueUnits, fee.units) : subtract(valueUnits, fee.units) };
  }
  return {
    quantity: isBuy ? subtract(quantityUnits, fee.units) : add(quantityUnits, fee.units),
    money: valueUnits,
  };
}

/** The open lots of one instrument, all of one direction, in the order in which they will be closed. */
class LotBook {
  #lots: Lot[] = [];
  readonly #view: LotView;

  constructor(view: LotView) {
    this.#view = view;
  }

  /** Oldest first. */
  get lots(): readonly Lot[] {
    const lots = this.#view === "LIFO" ? this.#lots.toReversed() : [...this.#lots];
    return lots.sort((a, b) => a.openedAt - b.openedAt);
  }

  take(execution: Execution): Closing[] {
    const { quantity, money } = netOf(execution);
    const opens: Direction = execution.side === "buy" ? "long" : "short";
    const [first] = this.#lots;
    if (first === undefined || first.direction === opens) {
      this.#open(execution, opens, quantity, money);
      return [];
    }
    const { reductions, unmatchedUnits, unmatchedProceedsUnits } = closeLots(this.#lots, quantity, money);
    const left = reductions.flatMap(({ lot, leftUnits, leftCostUnits }) =>
      leftUnits === 0 ? [] : [{ ...lot, quantityUnits: leftUnits, costUnits: leftCostUnits }],
    );
    // Only the last of them can have anything left: it stays the next to be closed.
    this.#lots.splice(0, reductions.length, ...left);
    if (unmatchedUnits > 0) this.#open(execution, opens, unmatchedUnits, unmatchedProceedsUnits);
    return reductions.map((reduction) => closingOf(reduction, execution));
  }

  #open({ id, instrumentId, at }: Execution, direction: Direction, quantityUnits: Integer, costUnits: Integer): void {
    const [pool] = this.#lots;
    if (this.#view === "average" && pool !== undefined) {
      const grown = {
        quantityUnits: add(pool.quantityUnits, quantityUnits),
        costUnits: add(pool.costUnits, costUnits),
      };
      this.#lots = [{ ...pool, ...grown }];
      return;
    }
    const lot: Lot = { id, instrumentId, direction, fillId: id, openedAt: at, quantityUnits, costUnits };
    this.#lots.splice(this.#placeOf(lot), 0, lot);
  }

  /** Behind every lot that is closed before a new one. */
  #placeOf(lot: Lot): number {
    if (this.#view === "LIFO") return 0;
    if (this.#view !== "HIFO") return this.#lots.length;
    let [from, to] = [0, this.#lots.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if (compareUnitCost(this.#lots[middle] as Lot, lot) >= 0) from = middle + 1;
      else to = middle;
    }
    return from;
  }
}

function closingOf(reduction: LotReduction, { id, at }: Execution): Closing {
  const { lot, closedUnits, closedCostUnits, proceedsUnits } = reduction;
  const isLong = lot.direction === "long";
  const [costUnits, broughtUnits] = isLong ? [closedCostUnits, proceedsUnits] : [proceedsUnits, closedCostUnits];
  return {
    lotId: lot.id,
    openedBy: lot.fillId,
    closedBy: id,
    instrumentId: lot.instrumentId,
    direction: lot.direction,
    openedAt: lot.openedAt,
    closedAt: at,
    quantityUnits: closedUnits,
    costUnits,
    proceedsUnits: broughtUnits,
    gainUnits: subtract(broughtUnits, costUnits),
  };
}
