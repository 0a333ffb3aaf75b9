import type { Page } from "@playwright/test";

export type Stage = {
  readonly origin: string;
  /** Silences, kills or revives a process of the desk. */
  readonly pause: (child: "market-data" | "worker") => void;
  readonly resume: (child: "market-data" | "worker") => void;
};

/** One state of one screen: `prepare` brings a signed-in page there, `leave` puts the desk back. */
export type Scene = {
  readonly name: string;
  readonly path: string;
  readonly prepare?: (page: Page, stage: Stage) => Promise<void>;
  readonly leave?: (page: Page, stage: Stage) => Promise<void>;
  /** Taken once, in the dark and wide: a state is the same in all themes. */
  readonly isState?: boolean;
};

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

const press = (key: string) => async (page: Page) => {
  await page.keyboard.press(key);
  await pause(400);
};

/** Holds every query of the page back, as a slow desk does. */
async function hold(page: Page): Promise<void> {
  await page.route("**/api/trpc/**", () => undefined);
}

async function refuse(page: Page): Promise<void> {
  await page.route("**/api/trpc/**", (route) => route.fulfill({ status: 500, body: "{}" }));
}

const release = (page: Page) => page.unroute("**/api/trpc/**");

const SCREENS: readonly Scene[] = [
  { name: "trade", path: "/trade/BTC-USDT" },
  { name: "portfolio", path: "/portfolio" },
  { name: "orders", path: "/orders" },
  { name: "orders-statement", path: "/orders?view=statement" },
  { name: "instruments", path: "/instruments" },
  { name: "data", path: "/data" },
  { name: "system", path: "/system" },
  { name: "settings-profile", path: "/settings/profile" },
  { name: "settings-appearance", path: "/settings/appearance" },
  { name: "settings-hotkeys", path: "/settings/hotkeys" },
  { name: "settings-portfolios", path: "/settings/portfolios" },
];

const STATES: readonly Scene[] = [
  { name: "palette", path: "/trade/BTC-USDT", prepare: press("Control+k") },
  { name: "keyboard-map", path: "/trade/BTC-USDT", prepare: press("?") },
  { name: "stop-dialog", path: "/trade/BTC-USDT", prepare: press("Control+Shift+.") },
  { name: "not-found", path: "/trade/NOTHING-HERE" },
  ...["/trade/BTC-USDT", "/portfolio", "/orders", "/instruments", "/data", "/system"].flatMap((path): Scene[] => {
    const name = path.split("/")[1] ?? "";
    return [
      {
        name: `${name}-loading`,
        path: "/settings/profile",
        prepare: async (page, { origin }) => {
          await hold(page);
          await page.goto(origin + path);
          await pause(1_500);
        },
        leave: release,
      },
      {
        name: `${name}-error`,
        path: "/settings/profile",
        prepare: async (page, { origin }) => {
          await refuse(page);
          await page.goto(origin + path);
          await pause(2_500);
        },
        leave: release,
      },
    ];
  }),
  {
    name: "trade-stale",
    path: "/trade/BTC-USDT",
    prepare: async (_, stage) => {
      stage.pause("market-data");
      await pause(5_000);
    },
    leave: async (_, stage) => {
      stage.resume("market-data");
      await pause(3_000);
    },
  },
  {
    name: "trade-worker-silent",
    path: "/trade/BTC-USDT",
    prepare: async (_, stage) => {
      stage.pause("worker");
      await pause(6_000);
    },
    leave: async (_, stage) => {
      stage.resume("worker");
      await pause(3_000);
    },
  },
  {
    name: "trade-disconnected",
    path: "/trade/BTC-USDT",
    prepare: async (page) => {
      await page.context().setOffline(true);
      await pause(15_000);
    },
    leave: async (page) => {
      await page.context().setOffline(false);
      await pause(2_000);
    },
  },
  {
    name: "trade-halted",
    path: "/trade/BTC-USDT",
    prepare: async (page) => {
      await page.getByRole("button", { name: /^Stop/ }).first().click();
      await page.getByRole("dialog").getByRole("button", { name: /halt|stop/i }).last().click();
      await pause(1_500);
    },
    leave: async (page) => {
      await page.getByRole("button", { name: /^Resume/ }).first().click();
      await pause(500);
      const confirm = page.getByRole("dialog").getByRole("button", { name: /^Resume/ });
      if (await confirm.isVisible()) await confirm.click();
    },
  },
];

export const scenes: readonly Scene[] = [...SCREENS, ...STATES.map((scene) => ({ ...scene, isState: true }))];
