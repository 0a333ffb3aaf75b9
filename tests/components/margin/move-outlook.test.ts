import { expect, test } from "vitest";
import { marginView } from "@/components/margin/margin-view.ts";
import { moveOutlook, shareOf } from "@/components/margin/moving/move-outlook.ts";
import { liquidationLines } from "@/components/margin/positions/liquidation-line.ts";
import type { PortfolioSnapshot } from "../../../components/live/portfolio-snapshot.ts";
import { present } from "../../../server/domain/errors/invariant.ts";
import { type MarginSetting, UNTOUCHED } from "../../../server/domain/margin/margin-account.ts";
import { BTC_PERP, marksOf, open, portfolio } from "./margin-example.ts";

const USDT = 1e8;
const marks = marksOf([[BTC_PERP, 500_000]]);

/** 1 BTC long and so much short at 50,000 in hedge mode, with 20,000 USDT. */
function hedged(short: number, setting: MarginSetting): PortfolioSnapshot {
  const { id: instrumentId } = BTC_PERP;
  const long = open(BTC_PERP, 1_000, 500_000, setting);
  const other = open(BTC_PERP, -short, 500_000, setting);
  const reservedUnits = Number(long.marginUnits) + Number(other.marginUnits);
  return {
    ...portfolio([[BTC_PERP, { ...UNTOUCHED, ...setting, positionMode: "hedge" }]], {
      totalUnits: 0,
      reservedUnits: 0,
    }),
    balances: [{ currency: "USDT", totalUnits: 20_000 * USDT, reservedUnits }],
    positions: [
      { instrumentId, realisedUnits: 0, margin: { ...UNTOUCHED, ...setting, positionMode: "hedge" } },
      { instrumentId, positionSide: "long", realisedUnits: 0, margin: long },
      { instrumentId, positionSide: "short", realisedUnits: 0, margin: other },
    ],
  };
}

const viewOf = (snapshot: PortfolioSnapshot) =>
  present(marginView(BTC_PERP, { snapshot, marks }, "long") ?? undefined, "BTC is margined");

test("tells before margin moves what it would make of the liquidation price, and how much may move", () => {
  const view = viewOf(hedged(500, { mode: "isolated", leverage: 10 }));
  // 5,000 behind 1 BTC and 2,500 behind the other side's half.
  const more = moveOutlook(view, "add", "1,000");
  expect(more).toMatchObject({
    ...{ amount: "1000", problem: null, mostUnits: 12_500 * USDT },
    marginUnits: { before: 5_000 * USDT, after: 6_000 * USDT },
    // (50,000 − 5,000) ÷ 0.996, then (50,000 − 6,000) ÷ 0.996, down to the tick.
    liquidationTicks: { before: 451_807, after: 441_767 },
  });
  expect(shareOf(more, 50, "USDT")).toBe("6250");
  expect(moveOutlook(view, "add", "13000").problem).toBe("12,500.00 USDT are free. Add less.");
  expect(moveOutlook(view, "take", "1").problem).toBe(
    "At 10× the position can spare 0.00 USDT above its initial margin. Take less.",
  );
  expect(moveOutlook(view, "add", "0")).toMatchObject({ amount: null, problem: "Enter an amount above zero." });
  expect(moveOutlook(view, "add", "")).toMatchObject({ amount: null, problem: null });
});

test("draws a liquidation for each isolated side, and one for a crossed pair", () => {
  const lines = (snapshot: PortfolioSnapshot) => liquidationLines(BTC_PERP, snapshot, marks).map(({ label }) => label);
  expect(lines(hedged(500, { mode: "isolated", leverage: 10 }))).toEqual([
    "Liquidation long 9.6%",
    "Liquidation short 9.6%",
  ]);
  const cross = hedged(500, { mode: "cross", leverage: 10 });
  // 20,000 − 0.5 × (50,000 − p) = 0.006 p: p = 10,121.4…
  expect(lines(cross)).toEqual(["Liquidation of both 79.8%"]);
  expect(viewOf(cross).paired).toMatchObject({ netLots: -500 });
});
