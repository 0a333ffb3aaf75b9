"use client";

import { Star, X } from "lucide-react";
import Link from "next/link";
import { useEffect, useRef } from "react";
import { Button } from "../../ui/button.tsx";
import { kindName } from "../instrument-words.ts";
import { FAVOURITES, venueName, whyNotTradable } from "../tradable.ts";
import type { Watchlists } from "../use-watchlists.ts";
import { ElsewhereList } from "./elsewhere-list.tsx";
import { FeeSchedule } from "./fee-schedule.tsx";
import { ListMembership } from "./list-membership.tsx";
import { OrderTypes } from "./order-types.tsx";
import { QuoteFigures } from "./quote-figures.tsx";
import { StoredData } from "./stored-data.tsx";
import { Terms } from "./terms.tsx";
import { useDetails } from "./use-details.ts";
import { useSampledPrices } from "./use-sampled-prices.ts";

type DetailsDrawerProps = {
  readonly instrumentId: string;
  readonly watchlists: Watchlists;
  /** The list on screen, when it is one of the person's own. */
  readonly list: string | null;
  readonly tradeHref: string;
  readonly onShow: (instrumentId: string) => void;
  readonly onMove: (places: number) => void;
  readonly onClose: () => void;
};

/** What is known of one instrument, beside the table; on a small screen over it. */
export function DetailsDrawer(props: DetailsDrawerProps) {
  const { instrumentId, watchlists, list, tradeHref, onShow, onMove, onClose } = props;
  const { details, problem, reload } = useDetails(instrumentId);
  const prices = useSampledPrices([instrumentId, ...(details?.elsewhere.map(({ id }) => id) ?? [])]);
  const headRef = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // Laid over the table it takes the focus; beside it the arrows go on through the rows.
    if (matchMedia("(width < 64rem)").matches) headRef.current?.focus();
  }, []);
  const instrument = details?.instrument ?? null;
  const refusal = instrument === null ? null : whyNotTradable(instrument);
  const isFavourite = watchlists.has(FAVOURITES, instrumentId);
  return (
    <aside
      aria-label="Details"
      className="flex min-h-0 w-full flex-col overflow-y-auto bg-panel max-lg:fixed max-lg:inset-0 max-lg:z-40 lg:w-[348px] lg:shrink-0 lg:border-l lg:border-line-subtle"
      onKeyDown={(event) => {
        if (event.key === "Escape") onClose();
      }}
    >
      <div className="sticky top-0 z-10 flex min-h-[44px] items-center gap-2 border-b border-line-subtle bg-panel pr-1.5 pl-3">
        <h2 ref={headRef} tabIndex={-1} className="min-w-0 flex-1 truncate text-[15px] font-[650] outline-none">
          {instrument?.symbol ?? instrumentId}
          {instrument === null ? null : (
            <span className="ml-2 text-[12px] font-normal text-fg-3">
              {venueName(instrument.venue)} · {kindName(instrument.kind)}
            </span>
          )}
        </h2>
        <button
          type="button"
          aria-pressed={isFavourite}
          aria-label="Favourite"
          className="grid size-[28px] place-items-center rounded-sm text-fg-3 hover:bg-hover hover:text-fg aria-pressed:text-warn pointer-coarse:size-[44px]"
          onClick={() => void watchlists.toggle(FAVOURITES, instrumentId)}
        >
          <Star size={15} fill={isFavourite ? "currentColor" : "none"} aria-hidden="true" />
        </button>
        <button
          type="button"
          aria-label="Close the details"
          className="grid size-[28px] place-items-center rounded-sm text-fg-3 hover:bg-hover hover:text-fg pointer-coarse:size-[44px]"
          onClick={onClose}
        >
          <X size={16} aria-hidden="true" />
        </button>
      </div>
      {problem === null ? null : (
        <div role="alert" className="flex flex-col items-start gap-2 px-3 py-2 text-warn">
          <p>{problem}</p>
          <Button size="row" onClick={reload}>
            Read it again
          </Button>
        </div>
      )}
      {details === null || instrument === null ? (
        problem === null ? (
          <DetailsSkeleton />
        ) : null
      ) : (
        <>
          <div className="px-3 py-2.5">
            {refusal === null ? (
              <Link
                href={tradeHref}
                className="flex h-[max(32px,var(--ctl))] items-center justify-center rounded-md bg-accent-solid px-3 text-[12px] font-semibold text-on-accent hover:brightness-110"
              >
                Trade {instrument.symbol}
              </Link>
            ) : (
              <p className="rounded-md border border-line bg-canvas px-2.5 py-2 text-[12px] text-fg-2">{refusal.why}</p>
            )}
          </div>
          <QuoteFigures instrument={instrument} statistics={details.statistics} prices={prices[instrumentId] ?? null} />
          <ElsewhereList details={details} prices={prices} onShow={onShow} />
          <Terms instrument={instrument} />
          <OrderTypes instrument={instrument} />
          <FeeSchedule fees={instrument.fees} />
          <StoredData stored={details.stored} source={instrument.source} />
          <ListMembership {...{ watchlists, instrumentId, list, onMove }} />
        </>
      )}
    </aside>
  );
}

function DetailsSkeleton() {
  return (
    <div aria-hidden="true" className="flex animate-pulse flex-col gap-3 p-3">
      <div className="h-[32px] rounded-md bg-hover" />
      <div className="h-[112px] rounded-md bg-hover" />
      <div className="h-[96px] rounded-md bg-hover" />
      <div className="h-[160px] rounded-md bg-hover" />
    </div>
  );
}
