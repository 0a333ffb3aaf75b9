import type { Instrument } from "../../../../domain/markets/instrument.ts";
import { CaptureReader } from "../../captures/capture-reader.ts";
import type { CaptureProtocol } from "../../captures/protocols/capture-protocol.ts";
import { EventColumns } from "../columns/event-columns.ts";
import type { RecordedTape, TapeReader } from "../recorded-tape.ts";

/** A raw exchange capture as a tape of one instrument. */
export class CaptureTapeReader implements TapeReader {
  readonly #columns: EventColumns;
  readonly #reader: CaptureReader;

  constructor(name: string, protocol: CaptureProtocol, nativeSymbol: string, instrument: Instrument) {
    this.#columns = new EventColumns(instrument.id);
    this.#reader = new CaptureReader({
      name,
      protocol,
      grids: new Map([[nativeSymbol, instrument]]),
      onEvent: ({ event, book }) => this.#columns.add(event, book),
    });
  }

  line(text: string, line: number): void {
    this.#reader.line(text, line);
  }

  finish(): readonly RecordedTape[] {
    this.#reader.finish();
    return [this.#columns];
  }
}
