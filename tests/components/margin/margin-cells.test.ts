import { expect, test } from "vitest";
import type { DeskState } from "@/components/live/desk-store.ts";
import { liquidationLines } from "@/components/margin/positions/liquidation-line.ts";
import { liquidationFigure } from "@/components/margin/positions/margin-cells.tsx";
import { type MarginValues, UNTOUCHED } from "../../../server/domain/margin/margin-account.ts";
import { BTC_PERP, marksOf, open, portfolio } from "./margin-example.ts";

const USDT = 1e8;
const BTC = { instrument: BTC_PERP, positionSide: null };
const wallet = (values: MarginValues) => ({ totalUnits: 20_000 * USDT, reservedUnits: values.marginUnits });

function stateOf(values: MarginValues, mark: number | null): DeskState {
  const snapshot = portfolio([[BTC_PERP, values]], wallet(values));
  return { snapshot, marks: mark === null ? null : marksOf([[BTC_PERP, mark]]) } as unknown as DeskState;
}

test("says where a position is liquidated and how far that is, and marks it when it is near", () => {
  const short = open(BTC_PERP, -1_000, 500_000, { mode: "isolated", leverage: 5 });
  expect(liquidationFigure(stateOf(short, 500_000), BTC)).toMatchObject({
    text: "59,761.0 · 19.5%",
    tone: "plain",
  });
  expect(liquidationFigure(stateOf(short, 550_000), BTC)).toMatchObject({
    text: "59,761.0 · 8.7%",
    tone: "down",
  });
  expect(liquidationFigure(stateOf(short, 600_000), BTC).text).toBe("59,761.0 · due");
  expect(liquidationFigure(stateOf(short, null), BTC)).toMatchObject({ text: "–", title: "No mark yet" });
  const safe = open(BTC_PERP, 10, 500_000);
  expect(liquidationFigure(stateOf(safe, 500_000), BTC).text).toBe("none");
  const tiny = open(BTC_PERP, -10, 500_000);
  expect(liquidationFigure(stateOf(tiny, 500_000), BTC).text).toMatch(/· >500%$/);
  expect(liquidationFigure(stateOf(UNTOUCHED, 500_000), BTC).text).toBe("–");
});

test("draws the same on the chart", () => {
  const short = open(BTC_PERP, -1_000, 500_000, { mode: "isolated", leverage: 5 });
  const { snapshot, marks } = stateOf(short, 500_000);
  if (snapshot === null) throw new Error("There is a portfolio");
  expect(liquidationLines(BTC_PERP, snapshot, marks)).toMatchObject([
    {
      kind: "liquidation",
      price: 59_761,
      label: "Liquidation 19.5%",
      canMove: false,
    },
  ]);
  expect(liquidationLines(BTC_PERP, portfolio([], wallet(UNTOUCHED)), marks)).toEqual([]);
});
