import { expect, test } from "vitest";
import { collateralBps, levelsOf } from "../../../server/domain/borrowing/lending-terms.ts";
import { accountWorth, isBacked } from "../../../server/domain/borrowing/margin-level.ts";
import { lotsOfPower } from "../../../server/domain/borrowing/order-power.ts";
import { worstCase } from "../../../server/domain/borrowing/worst-case.ts";
import { Seeded } from "../../support/seeded.ts";

const ACCOUNTS = 3_000;

test("the most lots of any account are backed at the venue's initial level, and one more is not", () => {
  const seeded = new Seeded(20261122);
  const next = () => seeded.next();
  const below = (n: number) => seeded.between(0, n - 1);
  let borrowed = 0;
  for (let i = 0; i < ACCOUNTS; i++) {
    const leverage = next() < 0.5 ? 3 : 5;
    const price = 1 + below(5_000);
    const valued = (currency: string, units: bigint | number) =>
      currency === "USDT" ? units : typeof units === "bigint" ? units * BigInt(price) : units * price;
    const purses = ["USDT", "BTC"].map((currency) => ({
      currency,
      totalUnits: below(currency === "USDT" ? 1_000_000 : 2_000),
      keptUnits: 0,
      owedUnits: next() < 0.3 ? below(currency === "USDT" ? 100_000 : 50) : 0,
    }));
    const isBuy = next() < 0.5;
    const [pays, receives] = isBuy ? ["USDT", "BTC"] : ["BTC", "USDT"];
    const free = purses.find(({ currency }) => currency === pays)?.totalUnits ?? 0;
    const bound = Math.max(1, isBuy ? price + below(300) : price - below(300));
    const paid = isBuy ? bound : price;
    const worth = accountWorth(purses, valued);
    if (worth === null) throw new Error("Everything has a price here.");
    const lots = lotsOfPower({
      worth,
      initialBps: levelsOf(leverage).initialBps,
      freeUnits: valued(pays ?? "", free),
      freeBps: collateralBps(pays ?? ""),
      payUnits: paid,
      bringsUnits: Math.min(price, bound),
      bringsBps: Math.min(collateralBps("USDT"), collateralBps("BTC")),
    });
    const isFine = (n: number) => {
      const payUnits = isBuy ? n * bound : n;
      const worthUnits = n * Math.min(price, bound);
      const after = worstCase(
        purses,
        [{ pays: pays ?? "", payUnits, receives: receives ?? "", worthUnits, repaysUnits: 0 }],
        valued,
      );
      return after !== null && isBacked(after, levelsOf(leverage).initialBps);
    };
    const owned = Math.floor(Number(valued(pays ?? "", free)) / paid);
    expect(lots).toBeGreaterThanOrEqual(owned);
    // What is weighted is rounded down to a unit, once a currency: lots that weigh less than these units fall to it.
    const aLot = levelsOf(leverage).initialBps * paid - collateralBps("BTC") * Math.min(price, bound);
    const edge = 1 + Math.ceil((3 * 10_000) / aLot);
    if (lots > owned + edge) {
      borrowed++;
      expect(isFine(lots - edge), `${lots - edge} of account ${i}`).toBe(true);
      expect(isFine(lots + edge), `${lots + edge} of account ${i}`).toBe(false);
    }
  }
  expect(borrowed).toBeGreaterThan(ACCOUNTS / 3);
});
