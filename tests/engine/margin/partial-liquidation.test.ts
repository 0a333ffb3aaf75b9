import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { OrderIntent } from "../../../server/domain/orders/order-intent.ts";
import type { EngineChange } from "../../../server/engine/engine-change.ts";
import { BTC, book, candle, ETH, HOUR, MarginDeskExample, START, USDT } from "./margin-desk-example.ts";

/** 10⁻⁸ USDT per tick of 0.1 and lot of 0.001 BTC. */
const UNIT = 10_000n;
/** Binance's first tiers of BTC, in USDT, each rate in millionths only on what lies within its tier. */
const SLICES = [
  [300_000n, 4_000n],
  [800_000n, 5_000n],
  [3_000_000n, 6_500n],
  [12_000_000n, 10_000n],
  [70_000_000n, 20_000n],
] as const;
const CAPS = SLICES.map(([cap]) => cap * 100_000_000n);

const up = (value: bigint, by: bigint) => (value + by - 1n) / by;
const size = (net: bigint) => (net < 0n ? -net : net);

function maintenance(value: bigint): bigint {
  let from = 0n;
  let scaled = 0n;
  for (const [cap, rate] of SLICES) {
    const to = cap * 100_000_000n;
    if (value > from) scaled += ((value < to ? value : to) - from) * rate;
    from = to;
  }
  return up(scaled, 1_000_000n);
}

type Plain = { net: bigint; cost: bigint; wallet: bigint; leverage: bigint; isIsolated: boolean };

const aside = ({ cost, leverage }: Plain) => up(cost, leverage);

function isDue(account: Plain, mark: bigint): boolean {
  const value = size(account.net) * mark * UNIT;
  const gain = account.net > 0n ? value - account.cost : account.cost - value;
  return account.net !== 0n && (account.isIsolated ? aside(account) : account.wallet) + gain <= maintenance(value);
}

function closed(account: Plain, lots: bigint, price: bigint): { after: Plain; realised: bigint; fee: bigint } {
  const cost = (account.cost * lots) / size(account.net);
  const money = lots * price * UNIT;
  const realised = account.net > 0n ? money - cost : cost - money;
  const fee = up(money * 500n, 1_000_000n);
  const net = account.net > 0n ? account.net - lots : account.net + lots;
  return {
    after: { ...account, net, cost: account.cost - cost, wallet: account.wallet + realised - fee },
    realised,
    fee,
  };
}

/** What a venue would do at a price, by trying every tier: parts with their fee, then all where none is left to try. */
function plainly(account: Plain, mark: bigint): { left: bigint; fee: bigint | null }[] {
  const price = account.net > 0n ? mark - 1n : mark + 1n;
  if (!isDue(account, mark)) return [];
  for (const cap of CAPS.toReversed()) {
    const left = cap / (mark * UNIT);
    if (left >= size(account.net) || left === 0n || cap >= size(account.net) * mark * UNIT) continue;
    const { after, realised, fee } = closed(account, size(account.net) - left, price);
    const pays = !account.isIsolated || aside(account) - aside(after) + realised - fee >= 0n;
    if (pays && !isDue(after, mark)) return [{ left, fee }, ...plainly(after, mark)];
  }
  return [{ left: 0n, fee: null }];
}

function plain(desk: MarginDeskExample): Plain {
  const { position, leverage, mode } = desk.account();
  return {
    ...{ net: BigInt(position.netLots), cost: BigInt(position.costUnits), wallet: BigInt(desk.wallet) },
    ...{ leverage: BigInt(leverage), isIsolated: mode === "isolated" },
  };
}

const liquidations = (changes: readonly EngineChange[]) =>
  changes.flatMap((change) =>
    change.kind === "order-placed" &&
    change.order.source.kind === "manual" &&
    change.order.reasonCode?.includes("liquid")
      ? [change.order]
      : [],
  );

function opened(side: "buy" | "sell", lots: number, leverage: number, mode: "cross" | "isolated", cash: number) {
  const desk = new MarginDeskExample(cash);
  desk.market(book(START, 500_000));
  desk.control({ kind: "set-margin", instrumentId: BTC.id, setting: { leverage, mode } });
  desk.order(side, lots);
  return desk;
}

describe("a position above the lowest tier", () => {
  it("is reduced to the tier below, pays the taker's fee, keeps what protects it, and may only be reduced until a person resumes", () => {
    const desk = opened("buy", 20_000, 20, "isolated", 60_000);
    desk.order("buy", 10, 400_000);
    desk.order("sell", 20_000, 600_000, true);
    expect(desk.account().position.netLots).toBe(20_000);
    const before = plain(desk);
    let mid = 500_000;
    while (!isDue(before, BigInt(mid))) mid -= 1;
    desk.market(book(START + 1, mid));
    const left = Number(CAPS[1] as bigint) / (mid * Number(UNIT));
    expect(desk.account().position.netLots).toBe(Math.floor(left));
    const [order] = liquidations(desk.changes);
    expect(order).toMatchObject({ reasonCode: "partially-liquidated", isReduceOnly: true, side: "sell" });
    expect(order?.reason).toMatch(/^The venue liquidated \S+ of 20\.000 BTC\/USDT Perp at /);
    const fill = desk.ofKind("fill-booked").at(-1)?.fill;
    expect(fill?.feeUnits).toBe(Number(up(BigInt(fill?.notionalUnits ?? 0) * 500n, 1_000_000n)));
    // The venue canceled what it had; the reduce-only one as well.
    expect([...desk.state.working.values()]).toEqual([]);
    expect(desk.state.stops).toMatchObject([{ action: "reduce-only" }]);
    expect(desk.order("buy", 10)).toMatchObject({ kind: "refused" });
    expect(desk.order("sell", 10, null, true)).toMatchObject({ kind: "done" });
    desk.control({ kind: "resume" });
    expect(desk.order("buy", 10, null)).toMatchObject({ kind: "done" });
  });

  it("keeps a stop in the worker, which protects what is left", () => {
    const desk = opened("sell", 20_000, 20, "isolated", 60_000);
    const stop = {
      ...{
        instrumentId: BTC.id,
        side: "buy",
        type: "market",
        quantityLots: 20_000,
        priceTicks: null,
        timeInForce: "GTC",
      },
      ...{ isPostOnly: false, isReduceOnly: true, acceptsStalePrice: false, expiresAt: null, positionSide: null },
      source: { kind: "manual", userId: "u", key: "k" },
      trigger: { kind: "stop-loss", by: "mark", priceTicks: 590_000 },
    } satisfies Partial<OrderIntent> as OrderIntent;
    expect(desk.control({ kind: "place-order", intent: stop })).toMatchObject({ kind: "done" });
    let mid = 500_000;
    while (!isDue(plain(desk), BigInt(mid))) mid += 1;
    desk.market(book(START + 1, mid));
    expect(desk.account().position.netLots).toBeLessThan(0);
    expect([...desk.state.working.values()].map(({ order }) => order.trigger?.kind)).toEqual(["stop-loss"]);
    // Closed as a whole later, nothing stays.
    desk.market(book(START + 2, 700_000));
    expect(desk.account().position.netLots).toBe(0);
    expect([...desk.state.working.values()]).toEqual([]);
    expect(liquidations(desk.changes).map(({ reasonCode }) => reasonCode)).toEqual([
      "partially-liquidated",
      "liquidated",
    ]);
    expect(desk.state.stops).toMatchObject([{ action: "cancel-orders" }]);
  });

  it("is healthy afterwards or gone, as trying each tier says, and the ledger is that of its trades to the unit", () => {
    let parts = 0;
    let wholes = 0;
    fc.assert(
      fc.property(
        fc.constantFrom("buy" as const, "sell" as const),
        fc.constantFrom("cross" as const, "isolated" as const),
        fc.constantFrom(5, 10, 20, 50),
        fc.integer({ min: 2_000, max: 60_000 }),
        fc.integer({ min: 100, max: 160 }),
        fc.array(fc.integer({ min: -20, max: 6 }), { minLength: 10, maxLength: 40 }),
        (side, mode, leverage, lots, room, path) => {
          const needed = (lots * 50_000 * 0.001 * (1 / leverage + 0.0006) * 106) / 100;
          const desk = opened(side, lots, leverage, mode, Math.ceil((needed * room) / 100));
          fc.pre(desk.account().position.netLots !== 0);
          let mid = 500_000;
          let ledger = plain(desk);
          path.forEach((move, index) => {
            mid = Math.max(1_000, Math.round(mid * (1 + ((side === "buy" ? move : -move) / leverage) * 0.01)));
            const wanted = plainly(ledger, BigInt(mid));
            const from = desk.changes.length;
            desk.market(book(START + index + 1, mid));
            const told = liquidations(desk.changes.slice(from));
            const fills = desk.changes.slice(from).flatMap((each) => (each.kind === "fill-booked" ? [each.fill] : []));
            let open = ledger.net;
            const done = fills.map((fill) => {
              const lotsClosed = BigInt(fill.quantityLots);
              const step = closed(ledger, lotsClosed, BigInt(fill.priceTicks));
              ledger = { ...step.after, wallet: step.after.wallet + step.fee - BigInt(fill.feeUnits) };
              open = open > 0n ? open - lotsClosed : open + lotsClosed;
              return { left: size(open), fee: open === 0n ? null : BigInt(fill.feeUnits) };
            });
            expect(done).toEqual(wanted);
            expect(told.map(({ reasonCode }) => reasonCode)).toEqual(
              wanted.map(({ left }) => (left === 0n ? "liquidated" : "partially-liquidated")),
            );
            expect(plain(desk)).toEqual(ledger);
            expect(desk.reserved).toBe(Number(aside(ledger)));
            expect(isDue(ledger, BigInt(mid))).toBe(false);
            parts += wanted.filter(({ left }) => left > 0n).length;
            wholes += wanted.filter(({ left }) => left === 0n).length;
          });
        },
      ),
      { numRuns: 300 },
    );
    expect(parts).toBeGreaterThan(10);
    expect(wholes).toBeGreaterThan(10);
  });

  it("goes tier by tier on the way through a candle, at the prices where each part was due, and then as a whole", () => {
    const shown = { timeframe: "1h" as const, openTicks: 500_000, highTicks: 500_000, volumeLots: 1_000_000_000 };
    const desk = new MarginDeskExample(400_000);
    desk.market(candle({ ...shown, openAt: START - 2 * HOUR, lowTicks: 500_000, closeTicks: 500_000 }));
    desk.control({ kind: "set-margin", instrumentId: BTC.id, setting: { leverage: 10, mode: "isolated" } });
    desk.order("buy", 70_000);
    desk.market(candle({ ...shown, openAt: START - HOUR, lowTicks: 500_000, closeTicks: 500_000 }));
    let account = plain(desk);
    const before = account;
    expect(account.net).toBe(70_000n);
    desk.market(candle({ ...shown, openAt: START, lowTicks: 400_000, closeTicks: 450_000 }));
    const fills = desk.ofKind("fill-booked").slice(1);
    expect(liquidations(desk.changes).map(({ reasonCode }) => reasonCode)).toEqual([
      ...["partially-liquidated", "partially-liquidated", "partially-liquidated", "liquidated"],
    ]);
    let last = 500_000;
    for (const { fill } of fills) {
      expect(isDue(account, BigInt(fill.priceTicks + 1))).toBe(false);
      expect(isDue(account, BigInt(fill.priceTicks))).toBe(true);
      expect(fill.priceTicks).toBeLessThan(last);
      last = fill.priceTicks;
      account = closed(account, BigInt(fill.quantityLots), BigInt(fill.priceTicks)).after;
    }
    expect(desk.account().position.netLots).toBe(0);
    expect(Number(before.wallet) - desk.wallet).toBeLessThanOrEqual(Number(aside(before)));
  });

  it("saves other cross positions as well: the largest is reduced until all together have margin enough", () => {
    const desk = new MarginDeskExample(62_000);
    desk.market(book(START, 500_000));
    desk.market(book(START, 250_000, ETH));
    for (const { id } of [BTC, ETH])
      desk.control({ kind: "set-margin", instrumentId: id, setting: { leverage: 25, mode: "cross" } });
    desk.order("buy", 20_000);
    desk.order("buy", 4_000, null, false, ETH);
    const eth = desk.account(ETH).position.netLots;
    for (let mid = 499_900; mid > 450_000 && liquidations(desk.changes).length === 0; mid -= 20)
      desk.market(book(START + 500_000 - mid, mid));
    expect(liquidations(desk.changes)).toMatchObject([{ instrumentId: BTC.id, reasonCode: "partially-liquidated" }]);
    expect(desk.account().position.netLots).toBeGreaterThan(0);
    expect(desk.account(ETH).position.netLots).toBe(eth);
    expect(desk.wallet).toBeGreaterThan(62_000 * USDT * 0.1);
  });
});
