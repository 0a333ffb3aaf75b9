import type { Logger } from "pino";
import type { Client } from "../../../db/client.ts";
import { pendingControlCommands } from "../../../db/queries/control-commands.ts";
import { parseExact } from "../../domain/money/integer-json.ts";
import type { ControlAction } from "../../engine/engine-event.ts";
import type { PortfolioSession } from "./portfolio-session.ts";

const POLL_MS = 1_000;
/** A command can become visible after others with greater numbers: a bell looks back this far, the poll at everything. */
const LOOK_BACK = 500;

export type ControlListenerOptions = {
  readonly sql: Client;
  readonly log: Logger;
  readonly sessions: () => ReadonlyMap<string, PortfolioSession>;
  readonly tapeNow: () => number;
  /** The command line has stopped everything: then nobody else may let go of that. */
  readonly isSecondDoorShut?: () => boolean;
  /** A portfolio rang that has no session here. */
  readonly onUnknownPortfolio: () => void;
};

/** Carries commands of people from the durable queue into their session's inbox, each exactly once. */
export class ControlListener {
  readonly #options: ControlListenerOptions;
  #reading: Promise<void> | null = null;
  #isRungAgain = false;
  #greatestNumber = 0;
  #isEverythingWanted = true;
  #timer: NodeJS.Timeout | null = null;
  #unlisten: (() => Promise<void>) | null = null;

  constructor(options: ControlListenerOptions) {
    this.#options = options;
  }

  async start(): Promise<void> {
    const { sql, sessions, onUnknownPortfolio } = this.#options;
    const { unlisten } = await sql.listen("tradewind_control", (portfolioId) => {
      if (!sessions().has(portfolioId)) onUnknownPortfolio();
      this.read();
    });
    this.#unlisten = unlisten;
    // The bell can be missed while the connection is down, and a session can have become live since.
    this.#timer = setInterval(() => {
      this.#isEverythingWanted = true;
      this.read();
    }, POLL_MS);
    this.read();
  }

  async stop(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer);
    await this.#unlisten?.().catch(() => undefined);
    await this.#reading;
  }

  /** One reading at a time; a ring during it starts another. */
  read(): void {
    if (this.#reading !== null) {
      this.#isRungAgain = true;
      return;
    }
    this.#reading = this.#readOnce()
      .catch((error: unknown) => this.#options.log.warn({ err: error }, "the control queue could not be read"))
      .finally(() => {
        this.#reading = null;
        if (!this.#isRungAgain) return;
        this.#isRungAgain = false;
        this.read();
      });
  }

  async #readOnce(): Promise<void> {
    const { sql, sessions, tapeNow } = this.#options;
    const open = sessions();
    if (open.size === 0) return;
    const after = this.#isEverythingWanted ? 0 : Math.max(0, this.#greatestNumber - LOOK_BACK);
    this.#isEverythingWanted = false;
    for (const command of await pendingControlCommands(sql, [...open.keys()], after)) {
      if (command.number > this.#greatestNumber) this.#greatestNumber = command.number;
      const session = open.get(command.portfolioId);
      if (session === undefined || !session.isLive || !session.takeControl(command.key)) continue;
      session.control({
        kind: "control",
        at: Math.max(tapeNow(), session.session.state.now),
        key: command.key,
        userId: command.userId,
        isExpired: command.isExpired,
        action: this.#knowingTheDoor(parseExact(command.action) as ControlAction),
      });
    }
  }

  #knowingTheDoor(action: ControlAction): ControlAction {
    return action.kind === "resume" && this.#options.isSecondDoorShut?.() === true
      ? { ...action, isSecondDoorShut: true }
      : action;
  }
}
