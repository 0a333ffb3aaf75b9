import type { Browser, BrowserContext, Page } from "@playwright/test";
import { LOOK_KEY } from "../../components/preferences/look.ts";
import { keep } from "./scene.ts";

export type Look = {
  readonly name: string;
  readonly theme: "dark" | "light";
  readonly palette: "classic" | "cvd";
  readonly isPhone: boolean;
};

export const LOOKS: readonly Look[] = [
  { name: "dark", theme: "dark", palette: "classic", isPhone: false },
  { name: "phone", theme: "dark", palette: "classic", isPhone: true },
  { name: "light", theme: "light", palette: "classic", isPhone: false },
  { name: "cvd", theme: "dark", palette: "cvd", isPhone: false },
  { name: "phone-light", theme: "light", palette: "classic", isPhone: true },
];

const WIDE = { viewport: { width: 1440, height: 900 } };
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };

type Cookies = Awaited<ReturnType<BrowserContext["cookies"]>>;

/** A browser in this look from its first paint on. */
export async function openIn(browser: Browser, { theme, palette, isPhone }: Look, cookies: Cookies) {
  const context = await browser.newContext({ ...(isPhone ? PHONE : WIDE), colorScheme: theme, locale: "en-US" });
  await context.addCookies(cookies);
  await context.addInitScript(([key, look]) => localStorage.setItem(key, look), [
    LOOK_KEY,
    JSON.stringify({ theme, palette }),
  ] as const);
  return context;
}

/** Has the desk know the look as the signed-in person's own choice, which goes before what a browser showed last. */
export const choose = (page: Page, { theme, palette }: Look): Promise<unknown> =>
  keep(page, "preferences", { theme, palette });

/** That a page really wears the look that its picture is named for. */
export async function expectWorn(page: Page, { name, theme, palette }: Look): Promise<void> {
  const root = page.locator("html");
  const worn = [await root.getAttribute("data-theme"), await root.getAttribute("data-pnl")];
  if (worn[0] !== theme || worn[1] !== palette) {
    throw new Error(`The page wears "${worn.join(" ")}" and not the look "${name}": ${theme} ${palette}.`);
  }
}
