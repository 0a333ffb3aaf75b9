import { expect, it } from "vitest";
import { algorithmCost } from "@/components/trade/ticket/algorithm/algorithm-cost.tsx";
import { BLANK_ALGORITHM, readAlgorithm } from "@/components/trade/ticket/algorithm/algorithm-draft.ts";
import { describeAlgorithm } from "@/components/trade/ticket/algorithm/describe-algorithm.ts";
import { stepText } from "@/components/trade/ticket/algorithm/step-text.ts";
import { formatBalance } from "@/components/ui/format-amount.ts";
import { present } from "../../../server/domain/errors/invariant.ts";
import { findInstrument } from "../../../server/domain/markets/listed-instruments.ts";

const BTC = present(findInstrument("BTC-USDT"), "BTC is not listed");
const read = (change: Partial<typeof BLANK_ALGORITHM>) =>
  readAlgorithm(BTC.id, "buy", { ...BLANK_ALGORITHM, quantity: "0.5", ...change });

it.each([
  [{}, "30 slices of about 0.01667 BTC, one every 60 s, give or take 20 %."],
  [{ kind: "adaptive", randomPercent: "0", slices: "10" }, "10 slices of about 0.05000 BTC, one every 3 min. It slows"],
  [{ kind: "vwap" }, "30 slices, one every 60 s, give or take 20 %, sized by the volume of past days."],
  [
    { kind: "vwap", profile: "flat", randomPercent: "0" },
    "30 slices, one every 60 s, all of one size: the profile is flat.",
  ],
  [{ kind: "iceberg", limitPrice: "64000", visible: "0.1" }, "Rests at its price and shows 0.10000 BTC at a time"],
  [{ kind: "pov" }, "Takes 10 % of what is traded at its limit or better, every 5 s"],
] as const)("%o says what it will do", (change, words) => {
  const { parsed, problem } = read(change);
  expect(problem).toBeNull();
  expect(describeAlgorithm(BTC, present(parsed ?? undefined, "Not read"))).toContain(words);
});

it.each([
  [{ quantity: "" }, "quantity"],
  [{ kind: "iceberg" }, "limitPrice"],
  [{ kind: "iceberg", limitPrice: "64000" }, "visible"],
  [{ minutes: "x" }, "minutes"],
  [{ slices: "1" }, "slices"],
  [{ randomPercent: "70" }, "randomPercent"],
  [{ kind: "pov", ratePercent: "0" }, "ratePercent"],
] as const)("%o is told at the field %s", (change, field) => {
  expect(read(change).problem?.field).toBe(field);
});

it("leaves out what its kind does not have, and reads a deadline in UTC", () => {
  const { text } = read({ kind: "pov", until: "2026-11-21T22:00" });
  expect(text).toMatchObject({ minutes: null, slices: null, visible: null, profile: null, ratePercent: "10" });
  expect(text.deadlineAt).toBe(Date.UTC(2026, 10, 21, 22));
});

it("steps a field by its grid, never below zero", () => {
  expect([stepText("0.05", "0.00001", 1), stepText("", "1", 2), stepText("1.5", "1", -3)]).toEqual([
    "0.05001",
    "2",
    "0.0",
  ]);
});

it("counts what all of it comes to, and the taker's fee on that", () => {
  const cost = algorithmCost(BTC, 50_000, 6_400_000);
  // 0.5 BTC at 64,000.00.
  expect([formatBalance(cost?.valueUnits ?? 0, "USDT"), formatBalance(cost?.feeUnits ?? 0, "USDT")]).toEqual([
    "32,000.00",
    (32_000 * (BTC.takerRateMillionths / 1_000_000)).toFixed(2),
  ]);
  expect([algorithmCost(BTC, null, 1), algorithmCost(BTC, 1, null)]).toEqual([null, null]);
});
