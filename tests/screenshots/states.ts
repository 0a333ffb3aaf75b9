import type { Page } from "@playwright/test";
import { click, pause, press, type Scene, type Stage } from "./scene.ts";

const TRADE = "/trade/BTC-USDT";
const QUERIES = "**/api/trpc/**";
const PAGES = [TRADE, "/portfolio", "/orders", "/instruments", "/data", "/system"];
const DARK = ["dark"];
const BOTH = ["dark", "phone"];

/** A slow desk: no query is answered. */
const hold = (page: Page) => page.route(QUERIES, () => undefined);

/** A desk that fails at whatever it is asked. */
const refuse = (page: Page) => page.route(QUERIES, (route) => route.fulfill({ status: 500, body: "{}" }));

const release = (page: Page) => page.unroute(QUERIES);

/** Each page while it loads, when its queries fail, and with nothing in it. */
const pageStates = PAGES.flatMap((path): Scene[] => {
  const name = path.split("/")[1] ?? "";
  const openAgain = async (page: Page, { origin }: Stage) => {
    await page.goto(origin + path);
    await pause(2_500);
  };
  const elsewhere = "/settings/profile";
  return [
    {
      name: `${name}-loading`,
      path: elsewhere,
      looks: BOTH,
      prepare: async (page, stage) => {
        await hold(page);
        await openAgain(page, stage);
      },
      leave: release,
    },
    {
      name: `${name}-error`,
      path: elsewhere,
      looks: BOTH,
      prepare: async (page, stage) => {
        await refuse(page);
        await openAgain(page, stage);
      },
      leave: release,
    },
  ];
});

const empty = (path: string, name: string): Scene => ({
  name: `${name}-empty`,
  path: ({ freshPortfolioId }) => `${path}${path.includes("?") ? "&" : "?"}portfolio=${freshPortfolioId}`,
  looks: BOTH,
});

const CSV_HOURS = 72;

/** Hourly candles with one row that cannot be. */
function candleFile(): string {
  const begin = Date.UTC(2026, 0, 5);
  const rows = Array.from({ length: CSV_HOURS }, (_, hour) => {
    const open = 61_000 + Math.round(Math.sin(hour / 5) * 400);
    const high = hour === 30 ? open - 500 : open + 120;
    return [new Date(begin + hour * 3_600_000).toISOString(), open, high, open - 90, open + 40, 12 + (hour % 7)].join();
  });
  return ["time,open,high,low,close,volume", ...rows].join("\n");
}

async function dropFile(page: Page): Promise<void> {
  const files = await page.evaluateHandle((text) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([text], "BTCUSDT-1h.csv", { type: "text/csv" }));
    return transfer;
  }, candleFile());
  for (const kind of ["dragenter", "dragover", "drop"]) {
    await page.getByTestId("drop-zone").dispatchEvent(kind, { dataTransfer: files });
  }
  await pause(5_000);
}

/** What opens over a screen. */
const OPENED: readonly Scene[] = [
  { name: "palette", path: TRADE, looks: ["dark", "light"], prepare: press("Control+k") },
  { name: "keyboard-map", path: TRADE, looks: ["dark", "light"], prepare: press("Shift+?") },
  { name: "stop-dialog", path: TRADE, looks: BOTH, prepare: press("Control+Shift+Period") },
  { name: "order-staged", path: TRADE, looks: DARK, prepare: press("b"), leave: press("Escape") },
  {
    name: "market-search",
    path: TRADE,
    looks: BOTH,
    prepare: click("button", "Find an instrument"),
  },
  { name: "indicators", path: TRADE, looks: DARK, prepare: click("button", "Indicators") },
  { name: "watchlist", path: TRADE, looks: DARK, prepare: press("w"), leave: press("w") },
  { name: "alerts", path: TRADE, looks: BOTH, prepare: click("button", /^Alerts/) },
  { name: "add-funds", path: "/settings/portfolios", looks: BOTH, prepare: click("button", "Fund") },
  { name: "new-portfolio", path: "/settings/portfolios", looks: DARK, prepare: click("button", "New portfolio") },
  { name: "data-import", path: "/data", looks: BOTH, prepare: dropFile },
  { name: "not-found", path: "/trade/NOTHING-HERE", looks: BOTH },
];

const OUTSIDE: readonly Scene[] = [
  { name: "sign-in", path: "/sign-in", isSignedOut: true },
  { name: "invite-unknown", path: "/invite/some-token", looks: DARK, isSignedOut: true },
  {
    name: "offline-page",
    path: "/offline.html",
    looks: ["dark", "light", "phone"],
    isSignedOut: true,
    hasOwnLook: true,
  },
];

const HALT: Scene = {
  name: "trade-halted",
  path: ({ freshPortfolioId }) => `${TRADE}?portfolio=${freshPortfolioId}`,
  looks: BOTH,
  prepare: async (page) => {
    await page
      .getByRole("button", { name: /^Stop: / })
      .first()
      .click();
    const dialog = page.getByRole("dialog", { name: "Stop trading" });
    await dialog.getByRole("button", { name: "Hold to halt and cancel" }).click({ delay: 1_000 });
    await dialog.getByText("All of it is done.").waitFor();
    await pause(1_000);
  },
  leave: async (page) => {
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Resume", exact: true }).click();
    await page.getByRole("button", { name: "Resume trading" }).click();
    await pause(1_500);
  },
};

const silence = (child: "market-data" | "worker", name: string, ms: number): Scene => ({
  name: `trade-${name}`,
  path: TRADE,
  looks: BOTH,
  prepare: async (_, stage) => {
    stage.pause(child);
    await pause(ms);
  },
  leave: async (_, stage) => {
    stage.resume(child);
    await pause(4_000);
  },
});

const DISCONNECTED: Scene = {
  name: "trade-disconnected",
  path: TRADE,
  looks: BOTH,
  prepare: async (page, { endWeb }) => {
    endWeb();
    await page.getByText("The connection to the desk is lost").waitFor();
  },
  leave: () => pause(20_000),
};

export const STATES: readonly Scene[] = [
  ...OPENED,
  ...OUTSIDE,
  empty(TRADE, "trade"),
  empty("/portfolio", "portfolio"),
  empty("/orders?tab=history", "orders"),
  ...pageStates,
  HALT,
  silence("market-data", "stale", 5_000),
  silence("worker", "worker-silent", 6_000),
  DISCONNECTED,
];
