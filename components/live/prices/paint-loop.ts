const due = new Set<() => void>();
let isAsked = false;
let frames = 0;

function paintAll(): void {
  isAsked = false;
  frames += 1;
  const painters = [...due];
  due.clear();
  for (const paint of painters) paint();
}

/** Runs a painter in the browser's next frame, once however often it is asked for; a hidden tab paints when it is back. */
export function paintSoon(paint: () => void): void {
  due.add(paint);
  if (isAsked) return;
  isAsked = true;
  requestAnimationFrame(paintAll);
}

/** The painter's panel is gone. */
export const forgetPaint = (paint: () => void): boolean => due.delete(paint);

/** Frames in which something was painted since the page was opened. */
export const framesPainted = (): number => frames;
