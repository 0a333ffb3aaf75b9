import { expect, test } from "vitest";
import { exitsShown } from "@/components/chart/layers/exit-lines.ts";
import { newExitOf, positionLine, triggerLines } from "@/components/chart/layers/own-lines.ts";
import { lotsWithout } from "@/components/trade/waiting-exits.ts";
import { bothSides, PERP, stopIn } from "../trade/hedge/hedge-example.ts";

const held = (["long", "short"] as const).map((direction) => ({
  ...{ direction, positionSide: direction, lots: 100, entryTicks: 500_000 },
}));

test("a handle stays while some of the position has no such exit, and its stop is for what is left", () => {
  const exits = (...lots: number[]) => {
    const { orders } = bothSides(lots.map((each, place) => ({ ...stopIn("long", each, 490_000), id: `s${place}` })));
    const [long] = held;
    if (long === undefined) throw new Error("Nothing is held");
    const { handles } = exitsShown(PERP, orders, [long], null);
    return { left: lotsWithout(orders, PERP, long, "stop"), handles: handles.map(({ label }) => label) };
  };
  const [stop, target] = ["+ Stop long", "+ Target long"];
  expect(exits()).toEqual({ left: 100, handles: [target, stop] });
  expect(exits(40)).toEqual({ left: 60, handles: [target, stop] });
  expect(exits(40, 60)).toEqual({ left: 0, handles: [target] });
  expect(exits(40, 90)).toEqual({ left: 0, handles: [target] });
});

test("either side of hedge mode has its entry, its stop and its handles", () => {
  const { orders } = bothSides([stopIn("long", 100, 490_000)]);
  const { handles, labelOf } = exitsShown(PERP, orders, held, 10_000);
  expect(handles.map(({ label, id }) => [label, newExitOf(id)])).toEqual([
    ["+ Target long", { role: "target", positionSide: "long" }],
    ["+ Target short", { role: "target", positionSide: "short" }],
    ["+ Stop short", { role: "stop", positionSide: "short" }],
  ]);
  expect(newExitOf("o1~trigger")).toBeNull();
  const [line] = triggerLines(PERP, orders, true, labelOf);
  expect(line?.label).toBe("Stop close long 0.1");
  // 0.1 BTC from 50,000 to 49,500: the long's loss and 4.975 of fees, whatever the short would gain.
  expect(line?.labelAt?.(49_500)).toBe("Stop −54.98 · 0.55% of equity");
  const entry = positionLine(PERP, { positionSide: "short", quantity: "0.100", price: 50_000, unrealised: null });
  expect([entry.id, entry.label]).toEqual(["position/short", "Entry short 0.1"]);
});
