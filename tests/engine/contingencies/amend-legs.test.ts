import { expect, it } from "vitest";
import {
  accepted,
  control,
  expectSound,
  filled,
  ofKind,
  orderOf,
  outcomeOf,
  pricedDesk,
  venue,
} from "../desk-example.ts";
import { bracket, placeTogether } from "./group-example.ts";

function placed() {
  const state = pricedDesk();
  const { ids } = placeTogether(state, bracket());
  venue(state, accepted(ids.entry));
  venue(state, filled(ids.entry, 60));
  return { state, ...ids };
}

it("changes both legs of a group in one commit", () => {
  const { state, stop, target } = placed();
  const legs = [
    { orderId: stop, priceTicks: null, triggerTicks: 4_850_000 },
    { orderId: target, priceTicks: 5_300_000, triggerTicks: 5_300_000 },
  ];
  const { changes, commands } = control(state, { kind: "amend-legs", legs });
  expect(ofKind(changes, "held-order-changed").map(({ orderId, step }) => [orderId, step])).toEqual([
    [stop, "amended"],
    [target, "amended"],
  ]);
  expect(commands).toEqual([]);
  expect([orderOf(state, stop).trigger, orderOf(state, target).trigger]).toMatchObject([
    { priceTicks: 4_850_000 },
    { priceTicks: 5_300_000 },
  ]);
  expectSound(state);
});

it("changes neither where one of them may not, and says why", () => {
  const { state, stop, target, entry } = placed();
  const moved = { orderId: stop, priceTicks: null, triggerTicks: 4_850_000 };
  const before = state.approvals.length;
  const asked = (orderId: string, triggerTicks: number) =>
    outcomeOf(control(state, { kind: "amend-legs", legs: [moved, { orderId, priceTicks: null, triggerTicks }] }));
  expect(asked(target, 4_000_000)).toMatchObject({ code: "trigger-already-reached" });
  expect(asked(entry, 5_300_000)).toMatchObject({ code: "not-a-leg" });
  expect(asked(stop, 4_800_000)).toMatchObject({ code: "legs-missing" });
  const other = placeTogether(state, bracket()).ids;
  expect(asked(other.target, 5_300_000)).toMatchObject({ code: "legs-of-other-groups" });
  expect(orderOf(state, stop).trigger).toMatchObject({ priceTicks: 4_900_000 });
  expect(state.approvals.length - before).toBe(3); // Those of the other group alone.
});
