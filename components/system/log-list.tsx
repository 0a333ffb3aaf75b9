"use client";

import { useLayoutEffect, useRef, useState } from "react";
import { UNKNOWN } from "../ui/format-decimal.ts";
import { formatRowTime } from "../ui/format-time.ts";
import type { KeptLine } from "./use-log-tail.ts";

const ROW_PX = 24;
const SPARE = 12;

const COLOURS = { debug: "text-fg-3", info: "text-fg-2", warn: "text-warn", error: "text-danger" } as const;

type LogListProps = { readonly lines: readonly KeptLine[]; readonly isFollowing: boolean };

/** Thousands of lines of which only those in view are drawn; a line opens to show all it says. */
export function LogList({ lines, isFollowing }: LogListProps) {
  const box = useRef<HTMLElement>(null);
  const [view, setView] = useState({ top: 0, height: 600 });
  const [opened, setOpened] = useState<KeptLine | null>(null);
  const isAtEnd = useRef(true);
  const newest = lines.at(-1)?.number;
  // biome-ignore lint/correctness/useExhaustiveDependencies: A new line moves the end.
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    if (isFollowing && isAtEnd.current) element.scrollTop = element.scrollHeight;
    setView({ top: element.scrollTop, height: element.clientHeight });
  }, [newest, lines.length, isFollowing]);
  const onScroll = () => {
    const element = box.current;
    if (element === null) return;
    isAtEnd.current = element.scrollTop + element.clientHeight >= element.scrollHeight - ROW_PX;
    setView({ top: element.scrollTop, height: element.clientHeight });
  };
  const first = Math.max(0, Math.floor(view.top / ROW_PX) - SPARE);
  const last = Math.min(lines.length, Math.ceil((view.top + view.height) / ROW_PX) + SPARE);
  return (
    <>
      <section
        ref={box}
        aria-label="Log lines"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: What scrolls must be reachable without a pointer.
        tabIndex={0}
        onScroll={onScroll}
        className="min-h-0 flex-1 overflow-auto font-mono text-[11px] -outline-offset-2"
      >
        <ol className="relative" style={{ height: lines.length * ROW_PX }}>
          {lines.slice(first, last).map((line, index) => (
            <li
              key={line.number}
              className="absolute inset-x-0"
              style={{ top: (first + index) * ROW_PX, height: ROW_PX }}
            >
              <button
                type="button"
                onClick={() => setOpened(opened?.number === line.number ? null : line)}
                className={`flex h-full w-full items-center gap-3 px-(--pad) text-left whitespace-pre hover:bg-hover ${opened?.number === line.number ? "bg-selected" : ""}`}
              >
                <span className="w-[104px] shrink-0 text-fg-3 tabular-nums">
                  {line.at === null ? UNKNOWN : formatRowTime(line.at)}
                </span>
                <span className={`w-[36px] shrink-0 ${COLOURS[line.level]}`}>{line.level}</span>
                <span className="w-[76px] shrink-0 text-fg-3 max-sm:hidden">{line.process}</span>
                <span className={`truncate ${COLOURS[line.level]}`}>{line.text}</span>
              </button>
            </li>
          ))}
        </ol>
      </section>
      {opened === null ? null : <Details line={opened} onClose={() => setOpened(null)} />}
    </>
  );
}

function Details({ line, onClose }: { readonly line: KeptLine; readonly onClose: () => void }) {
  return (
    <div className="max-h-[40%] shrink-0 overflow-auto border-t border-line bg-raised p-(--pad)">
      <button
        type="button"
        onClick={onClose}
        className="float-right text-fg-3 hover:text-fg pointer-coarse:min-h-[44px]"
      >
        Close
      </button>
      <pre className="font-mono text-[11px] break-words whitespace-pre-wrap">{readable(line.raw)}</pre>
    </div>
  );
}

function readable(raw: string): string {
  try {
    return JSON.stringify(JSON.parse(raw), null, 2).replaceAll("\\n", "\n");
  } catch {
    return raw;
  }
}
