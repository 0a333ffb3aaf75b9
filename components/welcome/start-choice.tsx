"use client";

import { DatabaseZap, LineChart, type LucideIcon } from "lucide-react";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { BrandMark } from "../layout/brand-mark.tsx";
import { PersonalSettings } from "../preferences/personal-settings.tsx";
import { useStored } from "../preferences/preferences.ts";
import { Button } from "../ui/button.tsx";
import { COACH, NO_COACH, startCoach } from "./coach-progress.ts";
import { LookChoice } from "./look-choice.tsx";

type Start = "paper" | "data";

const CARDS: readonly {
  readonly start: Start;
  readonly Icon: LucideIcon;
  readonly title: string;
  readonly text: string;
}[] = [
  { start: "paper", Icon: LineChart, title: "Start paper trading", text: "100,000 USDT, no key needed" },
  { start: "data", Icon: DatabaseZap, title: "Import data", text: "Your own candles and trades, from files" },
];

const CARD =
  "flex min-h-[92px] cursor-pointer flex-col gap-1 rounded-lg border border-line p-3 hover:bg-hover has-checked:border-accent has-checked:bg-selected has-focus-visible:outline-2 has-focus-visible:outline-offset-1 has-focus-visible:outline-focus";

/** The one choice between a new account and the desk. */
export function StartChoice({ viewer, name }: { readonly viewer: string; readonly name: string }) {
  return <PersonalSettings viewer={viewer}>{() => <Choice name={name} />}</PersonalSettings>;
}

function Choice({ name }: { readonly name: string }) {
  const router = useRouter();
  const [start, setStart] = useState<Start>("paper");
  const [isGoing, setIsGoing] = useState(false);
  const [, setCoach] = useStored(COACH, NO_COACH);
  const go = (event: FormEvent) => {
    event.preventDefault();
    setIsGoing(true);
    if (start === "paper") setCoach(startCoach());
    router.push(start === "paper" ? "/trade/BTC-USDT" : "/data");
  };
  return (
    <main className="flex min-h-dvh items-center justify-center p-4">
      <div className="flex w-full max-w-[560px] flex-col gap-5">
        <p className="flex items-center gap-2.5 text-[18px] font-bold tracking-[-.02em]">
          <BrandMark size={24} /> Tradewind
        </p>
        <form className="flex flex-col gap-5 rounded-xl border border-line bg-panel p-5" onSubmit={go}>
          <div className="flex flex-col gap-1">
            <h1 className="text-[18px] font-[650] tracking-[-.01em]">How do you want to begin, {name}?</h1>
            <p className="text-[13px] text-fg-2">Both stay open to you, and so does every setting below.</p>
          </div>
          <fieldset className="grid grid-cols-2 gap-2 max-sm:grid-cols-1" aria-label="Begin with">
            {CARDS.map(({ start: value, Icon, title, text }) => (
              <label key={value} className={CARD}>
                <input
                  type="radio"
                  name="start"
                  value={value}
                  checked={start === value}
                  className="sr-only"
                  onChange={() => setStart(value)}
                />
                <Icon size={18} aria-hidden="true" className="text-accent" />
                <strong className="text-[13px] font-semibold">{title}</strong>
                <span className="text-[12px] text-fg-2">{text}</span>
              </label>
            ))}
          </fieldset>
          <LookChoice />
          <Button type="submit" tone="accent" size="large" disabled={isGoing} autoFocus>
            {isGoing ? "One moment…" : start === "paper" ? "Start paper trading" : "Go to the data page"}
          </Button>
        </form>
      </div>
    </main>
  );
}
