import type { DeskChange } from "./desk-change.ts";

/** What the desk sends to a browser. Prices, quantities and money are exact decimal texts; the latest frame wins. */
export type StatusFrame = {
  readonly kind: "status";
  readonly feed: {
    readonly kind: "synthetic" | "recorded" | "live";
    readonly label: string;
    readonly state: "running" | "paused" | "ended";
    readonly tapeAt: number | null;
    readonly receivedAt: number;
  };
  readonly worker: { readonly startedAt: number; readonly sessions: number };
};

export type BookLevel = readonly [price: string, quantity: string];

export type InstrumentPrices = {
  readonly id: string;
  readonly bid: string | null;
  readonly bidQuantity: string | null;
  readonly ask: string | null;
  readonly askQuantity: string | null;
  readonly last: string | null;
  readonly lastSide: "buy" | "sell" | null;
  readonly mark: string | null;
  readonly at: number;
  /** Twelve levels a side, best first. */
  readonly book: { readonly bids: readonly BookLevel[]; readonly asks: readonly BookLevel[] };
};

export type PricesFrame = {
  readonly kind: "prices";
  readonly at: number;
  readonly instruments: readonly InstrumentPrices[];
};

export type MarksFrame = {
  readonly kind: "marks";
  readonly portfolioId: string;
  readonly at: number;
  readonly equity: string;
  readonly currency: string;
  readonly unrealised: string;
  readonly positions: readonly {
    readonly instrumentId: string;
    readonly mark: string;
    readonly unrealised: string;
  }[];
};

/** The changes of one commit. Sequences of a portfolio follow each other without a hole. */
export type ChangesFrame = {
  readonly kind: "changes";
  readonly portfolioId: string;
  readonly sequence: number;
  readonly at: number;
  readonly changes: readonly DeskChange[];
};

export type DeskFrame = StatusFrame | PricesFrame | MarksFrame | ChangesFrame;
