"use client";

import { Switch } from "radix-ui";
import { type ReactNode, useId } from "react";
import { SettingRow } from "./setting-row.tsx";

type SwitchRowProps = {
  readonly label: string;
  readonly hint?: string;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
  /** What stands before the switch, such as a button that tries it out. */
  readonly aside?: ReactNode;
};

/** On or off. */
export function SwitchRow({ label, hint, isOn, onChange, aside }: SwitchRowProps) {
  const id = useId();
  return (
    <SettingRow label={label} labelId={id} {...(hint === undefined ? {} : { hint })}>
      {aside}
      <Switch.Root
        aria-labelledby={id}
        checked={isOn}
        onCheckedChange={onChange}
        className="relative h-[22px] w-[40px] shrink-0 rounded-full border border-line-strong bg-canvas transition-colors duration-80 data-[state=checked]:border-accent-solid data-[state=checked]:bg-accent-solid pointer-coarse:h-[30px] pointer-coarse:w-[54px]"
      >
        <Switch.Thumb className="block size-[16px] translate-x-[3px] rounded-full bg-fg-2 transition-transform duration-80 data-[state=checked]:translate-x-[19px] data-[state=checked]:bg-on-accent pointer-coarse:size-[22px] pointer-coarse:data-[state=checked]:translate-x-[28px]" />
      </Switch.Root>
    </SettingRow>
  );
}
