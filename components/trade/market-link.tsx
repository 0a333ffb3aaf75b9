"use client";

import Link from "next/link";
import { useSearchParams } from "next/navigation";
import type { ComponentProps } from "react";
import type { Instrument } from "../../server/domain/markets/instrument.ts";

type MarketLinkProps = Omit<ComponentProps<typeof Link>, "href"> & { readonly instrument: Instrument };

/** Goes to a market and stays in the same portfolio. */
export function MarketLink({ instrument, ...rest }: MarketLinkProps) {
  const portfolio = useSearchParams().get("portfolio");
  const query = portfolio === null ? "" : `?portfolio=${encodeURIComponent(portfolio)}`;
  return (
    <Link
      href={`/trade/${instrument.id}${query}`}
      data-market={instrument.id}
      title={`Open chart of ${instrument.name}; a right click offers more`}
      {...rest}
    />
  );
}
