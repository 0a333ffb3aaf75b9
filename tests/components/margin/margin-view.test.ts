import { expect, test } from "vitest";
import { backingUnits, liquidationOf, marginView, spendableUnits } from "@/components/margin/margin-view.ts";
import { present } from "../../../server/domain/errors/invariant.ts";
import { findInstrument } from "../../../server/domain/markets/listed-instruments.ts";
import { BTC_PERP, ETH_PERP, marksOf, open, portfolio } from "./margin-example.ts";

const USDT = 1e8;
const SPOT = present(findInstrument("BTC-USDT"), "BTC-USDT is listed");
const wallet = (total: number, reserved = 0) => ({ totalUnits: total * USDT, reservedUnits: reserved * USDT });

test("knows no margin of spot, and the setting that everybody begins with of a perpetual never touched", () => {
  const snapshot = portfolio([], wallet(1_000));
  expect(marginView(SPOT, { snapshot, marks: null })).toBeNull();
  expect(marginView(BTC_PERP, { snapshot, marks: null })).toMatchObject({
    values: { leverage: 5, mode: "cross", netLots: 0 },
    markTicks: null,
    spendableUnits: 1_000 * USDT,
    leftByOthersUnits: 1_000 * USDT,
  });
});

test("puts the wallet, less what others need of it, behind a cross position", () => {
  // 1 BTC long at 50,000, 10 ETH short at 3,000 isolated, and 20 ETH cross in another portfolio.
  const btc = open(BTC_PERP, 1_000, 500_000);
  const isolated = portfolio(
    [
      [BTC_PERP, btc],
      [ETH_PERP, open(ETH_PERP, -10_000, 300_000, { mode: "isolated" })],
    ],
    wallet(20_000),
  );
  const marks = marksOf([
    [BTC_PERP, 500_000],
    [ETH_PERP, 290_000],
  ]);
  const beside = present(marginView(BTC_PERP, { snapshot: isolated, marks }) ?? undefined, "BTC is margined");
  expect(beside.leftByOthersUnits).toBe((20_000 - 6_000) * USDT);
  const cross = portfolio(
    [
      [BTC_PERP, btc],
      [ETH_PERP, open(ETH_PERP, -10_000, 300_000)],
    ],
    wallet(20_000),
  );
  const shared = present(marginView(BTC_PERP, { snapshot: cross, marks }) ?? undefined, "BTC is margined");
  // The short has gained 1,000 and must maintain 0.4 % of 29,000.
  expect(shared.leftByOthersUnits).toBe((20_000 + 1_000 - 116) * USDT);
  expect(marginView(BTC_PERP, { snapshot: cross, marks: null })?.leftByOthersUnits).toBeNull();
  expect(liquidationOf({ ...shared, leftByOthersUnits: null }, btc)).toBeNull();
});

test("counts a cross loss as spent and a gain as not there yet", () => {
  const snapshot = portfolio([[BTC_PERP, open(BTC_PERP, 1_000, 500_000)]], wallet(20_000, 10_000));
  expect(spendableUnits({ snapshot, marks: marksOf([[BTC_PERP, 490_000]]) }, "USDT")).toBe(9_000 * USDT);
  expect(spendableUnits({ snapshot, marks: marksOf([[BTC_PERP, 510_000]]) }, "USDT")).toBe(10_000 * USDT);
  expect(spendableUnits({ snapshot, marks: null }, "BTC")).toBe(0);
});

test("an isolated position falls where its own margin ends", () => {
  const short = open(BTC_PERP, -1_000, 500_000, { mode: "isolated", leverage: 10 });
  const snapshot = portfolio([[BTC_PERP, short]], wallet(20_000));
  const view = present(marginView(BTC_PERP, { snapshot, marks: null }) ?? undefined, "BTC is margined");
  expect(backingUnits(view, short)).toBe(5_000 * USDT);
  // (50,000 + 5,000) ÷ 1.004, up to the tick.
  expect(liquidationOf(view, short)).toBe(547_809);
  expect(backingUnits(view, short, { mode: "cross", leverage: 10 }, -3 * USDT)).toBe(19_997 * USDT);
});
