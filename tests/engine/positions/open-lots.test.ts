import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Lot } from "../../../server/domain/positions/lot.ts";
import { OpenLots } from "../../../server/engine/positions/open-lots.ts";
import { BTC, START } from "../desk-example.ts";

const lot = (number: number, change: Partial<Lot> = {}): Lot => ({
  id: `l${number}`,
  instrumentId: BTC,
  direction: "long",
  fillId: `f${number}`,
  openedAt: START + number,
  quantityUnits: 10,
  costUnits: 100 + number,
  ...change,
});

describe("open lots", () => {
  it("are what a plain list of the same lots is", () => {
    const move = fc.oneof(fc.constant("add" as const), fc.constant("close" as const), fc.integer({ min: 1, max: 9 }));
    fc.assert(
      fc.property(fc.array(move, { maxLength: 60 }), (moves) => {
        const lots = new OpenLots();
        let list: Lot[] = [];
        for (const [number, it] of moves.entries()) {
          const [oldest, ...others] = list;
          if (it === "add") {
            lots.add(lot(number));
            list.push(lot(number));
          } else if (oldest !== undefined) {
            const left = it === "close" ? { quantityUnits: 0, costUnits: 0 } : { quantityUnits: it, costUnits: it * 7 };
            lots.reduceOldest(left.quantityUnits, left.costUnits);
            list = it === "close" ? others : [{ ...oldest, ...left }, ...others];
          }
          expect([...lots.values()]).toEqual(list);
          expect([lots.size, lots.oldest]).toEqual([list.length, list[0]]);
          expect(lots.costUnits).toBe(list.reduce((total, each) => total + Number(each.costUnits), 0));
        }
      }),
    );
  });

  it("stay in order through thousands that open and close", () => {
    const lots = new OpenLots();
    let [opened, closed] = [0, 0];
    for (let round = 0; round < 6_000; round += 1) {
      opened += 1;
      lots.add(lot(opened));
      if (round % 4 === 0) continue;
      lots.reduceOldest(0, 0);
      closed += 1;
      expect(lots.oldest?.id).toBe(lots.size === 0 ? undefined : `l${closed + 1}`);
    }
    expect([lots.size, [...lots.values()].length]).toEqual([opened - closed, opened - closed]);
  });

  it("add up beyond 2^53", () => {
    const lots = new OpenLots();
    for (const number of [1, 2]) lots.add(lot(number, { costUnits: Number.MAX_SAFE_INTEGER }));
    expect(lots.costUnits).toBe(2n ** 54n - 2n);
    lots.reduceOldest(0, 0);
    expect(lots.costUnits).toBe(Number.MAX_SAFE_INTEGER);
  });

  it("are all of one direction, and may turn only when none is left", () => {
    const lots = new OpenLots();
    lots.add(lot(1));
    expect(() => lots.add(lot(2, { direction: "short" }))).toThrow('Lot "l2" opens against open lots');
    lots.reduceOldest(0, 0);
    lots.add(lot(2, { direction: "short" }));
    expect(lots.oldest?.direction).toBe("short");
  });

  it("cannot be reduced where none is open", () => {
    expect(() => new OpenLots().reduceOldest(1, 1)).toThrow("No lot is open to be reduced");
  });
});
