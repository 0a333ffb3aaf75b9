"use client";

import type { Side } from "../../../server/domain/orders/order-type.ts";
import { Button } from "../../ui/button.tsx";

type TradeBarProps = { readonly base: string; readonly onTrade: (side: Side) => void };

/** Buy and sell within reach of a thumb; each opens the ticket. */
export function TradeBar({ base, onTrade }: TradeBarProps) {
  return (
    <fieldset
      aria-label={`Trade ${base}`}
      className="grid shrink-0 grid-cols-2 gap-2 border-t border-line-subtle bg-panel p-2"
    >
      <Button tone="buy" className="h-[44px] text-[15px]" onClick={() => onTrade("buy")}>
        Buy
      </Button>
      <Button tone="sell" className="h-[44px] text-[15px]" onClick={() => onTrade("sell")}>
        Sell
      </Button>
    </fieldset>
  );
}
