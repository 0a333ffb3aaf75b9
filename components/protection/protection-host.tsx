"use client";

import { lazy, Suspense, useState } from "react";
import { useDeskState } from "../live/use-desk.tsx";
import { notify } from "../notices/notify.ts";
import { protect, useProtectRequest } from "./protect-request.ts";

const Nothing = (_: { readonly positionId?: string }) => null;
const ProtectionChip = lazy(async () => ({
  default: (await import("./protection-chip.tsx").catch(() => ({ ProtectionChip: Nothing }))).ProtectionChip,
}));
const ProtectDialog = lazy(async () => ({
  default: (
    await import("./protect-dialog.tsx").catch(() => {
      notify({ kind: "error", title: "The desk could not be reached. Place the stop in the ticket, or try again." });
      protect(null);
      return { ProtectDialog: Nothing };
    })
  ).ProtectDialog,
}));

/** Watches over what is held; a portfolio that never held anything in this tab's time loads none of it. */
export function ProtectionState() {
  const isHolding = useDeskState(({ snapshot }) => snapshot !== null && snapshot.lots.length > 0);
  const [wasHolding, setWasHolding] = useState(isHolding);
  if (isHolding && !wasHolding) setWasHolding(true);
  return wasHolding ? (
    <Suspense fallback={null}>
      <ProtectionChip />
    </Suspense>
  ) : null;
}

/** Where the question of a stop stands, whoever asks for it. */
export function ProtectHost() {
  const positionId = useProtectRequest();
  return positionId === null ? null : (
    <Suspense fallback={null}>
      <ProtectDialog key={positionId} positionId={positionId} />
    </Suspense>
  );
}
