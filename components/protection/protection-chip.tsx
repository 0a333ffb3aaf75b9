"use client";

import { ShieldAlert } from "lucide-react";
import { useEffect } from "react";
import type { PortfolioSnapshot } from "../live/portfolio-snapshot.ts";
import { useDesk, useSnapshot } from "../live/use-desk.tsx";
import { watchSnapshots } from "../live/watch-snapshots.ts";
import { notify } from "../notices/notify.ts";
import { protect } from "./protect-request.ts";
import { isExposed, protectedPositions } from "./protected-positions.ts";
import { whyExposed } from "./protection-figures.ts";
import { ProtectionWatch } from "./protection-watch.ts";

/** A stop that is replaced leaves its position open for a moment only. */
const MOMENT_MS = 400;

/** Says in the header that a position has lost its stop, and in a notice when that happens. */
export function ProtectionChip() {
  const snapshot = useSnapshot();
  useLossNotices();
  const exposed = snapshot === null ? [] : [...protectedPositions(snapshot).values()].filter(isExposed);
  const [first] = exposed;
  if (first === undefined) return null;
  const words = exposed.length === 1 ? first.instrument.name : `${exposed.length} positions`;
  const title = exposed.map((each) => `${each.instrument.name}: ${whyExposed(each)}`).join("\n");
  return (
    <button
      type="button"
      data-testid="unprotected"
      title={title}
      aria-label={`Unprotected: ${words}. Place a stop`}
      className="inline-flex h-[24px] items-center gap-1.5 rounded-md border border-danger px-2 text-[11px] font-semibold whitespace-nowrap text-danger hover:bg-hover pointer-coarse:h-[44px] pointer-coarse:min-w-[44px]"
      onClick={() => protect(first.instrument.id)}
    >
      <ShieldAlert size={13} aria-hidden="true" />
      <span className="max-md:sr-only">Unprotected</span>
      <span className="max-sm:sr-only">{words}</span>
    </button>
  );
}

function useLossNotices(): void {
  const { store } = useDesk();
  useEffect(() => {
    const watch = new ProtectionWatch();
    const tell = () => {
      const { snapshot } = store.read();
      if (snapshot === null) return;
      for (const position of watch.see(snapshot)) {
        const { id, name } = position.instrument;
        const isLost = position.state === "lost";
        notify({
          kind: isLost ? "critical" : "warn",
          id: `unprotected-${id}`,
          title: isLost ? `${name} has lost its protection` : `${name} is only covered in part`,
          detail: whyExposed(position),
          action: { label: "Protect…", run: () => protect(id) },
        });
      }
    };
    const see = (snapshot: PortfolioSnapshot, isFirst: boolean) => {
      if (isFirst) watch.see(snapshot);
      return !isFirst;
    };
    return watchSnapshots(store, MOMENT_MS, { see, tell });
  }, [store]);
}
