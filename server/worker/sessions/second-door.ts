import type { Logger } from "pino";
import type { DoorAnswer, PortfolioAnswer } from "../../adapters/second-door/door-answer.ts";
import { writeAnswer } from "../../adapters/second-door/door-answer.ts";
import { type Latch, readLatch } from "../../adapters/second-door/latch-file.ts";
import { isAtLeast, SECOND_DOOR, type Stop } from "../../domain/kill-switch/stop.ts";
import type { StopChecklist } from "../../domain/kill-switch/stop-checklist.ts";
import { isStopOrder, protectionOf } from "../../domain/positions/protection.ts";
import type { EngineState } from "../../engine/engine-state.ts";
import { checklists } from "../../engine/kill-switch/under-stop.ts";
import type { PortfolioSession } from "./portfolio-session.ts";

const LOOK_MS = 20;
const ANSWER_MS = 250;

export type SecondDoorOptions = {
  readonly dataDir: string;
  readonly log: Logger;
  readonly sessions: () => ReadonlyMap<string, PortfolioSession>;
};

/**
 * The way to stop everything that needs neither web nor database: a file in the data folder. It is looked for all the time, and
 * before a session takes its first step. From then on no gate of that session lets anything pass that the latch forbids,
 * whether or not the journal can still be written.
 */
export class SecondDoor {
  readonly #options: SecondDoorOptions;
  /** What each session was told, so that it is told once. */
  readonly #told = new WeakMap<PortfolioSession, string>();
  readonly #seen = new Set<string>();
  #latch: Latch | null = null;
  #answeredAt = 0;
  #timer: NodeJS.Timeout | null = null;

  constructor(options: SecondDoorOptions) {
    this.#options = options;
  }

  start(): void {
    this.#timer = setInterval(() => this.#look(), LOOK_MS);
    this.#look();
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
  }

  /** Read afresh: a resume may come in the very moment in which the file is written. */
  get isShut(): boolean {
    return readLatch(this.#options.dataDir) !== null;
  }

  /** A session was opened and has done nothing yet. */
  opened(session: PortfolioSession): void {
    this.#seen.add(session.portfolioId);
    const latch = readLatch(this.#options.dataDir);
    if (latch !== null) this.#tell(session, latch);
  }

  /** It was put away: nothing of it can trade, and nobody waits for it. */
  forget(portfolioId: string): void {
    this.#seen.delete(portfolioId);
  }

  #look(): void {
    const { dataDir, log, sessions } = this.#options;
    const latch = readLatch(dataDir);
    if (latch !== null && latch.id !== this.#latch?.id)
      log.warn({ latch }, "everything is stopped from the command line");
    if (latch === null && this.#latch !== null)
      log.warn("the command line lets go of its stop; portfolios stay stopped");
    const isNew = latch?.id !== this.#latch?.id;
    this.#latch = latch;
    if (latch === null) return;
    for (const session of sessions().values()) this.#tell(session, latch);
    if (isNew || Date.now() - this.#answeredAt >= ANSWER_MS) this.#answer(latch);
  }

  #tell(session: PortfolioSession, { id, action, reason }: Latch): void {
    this.#seen.add(session.portfolioId);
    const key = `${SECOND_DOOR}.${id}`;
    const { state } = session.session;
    const standing = state.stops.find(({ userId, scope }) => userId === SECOND_DOOR && scope.kind === "everything");
    if (standing !== undefined && isAtLeast(standing.action, action)) return;
    if (this.#told.get(session) === key) return;
    this.#told.set(session, key);
    session.control({
      kind: "control",
      at: state.now,
      key,
      userId: SECOND_DOOR,
      isExpired: false,
      action: { kind: "halt", scope: { kind: "everything" }, action, reason },
    });
  }

  #answer(latch: Latch): void {
    this.#answeredAt = Date.now();
    const open = this.#options.sessions();
    const portfolios = [...this.#seen].map((id): PortfolioAnswer => {
      const session = open.get(id);
      return session === undefined || session.driver.isFailed ? down(id) : answerOf(session);
    });
    const answer: DoorAnswer = { id: latch.id, pid: process.pid, at: this.#answeredAt, portfolios };
    try {
      writeAnswer(this.#options.dataDir, answer);
    } catch (error) {
      this.#options.log.error({ err: error }, "the stop holds, but its answer could not be written");
    }
  }
}

/** Nothing of it is sent while it does not run, and it begins stopped. */
const down = (portfolioId: string): PortfolioAnswer => ({
  portfolioId,
  state: "down",
  orders: { working: 0, unanswered: 0, unknown: 0 },
  cancelled: { orders: 0, stops: 0 },
  held: { positions: 0, uncovered: 0 },
  open: 0,
  dust: 0,
  isDone: false,
});

function answerOf({ portfolioId, session: { state } }: PortfolioSession): PortfolioAnswer {
  const told = checklists(state).find(({ stop }) => stop.userId === SECOND_DOOR && stop.scope.kind === "everything");
  if (told !== undefined)
    return {
      portfolioId,
      state: "stopped",
      ...countsOf(told),
      cancelled: cancelledBy(state, told.stop),
      held: heldIn(state),
    };
  const held = [...state.holdings.values()].filter(({ netUnits }) => netUnits !== 0).length;
  const orders = { working: state.working.size, unanswered: 0, unknown: 0 };
  return {
    portfolioId,
    state: "latched",
    orders,
    cancelled: { orders: 0, stops: 0 },
    held: heldIn(state),
    open: held,
    dust: 0,
    isDone: false,
  };
}

function countsOf({
  orders,
  positions,
  open,
  isDone,
}: StopChecklist): Pick<PortfolioAnswer, "orders" | "open" | "dust" | "isDone"> {
  const { working, unanswered, unknown } = orders;
  return { orders: { working, unanswered, unknown }, open, dust: positions.length - open, isDone };
}

/** What has ended since the stop was pulled, as far as it is remembered. */
function cancelledBy({ closed }: EngineState, { at }: Stop): PortfolioAnswer["cancelled"] {
  const orders = [...closed.values()]
    .map(({ order }) => order)
    .filter(({ status, updatedAt }) => status === "canceled" && updatedAt >= at);
  return { orders: orders.length, stops: orders.filter((order) => order.isReduceOnly && isStopOrder(order)).length };
}

function heldIn({ holdings, working }: EngineState): PortfolioAnswer["held"] {
  const orders = [...working.values()].map(({ order }) => order);
  const held = [...holdings.values()]
    .filter(({ netUnits }) => netUnits !== 0)
    .map(({ instrument, positionSide = null, netUnits }) =>
      protectionOf({ instrument, positionSide, netUnits, isWatched: true }, orders),
    )
    .filter(({ positionLots }) => positionLots > 0);
  const uncovered = held.filter(({ positionLots, coveredLots }) => coveredLots < positionLots).length;
  return { positions: held.length, uncovered };
}
