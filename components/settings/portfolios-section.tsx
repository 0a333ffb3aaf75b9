"use client";

import Link from "next/link";
import type { PortfolioChoice } from "../layout/desk-people.ts";
import { inPortfolio } from "../layout/places.ts";
import { SettingGroup } from "./parts/setting-row.tsx";

/** The portfolios of which the person is a member. */
export function PortfoliosSection({ portfolios }: { readonly portfolios: readonly PortfolioChoice[] }) {
  return (
    <SettingGroup title="Yours">
      <ul>
        {portfolios.map(({ portfolioId, name, mode, role }) => (
          <li
            key={portfolioId}
            className="flex items-center justify-between gap-4 border-b border-line-subtle py-2.5 text-[13px] last:border-b-0"
          >
            <Link href={inPortfolio("/portfolio", portfolioId)} className="font-medium hover:underline">
              {name}
            </Link>
            <span className="text-fg-3">
              {mode} · you are {role}
            </span>
          </li>
        ))}
      </ul>
    </SettingGroup>
  );
}
