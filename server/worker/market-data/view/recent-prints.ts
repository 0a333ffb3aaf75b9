import type { TradeEvent } from "../../../domain/markets/market-event.ts";
import type { Side } from "../../../domain/orders/order-type.ts";

/** As many as a tape shows on a large screen. */
const KEPT = 64;

type Print = {
  readonly number: number;
  readonly at: number;
  readonly ticks: number;
  readonly lots: number;
  readonly side: Side;
};

/** The newest trades of one instrument, numbered from 1; writing one allocates nothing. */
export class RecentPrints {
  readonly #at = new Float64Array(KEPT);
  readonly #ticks = new Float64Array(KEPT);
  readonly #lots = new Float64Array(KEPT);
  readonly #isBuy = new Uint8Array(KEPT);
  /** What the view's version was when the trade was seen. */
  readonly #versions = new Float64Array(KEPT);
  #count = 0;

  add(trade: TradeEvent, version: number): void {
    const place = this.#count % KEPT;
    this.#at[place] = trade.at;
    this.#ticks[place] = trade.priceTicks;
    this.#lots[place] = trade.quantityLots;
    this.#isBuy[place] = trade.aggressor === "buy" ? 1 : 0;
    this.#versions[place] = version;
    this.#count += 1;
  }

  /** Those kept that were seen after `version`, oldest first. */
  since(version: number): Print[] {
    const found: Print[] = [];
    const oldest = Math.max(0, this.#count - KEPT);
    for (let number = this.#count - 1; number >= oldest; number -= 1) {
      const place = number % KEPT;
      if ((this.#versions[place] as number) <= version) break;
      found.push({
        number: number + 1,
        at: this.#at[place] as number,
        ticks: this.#ticks[place] as number,
        lots: this.#lots[place] as number,
        side: this.#isBuy[place] === 1 ? "buy" : "sell",
      });
    }
    return found.reverse();
  }
}
