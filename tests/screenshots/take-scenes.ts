import { join } from "node:path";
import type { BrowserContext, Page } from "@playwright/test";
import { expectWorn, type Look } from "./looks.ts";
import { pathOf, type Scene, type Stage } from "./scene.ts";

/** Which pictures are wanted, and where they go. */
export type Take = { readonly folder: string; readonly words: readonly string[] };

const SETTLE_MS = 2_000;

export const isWanted = (name: string, words: readonly string[]): boolean =>
  words.length === 0 || words.some((word) => name.includes(word));

export async function shoot(page: Page, name: string, { folder, words }: Take): Promise<void> {
  if (!isWanted(name, words)) return;
  await page.screenshot({ path: join(folder, `${name}.png`) });
  console.log(name);
}

/** Until the portfolio is there and what it brought with it is drawn. */
async function settle(page: Page, { isSignedOut }: Scene): Promise<void> {
  if (isSignedOut !== true) await page.getByTestId("equity").filter({ hasText: /\d/ }).waitFor({ state: "attached" });
  await page.waitForTimeout(SETTLE_MS);
}

type Browsers = { readonly signedIn: BrowserContext; readonly stranger: BrowserContext };

/** Takes each scene in one look; what cannot be taken is told and left out. Answers how many those were. */
export async function takeScenes(
  { signedIn, stranger }: Browsers,
  scenes: readonly Scene[],
  stage: Stage,
  look: Look,
  take: Take,
): Promise<number> {
  let failures = 0;
  for (const scene of scenes) {
    // A page of its own: nothing that another scene left open is in the picture.
    const page = await (scene.isSignedOut === true ? stranger : signedIn).newPage();
    try {
      await page.goto(stage.origin + pathOf(scene, stage));
      await settle(page, scene);
      await scene.prepare?.(page, stage);
      if (scene.hasOwnLook !== true) await expectWorn(page, look);
      await shoot(page, `${scene.name}-${look.name}`, take);
    } catch (error) {
      failures += 1;
      console.error(`${scene.name}-${look.name}: ${error instanceof Error ? error.message : String(error)}`);
    } finally {
      await scene.leave?.(page, stage).catch((error: unknown) => console.error(`${scene.name}: ${String(error)}`));
      await page.close();
    }
  }
  return failures;
}
