import { expect, test } from "vitest";
import type { ChartLine } from "../../../components/chart/layers/chart-line.ts";
import { LinesPrimitive } from "../../../components/chart/layers/lines-primitive.ts";
import type { ChartLook } from "../../../components/chart/view/chart-look.ts";

const LOOK = new Proxy({}, { get: (_, name) => (name === "fontSize" ? 11 : "#808080") }) as ChartLook;

const line = (id: string, label: string): ChartLine => ({
  ...{ id, label, kind: "position", price: 100, axis: "100", side: null },
  ...{ isDashed: true, canMove: true, canCancel: false },
});

/** What is asked of a context, in its order; it draws nothing. */
function recorder() {
  const calls: { readonly name: string; readonly args: readonly unknown[] }[] = [];
  const context = new Proxy(
    {},
    {
      get: (_, name) =>
        name === "measureText"
          ? (text: string) => ({ width: text.length * 6 })
          : (...args: unknown[]) => void calls.push({ name: String(name), args }),
      set: () => true,
    },
  );
  return { context, calls };
}

test("lays no line over a chip that another line at its price has", () => {
  const { context, calls } = recorder();
  const primitive = new LinesPrimitive(
    () => LOOK,
    () => undefined,
  );
  primitive.attached({
    chart: {
      chartElement: () => ({ querySelector: () => ({ getContext: () => context }) }),
      timeScale: () => ({ width: () => 800 }),
    },
    series: { priceToCoordinate: () => 200, getPane: () => ({ getHeight: () => 400 }) },
    requestUpdate: () => undefined,
  } as unknown as Parameters<LinesPrimitive["attached"]>[0]);
  primitive.setLines([line("entry", "Entry 10  +23.19"), line("target", "+ Target"), line("stop", "+ Stop")]);
  primitive.updateAllViews();
  primitive
    .paneViews()[0]
    ?.renderer()
    ?.draw({
      useMediaCoordinateSpace: (draw: (scope: unknown) => void) =>
        draw({ context, mediaSize: { width: 800, height: 400 } }),
    } as never);
  const across = calls.flatMap(({ name, args }, at) => (name === "lineTo" && args[0] === 800 ? [at] : []));
  const chips = calls.flatMap(({ name }, at) => (name === "roundRect" ? [at] : []));
  const texts = calls.filter(({ name }) => name === "fillText").map(({ args }) => args[0]);
  expect(across).toHaveLength(3);
  expect(texts).toEqual(["Entry 10  +23.19", "+ Target", "+ Stop"]);
  expect(Math.max(...across)).toBeLessThan(Math.min(...chips));
});
