"use client";

import { can } from "../../../../server/domain/access/permission.ts";
import { currencyOf } from "../../../../server/domain/money/currency.ts";
import { formatScaled } from "../../../../server/domain/money/decimal.ts";
import { multiplyDivide } from "../../../../server/domain/money/integer.ts";
import { useFrozen, useSnapshot } from "../../../live/use-desk.tsx";
import { usePreferences } from "../../../preferences/preferences.ts";
import { Button } from "../../../ui/button.tsx";
import { ConfirmPopover } from "../../../ui/confirm-popover.tsx";
import { formatBalance } from "../../../ui/format-amount.ts";
import { groupDigits, trimZeros } from "../../../ui/format-decimal.ts";
import type { PositionRow } from "../../position-rows.ts";
import { useTradeDesk } from "../../trade-desk.tsx";

/** Half of the position or all of it, at market; the question says the whole effect. */
export function CloseButtons({ row }: { readonly row: PositionRow }) {
  return (
    <>
      <CloseButton row={row} share="half" />
      <CloseButton row={row} share="all" />
    </>
  );
}

type CloseButtonProps = { readonly row: PositionRow; readonly share: "half" | "all" };

function CloseButton({ row, share }: CloseButtonProps) {
  const { close } = useTradeDesk();
  const snapshot = useSnapshot();
  const frozen = useFrozen();
  const { confirm } = usePreferences();
  const { instrument } = row;
  const mayTrade = snapshot !== null && can(snapshot.role, "order:place");
  const why = mayTrade ? (frozen ?? undefined) : "Your role does not place orders";
  const act = () => close(instrument.id, share);
  const button = (
    <Button
      size="row"
      disabled={why !== undefined}
      title={why ?? (share === "half" ? "Close half at market" : "Close at market")}
      aria-label={share === "half" ? `Close half of ${instrument.symbol}` : `Close ${instrument.symbol}`}
      onClick={confirm.closePosition ? undefined : act}
    >
      {share === "half" ? "½" : "Close"}
    </Button>
  );
  if (!confirm.closePosition) return button;
  return (
    <ConfirmPopover
      trigger={button}
      confirmLabel={share === "half" ? "Close half" : "Close the position"}
      onConfirm={act}
    >
      <p className="font-semibold text-fg">{describeClosing(row, share)}</p>
      <p>At market, reduce-only: it can never open a position the other way. Working orders stay.</p>
    </ConfirmPopover>
  );
}

/** `Sell 0.04995 BTC, about 3,207.12 USDT at the mark.` */
export function describeClosing(
  { instrument, direction, quantityUnits, valueUnits }: PositionRow,
  share: "half" | "all",
): string {
  const part = share === "half" ? 2 : 1;
  const size = formatScaled(multiplyDivide(quantityUnits, 1, part), currencyOf(instrument.base).decimals);
  const verb = direction === "short" ? "Buy" : "Sell";
  const worth =
    valueUnits === null
      ? ""
      : `, about ${formatBalance(multiplyDivide(valueUnits, 1, part), instrument.quote)} ${instrument.quote} at the mark`;
  return `${verb} ${groupDigits(trimZeros(size, instrument.quantityDecimals))} ${instrument.base}${worth}.`;
}
