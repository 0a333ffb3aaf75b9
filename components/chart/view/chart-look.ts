/** The colours of a chart, read from the desk's tokens: a theme, a palette or a user's own hues change them all at once. */
export type ChartLook = {
  readonly panel: string;
  readonly raised: string;
  readonly line: string;
  readonly grid: string;
  readonly strong: string;
  readonly fg: string;
  readonly fg2: string;
  readonly fg3: string;
  readonly accent: string;
  readonly accentSolid: string;
  readonly onAccent: string;
  readonly up: string;
  readonly down: string;
  readonly buy: string;
  readonly sell: string;
  readonly onPaint: string;
  readonly paper: string;
  readonly warn: string;
  readonly categories: readonly string[];
  readonly font: string;
  readonly fontSize: number;
  readonly isDense: boolean;
};

export function readLook(element: Element): ChartLook {
  const style = getComputedStyle(element);
  const token = (name: string) => style.getPropertyValue(`--${name}`).trim();
  const isDense = document.documentElement.getAttribute("data-density") !== "comfortable";
  return {
    panel: token("panel"),
    raised: token("raised"),
    line: token("line"),
    grid: token("line-subtle"),
    strong: token("line-strong"),
    fg: token("fg"),
    fg2: token("fg-2"),
    fg3: token("fg-3"),
    accent: token("accent"),
    accentSolid: token("accent-solid"),
    onAccent: token("on-accent"),
    up: token("up"),
    down: token("down"),
    buy: token("buy"),
    sell: token("sell"),
    // Text on a surface of a bright colour is as dark as the canvas, on a dark one as light as the panel.
    onPaint: document.documentElement.getAttribute("data-theme") === "light" ? token("panel") : token("canvas"),
    paper: token("paper"),
    warn: token("warn"),
    categories: [1, 2, 3, 4, 5, 6].map((number) => token(`cat-${number}`)),
    font: style.fontFamily,
    fontSize: isDense ? 11 : 12,
    isDense,
  };
}

/** `#rrggbb` with an opacity; any other colour as it is. */
export function withAlpha(colour: string, alpha: number): string {
  if (!/^#[0-9a-f]{6}$/i.test(colour)) return colour;
  return `${colour}${Math.round(alpha * 255)
    .toString(16)
    .padStart(2, "0")}`;
}

/** Tells when the page changes its theme, palette or density, until the returned function is called. */
export function onLookChange(listener: () => void): () => void {
  const observer = new MutationObserver(listener);
  observer.observe(document.documentElement, {
    attributes: true,
    attributeFilter: ["data-theme", "data-pnl", "data-density", "style", "class"],
  });
  return () => observer.disconnect();
}
