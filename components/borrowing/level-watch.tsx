"use client";

import { useEffect } from "react";
import { levelsOf } from "../../server/domain/borrowing/lending-terms.ts";
import { isAtMost, marginLevel } from "../../server/domain/borrowing/margin-level.ts";
import { useDesk } from "../live/use-desk.tsx";
import { notify } from "../notices/notify.ts";
import { worthOf } from "./account.ts";

const BPS = 10_000;

/** Warns, once each time, when what is borrowed is backed by no more than where the venue warns. */
export function LevelWatch() {
  const { store } = useDesk();
  useEffect(() => {
    let isCalled = false;
    const look = () => {
      const { snapshot, marks } = store.read();
      const worth = snapshot === null ? null : worthOf(snapshot, marks);
      if (snapshot === null || worth === null) return;
      const { callBps, liquidationBps } = levelsOf(snapshot.borrowing.leverage);
      const isLow = isAtMost(worth.assetsUnits, worth.debtUnits, callBps);
      if (isLow && !isCalled) {
        notify({
          kind: "critical",
          id: `margin-call-${snapshot.portfolioId}`,
          title: `Margin call: the margin level of “${snapshot.name}” is ${marginLevel(worth)?.toFixed(2)}`,
          detail: `At ${(liquidationBps / BPS).toFixed(2)} the venue sells what is there. Repay a part: sell, buy back, or pay in.`,
        });
      }
      isCalled = isLow;
    };
    look();
    return store.subscribe(look);
  }, [store]);
  return null;
}
