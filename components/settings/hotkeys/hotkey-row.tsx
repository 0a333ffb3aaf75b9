"use client";

import { type KeyboardEvent, useState } from "react";
import { KeyCaps } from "../../shortcuts/key-caps.tsx";
import { browserUse, conflictsOf, pressOf } from "../../shortcuts/key-conflicts.ts";
import { keyText } from "../../shortcuts/key-text.ts";
import type { BoundShortcut } from "../../shortcuts/use-all-shortcuts.ts";
import { useIsApple } from "../../shortcuts/use-is-apple.ts";
import { Button } from "../../ui/button.tsx";
import { SettingRow } from "../parts/setting-row.tsx";

type HotkeyRowProps = {
  readonly shortcut: BoundShortcut;
  readonly all: readonly BoundShortcut[];
  /** Null gives it the built-in keys again, an empty text takes its keys away. */
  readonly onRebind: (id: string, keys: string | null) => void;
};

/** A sequence has two presses at most. */
const PRESSES_MAX = 2;

/** One shortcut and its keys; while it records, the next presses are its new ones. */
export function HotkeyRow({ shortcut, all, onRebind }: HotkeyRowProps) {
  const [recorded, setRecorded] = useState<string | null>(null);
  const isApple = useIsApple();
  const isRecording = recorded !== null;
  const wanted = recorded ?? "";
  const clashes = conflictsOf({ ...shortcut, keys: wanted }, all);
  const taken = wanted === "" ? null : browserUse(wanted);
  const problem =
    clashes.length > 0
      ? `${keyText(wanted, isApple)} is taken by “${clashes.map(({ label }) => label).join("”, “")}”.`
      : taken === null
        ? null
        : `${keyText(wanted, isApple)} ${taken}. Choose others.`;
  const save = () => {
    if (problem !== null || wanted === "") return;
    onRebind(shortcut.id, wanted === shortcut.builtIn ? null : wanted);
    setRecorded(null);
  };
  const record = (event: KeyboardEvent) => {
    if (!isRecording || event.key === "Tab") return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === "Escape") return setRecorded(null);
    if (event.key === "Enter" && wanted !== "") return save();
    const press = event.repeat ? null : pressOf(event.nativeEvent);
    if (press === null) return;
    const before = wanted === "" ? [] : wanted.split(" ");
    setRecorded((before.length >= PRESSES_MAX ? [press] : [...before, press]).join(" "));
  };
  const { label, keys, builtIn, id } = shortcut;
  return (
    <SettingRow label={label}>
      {isRecording ? (
        <>
          {/* biome-ignore lint/a11y/noStaticElementInteractions: a field that takes presses instead of text. */}
          <span className="contents" onKeyDown={record}>
            <button
              type="button"
              // biome-ignore lint/a11y/noAutofocus: it was asked for by the press that opened it.
              autoFocus
              aria-label={`New keys of ${label}: press them`}
              className="flex h-(--ctl) min-w-[120px] items-center justify-center rounded-md border border-accent px-2 text-[12px] text-fg-2"
            >
              {wanted === "" ? "Press keys…" : <KeyCaps keys={wanted} />}
            </button>
          </span>
          <Button tone="accent" disabled={problem !== null || wanted === ""} onClick={save}>
            Save
          </Button>
          <Button onClick={() => setRecorded(null)}>Keep as it was</Button>
          {problem === null ? null : (
            <p role="alert" className="max-w-[220px] text-[12px] text-danger">
              {problem}
            </p>
          )}
        </>
      ) : (
        <>
          {keys === "" ? <span className="text-[12px] text-fg-3">no keys</span> : <KeyCaps keys={keys} />}
          <Button size="row" aria-label={`Change the keys of ${label}`} onClick={() => setRecorded("")}>
            Change
          </Button>
          <Button
            size="row"
            aria-label={`Take the keys from ${label}`}
            disabled={keys === ""}
            onClick={() => onRebind(id, "")}
          >
            None
          </Button>
          <Button
            size="row"
            aria-label={`Built-in keys for ${label}`}
            disabled={keys === builtIn}
            onClick={() => onRebind(id, null)}
          >
            Reset
          </Button>
        </>
      )}
    </SettingRow>
  );
}
