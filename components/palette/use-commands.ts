"use client";

import { useEffect, useRef } from "react";
import { type Command, commandList } from "./command-list.ts";

/** Adds these to the palette while the component stands. */
export function useCommands(commands: readonly Command[]): void {
  const latest = useRef(commands);
  useEffect(() => {
    latest.current = commands;
  });
  const signature = JSON.stringify(commands);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the signature stands for all but what they run.
  useEffect(
    () =>
      commandList.register(
        latest.current.map((command) => ({
          ...command,
          run: () => latest.current.find(({ id }) => id === command.id)?.run(),
        })),
      ),
    [signature],
  );
}
