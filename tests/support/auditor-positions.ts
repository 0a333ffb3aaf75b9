import type { Instrument } from "../../server/domain/markets/instrument.ts";
import type { Fill } from "../../server/domain/orders/fill.ts";
import type { EngineChange } from "../../server/engine/engine-change.ts";
import { baseOf, notionalOf } from "./auditor-money.ts";
import { keyOf } from "./auditor-sides.ts";

type Story = Extract<EngineChange, { kind: "lot-opened" | "lot-reduced" | "position-changed" }>;
type OpenLot = { key: string; sign: bigint; quantity: bigint; cost: bigint };

/** Positions twice: from the fills, and from the lots the engine says it keeps. They must agree to the unit. */
export class PositionBook {
  readonly #bought = new Map<string, { net: bigint; money: bigint }>();
  /** Which position each fill moved. */
  readonly #keys = new Map<string, string>();
  readonly #lots = new Map<string, OpenLot>();
  readonly #realised = new Map<string, bigint>();

  add(key: string, instrument: Instrument, fill: Fill): void {
    this.#keys.set(fill.id, key);
    const { net, money } = this.#bought.get(key) ?? { net: 0n, money: 0n };
    const sign = fill.side === "buy" ? 1n : -1n;
    const fee = BigInt(fill.feeUnits);
    const baseFee = fill.feeCurrency === instrument.base ? fee : 0n;
    const quoteFee = fill.feeCurrency === instrument.quote ? fee : 0n;
    this.#bought.set(key, {
      net: net + sign * baseOf(instrument, fill.quantityLots) - baseFee,
      money: money + sign * notionalOf(instrument, fill.priceTicks, fill.quantityLots) + quoteFee,
    });
  }

  /** Signed base units by the fills. */
  netOf(key: string): bigint {
    return this.#bought.get(key)?.net ?? 0n;
  }

  apply(change: Story): void {
    switch (change.kind) {
      case "lot-opened": {
        const { id, fillId, direction, quantityUnits, costUnits } = change.lot;
        const key = this.#keys.get(fillId);
        if (key === undefined) throw new Error(`lot "${id}" was opened by no fill`);
        const sign = direction === "long" ? 1n : -1n;
        this.#lots.set(id, { key, sign, quantity: BigInt(quantityUnits), cost: BigInt(costUnits) });
        return;
      }
      case "lot-reduced": {
        const lot = this.#lots.get(change.lotId);
        if (lot === undefined) throw new Error(`lot "${change.lotId}" is reduced before it was opened`);
        lot.quantity = BigInt(change.quantityUnits);
        lot.cost = BigInt(change.costUnits);
        return;
      }
      case "position-changed":
        this.#realised.set(keyOf(change), BigInt(change.realisedUnits));
        return;
    }
  }

  check(fail: (message: string) => never): void {
    const open = new Map<string, { net: bigint; cost: bigint }>();
    for (const { key, sign, quantity, cost } of this.#lots.values()) {
      if (quantity < 0n || cost < 0n) fail(`a lot of ${key} fell below zero`);
      const sum = open.get(key) ?? { net: 0n, cost: 0n };
      open.set(key, { net: sum.net + sign * quantity, cost: sum.cost + sign * cost });
    }
    for (const [id, { net, money }] of this.#bought) {
      const { net: held, cost } = open.get(id) ?? { net: 0n, cost: 0n };
      if (held !== net) fail(`the lots of ${id} hold ${held}, its fills say ${net}`);
      const profit = cost - money;
      const realised = this.#realised.get(id) ?? 0n;
      if (realised !== profit) fail(`${id} realised ${realised}, but its fills and open lots say ${profit}`);
    }
  }
}
