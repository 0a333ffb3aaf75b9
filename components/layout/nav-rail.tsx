"use client";

import { ChartCandlestick, Database, type LucideIcon, TableProperties } from "lucide-react";
import Link from "next/link";
import { usePathname, useSearchParams } from "next/navigation";
import { useState } from "react";

type Place = { readonly name: string; readonly path: string; readonly start: string; readonly Icon: LucideIcon };

const PLACES: readonly Place[] = [
  { name: "Trade", path: "/trade", start: "/trade/BTC-USDT", Icon: ChartCandlestick },
  { name: "Instruments", path: "/instruments", start: "/instruments", Icon: TableProperties },
  { name: "Data", path: "/data", start: "/data", Icon: Database },
];

const isAt = (pathname: string, path: string) => pathname === path || pathname.startsWith(`${path}/`);

/** The desk's departments: a rail at the side, on a phone a bar at the bottom. Trade leads back to the market last seen. */
export function NavRail() {
  const pathname = usePathname();
  const portfolio = useSearchParams().get("portfolio");
  const [lastMarket, setLastMarket] = useState<string | null>(null);
  if (isAt(pathname, "/trade") && pathname !== lastMarket) setLastMarket(pathname);
  const query = portfolio === null ? "" : `?portfolio=${encodeURIComponent(portfolio)}`;
  return (
    <nav
      aria-label="Desk"
      className="z-20 flex shrink-0 border-line-subtle bg-panel max-sm:order-last max-sm:border-t sm:w-[44px] sm:flex-col sm:items-center sm:gap-1 sm:border-r sm:py-2 pointer-coarse:sm:w-[52px]"
    >
      {PLACES.map(({ name, path, start, Icon }) => (
        <Link
          key={path}
          href={`${path === "/trade" ? (lastMarket ?? start) : start}${query}`}
          aria-current={isAt(pathname, path) ? "page" : undefined}
          className="group relative flex items-center justify-center rounded-md text-fg-3 -outline-offset-2 hover:bg-hover hover:text-fg aria-[current=page]:text-fg max-sm:min-h-[50px] max-sm:flex-1 max-sm:flex-col max-sm:gap-0.5 max-sm:rounded-none max-sm:aria-[current=page]:text-accent sm:size-[32px] sm:aria-[current=page]:bg-selected pointer-coarse:sm:size-[44px]"
        >
          <Icon size={18} strokeWidth={1.75} aria-hidden="true" />
          <span className="text-[11px] font-medium sm:pointer-events-none sm:absolute sm:left-full sm:ml-2 sm:rounded-sm sm:border sm:border-line sm:bg-raised sm:px-2 sm:py-1 sm:whitespace-nowrap sm:text-fg sm:opacity-0 sm:group-hover:opacity-100 sm:group-focus-visible:opacity-100">
            {name}
          </span>
        </Link>
      ))}
    </nav>
  );
}
