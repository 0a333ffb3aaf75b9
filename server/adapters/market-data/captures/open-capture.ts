import { type RecordedInstrument, recordedAs } from "../../../domain/markets/recorded-instruments.ts";
import { TapeError } from "../tape/tape-error.ts";
import { type CapturedEvent, CaptureReader } from "./capture-reader.ts";
import { identifyCapture } from "./identify-capture.ts";

/** Takes a capture's lines in their order, counted from 1; both throw a TapeError. */
export type OpenedCapture = {
  readonly recorded: RecordedInstrument;
  line(text: string, line: number): void;
  finish(): void;
};

/**
 * Opens a raw exchange capture by its first lines ({@link CAPTURE_HEAD_LINES} are enough; they must be given to it again):
 * trades, books and what was wrong with them come out, each at the venue's time. Null for what is no capture; throws a
 * {@link TapeError} for one of an instrument whose grid is not known.
 */
export function openCapture(
  name: string,
  head: readonly string[],
  onEvent: (captured: CapturedEvent) => void,
): OpenedCapture | null {
  const origin = identifyCapture(head);
  if (origin === null) return null;
  const { source, nativeSymbol, protocol } = origin;
  const recorded = nativeSymbol === null ? undefined : recordedAs(source, nativeSymbol);
  if (recorded === undefined) {
    const what = `${source} ${nativeSymbol ?? "without a symbol"}`;
    throw new TapeError(name, 0, `is a recording of ${what}, an instrument whose grid is not known.`);
  }
  const grids = new Map([[recorded.nativeSymbol, recorded.instrument]]);
  const reader = new CaptureReader({ name, protocol, grids, onEvent });
  return { recorded, line: (text, line) => reader.line(text, line), finish: () => reader.finish() };
}
