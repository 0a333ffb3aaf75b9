import { PAPER_VENUE } from "./catalogue.ts";
import { defineInstrument, type Instrument, type InstrumentTerms } from "./instrument.ts";

const BINANCE_FEES = { makerRate: "0.001", takerRate: "0.001" } as const;

type Grid = readonly [base: string, tick: string, lot: string, quantityMax: string];

function listedAt(
  venue: string,
  terms: Pick<InstrumentTerms, "kind" | "minNotional" | "makerRate" | "takerRate">,
  grids: readonly Grid[],
): Instrument[] {
  return grids.map(([base, tick, lot, quantityMax]) =>
    defineInstrument({ venue, base, quote: "USDT", tick, lot, quantityMax, ...terms }),
  );
}

/** The paper venue's spot markets, on Binance's grid and standard fees. */
const SPOT: readonly Instrument[] = [
  defineInstrument({
    base: "BTC",
    quote: "USDT",
    tick: "0.01",
    lot: "0.00001",
    minNotional: "5",
    quantityMax: "9000",
    ...BINANCE_FEES,
  }),
  defineInstrument({
    base: "ETH",
    quote: "USDT",
    tick: "0.01",
    lot: "0.0001",
    minNotional: "5",
    quantityMax: "9000",
    ...BINANCE_FEES,
  }),
  defineInstrument({
    base: "SOL",
    quote: "USDT",
    tick: "0.01",
    lot: "0.001",
    minNotional: "5",
    quantityMax: "90000",
    ...BINANCE_FEES,
  }),
  defineInstrument({
    base: "USDC",
    quote: "USDT",
    tick: "0.0001",
    lot: "0.01",
    minNotional: "5",
    quantityMax: "9000000",
    ...BINANCE_FEES,
  }),
];

/** The paper venue's perpetuals, linear and settled in USDT, on Binance USDⓈ-M's grid and standard fees. */
const PERPETUALS = listedAt(
  PAPER_VENUE,
  { kind: "perpetual", minNotional: "5", makerRate: "0.0002", takerRate: "0.0005" },
  [
    ["BTC", "0.1", "0.001", "1000"],
    ["ETH", "0.01", "0.001", "10000"],
  ],
);

/** What the desk trades. */
export const LISTED_INSTRUMENTS: readonly Instrument[] = [...SPOT, ...PERPETUALS];

const byId = new Map(LISTED_INSTRUMENTS.map((instrument) => [instrument.id, instrument]));

/** An instrument that the desk trades. */
export const findInstrument = (id: string): Instrument | undefined => byId.get(id);

/** What the synthetic market shows and the desk does not trade: three more venues. */
export const SYNTHETIC_INSTRUMENTS: readonly Instrument[] = [
  ...listedAt("north", { minNotional: "1", makerRate: "0.0008", takerRate: "0.001" }, [
    ["BTC", "0.01", "0.00001", "5000"],
    ["ETH", "0.01", "0.0001", "9000"],
    ["SOL", "0.01", "0.001", "90000"],
  ]),
  ...listedAt("east", { minNotional: "5", makerRate: "0.001", takerRate: "0.0015" }, [
    ["BTC", "0.1", "0.00001", "2000"],
    ["ETH", "0.01", "0.0001", "5000"],
    ["SOL", "0.01", "0.01", "50000"],
  ]),
  ...listedAt("south", { minNotional: "10", makerRate: "0.0016", takerRate: "0.0026" }, [
    ["BTC", "0.1", "0.0001", "1000"],
    ["ETH", "0.01", "0.001", "5000"],
    ["SOL", "0.01", "0.01", "50000"],
  ]),
];
