import type { inferRouterInputs, inferRouterOutputs } from "@trpc/server";
import type { AppRouter } from "../../server/api/router.ts";
import { ask, deskClient } from "../access/desk-client.ts";

type Outputs = inferRouterOutputs<AppRouter>["system"];
type Inputs = inferRouterInputs<AppRouter>["system"];

export type Report = Outputs["report"];
export type ProcessReport = Report["processes"][number];
export type SessionReport = Report["sessions"][number];
export type LogLine = Outputs["logs"]["lines"][number];
export type LogPlaces = Inputs["logs"]["since"];

const { system } = deskClient;

export const systemClient = {
  report: () => ask(() => system.report.query()),
  logs: (since: LogPlaces) => ask(() => system.logs.query({ since })),
  diagnostics: () => ask(() => system.diagnostics.mutate()),
};
