/** How the desk does: read by the System page, and part of the diagnostics. Times are UTC ms, sizes bytes. */
export type SystemReport = {
  readonly at: number;
  /** When the supervisor started; null when there is none, as under tests. */
  readonly startedAt: number | null;
  readonly processes: readonly ProcessReport[];
  readonly pipeline: PipelineReport;
  readonly sessions: readonly SessionReport[];
  readonly disk: DiskReport;
  readonly versions: VersionsReport;
  /** What is wrong, in words; nothing when all is normal. */
  readonly problems: readonly string[];
};

export type ProcessReport = {
  readonly name: string;
  readonly state: "up" | "restarting" | "down";
  readonly pid: number | null;
  readonly restarts: number;
  /** Since when it is in this state. */
  readonly since: number;
  /** What the process says of itself; null for one that says nothing, or has not yet. */
  readonly heartbeatAt: number | null;
  readonly memoryBytes: number | null;
  readonly cpuFraction: number | null;
  readonly loopP50Ms: number | null;
  readonly loopP99Ms: number | null;
};

type Latency = { readonly p50Ms: number; readonly p99Ms: number };

export type PipelineReport = {
  /** The newest manual orders that the figures rest on. */
  readonly orders: number;
  /** From the request in the queue to the durable decision; null without orders. */
  readonly queueToCommit: Latency | null;
  /** From the durable decision to the venue's durable answer, the venue's own time included. */
  readonly commitToAck: Latency | null;
  /** Market events each second; null while the feed says nothing. */
  readonly feedEventsPerS: number | null;
};

export type SessionReport = {
  readonly portfolioId: string;
  readonly name: string;
  readonly mode: string;
  readonly feedKind: string;
  readonly tradingState: string;
  readonly sequence: number;
  readonly workingOrders: number;
  /** A process runs it: its lease stands. */
  readonly isRunning: boolean;
};

export type DiskReport = {
  readonly dataDirBytes: number | null;
  readonly freeBytes: number | null;
  readonly totalBytes: number | null;
  readonly databaseBytes: number;
};

export type VersionsReport = {
  readonly tradewind: string;
  readonly build: string;
  readonly node: string;
  readonly postgres: string;
  readonly platform: string;
};
