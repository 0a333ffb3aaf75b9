import type { ChartLine } from "../layers/chart-line.ts";
import { movableAt } from "../layers/chart-line.ts";
import { LineHandles } from "../layers/line-handles.ts";
import { type LastLabel, LinesPrimitive } from "../layers/lines-primitive.ts";
import type { ChartView } from "./chart-view.ts";
import { formatChartPrice, onGrid, tickOf } from "./price-format.ts";

type LinesDoors = {
  readonly onMove: (orderId: string, price: string) => void;
  readonly onCancel: (orderId: string) => void;
};

/** The lines over the candles with what can be done to them, and the ghost of one that is being moved. */
export class LinesLayer {
  readonly #primitive: LinesPrimitive;
  readonly #handles: LineHandles;
  readonly #host: HTMLElement;
  readonly #onMouseDown: (event: MouseEvent) => void;
  #lines: readonly ChartLine[] = [];
  #ghost: ChartLine | null = null;

  constructor(
    view: ChartView,
    { host, overlay }: { readonly host: HTMLElement; readonly overlay: HTMLElement },
    { onMove, onCancel }: LinesDoors,
  ) {
    const { instrument, candles } = view;
    this.#host = host;
    const textOf = (price: number) => formatChartPrice(instrument, price);
    this.#handles = new LineHandles(overlay, {
      priceAt: (y) => {
        const price = candles.coordinateToPrice(y);
        return price === null ? null : Number(onGrid(instrument, price));
      },
      step: (price, ticks) => Number(onGrid(instrument, price + ticks * tickOf(instrument))),
      textOf,
      showGhost: (line, price) => {
        const axis = textOf(price);
        const label = line?.labelAt?.(price) ?? line?.label ?? "";
        this.#ghost = line && {
          ...line,
          id: "ghost",
          kind: "ghost",
          price,
          axis,
          isOffAxis: false,
          label,
          canMove: false,
          canCancel: false,
        };
        this.#draw();
      },
      onMove: (line, price) => onMove(line.id, onGrid(instrument, price)),
      onCancel: (line) => onCancel(line.id),
    });
    this.#primitive = new LinesPrimitive(
      () => view.look,
      (placed) => this.#handles.place(placed),
    );
    candles.attachPrimitive(this.#primitive);
    this.#onMouseDown = (event) => {
      if (event.button !== 0) return;
      const box = host.getBoundingClientRect();
      const [x, y] = [event.clientX - box.left, event.clientY - box.top];
      if (x > view.chart.timeScale().width() || y > candles.getPane().getHeight()) return;
      const found = movableAt(this.#primitive.placed, y);
      if (found === null) return;
      // The chart would be panned otherwise.
      event.stopPropagation();
      event.preventDefault();
      this.#handles.grab(found.line, event);
    };
    host.addEventListener("mousedown", this.#onMouseDown, true);
  }

  set(lines: readonly ChartLine[]): void {
    this.#lines = lines;
    this.#handles.keepOnly(new Set(lines.map(({ id }) => id)));
    this.#draw();
  }

  setLast(last: LastLabel | null): void {
    this.#primitive.setLast(last);
  }

  remove(): void {
    this.#host.removeEventListener("mousedown", this.#onMouseDown, true);
    this.#handles.remove();
  }

  #draw(): void {
    this.#primitive.setLines(this.#ghost === null ? this.#lines : [...this.#lines, this.#ghost]);
  }
}
