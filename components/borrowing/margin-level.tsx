"use client";

import { levelsOf } from "../../server/domain/borrowing/lending-terms.ts";
import { isAtMost, marginLevel } from "../../server/domain/borrowing/margin-level.ts";
import { formatUnits } from "../../server/domain/money/money.ts";
import { useDeskState, useSnapshot } from "../live/use-desk.tsx";
import { placesOf } from "../ui/format-amount.ts";
import { formatDecimal, UNKNOWN } from "../ui/format-decimal.ts";
import { worthOf } from "./account.ts";

const BPS = 10_000;

/** How well what is borrowed is backed; nothing while nothing is owed. */
export function MarginLevel() {
  const snapshot = useSnapshot();
  const marks = useDeskState((state) => state.marks);
  if (snapshot === null) return null;
  const { leverage } = snapshot.borrowing;
  const worth = worthOf(snapshot, marks);
  if (worth !== null && worth.debtUnits === 0) return null;
  const level = worth === null ? null : marginLevel(worth);
  const { callBps, liquidationBps } = levelsOf(leverage);
  const isCalled = worth !== null && isAtMost(worth.assetsUnits, worth.debtUnits, callBps);
  const money = (units: Parameters<typeof formatUnits>[0]) =>
    formatDecimal(formatUnits(units, snapshot.baseCurrency), placesOf(snapshot.baseCurrency));
  const title =
    worth === null
      ? "A price is missing"
      : `Assets ${money(worth.assetsUnits)} ÷ debts ${money(worth.debtUnits)} ${snapshot.baseCurrency}. The venue warns at ${(callBps / BPS).toFixed(2)} and sells at ${(liquidationBps / BPS).toFixed(2)}.`;
  return (
    <span
      title={title}
      data-testid="margin-level"
      className={`rounded-sm border px-1.5 py-px text-[11px] whitespace-nowrap ${isCalled ? "border-danger text-danger" : "border-line text-fg-2"}`}
    >
      {isCalled ? "▲ " : ""}Margin level {level === null ? UNKNOWN : level.toFixed(2)}
      <span className="text-fg-3 max-sm:hidden"> · sells at {(liquidationBps / BPS).toFixed(2)}</span>
    </span>
  );
}
