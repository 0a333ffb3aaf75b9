import {
  type DeskOptions,
  type DeskProcess,
  launchDesk,
  makeDataDir,
  readStatus,
  testPort,
  until,
} from "./desk-process.ts";

const opened: { place: ReturnType<typeof makeDataDir>; desks: DeskProcess[] }[] = [];

/** Ends whatever the test before left running. */
export async function closeDesks(): Promise<void> {
  for (const { place, desks } of opened.splice(0)) {
    for (const desk of desks.slice(1)) if (desk.child.exitCode === null) desk.child.kill("SIGKILL");
    await place.clear(desks[0]);
  }
}

/** A place for a desk, and a way to start desks there. */
export async function makeDesk(options: Partial<DeskOptions> = {}) {
  const place = makeDataDir(options.uid);
  const desks: DeskProcess[] = [];
  opened.push({ place, desks });
  const { dataDir } = place;
  const port = options.port ?? (await testPort());
  const launch = (more: Partial<DeskOptions> = {}) => {
    const desk = launchDesk({ dataDir, port, ...options, ...more });
    desks.unshift(desk);
    return desk;
  };
  return { dataDir, port, launch };
}

export const ready = /Tradewind is ready/;

export function childPid(dataDir: string, name: "market-data" | "worker" | "web" | "jobs"): number {
  const { pid } = readStatus(dataDir).children[name];
  if (pid === null) throw new Error(`The ${name} has no process.`);
  return pid;
}

export async function restarted(
  dataDir: string,
  name: "postgres" | "market-data" | "worker" | "web" | "jobs",
  restarts: number,
): Promise<void> {
  const is = () => readStatus(dataDir).children[name];
  await until(
    () => is().state === "up" && is().restarts === restarts,
    15_000,
    () => JSON.stringify(is()),
  );
}
