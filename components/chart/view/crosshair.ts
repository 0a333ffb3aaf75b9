import type { MouseEventParams, Time } from "lightweight-charts";
import type { Bar } from "../candles/bar.ts";
import { type ChartView, toTime } from "./chart-view.ts";
import { hearCrosshair, tellCrosshair } from "./crosshair-link.ts";
import { formatChartPrice, onGrid } from "./price-format.ts";

type CrosshairDoors = {
  readonly bars: () => readonly Bar[];
  /** The bar under the pointer by its index; null when there is none. */
  readonly onBar: (index: number | null) => void;
  readonly onPick: ((price: string) => void) | null;
};

/** Follows the pointer: the bar under it, a + at the price axis that puts its price into the ticket, and the other charts' time. */
export class Crosshair {
  readonly #view: ChartView;
  readonly #doors: CrosshairDoors;
  readonly #slot: string;
  readonly #plus = document.createElement("button");
  readonly #leaveLink: () => void;
  #price = "";
  #index: number | null = null;
  #told: number | null = null;
  #isFollowing = false;

  constructor(view: ChartView, { overlay }: { readonly overlay: HTMLElement }, slot: string, doors: CrosshairDoors) {
    this.#view = view;
    this.#doors = doors;
    this.#slot = slot;
    const plus = this.#plus;
    plus.type = "button";
    plus.className = "chart-plus";
    plus.textContent = "+";
    plus.hidden = true;
    plus.addEventListener("click", () => doors.onPick?.(this.#price));
    plus.addEventListener("pointerleave", () => {
      plus.hidden = true;
    });
    overlay.append(plus);
    view.chart.subscribeCrosshairMove(this.#onMove);
    this.#leaveLink = hearCrosshair(slot, (at) => this.#follow(at));
  }

  /** The bar that the pointer is on; null when it is on none. */
  get index(): number | null {
    return this.#index;
  }

  remove(): void {
    this.#leaveLink();
    this.#view.chart.unsubscribeCrosshairMove(this.#onMove);
  }

  readonly #onMove = ({ point, paneIndex, logical, sourceEvent }: MouseEventParams<Time>): void => {
    const bars = this.#doors.bars();
    const index = logical === undefined ? null : Math.min(bars.length - 1, Math.max(0, Math.round(logical)));
    this.#index = point === undefined ? null : index;
    this.#doors.onBar(this.#index);
    if (this.#isFollowing || (point !== undefined && sourceEvent === undefined)) return;
    const at = this.#index === null ? null : (bars[this.#index]?.openAt ?? null);
    if (at !== this.#told) tellCrosshair(this.#slot, at);
    this.#told = at;
    this.#placePlus(point !== undefined && paneIndex === 0 ? point.y : null);
  };

  #placePlus(y: number | null): void {
    const { candles, chart, instrument } = this.#view;
    const price = y === null || this.#doors.onPick === null ? null : candles.coordinateToPrice(y);
    if (y === null || price === null) {
      if (!this.#plus.matches(":hover")) this.#plus.hidden = true;
      return;
    }
    this.#price = onGrid(instrument, price);
    this.#plus.hidden = false;
    this.#plus.title = `Limit order at ${formatChartPrice(instrument, price)}`;
    this.#plus.setAttribute("aria-label", this.#plus.title);
    this.#plus.style.transform = `translate(${chart.timeScale().width() - 20}px, ${Math.round(y) - 10}px)`;
  }

  /** Another chart's pointer: this one shows the bar of that time. */
  #follow(at: number | null): void {
    this.#isFollowing = true;
    const bars = this.#doors.bars();
    const bar = at === null ? undefined : bars.findLast(({ openAt }) => openAt <= at);
    if (bar === undefined) this.#view.chart.clearCrosshairPosition();
    else this.#view.chart.setCrosshairPosition(bar.close, toTime(bar.openAt) as Time, this.#view.candles);
    this.#isFollowing = false;
  }
}
