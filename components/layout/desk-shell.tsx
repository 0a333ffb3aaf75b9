"use client";

import Link from "next/link";
import { usePathname, useSearchParams } from "next/navigation";
import type { ReactNode } from "react";
import { deskVerbs } from "../access/desk-client.ts";
import { DeskProvider } from "../live/use-desk.tsx";
import { OrderNotices } from "../notices/order-notices.tsx";
import { PersonalSettings } from "../preferences/personal-settings.tsx";
import { CancelAllShortcut } from "../trade/actions/cancel-all-shortcut.tsx";
import { QuestionPopover } from "../trade/actions/question-popover.tsx";
import { CoachCard } from "../welcome/coach-card.tsx";
import { DeskHeader } from "./desk-header.tsx";
import type { PortfolioChoice, Viewer } from "./desk-people.ts";
import { ModeBanner } from "./mode-banner.tsx";
import { NavRail } from "./nav-rail.tsx";
import { Notices } from "./notices.tsx";
import { SignOutButton } from "./sign-out-button.tsx";
import { StatusFooter } from "./status-footer.tsx";
import { StatusStrips } from "./status-strips.tsx";

type DeskShellProps = {
  readonly viewer: Viewer;
  readonly portfolios: readonly PortfolioChoice[];
  readonly children: ReactNode;
};

/** The frame of every page: which money this is, whose, how it stands, and the way to stop it. */
export function DeskShell({ viewer, portfolios, children }: DeskShellProps) {
  const search = useSearchParams();
  const wanted = search.get("portfolio");
  // One panel in a window of its own: only what says which money this is, and what stands in the way, is around it.
  const isPanelWindow = usePathname().startsWith("/trade/") && search.has("panel");
  // An address that names a portfolio never opens another one: somebody would trade in the wrong place.
  const portfolio = wanted === null ? portfolios[0] : portfolios.find(({ portfolioId }) => portfolioId === wanted);
  if (portfolio === undefined) return wanted === null ? <NoPortfolio viewer={viewer} /> : <UnknownPortfolio />;
  return (
    <PersonalSettings viewer={viewer.id}>
      {(formatsKey) => (
        <DeskProvider portfolioId={portfolio.portfolioId} viewer={viewer.id} verbs={deskVerbs}>
          <Notices>
            <div className="flex h-dvh flex-col overflow-hidden">
              <ModeBanner portfolio={portfolio} />
              {isPanelWindow ? null : <DeskHeader viewer={viewer} portfolios={portfolios} portfolio={portfolio} />}
              <StatusStrips />
              <CoachCard />
              <div className="flex min-h-0 flex-1 max-sm:flex-col">
                {isPanelWindow ? null : <NavRail />}
                <main key={formatsKey} className="flex min-h-0 min-w-0 flex-1 flex-col">
                  {children}
                </main>
              </div>
              {isPanelWindow ? null : <StatusFooter />}
            </div>
            <OrderNotices />
            <CancelAllShortcut />
            <QuestionPopover />
          </Notices>
        </DeskProvider>
      )}
    </PersonalSettings>
  );
}

function NoPortfolio({ viewer }: { readonly viewer: Viewer }) {
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center gap-2 p-4 text-center">
      <h1 className="text-[18px] font-[650]">No portfolio yet, {viewer.name}</h1>
      <p className="text-fg-2">Your account works. Ask the desk's owner to make you a member of a portfolio.</p>
      <p className="mb-2 text-fg-3">
        Signed in as {viewer.email} · {viewer.role}
      </p>
      <SignOutButton />
    </main>
  );
}

function UnknownPortfolio() {
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center gap-3 p-4 text-center">
      <h1 className="text-[24px] font-[650]">There is nothing here</h1>
      <p className="text-fg-2">The address names no portfolio of yours. Nothing was changed.</p>
      <Link href="/trade/BTC-USDT" className="font-semibold text-accent underline">
        To your own portfolio
      </Link>
    </main>
  );
}
