import fc from "fast-check";
import { expect, it } from "vitest";
import {
  ALGORITHM_STEERINGS,
  type AlgorithmIntent,
  isEnded,
} from "../../../server/domain/orders/algorithms/algorithm.ts";
import { isTerminal } from "../../../server/domain/orders/order-status.ts";
import type { Step } from "../../../server/engine/engine.ts";
import type { EngineState } from "../../../server/engine/engine-state.ts";
import { JournalFold } from "../../../server/engine/journal/journal-fold.ts";
import { stateHash } from "../../../server/engine/journal/state-hash.ts";
import {
  accepted,
  bookAt,
  control,
  expectSound,
  filled,
  market,
  OPENING,
  openDesk,
  START,
  tradeAt,
  venue,
} from "../desk-example.ts";
import { childrenOf, gone, rejected, wanted } from "./algorithm-example.ts";

const lots = fc.integer({ min: 100, max: 30_000 });
const timing = { durationMs: fc.integer({ min: 5_000, max: 60_000 }), slices: fc.integer({ min: 2, max: 9 }) };
const method = fc.oneof(
  fc.record({ kind: fc.constantFrom("twap" as const, "adaptive" as const), ...timing }),
  fc.record({ kind: fc.constant("vwap" as const), ...timing, profile: fc.constant(null) }),
  fc.record({ kind: fc.constant("iceberg" as const), visibleLots: lots }),
  fc.record({
    kind: fc.constant("pov" as const),
    rateBps: fc.integer({ min: 500, max: 5_000 }),
    intervalMs: fc.constant(2_000),
  }),
);
const intents = fc
  .record({
    quantityLots: lots,
    side: fc.constantFrom("buy" as const, "sell" as const),
    randomBps: fc.constantFrom(0, 1_000, 5_000),
    deadlineAt: fc.constantFrom(null, START + 20_000),
    limit: fc.boolean(),
    method,
  })
  .map(
    ({ limit, ...rest }): AlgorithmIntent =>
      wanted({ ...rest, limitTicks: limit || rest.method.kind === "iceberg" ? 5_000_000 : null }),
  );

const deeds = fc.array(
  fc.record({
    what: fc.constantFrom(
      "wait",
      "wait",
      "wait",
      "print",
      "fill",
      "fill",
      "cancel",
      "reject",
      "lose",
      "accept",
      "steer",
    ),
    ms: fc.integer({ min: 0, max: 8_000 }),
    share: fc.integer({ min: 1, max: 100 }),
    to: fc.constantFrom(...ALGORITHM_STEERINGS, "resume" as const),
    tick: fc.integer({ min: -300, max: 300 }),
  }),
  { minLength: 10, maxLength: 80 },
);

/** What the algorithm's orders have traded, and what they may still trade. */
const committedBy = (state: EngineState, id: string): number =>
  childrenOf(state, id).reduce(
    (sum, { status, filledLots, quantityLots }) => sum + (isTerminal(status) ? filledLots : quantityLots),
    0,
  );

it("never commits more than its quantity, whatever becomes of its orders, and its journal says all", () => {
  let sent = 0;
  fc.assert(
    fc.property(intents, deeds, (intent, done) => {
      const state = openDesk();
      const fold = new JournalFold(OPENING);
      let at = START;
      const id = "desk0001a1";
      const note = ({ changes }: Step) => {
        fold.apply(changes);
        expect(committedBy(state, id)).toBeLessThanOrEqual(intent.quantityLots);
        const run = state.algorithms.find(id);
        if (run === undefined) return;
        const filledLots = childrenOf(state, id).reduce((sum, order) => sum + order.filledLots, 0);
        expect(run.order.progress.filledLots).toBe(filledLots);
        if (isEnded(run.order.progress.status)) expect(run.children.size).toBe(0);
      };
      note(market(state, bookAt(at, 4_999_900, 5_000_000)));
      note(control(state, { kind: "start-algorithm", intent }));
      for (const { what, ms, share, to, tick } of done) {
        const child = childrenOf(state, id).findLast(({ status }) => !isTerminal(status));
        const left = child === undefined ? 0 : child.quantityLots - child.filledLots;
        if (what === "wait") {
          at += ms;
          note(market(state, bookAt(at, 4_999_900 + tick, 5_000_000 + tick)));
        } else if (what === "print") {
          note(market(state, { ...tradeAt(at, 5_000_000 + tick), quantityLots: share * 100 }));
        } else if (what === "steer") {
          note(control(state, { kind: "steer-algorithm", algorithmId: id, to }));
        } else if (child !== undefined) {
          const orderId = child.id;
          const part = Math.max(1, Math.floor((left * share) / 100));
          const change = { at, priceTicks: child.boundTicks };
          if (what === "fill") note(venue(state, filled(orderId, part, change)));
          else if (what === "accept") note(venue(state, accepted(orderId, at)));
          else if (what === "lose") note(venue(state, { kind: "lost", orderId, at }));
          else if (what === "cancel" && child.status !== "unknown") note(venue(state, gone(orderId, at)));
          else if (what === "reject" && child.status === "submitted") note(venue(state, rejected(orderId, at)));
        }
      }
      expectSound(state);
      sent += childrenOf(state, id).length;
      if (!state.algorithms.hasMoved) expect(fold.hash()).toBe(stateHash(state));
    }),
    { numRuns: 300 },
  );
  expect(sent).toBeGreaterThan(300);
});
