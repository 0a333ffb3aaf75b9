import type { inferRouterInputs, inferRouterOutputs } from "@trpc/server";
import type { AppRouter } from "../../server/api/router.ts";
import { ask, deskClient } from "../access/desk-client.ts";

type Inputs = inferRouterInputs<AppRouter>["instruments"];
type Outputs = inferRouterOutputs<AppRouter>["instruments"];

type SearchInput = Inputs["search"];
type Terms = Exclude<keyof SearchInput, "offset" | "limit">;
export type SearchTerms = { readonly [Term in Terms]-?: Exclude<SearchInput[Term], undefined> };
export type ColumnOrder = SearchTerms["order"];
export type FoundInstrument = Outputs["search"]["found"][number];
export type Statistics = Outputs["statistics"][string];
export type Details = Extract<Outputs["details"], { ok: true }>["value"];
export type Watchlist = Outputs["watchlists"][number];
export type VenueCount = Outputs["venues"][number];

/** What the desk answers to a wish it may refuse: null when it was done, else why not. */
type Answer = { readonly ok: true } | { readonly ok: false; readonly rejection: { readonly message: string } };
const refusalOf = (answer: Answer): string | null => (answer.ok ? null : answer.rejection.message);

const api = deskClient.instruments;

/** All that the instruments screen asks of the desk. */
export const catalogue = {
  search: (terms: SearchTerms, offset: number, limit: number) =>
    ask(() => api.search.query({ ...terms, offset, limit })),
  statistics: (instrumentIds: readonly string[]) =>
    ask(() => api.statistics.query({ instrumentIds: [...instrumentIds] })),
  details: (instrumentId: string) => ask(() => api.details.query({ instrumentId })),
  venues: () => ask(() => api.venues.query()),
  watchlists: () => ask(() => api.watchlists.query()),
  create: async (name: string) => refusalOf(await ask(() => api.createWatchlist.mutate({ name }))),
  rename: async (list: string, name: string) => refusalOf(await ask(() => api.renameWatchlist.mutate({ list, name }))),
  remove: async (list: string) => refusalOf(await ask(() => api.deleteWatchlist.mutate({ list }))),
  put: async (list: string, instrumentId: string) =>
    refusalOf(await ask(() => api.addToWatchlist.mutate({ list, instrumentId }))),
  take: async (list: string, instrumentId: string) =>
    refusalOf(await ask(() => api.removeFromWatchlist.mutate({ list, instrumentId }))),
  reorder: async (list: string, instrumentIds: readonly string[]) =>
    refusalOf(await ask(() => api.reorderWatchlist.mutate({ list, instrumentIds: [...instrumentIds] }))),
};
