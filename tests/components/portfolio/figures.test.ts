import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { allocationOf } from "../../../components/portfolio/allocation.ts";
import { sumOf } from "../../../components/portfolio/amounts.ts";
import { axisAmount, axisTime } from "../../../components/portfolio/charts/axis-words.ts";
import { equityCsv } from "../../../components/portfolio/export-csv.ts";
import { figuresOf, realisedOf } from "../../../components/portfolio/live-figures.ts";
import type { Stretch } from "../../../components/portfolio/portfolio-client.ts";
import { monthRange, OPEN_END, rangeOf, startOf } from "../../../components/portfolio/ranges.ts";
import { strategyBars } from "../../../components/portfolio/strategy-bars.ts";
import { NO_BORROWING } from "../../../server/domain/borrowing/loan.ts";
import { UNTOUCHED } from "../../../server/domain/margin/margin-account.ts";
import { formatScaled } from "../../../server/domain/money/decimal.ts";

const NOON = Date.UTC(2026, 10, 21, 12);
const HOUR = 3_600_000;

const stretch: Stretch = {
  series: [{ at: NOON, equity: 1000, drawdown: 0 }],
  points: 2,
  first: { at: NOON - HOUR, equity: "1000", netFlow: "1000", realised: "7" },
  last: { at: NOON, equity: "1100", netFlow: "1000" },
  profit: "100",
  realised: "0",
  unrealised: "100",
  netFlow: "0",
  fees: { total: "0", fills: 0 },
  split: {
    from: NOON - HOUR,
    to: NOON,
    change: "100",
    price: "100",
    slippage: "0",
    fees: "0",
    funding: "0",
    interest: "0",
    forgiven: "0",
    flow: "0",
    residual: "0",
  },
  growth: 1.1,
  growthMax: 1.1,
  drawdown: null,
};
const day = { currency: "USDT", at: NOON - HOUR, equity: "1050", netFlow: "1000", netFlowNow: "1000" };

describe("the figures of this moment", () => {
  it("continue the recorded ones", () => {
    const worth = { at: NOON + 1_000, equity: "990.5", unrealised: "-9.5", realised: "7" };
    const figures = figuresOf(stretch, { worth, day, currency: "USDT" });
    expect(figures).toMatchObject({ equity: "990.5", profit: "-9.5", totalProfit: "-9.5", dayProfit: "-59.5" });
    expect(figures.returnFraction).toBeCloseTo(-0.0095, 12);
    expect(figures.drawdownNow).toBeCloseTo(0.9905 / 1.1 - 1, 12);
    expect(figures.series.at(-1)).toEqual({ at: NOON + 1_000, equity: 990.5, drawdown: figures.drawdownNow });
  });

  it("take money that was paid in since the last point for no profit", () => {
    const worth = { at: NOON + 1_000, equity: "1600", unrealised: "0", realised: "7" };
    const figures = figuresOf(stretch, { worth, day: { ...day, netFlowNow: "1500" }, currency: "USDT" });
    expect(figures).toMatchObject({ profit: "100", totalProfit: "100", dayProfit: "50" });
    expect(figures.returnFraction).toBeCloseTo(0.1, 12);
  });

  it("count what was realised since the last point: the cards of one page make up one sum", () => {
    const worth = { at: NOON + 1_000, equity: "800.33", unrealised: "-165.5", realised: "-27.17" };
    const figures = figuresOf(stretch, { worth, day, currency: "USDT" });
    expect(figures).toMatchObject({ profit: "-199.67", realised: "-34.17", unrealised: "-165.5" });
    expect(figuresOf(stretch, { worth: null, day, currency: "USDT" }).realised).toBe("0");
  });

  it("stay those of the last point in a range that is over", () => {
    const figures = figuresOf(stretch, { worth: null, day: { ...day, netFlowNow: "9" }, currency: "USDT" });
    expect(figures).toMatchObject({ equity: "1100", profit: "100", dayProfit: null, series: stretch.series });
  });
});

it("adds decimal texts exactly", () => {
  const units = fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n });
  fc.assert(
    fc.property(fc.array(units), fc.array(units), (plus, minus) => {
      const text = (value: bigint) => formatScaled(value, 8);
      const total = [...plus, ...minus.map((value) => -value)].reduce((sum, value) => sum + value, 0n);
      expect(scaled(sumOf("USDT", plus.map(text), minus.map(text)))).toBe(total);
    }),
  );
  expect(() => sumOf("USDT", ["many"])).toThrow(RangeError);
});

function scaled(text: string): bigint {
  const [whole = "0", fraction = ""] = text.replace("-", "").split(".");
  const magnitude = BigInt(whole + fraction.padEnd(8, "0"));
  return text.startsWith("-") ? -magnitude : magnitude;
}

describe("a range", () => {
  it("reaches back from where the tape stands and stays open", () => {
    expect(rangeOf("1D", NOON)).toEqual({ from: NOON - 24 * HOUR, to: OPEN_END });
    expect(rangeOf("YTD", NOON).from).toBe(Date.UTC(2026, 0, 1));
    expect(rangeOf("All", NOON).from).toBe(0);
    expect(rangeOf("1Y", 5).from).toBe(0);
  });

  it("begins days at midnight and covers whole months", () => {
    expect(startOf("day", NOON)).toBe(Date.UTC(2026, 10, 21));
    expect(monthRange(Date.UTC(2024, 1))).toEqual({ from: Date.UTC(2024, 1), to: Date.UTC(2024, 2) - 1 });
  });

  it("is written under the curve by its length", () => {
    expect(axisTime(NOON, 60_000)).toBe("12:00:00");
    expect(axisTime(NOON, HOUR)).toBe("12:00");
    expect(axisTime(NOON, 30 * 24 * HOUR)).toBe("21 Nov");
    expect(axisTime(NOON, 400 * 24 * HOUR)).toBe("Nov 2026");
    expect([axisAmount(100_000), axisAmount(99.5)]).toEqual(["100,000", "99.50"]);
  });
});

it("weighs what is held at its mark, and says where one is missing", () => {
  const balances = [
    { currency: "USDT", totalUnits: 100 * 1e8, reservedUnits: 0 },
    { currency: "BTC", totalUnits: 1e10, reservedUnits: 0 },
    { currency: "ETH", totalUnits: 1e10, reservedUnits: 0 },
    { currency: "SOL", totalUnits: 0, reservedUnits: 0 },
  ];
  const shares = allocationOf({ balances, borrowing: NO_BORROWING, baseCurrency: "USDT" }, (id) =>
    id === "BTC-USDT" ? "300.00" : null,
  );
  expect(shares.map(({ currency, valueUnits, weight }) => [currency, valueUnits, weight])).toEqual([
    ["BTC", 300 * 1e8, 0.75],
    ["USDT", 100 * 1e8, 0.25],
    ["ETH", null, null],
  ]);
});

it("adds to what a strategy realised what its open lots would gain at the mark", () => {
  const lot = { instrumentId: "BTC-USDT", direction: "long", quantity: "0.5", cost: "100.00000001" } as const;
  const profits = [
    { runId: null, strategy: null, realised: "-10.5", closings: 1, open: [] },
    {
      runId: "k-run-0007",
      strategy: "cross",
      realised: "1",
      closings: 1,
      open: [lot, { ...lot, direction: "short" as const }],
    },
    {
      runId: "k-run-0008",
      strategy: "cross",
      realised: "2",
      closings: 1,
      open: [{ ...lot, instrumentId: "ETH-USDT" }],
    },
  ];
  const bars = strategyBars(profits, "USDT", (id) => (id === "BTC-USDT" ? "210.00" : null));
  expect(bars.map(({ name, profit, share }) => [name, profit, Number(share.toFixed(4))])).toEqual([
    ["cross 0007", "1", 0.0952],
    ["cross 0008", null, 0],
    ["By hand", "-10.5", 1],
  ]);
});

it("writes every point exactly, and no name as a formula", () => {
  const row = {
    at: NOON,
    equity: "100000.00000001",
    netFlow: "100000",
    realised: "-0.5",
    unrealised: "0",
    sequence: 7,
  };
  expect(equityCsv({ name: '=cmd|"x"', mode: "paper", baseCurrency: "USDT" }, [row])).toBe(
    "time,portfolio,mode,currency,equity,net_flow,realised,unrealised\r\n" +
      `2026-11-21T12:00:00.000Z,"'=cmd|""x""",paper,USDT,100000.00000001,100000,-0.5,0\r\n`,
  );
  expect(equityCsv({ name: "-1+cmd|x", mode: "paper", baseCurrency: "USDT" }, [row])).toContain(",'-1+cmd|x,");
});

it("counts as realised what every position brought, and the funding of perpetuals", () => {
  const margin = { ...UNTOUCHED, fundedTotalUnits: -7_00000000 };
  const positions = [
    { instrumentId: "BTC-USDT", realisedUnits: -4_05000000 },
    { instrumentId: "BTC-USDT-PERP", realisedUnits: 1_00000000, margin },
  ];
  expect(realisedOf({ positions, baseCurrency: "USDT" })).toBe("-10.05");
});
