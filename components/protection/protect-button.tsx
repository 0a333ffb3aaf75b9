"use client";

import { Shield } from "lucide-react";
import { can } from "../../server/domain/access/permission.ts";
import type { Instrument } from "../../server/domain/markets/instrument.ts";
import { type PositionSide, positionKey } from "../../server/domain/positions/position-side.ts";
import { positionName } from "../live/hedged.ts";
import { useDeskState, useSnapshot } from "../live/use-desk.tsx";
import { Button } from "../ui/button.tsx";
import { protect } from "./protect-request.ts";
import { isExposed, protectedPositions, uncoveredLots } from "./protected-positions.ts";

type ProtectButtonProps = { readonly instrument: Instrument; readonly positionSide: PositionSide | null };

/** Asks for a stop for what is not covered; red where a stop was to cover it. Nothing where all is covered. */
export function ProtectButton({ instrument, positionSide }: ProtectButtonProps) {
  const snapshot = useSnapshot();
  const key = positionKey(instrument.id, positionSide);
  const position = useDeskState(({ snapshot: now }) => (now === null ? undefined : protectedPositions(now).get(key)));
  if (snapshot === null || position === undefined || uncoveredLots(position) === 0) return null;
  if (!can(snapshot.role, "order:place")) return null;
  return (
    <Button
      size="row"
      {...(isExposed(position) ? { tone: "danger" as const } : {})}
      className="px-1.5"
      title="Place a stop for what is not covered"
      aria-label={`Protect ${positionName(instrument, positionSide)}`}
      onClick={() => protect(key)}
    >
      <Shield size={11} aria-hidden="true" />
    </Button>
  );
}
