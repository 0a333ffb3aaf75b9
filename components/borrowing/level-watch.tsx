"use client";

import { useEffect } from "react";
import { levelsOf } from "../../server/domain/borrowing/lending-terms.ts";
import { type AccountWorth, isAtMost, marginLevel } from "../../server/domain/borrowing/margin-level.ts";
import { useDesk } from "../live/use-desk.tsx";
import { notify } from "../notices/notify.ts";
import { worthOf } from "./account.ts";

const BPS = 10_000;

/** Tells of each margin call as the venue made it and the journal has it; who opens the page after one hears of the level that stands. */
export function LevelWatch() {
  const { store } = useDesk();
  useEffect(() => {
    let isOpened = false;
    let told: object | null = null;
    const look = () => {
      const { snapshot, marks, marginCall } = store.read();
      if (snapshot === null) return;
      const { callBps, liquidationBps } = levelsOf(snapshot.borrowing.leverage);
      const tell = (worth: Pick<AccountWorth, "assetsUnits" | "debtUnits">, words: string) =>
        notify({
          kind: "critical",
          id: `margin-call-${snapshot.portfolioId}`,
          title: `Margin call: the margin level of “${snapshot.name}” ${words} ${marginLevel(worth)?.toFixed(2)}`,
          detail: `At ${(liquidationBps / BPS).toFixed(2)} the venue sells what is there. Repay a part: sell, buy back, or pay in.`,
        });
      if (marginCall !== told && marginCall !== null) {
        told = marginCall;
        isOpened = true;
        tell(marginCall, "fell to");
        return;
      }
      if (isOpened) return;
      const worth = worthOf(snapshot, marks);
      if (worth === null) return;
      isOpened = true;
      if (isAtMost(worth.assetsUnits, worth.debtUnits, callBps)) tell(worth, "is");
    };
    look();
    return store.subscribe(look);
  }, [store]);
  return null;
}
