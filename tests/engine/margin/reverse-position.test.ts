import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { notionalUnits } from "../../../server/domain/markets/instrument.ts";
import type { ControlOutcome } from "../../../server/engine/engine-change.ts";
import { BTC, book, ETH, MarginDeskExample, START, USDT } from "./margin-desk-example.ts";

function priced(cash?: number): MarginDeskExample {
  const desk = new MarginDeskExample(cash);
  desk.market(book(START, 500_000));
  desk.market(book(START, 250_000, ETH));
  return desk;
}

const reverse = (desk: MarginDeskExample, of = BTC): ControlOutcome =>
  desk.control({ kind: "reverse-position", instrumentId: of.id });
const codeOf = (outcome: ControlOutcome) => (outcome.kind === "refused" ? outcome.code : outcome.kind);
const ordersOf = ({ changes }: MarginDeskExample) =>
  changes.flatMap((change) => (change.kind === "order-placed" ? [change.order] : []));

describe("a reversal", () => {
  it("closes and opens as much the other way, as one command and in one commit", () => {
    const desk = priced();
    desk.order("buy", 300);
    const [before, sequence] = [ordersOf(desk).length, desk.state.sequence];
    const outcome = reverse(desk);
    expect(outcome).toMatchObject({ kind: "done", orderIds: [expect.any(String), expect.any(String)] });
    expect(ordersOf(desk).slice(before)).toMatchObject([
      { side: "sell", quantityLots: 300, type: "market", isReduceOnly: true, status: "submitted" },
      { side: "sell", quantityLots: 300, type: "market", isReduceOnly: false, status: "submitted" },
    ]);
    expect(desk.account().position).toEqual({ netLots: -300, costUnits: notionalUnits(BTC, 499_999, 300) });
    expect(desk.ofKind("control-handled")).toHaveLength(2);
    expect(desk.state.sequence).toBeGreaterThan(sequence);
    expect(codeOf(reverse(desk))).toBe("done");
    expect(desk.account().position.netLots).toBe(300);
    desk.restart();
    expect(desk.account().position.netLots).toBe(300);
  });

  it("never makes more of a position than it was, where the book gives only a part", () => {
    const desk = priced();
    desk.order("buy", 300);
    const thin = { ...book(START + 1, 500_000), bids: [499_999, 400], bestBidLots: 400 };
    desk.market(thin as ReturnType<typeof book>);
    expect(codeOf(reverse(desk))).toBe("done");
    expect(desk.account().position.netLots).toBe(-100);
    expect([...desk.state.working.values()]).toEqual([]);
  });

  it("ends the stops that guarded what was held", () => {
    const desk = priced();
    desk.order("buy", 300);
    const stop = { kind: "stop-loss", by: "mark", priceTicks: 480_000 } as const;
    desk.control({
      kind: "place-order",
      intent: {
        ...{ instrumentId: BTC.id, side: "sell", type: "market", quantityLots: 300, priceTicks: null },
        ...{ timeInForce: "GTC", isPostOnly: false, isReduceOnly: true, acceptsStalePrice: true, expiresAt: null },
        source: { kind: "manual", userId: "u", key: "k2" },
        trigger: stop,
      },
    });
    expect(desk.state.working.size).toBe(1);
    expect(codeOf(reverse(desk))).toBe("done");
    expect([...desk.state.working.values()]).toEqual([]);
    expect(ordersOf(desk).find(({ trigger }) => trigger !== null)).toBeDefined();
    expect(desk.account().position.netLots).toBe(-300);
  });

  it("places nothing where nothing is held, where something works, and where the margin is missing", () => {
    const desk = priced();
    expect(codeOf(reverse(desk))).toBe("no-position");
    expect(codeOf(desk.control({ kind: "reverse-position", instrumentId: "XXX" }))).toBe("instrument-unknown");
    desk.order("buy", 700);
    desk.order("sell", 10, 600_000);
    expect(reverse(desk)).toMatchObject({
      code: "orders-working",
      message: expect.stringMatching(/^Other sell orders/),
    });
    desk.control({ kind: "cancel-all", instrumentId: null });
    // The position has lost all but 750 of the 12,000: what is left does not open it again.
    desk.market(book(START + 1, 339_000));
    const before = ordersOf(desk).length;
    expect(codeOf(reverse(desk))).toBe("insufficient-balance");
    expect(ordersOf(desk).slice(before)).toMatchObject([
      { status: "denied", reasonCode: "reversal-refused" },
      { status: "denied", reasonCode: "insufficient-balance" },
    ]);
    expect(desk.account().position.netLots).toBe(700);
    expect(desk.reserved).toBe(Math.ceil(Number(notionalUnits(BTC, 500_001, 700)) / 5));
    expect(desk.wallet).toBeLessThan(12_000 * USDT);
  });

  it("needs nothing free beside what the half that closes gives back", () => {
    const desk = priced();
    // 11,400 of 12,000 stand behind it.
    desk.order("buy", 1_140);
    expect(codeOf(reverse(desk))).toBe("done");
    expect(desk.account().position.netLots).toBe(-1_140);
    expect(desk.wallet).toBeGreaterThanOrEqual(desk.reserved);
  });

  it("leaves orders of the other side alone, and what it would trade with goes", () => {
    const desk = priced();
    desk.order("buy", 300);
    desk.order("buy", 10, 400_000);
    expect(codeOf(reverse(desk))).toBe("done");
    expect(desk.account().position.netLots).toBe(-300);
    expect([...desk.state.working.values()].map(({ order }) => order.quantityLots)).toEqual([10]);
  });

  it("does not pass the kill switch, which lets nothing open", () => {
    const desk = priced();
    desk.order("sell", 300);
    desk.control({ kind: "halt", scope: { kind: "portfolio" }, action: "reduce-only", reason: "" });
    const outcome = reverse(desk);
    expect(outcome.kind).toBe("refused");
    expect(desk.account().position.netLots).toBe(-300);
    expect(desk.order("buy", 300, null, true)).toMatchObject({ kind: "done" });
  });

  it("lets nobody into a position on an old price", () => {
    const desk = priced();
    desk.order("buy", 300);
    desk.market(book(START + 600_000, 250_000, ETH));
    expect(codeOf(reverse(desk))).toBe("price-stale");
    expect(desk.account().position.netLots).toBe(300);
  });
});

const LEVERAGES = [1, 2, 3, 5, 10, 20, 50] as const;
const feeOf = (notional: bigint) => (notional * BigInt(BTC.takerRateMillionths) + 999_999n) / 1_000_000n;
const worth = (ticks: number, lots: number) => BigInt(notionalUnits(BTC, ticks, lots));

it("is taken exactly where wallet, gain and fees pay for the new margin", () => {
  const seen = { done: 0, short: 0 };
  fc.assert(
    fc.property(
      fc.constantFrom(...LEVERAGES),
      fc.constantFrom("cross" as const, "isolated" as const),
      fc.boolean(),
      fc.integer({ min: 10, max: 900 }),
      fc.integer({ min: -60, max: 60 }),
      fc.integer({ min: 0, max: 120 }),
      (leverage, mode, isLong, lots, moved, spare) => {
        // Enough to open it, and a little more or less than turning it will take.
        const opening = Number(worth(500_001, lots));
        const desk = priced(Math.ceil((opening * (1.06 / leverage + 0.001 + spare / 10_000)) / USDT));
        desk.control({ kind: "set-margin", instrumentId: BTC.id, setting: { leverage, mode } });
        if (codeOf(desk.order(isLong ? "buy" : "sell", lots)) !== "done") return;
        const mid = 500_000 + moved * 100;
        desk.market(book(START + 1, mid));
        const { position } = desk.account();
        if (position.netLots === 0) return; // Liquidated.
        const wallet = BigInt(desk.wallet);
        const best = isLong ? mid - 1 : mid + 1;
        const asked = isLong ? best : Math.floor((best * 10_500) / 10_000);
        const gain = (worth(best, lots) - BigInt(position.costUnits)) * (isLong ? 1n : -1n);
        const margin = (worth(asked, lots) + BigInt(leverage) - 1n) / BigInt(leverage);
        const left = wallet + gain - feeOf(worth(best, lots)) - margin - feeOf(worth(asked, lots));
        const outcome = reverse(desk);
        expect(codeOf(outcome)).toBe(left >= 0n ? "done" : "insufficient-balance");
        seen[left >= 0n ? "done" : "short"] += 1;
        expect(desk.account().position.netLots).toBe((isLong ? 1 : -1) * (left >= 0n ? -lots : lots));
        if (left >= 0n) expect(desk.wallet).toBeGreaterThanOrEqual(desk.reserved);
      },
    ),
    { numRuns: 200 },
  );
  expect(Math.min(seen.done, seen.short)).toBeGreaterThan(8);
});

describe("a reversal in hedge mode", () => {
  function hedged(cash?: number): MarginDeskExample {
    const desk = priced(cash);
    desk.control({ kind: "set-position-mode", instrumentId: BTC.id, mode: "hedge" });
    return desk;
  }
  const turn = (desk: MarginDeskExample, positionSide?: "long" | "short") =>
    desk.control({ kind: "reverse-position", instrumentId: BTC.id, ...(positionSide && { positionSide }) });
  const nets = (desk: MarginDeskExample) => [
    desk.account(BTC, "long").position.netLots,
    desk.account(BTC, "short").position.netLots,
  ];

  it("closes the one side and opens as much on the other, or adds to it", () => {
    const desk = hedged();
    desk.order("buy", 300, null, false, BTC, "long");
    const before = ordersOf(desk).length;
    expect(codeOf(turn(desk))).toBe("done"); // The only one that is open needs no name.
    expect(ordersOf(desk).slice(before)).toMatchObject([
      { side: "sell", quantityLots: 300, isReduceOnly: true, positionSide: "long" },
      { side: "sell", quantityLots: 300, isReduceOnly: false, positionSide: "short" },
    ]);
    expect(nets(desk)).toEqual([0, -300]);
    desk.order("buy", 100, null, false, BTC, "long");
    expect(codeOf(turn(desk))).toBe("position-side-missing");
    expect(codeOf(turn(desk, "short"))).toBe("done");
    expect(nets(desk)).toEqual([400, 0]);
    desk.restart();
    expect(nets(desk)).toEqual([400, 0]);
    expect(codeOf(turn(desk, "short"))).toBe("no-position");
    expect(codeOf(desk.control({ kind: "reverse-position", instrumentId: ETH.id, positionSide: "long" }))).toBe(
      "position-side-one-way",
    );
  });

  it("places neither where the margin of the new side is not free beside the old", () => {
    const desk = hedged();
    desk.order("sell", 700, null, false, BTC, "short");
    const before = ordersOf(desk).length;
    expect(codeOf(turn(desk, "short"))).toBe("insufficient-balance");
    expect(ordersOf(desk).slice(before)).toMatchObject([
      { status: "denied", reasonCode: "reversal-refused", positionSide: "short" },
      { status: "denied", reasonCode: "insufficient-balance", positionSide: "long" },
    ]);
    expect(nets(desk)).toEqual([0, -700]);
  });

  it("leaves the stops of the side that it adds to, and ends those of the side that it closes", () => {
    const desk = hedged();
    desk.order("buy", 100, null, false, BTC, "long");
    desk.order("sell", 50, null, false, BTC, "short");
    for (const [positionSide, side, priceTicks] of [
      ["long", "sell", 480_000],
      ["short", "buy", 520_000],
    ] as const) {
      desk.control({
        kind: "place-order",
        intent: {
          ...{ instrumentId: BTC.id, side, type: "market", quantityLots: 50, priceTicks: null, positionSide },
          ...{ timeInForce: "GTC", isPostOnly: false, isReduceOnly: true, acceptsStalePrice: true, expiresAt: null },
          source: { kind: "manual", userId: "u", key: `stop-${side}` },
          trigger: { kind: "stop-loss", by: "mark", priceTicks },
        },
      });
    }
    expect(codeOf(turn(desk, "long"))).toBe("done");
    expect(nets(desk)).toEqual([0, -150]);
    expect([...desk.state.working.values()].map(({ order }) => order.positionSide)).toEqual(["short"]);
  });
});
