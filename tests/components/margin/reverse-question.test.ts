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
    expect.stringMatching(/^526\.\d\d USDT must be free for the new position; 19,500\.00 USDT is\.$/),
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
    refusal: expect.stringMatching(/Orders work in BTC\/USDT Perp/),
  });
});
