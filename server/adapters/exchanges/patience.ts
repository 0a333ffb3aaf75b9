import { ExchangeFault, sortFault } from "./ccxt-errors.ts";

const TRIES_MAX = 8;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;
const LIMIT_WAIT_MS = 10_000;
/** Longer than this nobody waits: what was fetched is stored, and the next run goes on from there. */
const PATIENCE_MS = 15 * 60_000;

export type PatienceOptions = {
  readonly now: () => number;
  /** Ends early, without an error, when the signal comes. */
  readonly pause: (ms: number, signal: AbortSignal | undefined) => Promise<void>;
  /** From 0 to below 1. */
  readonly chance: () => number;
  readonly signal?: AbortSignal | undefined;
  readonly onWait?: ((text: string) => void) | undefined;
};

/** Thrown by whatever was asked to stop. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
}

export type Patience = {
  /**
   * Asks again what failed, later and later, at most eight times, and not before the exchange allows it.
   * Throws {@link ExchangeFault} in the end, {@link Interrupted} when the signal came.
   */
  ask<T>(question: () => Promise<T>): Promise<T>;
};

/** One for each exchange: while that asks to be left alone, none of its questions goes out. */
export function makePatience({ now, pause, chance, signal, onWait }: PatienceOptions): Patience {
  let quietUntil = 0;

  async function keepQuiet(): Promise<void> {
    while (quietUntil > now()) {
      if (signal?.aborted) throw new Interrupted();
      await pause(quietUntil - now(), signal);
    }
    if (signal?.aborted) throw new Interrupted();
  }

  return {
    async ask(question) {
      for (let tries = 1; ; tries++) {
        await keepQuiet();
        try {
          return await unlessInterrupted(question(), signal);
        } catch (cause) {
          if (cause instanceof Interrupted || signal?.aborted) throw new Interrupted();
          const fault = sortFault(cause);
          if (fault.sort === "refused") throw fault;
          const waitMs = waitAfter(fault, tries, chance);
          quietUntil = now() + waitMs;
          if (waitMs > PATIENCE_MS) throw tooLong(fault, quietUntil);
          if (tries >= TRIES_MAX) throw exhausted(fault);
          onWait?.(`${fault.message}; asking again in ${Math.max(1, Math.round(waitMs / 1_000))} s`);
        }
      }
    },
  };
}

/** An answer that nobody waits for any more may come or fail as it likes. */
function unlessInterrupted<T>(answer: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return answer;
  return new Promise<T>((done, fail) => {
    const stop = () => fail(new Interrupted());
    if (signal.aborted) stop(); // It came between the look at it and the question.
    signal.addEventListener("abort", stop, { once: true });
    const settled = () => signal.removeEventListener("abort", stop);
    answer.then(done, fail).finally(settled);
  });
}

function waitAfter(fault: ExchangeFault, tries: number, chance: () => number): number {
  const first = fault.isLimit ? LIMIT_WAIT_MS : FIRST_WAIT_MS;
  const waitMs = Math.min(first * 2 ** (tries - 1), Math.max(LONGEST_WAIT_MS, first * 4));
  const jittered = waitMs * (0.5 + chance() / 2);
  // What the exchange asks for is the least: a little more, for clocks differ.
  return fault.waitMs === null ? jittered : fault.waitMs + 100 + chance() * 400;
}

function tooLong(fault: ExchangeFault, until: number): ExchangeFault {
  const when = new Date(until).toISOString();
  return new ExchangeFault("retry", `${fault.message}. Try again after ${when}; it goes on from where it stopped.`);
}

function exhausted(fault: ExchangeFault): ExchangeFault {
  return new ExchangeFault(
    fault.sort,
    `${fault.message}. That was try ${TRIES_MAX}; try again later, it goes on from where it stopped.`,
  );
}
