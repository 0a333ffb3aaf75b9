import { expect, it } from "vitest";
import { control, ofKind, outcomeOf, place, pricedDesk, totalOf } from "../desk-example.ts";

const move = (state: ReturnType<typeof pricedDesk>, units: number, currency = "USDT") =>
  control(state, { kind: "move-cash", currency, units });

it("books what is paid in and out, and says who asked", () => {
  const state = pricedDesk();
  const before = Number(totalOf(state, "USDT"));
  const step = move(state, 500);
  expect(ofKind(step.changes, "cash-moved")).toEqual([
    { kind: "cash-moved", key: "c1", userId: "u1", currency: "USDT", units: 500, at: state.now },
  ]);
  expect(ofKind(step.changes, "balance-changed")).toMatchObject([{ totalUnits: before + 500 }]);
  move(state, -700);
  expect(totalOf(state, "USDT")).toBe(before - 200);
});

it("pays out nothing that is not free", () => {
  const state = pricedDesk();
  const total = Number(totalOf(state, "USDT"));
  const { reservedUnits } = place(state);
  const free = total - Number(reservedUnits);
  const refused = move(state, -free - 1);
  expect(outcomeOf(refused)).toMatchObject({
    kind: "refused",
    code: "insufficient-balance",
    facts: { currency: "USDT" },
  });
  expect(ofKind(refused.changes, "cash-moved")).toEqual([]);
  expect(outcomeOf(move(state, -free))).toMatchObject({ kind: "done" });
  expect(totalOf(state, "USDT")).toBe(Number(reservedUnits));
});

it("moves only the currency in which the portfolio is kept", () => {
  expect(outcomeOf(move(pricedDesk(), 5, "BTC"))).toMatchObject({
    code: "currency-not-base",
    facts: { baseCurrency: "USDT" },
  });
});
