"use client";

import { Eye } from "lucide-react";
import { can } from "../../server/domain/access/permission.ts";
import type { PortfolioChoice } from "./desk-people.ts";

/** For those who look on. */
export function ReadOnlyBanner({ portfolio }: { readonly portfolio: PortfolioChoice }) {
  if (can(portfolio.role, "order:place")) return null;
  return (
    <p
      role="note"
      data-testid="read-only"
      className="flex h-[22px] shrink-0 items-center justify-center gap-1.5 overflow-hidden border-b border-info/50 bg-panel px-3 text-[11px] font-semibold tracking-[.02em] whitespace-nowrap text-info"
    >
      <Eye size={12} aria-hidden="true" />
      READ-ONLY
      <span className="max-sm:hidden">
        {" "}
        — your role in “{portfolio.name}” is {portfolio.role}
      </span>
    </p>
  );
}
