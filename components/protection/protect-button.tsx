"use client";

import { Shield } from "lucide-react";
import { can } from "../../server/domain/access/permission.ts";
import type { Instrument } from "../../server/domain/markets/instrument.ts";
import { useDeskState, useSnapshot } from "../live/use-desk.tsx";
import { Button } from "../ui/button.tsx";
import { protect } from "./protect-request.ts";
import { isExposed, protectedPositions, uncoveredLots } from "./protected-positions.ts";

/** Asks for a stop for what is not covered; red where a stop was to cover it. Nothing where all is covered. */
export function ProtectButton({ instrument }: { readonly instrument: Instrument }) {
  const snapshot = useSnapshot();
  const position = useDeskState(({ snapshot: now }) =>
    now === null ? undefined : protectedPositions(now).get(instrument.id),
  );
  if (snapshot === null || position === undefined || uncoveredLots(position) === 0) return null;
  if (!can(snapshot.role, "order:place")) return null;
  return (
    <Button
      size="row"
      {...(isExposed(position) ? { tone: "danger" as const } : {})}
      className="px-1.5"
      title="Place a stop for what is not covered"
      aria-label={`Protect ${instrument.name}`}
      onClick={() => protect(instrument.id)}
    >
      <Shield size={11} aria-hidden="true" />
    </Button>
  );
}
