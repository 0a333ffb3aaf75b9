import { expect, it } from "vitest";
import { liquidationTicks } from "../../../server/domain/margin/liquidation.ts";
import type { ControlOutcome } from "../../../server/engine/engine-change.ts";
import { BTC, book, MarginDeskExample, START, USDT } from "./margin-desk-example.ts";

const refusal = (outcome: ControlOutcome): string => (outcome.kind === "refused" ? outcome.code : outcome.kind);

function priced(): MarginDeskExample {
  const desk = new MarginDeskExample();
  desk.market(book(START, 500_000));
  return desk;
}

const isolated = (side: "buy" | "sell" = "buy") => {
  const desk = priced();
  desk.control({ kind: "set-margin", instrumentId: BTC.id, setting: { leverage: 10, mode: "isolated" } });
  desk.order(side, 1_000);
  return desk;
};
const move = (desk: MarginDeskExample, units: number) =>
  refusal(desk.control({ kind: "move-margin", instrumentId: BTC.id, units }));
const levelOf = (desk: MarginDeskExample): number => {
  const { position, marginUnits, terms } = desk.account();
  return liquidationTicks({ instrument: BTC, tiers: terms.tiers, position, backingUnits: marginUnits }) ?? 0;
};

it("moves the liquidation price away, and the venue goes by it", () => {
  const desk = isolated();
  const [before, reserved] = [levelOf(desk), desk.reserved];
  expect(move(desk, 1_000 * USDT)).toBe("done");
  expect(desk.reserved - reserved).toBe(1_000 * USDT);
  expect(before - levelOf(desk)).toBe(Math.ceil(10_000 / 0.996)); // 1,000 a coin, less what need not be maintained of it.
  desk.market(book(START + 1, before));
  expect(desk.account().position.netLots).toBe(1_000);
  desk.restart();
  desk.market(book(START + 2, levelOf(desk) + 1));
  expect(desk.account().position.netLots).toBe(1_000);
  desk.market(book(START + 3, levelOf(desk)));
  expect(desk.account().position.netLots).toBe(0);
  expect([desk.reserved, desk.account().addedUnits]).toEqual([0, 0]);
});

it("is given back when the position is closed, and not found behind the next", () => {
  const desk = isolated("sell");
  const before = desk.account().marginUnits;
  move(desk, 500 * USDT);
  desk.order("buy", 400, null, true);
  expect(desk.account().addedUnits).toBe(500 * USDT);
  desk.order("buy", 600, null, true);
  expect(desk.reserved).toBe(0);
  desk.order("sell", 1_000);
  expect(desk.account().marginUnits).toBe(before);
});

it("is taken back down to the initial margin, at entry and at the mark", () => {
  const desk = isolated();
  expect(move(desk, -1)).toBe("margin-needed");
  move(desk, 1_000 * USDT);
  expect(move(desk, -1_000 * USDT - 1)).toBe("margin-needed");
  desk.market(book(START + 1, 490_000)); // It has lost 1,000, and a tenth of the value is 100 less.
  expect(move(desk, -200 * USDT)).toBe("margin-needed");
  expect(move(desk, -50 * USDT)).toBe("done");
  desk.market(book(START + 2, 510_000));
  expect(move(desk, -950 * USDT)).toBe("done");
  expect(desk.account().addedUnits).toBe(0);
});

it.each([
  ["what is not there", 13_000 * USDT, "insufficient-balance"],
  ["nothing", 0, "amount-not-positive"],
])("is refused in words for %s", (_, units, code) => {
  expect(move(isolated(), units)).toBe(code);
});

it("is refused without a position, across positions, and in spot", () => {
  const desk = priced();
  expect(move(desk, USDT)).toBe("no-position");
  desk.order("buy", 100);
  expect(move(desk, USDT)).toBe("margin-not-isolated");
  expect(refusal(desk.control({ kind: "move-margin", instrumentId: "BTC-USDT", units: 1 }))).toBe("instrument-unknown");
});
