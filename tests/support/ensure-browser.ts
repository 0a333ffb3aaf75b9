import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chromium } from "@playwright/test";
import { tool } from "./run-step.ts";

/** Playwright's own browser, else one of the system; undefined for the first. */
export function systemBrowser(): string | undefined {
  const { CHROMIUM_PATH } = process.env;
  const places = [CHROMIUM_PATH, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
  return places.find((place): place is string => place !== undefined && existsSync(place));
}

const hasBrowser = () => existsSync(chromium.executablePath()) || systemBrowser() !== undefined;

/** Gets a browser where there is none. Returns why it could not. */
export function ensureBrowser(): string | undefined {
  if (hasBrowser()) return undefined;
  console.log("No browser found; installing one.");
  spawnSync(tool("playwright"), ["install", "chromium"], { stdio: "inherit" });
  if (hasBrowser()) return undefined;
  if (process.getuid?.() === 0) {
    spawnSync("apt-get", ["update"], { stdio: "inherit" });
    spawnSync("apt-get", ["install", "-y", "--no-install-recommends", "chromium"], { stdio: "inherit" });
    if (hasBrowser()) return undefined;
  }
  return "No browser for the browser tests: neither Playwright nor apt-get could install Chromium. Install it, or set CHROMIUM_PATH.";
}
