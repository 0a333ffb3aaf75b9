import { expect, test } from "vitest";
import type { DeskState } from "@/components/live/desk-store.ts";
import { reverseQuestion } from "@/components/margin/positions/reverse-question.ts";
import type { PortfolioSnapshot } from "../../../components/live/portfolio-snapshot.ts";
import { baseUnits } from "../../../server/domain/markets/instrument.ts";
import { BTC_PERP, marksOf, open, portfolio } from "./margin-example.ts";

const USDT = 1e8;

function stateOf(part: Partial<PortfolioSnapshot> = {}): DeskState {
  const values = open(BTC_PERP, -50, 500_000);
  const snapshot = portfolio([[BTC_PERP, values]], { totalUnits: 20_000 * USDT, reservedUnits: values.marginUnits });
  const lot = { id: "l", instrumentId: BTC_PERP.id, fillId: "f", openedAt: 0, direction: "short" } as const;
  const lots = [{ ...lot, quantityUnits: baseUnits(BTC_PERP, 50), costUnits: values.costUnits }];
  const prices = { [BTC_PERP.id]: { bid: "50000.0", ask: "50000.1" } };
  return {
    snapshot: { ...snapshot, lots, ...part },
    prices,
    marks: marksOf([[BTC_PERP, 500_000]]),
  } as unknown as DeskState;
}

test("names both halves, the worst price, the margin and what becomes of stops", () => {
  const question = reverseQuestion(BTC_PERP.id, stateOf());
  expect(question).toMatchObject({
    title: "Reverse the short position in BTC/USDT Perp?",
    confirmLabel: "Buy 2 × 0.050 BTC",
  });
  if ("refusal" in question) throw new Error(question.refusal);
  expect(question.effects).toEqual([
    "Buys 0.050 BTC at market to close, reduce-only, and 0.050 BTC more to open a long: both or neither.",
    expect.stringMatching(/^The worst acceptable price is 52,500\.1 USDT\.$/),
    expect.stringMatching(
      /^526\.\d\d USDT must be free for the new position once the old one is closed; 19,99\d\.\d\d USDT would be\.$/,
    ),
    "The new position has no stop until you place one.",
  ]);
});

test("refuses where nothing is held, and where something works", () => {
  expect(reverseQuestion(BTC_PERP.id, stateOf({ lots: [] }))).toMatchObject({
    refusal: expect.stringMatching(/no position/),
  });
  expect(reverseQuestion("BTC-USDT", stateOf())).toMatchObject({ refusal: expect.any(String) });
  const working = {
    instrumentId: BTC_PERP.id,
    status: "accepted",
    isReduceOnly: false,
    quantityLots: 1,
    filledLots: 0,
    reservedUnits: 1,
    side: "buy",
  };
  expect(reverseQuestion(BTC_PERP.id, stateOf({ orders: [working] as never }))).toMatchObject({
    refusal: expect.stringMatching(/Other buy orders work in BTC\/USDT Perp/),
  });
});

test("in hedge mode says which side closes and what becomes of the other", () => {
  const [long, short] = [open(BTC_PERP, 50, 500_000), open(BTC_PERP, -20, 500_000)];
  const whole = { ...long, netLots: 0, costUnits: 0, marginUnits: 0, positionMode: "hedge" as const };
  const lot = { instrumentId: BTC_PERP.id, fillId: "f", openedAt: 0, costUnits: 0 } as const;
  const row = { instrumentId: BTC_PERP.id, quantityUnits: 0, realisedUnits: 0 };
  const state = stateOf({
    positions: [
      { ...row, margin: whole },
      { ...row, positionSide: "long", margin: long },
      { ...row, positionSide: "short", margin: short },
    ] as never,
    lots: [
      { ...lot, id: "l", direction: "long", quantityUnits: baseUnits(BTC_PERP, 50) },
      { ...lot, id: "s", direction: "short", quantityUnits: baseUnits(BTC_PERP, 20) },
    ],
  });
  const question = reverseQuestion(BTC_PERP.id, state, "long");
  if ("refusal" in question) throw new Error(question.refusal);
  expect(question).toMatchObject({
    id: `reverse-${BTC_PERP.id}/long`,
    title: "Reverse the long position in BTC/USDT Perp?",
    confirmLabel: "Close long 0.050 BTC, open short 0.050 BTC",
  });
  expect(question.effects[0]).toBe(
    "Sells 0.050 BTC at market to close, reduce-only, and 0.050 BTC more to add to the short of 0.020 BTC: both or neither.",
  );
  expect(question.effects[2]).toMatch(/^50\d\.\d\d USDT must be free for the short beside the long; /);
  expect(question.effects.at(-1)).toBe("The short has no stop until you place one.");
});
