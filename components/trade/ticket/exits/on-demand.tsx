"use client";

import dynamic from "next/dynamic";
import { useOnDemand } from "../../../ui/use-on-demand.ts";

const loading = () => <div className="h-[150px]" />;
const fields = () => import("./exit-fields.tsx").then((part) => part.ExitFields);
const tools = () =>
  Promise.all([import("./read-exits.ts"), import("./risk-reward.ts"), import("./write-group.ts")]).then(
    ([{ readExits }, { riskOfMillion }, { writeGroup }]) => ({ readExits, riskOfMillion, writeGroup }),
  );

export const ExitFields = dynamic(fields, { ssr: false, loading });

/** To be called when a hand comes near. */
export function prepareExits(): void {
  for (const load of [fields, tools]) load().catch(() => undefined);
}

export type ExitTools = Awaited<ReturnType<typeof tools>>;

/** What reads and writes exits, once somebody wants them and it has come. */
export const useExitTools = (isWanted: boolean) => useOnDemand(tools, isWanted);
