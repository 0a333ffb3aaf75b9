import { expect, it } from "vitest";
import type { EngineState } from "../../../server/engine/engine-state.ts";
import {
  accepted,
  bookAt,
  control,
  expectSound,
  filled,
  market,
  ofKind,
  orderOf,
  outcomeOf,
  pricedDesk,
  START,
  venue,
} from "../desk-example.ts";
import { book, trailing } from "../held/held-example.ts";
import { bracket, placeTogether, stopLeg, targetLeg } from "./group-example.ts";

/** A bracket whose entry rests at its venue. */
function placed(state: EngineState = pricedDesk()) {
  const { ids } = placeTogether(state, bracket());
  venue(state, accepted(ids.entry));
  return { state, ...ids };
}
const sizes = (state: EngineState, ...ids: string[]) => ids.map((id) => orderOf(state, id).quantityLots);
const statuses = (state: EngineState, ...ids: string[]) => ids.map((id) => orderOf(state, id).status);
const why = (state: EngineState, ...ids: string[]) => ids.map((id) => orderOf(state, id).reasonCode);
const canceled = (orderId: string) => ({ kind: "canceled", orderId, at: START, code: "requested" }) as const;

it("places entry and legs in one step: one goes to the venue, and nothing is reserved or counted for the legs", () => {
  const state = pricedDesk();
  const { orders, outcome, commands, ids } = placeTogether(state, bracket());
  expect(outcome).toEqual({ kind: "done", orderIds: [ids.entry, ids.stop, ids.target] });
  expect(orders.map(({ status }) => status)).toEqual(["submitted", "emulated", "emulated"]);
  expect(orders.map(({ contingency }) => contingency)).toEqual([
    { groupId: ids.entry, role: "entry", waitsForEntry: false },
    { groupId: ids.entry, role: "stop", waitsForEntry: true },
    { groupId: ids.entry, role: "target", waitsForEntry: true },
  ]);
  expect(commands.map((command) => command.kind)).toEqual(["submit-order"]);
  expect(state.holdings.get("BTC-USDT")?.workingSellLots).toBe(0);
});

it("lets no price fire a leg before its entry has filled", () => {
  const { state, stop, target } = placed();
  book(state, 4_800_000);
  book(state, 5_300_000, START + 2);
  expect(statuses(state, stop, target)).toEqual(["emulated", "emulated"]);
  expect(state.triggers.isEmpty).toBe(true);
});

it("arms both legs in the step of the entry's fill, for what was filled, and grows them with it", () => {
  const { state, entry, stop, target } = placed();
  const { changes } = venue(state, filled(entry, 30));
  const armed = ofKind(changes, "held-order-changed").map(({ step, quantityLots }) => `${step} ${quantityLots}`);
  expect(armed).toEqual(["armed 30", "armed 30"]);
  venue(state, filled(entry, 50));
  expect(sizes(state, stop, target)).toEqual([80, 80]);
  book(state, 4_899_000);
  expect(statuses(state, stop)).toEqual(["submitted"]);
  expect(sizes(state, stop)).toEqual([80]);
});

it("cuts a leg to what is held when it goes out, where the venue took its fee in what was bought, and ends the other with it", () => {
  const { state, entry, stop, target } = placed();
  venue(state, filled(entry, 100, { feeCurrency: "BTC", feeUnits: 1_000_000 }));
  expect(sizes(state, stop)).toEqual([100]);
  const move = {
    kind: "amend-order",
    orderId: stop,
    priceTicks: null,
    quantityLots: null,
    triggerTicks: 4_901_000,
  } as const;
  expect(outcomeOf(control(state, move)).kind).toBe("done");
  book(state, 4_899_000);
  expect(sizes(state, stop)).toEqual([90]);
  venue(state, filled(stop, 90, { priceTicks: 4_899_000 }));
  expect(statuses(state, target)).toEqual(["canceled"]);
});

it("ends the legs with an entry that is canceled unfilled, and keeps them for what was filled", () => {
  const empty = placed();
  venue(empty.state, canceled(empty.entry));
  expect(statuses(empty.state, empty.stop, empty.target)).toEqual(["canceled", "canceled"]);
  expect(why(empty.state, empty.stop, empty.target)).toEqual(["entry-ended", "entry-ended"]);
  const part = placed();
  venue(part.state, filled(part.entry, 40));
  venue(part.state, canceled(part.entry));
  expect(statuses(part.state, part.stop, part.target)).toEqual(["emulated", "emulated"]);
  expect(sizes(part.state, part.stop, part.target)).toEqual([40, 40]);
});

it("guards a fill that crosses the cancel of its entry with legs of its own", () => {
  const { state, entry, stop } = placed();
  venue(state, canceled(entry));
  const { changes } = venue(state, filled(entry, 60));
  const late = ofKind(changes, "order-placed").map(({ order }) => order);
  expect(late.map(({ contingency, quantityLots, status }) => [contingency?.role, quantityLots, status])).toEqual([
    ["stop", 60, "emulated"],
    ["target", 60, "emulated"],
  ]);
  expect(late[0]?.contingency?.groupId).toBe(orderOf(state, stop).contingency?.groupId);
  expectSound(state);
});

it("stops entering once a leg has fired, and guards what the entry fills all the same", () => {
  const { state, entry, stop, target } = placed();
  venue(state, filled(entry, 30));
  book(state, 4_899_000);
  expect(statuses(state, entry, stop)).toEqual(["pending-cancel", "submitted"]);
  const { changes } = venue(state, filled(entry, 20));
  expect(sizes(state, target)).toEqual([50]);
  const [late] = ofKind(changes, "order-placed").map(({ order }) => order);
  expect([late?.contingency?.role, late?.quantityLots]).toEqual(["stop", 20]);
  venue(state, filled(stop, 30));
  expect(sizes(state, target)).toEqual([20]);
});

it("holds a leg over a late fill that no venue would take alone, lets it grow, and sends it once it is large enough", () => {
  const { state, entry, stop } = placed();
  venue(state, filled(entry, 90));
  book(state, 4_899_000);
  const { changes } = venue(state, filled(entry, 3));
  const [late] = ofKind(changes, "order-placed").map(({ order }) => order);
  expect([late?.contingency?.role, late?.quantityLots, late?.status]).toEqual(["stop", 3, "emulated"]);
  // It has fired, and 1.47 USDT is too little to send.
  expect(book(state, 4_898_000).commands.filter(({ kind }) => kind === "submit-order")).toEqual([]);
  expect(statuses(state, stop, late?.id ?? "")).toEqual(["submitted", "released"]);
  const { commands } = venue(state, filled(entry, 9));
  expect(commands).toMatchObject([{ kind: "submit-order", order: { id: late?.id, quantityLots: 12 } }]);
  expectSound(state);
});

it("takes what a leg fills from the other, part by part, and ends that with it", () => {
  const { state, entry, stop, target } = placed();
  venue(state, filled(entry, 100));
  book(state, 5_200_100);
  venue(state, accepted(target));
  venue(state, filled(target, 30, { priceTicks: 5_200_000 }));
  expect(sizes(state, stop)).toEqual([70]);
  venue(state, filled(target, 70, { priceTicks: 5_200_000 }));
  expect(statuses(state, stop, target)).toEqual(["canceled", "filled"]);
  expect(why(state, stop)).toEqual(["other-leg-filled"]);
});

it("waits with a stop that fires while its target rests until that is gone, and sends what is left of it", () => {
  const { state, entry, stop, target } = placed();
  venue(state, filled(entry, 100));
  book(state, 5_200_100);
  venue(state, accepted(target));
  const fired = book(state, 4_899_000, START + 2);
  expect(fired.commands.map(({ kind }) => kind)).toEqual(["cancel-order"]);
  venue(state, filled(target, 25, { priceTicks: 5_200_000 }));
  expect(venue(state, { kind: "cancel-rejected", orderId: target, at: START, code: "too-late" }).commands).toEqual([]);
  const { commands } = venue(state, canceled(target));
  expect(commands.map((command) => command.kind === "submit-order" && command.order.quantityLots)).toEqual([75]);
  expect(orderOf(state, stop).status).toBe("submitted");
});

it("cancels what is left of the entry when a leg fails", () => {
  const { state, entry, stop } = placed();
  venue(state, filled(entry, 30));
  book(state, 4_899_000);
  venue(state, { kind: "cancel-rejected", orderId: entry, at: START, code: "not-now" });
  venue(state, { kind: "rejected", orderId: stop, at: START, code: "no", message: "No." });
  expect(statuses(state, entry, stop)).toEqual(["pending-cancel", "rejected"]);
});

it("refuses all when the gate refuses one, and records each with the reason", () => {
  const state = pricedDesk();
  const far = {
    ...bracket(),
    legs: [stopLeg({ trigger: { kind: "stop-loss", by: "bid", priceTicks: 5_050_000 } }), targetLeg()],
  };
  const { outcome, orders, commands } = placeTogether(state, far);
  expect(outcome).toMatchObject({ kind: "refused", code: "stop-beyond-entry" });
  expect(orders.map(({ status, reasonCode }) => [status, reasonCode])).toEqual([
    ["denied", "group-refused"],
    ["denied", "stop-beyond-entry"],
    ["denied", "group-refused"],
  ]);
  expect(commands).toEqual([]);
  expect(state.approvals).toEqual([]);
  expect(placeTogether(state, bracket({ quantityLots: 100_000_000 })).outcome).toMatchObject({ kind: "refused" });
  expectSound(state);
});

it("lets a leg be moved while it waits and after, on its own side, and never be resized by hand", () => {
  const { state, entry, stop, target } = placed();
  const move = (orderId: string, triggerTicks: number) =>
    outcomeOf(control(state, { kind: "amend-order", orderId, priceTicks: null, quantityLots: null, triggerTicks }));
  expect(move(stop, 4_950_000).kind).toBe("done");
  expect(move(stop, 5_000_500)).toMatchObject({ kind: "refused", code: "stop-beyond-entry" });
  expect(move(target, 4_950_000)).toMatchObject({ kind: "refused", code: "target-beyond-entry" });
  expect(state.triggers.isEmpty).toBe(true);
  const resize = { kind: "amend-order", priceTicks: null, quantityLots: 50 } as const;
  expect(outcomeOf(control(state, { ...resize, orderId: stop }))).toMatchObject({ code: "leg-quantity-follows" });
  const lower = { kind: "amend-order", orderId: entry, priceTicks: 4_940_000, quantityLots: null } as const;
  expect(outcomeOf(control(state, lower))).toMatchObject({ kind: "refused", code: "stop-beyond-entry" });
  control(state, { kind: "amend-order", orderId: entry, priceTicks: null, quantityLots: 60 });
  venue(state, { kind: "amended", orderId: entry, at: START, revision: 1 });
  expect(sizes(state, stop, target)).toEqual([60, 60]);
  venue(state, filled(entry, 60));
  expect(move(stop, 4_980_000).kind).toBe("done");
  book(state, 4_979_000);
  expect(orderOf(state, stop).status).toBe("submitted");
});

it("begins a trailing leg at the price that its entry filled at", () => {
  const state = pricedDesk();
  const legs = [stopLeg({ trigger: trailing() })];
  const { ids } = placeTogether(state, { ...bracket(), legs });
  market(state, bookAt(START + 1, 5_100_000, 5_100_100));
  venue(state, accepted(ids.entry));
  venue(state, filled(ids.entry, 100));
  expect(orderOf(state, ids.stop).trailTicks).toBe(5_000_000);
});

it("leaves legs that wait to their entry when everything is canceled: a fill on the way is guarded", () => {
  const { state, entry, stop, target } = placed();
  control(state, { kind: "cancel-all", instrumentId: null });
  expect(statuses(state, entry, stop, target)).toEqual(["pending-cancel", "emulated", "emulated"]);
  venue(state, filled(entry, 10));
  venue(state, canceled(entry));
  expect(sizes(state, stop, target)).toEqual([10, 10]);
});

it("ends the legs when the position is closed by hand, and never lets one open another", () => {
  const { state, entry, stop, target } = placed();
  venue(state, filled(entry, 100));
  const { changes } = control(state, { kind: "close-position", instrumentId: "BTC-USDT", share: "all" });
  const [closing] = ofKind(changes, "order-placed").map(({ order }) => order.id);
  venue(state, filled(closing ?? "none", 100));
  expect(statuses(state, stop, target)).toEqual(["canceled", "canceled"]);
  expect(why(state, stop)).toEqual(["position-closed"]);
});

it("refuses an entry that would first close the opposite position", () => {
  const state = pricedDesk();
  const sale = control(state, {
    kind: "place-order",
    intent: { ...stopLeg().intent, trigger: null, isReduceOnly: false, timeInForce: "IOC" },
  });
  const [sold] = ofKind(sale.changes, "order-placed").map(({ order }) => order.id);
  venue(state, filled(sold ?? "none", 100));
  expect(placeTogether(state, bracket()).outcome).toMatchObject({ kind: "refused", code: "entry-closes-position" });
});
