"use client";

import { Pause, Play } from "lucide-react";
import { useMemo, useState } from "react";
import { Button } from "../ui/button.tsx";
import { EmptyNote, PanelHead } from "../ui/panel.tsx";
import { DiagnosticsButton } from "./diagnostics-button.tsx";
import { LogList } from "./log-list.tsx";
import { useLogTail } from "./use-log-tail.ts";

const LEVELS = ["debug", "info", "warn", "error"] as const;
type Level = (typeof LEVELS)[number];

const field = "h-(--ctl) rounded-md border border-line-strong bg-canvas px-2 text-[12px] pointer-coarse:h-[44px]";

/** What the processes write down, newest at the bottom. */
export function LogPanel() {
  const [isFollowing, setIsFollowing] = useState(true);
  const [level, setLevel] = useState<Level>("info");
  const [search, setSearch] = useState("");
  const { lines, problem } = useLogTail(isFollowing);
  const shown = useMemo(() => {
    const least = LEVELS.indexOf(level);
    const wanted = search.trim().toLowerCase();
    return (lines ?? []).filter(
      (line) =>
        LEVELS.indexOf(line.level) >= least &&
        (wanted === "" || line.raw.toLowerCase().includes(wanted) || line.process.includes(wanted)),
    );
  }, [lines, level, search]);
  const Icon = isFollowing ? Pause : Play;
  return (
    <>
      <PanelHead title="Log" count={shown.length} aside={<DiagnosticsButton />} />
      <div className="flex flex-wrap items-center gap-2 border-b border-line-subtle px-(--pad) py-1.5">
        <label className="flex items-center gap-1.5 text-fg-3">
          Level
          <select value={level} onChange={(event) => setLevel(event.target.value as Level)} className={field}>
            {LEVELS.map((name) => (
              <option key={name} value={name}>
                {name === "error" ? "error" : `${name} and above`}
              </option>
            ))}
          </select>
        </label>
        <input
          type="search"
          aria-label="Search the log"
          placeholder="Search"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
          className={`${field} min-w-0 flex-1 sm:max-w-[280px]`}
        />
        <Button onClick={() => setIsFollowing(!isFollowing)} className="ml-auto pointer-coarse:h-[44px]">
          <Icon size={14} aria-hidden="true" /> {isFollowing ? "Pause" : "Follow"}
        </Button>
      </div>
      {problem === null ? null : (
        <p role="alert" className="border-b border-line-subtle px-(--pad) py-1 text-danger">
          {problem} What stands here may be old.
        </p>
      )}
      {lines === null ? (
        <EmptyNote>{problem === null ? "Reading the log…" : "The log could not be read."}</EmptyNote>
      ) : shown.length === 0 ? (
        <EmptyNote>
          {lines.length === 0 ? "Nothing is logged yet." : "No line fits the level and the search."}
        </EmptyNote>
      ) : (
        <LogList lines={shown} isFollowing={isFollowing} />
      )}
    </>
  );
}
