import { formatTimestamp } from "../../../../domain/time/timestamp.ts";
import { perSeries, type RowContext, type RowReader, readerOfTimes, timeMessage } from "./row-context.ts";

/** Reads funding rates in ascending order. */
export function fundingRows(context: RowContext): RowReader {
  const { layout, file, problems, targets, now } = context;
  const { columns } = layout;
  const readTime = readerOfTimes(layout);
  const states = perSeries(context, (series) => ({ target: targets.funding(series), lastAt: 0 }));
  return {
    handle(cells, row) {
      const state = states.of(cells);
      if (state === null) {
        problems.add(file, row, "missing-cell", `Symbol "${cells.text(columns.symbol ?? 0)}" names no two currencies.`);
        return;
      }
      const time = cells.text(columns.funding_time ?? 0);
      const at = readTime(time);
      if (Number.isNaN(at) || at > now) {
        problems.add(file, row, time === "" ? "missing-cell" : "bad-time", timeMessage(time, layout));
        return;
      }
      if (at <= state.lastAt) {
        const code = at === state.lastAt ? "duplicate" : "reordered";
        const words = at === state.lastAt ? "came already" : "is out of order";
        problems.add(file, row, code, `The rate of ${formatTimestamp(at)} ${words}.`);
        return;
      }
      const problem = state.target.add(at, cells.text(columns.funding_rate ?? 1));
      if (problem === null) state.lastAt = at;
      else problems.add(file, row, problem.code, `${problem.message}.`);
    },
    end: () => 0,
  };
}
