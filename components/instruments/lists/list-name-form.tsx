"use client";

import { type FormEvent, useState } from "react";
import { Button } from "../../ui/button.tsx";

type ListNameFormProps = {
  readonly label: string;
  readonly action: string;
  readonly name?: string;
  readonly onSubmit: (name: string) => Promise<void>;
  readonly onCancel: () => void;
};

/** One short name. */
export function ListNameForm({ label, action, name: given = "", onSubmit, onCancel }: ListNameFormProps) {
  const [name, setName] = useState(given);
  const [isSending, setIsSending] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (isSending || name.trim() === "") return;
    setIsSending(true);
    await onSubmit(name);
    setIsSending(false);
  };
  return (
    <form className="flex shrink-0 items-center gap-1.5 px-1.5" onSubmit={(event) => void submit(event)}>
      <input
        // biome-ignore lint/a11y/noAutofocus: the person has just asked to type here.
        autoFocus
        aria-label={label}
        value={name}
        maxLength={40}
        placeholder="Name"
        className="h-(--ctl) w-[140px] rounded-sm border border-line-strong bg-canvas px-2 text-[12px] pointer-coarse:text-[16px]"
        onChange={(event) => setName(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape") onCancel();
        }}
      />
      <Button type="submit" size="row" tone="accent" className="h-(--ctl)" disabled={isSending || name.trim() === ""}>
        {action}
      </Button>
      <Button size="row" className="h-(--ctl)" onClick={onCancel}>
        Cancel
      </Button>
    </form>
  );
}
