import { createTRPCClient, httpLink, TRPCClientError } from "@trpc/client";
import type { AppRouter } from "../../server/api/router.ts";
import { parseExact } from "../../server/domain/money/integer-json.ts";
import { timed } from "../live/latency/order-pace.ts";
import type { PortfolioSnapshot } from "../live/portfolio-snapshot.ts";
import { DeskRefusal, DeskUnreachable } from "./desk-problem.ts";
import type { DeskVerbs } from "./desk-verbs.ts";

// One request a call: a cancel never waits for a table.
export const deskClient = createTRPCClient<AppRouter>({
  links: [httpLink({ url: "/api/trpc", headers: { "x-tradewind": "1" } })],
});

/** Sorts what went wrong: the desk said no, or nobody knows whether it acted. */
export async function ask<Answer>(call: () => Promise<Answer>): Promise<Answer> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof TRPCClientError)) throw error;
    const code: unknown = error.data?.code;
    if (code === "UNAUTHORIZED") {
      window.location.assign("/sign-in");
      throw new DeskRefusal("signed-out", "You are signed out. Sign in first.");
    }
    if (typeof code === "string" && code !== "INTERNAL_SERVER_ERROR") throw new DeskRefusal(code, error.message);
    throw new DeskUnreachable("The desk could not be reached.");
  }
}

export const deskVerbs: DeskVerbs = {
  loadSnapshot: async (portfolioId) => {
    try {
      // The text was written by the same build's server from this very type.
      return parseExact(await ask(() => deskClient.portfolios.snapshot.query({ portfolioId }))) as PortfolioSnapshot;
    } catch (error) {
      // It was archived, or the person taken out of it: the page shows what the address still means.
      if (error instanceof DeskRefusal && error.code === "NOT_FOUND") window.location.reload();
      throw error;
    }
  },
  placeOrder: (request) => timed(() => ask(() => deskClient.orders.place.mutate(request))),
  placeGroup: (request) => timed(() => ask(() => deskClient.orders.placeGroup.mutate(request))),
  cancelOrder: (request) => timed(() => ask(() => deskClient.orders.cancel.mutate(request))),
  amendOrder: (request) => timed(() => ask(() => deskClient.orders.amend.mutate(request))),
  reversePosition: (request) => ask(() => deskClient.orders.reversePosition.mutate(request)),
  setMargin: (request) => ask(() => deskClient.orders.setMargin.mutate(request)),
  moveMargin: (request) => ask(() => deskClient.orders.moveMargin.mutate(request)),
  setPositionMode: (request) => ask(() => deskClient.orders.setPositionMode.mutate(request)),
  closePosition: (request) => ask(() => deskClient.orders.closePosition.mutate(request)),
  startAlgorithm: (request) => ask(() => deskClient.algorithms.start.mutate(request)),
  steerAlgorithm: ({ to, ...request }) => ask(() => deskClient.algorithms[to].mutate(request)),
  cancelAll: (request) => ask(() => deskClient.orders.cancelAll.mutate(request)),
  halt: (request) => ask(() => deskClient.trading.halt.mutate(request)),
  setSelfTrade: (request) => ask(() => deskClient.trading.setSelfTrade.mutate(request)),
  setBorrowing: (request) => ask(() => deskClient.trading.setBorrowing.mutate(request)),
  resume: (request) => ask(() => deskClient.trading.resume.mutate({ ...request, stopIds: [...request.stopIds] })),
  fund: (request) => ask(() => deskClient.portfolios.fund.mutate(request)),
  withdraw: (request) => ask(() => deskClient.portfolios.withdraw.mutate(request)),
};
