import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { ChildEnvironment, DeskLinks } from "./start-desk.ts";
import type { ChildCommand } from "./supervised-child.ts";

const withheld = /^(DATABASE_URL|TRADEWIND_(DATABASE_URL_.*|SECRET|SETUP_CODE|LIVE_.*|PRICES_.*|ORIGIN))$/;

/** A child inherits what a person set, except what only the supervisor decides or another child alone may know. */
function inherit(environment: ChildEnvironment): ChildEnvironment {
  const inherited = Object.entries(process.env).filter(([name]) => !withheld.test(name));
  return { ...Object.fromEntries(inherited), ...environment };
}

/** A busy machine may stall a process for 5 s, a developer's debugger may hold it for hours: neither hangs. */
const silenceMsMax = (isDevelopment: boolean): number => (isDevelopment ? Number.POSITIVE_INFINITY : 15_000);

/** A process of ours that says over its channel when it is ready and that it is alive. */
type OwnProcess = Pick<ChildCommand, "name" | "silenceMsMax"> & {
  /** Below `server/worker`. */
  readonly main: string;
  readonly environment: ChildEnvironment;
};

function ownProcess(root: string, logs: string, { name, main, environment, silenceMsMax }: OwnProcess): ChildCommand {
  return {
    name,
    command: process.execPath,
    parameters: [join(root, "server", "platform", "run.js"), join(root, "server", "worker", main)],
    folder: root,
    environment: inherit(environment),
    logFile: join(logs, `${name}.log`),
    health: { kind: "ready-message" },
    healthyWithinMs: 60_000,
    silenceMsMax,
  };
}

export function workerCommand(root: string, { logs, worker }: DeskLinks, isDevelopment: boolean): ChildCommand {
  const silence = silenceMsMax(isDevelopment);
  return ownProcess(root, logs, { name: "worker", main: "main.ts", environment: worker, silenceMsMax: silence });
}

export function marketDataCommand(root: string, { logs, marketData }: DeskLinks, isDevelopment: boolean): ChildCommand {
  return ownProcess(root, logs, {
    name: "market-data",
    main: join("market-data", "main.ts"),
    environment: marketData,
    silenceMsMax: silenceMsMax(isDevelopment),
  });
}

/** Reading a large file may keep it busy for longer than a session may be. */
const jobsSilenceFactor = 4;

export function jobsCommand(root: string, { logs, jobs }: DeskLinks, isDevelopment: boolean): ChildCommand {
  return ownProcess(root, logs, {
    name: "jobs",
    main: join("jobs", "main.ts"),
    environment: jobs,
    silenceMsMax: silenceMsMax(isDevelopment) * jobsSilenceFactor,
  });
}

export type WebCommandOptions = { readonly host: string; readonly port: number; readonly isDevelopment: boolean };

export function webCommand(
  root: string,
  links: DeskLinks,
  { host, port, isDevelopment }: WebCommandOptions,
): ChildCommand {
  const hook = fileURLToPath(new URL("end-with-supervisor.js", import.meta.url));
  const next = join(root, "node_modules", "next", "dist", "bin", "next");
  const reached = host === "0.0.0.0" ? "127.0.0.1" : host === "::" ? "[::1]" : host.includes(":") ? `[${host}]` : host;
  return {
    name: "web",
    command: process.execPath,
    parameters: ["--import", hook, next, isDevelopment ? "dev" : "start", "-H", host, "-p", String(port)],
    folder: root,
    environment: {
      ...inherit(links.web),
      NODE_ENV: isDevelopment ? "development" : "production",
      NEXT_TELEMETRY_DISABLED: "1",
    },
    logFile: join(links.logs, "web.log"),
    health: { kind: "address", url: `http://${reached}:${port}/api/health` },
    healthyWithinMs: 90_000,
    silenceMsMax: silenceMsMax(isDevelopment),
  };
}
