import type { MarketEvent } from "../../server/domain/markets/market-event.ts";
import type { VenueEvent } from "../../server/engine/ports.ts";
import type { CashBook } from "./auditor-cash.ts";
import { type Account, asideOf, problemWithDue, reduced, standingOf } from "./auditor-liquidations.ts";
import type { MarginBook } from "./auditor-margin.ts";
import type { Marks } from "./auditor-marks.ts";
import { type MarginedInstrument, valueInUsdt } from "./auditor-money.ts";

type Books = {
  readonly instruments: ReadonlyMap<string, MarginedInstrument>;
  readonly cash: CashBook;
  readonly margin: MarginBook;
  readonly marks: Marks;
  readonly counts: { marginJudged: number; debtsJudged: number; liquidationsJudged: number; salesJudged: number };
};
type Worth = { assets: bigint; debt: bigint };
type Liquidated = Extract<VenueEvent, { kind: "liquidated" }>;
type Funded = Extract<VenueEvent, { kind: "funded" }>;

/** Assets ÷ debts in basis points at or below which a venue sells. */
const LIQUIDATION_BPS = 11_000n;

/**
 * What a venue must do to an account by itself at each move of the market, and may not do else. Judged where the account is known: all
 * that the venue did before is booked, and no order has traded in the same moment.
 */
export class DutyBook {
  readonly #books: Books;
  /** Fills that the venue made, and that are not booked. */
  #untold = 0;
  #isKnown = false;
  #answers: VenueEvent[] = [];

  constructor(books: Books) {
    this.#books = books;
  }

  told(answer: VenueEvent): void {
    if (answer.kind === "filled") this.#untold += 1;
    this.#answers.push(answer);
  }

  booked(): void {
    this.#untold -= 1;
  }

  /** The paper venue died: it begins anew where the tape stands that the journal knows. */
  restarted(tape: readonly MarketEvent[]): void {
    this.#untold = 0;
    this.#books.marks.restart(tape);
  }

  /** An event is on its way to the venue; `isSettled` where the session has journaled all that was said to it. */
  before(event: MarketEvent, isSettled: boolean): void {
    this.#isKnown = isSettled && this.#untold === 0;
    this.#answers = [];
    this.#books.marks.see(event, isSettled);
  }

  /** What is wrong with what the venue made of the event; null when nothing is, or nobody knows. */
  problemWith(event: MarketEvent): string | null {
    const instrument = this.#books.instruments.get(event.instrumentId);
    if (!this.#isKnown || instrument === undefined || this.#answers.some(({ kind }) => kind === "filled")) return null;
    return instrument.kind === "spot" ? this.#problemWithDebts(instrument, event) : this.#problemWithPositions(event);
  }

  /** The prices at which positions are judged: the mark, or of a candle those that can hurt. None where it is not known. */
  #judgedAt(event: MarketEvent, accounts: readonly Account[]): number[] {
    const path = this.#books.marks.pathOf(event);
    if (path !== null) {
      const [long, short] = [accounts.some(({ net }) => net > 0n), accounts.some(({ net }) => net < 0n)];
      return [path.openTicks, ...(long ? [path.lowTicks] : []), ...(short ? [path.highTicks] : [])];
    }
    const mark = this.#books.marks.marginOf(event.instrumentId);
    return mark === 0 ? [] : [mark];
  }

  #problemWithPositions(event: MarketEvent): string | null {
    const { cash, margin, marks, counts } = this.#books;
    const { instrumentId } = event;
    const open = margin.openIn(instrumentId);
    if (open.length === 0) return null;
    const instrument = margin.instrument(instrumentId);
    const prices = this.#judgedAt(event, open);
    if (prices.length === 0) return null;
    counts.marginJudged += 1;
    const funded = this.#answers.filter((answer): answer is Funded => answer.kind === "funded");
    let accounts = open.map((account): Account => {
      const came = funded.find((answer) => margin.accountOf(answer) === account);
      const after = { ...account, funding: account.funding + BigInt(came?.units ?? 0) };
      return { ...after, margin: asideOf(after) };
    });
    let walletUnits = funded.reduce((sum, { units }) => sum + BigInt(units), cash.total(instrument.quote));
    const kept = accounts.reduce((sum, account) => sum + account.margin, 0n);
    if (margin.debts.leverage > 1 && walletUnits < kept) walletUnits = kept; // It is borrowed.
    for (const told of this.#answers) {
      if (told.kind !== "liquidated") continue;
      counts.liquidationsJudged += 1;
      const account = accounts.find((each) => open[accounts.indexOf(each)] === margin.accountOf(told));
      if (account === undefined) return `the venue liquidated what is not open in "${instrumentId}"`;
      const others = account.mode === "isolated" ? [] : accounts.filter((each) => each !== account);
      const problem =
        problemWithMark(told, prices, marks.pathOf(event)) ??
        problemWithDue(instrument, told, { account, others, walletUnits });
      if (problem !== null) return `what the venue holds open in "${instrumentId}" ${problem}`;
      if (!told.leftLots || prices.length > 1) return null; // What else is due is seen at the next move.
      const { left, moneyUnits } = reduced(instrument, told, account);
      accounts = accounts.map((each) => (each === account ? left : each));
      walletUnits += moneyUnits;
    }
    for (const ticks of prices) {
      for (const account of accounts) {
        const isAlone = account.mode === "isolated";
        const backing = isAlone ? account.margin : walletUnits;
        const { equity, needed } = standingOf(instrument, ticks, isAlone ? [account] : accounts, backing);
        if (equity <= needed)
          return `${account.net} lots of "${instrumentId}" were left open at ${ticks} with ${equity} against ${needed}`;
      }
    }
    return null;
  }

  #problemWithDebts({ id, base }: MarginedInstrument, event: MarketEvent): string | null {
    const { cash, margin, marks, counts } = this.#books;
    const sale = this.#answers.find(({ kind }) => kind === "collateral-liquidated");
    if (!margin.debts.owesAnything) return sale === undefined ? null : "the venue sold what nobody owed for";
    const path = marks.pathOf(event);
    const isLong = cash.total(base) > margin.debts.owed(base);
    const prices = path === null ? [marks.of(id)] : [path.openTicks, isLong ? path.lowTicks : path.highTicks];
    const worths = prices.map((ticks) => this.#worthAt(id, ticks));
    if (worths.includes(null)) return null;
    counts.debtsJudged += 1;
    if (sale !== undefined) counts.salesJudged += 1;
    const isDue = (worth: Worth | null) => worth !== null && worth.assets * 10_000n <= worth.debt * LIQUIDATION_BPS;
    const due = worths.find(isDue);
    if (due && sale === undefined) return `${due.debt} is owed against ${due.assets}, and nothing was sold`;
    const [worth] = worths;
    return sale !== undefined && !due && worth
      ? `the venue sold though ${worth.debt} is owed against ${worth.assets}`
      : null;
  }

  /** All that is there and not behind perpetuals, and all that is owed, with one market at a price; null while a price is missing. */
  #worthAt(id: string, ticks: number): Worth | null {
    const { cash, margin, marks, instruments } = this.#books;
    const worth: Worth = { assets: 0n, debt: 0n };
    for (const currency of new Set([...cash.currencies(), ...margin.debts.currencies()])) {
      const free = cash.total(currency) - margin.reserved(currency);
      const price = (of: string) => (of === id ? ticks : marks.of(of));
      const assets = valueInUsdt(instruments.values(), currency, free, price);
      const debt = valueInUsdt(instruments.values(), currency, margin.debts.owed(currency), price);
      if (assets === null || debt === null) return null;
      worth.assets += assets;
      worth.debt += debt;
    }
    return worth;
  }
}

/** A liquidation is at the mark that the market shows, or within its candle. */
function problemWithMark(
  { markTicks }: Liquidated,
  prices: readonly number[],
  path: { readonly lowTicks: number; readonly highTicks: number } | null,
): string | null {
  const isThere =
    path === null ? prices.includes(markTicks) : path.lowTicks <= markTicks && markTicks <= path.highTicks;
  return isThere ? null : `was liquidated at ${markTicks}, and the market is at ${prices.join(" to ")}`;
}
