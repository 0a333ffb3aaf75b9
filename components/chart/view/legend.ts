import { groupDigits, MINUS } from "../../ui/format-decimal.ts";
import type { Bar } from "../candles/bar.ts";
import { formatVolume } from "./price-format.ts";

const FIELDS = ["O", "H", "L", "C", "V"] as const;

/** The figures of the bar under the crosshair, or of the last one: text nodes of their own, so that a tick draws nothing else. */
export class BarLegend {
  readonly #texts = new Map<string, Text>();
  readonly #change: HTMLElement;
  readonly #changeText = document.createTextNode("");
  readonly #format: (price: number) => string;

  constructor(root: HTMLElement, format: (price: number) => string) {
    this.#format = format;
    for (const name of FIELDS) {
      const label = document.createElement("span");
      label.className = "text-fg-3";
      label.textContent = `${name} `;
      const value = document.createElement("span");
      const text = document.createTextNode("");
      value.append(text);
      value.setAttribute("data-figure", name);
      this.#texts.set(name, text);
      const pair = document.createElement("span");
      pair.className = "whitespace-nowrap";
      pair.append(label, value);
      root.append(pair);
    }
    this.#change = document.createElement("span");
    this.#change.className = "whitespace-nowrap";
    this.#change.setAttribute("data-figure", "change");
    this.#change.append(this.#changeText);
    root.append(this.#change);
  }

  show(bar: Bar | null, before: Bar | null): void {
    const write = (name: string, value: string) => {
      const text = this.#texts.get(name);
      if (text !== undefined && text.data !== value) text.data = value;
    };
    for (const [name, price] of [
      ["O", bar?.open],
      ["H", bar?.high],
      ["L", bar?.low],
      ["C", bar?.close],
    ] as const)
      write(name, price === undefined ? "–" : this.#format(price));
    write("V", bar === null ? "–" : formatVolume(bar.volume));
    this.#showChange(bar, before);
  }

  #showChange(bar: Bar | null, before: Bar | null): void {
    if (bar === null) {
      this.#changeText.data = "";
      return;
    }
    const from = before?.close ?? bar.open;
    const change = bar.close - from;
    const percent = from === 0 ? 0 : (change / from) * 100;
    const sign = change > 0 ? "+" : change < 0 ? MINUS : "";
    const glyph = change > 0 ? "▲ " : change < 0 ? "▼ " : "";
    const amount = this.#format(Math.abs(change));
    this.#changeText.data = `${glyph}${sign}${amount} (${sign}${groupDigits(Math.abs(percent).toFixed(2))}%)`;
    this.#change.className = `whitespace-nowrap ${change > 0 ? "text-up" : change < 0 ? "text-down" : "text-flat"}`;
  }
}
