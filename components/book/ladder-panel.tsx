"use client";

import { LocateFixed } from "lucide-react";
import { useEffect, useLayoutEffect, useMemo, useRef } from "react";
import { formatPrice, type Instrument } from "../../server/domain/markets/instrument.ts";
import { useDesk, useMarketState, useWatch } from "../live/use-desk.tsx";
import { useShortcuts } from "../shortcuts/use-shortcuts.ts";
import { useTradeDesk } from "../trade/trade-desk.tsx";
import { EmptyCover } from "./canvas/empty-cover.tsx";
import { LadderFoot } from "./ladder/ladder-foot.tsx";
import { LadderPainter } from "./ladder/ladder-painter.ts";
import { LADDER_GRID, type LadderActions, LadderRow } from "./ladder/ladder-row.tsx";
import { useLadderWindow } from "./ladder/use-ladder-window.ts";
import { type OwnOrder, ownByRow, rowKey } from "./levels/own-orders.ts";
import { useOwnOrders } from "./levels/use-own-orders.ts";
import { walkPlaces } from "./levels/walk-places.ts";
import { GroupSelect } from "./order-book/book-toolbar.tsx";
import { useLadderSettings } from "./order-book/use-book-settings.ts";

type LadderPanelProps = { readonly instrument: Instrument };

const NONE: readonly OwnOrder[] = [];

/** Fixed prices with what rests at each: a click on the bids' side buys there, on the asks' side sells there. */
export function LadderPanel({ instrument }: LadderPanelProps) {
  useWatch(useMemo(() => ({ top: [], deep: [instrument.id] }), [instrument.id]));
  const { store } = useDesk();
  const { pick, place, amend, cancel } = useTradeDesk();
  const state = useMarketState(instrument.id);
  const own = useOwnOrders(instrument.id);
  const { groupTicks, setGroup, isFollowing, setIsFollowing } = useLadderSettings(instrument);
  const body = useRef<HTMLDivElement>(null);
  const { prices, rowPx, recentre } = useLadderWindow(instrument, groupTicks, isFollowing, body);
  useShortcuts([
    { id: "ladder.recentre", keys: "z", scope: "trade", label: "Centre the ladder on the market", run: recentre },
  ]);

  const painter = useRef<LadderPainter | null>(null);
  useEffect(() => {
    const opened = new LadderPainter(instrument, () => store.tapeOf(instrument.id));
    painter.current = opened;
    const leave = store.onPrices(instrument.id, (known) => opened.show(known));
    return () => {
      leave();
      opened.close();
      painter.current = null;
    };
  }, [store, instrument]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: new prices are new rows, which the painter must find.
  useEffect(() => {
    if (body.current !== null) painter.current?.attach(body.current, groupTicks);
  }, [prices, groupTicks, store, instrument]);

  const rows = useRef({ prices, rowPx });
  useLayoutEffect(() => {
    rows.current = { prices, rowPx };
  }, [prices, rowPx]);
  const actions = useMemo<LadderActions>(() => {
    const text = (ticks: number) => formatPrice(instrument, ticks);
    return {
      onPlace: (side, ticks) => place({ side, price: text(ticks) }),
      onPickPrice: (ticks) => pick({ price: text(ticks) }),
      onCancel: (orders) => {
        for (const { id } of orders) cancel(id);
      },
      onMove: (orders, ticks) => {
        for (const { id } of orders) amend(id, { price: text(ticks) });
      },
      priceAt: (clientY) => {
        const top = body.current?.getBoundingClientRect().top ?? 0;
        return rows.current.prices[Math.floor((clientY - top) / rows.current.rowPx)] ?? null;
      },
    };
  }, [instrument, place, pick, amend, cancel]);
  const ownRows = useMemo(() => ownByRow(own, groupTicks), [own, groupTicks]);
  const hidden = own.filter(({ side, priceTicks }) => {
    const [high = 0, low = 0] = [prices[0], prices.at(-1)];
    return prices.length > 0 && (side === "buy" ? priceTicks < low : priceTicks > high);
  });

  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="flex min-h-(--head) shrink-0 items-center gap-1 px-(--pad)">
        <button
          type="button"
          className="flex h-[22px] items-center gap-1 rounded-sm px-1.5 text-[11px] font-medium text-fg-2 hover:bg-hover pointer-coarse:h-[44px]"
          onClick={recentre}
        >
          <LocateFixed size={13} aria-hidden /> Centre
        </button>
        <button
          type="button"
          aria-pressed={isFollowing}
          title="Centre by itself when the market leaves the middle, never under the pointer"
          className="h-[22px] rounded-sm px-1.5 text-[11px] font-medium text-fg-3 hover:bg-hover hover:text-fg aria-pressed:bg-selected aria-pressed:text-fg pointer-coarse:h-[44px]"
          onClick={() => setIsFollowing(!isFollowing)}
        >
          Follow
        </button>
        {hidden.length === 0 ? null : <span className="text-[11px] text-accent">{hidden.length} own out of view</span>}
        <GroupSelect {...{ instrument, groupTicks }} onGroup={setGroup} />
      </div>
      <div className={`${LADDER_GRID} min-h-[20px] shrink-0 text-right text-[11px] text-fg-3 *:truncate *:px-1.5`}>
        <span className="text-left">Own</span>
        <span>Bid {instrument.base}</span>
        <span>Price</span>
        <span>Ask {instrument.base}</span>
        <span>Traded</span>
      </div>
      <div className="relative min-h-[160px] flex-1 overflow-hidden">
        {/* biome-ignore lint/a11y/noStaticElementInteractions: it passes the arrow keys on between the buttons inside. */}
        <div
          ref={body}
          className={`absolute inset-0 overflow-hidden ${state.isGreyed ? "is-stale" : ""}`}
          onKeyDown={walkPlaces}
        >
          {prices.map((ticks, line) => (
            <LadderRow
              key={ticks}
              {...{ instrument, ticks, line, rowPx, groupTicks, actions }}
              isMiddle={line === Math.floor(prices.length / 2)}
              ownBids={ownRows.get(rowKey("buy", ticks)) ?? NONE}
              ownAsks={ownRows.get(rowKey("sell", ticks)) ?? NONE}
            />
          ))}
        </div>
        {prices.length === 0 ? <EmptyCover state={state}>No price has come yet</EmptyCover> : null}
      </div>
      <LadderFoot {...{ instrument, own }} onCancel={actions.onCancel} />
    </div>
  );
}
