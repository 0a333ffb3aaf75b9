import type { Page } from "@playwright/test";
import { click, keep, press, type Scene } from "./scene.ts";

const THEMES = ["dark", "light"];
const PHONES = ["phone", "phone-light"];
const LAYOUT = "layout.trade";
const TRADE = "/trade/BTC-USDT";

const preset = (name: string, digit: string): Scene => ({
  name: `trade-${name}`,
  path: TRADE,
  looks: THEMES,
  prepare: async (page) => {
    await press("v", digit)(page);
    await page.waitForTimeout(3_000);
  },
  leave: async (page) => {
    await press("v", "1")(page);
    await keep(page, LAYOUT, { version: 1, preset: "classic", presets: {} });
    await page.waitForTimeout(1_000);
  },
});

const tab = (panel: string, looks: readonly string[]): Scene => ({
  name: `trade-${panel.toLowerCase()}`,
  path: TRADE,
  looks,
  prepare: click("tab", new RegExp(`^${panel}`)),
  leave: (page) => click("tab", /^(Chart|Book)$/)(page),
});

const table = (name: string): Scene => ({
  name: `trade-${name.toLowerCase()}-table`,
  path: TRADE,
  looks: ["dark", "phone"],
  prepare: click("tab", new RegExp(`^${name}`)),
  leave: click("tab", /^Positions/),
});

const settings = (section: string): Scene => ({
  name: `settings-${section}`,
  path: `/settings/${section}`,
  looks: ["dark", "light", "phone"],
});

/** A buy of a tenth stands in the ticket, where the screen has room for one. */
async function writeOrder(page: Page): Promise<void> {
  const chip = page.getByRole("button", { name: "10%", exact: true });
  if (await chip.isVisible()) await chip.click();
  await page.mouse.move(0, 0);
  await page.waitForTimeout(600);
}

/** The screens as they are in use. */
export const SCREENS: readonly Scene[] = [
  { name: "trade", path: TRADE, prepare: writeOrder },
  preset("chart", "2"),
  preset("scalper", "3"),
  preset("multi", "4"),
  tab("Tape", ["dark", "light", ...PHONES]),
  tab("Depth", ["dark", "light", ...PHONES]),
  tab("Book", ["phone"]),
  ...["Orders", "History", "Fills", "Balances"].map(table),
  { name: "trade-ticket-sheet", path: TRADE, looks: PHONES, prepare: click("button", "Buy") },
  { name: "trade-perpetual", path: "/trade/BTC-USDT-PERP", looks: ["dark", "phone"] },
  { name: "portfolio", path: "/portfolio" },
  {
    name: "portfolio-presenter",
    path: "/portfolio",
    looks: ["dark", "light"],
    prepare: press("Shift+H"),
    leave: press("Shift+H"),
  },
  { name: "orders", path: "/orders?tab=history" },
  { name: "orders-open", path: "/orders", looks: ["dark", "phone"] },
  { name: "orders-fills", path: "/orders?tab=fills", looks: ["dark", "phone"] },
  { name: "orders-statement", path: "/orders?tab=statement", looks: ["dark", "light", "phone"] },
  {
    name: "order-sheet",
    path: "/orders?tab=history",
    looks: ["dark", "light", "phone"],
    prepare: async (page) => {
      await page.locator("[data-order]").nth(4).click();
      await page.waitForTimeout(1_500);
    },
  },
  { name: "instruments", path: "/instruments" },
  { name: "data", path: "/data" },
  { name: "system", path: "/system" },
  ...["profile", "appearance", "formats", "notifications", "trading", "hotkeys", "sessions", "portfolios"].map(
    settings,
  ),
];
