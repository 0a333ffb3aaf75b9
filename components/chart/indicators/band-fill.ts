import type { IPrimitivePaneView, ISeriesPrimitive, Logical, SeriesAttachedParameter, Time } from "lightweight-charts";
import { withAlpha } from "../view/chart-look.ts";
import type { IndicatorPoint } from "./indicator-run.ts";

/** The area between two outputs of an indicator. */
export class BandFill implements ISeriesPrimitive<Time> {
  readonly #views: readonly IPrimitivePaneView[];
  #attached: SeriesAttachedParameter<Time> | null = null;

  constructor(points: () => readonly IndicatorPoint[], first: number, second: number, colour: () => string) {
    const renderer = {
      draw: () => undefined,
      drawBackground: (target: Target) => {
        const attached = this.#attached;
        const range = attached?.chart.timeScale().getVisibleLogicalRange();
        if (attached === null || range == null) return;
        const { series, chart } = attached;
        const all = points();
        const from = Math.max(0, Math.floor(range.from) - 1);
        const until = Math.min(all.length - 1, Math.ceil(range.to) + 1);
        const edge = (output: number, isBack: boolean): [number, number][] => {
          const found: [number, number][] = [];
          for (let step = 0; step <= until - from; step += 1) {
            const index = isBack ? until - step : from + step;
            const value = all[index]?.values[output] ?? Number.NaN;
            const x = chart.timeScale().logicalToCoordinate(index as Logical);
            const y = Number.isNaN(value) ? null : series.priceToCoordinate(value);
            if (x !== null && y !== null) found.push([x, y]);
          }
          return found;
        };
        const { useMediaCoordinateSpace: inMediaSpace } = target;
        inMediaSpace.call(target, ({ context }) => {
          context.fillStyle = withAlpha(colour(), 0.08);
          context.beginPath();
          for (const [x, y] of [...edge(first, false), ...edge(second, true)]) context.lineTo(x, y);
          context.closePath();
          context.fill();
        });
      },
    };
    this.#views = [{ zOrder: () => "bottom", renderer: () => renderer }];
  }

  attached(parameters: SeriesAttachedParameter<Time>): void {
    this.#attached = parameters;
  }

  detached(): void {
    this.#attached = null;
  }

  paneViews(): readonly IPrimitivePaneView[] {
    return this.#views;
  }
}

type Target = Parameters<NonNullable<ReturnType<IPrimitivePaneView["renderer"]>>["draw"]>[0];
