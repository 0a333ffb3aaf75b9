import type { Side } from "../../../server/domain/orders/order-type.ts";

/** A line at a price with a chip on it. */
export type ChartLine = {
  readonly id: string;
  readonly kind: "order" | "position" | "liquidation" | "staged" | "ghost";
  readonly price: number;
  /** What the chip says. */
  readonly label: string;
  /** What it says while it is moved to a price; the label itself where it does not change. */
  readonly labelAt?: (price: number) => string;
  /** What moving it does; "Move to" where it does not say. */
  readonly verb?: string;
  /** What the price axis says. */
  readonly axis: string;
  /** Another line at its price says so on the axis already. */
  readonly isOffAxis?: boolean;
  /** Null for what is of neither side, such as a position. */
  readonly side: Side | null;
  readonly isDashed: boolean;
  readonly canMove: boolean;
  readonly canCancel: boolean;
};

/** Where a line and its chip lie in the pane, in CSS pixels. `x` is the chip's left edge, `y` the line. */
export type PlacedLine = {
  readonly line: ChartLine;
  readonly y: number;
  readonly x: number;
  readonly width: number;
  /** Where the ✕ begins, from the chip's left edge; null without one. */
  readonly cancelX: number | null;
};

export const CHIP_HEIGHT = 18;
const CANCEL_WIDTH = 18;
const PAD = 7;
const GAP = 4;
/** How far from a line the pointer still has hold of it. */
const REACH = 4;

type Room = {
  readonly width: number;
  readonly height: number;
  readonly yOf: (price: number) => number | null;
  readonly textWidth: (text: string) => number;
};

/**
 * Places the lines that are within the pane, their chips at its right edge. A chip that would lie on another goes to the left of
 * it, so that all can be read and clicked.
 */
export function placeLines(lines: readonly ChartLine[], { width, height, yOf, textWidth }: Room): PlacedLine[] {
  const placed: PlacedLine[] = [];
  for (const line of lines) {
    const y = yOf(line.price);
    if (y === null || y < 0 || y > height) continue;
    const text = Math.ceil(textWidth(line.label)) + 2 * PAD;
    const chip = text + (line.canCancel ? CANCEL_WIDTH : 0);
    let x = width - chip - GAP;
    for (let hits = true; hits; ) {
      const other = placed.find(
        (one) => Math.abs(one.y - y) < CHIP_HEIGHT + 1 && x < one.x + one.width + GAP && x + chip + GAP > one.x,
      );
      hits = other !== undefined;
      if (other !== undefined) x = other.x - GAP - chip;
    }
    placed.push({ line, y, x, width: chip, cancelX: line.canCancel ? text : null });
  }
  return placed;
}

/** What is said at the upper and the lower edge: how many orders lie beyond it, and a liquidation that does. */
export function wordsBeyond(
  lines: readonly ChartLine[],
  { height, yOf }: Pick<Room, "height" | "yOf">,
): { readonly above: string; readonly below: string } {
  const beyond = (isIt: (y: number) => boolean) => lines.filter(({ price }) => isIt(yOf(price) ?? 0));
  const words = (out: readonly ChartLine[], where: string) => {
    const orders = out.filter(({ kind }) => kind === "order").length;
    const liquidations = out.filter(({ kind }) => kind === "liquidation");
    return [
      ...(orders === 0 ? [] : [`${orders} ${orders === 1 ? "order" : "orders"} ${where}`]),
      ...liquidations.map(({ label, axis }) => `${label} · ${axis}`),
    ].join("   ");
  };
  return {
    above: words(
      beyond((y) => y < 0),
      "above",
    ),
    below: words(
      beyond((y) => y > height),
      "below",
    ),
  };
}

/** The line that can be moved and lies under the pointer: the nearest within reach. */
export function movableAt(placed: readonly PlacedLine[], y: number): PlacedLine | null {
  let best: PlacedLine | null = null;
  for (const one of placed) {
    const distance = Math.abs(one.y - y);
    if (one.line.canMove && distance <= REACH && (best === null || distance < Math.abs(best.y - y))) best = one;
  }
  return best;
}
