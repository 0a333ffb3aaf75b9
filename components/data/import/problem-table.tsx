import type { PreviewedFile } from "../data-client.ts";
import { formatCount } from "../format-data.ts";
import { ScrollBox } from "../scroll-box.tsx";

const wordsOf = (code: string): string => code.replaceAll("-", " ");

/** Bad rows by kind, then the first of them by line. */
export function ProblemTable({ problems }: { readonly problems: PreviewedFile["problems"] }) {
  const { total, byCode, first } = problems;
  if (total === 0) return null;
  const codes = Object.entries(byCode).sort(([, a], [, b]) => b - a);
  const hasFiles = new Set(first.map(({ file }) => file)).size > 1;
  return (
    <section aria-label="Bad rows" className="flex shrink-0 flex-col gap-1.5">
      <h3 className="flex flex-wrap items-center gap-2 font-semibold text-warn">
        {formatCount(total)} bad {total === 1 ? "row" : "rows"}
        {codes.map(([code, count]) => (
          <span key={code} className="rounded-[3px] border border-warn/60 px-1.5 text-[11px] font-medium">
            {wordsOf(code)} {formatCount(count)}
          </span>
        ))}
      </h3>
      <ScrollBox label="Bad rows by line" className="max-h-[220px] rounded-md border border-line">
        <table className="grid-table" data-testid="bad-rows">
          <thead>
            <tr>
              {hasFiles ? <th className="text">File</th> : null}
              <th>Line</th>
              <th className="text">Problem</th>
              <th className="text w-full">What it says</th>
            </tr>
          </thead>
          <tbody>
            {first.map((problem) => (
              <tr key={`${problem.file}-${problem.row}-${problem.code}`}>
                {hasFiles ? <td className="text text-fg-2">{problem.file}</td> : null}
                <td>{formatCount(problem.row)}</td>
                <td className="text text-warn">{wordsOf(problem.code)}</td>
                <td className="text !whitespace-normal text-fg-2">{problem.message}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
      {total > first.length ? (
        <p className="text-fg-3">The first {formatCount(first.length)} are listed, all are counted.</p>
      ) : null}
    </section>
  );
}
