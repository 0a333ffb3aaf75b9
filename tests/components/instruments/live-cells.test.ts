import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { LiveCells } from "@/components/instruments/table/live-cells.ts";
import { paintChange, paintFunding, paintLast, paintSpread } from "@/components/instruments/table/paints.ts";
import { DeskStore } from "@/components/live/desk-store.ts";
import type { InstrumentPrices } from "../../../server/domain/markets/price-frames.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** As much of an element as a cell is painted with. */
function anElement() {
  const classes = new Set<string>();
  const attributes = new Map<string, string>();
  const element = {
    textContent: "",
    title: "",
    offsetWidth: 0,
    classList: {
      add: (name: string) => void classes.add(name),
      remove: (...names: string[]) => names.forEach((name) => void classes.delete(name)),
    },
    getAttribute: (name: string) => attributes.get(name) ?? null,
    setAttribute: (name: string, value: string) => void attributes.set(name, value),
  };
  return { element: element as unknown as HTMLElement, classes };
}

const aPrice = (id: string, last: string | null, more: Partial<InstrumentPrices> = {}): InstrumentPrices => ({
  id,
  bid: "99",
  bidQuantity: "1",
  ask: "101",
  askQuantity: "1",
  last,
  lastSide: null,
  mark: null,
  at: 1,
  dataAt: 1,
  staleAfterMs: 10_000,
  bookState: "live",
  funding: null,
  candle: null,
  candleBefore: null,
  book: { bids: [], asks: [] },
  trades: [],
  ...more,
});

function openTable(...ids: string[]) {
  const after = (ms: number, action: () => void) => {
    const timer = setTimeout(action, ms);
    return () => clearTimeout(timer);
  };
  const doors = { loadSnapshot: () => new Promise<never>(() => {}), now: Date.now, after };
  const store = new DeskStore("P1", doors);
  store.show({ top: ids, deep: [] });
  const cells = new LiveCells(store);
  const stop = cells.start();
  const send = (...instruments: InstrumentPrices[]) =>
    store.receive({ kind: "frames", frames: [{ kind: "prices", at: 1, instruments }] });
  return { store, cells, send, stop };
}

it("paints at once, then at most four times a second, and only what moved", () => {
  const table = openTable("A", "B");
  let painted = 0;
  const paint = () => {
    painted += 1;
    return null;
  };
  const remove = table.cells.add("A", anElement().element, paint);
  expect(painted).toBe(1);
  for (let price = 1; price <= 20; price += 1) table.send(aPrice("A", String(price)));
  table.send(aPrice("B", "1"));
  vi.advanceTimersByTime(260);
  expect(painted).toBe(2);
  table.send(aPrice("B", "2"));
  vi.advanceTimersByTime(260);
  expect(painted).toBe(2);
  remove();
  table.send(aPrice("A", "21"));
  vi.advanceTimersByTime(260);
  expect(painted).toBe(2);
  table.stop();
});

it("flashes the way a price went, unless most of the table moves", () => {
  const ids = ["A", "B", "C", "D"];
  const table = openTable(...ids);
  const shown = ids.map((id) => {
    const { element, classes } = anElement();
    table.cells.add(id, element, paintLast("0.01", null));
    return { element, classes };
  });
  const [a] = shown;
  table.send(...ids.map((id) => aPrice(id, "10")));
  vi.advanceTimersByTime(260);
  table.send(aPrice("A", "11"));
  vi.advanceTimersByTime(260);
  expect([a?.element.textContent, a?.classes.has("tick-up")]).toEqual(["11.00", true]);
  table.send(aPrice("A", "9"));
  vi.advanceTimersByTime(260);
  expect([a?.classes.has("tick-up"), a?.classes.has("tick-down")]).toEqual([false, true]);
  table.send(...ids.map((id) => aPrice(id, "12")));
  vi.advanceTimersByTime(260);
  expect(shown.slice(1).some(({ classes }) => classes.has("tick-up"))).toBe(false);
  table.stop();
});

it("falls back to what is stored, greyed, and shows no spread of a book that cannot be trusted", () => {
  const day = { last: "90", open: "100", changeFraction: -0.1, until: 0 } as Parameters<typeof paintLast>[1];
  const { element, classes } = anElement();
  paintLast("0.1", day)(element, null);
  expect([element.textContent, classes.has("text-fg-3"), element.title]).toEqual([
    "90.0",
    true,
    "Last stored close, 01-01 00:00:00 UTC",
  ]);
  paintLast("0.1", day)(element, aPrice("A", "95"));
  expect([element.textContent, classes.has("text-fg-3")]).toEqual(["95.0", false]);
  paintChange(day)(element, null);
  expect(element.textContent).toBe("▼ −10.00%");
  paintChange(day)(element, aPrice("A", "110"));
  expect([element.textContent, classes.has("text-up")]).toEqual(["▲ +10.00%", true]);
  paintSpread()(element, aPrice("A", "100"));
  expect(element.textContent).toBe("200.00");
  paintSpread()(element, aPrice("A", "100", { bookState: "invalid" }));
  expect([element.textContent, element.title]).toEqual(["–", "The book cannot be trusted until it is whole again"]);
  const stored = { rate: "0.0001", at: 0, nextAt: null };
  paintFunding("perpetual", stored)(element, aPrice("A", "1", { funding: { rate: "-0.0002", at: 5 } }));
  expect(element.textContent).toBe("−0.0200%");
  paintFunding("perpetual", stored)(element, null);
  expect(element.textContent).toBe("0.0100%");
  paintFunding("spot", null)(element, null);
  expect(element.textContent).toBe("");
});
