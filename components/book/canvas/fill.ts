/** Fills a rectangle with a colour of this strength, 0 to 1. */
export function fillTint(
  context: CanvasRenderingContext2D,
  colour: string,
  strength: number,
  box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
): void {
  context.globalAlpha = strength;
  context.fillStyle = colour;
  context.fillRect(box.x, box.y, box.width, box.height);
  context.globalAlpha = 1;
}
