"use client";

import { Zap } from "lucide-react";
import { ask } from "../actions/question.ts";
import { useTradeDesk } from "../trade-desk.tsx";

/** Says whether a click on a price sends an order, and changes it. On is never quiet. */
export function OneClickChip() {
  const { isOneClick, setOneClick } = useTradeDesk();
  const turnOn = () =>
    ask({
      id: "one-click",
      title: "Turn one-click trading on?",
      effects: [
        "A click on a price of the book's ladder or the chart sends an order at once, with the ticket's size and flags. Nothing more is asked.",
        "It holds on this device until you sign out.",
      ],
      confirmLabel: "Turn it on",
      keys: null,
      run: () => setOneClick(true),
    });
  return (
    <button
      type="button"
      aria-pressed={isOneClick}
      className="flex min-h-[22px] items-center gap-1 self-start rounded-sm border border-line px-1.5 text-[11px] text-fg-3 hover:text-fg aria-pressed:border-warn aria-pressed:font-semibold aria-pressed:text-warn pointer-coarse:min-h-[44px]"
      onClick={() => (isOneClick ? setOneClick(false) : turnOn())}
    >
      <Zap size={12} aria-hidden="true" />
      {isOneClick ? "One-click is on: prices send orders" : "One-click: off"}
    </button>
  );
}
