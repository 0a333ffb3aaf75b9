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
      aria-label="One-click trading"
      title={isOneClick ? "Prices send orders at once. Press to turn it off" : "Let a click on a price send an order"}
      className="grid h-[28px] w-[28px] place-items-center rounded-sm border border-line text-fg-3 hover:bg-hover hover:text-fg aria-pressed:border-warn aria-pressed:text-warn pointer-coarse:size-[44px]"
      onClick={() => (isOneClick ? setOneClick(false) : turnOn())}
    >
      <Zap size={13} aria-hidden="true" />
    </button>
  );
}
