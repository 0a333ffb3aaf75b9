import { expect, test } from "vitest";
import { formatPrice, type Instrument, valueOfBaseUnits } from "../../../server/domain/markets/instrument.ts";
import { LISTED_INSTRUMENTS } from "../../../server/domain/markets/listed-instruments.ts";
import type { BookEvent } from "../../../server/domain/markets/market-event.ts";
import { subtract } from "../../../server/domain/money/integer.ts";
import { formatUnits } from "../../../server/domain/money/money.ts";
import { DEFAULT_RISK_SETTINGS } from "../../../server/domain/risk/risk-settings.ts";
import { createState, type EngineState } from "../../../server/engine/engine-state.ts";
import { MarksKeeper } from "../../../server/worker/live/marks-keeper.ts";
import { MarketView } from "../../../server/worker/market-data/market-view.ts";
import { Seeded } from "../../support/seeded.ts";

const [BTC, ETH, SOL] = LISTED_INSTRUMENTS as readonly [Instrument, Instrument, Instrument];

type Frame = {
  portfolioId: string;
  equity: string;
  positions: { instrumentId: string; mark: string; unrealised: string }[];
};

function book({ id }: Instrument, bid: number): BookEvent {
  const best = { bestBidTicks: bid, bestBidLots: 1, bestAskTicks: bid + 2, bestAskLots: 1 };
  return { kind: "book", instrumentId: id, at: bid, isSnapshot: true, bids: [bid, 1], asks: [bid + 2, 1], ...best };
}

function portfolio(portfolioId: string, held: readonly Instrument[]) {
  const state = createState({
    key: "k",
    baseCurrency: "USDT",
    instruments: LISTED_INSTRUMENTS,
    settings: DEFAULT_RISK_SETTINGS,
    balances: [{ currency: "USDT", totalUnits: 1_000 * 1e8, reservedUnits: 0 }],
    findStrategy: () => undefined,
  });
  for (const instrument of held) hold(state, instrument);
  return { portfolioId, session: { state } };
}

function hold(state: EngineState, instrument: Instrument): void {
  const holding = state.holdings.get(instrument.id);
  const quantityUnits = instrument.baseUnitsPerLot * 100;
  const lot = {
    id: "l",
    instrumentId: instrument.id,
    fillId: "f",
    openedAt: 0,
    direction: "long",
    quantityUnits,
  } as const;
  holding?.lots.add({ ...lot, costUnits: 5_000 });
  if (holding !== undefined) holding.netUnits = quantityUnits;
  state.balances.set(instrument.base, { currency: instrument.base, totalUnits: quantityUnits, reservedUnits: 0 });
  state.sequence += 1;
}

test("tells again only of portfolios that hold what moved, and of each position what it is worth now", () => {
  const view = new MarketView(10_000);
  const marks = new MarksKeeper(view);
  const sessions = [portfolio("a", [BTC]), portfolio("b", [ETH]), portfolio("c", [])];
  for (const instrument of [BTC, ETH, SOL]) view.observe(book(instrument, 1_000));
  expect((marks.changed(sessions) as Frame[]).map(({ portfolioId }) => portfolioId)).toEqual(["a", "b", "c"]);
  expect(marks.changed(sessions)).toEqual([]);
  view.observe(book(SOL, 1_500));
  expect(marks.changed(sessions)).toEqual([]);
  view.observe(book(ETH, 1_000)); // It came again and is the same.
  expect(marks.changed(sessions)).toEqual([]);
  view.observe(book(ETH, 2_000));
  const [frame] = marks.changed(sessions) as Frame[];
  const value = valueOfBaseUnits(ETH, ETH.baseUnitsPerLot * 100, 2_001);
  const unrealised = formatUnits(subtract(value, 5_000), "USDT");
  expect(frame).toMatchObject({
    portfolioId: "b",
    positions: [{ instrumentId: ETH.id, mark: formatPrice(ETH, 2_001), unrealised }],
  });
});

test("a session that was recovered is marked by its own holdings", () => {
  const view = new MarketView(10_000);
  const marks = new MarksKeeper(view);
  for (const instrument of [BTC, ETH]) view.observe(book(instrument, 1_000));
  marks.changed([portfolio("a", [BTC])]);
  const [frame] = marks.changed([portfolio("a", [ETH])]) as Frame[];
  expect(frame?.positions.map(({ instrumentId }) => instrumentId)).toEqual([ETH.id]);
});

test("no equity is told while a price that it needs is missing", () => {
  const view = new MarketView(10_000);
  view.observe(book(ETH, 1_000));
  expect(new MarksKeeper(view).changed([portfolio("a", [BTC])])).toEqual([]);
});

test("marks kept from move to move are those of one who marks everything anew", () => {
  const random = new Seeded(3);
  const view = new MarketView(10_000);
  const keeper = new MarksKeeper(view);
  const [first, ...others] = [portfolio("a", [BTC, ETH]), portfolio("b", [ETH, SOL]), portfolio("c", [BTC])] as const;
  const sessions = [first, ...others] as const;
  for (const instrument of [BTC, ETH, SOL]) view.observe(book(instrument, 1_000));
  const kept = new Map<string, unknown>();
  for (let move = 0; move < 300; move += 1) {
    const instrument = random.pick([BTC, ETH, SOL]);
    view.observe(book(instrument, random.between(900, 1_100)));
    const owner = random.pick(sessions);
    if (random.chance(0.02) && owner.session.state.holdings.get(SOL.id)?.lots.size === 0)
      hold(owner.session.state, SOL);
    for (const frame of keeper.changed(sessions) as Frame[]) kept.set(frame.portfolioId, frame);
    const anew = new MarksKeeper(view).all(sessions) as Frame[];
    for (const frame of anew) expect(kept.get(frame.portfolioId)).toEqual(frame);
  }
});

test("counts what an open perpetual would bring or cost now, and knows nothing while it has no mark", () => {
  const perpetual = LISTED_INSTRUMENTS.find(({ kind }) => kind === "perpetual") as Instrument;
  const view = new MarketView(10_000);
  const marks = new MarksKeeper(view);
  const state = createState({
    key: "k",
    baseCurrency: "USDT",
    instruments: [perpetual],
    settings: DEFAULT_RISK_SETTINGS,
    balances: [{ currency: "USDT", totalUnits: 1_000 * 1e8, reservedUnits: 0 }],
    findStrategy: () => undefined,
  });
  const holding = state.holdings.get(perpetual.id);
  if (holding === undefined || holding.margin === null) throw new Error("It is not margined");
  const unit = perpetual.quoteUnitsPerTickLot;
  const short = {
    direction: "short",
    quantityUnits: 10 * perpetual.baseUnitsPerLot,
    costUnits: 12_000 * unit,
  } as const;
  holding.lots.add({ ...short, id: "l", instrumentId: perpetual.id, fillId: "f", openedAt: 0 });
  holding.netUnits = -short.quantityUnits;
  holding.margin.position = { netLots: -10, costUnits: short.costUnits };
  state.margined.add(holding);
  const session = { portfolioId: "a", session: { state } };
  expect(marks.of(session)).toBeNull();
  view.observe(book(perpetual, 999));
  const gain = 12_000 * unit - 10 * 1_000 * unit;
  expect(marks.of(session)).toMatchObject({
    equity: formatUnits(1_000 * 1e8 + gain, "USDT"),
    unrealised: formatUnits(gain, "USDT"),
  });
});
