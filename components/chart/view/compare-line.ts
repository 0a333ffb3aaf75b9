import { type ISeriesApi, LineSeries, type Time } from "lightweight-charts";
import type { CandlePage } from "../../../server/domain/markets/candle-page.ts";
import type { InstrumentPrices } from "../../../server/domain/markets/price-frames.ts";
import { type Timeframe, timeframeMs } from "../../../server/domain/time/timeframe.ts";
import { type Bar, barsOf } from "../candles/bar.ts";
import type { BarFollower, ChartSession } from "./chart-session.ts";
import { toTime } from "./chart-view.ts";

type CompareDoors = {
  readonly symbol: string;
  readonly load: (before: number | null, limit: number) => Promise<CandlePage>;
  readonly onPrices: (listener: (prices: InstrumentPrices) => void) => () => void;
  readonly onProblem: (problem: string) => void;
};

const LIMIT = 2_000;

/** The closes of another market over the same bars; in percent from the first bar in view the two can be compared. */
export class CompareLine implements BarFollower {
  readonly #session: ChartSession;
  readonly #doors: CompareDoors;
  readonly #series: ISeriesApi<"Line">;
  readonly #leave: (() => void)[] = [];
  readonly #timeframe: Timeframe;
  #closes = new Map<number, number>();
  #isLoading = false;
  #loadedFrom = Number.POSITIVE_INFINITY;
  #last: number | null = null;

  constructor(session: ChartSession, doors: CompareDoors) {
    this.#session = session;
    this.#doors = doors;
    this.#timeframe = session.timeframe;
    this.#series = session.view.chart.addSeries(LineSeries, {
      lineWidth: 2,
      priceLineVisible: false,
      title: doors.symbol,
      color: session.view.look.categories[0] ?? session.view.look.accent,
    });
    this.#leave.push(
      session.attach(this),
      doors.onPrices((prices) => {
        this.#last = Number(prices.last ?? Number.NaN);
      }),
    );
    void this.#load(null);
  }

  readonly reset = (bars: readonly Bar[]): void => {
    this.#series.setData(bars.map(({ openAt }) => this.#datum(openAt)));
    const first = bars[0]?.openAt;
    if (first !== undefined && first < this.#loadedFrom && this.#closes.size > 0) void this.#load(this.#loadedFrom);
  };

  readonly follow = (bars: readonly Bar[]): void => {
    const last = bars.at(-1);
    if (last === undefined) return;
    if (this.#last !== null && !Number.isNaN(this.#last)) this.#closes.set(last.openAt, this.#last);
    this.#series.update(this.#datum(last.openAt));
  };

  readonly showAt = (): void => undefined;

  readonly relook = (): void =>
    this.#series.applyOptions({ color: this.#session.view.look.categories[0] ?? this.#session.view.look.accent });

  remove(): void {
    for (const leave of this.#leave) leave();
    if (!this.#session.isOver) this.#session.view.chart.removeSeries(this.#series);
  }

  #datum(openAt: number): { time: Time; value?: number } {
    const value = this.#closes.get(openAt);
    const time = toTime(openAt) as Time;
    return value === undefined ? { time } : { time, value };
  }

  async #load(before: number | null): Promise<void> {
    if (this.#isLoading) return;
    this.#isLoading = true;
    try {
      const page = await this.#doors.load(before, LIMIT);
      const bars = barsOf(page, timeframeMs(this.#timeframe));
      for (const { openAt, close } of bars) this.#closes.set(openAt, close);
      this.#loadedFrom = page.olderBefore === null ? Number.NEGATIVE_INFINITY : (bars[0]?.openAt ?? page.olderBefore);
    } catch (error) {
      this.#doors.onProblem(error instanceof Error ? error.message : String(error));
      return;
    } finally {
      this.#isLoading = false;
    }
    if (!this.#session.isOver) this.reset(this.#session.bars);
  }
}
