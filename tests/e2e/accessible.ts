import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

type Look = { readonly theme: string; readonly pnl: string };

/** Every theme in every palette. */
const LOOKS: readonly Look[] = ["dark", "light"].flatMap((theme) =>
  ["classic", "inverted", "cvd"].map((pnl) => ({ theme, pnl })),
);
const FADED_MS = 200;
const SETTLE_MS_MAX = 1_500;

const told = (violations: Awaited<ReturnType<AxeBuilder["analyze"]>>["violations"]) =>
  violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" | ")}`);

// There are no frames: without its modern mode axe needs no page of its own for each answer.
const axeOn = (page: Page) => new AxeBuilder({ page }).setLegacyMode();

/** WCAG 2.2 AA, as far as axe can tell. */
export async function expectAccessible(page: Page): Promise<void> {
  await settle(page);
  const { violations } = await axeOn(page).withTags(TAGS).analyze();
  expect(told(violations)).toEqual([]);
}

/** The same, and its colours in every theme and palette: nothing else depends on those. */
export async function expectAccessibleInAllLooks(page: Page): Promise<void> {
  await expectAccessible(page);
  const html = page.locator("html");
  const [theme, pnl] = [await html.getAttribute("data-theme"), await html.getAttribute("data-pnl")];
  for (const look of LOOKS) {
    if (look.theme === theme && look.pnl === pnl) continue;
    await dress(page, look);
    const { violations } = await axeOn(page).withRules(["color-contrast"]).analyze();
    expect.soft(told(violations), `${look.theme}, ${look.pnl}`).toEqual([]);
  }
  await dress(page, { theme: theme ?? "dark", pnl: pnl ?? "classic" });
}

/** What is still fading in has the colours of neither state. */
async function settle(page: Page): Promise<void> {
  await page.evaluate(
    (msMax) =>
      Promise.race([
        Promise.allSettled(document.getAnimations().map((each) => each.finished)),
        new Promise((done) => setTimeout(done, msMax)),
      ]).then(() => undefined),
    SETTLE_MS_MAX,
  );
}

async function dress(page: Page, { theme, pnl }: Look): Promise<void> {
  await page.evaluate(
    ([name, palette]) => {
      document.documentElement.setAttribute("data-theme", name ?? "");
      document.documentElement.setAttribute("data-pnl", palette ?? "");
    },
    [theme, pnl],
  );
  await page.waitForTimeout(FADED_MS);
}
