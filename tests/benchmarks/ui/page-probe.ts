import type { SeenFrame } from "./change-log.ts";

export type Probe = {
  /** Frames since the last reading, their drawn texts, the mark cell's changes, and how long each click took to the next paint. */
  read(): { frames: number; ms: number; canvas: SeenFrame[]; marks: SeenFrame[]; inputs: number[] };
  /** Answers when (wall ms). */
  hide(isHidden: boolean): number;
};

/**
 * Runs in the page before its own scripts: notes what is drawn on canvases and written into the mark cell, frame by frame. The desk
 * does not know of it.
 */
export function installProbe(): void {
  const wall = () => performance.timeOrigin + performance.now();
  let drawn: string[] = [];
  let frames = 0;
  let since = wall();
  let canvas: SeenFrame[] = [];
  let marks: SeenFrame[] = [];
  let inputs: number[] = [];
  const fillText = CanvasRenderingContext2D.prototype.fillText;
  CanvasRenderingContext2D.prototype.fillText = function draw(this: CanvasRenderingContext2D, ...parameters) {
    drawn.push(parameters[0]);
    return fillText.apply(this, parameters);
  };
  const channel = new MessageChannel();
  channel.port1.onmessage = () => {
    // A message posted from a frame is handled after that frame was laid out and painted.
    if (drawn.length === 0) return;
    canvas.push({ at: wall(), texts: drawn });
    drawn = [];
  };
  const onFrame = () => {
    frames += 1;
    channel.port2.postMessage(null);
    requestAnimationFrame(onFrame);
  };
  requestAnimationFrame(onFrame);
  const watchMarks = new MutationObserver((records) => {
    for (const { target } of records) {
      const element = target instanceof Element ? target : target.parentElement;
      const cell = element?.closest("[data-cell=mark]");
      const isOurs = cell?.closest('[data-instrument="BTC-USDT"]') != null;
      if (isOurs) requestAnimationFrame(() => marks.push({ at: wall(), texts: [cell?.textContent?.trim() ?? ""] }));
    }
  });
  watchMarks.observe(document, { subtree: true, childList: true, characterData: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (entry.name === "click") inputs.push(entry.duration);
  }).observe({ type: "event", durationThreshold: 16 } as PerformanceObserverInit);
  let isHidden = false;
  Object.defineProperty(document, "visibilityState", { get: () => (isHidden ? "hidden" : "visible") });
  Object.defineProperty(document, "hidden", { get: () => isHidden });
  const probe: Probe = {
    read: () => {
      const reading = { frames, ms: wall() - since, canvas, marks, inputs };
      [frames, since, canvas, marks, inputs] = [0, wall(), [], [], []];
      return reading;
    },
    hide: (next) => {
      isHidden = next;
      document.dispatchEvent(new Event("visibilitychange"));
      return wall();
    },
  };
  Object.assign(window, { probe });
}
