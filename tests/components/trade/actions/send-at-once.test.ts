import { afterEach, describe, expect, it, vi } from "vitest";
import type { DeskVerbs, OrderRequest } from "@/components/access/desk-verbs.ts";
import { DeskStore } from "@/components/live/desk-store.ts";
import { sendAtOnce } from "@/components/trade/actions/send-at-once.ts";
import type { TicketDraft } from "@/components/trade/ticket/reading/read-ticket.ts";
import { present } from "../../../../server/domain/errors/invariant.ts";
import { findInstrument } from "../../../../server/domain/markets/listed-instruments.ts";

const notified = vi.hoisted(() => ({ notices: [] as { detail?: string }[] }));
vi.mock("@/components/notices/notify.ts", () => ({
  notify: (notice: { detail?: string }) => notified.notices.push(notice),
}));

const instrument = present(findInstrument("BTC-USDT"), "BTC-USDT is listed");
const draft: TicketDraft = {
  side: "sell",
  type: "market",
  price: "",
  quantity: "0.01",
  unit: "base",
  timeInForce: "GTC",
  isPostOnly: true,
  isReduceOnly: false,
  until: "",
  condition: null,
};

function openDesk() {
  const sent: OrderRequest[] = [];
  const store = new DeskStore("P1", {
    loadSnapshot: () => new Promise(() => undefined),
    now: () => 0,
    after: () => () => undefined,
  });
  const verbs = {
    placeOrder: async (request: OrderRequest) => {
      sent.push(request);
      return { kind: "done", orderIds: [] } as const;
    },
  } as unknown as DeskVerbs;
  return { sent, desk: { store, verbs, instrument, draft } };
}

afterEach(() => {
  notified.notices.length = 0;
});

describe("an order of one click", () => {
  it("takes side and price from the click, size and flags from the ticket", () => {
    const { sent, desk } = openDesk();
    sendAtOnce(desk, { side: "buy", price: "64000.00" });
    expect(sent).toMatchObject([
      { side: "buy", type: "limit", price: "64000.00", quantity: "0.01000", isPostOnly: true, timeInForce: "GTC" },
    ]);
  });

  it("is one order a click, each under a key of its own", () => {
    const { sent, desk } = openDesk();
    sendAtOnce(desk, { side: "buy", price: "64000.00" });
    sendAtOnce(desk, { side: "buy", price: "64000.00", quantity: "0.02" });
    expect(sent.map(({ quantity }) => quantity)).toEqual(["0.01000", "0.02000"]);
    expect(new Set(sent.map(({ key }) => key)).size).toBe(2);
  });

  it("is not sent without a size, and says so", () => {
    const { sent, desk } = openDesk();
    sendAtOnce({ ...desk, draft: { ...draft, quantity: "" } }, { side: "buy", price: "64000.00" });
    expect([sent, notified.notices.map(({ detail }) => detail)]).toEqual([[], ["Enter a size in BTC."]]);
  });
});
