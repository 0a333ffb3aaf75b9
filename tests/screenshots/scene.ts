import type { Page } from "@playwright/test";
import { ask } from "../e2e/ask.ts";

export type Stage = {
  readonly origin: string;
  /** A portfolio in which nothing was done yet. */
  readonly freshPortfolioId: string;
  /** Silences or revives a process of the desk. */
  readonly pause: (child: "market-data" | "worker") => void;
  readonly resume: (child: "market-data" | "worker") => void;
  /** Ends the web; the desk starts another in its place. */
  readonly endWeb: () => void;
};

/** One state of one screen: `prepare` brings a page there, `leave` puts the desk back. */
export type Scene = {
  readonly name: string;
  readonly path: string | ((stage: Stage) => string);
  readonly prepare?: (page: Page, stage: Stage) => Promise<void>;
  readonly leave?: (page: Page, stage: Stage) => Promise<void>;
  /** In which looks it is taken; all of them when it does not say. */
  readonly looks?: readonly string[];
  /** As somebody who is not signed in sees it. */
  readonly isSignedOut?: true;
  /** It follows the system and not the desk's look. */
  readonly hasOwnLook?: true;
};

export const pause = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));

export const pathOf = ({ path }: Scene, stage: Stage): string => (typeof path === "string" ? path : path(stage));

export const press =
  (...keys: readonly string[]) =>
  async (page: Page): Promise<void> => {
    for (const key of keys) await page.keyboard.press(key);
    await pause(600);
  };

/** Clicks what has this role and name, and lets it open. */
export const click =
  (role: "tab" | "button", name: string | RegExp) =>
  async (page: Page): Promise<void> => {
    await page
      .getByRole(role, typeof name === "string" ? { name, exact: true } : { name })
      .first()
      .click();
    await pause(700);
  };

/** One of the signed-in person's own values, as their other browsers would read it. */
export const keep = (page: Page, name: string, value: unknown): Promise<unknown> =>
  ask(page, "settings.write", { name, value });
