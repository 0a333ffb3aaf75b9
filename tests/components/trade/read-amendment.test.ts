import { expect, it } from "vitest";
import { lineOrder, orderLines, triggerLines } from "../../../components/chart/layers/own-lines.ts";
import { draftOf, readAmendment } from "../../../components/trade/tables/orders/read-amendment.ts";
import { whyNoChange } from "../../../components/trade/tables/orders/why-not.ts";
import { present } from "../../../server/domain/errors/invariant.ts";
import { findInstrument } from "../../../server/domain/markets/listed-instruments.ts";
import type { Trigger } from "../../../server/domain/orders/triggers/trigger.ts";
import { anOrder } from "../../db/make-batch.ts";

const instrument = present(findInstrument("BTC-USDT"), "BTC-USDT is listed");
const stop: Trigger = { kind: "stop-loss", by: "last", priceTicks: 6_000_000 };
const trail: Trigger = {
  ...{ kind: "trailing-stop", by: "last", activationTicks: null, limitDistanceTicks: 10 },
  distance: { unit: "bps", bps: 100 },
};
const held = (trigger: Trigger, priceTicks: number | null) => ({
  instrument,
  order: anOrder("o1", { side: "sell", status: "emulated", trigger, trailTicks: 6_500_000, priceTicks }),
});

it("asks for another trigger of an order that waits, and for nothing that stays", () => {
  const row = held(stop, 5_990_000);
  const draft = draftOf(row);
  expect(draft).toEqual({ price: "59900.00", quantity: "1.50000", trigger: "60000.00" });
  expect(readAmendment(row, draft)).toEqual({ kind: "same" });
  const changed = readAmendment(row, { ...draft, trigger: "60,500", quantity: "1" });
  expect(changed).toEqual({ kind: "change", part: { triggerPrice: "60500.00", quantity: "1.00000" } });
  expect(readAmendment(row, { ...draft, trigger: "60500.001" })).toMatchObject({ kind: "problem" });
});

it("changes of a trailing stop, which follows by itself, no more than its size", () => {
  const row = held(trail, null);
  const draft = draftOf(row);
  expect(draft).toEqual({ price: "", quantity: "1.50000", trigger: "" });
  expect(readAmendment(row, { ...draft, quantity: "1" })).toEqual({ kind: "change", part: { quantity: "1.00000" } });
});

it("has a line where it fires that can be dragged, and one for its limit; a trailing stop's line follows by itself", () => {
  const { order } = held(stop, 5_990_000);
  const [line] = triggerLines(instrument, [order], true);
  expect(line).toMatchObject({ price: 60_000, label: "Stop sell 1.5", canMove: true, canCancel: true });
  expect(lineOrder(line?.id ?? "")).toEqual({ orderId: "o1", isTrigger: true });
  const [limit] = orderLines(instrument, [order], true);
  expect(limit).toMatchObject({ price: 59_900, label: "Then limit sell 1.5" });
  expect(lineOrder(limit?.id ?? "")).toEqual({ orderId: "o1", isTrigger: false });
  expect(triggerLines(instrument, [held(trail, null).order], true)).toMatchObject([{ price: 64_350, canMove: false }]);
  expect(triggerLines(instrument, [{ ...order, status: "submitted" }], true)).toEqual([]);
  expect(whyNoChange(order, null, null)).toContain("role");
});
