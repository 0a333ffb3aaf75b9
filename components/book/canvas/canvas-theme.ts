/** The look of the page as a canvas needs it: colours by their token, and how tall a row is. */
export type CanvasTheme = {
  readonly fg: string;
  readonly fg2: string;
  readonly fg3: string;
  readonly line: string;
  readonly lineSubtle: string;
  readonly hover: string;
  readonly panel: string;
  readonly accent: string;
  readonly focus: string;
  readonly buy: string;
  readonly sell: string;
  readonly up: string;
  readonly down: string;
  readonly family: string;
  /** Height of a row in a streaming list, in CSS pixels. */
  readonly rowPx: number;
  readonly padPx: number;
  readonly fontPx: number;
};

const LOOKS = ["data-theme", "data-pnl", "data-density"];

/** A streaming row stands a little closer than a table's, except under a finger. */
const CLOSER_PX = 4;
const TOUCH_ROW_PX = 40;

export function readTheme(element: Element): CanvasTheme {
  const style = getComputedStyle(element);
  const token = (name: string) => style.getPropertyValue(`--${name}`).trim();
  const pixels = (name: string, fallback: number) => Number.parseFloat(token(name)) || fallback;
  const row = pixels("row", 24);
  return {
    fg: token("fg"),
    fg2: token("fg-2"),
    fg3: token("fg-3"),
    line: token("line"),
    lineSubtle: token("line-subtle"),
    hover: token("hover"),
    panel: token("panel"),
    accent: token("accent"),
    focus: token("focus"),
    buy: token("buy"),
    sell: token("sell"),
    up: token("up"),
    down: token("down"),
    family: style.fontFamily,
    rowPx: row >= TOUCH_ROW_PX ? row : row - CLOSER_PX,
    padPx: pixels("pad", 8),
    fontPx: Math.min(13, pixels("fs", 12)),
  };
}

/** Tells when the page's look changes: theme, palette, density, or another pointer. */
export function watchTheme(onChange: () => void): () => void {
  const observer = new MutationObserver(onChange);
  observer.observe(document.documentElement, { attributeFilter: LOOKS });
  const pointer = matchMedia("(pointer: coarse)");
  pointer.addEventListener("change", onChange);
  return () => {
    observer.disconnect();
    pointer.removeEventListener("change", onChange);
  };
}
