import type { PricePrint } from "../../../server/domain/markets/price-frames.ts";

const KEPT = 500;

/** The newest public trades of one instrument as one tab knows them, oldest first. */
export class PrintTape {
  #prints: readonly PricePrint[] = [];
  /** Trades that were conflated away before they reached this tab. */
  skipped = 0;

  get prints(): readonly PricePrint[] {
    return this.#prints;
  }

  /** Takes what is new to it; the same prints may come again, and numbers begin anew with the desk's process. */
  add(prints: readonly PricePrint[]): void {
    const newest = prints.at(-1);
    if (newest === undefined) return;
    const last = this.#prints.at(-1);
    const isOtherCount = last !== undefined && newest.number <= last.number && newest.at > last.at;
    const known = last === undefined || isOtherCount ? null : last.number;
    const fresh = known === null ? prints : prints.filter(({ number }) => number > known);
    if (fresh.length === 0) return;
    if (known !== null) this.skipped += newest.number - known - fresh.length;
    this.#prints = [...this.#prints, ...fresh].slice(-KEPT);
  }
}
