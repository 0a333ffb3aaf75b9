import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { LiveCells, type LiveFigure } from "@/components/tables/stream/live-cells.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** As much of an element as a cell is painted with; `flashes` counts how often it was made to flash. */
function anElement() {
  const classes = new Set<string>();
  const seen = { flashes: 0 };
  const element = {
    textContent: "",
    title: "",
    offsetWidth: 0,
    classList: {
      add: (name: string) => {
        classes.add(name);
        if (name.startsWith("tick-")) seen.flashes += 1;
      },
      remove: (...names: string[]) => names.forEach((name) => void classes.delete(name)),
    },
  };
  return { element: element as unknown as HTMLElement, classes, seen };
}

function openCell() {
  let value = 100;
  const listeners = new Set<() => void>();
  const cells = new LiveCells((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  });
  const stop = cells.start();
  const { element, classes, seen } = anElement();
  cells.add(element, () => ({ text: String(value), value, tone: "plain" }));
  const move = (next: number) => {
    value = next;
    for (const tell of listeners) tell();
  };
  return { move, element, classes, seen, stop };
}

it("paints what moved at once after a rest, and ten times a second at most", () => {
  const { move, element } = openCell();
  move(101);
  vi.advanceTimersByTime(0);
  expect(element.textContent).toBe("101");
  move(102);
  vi.advanceTimersByTime(99);
  expect(element.textContent).toBe("101");
  vi.advanceTimersByTime(1);
  expect(element.textContent).toBe("102");
});

it("flashes a cell four times a second at most, however often it moves", () => {
  const { move, seen } = openCell();
  for (let value = 101; value <= 200; value += 1) {
    move(value);
    vi.advanceTimersByTime(10);
  }
  expect(seen.flashes).toBeGreaterThan(2);
  expect(seen.flashes).toBeLessThanOrEqual(4);
});

it("flashes the way it moved, and paints no more once it is stopped", () => {
  const { move, element, classes, stop } = openCell();
  move(99);
  vi.advanceTimersByTime(0);
  expect([...classes]).toEqual(["tick-down"]);
  stop();
  move(98);
  vi.advanceTimersByTime(1_000);
  expect(element.textContent).toBe("99");
});

it("does not flash when most of a table moves at once", () => {
  const listeners = new Set<() => void>();
  const cells = new LiveCells((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  });
  cells.start();
  let value = 1;
  const shown = [1, 2, 3, 4].map(() => anElement());
  for (const { element } of shown) cells.add(element, () => ({ text: String(value), value, tone: "plain" }));
  value = 2;
  cells.flush();
  expect(shown.map(({ element, seen }) => [element.textContent, seen.flashes])).toEqual(Array(4).fill(["2", 0]));
});

it("changes its colour and title with the figure, and does not flash out of the unknown", () => {
  const cells = new LiveCells(() => () => undefined);
  const { element, classes } = anElement();
  let now: LiveFigure = { text: "–", value: null, tone: "muted", title: "No price is known here" };
  cells.add(element, () => now);
  expect([element.textContent, [...classes], element.title]).toEqual(["–", ["text-fg-3"], "No price is known here"]);
  now = { text: "5", value: 5, tone: "up" };
  cells.flush();
  expect([element.textContent, [...classes], element.title]).toEqual(["5", ["text-up"], ""]);
});
