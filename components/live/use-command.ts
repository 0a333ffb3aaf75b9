"use client";

import { useState } from "react";
import { type CommandAsk, sendCommand } from "./send-command.ts";
import { useDesk } from "./use-desk.tsx";

/** Sends one command at a time. */
export function useCommand(): { readonly isWaiting: boolean; readonly send: (ask: CommandAsk) => void } {
  const { store } = useDesk();
  const [isWaiting, setIsWaiting] = useState(false);
  const send = async (ask: CommandAsk) => {
    if (isWaiting) return;
    setIsWaiting(true);
    await sendCommand(store, ask);
    setIsWaiting(false);
  };
  return { isWaiting, send: (ask) => void send(ask) };
}
