"use client";

import dynamic from "next/dynamic";
import { useEffect, useState } from "react";

const loading = () => <div className="h-[150px]" />;
const fields = () => import("./exit-fields.tsx").then((part) => part.ExitFields);
const tools = () =>
  Promise.all([import("./read-exits.ts"), import("./write-group.ts")]).then(([{ readExits }, { writeGroup }]) => ({
    readExits,
    writeGroup,
  }));

export const ExitFields = dynamic(fields, { ssr: false, loading });

/** To be called when a hand comes near. */
export function prepareExits(): void {
  for (const load of [fields, tools]) load().catch(() => undefined);
}

export type ExitTools = Awaited<ReturnType<typeof tools>>;

/** What reads and writes exits, once somebody wants them and it has come. */
export function useExitTools(isWanted: boolean): ExitTools | null {
  const [known, setKnown] = useState<ExitTools | null>(null);
  const isMissing = isWanted && known === null;
  useEffect(() => {
    if (isMissing) tools().then(setKnown, () => undefined);
  }, [isMissing]);
  return known;
}
