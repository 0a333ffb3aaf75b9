"use client";

import { useEffect } from "react";
import { can } from "../../../../server/domain/access/permission.ts";
import { wholeLots } from "../../../../server/domain/markets/instrument.ts";
import { currencyOf } from "../../../../server/domain/money/currency.ts";
import { formatScaled } from "../../../../server/domain/money/decimal.ts";
import { haltedReason } from "../../../live/frozen.ts";
import { positionName } from "../../../live/hedged.ts";
import { useFrozen, useSnapshot } from "../../../live/use-desk.tsx";
import { Button } from "../../../ui/button.tsx";
import { formatBalance } from "../../../ui/format-amount.ts";
import { groupDigits, trimZeros } from "../../../ui/format-decimal.ts";
import { closeQuestions } from "../../actions/close-on-demand.ts";
import type { PositionRow } from "../../position-rows.ts";
import { useTradeDesk } from "../../trade-desk.tsx";

/** Half of the position or all of it, at market; the desk asks first, unless the person wants no question. */
export function CloseButtons({ row }: { readonly row: PositionRow }) {
  useEffect(() => void closeQuestions().catch(() => undefined), []);
  return (
    <>
      <CloseButton row={row} share="half" />
      <CloseButton row={row} share="all" />
    </>
  );
}

type CloseButtonProps = { readonly row: PositionRow; readonly share: "half" | "all" };

const DUST = "Less than the venue's smallest lot, left over from fees: it stays until you buy more";

function CloseButton({ row: { instrument, positionSide, quantityUnits }, share }: CloseButtonProps) {
  const { close } = useTradeDesk();
  const snapshot = useSnapshot();
  const frozen = useFrozen();
  const mayTrade = snapshot !== null && can(snapshot.role, "order:place");
  const dust = wholeLots(instrument, quantityUnits) === 0 ? DUST : undefined;
  const why = mayTrade ? (frozen ?? haltedReason(snapshot, instrument) ?? dust) : "Your role does not place orders";
  return (
    <Button
      size="row"
      disabled={why !== undefined}
      title={why ?? (share === "half" ? "Close half at market" : "Close at market")}
      aria-label={`Close ${share === "half" ? "half of " : ""}${positionName(instrument, positionSide)}`}
      onClick={() => close(instrument.id, share, positionSide)}
    >
      {share === "half" ? "½" : "Close"}
    </Button>
  );
}

/** `Sell 0.04995 BTC, about 3,207.12 USDT at the mark.` */
export function describeClosing({ instrument, direction, quantityUnits, valueUnits }: PositionRow): string {
  const size = formatScaled(quantityUnits, currencyOf(instrument.base).decimals);
  const verb = direction === "short" ? "Buy" : "Sell";
  const worth =
    valueUnits === null ? "" : `, about ${formatBalance(valueUnits, instrument.quote)} ${instrument.quote} at the mark`;
  return `${verb} ${groupDigits(trimZeros(size, instrument.quantityDecimals))} ${instrument.base}${worth}.`;
}
