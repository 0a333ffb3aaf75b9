"use client";

import Link from "next/link";
import { useSearchParams } from "next/navigation";
import type { ComponentProps } from "react";
import type { Instrument } from "../../server/domain/markets/instrument.ts";
import { formatRowTime } from "../ui/format-time.ts";

type MarketLinkProps = Omit<ComponentProps<typeof Link>, "href"> & { readonly instrument: Instrument };

/** Goes to a market and stays in the same portfolio. */
export function MarketLink({ instrument, ...rest }: MarketLinkProps) {
  const query = useSearchParams().toString();
  return <Link href={`/trade/${instrument.id}${query === "" ? "" : `?${query}`}`} {...rest} />;
}

type MarketCellProps = { readonly instrument: Instrument; readonly at?: number };

/** The market of a row; on a phone its time stands below, where there is no column for it. */
export function MarketCell({ instrument, at }: MarketCellProps) {
  return (
    <td className="text font-semibold">
      <MarketLink instrument={instrument} className="-outline-offset-2 hover:underline">
        {instrument.symbol}
      </MarketLink>
      {at === undefined ? null : (
        <span className="block text-[11px] leading-tight font-normal text-fg-3 sm:hidden">{formatRowTime(at)}</span>
      )}
    </td>
  );
}
