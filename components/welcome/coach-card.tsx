"use client";

import { Circle, CircleCheck, X } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { type ReactNode, useEffect } from "react";
import { useSnapshot } from "../live/use-desk.tsx";
import { useStored } from "../preferences/preferences.ts";
import { keyText } from "../shortcuts/key-text.ts";
import { useIsApple } from "../shortcuts/use-is-apple.ts";
import { Button } from "../ui/button.tsx";
import { COACH, type Coach, type CoachStep, coachSteps, NO_COACH } from "./coach-progress.ts";

const KEY = "rounded-xs font-[inherit] border border-line-strong px-1 text-[11px] font-medium text-fg";

const WORDS: Record<CoachStep["id"], ReactNode> = {
  order: (
    <>
      <span className="pointer-coarse:hidden">
        Press <kbd className={KEY}>B</kbd>, then <kbd className={KEY}>⏎</kbd>: a buy of a tenth of your money.
      </span>
      <span className="hidden pointer-coarse:inline">Send the buy that stands in the ticket.</span> Its price is pinned
      to the best ask, because an order at the middle would wait.
    </>
  ),
  fill: "See it fill: in the corner, in Fills and in Positions.",
  portfolio: (
    <>
      See what it made of your{" "}
      <Link href="/portfolio" className="font-medium text-accent underline">
        Portfolio
      </Link>
      .
    </>
  ),
  keys: <KeysWords />,
};

function KeysWords() {
  const isApple = useIsApple();
  return (
    <>
      <kbd className={KEY}>{keyText("$mod+k", isApple)}</kbd> finds everything, <kbd className={KEY}>?</kbd> shows all
      keys.
    </>
  );
}

/** The first minute in four steps. It covers nothing, and leaves when told to. */
export function CoachCard({ coach }: { readonly coach: Coach }) {
  const [, setCoach] = useStored(COACH, NO_COACH);
  const snapshot = useSnapshot();
  const isOnPortfolio = usePathname().startsWith("/portfolio");
  useEffect(() => {
    if (isOnPortfolio && !coach.hasSeenPortfolio) setCoach({ ...coach, hasSeenPortfolio: true });
  }, [isOnPortfolio, coach, setCoach]);
  useEffect(() => {
    if (coach.hasUsedKeys) return;
    const hear = ({ key, ctrlKey, metaKey }: KeyboardEvent) => {
      if (key === "?" || ((ctrlKey || metaKey) && key.toLowerCase() === "k")) setCoach({ ...coach, hasUsedKeys: true });
    };
    window.addEventListener("keydown", hear, { capture: true });
    return () => window.removeEventListener("keydown", hear, { capture: true });
  }, [coach, setCoach]);
  const steps = coachSteps(coach, snapshot);
  const left = steps.filter((step) => !step.isDone).length;
  const next = steps.find((step) => !step.isDone)?.id;
  const dismiss = () => setCoach({ ...coach, isOn: false });
  return (
    <aside
      aria-label="First steps"
      className="flex flex-col gap-1.5 border-b border-line bg-raised px-3 py-2 text-[12px]"
    >
      <div className="flex items-center justify-between">
        <h2 className="text-[13px] font-semibold">{left === 0 ? "That was the first minute" : "Your first minute"}</h2>
        <button
          type="button"
          aria-label="Dismiss the first steps"
          className="grid size-[24px] place-items-center rounded-sm text-fg-3 hover:text-fg pointer-coarse:size-[44px]"
          onClick={dismiss}
        >
          <X size={14} />
        </button>
      </div>
      <ol className="flex flex-col gap-1.5 lg:grid lg:grid-cols-[1.5fr_1fr_1fr_1.1fr] lg:gap-3">
        {steps.map(({ id, isDone }) => (
          <li
            key={id}
            data-step={id}
            data-done={isDone}
            className={`flex gap-2 ${id === next ? "" : "max-lg:hidden"} ${isDone ? "text-fg-3" : "text-fg-2"}`}
          >
            {isDone ? (
              <CircleCheck size={15} aria-label="Done" className="mt-px shrink-0 text-ok" />
            ) : (
              <Circle size={15} aria-label="To do" className="mt-px shrink-0 text-fg-3" />
            )}
            <span>{WORDS[id]}</span>
          </li>
        ))}
      </ol>
      {left === 0 ? (
        <Button className="self-end" onClick={dismiss}>
          Close
        </Button>
      ) : null}
    </aside>
  );
}
