import type { AccountEvent } from "../../server/domain/margin/account-event.ts";
import type { Order } from "../../server/domain/orders/order.ts";
import type { EngineChange } from "../../server/engine/engine-change.ts";
import type { ControlEvent } from "../../server/engine/engine-event.ts";
import { isDead } from "./auditor-moves.ts";
import type { Seen } from "./auditor-orders.ts";

type Said = Extract<EngineChange, { kind: "margin-changed" }>;
type OfPosition = Pick<Order | AccountEvent, "instrumentId" | "positionSide">;

/** Names a position by the auditor's own rule. */
export const keyOf = ({ instrumentId, positionSide }: OfPosition): string =>
  positionSide === "long" || positionSide === "short" ? `${instrumentId}/${positionSide}` : instrumentId;

/** Which instruments have a long and a short position, and whether orders keep to theirs. */
export class SideBook {
  readonly #hedged = new Set<string>();
  readonly #asked = new Map<string, Set<string>>();
  readonly #orders: ReadonlyMap<string, Seen>;
  readonly #netOf: (key: string) => bigint;
  readonly #counts: { hedgeOrders: number };

  constructor(orders: ReadonlyMap<string, Seen>, netOf: (key: string) => bigint, counts: { hedgeOrders: number }) {
    this.#orders = orders;
    this.#netOf = netOf;
    this.#counts = counts;
  }

  asked({ action }: ControlEvent): void {
    if (action.kind !== "set-position-mode") return;
    const { instrumentId, mode } = action;
    this.#asked.set(instrumentId, (this.#asked.get(instrumentId) ?? new Set()).add(mode));
  }

  /** The engine says in which mode an instrument is; answers why it should not be. */
  told({ instrumentId, positionSide, positionMode: mode }: Said): string | null {
    const isHedged = mode === "hedge";
    if (positionSide || isHedged === this.#hedged.has(instrumentId)) return null;
    const name = `${instrumentId} went into ${mode} mode`;
    if (this.#asked.get(instrumentId)?.has(mode) !== true) return `${name}, and nobody asked for it`;
    if (["", "/long", "/short"].some((side) => this.#netOf(`${instrumentId}${side}`) !== 0n))
      return `${name} with a position open`;
    for (const { order } of this.#orders.values())
      if (order.instrumentId === instrumentId && !isDead(order.status)) return `${name} while "${order.id}" works`;
    if (isHedged) this.#hedged.add(instrumentId);
    else this.#hedged.delete(instrumentId);
    return null;
  }

  problemWith({ id, instrumentId, side, positionSide, isReduceOnly }: Order): string | null {
    const isHedged = this.#hedged.has(instrumentId);
    const name = `order "${id}"`;
    if (isHedged !== (positionSide === "long" || positionSide === "short"))
      return `${name} is meant for position side "${positionSide}" of ${instrumentId}`;
    if (!isHedged) return null;
    this.#counts.hedgeOrders += 1;
    const opens = side === (positionSide === "long" ? "buy" : "sell");
    return opens === isReduceOnly
      ? `${name} is a ${side} of the ${positionSide} position, reduce-only: ${isReduceOnly}`
      : null;
  }

  /** Neither side is ever beyond nothing, unless a liquidation is told before the fills that it closed. */
  problem(): string | null {
    for (const id of this.#hedged) {
      if (this.#netOf(`${id}/long`) < 0n) return `the long position of ${id} was sold beyond nothing`;
      if (this.#netOf(`${id}/short`) > 0n) return `the short position of ${id} was bought beyond nothing`;
    }
    return null;
  }
}
