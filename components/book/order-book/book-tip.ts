import { formatPrice, formatQuantity, type Instrument } from "../../../server/domain/markets/instrument.ts";
import { currencyOf } from "../../../server/domain/money/currency.ts";
import { oppositeSide } from "../../../server/domain/orders/order-type.ts";
import { walkDepth } from "../../trade/ticket/depth-walk.ts";
import { formatUnitsAt, groupDigits, UNKNOWN } from "../../ui/format-decimal.ts";
import type { Hovered } from "./book-view.ts";

const PLACES_MAX = 2;

/** What taking everything up to the hovered row would cost: `[name, figure]` line by line. */
export function tipLines(instrument: Instrument, { side, row, levels }: Hovered): (readonly [string, string])[] {
  const taking = oppositeSide(side);
  const walk = walkDepth(instrument, taking, levels, row.sumLots, row.priceTicks);
  const { decimals } = currencyOf(instrument.quote);
  const total = formatUnitsAt(walk.notionalUnits, decimals, Math.min(decimals, PLACES_MAX));
  const average = walk.averageTicks === null ? UNKNOWN : groupDigits(formatPrice(instrument, walk.averageTicks));
  return [
    ["Avg price", average],
    [`Sum ${instrument.base}`, groupDigits(formatQuantity(instrument, row.sumLots))],
    [`Total ${instrument.quote}`, total],
    ["Slippage", walk.slippageBps === null ? UNKNOWN : `${groupDigits(walk.slippageBps.toFixed(1))} bp`],
  ];
}

const GAP_PX = 6;

/** Writes the lines into the tooltip and puts it beside the panel, or over it where there is no room. Null hides it. */
export function showTip(
  tip: HTMLElement,
  panel: Element,
  lines: readonly (readonly [string, string])[] | null,
  y: number,
): void {
  tip.hidden = lines === null;
  if (lines === null) return;
  const text = lines.flat().join("\n");
  if (tip.getAttribute("data-text") !== text) {
    tip.setAttribute("data-text", text);
    tip.replaceChildren(
      ...lines.map(([name, figure]) => {
        const row = document.createElement("div");
        row.className = "flex justify-between gap-4 leading-5";
        const term = document.createElement("span");
        term.className = "text-fg-3";
        term.textContent = name;
        const value = document.createElement("span");
        value.className = "font-medium";
        value.textContent = figure;
        row.append(term, value);
        return row;
      }),
    );
  }
  const box = panel.getBoundingClientRect();
  const { width, height } = tip.getBoundingClientRect();
  const left = box.left - width - GAP_PX;
  const top = Math.min(Math.max(box.top, y - height / 2), window.innerHeight - height - GAP_PX);
  tip.style.left = `${left >= 0 ? left : box.left + GAP_PX}px`;
  tip.style.top = `${top}px`;
}
