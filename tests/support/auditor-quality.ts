import type { MarketEvent } from "../../server/domain/markets/market-event.ts";
import type { Fill } from "../../server/domain/orders/fill.ts";
import type { EngineChange } from "../../server/engine/engine-change.ts";
import type { Batch } from "../../server/engine/trading-session.ts";

type Told = Extract<EngineChange, { kind: "markouts-taken" }>["markouts"][number];
type Shown = { readonly at: number; readonly bid: number; readonly ask: number };

const HORIZONS = [1_000, 10_000, 60_000, 300_000];
const STALE_MS = 10_000;

/** The auditor's own record of what books showed when: each mid that the journal tells must have stood in one of them. */
export class QualityBook {
  readonly #books = new Map<string, Shown[]>();
  readonly #firstAt = new Map<string, number>();
  readonly #fills = new Map<string, { readonly fill: Fill; readonly sequence: number; readonly told: Told[] }>();
  #tapeAt = 0;
  readonly counts = { markouts: 0, missing: 0, toldLate: 0 };

  /** Once an event, in the order of the tape. */
  saw(event: MarketEvent): void {
    const { instrumentId, at } = event;
    this.#tapeAt = at;
    if (!this.#firstAt.has(instrumentId)) this.#firstAt.set(instrumentId, at);
    if (event.kind !== "book") return;
    const shown = this.#books.get(instrumentId) ?? [];
    shown.push({ at, bid: event.bestBidTicks, ask: event.bestAskTicks });
    this.#books.set(instrumentId, shown);
  }

  /** What is wrong with the mids that a batch tells. */
  journaled({ sequence, at, changes }: Batch): string | null {
    for (const change of changes) {
      if (change.kind === "fill-booked") this.#fills.set(change.fill.id, { fill: change.fill, sequence, told: [] });
      if (change.kind === "markouts-taken") {
        for (const told of change.markouts) {
          const problem = this.#problemWith(told, sequence, at);
          if (problem !== null) return problem;
        }
      }
      const problem = this.#problemWithStep(change);
      if (problem !== null) return problem;
    }
    return null;
  }

  /** Everything is journaled: of no moment that has passed may the mid be missing from the story. */
  problemAtEnd(): string | null {
    for (const { fill, told } of this.#fills.values()) {
      const due = HORIZONS.filter((horizon) => fill.at + horizon < this.#tapeAt);
      if (due.length > told.length) return `after fill "${fill.id}" ${told.length} of ${due.length} mids were taken`;
    }
    return null;
  }

  #problemWith(markout: Told, sequence: number, batchAt: number): string | null {
    const { fillId, horizonMs, at, mid } = markout;
    const known = this.#fills.get(fillId);
    const name = `the markout ${horizonMs} ms after fill "${fillId}"`;
    if (known === undefined) return `${name} is of no fill`;
    const { fill, told } = known;
    if (HORIZONS[told.length] !== horizonMs) return `${name} was told out of turn`;
    if (at !== fill.at + horizonMs || at > batchAt) return `${name} was taken at ${at}, told at ${batchAt}`;
    told.push(markout);
    this.counts.markouts += 1;
    if ("missing" in mid && mid.missing === "told-late") {
      this.counts.toldLate += 1;
      return known.sequence === sequence ? null : `${name} came late though the fill was known`;
    }
    const expected = this.#shownAt(fill.instrumentId, at);
    const said = "missing" in mid ? mid.missing : `${mid.halfTicks} of ${mid.ageMs} ms`;
    if ("missing" in mid) this.counts.missing += 1;
    return said === expected ? null : `${name} says ${said}, the books said ${expected}`;
  }

  #shownAt(instrumentId: string, at: number): string {
    if ((this.#firstAt.get(instrumentId) ?? Number.POSITIVE_INFINITY) > at) return "no-price";
    const shown = this.#books.get(instrumentId)?.findLast((book) => book.at <= at);
    if (shown === undefined || shown.bid * shown.ask === 0) return "no-book";
    if (shown.bid > shown.ask) return "crossed";
    const age = at - shown.at;
    return age > STALE_MS ? "stale" : `${shown.bid + shown.ask} of ${age} ms`;
  }

  /** Whatever mid a step tells, some book must have shown it. */
  #problemWithStep(change: EngineChange): string | null {
    if (!("mid" in change) || change.mid === null || "missing" in change.mid) return null;
    const { halfTicks } = change.mid;
    const instrumentId =
      change.kind === "order-placed"
        ? change.order.instrumentId
        : change.kind === "fill-booked"
          ? change.fill.instrumentId
          : change.instrumentId;
    const isShown = this.#books.get(instrumentId)?.some(({ bid, ask }) => bid + ask === halfTicks) ?? false;
    return isShown
      ? null
      : `${change.kind} tells a mid of ${halfTicks} half ticks that no book of ${instrumentId} showed`;
  }
}
