"use client";

import Link from "next/link";
import { usePathname, useSearchParams } from "next/navigation";
import type { ReactNode } from "react";
import { deskVerbs } from "../access/desk-client.ts";
import { LevelWatch } from "../borrowing/on-demand.tsx";
import { DeskProvider } from "../live/use-desk.tsx";
import { OrderNotices } from "../notices/order-notices.tsx";
import { PersonalSettings } from "../preferences/personal-settings.tsx";
import { ProtectHost } from "../protection/protection-host.tsx";
import { ShortcutHelp } from "../shortcuts/shortcut-help.tsx";
import { CancelAllShortcut } from "../trade/actions/cancel-all-shortcut.tsx";
import { QuestionPopover } from "../trade/actions/question-popover.tsx";
import { MarketMenuHost } from "../trade/market/market-menu-host.tsx";
import { CoachCard } from "../welcome/coach-on-demand.tsx";
import { DeskKeys } from "./desk-keys.tsx";
import type { PortfolioChoice, Viewer } from "./desk-people.ts";
import { DeskHeader } from "./header/desk-header.tsx";
import { ModeBanner } from "./mode-banner.tsx";
import { NavRail } from "./nav-rail.tsx";
import { Notices } from "./notices.tsx";
import { OfflinePage } from "./offline-page.tsx";
import { ReadOnlyBanner } from "./read-only-banner.tsx";
import { SignOutButton } from "./sign-out-button.tsx";
import { StatusFooter } from "./status-footer.tsx";
import { StatusStrips } from "./status-strips.tsx";
import { usePlaces } from "./use-places.ts";

type DeskShellProps = {
  readonly viewer: Viewer;
  readonly portfolios: readonly PortfolioChoice[];
  readonly children: ReactNode;
};

/** The frame of every page: which money this is, whose, how it stands, and the way to stop it. */
export function DeskShell({ viewer, portfolios, children }: DeskShellProps) {
  const wanted = useSearchParams().get("portfolio");
  // An address that names a portfolio never opens another one: somebody would trade in the wrong place.
  const portfolio = wanted === null ? portfolios[0] : portfolios.find(({ portfolioId }) => portfolioId === wanted);
  if (portfolio === undefined) return wanted === null ? <NoPortfolio viewer={viewer} /> : <UnknownPortfolio />;
  return (
    <PersonalSettings viewer={viewer.id}>
      {(formatsKey) => (
        <DeskFrame viewer={viewer} portfolios={portfolios} portfolio={portfolio} formatsKey={formatsKey}>
          {children}
        </DeskFrame>
      )}
    </PersonalSettings>
  );
}

type DeskFrameProps = DeskShellProps & { readonly portfolio: PortfolioChoice; readonly formatsKey: string };

function DeskFrame({ viewer, portfolios, portfolio, formatsKey, children }: DeskFrameProps) {
  const places = usePlaces();
  const pathname = usePathname();
  // One panel in a window of its own: only what says which money this is, and what stands in the way, is around it.
  const isPanelWindow = useSearchParams().has("panel") && pathname.startsWith("/trade/");
  const home = places.find(({ path }) => path === "/trade")?.href ?? "/";
  // The settings write their own formats anew; drawing them anew would take the focus from the choice just made.
  const mainKey = pathname.startsWith("/settings") ? "settings" : formatsKey;
  return (
    <DeskProvider portfolioId={portfolio.portfolioId} viewer={viewer.id} verbs={deskVerbs}>
      <Notices>
        <div
          className={`flex h-dvh flex-col overflow-hidden ${portfolio.mode === "live" ? "border-2 border-danger" : ""}`}
        >
          <a
            href="#main"
            className="sr-only focus:not-sr-only focus:absolute focus:z-50 focus:bg-raised focus:px-3 focus:py-2 focus:text-[13px]"
          >
            Skip to the page
          </a>
          <ModeBanner portfolio={portfolio} />
          <ReadOnlyBanner portfolio={portfolio} />
          {isPanelWindow ? null : (
            <DeskHeader viewer={viewer} portfolios={portfolios} portfolio={portfolio} homeHref={home} />
          )}
          <StatusStrips />
          <CoachCard />
          <div className="flex min-h-0 flex-1 max-sm:flex-col">
            {isPanelWindow ? null : <NavRail places={places} />}
            <main key={mainKey} id="main" tabIndex={-1} className="flex min-h-0 min-w-0 flex-1 flex-col outline-none">
              {children}
            </main>
          </div>
          {isPanelWindow ? null : <StatusFooter />}
          <DeskKeys places={places} portfolios={portfolios} portfolio={portfolio} />
          <ShortcutHelp />
          <OfflinePage />
        </div>
        <OrderNotices />
        <LevelWatch />
        <CancelAllShortcut />
        <QuestionPopover />
        <ProtectHost />
        <MarketMenuHost />
      </Notices>
    </DeskProvider>
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
