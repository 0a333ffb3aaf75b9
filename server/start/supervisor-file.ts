import { writePrivately } from "./kept-secret.ts";

export type ChildName = "postgres" | "market-data" | "worker" | "web" | "jobs";
type ChildState = "up" | "restarting" | "down";

type ChildStatus = {
  readonly state: ChildState;
  readonly restarts: number;
  readonly since: number;
  readonly pid: number | null;
};

export type SupervisorStatus = {
  readonly pid: number;
  readonly startedAt: number;
  readonly children: Readonly<Record<ChildName, ChildStatus>>;
};

export type SupervisorFile = { report(name: ChildName, state: ChildState, pid: number | null): void };

/** Keeps the file that tells the screens and `tradewind status` how the processes do. */
export function keepSupervisorFile(file: string): SupervisorFile {
  const startedAt = Date.now();
  const fresh: ChildStatus = { state: "down", restarts: 0, since: startedAt, pid: null };
  let children: Readonly<Record<ChildName, ChildStatus>> = {
    postgres: fresh,
    "market-data": fresh,
    worker: fresh,
    web: fresh,
    jobs: fresh,
  };
  const write = () => {
    const status: SupervisorStatus = { pid: process.pid, startedAt, children };
    writePrivately(file, `${JSON.stringify(status)}\n`);
  };
  write();
  return {
    report: (name, state, pid) => {
      const before = children[name];
      const restarts = before.restarts + (state === "restarting" && before.state !== "restarting" ? 1 : 0);
      children = { ...children, [name]: { state, restarts, since: Date.now(), pid } };
      write();
    },
  };
}
