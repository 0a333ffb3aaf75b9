import { forgetPaint, paintSoon } from "../../live/prices/paint-loop.ts";
import { type CanvasTheme, readTheme, watchTheme } from "./canvas-theme.ts";

/** What a painter draws on: sizes in CSS pixels, whatever the screen's own. */
export type CanvasFrame = {
  readonly context: CanvasRenderingContext2D;
  readonly width: number;
  readonly height: number;
  readonly theme: CanvasTheme;
};

/** A canvas that fills its box, sharp on every screen, and is painted in the browser's frame when something asked for it. */
export class CanvasSurface {
  readonly #canvas: HTMLCanvasElement;
  readonly #draw: (frame: CanvasFrame) => void;
  readonly #stops: (() => void)[] = [];
  #theme: CanvasTheme;
  #width = 0;
  #height = 0;

  constructor(canvas: HTMLCanvasElement, draw: (frame: CanvasFrame) => void) {
    this.#canvas = canvas;
    this.#draw = draw;
    this.#theme = readTheme(canvas);
    const sizes = new ResizeObserver(() => this.#measure());
    sizes.observe(canvas);
    this.#stops.push(
      () => sizes.disconnect(),
      watchTheme(() => this.#restyle()),
    );
    void document.fonts.ready.then(() => this.invalidate());
    this.#measure();
  }

  get theme(): CanvasTheme {
    return this.#theme;
  }

  get width(): number {
    return this.#width;
  }

  get height(): number {
    return this.#height;
  }

  invalidate(): void {
    paintSoon(this.#paint);
  }

  close(): void {
    forgetPaint(this.#paint);
    for (const stop of this.#stops.splice(0)) stop();
  }

  #restyle(): void {
    this.#theme = readTheme(this.#canvas);
    this.invalidate();
  }

  #measure(): void {
    const { width, height } = this.#canvas.getBoundingClientRect();
    this.#width = width;
    this.#height = height;
    this.invalidate();
  }

  readonly #paint = (): void => {
    const context = this.#canvas.getContext("2d");
    if (context === null || this.#width === 0 || this.#height === 0) return;
    const ratio = window.devicePixelRatio; // Read each time: a window that moves to another screen changes it.
    const [across, down] = [Math.round(this.#width * ratio), Math.round(this.#height * ratio)];
    if (this.#canvas.width !== across || this.#canvas.height !== down) {
      this.#canvas.width = across;
      this.#canvas.height = down;
    }
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, this.#width, this.#height);
    this.#draw({ context, width: this.#width, height: this.#height, theme: this.#theme });
  };
}
