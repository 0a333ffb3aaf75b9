import { netBalances } from "../../domain/borrowing/net-balances.ts";
import { unrealisedUnits } from "../../domain/margin/margin-position.ts";
import { PAPER_VENUE } from "../../domain/markets/catalogue.ts";
import { formatPrice, type Instrument, valueOfBaseUnits } from "../../domain/markets/instrument.ts";
import { add, type Integer, subtract } from "../../domain/money/integer.ts";
import { formatUnits } from "../../domain/money/money.ts";
import { equityUnits } from "../../domain/portfolio/equity.ts";
import { POSITION_SIDES, type PositionSide, positionKey } from "../../domain/positions/position-side.ts";
import { markTicks } from "../../domain/risk/price-reference.ts";
import type { EngineState, Holding } from "../../engine/engine-state.ts";
import type { MarketView } from "../market-data/market-view.ts";

type Marked = { readonly portfolioId: string; readonly session: { readonly state: EngineState } };

/** Exact decimal texts; `equity` and `unrealised` in `currency`, which the portfolio is counted in. */
type MarksFrame = {
  readonly kind: "marks";
  readonly portfolioId: string;
  readonly at: number;
  readonly equity: string;
  readonly currency: string;
  readonly unrealised: string;
  readonly positions: readonly MarkedPosition[];
};

type MarkedPosition = {
  readonly instrumentId: string;
  /** In hedge mode. */
  readonly positionSide?: PositionSide;
  readonly mark: string;
  readonly unrealised: string;
};

/** What a portfolio's equity depends on, and what it was worth when that last changed. */
type Kept = {
  sequence: number;
  readonly instruments: readonly Instrument[];
  positions: Holding[];
  readonly marks: Map<string, number>;
  readonly byPosition: Map<string, { readonly units: Integer; readonly shown: MarkedPosition }>;
};

/** Marks portfolios to the market: anew only what stands in an instrument whose mark has changed. */
export class MarksKeeper {
  readonly #view: MarketView;
  /** By state, not by portfolio: a session that failed comes back with another. */
  readonly #kept = new WeakMap<EngineState, Kept>();
  #version = 0;

  constructor(view: MarketView) {
    this.#view = view;
  }

  /** Frames of the portfolios whose equity or positions may have changed since the last call. */
  changed(sessions: Iterable<Marked>): object[] {
    const moved = new Map<string, number>();
    for (const { id, version } of this.#view.instruments()) {
      if (version > this.#version) moved.set(id, markTicks(this.#view.price(id)));
    }
    this.#version = this.#view.version;
    const frames: object[] = [];
    for (const session of sessions) {
      const kept = this.#keep(session);
      const isChanged = this.#renew(kept, session.session.state);
      const isMoved = this.#move(kept, moved);
      if (!isChanged && !isMoved) continue;
      const frame = marksFrame(session, kept);
      if (frame !== null) frames.push(frame);
    }
    return frames;
  }

  /** One frame a portfolio, whether or not anything changed; none while a price that it needs is missing. */
  all(sessions: Iterable<Marked>): object[] {
    const frames: object[] = [];
    for (const session of sessions) {
      const frame = this.of(session);
      if (frame !== null) frames.push(frame);
    }
    return frames;
  }

  /** What one portfolio is worth now; null while a price that it needs is missing. */
  of(session: Marked): MarksFrame | null {
    const kept = this.#keep(session);
    this.#renew(kept, session.session.state);
    for (const id of kept.marks.keys()) this.#mark(kept, id, markTicks(this.#view.price(id)));
    return marksFrame(session, kept);
  }

  #keep({ session: { state } }: Marked): Kept {
    const known = this.#kept.get(state);
    if (known !== undefined) return known;
    const holdings = [...state.holdings.values()];
    // A balance is worth what the desk's own venue pays for it, wherever else it is listed.
    const instruments = holdings
      .map(({ instrument }) => instrument)
      .filter(({ venue, kind }) => venue === PAPER_VENUE && kind === "spot");
    const kept = { sequence: -1, instruments, positions: [], marks: new Map(), byPosition: new Map() };
    this.#kept.set(state, kept);
    return kept;
  }

  /** After a commit: which instruments count now. */
  #renew(kept: Kept, state: EngineState): boolean {
    if (kept.sequence === state.sequence) return false;
    kept.sequence = state.sequence;
    kept.positions = [...state.holdings.values()].filter(({ lots }) => lots.size > 0);
    kept.byPosition.clear();
    const ids = new Set(kept.positions.map(({ instrument }) => instrument.id));
    const owned = new Set(
      netBalances(state.balances.values(), state.borrowing).flatMap(({ currency, totalUnits }) =>
        totalUnits === 0 ? [] : [currency],
      ),
    );
    for (const { id, base } of kept.instruments) if (owned.has(base)) ids.add(id);
    for (const id of kept.marks.keys()) if (!ids.has(id)) kept.marks.delete(id);
    for (const id of ids) kept.marks.set(id, markTicks(this.#view.price(id)));
    return true;
  }

  #move(kept: Kept, moved: ReadonlyMap<string, number>): boolean {
    let isMoved = false;
    for (const id of kept.marks.keys()) {
      const mark = moved.get(id);
      if (mark !== undefined && this.#mark(kept, id, mark)) isMoved = true;
    }
    return isMoved;
  }

  #mark(kept: Kept, id: string, mark: number): boolean {
    if (kept.marks.get(id) === mark) return false;
    kept.marks.set(id, mark);
    for (const side of [null, ...POSITION_SIDES]) kept.byPosition.delete(positionKey(id, side));
    return true;
  }
}

/** Equity and unrealised PnL at the present marks; null while a price that it needs is missing. */
function marksFrame({ portfolioId, session: { state } }: Marked, kept: Kept): MarksFrame | null {
  const marks = new Map([...kept.marks].filter(([, mark]) => mark !== 0));
  const money = equityUnits(
    netBalances(state.balances.values(), state.borrowing),
    kept.instruments,
    marks,
    state.baseCurrency,
  );
  const open = openGainUnits(state, marks);
  if (money === null || open === null) return null;
  const equity = add(money, open);
  let total: Integer = 0;
  const positions: MarkedPosition[] = [];
  for (const holding of kept.positions) {
    const { id } = holding.instrument;
    const mark = marks.get(id);
    if (mark === undefined) continue;
    const key = positionKey(id, holding.positionSide);
    let marked = kept.byPosition.get(key);
    if (marked === undefined) {
      marked = markPosition(holding, mark);
      kept.byPosition.set(key, marked);
    }
    total = add(total, marked.units);
    positions.push(marked.shown);
  }
  return {
    kind: "marks",
    portfolioId,
    at: state.now,
    equity: formatUnits(equity, state.baseCurrency),
    currency: state.baseCurrency,
    unrealised: formatUnits(total, state.baseCurrency),
    positions,
  };
}

/** What open perpetuals would bring or cost now, on top of all balances; null while one has no mark. */
function openGainUnits(state: EngineState, marks: ReadonlyMap<string, number>): Integer | null {
  let units: Integer = 0;
  for (const { instrument, margin } of state.margined) {
    const mark = marks.get(instrument.id);
    if (margin === null || mark === undefined || instrument.quote !== state.baseCurrency) return null;
    units = add(units, unrealisedUnits(instrument, margin.position, mark));
  }
  return units;
}

function markPosition({ instrument, positionSide, netUnits, lots }: Holding, mark: number) {
  // Rounded as the balance is that equity counts, also for what is owed: else the two would differ by a unit.
  const value = valueOfBaseUnits(instrument, netUnits, mark);
  const units = netUnits >= 0 ? subtract(value, lots.costUnits) : add(value, lots.costUnits);
  const shown = {
    instrumentId: instrument.id,
    ...(positionSide && { positionSide }),
    mark: formatPrice(instrument, mark),
    unrealised: formatUnits(units, instrument.quote),
  };
  return { units, shown };
}
