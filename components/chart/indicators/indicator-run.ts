import { createIndicator, outputOf } from "../../../server/domain/indicators/create-indicator.ts";
import type { IndicatorDefinition } from "../../../server/domain/indicators/definition.ts";
import type { Indicator, IndicatorCandle, IndicatorValue } from "../../../server/domain/indicators/indicator.ts";
import type { SavedState } from "../../../server/domain/indicators/state.ts";
import type { Bar } from "../candles/bar.ts";

export type IndicatorPoint = { readonly openAt: number; readonly values: readonly number[] };

/**
 * An indicator that goes with the bars of a chart: closed bars are taken in for good; the running one is tried on top and taken
 * back, however often it moves. So a price costs one step, not a whole history.
 */
export class IndicatorRun {
  readonly definition: IndicatorDefinition;
  readonly #outputs: readonly string[];
  readonly #make: () => Indicator<IndicatorCandle, IndicatorValue>;
  #indicator: Indicator<IndicatorCandle, IndicatorValue>;
  /** As it stood before the running bar; null when that is not in. */
  #saved: SavedState | null = null;
  #isTried = false;
  #takenUntil = Number.NEGATIVE_INFINITY;

  private constructor(
    definition: IndicatorDefinition,
    outputs: readonly string[],
    make: () => Indicator<IndicatorCandle, IndicatorValue>,
  ) {
    this.definition = definition;
    this.#outputs = outputs;
    this.#make = make;
    this.#indicator = make();
  }

  /** Null for an id or parameters that the library does not have. */
  static of(id: string, values: Readonly<Record<string, number>>, outputs: readonly string[]): IndicatorRun | null {
    const created = createIndicator(id, values);
    if (!created.ok) return null;
    const { definition, values: all } = created.value;
    return new IndicatorRun(definition, outputs, () => definition.create(all));
  }

  /** Begins anew with these bars, of which the last is still running. */
  reset(bars: readonly Bar[]): IndicatorPoint[] {
    this.#indicator = this.#make();
    this.#saved = null;
    this.#isTried = false;
    this.#takenUntil = Number.NEGATIVE_INFINITY;
    const points = bars.slice(0, -1).map((bar) => this.#take(bar));
    const last = bars.at(-1);
    return last === undefined ? points : [...points, this.#try(last)];
  }

  /** The points from the first bar that may have changed on: closed bars not taken yet, and the running one. */
  follow(bars: readonly Bar[]): IndicatorPoint[] {
    let from = bars.length - 1;
    while (from > 0 && (bars[from - 1]?.openAt ?? 0) > this.#takenUntil) from -= 1;
    const points: IndicatorPoint[] = [];
    for (let index = from; index < bars.length; index += 1) {
      const bar = bars[index];
      if (bar !== undefined) points.push(index === bars.length - 1 ? this.#try(bar) : this.#take(bar));
    }
    return points;
  }

  #take(bar: Bar): IndicatorPoint {
    this.#takeBack();
    this.#saved = null;
    this.#indicator.update(bar);
    this.#takenUntil = bar.openAt;
    return this.#point(bar);
  }

  #try(bar: Bar): IndicatorPoint {
    this.#takeBack();
    this.#saved ??= this.#indicator.save();
    this.#isTried = true;
    this.#indicator.update(bar);
    return this.#point(bar);
  }

  #takeBack(): void {
    if (this.#saved !== null && this.#isTried) this.#indicator.restore(this.#saved);
    this.#isTried = false;
  }

  #point({ openAt }: Bar): IndicatorPoint {
    const { value, isReady } = this.#indicator;
    return { openAt, values: this.#outputs.map((name) => (isReady ? outputOf(value, name) : Number.NaN)) };
  }
}
