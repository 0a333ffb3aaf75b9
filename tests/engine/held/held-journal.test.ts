import { expect, it } from "vitest";
import { takeTrails } from "../../../server/engine/held/held-orders.ts";
import { JournalFold } from "../../../server/engine/journal/journal-fold.ts";
import { stateHash } from "../../../server/engine/journal/state-hash.ts";
import { takeUp } from "../../../server/engine/orders/order-record.ts";
import { judgeInFlight } from "../../../server/worker/sessions/recovery.ts";
import {
  accepted,
  BTC,
  bookAt,
  control,
  filled,
  intent,
  market,
  OPENING,
  ofKind,
  openDesk,
  orderOf,
  place,
  START,
  tradeAt,
  venue,
} from "../desk-example.ts";
import { book, longDesk, stopLoss, trailing } from "./held-example.ts";

it("a trailing stop is journaled with the next commit or within a second, so that recovery goes on from there", () => {
  const state = longDesk();
  const trail = place(state, {
    side: "sell",
    isReduceOnly: true,
    priceTicks: null,
    trigger: trailing({ limitDistanceTicks: 500 }),
  });
  expect(trail).toMatchObject({ trailTicks: 4_999_900, boundTicks: 4_989_400 });
  expect(book(state, 5_050_000).changes).toEqual([]);
  expect(book(state, 5_060_000, START + 500).changes).toEqual([]);
  expect(ofKind(book(state, 5_061_000, START + 1_001).changes, "held-order-changed")).toMatchObject([
    { step: "trailed", trailTicks: 5_061_000 },
  ]);
  expect(book(state, 5_070_000, START + 1_002).changes).toEqual([]);
  expect(takeTrails(state)).toMatchObject([{ step: "trailed", trailTicks: 5_070_000 }]);
  const again = openDesk();
  const holding = state.holdings.get(BTC);
  if (holding === undefined) throw new Error("BTC is not listed");
  takeUp(again, orderOf(state, trail.id), holding);
  expect(again.triggers.trailOf(trail.id)).toBe(5_070_000);
  expect(judgeInFlight(again)).toEqual([]);
  const { commands } = book(state, 5_059_000, START + 1_003);
  expect(commands).toMatchObject([
    { order: { id: trail.id, type: "limit", priceTicks: 5_059_500, boundTicks: 5_059_500 } },
  ]);
});

it("a desk that holds orders can be rebuilt from its journal alone at every step", () => {
  const state = openDesk();
  const fold = new JournalFold(OPENING);
  const check = ({ changes }: ReturnType<typeof market>) => {
    fold.apply([...changes, ...takeTrails(state)]);
    expect(fold.hash()).toBe(stateHash(state));
  };
  check(market(state, bookAt(START, 4_999_900, 5_000_000)));
  check(market(state, tradeAt(START, 5_000_000)));
  check(control(state, { kind: "place-order", intent: intent() }));
  check(venue(state, accepted("desk0001o1")));
  check(venue(state, filled("desk0001o1", 100)));
  const sale = { side: "sell", isReduceOnly: true, priceTicks: null } as const;
  check(control(state, { kind: "place-order", intent: intent({ ...sale, type: "market", trigger: trailing() }) }));
  const until = { timeInForce: "GTD", expiresAt: START + 900 } as const;
  check(
    control(state, {
      kind: "place-order",
      intent: intent({ ...sale, type: "market", trigger: stopLoss(4_000_000), ...until }),
    }),
  );
  check(book(state, 5_020_000, START + 10));
  check(book(state, 5_010_000, START + 900));
  expect([...fold.orders.values()].map(({ status }) => status)).toEqual(["filled", "submitted", "expired"]);
});
