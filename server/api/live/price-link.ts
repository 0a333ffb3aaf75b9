import type { PriceFrame, PricesRequest } from "../../domain/markets/price-frames.ts";
import { openLineSocket } from "./line-socket.ts";
import { PriceBoard } from "./price-board.ts";

/** Far more than all browsers show. The other side hangs up on who asks for too much, and then nobody would see a price. */
const ASKED_MAX = 5_000;

type PriceLinkOptions = { readonly port: number; readonly token: string };

export type PriceLink = { readonly board: PriceBoard; close(): void };

/** Holds a connection to the market-data process and asks it for what all browsers together show. */
export function openPriceLink({ port, token }: PriceLinkOptions): PriceLink {
  let asked: PricesRequest = { kind: "watch", top: [], deep: [] };
  const board = new PriceBoard(({ top, deep }) => {
    const some = (ids: ReadonlySet<string>) => [...ids].slice(0, ASKED_MAX).sort();
    asked = { kind: "watch", top: some(top), deep: some(deep) };
    socket.send(JSON.stringify(asked));
  });
  const socket = openLineSocket({
    port,
    token,
    onLost: () => board.receiveFeed('{"kind":"lost","what":"prices"}'),
    onOpen: (send) => send(JSON.stringify(asked)),
    onLine: (text) => {
      // The process is ours and holds the token, so its shape is trusted; a kind from a newer build is skipped.
      const frame: PriceFrame = JSON.parse(text);
      if (frame.kind === "prices") board.receive(frame.at, frame.instruments);
      if (frame.kind === "feed") board.receiveFeed(text);
    },
  });
  return { board, close: () => socket.close() };
}
