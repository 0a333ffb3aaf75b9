"use client";

import { useSearchParams } from "next/navigation";
import type { ReactNode } from "react";
import { deskVerbs } from "../access/desk-client.ts";
import { DeskProvider } from "../live/use-desk.tsx";
import { DeskHeader } from "./desk-header.tsx";
import type { PortfolioChoice, Viewer } from "./desk-people.ts";
import { ModeBanner } from "./mode-banner.tsx";
import { Notices } from "./notices.tsx";
import { StatusFooter } from "./status-footer.tsx";
import { StatusStrips } from "./status-strips.tsx";

type DeskShellProps = {
  readonly viewer: Viewer;
  readonly portfolios: readonly PortfolioChoice[];
  readonly children: ReactNode;
};

/** The frame of every page: which money this is, whose, how it stands, and the way to stop it. */
export function DeskShell({ viewer, portfolios, children }: DeskShellProps) {
  const wanted = useSearchParams().get("portfolio");
  const portfolio = portfolios.find((choice) => choice.portfolioId === wanted) ?? portfolios[0];
  if (portfolio === undefined) return <NoPortfolio name={viewer.name} />;
  return (
    <DeskProvider portfolioId={portfolio.portfolioId} viewer={viewer.id} verbs={deskVerbs}>
      <Notices>
        <div className="flex h-dvh flex-col overflow-hidden">
          <ModeBanner portfolio={portfolio} />
          <DeskHeader viewer={viewer} portfolios={portfolios} portfolio={portfolio} />
          <StatusStrips />
          <main className="flex min-h-0 flex-1 flex-col">{children}</main>
          <StatusFooter />
        </div>
      </Notices>
    </DeskProvider>
  );
}

function NoPortfolio({ name }: { readonly name: string }) {
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center gap-2 p-4 text-center">
      <h1 className="text-[18px] font-[650]">No portfolio yet, {name}</h1>
      <p className="text-fg-2">Ask the desk's owner to make you a member of one.</p>
    </main>
  );
}
