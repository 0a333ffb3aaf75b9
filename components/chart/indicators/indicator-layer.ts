import {
  HistogramSeries,
  type ISeriesApi,
  LineSeries,
  LineStyle,
  LineType,
  type SeriesType,
  type Time,
} from "lightweight-charts";
import type { IndicatorOutput } from "../../../server/domain/indicators/definition.ts";
import type { Bar } from "../candles/bar.ts";
import { withAlpha } from "../view/chart-look.ts";
import type { BarFollower } from "../view/chart-session.ts";
import { type ChartView, toTime } from "../view/chart-view.ts";
import { formatChartPrice } from "../view/price-format.ts";
import { BandFill } from "./band-fill.ts";
import { IndicatorLegend } from "./indicator-legend.ts";
import { formatIndicator, isDotted, isStepped } from "./indicator-look.ts";
import { type IndicatorPoint, IndicatorRun } from "./indicator-run.ts";
import { type ChosenIndicator, indicatorLabel } from "./indicator-settings.ts";

type LayerDoors = { readonly onEdit: (key: string) => void; readonly onRemove: (key: string) => void };

type Drawn = {
  readonly output: IndicatorOutput;
  readonly series: ISeriesApi<SeriesType>;
  /** Its place among the values of a point. */
  readonly index: number;
};

/** One indicator on a chart: over the candles, in a pane of its own, or both. */
export class IndicatorLayer implements BarFollower {
  readonly #view: ChartView;
  readonly #chosen: ChosenIndicator;
  readonly #run: IndicatorRun;
  readonly #drawn: readonly Drawn[];
  readonly #legend: IndicatorLegend;
  #points: IndicatorPoint[] = [];

  private constructor(
    view: ChartView,
    root: HTMLElement,
    chosen: ChosenIndicator,
    run: IndicatorRun,
    doors: LayerDoors,
  ) {
    this.#view = view;
    this.#chosen = chosen;
    this.#run = run;
    const outputs = run.definition.outputs.filter(({ name }) => chosen.outputs.includes(name));
    const ownPane = outputs.some(({ pane }) => pane === "separate") ? view.chart.panes().length : 0;
    this.#drawn = outputs.map((output) => ({
      output,
      index: chosen.outputs.indexOf(output.name),
      series: this.#add(output, output.pane === "overlay" ? 0 : ownPane),
    }));
    this.#fillBand(outputs);
    if (ownPane > 0) view.chart.panes()[ownPane]?.setStretchFactor(0.28);
    this.#legend = new IndicatorLegend(indicatorLabel(chosen), chosen.outputs, {
      onEdit: () => doors.onEdit(chosen.key),
      onRemove: () => doors.onRemove(chosen.key),
    });
    if (outputs.some(({ pane }) => pane === "overlay")) root.append(this.#legend.root);
    else this.#placeInPane();
    this.relook();
  }

  /** Null when the library no longer knows it. */
  static of(view: ChartView, root: HTMLElement, chosen: ChosenIndicator, doors: LayerDoors): IndicatorLayer | null {
    const run = IndicatorRun.of(chosen.id, chosen.values, chosen.outputs);
    return run === null ? null : new IndicatorLayer(view, root, chosen, run, doors);
  }

  readonly reset = (bars: readonly Bar[]): void => {
    this.#points = this.#run.reset(bars);
    for (const { series, index } of this.#drawn) {
      series.setData(this.#points.map((point) => this.#datum(point, index)));
    }
  };

  readonly follow = (bars: readonly Bar[]): void => {
    for (const point of this.#run.follow(bars)) {
      const last = this.#points.at(-1);
      if (last?.openAt === point.openAt) this.#points[this.#points.length - 1] = point;
      else this.#points.push(point);
      for (const { series, index } of this.#drawn) series.update(this.#datum(point, index));
    }
  };

  readonly showAt = (at: number | null): void => {
    const values = at === null ? [] : (this.#points[at]?.values ?? []);
    this.#legend.show(values.map((value) => (Number.isNaN(value) ? "–" : this.#format(value))));
  };

  readonly relook = (): void => {
    const colours = this.#chosen.outputs.map((_, index) => this.#colour(index));
    this.#legend.colour(colours);
    for (const { series, index } of this.#drawn) series.applyOptions({ color: colours[index] ?? "" });
    // A histogram's bars have the colour each.
    for (const { series, index, output } of this.#drawn) {
      if (output.kind === "histogram") series.setData(this.#points.map((point) => this.#datum(point, index)));
    }
  };

  remove(): void {
    this.#legend.root.remove();
    for (const { series } of this.#drawn) this.#view.chart.removeSeries(series);
  }

  #add(output: IndicatorOutput, pane: number): ISeriesApi<SeriesType> {
    const { chart } = this.#view;
    const isOverlay = pane === 0;
    const common = {
      priceLineVisible: false,
      lastValueVisible: !isOverlay,
      priceFormat: {
        type: "custom" as const,
        minMove: 1e-8,
        formatter: (value: number) =>
          isOverlay ? formatChartPrice(this.#view.instrument, value) : formatIndicator(value),
      },
    };
    if (output.kind === "histogram") return chart.addSeries(HistogramSeries, common, pane);
    const { id } = this.#chosen;
    return chart.addSeries(
      LineSeries,
      {
        ...common,
        lineWidth: output.kind === "band" ? 1 : 2,
        lineVisible: !isDotted(id),
        pointMarkersVisible: isDotted(id),
        pointMarkersRadius: 1.5,
        lineType: isStepped(id) ? LineType.WithSteps : LineType.Simple,
        lineStyle: isStepped(id) ? LineStyle.Dotted : LineStyle.Solid,
        crosshairMarkerVisible: false,
      },
      pane,
    );
  }

  #fillBand(outputs: readonly IndicatorOutput[]): void {
    const bands = outputs.filter(({ kind }) => kind === "band");
    const places = bands.map(({ name }) => this.#chosen.outputs.indexOf(name));
    const [first, second] = places;
    const carrier = this.#drawn.find(({ output }) => output === bands[0]);
    if (first === undefined || second === undefined || carrier === undefined) return;
    carrier.series.attachPrimitive(
      new BandFill(
        () => this.#points,
        first,
        second,
        () => this.#colour(first),
      ),
    );
  }

  /** The pane's element is there with the next frame. */
  #placeInPane(): void {
    const series = this.#drawn[0]?.series;
    requestAnimationFrame(() => {
      const cell = series?.getPane().getHTMLElement()?.querySelector("td:nth-child(2) > div");
      this.#legend.root.classList.add("is-in-pane");
      cell?.append(this.#legend.root);
    });
  }

  #colour(index: number): string {
    const { categories } = this.#view.look;
    return categories[(this.#chosen.colour + index) % categories.length] ?? this.#view.look.accent;
  }

  #format(value: number): string {
    const isPrice = this.#drawn.some(({ output }) => output.pane === "overlay");
    return isPrice && this.#drawn.every(({ output }) => output.pane === "overlay")
      ? formatChartPrice(this.#view.instrument, value)
      : formatIndicator(value);
  }

  #datum({ openAt, values }: IndicatorPoint, index: number): { time: Time; value?: number; color?: string } {
    const value = values[index] ?? Number.NaN;
    const time = toTime(openAt) as Time;
    if (Number.isNaN(value)) return { time };
    const isHistogram = this.#drawn?.find((one) => one.index === index)?.output.kind === "histogram";
    if (!isHistogram) return { time, value };
    const { up, down } = this.#view.look;
    return { time, value, color: withAlpha(value >= 0 ? up : down, 0.6) };
  }
}
