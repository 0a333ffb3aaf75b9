import type { FeedFrame, PricesFrame } from "../../server/domain/markets/price-frames.ts";
import type { PositionSide } from "../../server/domain/positions/position-side.ts";
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

/** A process of the desk is gone: the web noticed, and waits for it to come back. */
export type LostFrame = { readonly kind: "lost"; readonly what: "worker" | "prices" };

export type MarksFrame = {
  readonly kind: "marks";
  readonly portfolioId: string;
  readonly at: number;
  readonly equity: string;
  readonly currency: string;
  readonly unrealised: string;
  readonly positions: readonly {
    readonly instrumentId: string;
    /** In hedge mode. */
    readonly positionSide?: PositionSide;
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

/** The first frame of a stream: the name under which the browser says what it shows. */
export type HelloFrame = { readonly kind: "hello"; readonly stream: string };

export type DeskFrame = StatusFrame | LostFrame | FeedFrame | PricesFrame | MarksFrame | ChangesFrame;
