"use client";

import dynamic from "next/dynamic";
import { useOnDemand } from "../../../ui/use-on-demand.ts";

const loading = () => <div className="h-[120px]" />;
const fields = () => import("./condition-fields.tsx").then((part) => part.ConditionFields);
const summary = () => import("./condition-summary.tsx").then((part) => part.ConditionSummary);
const until = () => import("./until-field.tsx").then((part) => part.UntilField);
const reader = () => import("./read-condition.ts").then((part) => part.readCondition);

export const ConditionFields = dynamic(fields, { ssr: false, loading });
export const ConditionSummary = dynamic(summary, { ssr: false, loading });
export const UntilField = dynamic(until, { ssr: false });

/** To be called when a hand comes near the order types: the first press then finds them there. */
export function prepareConditions(): void {
  for (const load of [fields, summary, until, reader]) load().catch(() => undefined);
}

/** What reads a condition, once somebody wants one and it has come. */
export const useConditionReader = (isWanted: boolean) => useOnDemand(reader, isWanted);
