"use client";

import { Square } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { can } from "../../server/domain/access/permission.ts";
import type { PortfolioChoice } from "../layout/desk-people.ts";
import { useFrozen, useSnapshot } from "../live/use-desk.tsx";
import { useCommands } from "../palette/use-commands.ts";
import { useShortcuts } from "../shortcuts/use-shortcuts.ts";
import { Button } from "../ui/button.tsx";

const KEYS = "$mod+Shift+Period";
const load = async () => ({
  default: (await import("./stop-dialog.tsx").catch(() => import("./stop-unloaded.tsx"))).StopDialog,
});
const StopDialog = lazy(load);

/** The way to stop, on every page and for every hand. Its keys open the dialog, no more. */
export function StopButton({ portfolios }: { readonly portfolios: readonly PortfolioChoice[] }) {
  const snapshot = useSnapshot();
  const frozen = useFrozen();
  const [isOpen, setIsOpen] = useState(false);
  const [wasOpened, setWasOpened] = useState(false);
  const isAllowed = snapshot !== null && can(snapshot.role, "trading:halt");
  const isOff = frozen !== null;
  const open = () => {
    if (!isAllowed || isOff) return;
    setWasOpened(true);
    setIsOpen(true);
  };
  useShortcuts([
    { id: "stop.open", keys: KEYS, scope: "global", label: "Open the stop dialog", worksInInputs: true, run: open },
  ]);
  useCommands(
    isAllowed && !isOff
      ? [
          {
            id: "stop.open",
            label: "Stop: halt, cancel, flatten…",
            group: "Actions",
            keywords: ["emergency", "kill", "panic", "flatten"],
            shortcut: KEYS,
            run: open,
          },
        ]
      : [],
  );
  // Nothing beside it moves when the portfolio has come.
  if (snapshot === null) return <span aria-hidden="true" className="h-(--ctl) w-[62px] max-sm:w-[44px]" />;
  if (!isAllowed) return null;
  const isStopped = snapshot.tradingState === "halted";
  return (
    <>
      <Button
        tone="danger"
        disabled={isOff}
        title={frozen ?? "Halt entries, cancel all that work, or flatten. Asks first."}
        className="pointer-coarse:min-w-[44px]"
        aria-label={isStopped ? "Stopped: trading is halted" : "Stop: halt, cancel or flatten"}
        aria-haspopup="dialog"
        aria-keyshortcuts="Control+Shift+. Meta+Shift+."
        onClick={open}
        onPointerEnter={() => void load()}
        onFocus={() => void load()}
      >
        <Square size={10} fill="currentColor" aria-hidden="true" />
        <span className="max-sm:sr-only">{isStopped ? "Stopped" : "Stop"}</span>
      </Button>
      {wasOpened ? (
        <Suspense fallback={null}>
          <StopDialog isOpen={isOpen} onOpenChange={setIsOpen} portfolios={portfolios} />
        </Suspense>
      ) : null}
    </>
  );
}
