import { formatQuantity, type Instrument } from "../../../server/domain/markets/instrument.ts";
import type { InstrumentPrices } from "../../../server/domain/markets/price-frames.ts";
import { forgetPaint, paintSoon } from "../../live/prices/paint-loop.ts";
import type { PrintTape } from "../../live/prices/print-tape.ts";
import { depthOf } from "../../trade/book-depth.ts";
import { groupDigits } from "../../ui/format-decimal.ts";
import { lotsByRow, printRow, tradedByRow } from "./ladder-rows.ts";

type Cell = { readonly text: HTMLElement; readonly bar: HTMLElement };
type Row = {
  readonly ticks: number;
  readonly price: HTMLElement;
  readonly bid: Cell;
  readonly ask: Cell;
  readonly traded: Cell;
};

/** Writes sizes and bars into the rows that React has drawn: no row is drawn anew because a size has changed. */
export class LadderPainter {
  readonly #instrument: Instrument;
  readonly #tape: () => PrintTape;
  #rows: readonly Row[] = [];
  #groupTicks = 1;
  #prices: InstrumentPrices | null = null;

  constructor(instrument: Instrument, tape: () => PrintTape) {
    this.#instrument = instrument;
    this.#tape = tape;
  }

  /** The rows have been drawn. */
  attach(body: HTMLElement, groupTicks: number): void {
    this.#groupTicks = groupTicks;
    this.#rows = [...body.querySelectorAll<HTMLElement>("[data-ticks]")].flatMap((element) => {
      const price = element.querySelector<HTMLElement>('[data-cell="price"]');
      const [bid, ask, traded] = ["bid", "ask", "traded"].map((name) => cellOf(element, name));
      return price === null || bid == null || ask == null || traded == null
        ? []
        : [{ ticks: Number(element.getAttribute("data-ticks")), price, bid, ask, traded }];
    });
    paintSoon(this.#paint);
  }

  show(prices: InstrumentPrices): void {
    this.#prices = prices;
    paintSoon(this.#paint);
  }

  close(): void {
    forgetPaint(this.#paint);
  }

  readonly #paint = (): void => {
    const instrument = this.#instrument;
    const group = this.#groupTicks;
    const { bids = [], asks = [] } = this.#prices?.book ?? {};
    const bidLots = lotsByRow("buy", depthOf(instrument, bids), group);
    const askLots = lotsByRow("sell", depthOf(instrument, asks), group);
    const { prints } = this.#tape();
    const traded = tradedByRow(instrument, prints, group);
    const last = prints.at(-1);
    const lastRow = last === undefined ? null : printRow(instrument, last, group);
    const largest = (lots: ReadonlyMap<number, number>) =>
      Math.max(1, ...this.#rows.map(({ ticks }) => lots.get(ticks) ?? 0));
    const deepest = Math.max(largest(bidLots), largest(askLots));
    const busiest = largest(traded);
    for (const row of this.#rows) {
      this.#write(row.bid, bidLots.get(row.ticks) ?? 0, deepest);
      this.#write(row.ask, askLots.get(row.ticks) ?? 0, deepest);
      this.#write(row.traded, traded.get(row.ticks) ?? 0, busiest);
      const mark = row.ticks === lastRow ? (last?.side ?? "") : "";
      if (row.price.getAttribute("data-last") !== mark) row.price.setAttribute("data-last", mark);
    }
  };

  #write({ text, bar }: Cell, lots: number, most: number): void {
    const written = lots === 0 ? "" : groupDigits(formatQuantity(this.#instrument, lots));
    if (text.textContent !== written) text.textContent = written;
    const scale = `scaleX(${(lots / most).toFixed(3)})`;
    if (bar.style.transform !== scale) bar.style.transform = scale;
  }
}

function cellOf(row: HTMLElement, name: string): Cell | null {
  const cell = row.querySelector<HTMLElement>(`[data-cell="${name}"]`);
  const text = cell?.querySelector<HTMLElement>("span");
  const bar = cell?.querySelector<HTMLElement>("i");
  return text == null || bar == null ? null : { text, bar };
}
