import { defineInstrument, type Instrument } from "./instrument.ts";

/** Spot instruments of the paper venue, on Binance's grid and standard fees. */
export const LISTED_INSTRUMENTS: readonly Instrument[] = [
  defineInstrument({
    base: "BTC",
    quote: "USDT",
    tick: "0.01",
    lot: "0.00001",
    minNotional: "5",
    quantityMax: "9000",
    makerRate: "0.001",
    takerRate: "0.001",
  }),
  defineInstrument({
    base: "ETH",
    quote: "USDT",
    tick: "0.01",
    lot: "0.0001",
    minNotional: "5",
    quantityMax: "9000",
    makerRate: "0.001",
    takerRate: "0.001",
  }),
  defineInstrument({
    base: "SOL",
    quote: "USDT",
    tick: "0.01",
    lot: "0.001",
    minNotional: "5",
    quantityMax: "90000",
    makerRate: "0.001",
    takerRate: "0.001",
  }),
];

const byId = new Map(LISTED_INSTRUMENTS.map((instrument) => [instrument.id, instrument]));

export const findInstrument = (id: string): Instrument | undefined => byId.get(id);
