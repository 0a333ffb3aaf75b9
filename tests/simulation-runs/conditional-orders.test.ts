import { expect, it } from "vitest";
import { present } from "../../server/domain/errors/invariant.ts";
import type { Candle } from "../../server/domain/markets/candle.ts";
import { findInstrument } from "../../server/domain/markets/listed-instruments.ts";
import type { Trigger } from "../../server/domain/orders/triggers/trigger.ts";
import type { EngineChange } from "../../server/engine/engine-change.ts";
import { Seeded } from "../support/seeded.ts";
import { CandleDesk } from "./candle-desk.ts";
import { ConditionalReference, type Wish } from "./conditional-reference.ts";

const SEEDS = 200;
const BTC = present(findInstrument("BTC-USDT"), "BTC is not listed");
const T0 = 1_700_000_040_000;
const MINUTE = 60_000;

/** Says what became of each order. */
class Desk extends CandleDesk {
  readonly told: string[] = [];
  readonly denied: string[] = [];
  readonly #names = new Map<string, string>();

  constructor() {
    super(BTC, (change) => this.#tell(change));
  }

  place({ id, trigger, isLimit, limitTicks, lots, side, expiresAt }: Wish): void {
    this.control({
      kind: "place-order",
      intent: {
        instrumentId: BTC.id,
        side,
        type: isLimit ? "limit" : "market",
        quantityLots: lots,
        priceTicks: limitTicks,
        timeInForce: expiresAt === null ? "GTC" : "GTD",
        isPostOnly: false,
        isReduceOnly: false,
        source: { kind: "manual", userId: "u", key: id },
        acceptsStalePrice: false,
        trigger,
        expiresAt,
      },
    });
  }

  cancel(name: string): void {
    for (const [orderId, known] of this.#names) if (known === name) this.control({ kind: "cancel-order", orderId });
  }

  #tell(change: EngineChange): void {
    const name = (orderId: string) => this.#names.get(orderId) ?? orderId;
    if (change.kind === "order-placed") {
      const { id, source, reasonCode } = change.order;
      if (source.kind === "manual") this.#names.set(id, source.key);
      if (reasonCode !== null) this.denied.push(`${name(id)} ${reasonCode}`);
    }
    if (change.kind === "held-order-changed" && change.step === "released")
      this.told.push(`${name(change.orderId)} released at ${change.releasedTicks}`);
    if (change.kind === "fill-booked")
      this.told.push(`${name(change.fill.orderId)} filled ${change.fill.quantityLots} at ${change.fill.priceTicks}`);
    if (change.kind === "order-updated" && ["canceled", "expired", "denied"].includes(change.status))
      this.told.push(`${name(change.orderId)} ${change.status} ${change.reasonCode}`);
  }
}

function nextCandle(random: Seeded, from: number, openAt: number): Candle {
  const step = () => random.between(-25_000, 25_000);
  // Now and then a gap, rarely one beyond every collar.
  const jump = random.chance(0.2) ? step() * (random.chance(0.1) ? 14 : 4) : random.between(-200, 200);
  const openTicks = Math.max(2_000_000, from + jump);
  const closeTicks = openTicks + step();
  return {
    timeframe: "1m",
    openAt,
    openTicks,
    highTicks: Math.max(openTicks, closeTicks) + random.between(0, 15_000),
    lowTicks: Math.min(openTicks, closeTicks) - random.between(0, 15_000),
    closeTicks,
    volumeLots: random.chance(0.1) ? 5 : random.between(500, 20_000),
  };
}

function anyWish(random: Seeded, id: string, last: number, now: number): Wish {
  const side = random.pick(["buy", "sell"] as const);
  const isSale = side === "sell";
  const kind = random.pick(["stop-loss", "take-profit", "trailing-stop"] as const);
  const isLimit = random.chance(0.4);
  const isBelow = (kind === "stop-loss") === isSale;
  const level = last + (isBelow ? -1 : 1) * random.between(1, 60_000);
  const by = random.pick(["last", "mark"] as const);
  const trigger: Trigger =
    kind === "trailing-stop"
      ? {
          kind,
          by,
          distance: random.chance(0.5)
            ? { unit: "ticks", ticks: random.between(100, 50_000) }
            : { unit: "bps", bps: random.between(1, 120) },
          activationTicks: random.chance(0.4) ? last + (isSale ? 1 : -1) * random.between(0, 40_000) : null,
          limitDistanceTicks: isLimit ? random.between(1, 20_000) : null,
        }
      : { kind, by, priceTicks: level };
  return {
    id,
    side,
    trigger,
    isLimit,
    limitTicks: isLimit && kind !== "trailing-stop" ? level + random.between(-20_000, 20_000) : null,
    lots: random.between(100, 3_000),
    expiresAt: random.chance(0.2) ? now + random.between(1, 30 * MINUTE) : null,
  };
}

/** One seeded tape with orders and cancels, played to both. */
function play(seed: number): { desk: Desk; reference: ConditionalReference } {
  const random = new Seeded(seed);
  const desk = new Desk();
  const reference = new ConditionalReference();
  let last = 5_000_000;
  let names = 0;
  for (let minute = 0; minute < 40; minute += 1) {
    const at = T0 + (minute + 1) * MINUTE;
    const candle = nextCandle(random, last, at - MINUTE);
    last = candle.closeTicks;
    desk.candle({ kind: "candle", instrumentId: BTC.id, at, candle });
    reference.candle(candle, at);
    if (random.chance(0.5)) desk.settle();
    if (names > 0 && random.chance(0.25)) {
      const name = `o${random.between(1, names)}`;
      desk.cancel(name); // In half of the cases it races what the candle has released.
      reference.cancel(name);
    }
    desk.settle();
    for (let more = random.between(0, minute < 25 ? 2 : 0); more > 0; more -= 1) {
      const wish = anyWish(random, `o${++names}`, last, at);
      desk.place(wish);
      reference.place(wish, last);
    }
    desk.settle();
  }
  return { desk, reference };
}

const byOrder = (told: readonly string[]): Record<string, string[]> => {
  const nameOf = (line: string) => line.slice(0, line.indexOf(" "));
  return Object.fromEntries(told.map(nameOf).map((name) => [name, told.filter((line) => nameOf(line) === name)]));
};

it("lets every conditional order live exactly as the trading rules say, over gaps, partial fills, expiries and racing cancels", () => {
  const seen = { released: 0, filled: 0, expired: 0, canceled: 0, "beyond-collar": 0 };
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    const { desk, reference } = play(seed);
    expect(desk.denied, `seed ${seed}`).toEqual([]);
    expect(byOrder(desk.told), `seed ${seed}`).toEqual(byOrder(reference.told));
    for (const line of desk.told)
      for (const word of Object.keys(seen) as (keyof typeof seen)[]) if (line.includes(word)) seen[word] += 1;
  }
  // Tapes on which nothing happens prove nothing.
  expect(Math.min(seen.released, seen.filled)).toBeGreaterThan(2_000);
  expect(Math.min(seen.expired, seen.canceled)).toBeGreaterThan(100);
  expect(seen["beyond-collar"]).toBeGreaterThan(3);
});
