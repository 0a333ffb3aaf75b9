import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, chromium, type Page } from "@playwright/test";
import { ask } from "../e2e/ask.ts";
import { freePort, startDesk } from "../e2e/desk-process.ts";
import { ensureBrowser, systemBrowser } from "../support/ensure-browser.ts";
import { choose, LOOKS, openIn } from "./looks.ts";
import { keep, type Stage } from "./scene.ts";
import { SCREENS } from "./screens.ts";
import { STATES } from "./states.ts";
import { isWanted, shoot, type Take, takeScenes } from "./take-scenes.ts";
import { leaveWorking, makeHistory } from "./trading-history.ts";

const HELP = `npm run screenshots [-- WORD…]

Pictures of every screen and state of a desk of its own, into the folder screenshots/: the screens in dark, light and colour-blind
colours, wide and on a phone, the states wide and on a phone. With words, only those whose name holds one of them, such as
"trade-dark", "phone" or "error".`;

const SETTLE_MS = 3_000;

async function main(words: readonly string[]): Promise<number> {
  if (words.includes("--help")) {
    console.log(HELP);
    return 0;
  }
  const missing = ensureBrowser();
  if (missing !== undefined) throw new Error(missing);
  const folder = fileURLToPath(new URL("../../screenshots", import.meta.url));
  mkdirSync(folder, { recursive: true });
  const dataDir = mkdtempSync(join(tmpdir(), "tradewind-screenshots-"));
  const desk = await startDesk(dataDir, await freePort());
  process.once("SIGINT", () => void desk.stop().finally(() => process.exit(130)));
  const path = systemBrowser();
  const browser = await chromium.launch(path === undefined ? {} : { executablePath: path });
  try {
    return await takeAll(browser, desk.origin, dataDir, { folder, words });
  } finally {
    await browser.close();
    await desk.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

function stageOf(origin: string, dataDir: string, freshPortfolioId: string): Stage {
  const signal = (child: string, name: NodeJS.Signals) => {
    const { children } = JSON.parse(readFileSync(join(dataDir, "supervisor.json"), "utf8"));
    process.kill(children[child].pid, name);
  };
  return {
    origin,
    freshPortfolioId,
    pause: (child) => signal(child, "SIGSTOP"),
    resume: (child) => signal(child, "SIGCONT"),
    endWeb: () => signal("web", "SIGKILL"),
  };
}

/** Answers how many pictures could not be taken. */
async function takeAll(browser: Browser, origin: string, dataDir: string, take: Take): Promise<number> {
  const owner = await browser.newContext({ viewport: { width: 1440, height: 900 }, colorScheme: "dark" });
  const page = await owner.newPage();
  await enter(page, origin, take);
  const [portfolio] = await ask(page, "portfolios.list");
  const stage = stageOf(origin, dataDir, await makeHistory(page, portfolio.portfolioId));
  const cookies = await owner.cookies();
  let failures = 0;
  for (const look of LOOKS) {
    const scenes = [...SCREENS, ...STATES].filter(
      (scene) => (scene.looks?.includes(look.name) ?? true) && isWanted(`${scene.name}-${look.name}`, take.words),
    );
    if (scenes.length === 0) continue;
    await leaveWorking(page, portfolio.portfolioId);
    await choose(page, look);
    const signedIn = await openIn(browser, look, cookies);
    const stranger = await openIn(browser, look, []);
    failures += await takeScenes({ signedIn, stranger }, scenes, stage, look, take);
    await signedIn.close();
    await stranger.close();
  }
  return failures;
}

/** The first minute: the owner's account, the one choice, the desk with its first steps. */
async function enter(page: Page, origin: string, take: Take): Promise<void> {
  await page.goto(origin);
  await page.waitForURL(/\/welcome/);
  await shoot(page, "welcome-dark", take);
  await page.getByLabel("Name").fill("Ada Lovelace");
  await page.getByLabel("Email").fill("ada@example.com");
  await page.getByLabel("Password").fill("correct horse battery staple");
  await page.getByRole("button", { name: "Create the account" }).click();
  await page.waitForURL(/\/welcome\/start/);
  await page.waitForTimeout(SETTLE_MS);
  await shoot(page, "start-dark", take);
  await page.getByRole("button", { name: "Start paper trading" }).click();
  await page.waitForURL(/\/trade\//);
  await page.getByTestId("last-price").filter({ hasText: /\d/ }).waitFor();
  await page.waitForTimeout(SETTLE_MS);
  await shoot(page, "first-minute-dark", take);
  await page.getByRole("button", { name: "Dismiss the first steps" }).click();
  await keep(page, "coach.first-minute", { isOn: false });
}

process.exitCode = (await main(process.argv.slice(2))) === 0 ? 0 : 1;
