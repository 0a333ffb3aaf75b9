import { type DataSeries, seriesName } from "../../../../domain/markets/data-series.ts";
import type { ImportConflict, ImportedSeries } from "../../../../domain/markets/import-report.ts";
import type { Timestamp } from "../../../../domain/time/timestamp.ts";
import type { ProblemList } from "../rows/problem-list.ts";
import { BookTarget, type BookUnits } from "./book-target.ts";
import { CandleTarget } from "./candle-target.ts";
import { FundingTarget } from "./funding-target.ts";
import type { SeriesWriter, WrittenRows } from "./series-writer.ts";
import { TradeTarget } from "./trade-target.ts";

/** Enough rows for writing months as a whole, few enough to hold. */
const FULL_ROWS = 1_000_000;
const CONFLICTS_SHOWN = 20;

type Target =
  | { readonly kind: "candles"; readonly series: DataSeries; readonly rows: CandleTarget }
  | { readonly kind: "trades"; readonly series: DataSeries; readonly rows: TradeTarget }
  | { readonly kind: "funding"; readonly series: DataSeries; readonly rows: FundingTarget }
  | { readonly kind: "book"; readonly series: DataSeries; readonly rows: BookTarget };

/** The series that an import fills. Without a writer everything is checked and nothing kept. */
export class SeriesTargets {
  readonly #writer: SeriesWriter | null;
  readonly #problems: ProblemList;
  readonly #targets = new Map<string, Target>();
  readonly #results = new Map<string, Result>();

  constructor(writer: SeriesWriter | null, problems: ProblemList) {
    this.#writer = writer;
    this.#problems = problems;
  }

  candles(series: DataSeries): CandleTarget {
    const { timeframe } = series;
    if (timeframe === null) throw new Error(`${seriesName(series)} has no timeframe`);
    const target = this.#target(series, () => ({ kind: "candles", series, rows: new CandleTarget(timeframe) }));
    if (target.kind !== "candles") throw new Error(`${seriesName(series)} holds no candles`);
    return target.rows;
  }

  trades(series: DataSeries): TradeTarget {
    const target = this.#target(series, () => ({ kind: "trades", series, rows: new TradeTarget(this.#problems) }));
    if (target.kind !== "trades") throw new Error(`${seriesName(series)} holds no trades`);
    return target.rows;
  }

  funding(series: DataSeries): FundingTarget {
    const target = this.#target(series, () => ({ kind: "funding", series, rows: new FundingTarget() }));
    if (target.kind !== "funding") throw new Error(`${seriesName(series)} holds no funding rates`);
    return target.rows;
  }

  book(series: DataSeries, units: BookUnits): BookTarget {
    const target = this.#target(series, () => ({ kind: "book", series, rows: new BookTarget(units) }));
    if (target.kind !== "book") throw new Error(`${seriesName(series)} holds no book`);
    return target.rows;
  }

  #target(series: DataSeries, make: () => Target): Target {
    const name = seriesName(series);
    const known = this.#targets.get(name);
    if (known !== undefined) return known;
    const made = make();
    this.#targets.set(name, made);
    this.#results.set(name, new Result(series));
    return made;
  }

  /** Hands over what has become much. */
  async drain(): Promise<void> {
    for (const target of this.#targets.values()) if (target.rows.length >= FULL_ROWS) await this.#flush(target);
  }

  /** Before another file: hands over what does not end before it begins, as its rows may be the same again. */
  async makeRoom(beginsAt: Timestamp | null): Promise<void> {
    for (const target of this.#targets.values()) {
      const { length, lastAt } = target.rows;
      if (length > 0 && (beginsAt === null || lastAt >= beginsAt)) await this.#flush(target);
    }
  }

  async finish(): Promise<void> {
    for (const target of this.#targets.values()) if (target.rows.length > 0) await this.#flush(target);
  }

  async #flush(target: Target): Promise<void> {
    const result = this.#results.get(seriesName(target.series));
    const { kind, series } = target;
    if (kind === "candles") {
      const { columns, duplicates } = target.rows.take();
      result?.span(columns.openAt);
      if (this.#writer !== null) result?.add(await this.#writer.candles(series, columns, duplicates));
    } else if (kind === "trades") {
      const columns = target.rows.take();
      result?.span(columns.at);
      if (this.#writer !== null) result?.add(await this.#writer.trades(series, columns));
    } else if (kind === "funding") {
      const columns = target.rows.take();
      result?.span(columns.at);
      if (this.#writer !== null) result?.add(await this.#writer.funding(series, columns));
    } else {
      const columns = target.rows.take();
      result?.span(columns.at);
      if (this.#writer !== null) result?.add(await this.#writer.book(series, columns));
    }
  }

  report(): readonly ImportedSeries[] {
    return [...this.#results.values()].map((result) => result.taken()).filter(({ rows }) => rows > 0);
  }
}

class Result {
  readonly #series: DataSeries;
  #rows = 0;
  #firstAt: Timestamp | null = null;
  #lastAt: Timestamp | null = null;
  #added = 0;
  #unchanged = 0;
  #conflicts = 0;
  #corrected = 0;
  readonly #firstConflicts: ImportConflict[] = [];

  constructor(series: DataSeries) {
    this.#series = series;
  }

  /** Counts rows by their times, which ascend. */
  span(times: Float64Array): void {
    const firstAt = times[0];
    const lastAt = times.at(-1);
    this.#rows += times.length;
    if (firstAt !== undefined) this.#firstAt = Math.min(this.#firstAt ?? firstAt, firstAt);
    if (lastAt !== undefined) this.#lastAt = Math.max(this.#lastAt ?? lastAt, lastAt);
  }

  add({ added, unchanged, conflicts, firstConflicts, corrected }: WrittenRows): void {
    this.#added += added;
    this.#unchanged += unchanged;
    this.#conflicts += conflicts;
    this.#corrected += corrected;
    this.#firstConflicts.push(...firstConflicts.slice(0, CONFLICTS_SHOWN - this.#firstConflicts.length));
  }

  taken(): ImportedSeries {
    return {
      series: this.#series,
      rows: this.#rows,
      firstAt: this.#firstAt,
      lastAt: this.#lastAt,
      added: this.#added,
      unchanged: this.#unchanged,
      conflicts: this.#conflicts,
      firstConflicts: this.#firstConflicts,
      corrected: this.#corrected,
    };
  }
}
