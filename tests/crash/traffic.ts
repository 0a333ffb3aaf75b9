import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Client } from "../../db/client.ts";
import { orderIntent, queue } from "./crash-desk.ts";

/** A small seeded generator: the same seed asks for the same things. */
export function dice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Keeps asking for orders, amendments and cancels until told to stop; repeats every fifth request under its own key. */
export class Traffic {
  readonly #owner: Client;
  readonly #portfolioId: string;
  readonly #roll: () => number;
  #isStopping = false;
  #running: Promise<void> = Promise.resolve();
  asked = 0;

  constructor(owner: Client, portfolioId: string, seed: number) {
    this.#owner = owner;
    this.#portfolioId = portfolioId;
    this.#roll = dice(seed);
  }

  start(): void {
    this.#isStopping = false;
    this.#running = this.#run();
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    await this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#isStopping) {
      const key = randomUUID();
      try {
        const act = (this.#roll() < 0.25 ? await this.#amendment() : null) ?? this.#action(key);
        await queue(this.#owner, this.#portfolioId, key, act);
        if (this.asked % 5 === 0) await queue(this.#owner, this.#portfolioId, key, act);
        this.asked += 1;
      } catch {
        await sleep(100); // The database is being killed too; whatever was not queued was never asked.
      }
      await sleep(15);
    }
  }

  /** Of the newest order that rests: a little more or less of it. Null when none does. */
  async #amendment() {
    const [order] = await this.#owner<{ id: string; lots: number }[]>`
      select id, round(quantity * case when instrument_id = 'BTC-USDT' then 100000 else 10000 end)::int as lots
      from orders where portfolio_id = ${this.#portfolioId} and status = 'accepted' and type = 'limit'
      order by created_at desc limit 1`;
    if (order === undefined) return null;
    const quantityLots = order.lots + Math.floor(this.#roll() * 100) - 40;
    return { kind: "amend-order", orderId: order.id, priceTicks: null, quantityLots } as const;
  }

  #action(key: string) {
    const roll = this.#roll();
    const instrumentId = this.#roll() < 0.5 ? "BTC-USDT" : "ETH-USDT";
    const quantityLots = 100 + Math.floor(this.#roll() * 400);
    if (roll < 0.08) return { kind: "cancel-all", instrumentId: null } as const;
    const side = this.#roll() < 0.6 ? ("buy" as const) : ("sell" as const);
    if (roll < 0.6)
      return { kind: "place-order", intent: orderIntent(key, { instrumentId, side, quantityLots }) } as const;
    const middle = instrumentId === "BTC-USDT" ? 6_400_000 : 320_000;
    const priceTicks = Math.round(middle * (1 + (side === "buy" ? -1 : 1) * this.#roll() * 0.01));
    return {
      kind: "place-order",
      intent: orderIntent(key, { instrumentId, side, quantityLots, type: "limit", timeInForce: "GTC", priceTicks }),
    } as const;
  }
}
