const SAME_KEY_PRESS_MS = 700; // npm passes a terminal's Ctrl-C on once more.

/** Runs an action that a first Ctrl-C asks to end in order; a second one ends the process. */
export async function interruptible<T>(action: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const stopping = new AbortController();
  let stoppedAt: number | undefined;
  const stop = () => {
    if (stoppedAt === undefined) {
      stoppedAt = Date.now();
      stopping.abort();
    } else if (Date.now() - stoppedAt > SAME_KEY_PRESS_MS) process.exit(130);
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  try {
    return await action(stopping.signal);
  } finally {
    process.off("SIGINT", stop);
    process.off("SIGTERM", stop);
  }
}
