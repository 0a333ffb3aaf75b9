import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Client } from "../../db/client.ts";
import { importFiles } from "../../server/adapters/market-data/import/import-files.ts";

const HOUR = 3_600_000;
const HEADER = "open_time,open,high,low,close,volume";
const rows = (count: number, close = "2") =>
  Array.from({ length: count }, (_, row) => `${Date.UTC(2023, 0, 1) + row * HOUR},2,3,1,${close},10`);

type Words = { readonly words: readonly string[] };

/** Runs of the commands that import, list, search and export, and the files they need. */
export type DataStoreExamples = {
  readonly importAnswers: readonly (Words & { readonly present: readonly string[] })[];
  readonly importErrors: Readonly<Record<string, Words>>;
  readonly exportWords: readonly string[];
  readonly exportErrors: Readonly<Record<string, Words>>;
};

/** Hours with a gap of two, stored. */
export async function storeExample(owner: Client, folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, "kraken-spot-BTCUSDT-1h-2023.csv");
  writeFileSync(path, [HEADER, ...rows(30).filter((_, row) => row !== 5 && row !== 6)].join("\n"));
  const files = [{ path, name: "kraken-spot-BTCUSDT-1h-2023.csv" }];
  const { refusal } = await importFiles(owner, files, { now: Date.now(), onBadRows: "refuse-all" });
  if (refusal !== null) throw new Error(refusal.message);
}

export function dataStoreExamples(folder: string): DataStoreExamples {
  mkdirSync(folder, { recursive: true });
  const put = (name: string, content: string | Uint8Array): string => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const text = (lines: readonly string[]) => [HEADER, ...lines].join("\n");
  const good = put("okx-spot-BTCUSDT-1h-2023.csv", text(rows(30)));
  const other = put("okx-spot-BTCUSDT-1h-2023-again.csv", text([...rows(29, "2.5"), "soon,2,3,1,2,10"]));
  const bad = put("okx-spot-ETHUSDT-1h-2023.csv", text([...rows(3), "soon,2,3,1,2,10"]));
  const packed = gzipSync(text(rows(30)));
  const bomb = gzipSync([HEADER, ...Array.from({ length: 7_000 }, () => "1".padEnd(10_000))].join("\n"));
  const stored = ["--source", "kraken-spot", "--symbol", "BTC/USDT", "--kind", "candles", "--timeframe", "1h"];
  const of = (...words: string[]): Words => ({ words: ["data", "import", ...words] });
  const exported = (...words: string[]): Words => ({ words: ["data", "export", ...words] });
  return {
    importAnswers: [
      { ...of(good), present: ["always"] },
      { ...of(other, "--bad-rows", "keep-good"), present: ["always", "differing", "bad rows"] },
    ],
    importErrors: {
      "file-unreadable": of(join(folder, "none-such.csv")),
      "file-corrupt": of(put("okx-spot-BTCUSDT-1h-2023.csv.gz", packed.subarray(0, -10))),
      "file-empty": of(put("empty.csv", "")),
      "file-too-large": of(put("okx-spot-LTCUSDT-1h-2023.csv.gz", bomb)),
      "format-unknown": of(put("letter.txt", "Dear trader,\nthe prices follow.\n")),
      "series-unknown": of(put("prices.csv", text(rows(3)))),
      "mapping-wrong": of(good, "--map", "open_time=Datum"),
      "bad-rows": of(bad),
    },
    exportWords: exported(...stored, "--out", join(folder, "hours.csv.gz")).words,
    exportErrors: {
      "series-unknown": exported(...stored, "--to", "2020-01-01"),
      "file-exists": exported(...stored, "--out", good),
      "file-unwritable": exported(...stored, "--out", join(folder, "no", "such", "folder.csv")),
    },
  };
}
