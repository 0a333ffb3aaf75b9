import {
  type CandlestickData,
  CandlestickSeries,
  ColorType,
  CrosshairMode,
  createChart,
  type HistogramData,
  HistogramSeries,
  type IChartApi,
  type ISeriesApi,
  LineStyle,
  PriceScaleMode,
  type UTCTimestamp,
} from "lightweight-charts";
import type { Instrument } from "../../../server/domain/markets/instrument.ts";
import type { Bar } from "../candles/bar.ts";
import type { ScaleMode } from "../chart-settings.ts";
import { type ChartLook, withAlpha } from "./chart-look.ts";
import { formatChartPrice, tickOf, ticksPerUnit } from "./price-format.ts";
import { formatAxisMark, formatBarTime } from "./time-format.ts";

/** The library counts seconds. */
export const toTime = (at: number): UTCTimestamp => (at / 1_000) as UTCTimestamp;
const fromTime = (time: unknown): number => Number(time) * 1_000;

const SCALE_MODES: Record<ScaleMode, PriceScaleMode> = {
  linear: PriceScaleMode.Normal,
  log: PriceScaleMode.Logarithmic,
  percent: PriceScaleMode.Percentage,
};

const DAY_MS = 86_400_000;
const RIGHT_ROOM = 8;
const BAR_SPACING = 6;

export type ViewChoice = { readonly look: ChartLook; readonly hollowUp: boolean };

/** Candles and volume in a chart of their own; whatever lies over them is attached by its layer. */
export class ChartView {
  readonly chart: IChartApi;
  readonly candles: ISeriesApi<"Candlestick">;
  readonly volume: ISeriesApi<"Histogram">;
  readonly instrument: Instrument;
  readonly #stepMs: number;
  #choice: ViewChoice;

  constructor(host: HTMLElement, instrument: Instrument, stepMs: number, choice: ViewChoice) {
    this.instrument = instrument;
    this.#stepMs = stepMs;
    this.#choice = choice;
    this.chart = createChart(host, {
      autoSize: true,
      layout: { attributionLogo: true, panes: { enableResize: true } },
      crosshair: { mode: CrosshairMode.Normal },
      rightPriceScale: { scaleMargins: { top: 0.1, bottom: 0.22 }, minimumWidth: 64 },
      timeScale: {
        rightOffset: RIGHT_ROOM,
        barSpacing: BAR_SPACING,
        minBarSpacing: 0.6,
        timeVisible: stepMs < DAY_MS,
        secondsVisible: false,
        lockVisibleTimeRangeOnResize: true,
      },
    });
    this.volume = this.chart.addSeries(HistogramSeries, {
      priceScaleId: "volume",
      lastValueVisible: false,
      priceLineVisible: false,
      priceFormat: { type: "volume" },
    });
    this.chart.priceScale("volume").applyOptions({ scaleMargins: { top: 0.85, bottom: 0 } });
    this.candles = this.chart.addSeries(CandlestickSeries, {
      lastValueVisible: false,
      priceLineStyle: LineStyle.SparseDotted,
      priceFormat: {
        type: "custom",
        formatter: (price: number) => formatChartPrice(instrument, price),
        minMove: tickOf(instrument),
        base: Math.max(1, Math.round(ticksPerUnit(instrument))),
      },
    });
    this.applyChoice(choice);
  }

  get look(): ChartLook {
    return this.#choice.look;
  }

  applyChoice(choice: ViewChoice): void {
    this.#choice = choice;
    const { look, hollowUp } = choice;
    const isDay = this.#stepMs >= DAY_MS;
    const label = { labelBackgroundColor: look.strong, color: look.strong };
    this.chart.applyOptions({
      layout: {
        background: { type: ColorType.Solid, color: look.panel },
        textColor: look.fg3,
        fontFamily: look.font,
        fontSize: look.fontSize,
        panes: { separatorColor: look.line, separatorHoverColor: withAlpha(look.accent, 0.25) },
      },
      grid: { vertLines: { visible: false, color: look.grid }, horzLines: { color: look.grid } },
      crosshair: { vertLine: label, horzLine: label },
      rightPriceScale: { borderColor: look.grid },
      timeScale: {
        borderColor: look.grid,
        tickMarkFormatter: (time: unknown, kind: number) => formatAxisMark(fromTime(time), kind),
      },
      localization: { timeFormatter: (time: unknown) => formatBarTime(fromTime(time), isDay) },
    });
    this.candles.applyOptions({
      upColor: hollowUp ? look.panel : look.up,
      downColor: look.down,
      borderUpColor: look.up,
      borderDownColor: look.down,
      wickUpColor: look.up,
      wickDownColor: look.down,
    });
  }

  setScale(mode: ScaleMode, isInverted: boolean): void {
    this.chart.priceScale("right").applyOptions({ mode: SCALE_MODES[mode], invertScale: isInverted });
  }

  setBars(bars: readonly Bar[]): void {
    this.candles.setData(bars.map((bar) => this.#candleOf(bar)));
    this.volume.setData(bars.map((bar) => this.#volumeOf(bar)));
  }

  /** The last bar, or one after it. */
  updateBar(bar: Bar, isHistorical = false): void {
    this.candles.update(this.#candleOf(bar), isHistorical);
    this.volume.update(this.#volumeOf(bar), isHistorical);
  }

  /** The newest bars at their usual width, prices scaled by themselves. */
  resetView(): void {
    this.chart.priceScale("right").applyOptions({ autoScale: true });
    this.chart.timeScale().resetTimeScale();
  }

  remove(): void {
    this.chart.remove();
  }

  #candleOf(bar: Bar): CandlestickData<UTCTimestamp> {
    const { open, high, low, close } = bar;
    return { time: toTime(bar.openAt), open, high, low, close };
  }

  #volumeOf({ openAt, open, close, volume }: Bar): HistogramData<UTCTimestamp> {
    const { look } = this.#choice;
    return { time: toTime(openAt), value: volume, color: withAlpha(close >= open ? look.up : look.down, 0.45) };
  }
}
