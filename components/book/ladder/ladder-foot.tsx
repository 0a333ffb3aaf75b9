"use client";

import type { Instrument } from "../../../server/domain/markets/instrument.ts";
import { useTradeDesk } from "../../trade/trade-desk.tsx";
import type { OwnOrder } from "../levels/own-orders.ts";

type LadderFootProps = {
  readonly instrument: Instrument;
  readonly own: readonly OwnOrder[];
  readonly onCancel: (orders: readonly OwnOrder[]) => void;
};

const BUTTON =
  "h-[26px] flex-1 rounded-sm border border-line px-2 text-[11px] font-medium whitespace-nowrap hover:bg-hover disabled:opacity-40 pointer-coarse:h-[44px]";

/** Orders at the market with the ticket's size, and what rests of one's own. */
export function LadderFoot({ instrument, own, onCancel }: LadderFootProps) {
  const { place, ticket, isOneClick } = useTradeDesk();
  const bids = own.filter(({ side }) => side === "buy");
  const asks = own.filter(({ side }) => side === "sell");
  const { quantity, unit } = ticket.draft;
  return (
    <div className="flex shrink-0 flex-col gap-1 border-t border-line-subtle p-(--pad)">
      <div className="flex items-center justify-between gap-2 text-[11px] text-fg-3">
        <label className="flex items-center gap-1.5">
          Size
          <input
            inputMode="decimal"
            aria-label={`Size of the orders placed here, in ${instrument.base}`}
            className="h-[22px] w-[88px] rounded-sm border border-line-strong bg-transparent px-1.5 text-right font-medium text-fg pointer-coarse:h-[44px] pointer-coarse:text-[16px]"
            value={unit === "base" ? quantity : ""}
            placeholder={unit === "base" ? "0" : `${quantity} (ticket)`}
            onChange={(event) => ticket.change({ quantity: event.target.value, unit: "base" })}
          />
          {instrument.base}
        </label>
        <span className={isOneClick ? "font-semibold text-warn" : ""}>
          {isOneClick ? "One click sends" : "A click fills the ticket"}
        </span>
      </div>
      <div className="flex gap-1">
        <button type="button" className={`${BUTTON} text-buy`} onClick={() => place({ side: "buy", price: null })}>
          Buy market
        </button>
        <button type="button" className={`${BUTTON} text-sell`} onClick={() => place({ side: "sell", price: null })}>
          Sell market
        </button>
      </div>
      <div className="flex gap-1">
        {[
          { word: "bids", orders: bids },
          { word: "asks", orders: asks },
        ].map(({ word, orders }) => (
          <button
            key={word}
            type="button"
            className={BUTTON}
            disabled={orders.length === 0}
            title={orders.length === 0 ? `No ${word} of yours rest in ${instrument.name}` : undefined}
            onClick={() => onCancel(orders)}
          >
            Cancel {orders.length} {orders.length === 1 ? word.slice(0, -1) : word}
          </button>
        ))}
      </div>
    </div>
  );
}
