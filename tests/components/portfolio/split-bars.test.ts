import { expect, it } from "vitest";
import { splitBars } from "../../../components/portfolio/split-bars.ts";

const SPLIT = {
  from: 0,
  to: 1,
  ...{
    change: "50",
    price: "100",
    slippage: "0",
    fees: "-20",
    funding: "0",
    interest: "-30",
    forgiven: "0",
    flow: "0",
    residual: "0",
  },
};

it("stacks what changed equity as a waterfall, and leaves out what never occurred", () => {
  const bars = splitBars(SPLIT);
  expect(bars.map(({ name, from, to }) => [name, from, to])).toEqual([
    ["Price", 0, 1],
    ["Fees", 1, 0.8],
    ["Borrow interest", 0.8, 0.5],
    ["Equity", 0, 0.5],
  ]);
});

it("takes slippage out of the price, before fees", () => {
  const bars = splitBars({ ...SPLIT, price: "120", slippage: "-20" });
  expect(bars.map(({ key, amount }) => [key, amount]).slice(0, 3)).toEqual([
    ["price", "120"],
    ["slippage", "-20"],
    ["fees", "-20"],
  ]);
  expect(bars.at(-1)).toMatchObject({ key: "change", amount: "50" });
});

it("shows what nothing explains, and a loss to the left of where it began", () => {
  const bars = splitBars({ ...SPLIT, price: "-100", fees: "0", interest: "0", change: "-99", residual: "1" });
  expect(bars.map(({ key, kind }) => [key, kind])).toEqual([
    ["price", "part"],
    ["fees", "part"],
    ["residual", "residual"],
    ["change", "total"],
  ]);
  expect(bars[0]).toMatchObject({ from: 1, to: 0 });
});

it("draws nothing where nothing happened", () => {
  const bars = splitBars({ ...SPLIT, price: "0", fees: "0", interest: "0", change: "0" });
  expect(bars.every(({ from, to }) => from === 0 && to === 0)).toBe(true);
});
