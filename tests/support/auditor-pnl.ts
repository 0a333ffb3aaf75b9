import type { Instrument } from "../../server/domain/markets/instrument.ts";
import type { EngineChange } from "../../server/engine/engine-change.ts";
import type { Batch } from "../../server/engine/trading-session.ts";
import type { AuditorOptions } from "./auditor-options.ts";
import { keyOf } from "./auditor-sides.ts";

type Open = { readonly of: Instrument; readonly sign: bigint; quantity: bigint; cost: bigint };

/**
 * The identity of profit, at whatever marks: what balances and open perpetuals are worth, less debts, is the opening, what was paid in, what
 * lots realised and would gain, funding, and debts written off, less interest. Nothing may be left over.
 */
export class PnlBook {
  readonly #instruments: ReadonlyMap<string, Instrument>;
  readonly #opening = new Map<string, bigint>();
  readonly #balances = new Map<string, bigint>();
  #owed = new Map<string, bigint>();
  readonly #perpetuals = new Map<string, { of: Instrument; netLots: bigint; cost: bigint }>();
  readonly #lots = new Map<string, Open>();
  readonly #realised = new Map<string, bigint>();
  /** Of the portfolio's own currency: paid in, funding, interest as a cost, debts written off. */
  #booked = 0n;

  constructor({ opening, instruments }: Pick<AuditorOptions, "opening" | "instruments">) {
    this.#instruments = new Map(instruments.map((instrument) => [instrument.id, instrument]));
    for (const { currency, totalUnits } of opening) {
      this.#opening.set(currency, BigInt(totalUnits));
      this.#balances.set(currency, BigInt(totalUnits));
    }
  }

  /** Answers what is wrong after a batch. */
  journaled({ sequence, changes }: Batch): string | null {
    for (const change of changes) this.#take(change);
    // Units of the own currency for one unit of a coin: any will do, and none needs rounding.
    const markOf = (currency: string) =>
      currency === "USDT" ? 1n : BigInt((sequence * 7919 + currency.length) % 997) + 3n;
    let equity = 0n;
    for (const [currency, units] of this.#balances) equity += units * markOf(currency);
    for (const [currency, units] of this.#opening) equity -= units * markOf(currency);
    for (const [currency, units] of this.#owed) equity -= units * markOf(currency);
    for (const { of, netLots, cost } of this.#perpetuals.values()) {
      const value = netLots * BigInt(of.baseUnitsPerLot) * markOf(of.base);
      equity += netLots < 0n ? cost + value : value - cost;
    }
    let earned = this.#booked;
    for (const units of this.#realised.values()) earned += units;
    for (const { of, sign, quantity, cost } of this.#lots.values())
      earned += sign * (quantity * markOf(of.base) - cost);
    return equity === earned ? null : `${equity - earned} units of profit have no cause`;
  }

  #take(change: EngineChange): void {
    switch (change.kind) {
      case "balance-changed":
        this.#balances.set(change.currency, BigInt(change.totalUnits));
        return;
      case "borrowing-changed":
        this.#owed = new Map(
          change.loans.map(({ currency, borrowedUnits, interestUnits }) => [
            currency,
            BigInt(borrowedUnits) + BigInt(interestUnits),
          ]),
        );
        return;
      case "margin-changed": {
        const of = this.#instrument(change.instrumentId);
        this.#perpetuals.set(keyOf(change), { of, netLots: BigInt(change.netLots), cost: BigInt(change.costUnits) });
        return;
      }
      case "lot-opened": {
        const { id, instrumentId, direction, quantityUnits, costUnits } = change.lot;
        const [quantity, cost] = [BigInt(quantityUnits), BigInt(costUnits)];
        this.#lots.set(id, {
          of: this.#instrument(instrumentId),
          sign: direction === "long" ? 1n : -1n,
          quantity,
          cost,
        });
        return;
      }
      case "lot-reduced": {
        const lot = this.#lots.get(change.lotId);
        if (lot === undefined) return; // Another book says so.
        if (change.quantityUnits === 0) this.#lots.delete(change.lotId);
        else Object.assign(lot, { quantity: BigInt(change.quantityUnits), cost: BigInt(change.costUnits) });
        return;
      }
      case "position-changed":
        this.#realised.set(keyOf(change), BigInt(change.realisedUnits));
        return;
      case "cash-moved":
      case "funding-booked":
      case "debt-forgiven":
        this.#booked += BigInt(change.units);
        return;
      case "interest-charged":
        this.#booked -= BigInt(change.units);
        return;
      default:
        return;
    }
  }

  #instrument(id: string): Instrument {
    const found = this.#instruments.get(id);
    if (found === undefined) throw new RangeError(`Instrument "${id}" is not listed`);
    return found;
  }
}
