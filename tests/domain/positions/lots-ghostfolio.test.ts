import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { formatScaled, parseScaled } from "../../../server/domain/money/decimal.ts";
import { add, type Integer, multiplyDivide, subtract } from "../../../server/domain/money/integer.ts";
import {
  type Execution,
  LOT_VIEWS,
  type LotView,
  realiseGains,
} from "../../../server/domain/positions/realised-gains.ts";
import { totalUnits } from "./lot-examples.ts";

type Activity = {
  readonly assetProfile: { readonly symbol: string; readonly currency: string };
  readonly date: string;
  readonly type: string;
  readonly quantity: number;
  readonly unitPriceInAssetProfileCurrency: number;
  readonly feeInAssetProfileCurrency: number;
};
type Performance = ReturnType<typeof performance>;
type Position = Readonly<Record<"symbol" | "dataSource", string> & Partial<Record<keyof Performance, string>>> & {
  readonly marketPrice: number;
};
type Case = {
  readonly test: string;
  readonly base_currency: string;
  readonly activities: readonly Activity[];
  readonly expected: readonly { readonly of: string; readonly value: { readonly positions?: readonly Position[] } }[];
};

const FILE = new URL("../../../../shared/oracles/lots/ghostfolio_portfolio.json", import.meta.url);
const hasOracle = existsSync(FILE);
if (!hasOracle) console.log(`Skipped: the oracle ${FILE.pathname} is absent.`);

const DECIMALS = 8;
const ONE = 10 ** DECIMALS;

function units(value: number | string): Integer {
  const parsed = parseScaled(String(value), DECIMALS);
  if ("problem" in parsed) throw new Error(`Cannot read ${value}: ${parsed.problem}`);
  return parsed.value;
}

const executionsOf = (activities: readonly Activity[]): Execution[] =>
  activities
    .filter(({ type }) => type === "BUY" || type === "SELL")
    .map((activity, index) => {
      const quantityUnits = units(activity.quantity);
      return {
        id: `a${index}`,
        instrumentId: activity.assetProfile.symbol,
        at: Date.parse(activity.date),
        side: activity.type === "BUY" ? "buy" : "sell",
        quantityUnits,
        valueUnits: multiplyDivide(quantityUnits, units(activity.unitPriceInAssetProfileCurrency), ONE),
        fee: { units: units(activity.feeInAssetProfileCurrency), in: "quote" },
      };
    });

/**
 * Theirs and ours: a fee is part of our cost and of our proceeds, theirs are beside both. So what is gained with fees is compared as it
 * is, and what is invested, and gained without them, from the same executions with fees of nothing.
 */
function performance(executions: readonly Execution[], marketUnits: Integer, view: LotView) {
  const gainOf = (all: readonly Execution[]) => {
    const { closings, open } = realiseGains(all, view);
    const quantity = totalUnits(open, "quantityUnits");
    const cost = totalUnits(open, "costUnits");
    const gained = closings.reduce((total: Integer, { gainUnits }) => add(total, gainUnits), 0);
    return { quantity, cost, gain: add(gained, subtract(multiplyDivide(quantity, marketUnits, ONE), cost)) };
  };
  const { quantity, cost, gain } = gainOf(executions.map((each) => ({ ...each, fee: { units: 0, in: "quote" } })));
  return {
    quantity: shown(quantity),
    investment: shown(cost),
    averagePrice: quantity === 0 ? "0" : shown(multiplyDivide(cost, ONE, quantity)),
    grossPerformance: shown(gain),
    netPerformance: shown(gainOf(executions).gain),
  };
}

const shown = (value: Integer): string => formatScaled(value, DECIMALS).replace(/\.?0+$/, "");

/** One currency, and a market that prices it: what changes hands with a rate of exchange belongs to attribution. */
const isOurs = ({ base_currency, activities }: Case): boolean =>
  activities.every(({ assetProfile }) => assetProfile.currency === base_currency);

describe.skipIf(!hasOracle)("positions against ghostfolio's expectations", () => {
  const cases = hasOracle ? (JSON.parse(readFileSync(FILE, "utf8")) as { tests: Case[] }).tests : [];
  const rows = cases
    .filter(isOurs)
    .flatMap(({ test, activities, expected }) =>
      expected.flatMap(({ value }) =>
        (value.positions ?? [])
          .filter(({ averagePrice, dataSource }) => averagePrice !== undefined && dataSource !== "MANUAL")
          .map((position) => ({ test, activities, position })),
      ),
    );

  it("has something to reproduce", () => {
    expect(rows.map(({ position }) => position.symbol)).toHaveLength(7);
  });

  for (const view of LOT_VIEWS) {
    it.each(rows)(`$position.symbol $test, ${view}`, ({ activities, position }) => {
      const ours = performance(executionsOf(activities), units(String(position.marketPrice)), view);
      const said = Object.keys(ours).filter((name) => name in position);
      expect(said.length).toBeGreaterThan(2);
      expect(position).toMatchObject(Object.fromEntries(Object.entries(ours).filter(([name]) => said.includes(name))));
    });
  }
});
