import type { CanvasFrame } from "./canvas-surface.ts";

type Weight = 400 | 500 | 600 | 650;

/** Chooses the type for what follows. */
export function setFont({ context, theme }: CanvasFrame, weight: Weight, px: number): void {
  context.font = `${weight} ${px}px ${theme.family}`;
  context.textBaseline = "middle";
}

/** Digits of one width: the page asks for them in its style, and not every browser lets a canvas inherit that. */
const isTabular = (context: CanvasRenderingContext2D): boolean =>
  Math.abs(context.measureText("1111").width - context.measureText("0000").width) < 0.1;

const DIGIT = /\d/;

/** Writes a number that ends at `right`, or begins at `left`, so that digits stand under digits. */
export function drawNumber(
  context: CanvasRenderingContext2D,
  text: string,
  place: { readonly right: number } | { readonly left: number },
  y: number,
): void {
  if (isTabular(context)) {
    context.textAlign = "right" in place ? "right" : "left";
    context.fillText(text, "right" in place ? place.right : place.left, y);
    return;
  }
  const digit = context.measureText("0").width;
  const widths = [...text].map((sign) => (DIGIT.test(sign) ? digit : context.measureText(sign).width));
  let x = "right" in place ? place.right - widths.reduce((sum, width) => sum + width, 0) : place.left;
  context.textAlign = "center";
  [...text].forEach((sign, index) => {
    const width = widths[index] ?? digit;
    context.fillText(sign, x + width / 2, y);
    x += width;
  });
}

/** How wide {@link drawNumber} makes a number. */
export function numberWidth(context: CanvasRenderingContext2D, text: string): number {
  if (isTabular(context)) return context.measureText(text).width;
  const digit = context.measureText("0").width;
  return [...text].reduce((sum, sign) => sum + (DIGIT.test(sign) ? digit : context.measureText(sign).width), 0);
}
