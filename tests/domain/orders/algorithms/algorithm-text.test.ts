import { describe, expect, it } from "vitest";
import { type AlgorithmText, parseAlgorithm } from "../../../../server/domain/orders/algorithms/algorithm-text.ts";

const TWAP: AlgorithmText = {
  instrumentId: "BTC-USDT",
  side: "buy",
  kind: "twap",
  quantity: "0.5",
  limitPrice: null,
  isReduceOnly: false,
  minutes: "30",
  slices: "60",
  randomPercent: "20",
  visible: null,
  ratePercent: null,
  profile: null,
  deadlineAt: null,
};

describe("an algorithm as a person writes it", () => {
  it("is read onto the grid", () => {
    expect(parseAlgorithm(TWAP)).toEqual({
      ok: true,
      value: {
        instrumentId: "BTC-USDT",
        side: "buy",
        quantityLots: 50_000,
        limitTicks: null,
        isReduceOnly: false,
        positionSide: null,
        deadlineAt: null,
        randomBps: 2_000,
        method: { kind: "twap", durationMs: 1_800_000, slices: 60 },
        profileSource: null,
      },
    });
  });

  it.each<[Partial<AlgorithmText>, object]>([
    [{ kind: "vwap" }, { method: { kind: "vwap", profile: null }, profileSource: "history" }],
    [{ kind: "vwap", profile: "flat" }, { profileSource: "flat" }],
    [
      { kind: "adaptive", minutes: "0.5", slices: "3" },
      { method: { kind: "adaptive", durationMs: 30_000, slices: 3 } },
    ],
    [
      { kind: "iceberg", limitPrice: "64000.5", visible: "0.05" },
      { limitTicks: 6_400_050, method: { visibleLots: 5_000 } },
    ],
    [
      { kind: "pov", ratePercent: "12.5", randomPercent: "" },
      { method: { rateBps: 1_250, intervalMs: 5_000 }, randomBps: 0 },
    ],
  ])("reads %o", (change, value) => {
    expect(parseAlgorithm({ ...TWAP, ...change })).toMatchObject({ ok: true, value });
  });

  it.each<[Partial<AlgorithmText>, string, string]>([
    [{ instrumentId: "NO-SUCH" }, "instrument-unknown", '"NO-SUCH"'],
    [{ side: "up" }, "side-unknown", '"up" is not a known side. Use one of buy, sell.'],
    [{ kind: "magic" }, "algorithm-unknown", '"magic" is not a known algorithm. Use one of twap, vwap'],
    [{ quantity: "0.000001" }, "quantity-below-lot", '"0.000001"'],
    [{ limitPrice: "1.001" }, "limit-price-off-tick", 'Limit price "1.001"'],
    [{ minutes: "" }, "duration-missing", "Enter how many minutes"],
    [{ minutes: "2000" }, "duration-out-of-range", 'Duration "2000" is out of range. Use 0.1 to 1440 minutes.'],
    [{ minutes: "half" }, "duration-not-a-number", 'Duration "half" is not a number'],
    [{ slices: null }, "slices-missing", "Enter into how many slices"],
    [{ slices: "1" }, "slices-out-of-range", 'Number of slices "1" is out of range. Use 2 to 500 slices.'],
    [{ slices: "2.5" }, "slices-not-a-number", 'Number of slices "2.5" is not a whole number'],
    [{ minutes: "0.1", slices: "60" }, "slices-too-close", "Use at most 6."],
    [{ randomPercent: "80" }, "random-out-of-range", 'Randomness "80" is out of range. Use 0 to 50 percent.'],
    [{ kind: "iceberg" }, "limit-price-missing", "An iceberg rests at its limit price"],
    [{ kind: "iceberg", limitPrice: "64000" }, "visible-missing", "Enter how much it shall show"],
    [
      { kind: "iceberg", limitPrice: "64000", visible: "1" },
      "visible-above-quantity",
      'above the whole quantity "0.50000"',
    ],
    [{ kind: "pov" }, "rate-missing", "Enter a percentage"],
    [{ kind: "pov", ratePercent: "60" }, "rate-out-of-range", 'Participation "60" is out of range'],
    [{ kind: "vwap", profile: "moon" }, "volume-profile-unknown", '"moon" is not a known volume profile'],
    [{ deadlineAt: -1 }, "deadline-not-a-time", '"-1" is no time'],
  ])("refuses %o with %s", (change, code, words) => {
    const parsed = parseAlgorithm({ ...TWAP, ...change });
    expect(parsed.ok ? "accepted" : parsed.rejection.code).toBe(code);
    expect(parsed.ok ? "" : parsed.rejection.message).toContain(words);
  });
});
