import { findRecording } from "./identify-recording.ts";
import type { PulledFeed } from "./pulled-feed.ts";
import { ColumnFull } from "./tape/columns/growing-numbers.ts";
import { MergedFeed } from "./tape/merged-feed.ts";
import type { RecordedTape, TapeReader } from "./tape/recorded-tape.ts";
import { TapeError } from "./tape/tape-error.ts";
import { readTapeLines } from "./tape/tape-lines.ts";

export type RecordedFile = { readonly path: string; readonly instrumentId: string };

/**
 * Opens recordings (CSV of candles, trades or funding, raw exchange captures; plain or gzipped) as one feed, merged by time;
 * at one instant the file named first goes first. Everything is read and checked, line by line into columns, before the first
 * event is handed over. Rejects with a {@link TapeError}.
 */
export async function openRecordedFeed(files: readonly RecordedFile[]): Promise<PulledFeed> {
  const tapes: RecordedTape[] = [];
  const names: string[] = [];
  for (const { path, instrumentId } of files) {
    const recording = await findRecording(path, instrumentId);
    const reader = recording.reader();
    await readTapeLines(path, (text, line) => {
      if (line > 1 || !recording.hasHeader) takeLine(reader, text, line, recording.name);
    });
    tapes.push(...reader.finish());
    names.push(recording.name);
  }
  return new MergedFeed(tapes, names.join(", "));
}

function takeLine(reader: TapeReader, text: string, line: number, name: string): void {
  try {
    reader.line(text, line);
  } catch (error) {
    if (error instanceof ColumnFull) throw new TapeError(name, line, "is too much to play at once. Split the file.");
    throw error;
  }
}
