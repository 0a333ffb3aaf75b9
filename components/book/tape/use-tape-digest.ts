"use client";

import { useEffect, useState } from "react";
import type { PricePrint } from "../../../server/domain/markets/price-frames.ts";
import { useDesk } from "../../live/use-desk.tsx";

const SHOWN = 5;
const EVERY_MS = 1_000;

export type TapeDigest = {
  /** Newest first. */
  readonly newest: readonly PricePrint[];
  /** Trades that this tab was never told of, because there were too many. */
  readonly skipped: number;
};

const NOTHING: TapeDigest = { newest: [], skipped: 0 };

/** What the tape showed at the last second: for words beside the canvas. */
export function useTapeDigest(instrumentId: string): TapeDigest {
  const { store } = useDesk();
  const [digest, setDigest] = useState(NOTHING);
  useEffect(() => {
    const read = () => {
      const { prints, skipped } = store.tapeOf(instrumentId);
      setDigest((known) => {
        const isSame = known.newest[0] === prints.at(-1) && known.skipped === skipped;
        return isSame ? known : { newest: prints.slice(-SHOWN).reverse(), skipped };
      });
    };
    read();
    const timer = setInterval(read, EVERY_MS);
    return () => clearInterval(timer);
  }, [store, instrumentId]);
  return digest;
}
