"use client";

import { RadioGroup } from "radix-ui";
import { useId } from "react";
import { SettingRow } from "./setting-row.tsx";

type ChoiceRowProps<Value extends string> = {
  readonly label: string;
  readonly hint?: string;
  readonly value: Value;
  readonly choices: readonly { readonly value: Value; readonly label: string }[];
  readonly onChange: (value: Value) => void;
};

/** One of a few, all in sight. */
export function ChoiceRow<Value extends string>({ label, hint, value, choices, onChange }: ChoiceRowProps<Value>) {
  const id = useId();
  const choose = (text: string) => {
    const choice = choices.find((each) => each.value === text);
    if (choice !== undefined) onChange(choice.value);
  };
  return (
    <SettingRow label={label} labelId={id} {...(hint === undefined ? {} : { hint })}>
      <RadioGroup.Root
        aria-labelledby={id}
        value={value}
        onValueChange={choose}
        className="flex flex-wrap gap-1 rounded-md bg-canvas p-1"
      >
        {choices.map((choice) => (
          <RadioGroup.Item
            key={choice.value}
            value={choice.value}
            className="h-(--ctl) rounded-sm px-3 text-[12px] font-medium whitespace-nowrap text-fg-2 hover:text-fg data-[state=checked]:bg-selected data-[state=checked]:text-fg data-[state=checked]:shadow-[inset_0_0_0_1px_var(--accent)]"
          >
            {choice.label}
          </RadioGroup.Item>
        ))}
      </RadioGroup.Root>
    </SettingRow>
  );
}
