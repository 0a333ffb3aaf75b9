"use client";

import { ShieldAlert } from "lucide-react";
import { useEffect } from "react";
import { positionKey } from "../../server/domain/positions/position-side.ts";
import { positionName } from "../live/hedged.ts";
import type { PortfolioSnapshot } from "../live/portfolio-snapshot.ts";
import { useDesk, useSnapshot } from "../live/use-desk.tsx";
import { watchSnapshots } from "../live/watch-snapshots.ts";
import { notify } from "../notices/notify.ts";
import { LossNotices } from "./loss-notices.ts";
import { protect } from "./protect-request.ts";
import { isExposed, type ProtectedPosition, protectedPositions } from "./protected-positions.ts";
import { whyExposed } from "./protection-figures.ts";
import { ProtectionWatch } from "./protection-watch.ts";

/** A stop that is replaced leaves its position open for a moment only. */
const MOMENT_MS = 400;

const keyOf = ({ instrument, positionSide }: ProtectedPosition): string => positionKey(instrument.id, positionSide);
const nameOf = ({ instrument, positionSide }: ProtectedPosition): string => positionName(instrument, positionSide);

/** Says in the header that a position has lost its stop, and in a notice when that happens. */
export function ProtectionChip() {
  const snapshot = useSnapshot();
  useLossNotices();
  const exposed = snapshot === null ? [] : [...protectedPositions(snapshot).values()].filter(isExposed);
  const [first] = exposed;
  if (first === undefined) return null;
  const words = exposed.length === 1 ? nameOf(first) : `${exposed.length} positions`;
  const title = exposed.map((each) => `${nameOf(each)}: ${whyExposed(each)}`).join("\n");
  return (
    <button
      type="button"
      data-testid="unprotected"
      title={title}
      aria-label={`Unprotected: ${words}. Place a stop`}
      className="inline-flex h-[24px] items-center gap-1.5 rounded-md border border-danger px-2 text-[11px] font-semibold whitespace-nowrap text-danger hover:bg-hover pointer-coarse:h-[44px] pointer-coarse:min-w-[44px]"
      onClick={() => protect(keyOf(first))}
    >
      <ShieldAlert size={13} aria-hidden="true" />
      <span className="max-md:sr-only">Unprotected</span>
      <span className="max-sm:sr-only">{words}</span>
    </button>
  );
}

const noticeId = (key: string): string => `unprotected-${key}`;

function showLoss(key: string, position: ProtectedPosition): void {
  const name = nameOf(position);
  const isLost = position.state === "lost";
  notify({
    kind: isLost ? "critical" : "warn",
    id: noticeId(key),
    title: isLost ? `${name} has lost its protection` : `${name} is only covered in part`,
    detail: whyExposed(position),
    action: { label: "Protect…", run: () => protect(key) },
  });
}

function useLossNotices(): void {
  const { store } = useDesk();
  useEffect(() => {
    const watch = new ProtectionWatch();
    const notices = new LossNotices(showLoss);
    const tell = async () => {
      const { snapshot } = store.read();
      if (snapshot === null) return;
      for (const position of watch.see(snapshot)) notices.tell(keyOf(position), position);
      if (!notices.hasTold) return;
      const corner = await import("sonner").catch(() => null);
      const { snapshot: now } = store.read();
      if (corner === null || now === null) return;
      const { toast } = corner;
      notices.refresh(protectedPositions(now), {
        isStanding: (key) => toast.getToasts().some(({ id }) => id === noticeId(key)),
        dismiss: (key) => toast.dismiss(noticeId(key)),
      });
    };
    const see = (snapshot: PortfolioSnapshot, isFirst: boolean) => {
      if (isFirst) watch.see(snapshot);
      return !isFirst;
    };
    return watchSnapshots(store, MOMENT_MS, { see, tell });
  }, [store]);
}
