import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { STOP_ACTIONS, type Stop, type StopScope } from "../../../server/domain/kill-switch/stop.ts";
import { bareStops, readStops, writeStops } from "../../../server/domain/kill-switch/stored-stops.ts";

const scope = fc.oneof(
  fc.constantFrom<StopScope>({ kind: "everything" }, { kind: "portfolio" }),
  fc.string().map((venue): StopScope => ({ kind: "venue", venue })),
  fc.string().map((instrumentId): StopScope => ({ kind: "instrument", instrumentId })),
  fc.string().map((runId): StopScope => ({ kind: "run", runId })),
);
const stop: fc.Arbitrary<Stop> = fc.record({
  id: fc.string(),
  scope,
  action: fc.constantFrom(...STOP_ACTIONS),
  userId: fc.string(),
  reason: fc.string(),
  at: fc.nat(),
  found: fc.record({ orders: fc.nat(), positions: fc.nat(), runs: fc.nat() }),
});

describe("stops in a row that keeps a reason", () => {
  it("are read as they were written", () => {
    fc.assert(
      fc.property(fc.string(), fc.array(stop, { minLength: 1, maxLength: 4 }), (reason, stops) => {
        expect(readStops(writeStops({ reason, stops }), "halted")).toEqual({ reason, stops });
      }),
    );
    expect(writeStops({ reason: "Resumed by a person", stops: [] })).toBe("Resumed by a person");
  });

  it("of an older desk become a stop of the whole portfolio", () => {
    expect(readStops("Halted by a person", "halted")).toMatchObject({
      reason: "Halted by a person",
      stops: [{ scope: { kind: "portfolio" }, action: "cancel-orders" }],
    });
    expect(bareStops("reducing", "")).toMatchObject([{ action: "reduce-only" }]);
    expect(readStops("", "active")).toEqual({ reason: "", stops: [] });
  });

  it.each([
    "{",
    '{"reason":"x"}',
    '{"reason":"x","stops":[]}',
    '{"reason":"x","stops":[{}]}',
    '{"reason":1,"stops":[{"id":""}]}',
    writeStops({ reason: "x", stops: bareStops("halted", "") }).replace("cancel-orders", "cancel-nothing"),
    writeStops({ reason: "x", stops: bareStops("halted", "") }).replace('"portfolio"', '"nothing"'),
  ])("that cannot be read stop everything, whatever the state beside them says: %s", (text) => {
    expect(readStops(text, "active")).toMatchObject({
      reason: "The stored stop could not be read",
      stops: [{ scope: { kind: "portfolio" }, action: "cancel-orders" }],
    });
  });
});
