"use client";

import { useRouter } from "next/navigation";
import { can } from "../../server/domain/access/permission.ts";
import { usePolled } from "../data/use-polled.ts";
import type { Viewer } from "../layout/desk-people.ts";
import { useDesk } from "../live/use-desk.tsx";
import { CreateDialog } from "./actions/create-dialog.tsx";
import { PortfolioCard } from "./portfolio-card.tsx";
import { portfoliosClient } from "./portfolios-client.ts";

const REFRESH_MS = 5_000;
const HERE = "/settings/portfolios";

/** All portfolios of a person: opened, funded, shared, begun anew, put away. */
export function PortfoliosSection({ viewer }: { readonly viewer: Pick<Viewer, "id" | "role"> }) {
  const router = useRouter();
  const { store } = useDesk();
  const { value: portfolios, problem, reload } = usePolled(portfoliosClient.all, () => REFRESH_MS);
  const changed = () => {
    reload();
    router.refresh(); // The frame's picker lists them too.
  };
  const ended = (portfolioId: string, freshId: string | null) => {
    // The frame stands on the portfolio that is gone: begin it afresh.
    if (portfolioId === store.portfolioId) {
      window.location.assign(freshId === null ? HERE : `${HERE}?portfolio=${freshId}`);
      return;
    }
    changed();
  };
  const open = portfolios?.filter(({ archivedAt }) => archivedAt === null) ?? [];
  const archived = portfolios?.filter(({ archivedAt }) => archivedAt !== null) ?? [];
  const list = (rows: typeof open) => (
    <ul className="flex flex-col gap-2">
      {rows.map((portfolio) => (
        <PortfolioCard
          key={portfolio.portfolioId}
          portfolio={portfolio}
          viewer={viewer.id}
          isOnScreen={portfolio.portfolioId === store.portfolioId}
          onChange={changed}
          onEnded={ended}
        />
      ))}
    </ul>
  );
  return (
    <div className="flex flex-col gap-3">
      {can(viewer.role, "portfolio:create") ? (
        <div>
          <CreateDialog onDone={changed} />
        </div>
      ) : null}
      {problem === null ? null : (
        <p role="alert" className="text-warn">
          The list could not be loaded: {problem}
        </p>
      )}
      {portfolios === null ? (
        <p role="status" className="text-fg-3">
          Loading portfolios…
        </p>
      ) : (
        list(open)
      )}
      {archived.length === 0 ? null : (
        <>
          <h2 className="mt-2 text-[13px] font-semibold">Archived</h2>
          {list(archived)}
        </>
      )}
    </div>
  );
}
