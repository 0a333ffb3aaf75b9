"use client";

import { Command as Cmdk } from "cmdk";
import { Dialog } from "radix-ui";
import { useState, useSyncExternalStore } from "react";
import { useStored } from "../preferences/preferences.ts";
import { KeyCaps } from "../shortcuts/key-caps.tsx";
import { type Command, commandList } from "./command-list.ts";
import { groupEntries, rankEntries } from "./rank-entries.ts";
import { useFoundMarkets } from "./use-found-markets.ts";
import { useSettingCommands } from "./use-setting-commands.ts";

const RECENT_MAX = 6;
const NO_RECENT: readonly string[] = [];
const none = () => NO_COMMANDS;
const NO_COMMANDS: readonly Command[] = [];

/** What is recent may stand a second time under its own heading. */
const valueIn = ({ group, id }: Command): string => `${group} ${id}`;

type PaletteDialogProps = { readonly isOpen: boolean; readonly onOpenChange: (isOpen: boolean) => void };

/** Everything the desk can do or show, found by a few letters. */
export function PaletteDialog({ isOpen, onOpenChange }: PaletteDialogProps) {
  return (
    <Dialog.Root open={isOpen} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-black/60" />
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed top-[max(12px,12vh)] left-1/2 z-50 flex max-h-[min(560px,76vh)] w-[min(640px,calc(100vw-24px))] -translate-x-1/2 flex-col overflow-hidden rounded-xl border border-line bg-raised shadow-[0_8px_24px_rgb(0_0_0/.32)]"
        >
          <Dialog.Title className="sr-only">Search markets, pages and actions</Dialog.Title>
          <PaletteList onDone={() => onOpenChange(false)} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function PaletteList({ onDone }: { readonly onDone: () => void }) {
  const [text, setText] = useState("");
  const [pointed, setPointed] = useState("");
  const [recent, setRecent] = useStored("palette.recent", NO_RECENT);
  const { markets, problem } = useFoundMarkets(text);
  const settings = useSettingCommands();
  const commands = useSyncExternalStore(commandList.subscribe, commandList.list, none);
  const all = [...commands, ...settings];
  const known = new Map([...markets, ...all].map((entry) => [entry.id, entry]));
  const used = recent.flatMap((id) => known.get(id) ?? []).map((entry) => ({ ...entry, group: "Recent" }));
  const shown =
    text.trim() === ""
      ? [...used, ...markets.slice(0, 4), ...all.filter(({ id }) => !recent.includes(id))]
      : [...markets, ...rankEntries(all, text)];
  const values = shown.map(valueIn);
  const chosen = values.includes(pointed) ? pointed : (values[0] ?? "");
  const choose = (entry: Command) => {
    setRecent([entry.id, ...recent.filter((id) => id !== entry.id)].slice(0, RECENT_MAX));
    onDone();
    entry.run();
  };
  return (
    <Cmdk
      label="Search markets, pages and actions"
      shouldFilter={false}
      loop
      value={chosen}
      onValueChange={setPointed}
      className="flex min-h-0 flex-col"
    >
      <Cmdk.Input
        value={text}
        onValueChange={(typed) => {
          setText(typed);
          setPointed("");
        }}
        maxLength={100}
        placeholder="Search markets, pages, actions"
        className="h-[44px] shrink-0 border-b border-line-subtle bg-transparent px-4 text-[14px] outline-none placeholder:text-fg-3 pointer-coarse:text-[16px]"
      />
      <Cmdk.List label="Found" className="min-h-[160px] overflow-y-auto p-1.5">
        {groupEntries(shown).map(({ name, entries }) => (
          <Cmdk.Group
            key={name}
            heading={name}
            className="[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-[10px] [&_[cmdk-group-heading]]:font-semibold [&_[cmdk-group-heading]]:tracking-[.04em] [&_[cmdk-group-heading]]:text-fg-3 [&_[cmdk-group-heading]]:uppercase"
          >
            {entries.map((entry) => (
              <Cmdk.Item
                key={entry.id}
                value={valueIn(entry)}
                onSelect={() => choose(entry)}
                className="flex min-h-[30px] cursor-pointer items-center gap-2 rounded-md px-2 text-[13px] data-[selected=true]:bg-selected pointer-coarse:min-h-[44px]"
              >
                <span className="truncate">{entry.label}</span>
                {entry.hint === undefined ? null : <span className="truncate text-[11px] text-fg-3">{entry.hint}</span>}
                {entry.shortcut === undefined ? null : (
                  <span className="ml-auto">
                    <KeyCaps keys={entry.shortcut} />
                  </span>
                )}
              </Cmdk.Item>
            ))}
          </Cmdk.Group>
        ))}
      </Cmdk.List>
      {shown.length === 0 || problem !== null ? (
        <p role="status" className="border-t border-line-subtle px-4 py-3 text-[12px] text-fg-2">
          {problem === null
            ? `Nothing matches “${text}”. Type less of the name.`
            : `Markets could not be searched: ${problem}`}
        </p>
      ) : null}
    </Cmdk>
  );
}
