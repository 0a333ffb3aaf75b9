"use client";

import { usePathname, useRouter } from "next/navigation";
import type { PortfolioChoice } from "./desk-people.ts";

type PortfolioPickerProps = { readonly portfolios: readonly PortfolioChoice[]; readonly chosen: PortfolioChoice };

/** The portfolio on screen; with more than one, a choice that stands in the address. */
export function PortfolioPicker({ portfolios, chosen }: PortfolioPickerProps) {
  const router = useRouter();
  const pathname = usePathname();
  if (portfolios.length === 1) {
    return <span className="truncate text-[12px] font-medium text-fg-2 max-sm:hidden">{chosen.name}</span>;
  }
  return (
    <select
      aria-label="Portfolio"
      value={chosen.portfolioId}
      className="h-(--ctl) max-w-[160px] rounded-md border border-line-strong bg-canvas px-2 text-[12px]"
      onChange={(event) => router.push(`${pathname}?portfolio=${event.target.value}`)}
    >
      {portfolios.map((portfolio) => (
        <option key={portfolio.portfolioId} value={portfolio.portfolioId}>
          {portfolio.name}
        </option>
      ))}
    </select>
  );
}
