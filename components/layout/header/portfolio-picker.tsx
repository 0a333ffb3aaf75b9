"use client";

import { Check, ChevronsUpDown } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { DropdownMenu } from "radix-ui";
import type { PortfolioChoice } from "../desk-people.ts";
import { inPortfolio } from "../places.ts";

type PortfolioPickerProps = { readonly portfolios: readonly PortfolioChoice[]; readonly chosen: PortfolioChoice };

/** The portfolio on screen; with more than one, a choice that stands in the address. */
export function PortfolioPicker({ portfolios, chosen }: PortfolioPickerProps) {
  const pathname = usePathname();
  if (portfolios.length === 1) {
    return (
      <span className="max-w-[140px] truncate text-[12px] font-medium text-fg-2 max-xl:hidden" title="Portfolio">
        {chosen.name}
      </span>
    );
  }
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger
        aria-label={`Portfolio ${chosen.name}`}
        className="flex h-(--ctl) min-w-0 max-w-[180px] shrink items-center gap-1.5 rounded-md border border-line px-2 text-[12px] font-medium hover:bg-hover max-sm:hidden"
      >
        <span className="truncate">{chosen.name}</span>
        <ChevronsUpDown size={12} aria-hidden="true" className="shrink-0 text-fg-3" />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="start"
          sideOffset={6}
          className="z-50 max-h-[60vh] min-w-[220px] overflow-y-auto rounded-lg border border-line bg-raised p-1 shadow-[0_8px_24px_rgb(0_0_0/.32)]"
        >
          {portfolios.map((portfolio) => (
            <PortfolioItem
              key={portfolio.portfolioId}
              portfolio={portfolio}
              isChosen={portfolio.portfolioId === chosen.portfolioId}
              href={inPortfolio(pathname, portfolio.portfolioId)}
            />
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

type PortfolioItemProps = {
  readonly portfolio: PortfolioChoice;
  readonly isChosen: boolean;
  readonly href: string;
};

/** One of the portfolios in a menu: its name, how real its money is, and the person's role. */
export function PortfolioItem({ portfolio, isChosen, href }: PortfolioItemProps) {
  return (
    <DropdownMenu.Item asChild>
      <Link
        href={href}
        aria-current={isChosen ? "true" : undefined}
        className="flex min-h-(--ctl) items-center gap-2 rounded-sm px-2 text-[12px] outline-none data-[highlighted]:bg-hover"
      >
        <Check size={13} aria-hidden="true" className={isChosen ? "text-accent" : "invisible"} />
        <span className="truncate">{portfolio.name}</span>
        <span className="ml-auto pl-3 text-[11px] text-fg-3">
          {portfolio.mode} · {portfolio.role}
        </span>
      </Link>
    </DropdownMenu.Item>
  );
}
