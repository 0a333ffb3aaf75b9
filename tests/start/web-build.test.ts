import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { planWebBuild } from "../../server/start/web-build.ts";
import { isRunning, until } from "./desk-process.ts";

/** Stands in for Next: says when it begins and ends, and clears what a build clears. */
const fakeNext = `
const { appendFileSync, readFileSync, rmSync, writeFileSync } = require("node:fs");
appendFileSync("story", "begin " + process.pid + "\\n");
rmSync(".next/BUILD_ID", { force: true });
rmSync(".next/tradewind-sources.json", { force: true });
setTimeout(() => {
  if (readFileSync("app/page.tsx", "utf8") === "broken") {
    console.error("page.tsx does not compile");
    process.exit(1);
  }
  writeFileSync(".next/BUILD_ID", "x");
  appendFileSync("story", "end\\n");
  process.exit(0);
}, Number(readFileSync("build-ms", "utf8")));
`;

let root: string;
let other: ChildProcess | undefined;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "tradewind-build-"));
  mkdirSync(join(root, "node_modules/next/dist/bin"), { recursive: true });
  mkdirSync(join(root, "app"));
  writeFileSync(join(root, "node_modules/next/dist/bin/next"), fakeNext);
  writeFileSync(join(root, "app/page.tsx"), "one");
  writeFileSync(join(root, "build-ms"), "600");
});
afterEach(() => {
  other?.kill("SIGKILL");
  rmSync(root, { recursive: true });
});

const story = () => (existsSync(join(root, "story")) ? readFileSync(join(root, "story"), "utf8") : "");
const builds = () => story().replaceAll(/ \d+/g, "").trim().split("\n");
const log = () => join(root, "build.log");

async function build(said: string[] = [], ended = new AbortController().signal): Promise<void> {
  const plan = planWebBuild(root, log());
  if (plan.kind === "needed") await plan.run((line) => said.push(line), ended);
}

/** Another supervisor that builds from the same checkout. */
function startOther(): ChildProcess {
  const url = new URL("../../server/start/web-build.ts", import.meta.url).href;
  const script = `import { planWebBuild } from ${JSON.stringify(url)};
    const plan = planWebBuild(${JSON.stringify(root)}, ${JSON.stringify(join(root, "other.log"))});
    await plan.run(() => {}, new AbortController().signal);`;
  other = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "--eval", script], { stdio: "inherit" });
  return other;
}

const hasBegun = () =>
  until(
    () => story().includes("begin"),
    10_000,
    () => "the other desk's build",
  );

test("builds once for the same sources, and again when they changed", async () => {
  expect(planWebBuild(root, log())).toMatchObject({ kind: "needed", expectedSeconds: 35 });
  await build();
  expect(planWebBuild(root, log())).toEqual({ kind: "fresh" });
  writeFileSync(join(root, "app/page.tsx"), "two");
  expect(planWebBuild(root, log())).toMatchObject({ kind: "needed", expectedSeconds: 1 });
  await build();
  expect(builds()).toEqual(["begin", "end", "begin", "end"]);
});

test("a second desk waits for the first one's build, says so and builds nothing itself", async () => {
  const first = startOther();
  await hasBegun();
  const said: string[] = [];
  await build(said);
  expect(said).toEqual([`Another desk (process ${first.pid}) is building it right now; waiting for that build`]);
  expect(builds()).toEqual(["begin", "end"]);
  expect(planWebBuild(root, log())).toEqual({ kind: "fresh" });
});

test("a build does not outlive its supervisor, and the next desk builds without waiting for the dead", async () => {
  writeFileSync(join(root, "build-ms"), "60000");
  const first = startOther();
  await hasBegun();
  const pid = Number(/begin (\d+)/.exec(story())?.[1]);
  first.kill("SIGKILL");
  await until(
    () => !isRunning(pid),
    5_000,
    () => "the build to end",
  );
  writeFileSync(join(root, "build-ms"), "10");
  await build();
  expect(builds()).toEqual(["begin", "begin", "end"]);
});

test("waiting ends with the desk, and so does building", async () => {
  writeFileSync(join(root, "build-ms"), "60000");
  startOther();
  await hasBegun();
  const waiting = new AbortController();
  const waited = build([], waiting.signal);
  waiting.abort();
  await expect(waited).rejects.toThrow("aborted");
  other?.kill("SIGKILL");
  const ended = new AbortController();
  const built = build([], ended.signal);
  await until(
    () => builds().length === 2,
    10_000,
    () => "a build of its own",
  );
  ended.abort();
  await expect(built).rejects.toThrow("The web build failed");
});

test("a failed build shows its last words and leaves the way free for the next", async () => {
  writeFileSync(join(root, "app/page.tsx"), "broken");
  await expect(build()).rejects.toThrow("page.tsx does not compile");
  writeFileSync(join(root, "app/page.tsx"), "mended");
  await build();
  expect(planWebBuild(root, log())).toEqual({ kind: "fresh" });
});
