import { expect, it } from "vitest";
import { uniteWatches, type Watch, WatchDesk } from "@/components/live/watch.ts";

it("unites what panels show: who sees the levels sees the top as well", () => {
  const united = uniteWatches([
    { top: ["B", "A"], deep: ["C"] },
    { top: ["C", "D"], deep: ["A"] },
  ]);
  expect(united).toEqual({ top: ["B", "D"], deep: ["A", "C"] });
});

it("tells its listener the present state and then each change, and no repetition", () => {
  const desk = new WatchDesk();
  const leave = desk.show({ top: ["A"], deep: [] });
  const heard: Watch[] = [];
  const stop = desk.listen((watch) => heard.push(watch));
  const leaveAgain = desk.show({ top: ["A"], deep: [] });
  leave();
  desk.show({ top: ["A"], deep: ["B"] });
  leaveAgain();
  expect(heard).toEqual([
    { top: ["A"], deep: [] },
    { top: ["A"], deep: ["B"] },
  ]);
  stop();
  desk.show({ top: ["Z"], deep: [] });
  expect(heard).toHaveLength(2);
});
