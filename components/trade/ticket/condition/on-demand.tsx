"use client";

import dynamic from "next/dynamic";

const loading = () => <div className="h-[120px]" />;
const fields = () => import("./condition-fields.tsx").then((part) => part.ConditionFields);
const summary = () => import("./condition-summary.tsx").then((part) => part.ConditionSummary);
const until = () => import("./until-field.tsx").then((part) => part.UntilField);

export const ConditionFields = dynamic(fields, { ssr: false, loading });
export const ConditionSummary = dynamic(summary, { ssr: false, loading });
export const UntilField = dynamic(until, { ssr: false });

/** To be called when a hand comes near the order types: the first press then finds them there. */
export function prepareConditions(): void {
  for (const load of [fields, summary, until]) load().catch(() => undefined);
}
