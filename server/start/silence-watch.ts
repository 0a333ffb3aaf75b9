const tickMs = 250;

export type SilenceWatch = { heard(): void; end(): void };

/** Calls once when a child was not heard for too long. Only ticks of our own count: while the whole machine sleeps nobody was silent. */
export function watchSilence(silenceMsMax: number, onSilent: () => void): SilenceWatch {
  let silentMs = 0;
  const ticks = setInterval(() => {
    silentMs += tickMs;
    if (silentMs < silenceMsMax) return;
    clearInterval(ticks);
    onSilent();
  }, tickMs);
  return {
    heard: () => {
      silentMs = 0;
    },
    end: () => clearInterval(ticks),
  };
}
