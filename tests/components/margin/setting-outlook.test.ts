import { expect, test } from "vitest";
import { marginView } from "@/components/margin/margin-view.ts";
import { readLeverage, settingOutlook } from "@/components/margin/setting/setting-outlook.ts";
import { present } from "../../../server/domain/errors/invariant.ts";
import { type MarginValues, UNTOUCHED } from "../../../server/domain/margin/margin-account.ts";
import { BTC_PERP, marksOf, open, portfolio } from "./margin-example.ts";

const USDT = 1e8;

function viewOf(values: MarginValues, total = 20_000, mark = 500_000) {
  const snapshot = portfolio([[BTC_PERP, values]], { totalUnits: total * USDT, reservedUnits: values.marginUnits });
  const marks = marksOf([[BTC_PERP, mark]]);
  return present(marginView(BTC_PERP, { snapshot, marks }) ?? undefined, "BTC is margined");
}

const cross = (leverage: number) => ({ leverage, mode: "cross" }) as const;
const isolated = (leverage: number) => ({ leverage, mode: "isolated" }) as const;

test("reads a whole leverage and nothing else", () => {
  expect(["10", " 125 ", "0", "2.5", "", "x", "1000"].map(readLeverage)).toEqual([
    10,
    125,
    null,
    null,
    null,
    null,
    null,
  ]);
});

test("says what a leverage allows while nothing is open", () => {
  const view = viewOf(UNTOUCHED);
  expect(settingOutlook(view, isolated(50), false)).toEqual({
    problem: null,
    mostUnits: 12_000_000 * USDT,
    position: null,
  });
  for (const wanted of [null, cross(0), cross(126)])
    expect(settingOutlook(view, wanted, false).problem).toBe("Enter a whole leverage from 1 to 125.");
  expect(settingOutlook(view, cross(10), true).problem).toMatch(/Orders work in BTC\/USDT Perp/);
  expect(settingOutlook(view, cross(5), true).problem).toBeNull();
});

test("shows what it would make of an open position: margin and liquidation price, before and after", () => {
  const short = open(BTC_PERP, -1_000, 500_000, isolated(10));
  expect(settingOutlook(viewOf(short), isolated(5), false)).toMatchObject({
    problem: null,
    position: {
      marginUnits: { before: 5_000 * USDT, after: 10_000 * USDT },
      // (50,000 + 5,000) ÷ 1.004 and (50,000 + 10,000) ÷ 1.004.
      liquidationTicks: { before: 547_809, after: 597_610 },
    },
  });
});

test("says in words what the desk would refuse", () => {
  const long = open(BTC_PERP, 1_000, 500_000, isolated(10));
  expect(settingOutlook(viewOf(long), cross(10), false).problem).toMatch(/mode cannot change while a position is open/);
  expect(settingOutlook(viewOf(long, 6_000), isolated(5), false).problem).toMatch(
    /needs 5,000.00 USDT more, and 1,000.00/,
  );
  expect(settingOutlook(viewOf(long, 20_000, 496_000), isolated(125), false).problem).toMatch(
    /close the position at once/,
  );
  const large = open(BTC_PERP, 50_000, 500_000);
  expect(settingOutlook(viewOf(large, 900_000), cross(100), false).problem).toMatch(/may be 800,000/);
});
