"use client";

import Link from "next/link";
import { can } from "../../server/domain/access/permission.ts";
import { sumOf } from "../portfolio/amounts.ts";
import { Pnl } from "../ui/figure.tsx";
import { placesOf } from "../ui/format-amount.ts";
import { formatDecimal, UNKNOWN } from "../ui/format-decimal.ts";
import { formatDay } from "../ui/format-time.ts";
import { CashDialog } from "./actions/cash-dialog.tsx";
import { EndDialog } from "./actions/end-dialog.tsx";
import { RenameDialog } from "./actions/rename-dialog.tsx";
import { RestoreDialog } from "./actions/restore-dialog.tsx";
import { MembersDialog } from "./members/members-dialog.tsx";
import type { OwnPortfolio } from "./portfolios-client.ts";

type PortfolioCardProps = {
  readonly portfolio: OwnPortfolio;
  readonly viewer: string;
  readonly isOnScreen: boolean;
  readonly onChange: () => void;
  readonly onEnded: (portfolioId: string, freshId: string | null) => void;
};

/** One portfolio with what its role lets a person do with it. */
export function PortfolioCard({ portfolio, viewer, isOnScreen, onChange, onEnded }: PortfolioCardProps) {
  const { portfolioId, name, mode, feedKind, role, createdAt, archivedAt, workingOrders } = portfolio;
  const isPaper = mode === "paper";
  const ended = (freshId: string | null) => onEnded(portfolioId, freshId);
  return (
    <li className="flex flex-col gap-2 rounded-lg border border-line-subtle bg-panel p-3" data-portfolio={name}>
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        {archivedAt === null ? (
          <Link href={`/portfolio?portfolio=${portfolioId}`} className="text-[14px] font-semibold hover:underline">
            {name}
          </Link>
        ) : (
          <span className="text-[14px] font-semibold">{name}</span>
        )}
        {isOnScreen ? <span className="text-[11px] font-medium text-accent">on screen</span> : null}
        <span className="text-[11px] text-fg-3">
          {mode} · {feedKind} · you are {role} · {portfolio.members === 1 ? "1 member" : `${portfolio.members} members`}{" "}
          ·
          {archivedAt === null
            ? ` since ${formatDay(createdAt)}`
            : ` ${formatDay(createdAt)} – ${formatDay(archivedAt)}`}
          {workingOrders === 0 ? "" : ` · ${workingOrders === 1 ? "1 order works" : `${workingOrders} orders work`}`}
        </span>
      </div>
      <Figures portfolio={portfolio} />
      {archivedAt !== null ? (
        can(role, "portfolio:reset") ? (
          <div>
            <RestoreDialog portfolio={portfolio} onDone={onChange} />
          </div>
        ) : null
      ) : (
        <div className="flex flex-wrap gap-1.5">
          {isPaper && can(role, "portfolio:fund") ? (
            <>
              <CashDialog portfolio={portfolio} direction="in" onDone={onChange} />
              <CashDialog portfolio={portfolio} direction="out" onDone={onChange} />
            </>
          ) : null}
          {can(role, "portfolio:member") ? (
            <MembersDialog portfolio={portfolio} viewer={viewer} onChange={onChange} />
          ) : null}
          {can(role, "portfolio:reset") ? (
            <>
              <RenameDialog portfolio={portfolio} onDone={onChange} />
              {isPaper ? (
                <span className="ml-auto flex gap-1.5">
                  <EndDialog portfolio={portfolio} kind="reset" onDone={ended} />
                  <EndDialog portfolio={portfolio} kind="archive" onDone={ended} />
                </span>
              ) : null}
            </>
          ) : null}
        </div>
      )}
    </li>
  );
}

function Figures({ portfolio }: { readonly portfolio: OwnPortfolio }) {
  const { baseCurrency, equity, netFlow } = portfolio;
  const places = placesOf(baseCurrency);
  return (
    <dl className="grid grid-cols-3 gap-3 max-sm:grid-cols-2">
      <Figure name={`Equity, ${baseCurrency}`}>{equity === null ? UNKNOWN : formatDecimal(equity, places)}</Figure>
      <Figure name="Paid in">{formatDecimal(netFlow, places)}</Figure>
      <Figure name="Profit and loss">
        <Pnl amount={equity === null ? null : sumOf(baseCurrency, [equity], [netFlow])} places={places} />
      </Figure>
    </dl>
  );
}

function Figure({ name, children }: { readonly name: string; readonly children: React.ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-[11px] text-fg-3">{name}</dt>
      <dd className="truncate text-[13px] font-semibold">{children}</dd>
    </div>
  );
}
