import { createSeriesMarkers, type ISeriesMarkersPluginApi, type Time } from "lightweight-charts";
import type { CandlePage } from "../../../server/domain/markets/candle-page.ts";
import type { Instrument } from "../../../server/domain/markets/instrument.ts";
import type { FeedStatus, InstrumentPrices } from "../../../server/domain/markets/price-frames.ts";
import { type Timeframe, timeframeMs } from "../../../server/domain/time/timeframe.ts";
import type { Bar } from "../candles/bar.ts";
import { CandleHistory, type HistoryEvent, type HistoryState } from "../candles/candle-history.ts";
import { closedMinute, liveMinute } from "../candles/live-minute.ts";
import type { ScaleMode } from "../chart-settings.ts";
import type { ChartLine } from "../layers/chart-line.ts";
import { type ChartFill, clusterFills, clusterLabels } from "../layers/fill-clusters.ts";
import { ChartView, toTime, type ViewChoice } from "./chart-view.ts";
import { Crosshair } from "./crosshair.ts";
import { BarLegend } from "./legend.ts";
import { LinesLayer } from "./lines-layer.ts";
import { formatChartPrice, onGrid } from "./price-format.ts";
import { chartSummary } from "./summary.ts";
import { formatCountdown } from "./time-format.ts";

export type SessionParts = {
  readonly host: HTMLElement;
  readonly overlay: HTMLElement;
  readonly legend: HTMLElement;
};

export type SessionDoors = {
  readonly load: (before: number | null, limit: number) => Promise<CandlePage>;
  readonly onPrices: (listener: (prices: InstrumentPrices) => void) => () => void;
  readonly feed: () => FeedStatus | null;
  readonly onState: (state: HistoryState) => void;
  readonly onDetached: (isDetached: boolean) => void;
  /** The sentence about the bars, anew with each bar. */
  readonly onSummary: (summary: string) => void;
  readonly onMove: (orderId: string, price: string) => void;
  readonly onCancel: (orderId: string) => void;
  /** Null where the ticket is that of another market. */
  readonly onPick: ((price: string) => void) | null;
};

/** What goes along with the bars: indicators, another market. */
export type BarFollower = {
  /** All bars, of which the last is running. */
  readonly reset: (bars: readonly Bar[]) => void;
  /** The same bars as before, of which the last moved or one was added. */
  readonly follow: (bars: readonly Bar[]) => void;
  /** The bar whose values are to be written; null without bars. */
  readonly showAt: (index: number | null) => void;
  readonly relook: () => void;
};

/** Loads more when fewer bars than this are left of what is in view. */
const OLDER_AHEAD = 120;
/** A cluster of fills is about as wide as its label. */
const CLUSTER_PIXELS = 44;

/** One chart of one instrument and timeframe, from its bars to its pixels. React gives it the elements and then only tells it things. */
export class ChartSession {
  readonly view: ChartView;
  readonly history: CandleHistory;
  readonly instrument: Instrument;
  readonly timeframe: Timeframe;
  readonly #doors: SessionDoors;
  readonly #lines: LinesLayer;
  readonly #legend: BarLegend;
  readonly #crosshair: Crosshair;
  readonly #markers: ISeriesMarkersPluginApi<Time>;
  readonly #leave: (() => void)[] = [];
  readonly #followers = new Set<BarFollower>();
  #fills: readonly ChartFill[] = [];
  #barsWide = 0;
  #frame: number | null = null;
  #newest: InstrumentPrices | null = null;
  #shown = { count: 0, firstAt: 0 };
  #isOver = false;

  constructor(
    parts: SessionParts,
    market: { readonly instrument: Instrument; readonly timeframe: Timeframe; readonly slot: string },
    choice: ViewChoice,
    doors: SessionDoors,
  ) {
    const { instrument, timeframe } = market;
    const stepMs = timeframeMs(timeframe);
    this.instrument = instrument;
    this.timeframe = timeframe;
    this.#doors = doors;
    this.view = new ChartView(parts.host, instrument, stepMs, choice);
    this.#markers = createSeriesMarkers(this.view.candles, []);
    this.#legend = new BarLegend(parts.legend, (price) => formatChartPrice(instrument, price));
    this.#lines = new LinesLayer(this.view, parts, doors);
    this.#crosshair = new Crosshair(this.view, parts, market.slot, {
      onBar: (index) => this.#showLegend(index),
      bars: () => this.history.series.bars,
      onPick: doors.onPick,
    });
    this.history = new CandleHistory(stepMs, {
      load: doors.load,
      after: (ms, action) => {
        const timer = setTimeout(action, ms);
        return () => clearTimeout(timer);
      },
      onState: doors.onState,
      onBars: (event) => this.#onBars(event),
    });
    this.#leave.push(
      doors.onPrices((prices) => {
        this.#newest = prices;
        this.#frame ??= requestAnimationFrame(() => this.#paint());
      }),
    );
    const scale = this.view.chart.timeScale();
    scale.subscribeVisibleLogicalRangeChange((range) => {
      if (range !== null && range.from < OLDER_AHEAD) void this.history.loadOlder();
      this.#drawFills();
    });
    const clock = setInterval(() => this.#showLast(), 1_000);
    this.#leave.push(() => clearInterval(clock));
    void this.history.reload();
  }

  /** Nothing may be asked of a chart that was removed; React can hold on to it for a moment. */
  get isOver(): boolean {
    return this.#isOver;
  }

  get bars(): readonly Bar[] {
    return this.history.series.bars;
  }

  applyChoice(choice: ViewChoice): void {
    if (this.#isOver) return;
    this.view.applyChoice(choice);
    if (this.bars.length > 0) this.view.setBars(this.bars);
    this.#barsWide = 0;
    this.#drawFills();
    for (const follower of this.#followers) follower.relook();
    this.#showLast();
    this.#showLegend(null);
  }

  setScale(mode: ScaleMode, isInverted: boolean): void {
    if (!this.#isOver) this.view.setScale(mode, isInverted);
  }

  setLines(lines: readonly ChartLine[]): void {
    if (!this.#isOver) this.#lines.set(lines);
  }

  setFills(fills: readonly ChartFill[]): void {
    if (this.#isOver) return;
    this.#fills = fills;
    this.#barsWide = 0;
    this.#drawFills();
  }

  /** Hears of every change of the bars until the returned function is called; first of all that there are. */
  attach(follower: BarFollower): () => void {
    this.#followers.add(follower);
    follower.reset(this.bars);
    this.#showLegend(null);
    return () => this.#followers.delete(follower);
  }

  /** The price at this height of the prices' pane, on the instrument's grid; null below it. */
  priceAt(y: number): string | null {
    if (this.#isOver || y > this.view.chart.paneSize(0).height) return null;
    const price = this.view.candles.coordinateToPrice(y);
    return price === null || price <= 0 ? null : onGrid(this.instrument, price);
  }

  /** Back to the newest bars. */
  resetView(): void {
    if (this.#isOver) return;
    if (this.history.series.isDetached) void this.history.reload();
    this.view.resetView();
  }

  remove(): void {
    this.#isOver = true;
    if (this.#frame !== null) cancelAnimationFrame(this.#frame);
    for (const leave of this.#leave) leave();
    this.history.close();
    this.#crosshair.remove();
    this.#lines.remove();
    this.view.remove();
  }

  #paint(): void {
    this.#frame = null;
    const prices = this.#newest;
    if (prices === null || this.#isOver) return;
    const minute = liveMinute(prices, this.history.series.minute);
    if (minute !== null) this.history.takeMinute(minute, closedMinute(prices));
    this.#showLast();
  }

  #onBars(event: HistoryEvent): void {
    if (this.#isOver) return;
    const { bars } = this;
    const added = bars.length - this.#shown.count;
    const isSame = this.#shown.count > 0 && bars[0]?.openAt === this.#shown.firstAt && added >= 0 && added <= 2;
    const isAnew = event === "older" || !isSame;
    if (isAnew) this.view.setBars(bars);
    else {
      const from = Math.max(0, bars.length - added - (event === "reset" ? 3 : 1));
      for (let index = from; index < bars.length; index += 1) {
        const bar = bars[index];
        if (bar !== undefined) this.view.updateBar(bar, index < this.#shown.count - 1);
      }
    }
    this.#shown = { count: bars.length, firstAt: bars[0]?.openAt ?? 0 };
    if (isAnew) {
      this.#barsWide = 0;
      this.#drawFills();
    }
    if (isAnew || event !== "moved") this.#doors.onSummary(chartSummary(this.instrument, this.timeframe, bars));
    for (const follower of this.#followers) {
      if (isAnew || event === "reset") follower.reset(bars);
      else follower.follow(bars);
    }
    this.#doors.onDetached(this.history.series.isDetached);
    this.#showLegend(null);
    this.#showLast();
  }

  #showLegend(index: number | null): void {
    const at = index ?? this.#crosshair.index ?? this.bars.length - 1;
    this.#legend.show(this.bars[at] ?? null, this.bars[at - 1] ?? null);
    for (const follower of this.#followers) follower.showAt(at < 0 ? null : at);
  }

  /** The last price, and how long its bar still runs by the tape's clock. */
  #showLast(): void {
    const last = this.bars.at(-1);
    if (last === undefined || this.history.series.isDetached) {
      this.#lines.setLast(null);
      return;
    }
    const feed = this.#doors.feed();
    const before = this.bars.at(-2)?.close ?? last.open;
    const tapeAt = feed === null ? null : tapeNow(feed);
    const left = tapeAt === null ? null : last.openAt + timeframeMs(this.timeframe) - tapeAt;
    this.#lines.setLast({
      price: last.close,
      text: formatChartPrice(this.instrument, last.close),
      countdown: left === null || left < -timeframeMs(this.timeframe) ? null : formatCountdown(left),
      isUp: last.close >= before,
    });
  }

  #drawFills(): void {
    const spacing = this.view.chart.timeScale().options().barSpacing;
    const barsWide = Math.max(1, 2 ** Math.round(Math.log2(CLUSTER_PIXELS / spacing)));
    if (barsWide === this.#barsWide) return;
    this.#barsWide = barsWide;
    const firstAt = this.bars[0]?.openAt ?? Number.POSITIVE_INFINITY;
    const { look } = this.view;
    const stepMs = timeframeMs(this.timeframe);
    const clusters = clusterFills(this.#fills, stepMs, barsWide).filter(({ openAt }) => openAt >= firstAt);
    // The closest that bars stand before fills are gathered anew.
    const stepPixels = CLUSTER_PIXELS / barsWide / Math.SQRT2;
    const labels = clusterLabels(clusters, { stepMs, stepPixels, decimals: this.instrument.quantityDecimals });
    this.#markers.setMarkers(
      clusters.map((cluster, index) => ({
        time: toTime(cluster.openAt) as Time,
        position: cluster.side === "buy" ? ("belowBar" as const) : ("aboveBar" as const),
        shape: cluster.side === "buy" ? ("arrowUp" as const) : ("arrowDown" as const),
        color: cluster.side === "buy" ? look.buy : look.sell,
        text: labels[index] ?? "",
      })),
    );
  }
}

/** The tape's clock at this moment; it stands while the tape is not playing. */
function tapeNow({ tapeAt, receivedAt, speed, state }: FeedStatus): number | null {
  if (tapeAt === null || state !== "running" || speed === "max") return tapeAt;
  return tapeAt + Math.min(5_000, Math.max(0, Date.now() - receivedAt)) * speed;
}
