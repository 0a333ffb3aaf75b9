import { z } from "zod";
import { INSTRUMENT_KINDS, INSTRUMENT_STATUSES } from "../../domain/markets/catalogue.ts";
import { instrumentDetails } from "../../services/instruments/instrument-details.ts";
import { listVenues } from "../../services/instruments/list-venues.ts";
import { ORDERS, searchInstruments } from "../../services/instruments/search-instruments.ts";
import { instrumentStatistics } from "../../services/instruments/statistics.ts";
import { addToWatchlist } from "../../services/instruments/watchlists/add-to-watchlist.ts";
import { createWatchlist } from "../../services/instruments/watchlists/create-watchlist.ts";
import { deleteWatchlist } from "../../services/instruments/watchlists/delete-watchlist.ts";
import { listWatchlists } from "../../services/instruments/watchlists/list-watchlists.ts";
import { removeFromWatchlist } from "../../services/instruments/watchlists/remove-from-watchlist.ts";
import { renameWatchlist } from "../../services/instruments/watchlists/rename-watchlist.ts";
import { reorderWatchlist } from "../../services/instruments/watchlists/reorder-watchlist.ts";
import { id, rawText } from "../inputs.ts";
import { onDesk, router } from "../procedures.ts";

const PAGE_MAX = 200;
const SKIPPED_MAX = 1_000_000;

const listed = z.object({ list: rawText, instrumentId: id });

/** Everybody on the desk sees the whole catalogue; lists and stars are each person's own. */
export const instrumentsRouter = router({
  search: onDesk("data:view")
    .input(
      z.object({
        text: rawText.default(""),
        venues: z.array(id).max(50).default([]),
        kinds: z.array(z.enum(INSTRUMENT_KINDS)).max(10).default([]),
        statuses: z.array(z.enum(INSTRUMENT_STATUSES)).max(10).default([]),
        list: rawText.nullable().default(null),
        order: z.enum(ORDERS).default("best"),
        isDescending: z.boolean().default(false),
        offset: z.int().min(0).max(SKIPPED_MAX).default(0),
        limit: z.int().min(1).max(PAGE_MAX).default(100),
      }),
    )
    .query(({ ctx, input }) => searchInstruments(ctx.web.desk, ctx.actor, input)),
  statistics: onDesk("data:view")
    .input(z.object({ instrumentIds: z.array(id).max(PAGE_MAX) }))
    .query(({ ctx, input }) => instrumentStatistics(ctx.web.desk, ctx.actor, input)),
  details: onDesk("data:view")
    .input(z.object({ instrumentId: id }))
    .query(({ ctx, input }) => instrumentDetails(ctx.web.desk, ctx.actor, input)),
  venues: onDesk("data:view").query(({ ctx }) => listVenues(ctx.web.desk, ctx.actor)),
  watchlists: onDesk("data:view").query(({ ctx }) => listWatchlists(ctx.web.desk, ctx.actor)),
  createWatchlist: onDesk("data:view")
    .input(z.object({ name: rawText }))
    .mutation(({ ctx, input }) => createWatchlist(ctx.web.desk, ctx.actor, input)),
  renameWatchlist: onDesk("data:view")
    .input(z.object({ list: rawText, name: rawText }))
    .mutation(({ ctx, input }) => renameWatchlist(ctx.web.desk, ctx.actor, input)),
  deleteWatchlist: onDesk("data:view")
    .input(z.object({ list: rawText }))
    .mutation(({ ctx, input }) => deleteWatchlist(ctx.web.desk, ctx.actor, input)),
  addToWatchlist: onDesk("data:view")
    .input(listed)
    .mutation(({ ctx, input }) => addToWatchlist(ctx.web.desk, ctx.actor, input)),
  removeFromWatchlist: onDesk("data:view")
    .input(listed)
    .mutation(({ ctx, input }) => removeFromWatchlist(ctx.web.desk, ctx.actor, input)),
  reorderWatchlist: onDesk("data:view")
    .input(z.object({ list: rawText, instrumentIds: z.array(id).max(1_000) }))
    .mutation(({ ctx, input }) => reorderWatchlist(ctx.web.desk, ctx.actor, input)),
});
