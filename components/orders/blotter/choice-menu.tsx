"use client";

import { Check, ChevronDown } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { MENU, MENU_ITEM, TOOL } from "../../tables/tools/tool-button.ts";

type ChoiceMenuProps<Word extends string> = {
  readonly label: string;
  readonly choices: readonly (readonly [word: Word, label: string])[];
  readonly chosen: readonly Word[];
  readonly onChoose: (chosen: Word[]) => void;
};

/** Any number of few words. None chosen asks for all of them. */
export function ChoiceMenu<Word extends string>({ label, choices, chosen, onChoose }: ChoiceMenuProps<Word>) {
  const named = choices.filter(([word]) => chosen.includes(word)).map(([, name]) => name);
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger asChild>
        <button type="button" className={`${TOOL} ${named.length === 0 ? "" : "bg-selected text-fg"}`}>
          {named.length === 0 ? label : named.length > 2 ? `${label}: ${named.length}` : named.join(", ")}
          <ChevronDown size={11} aria-hidden="true" />
        </button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content align="start" sideOffset={4} className={MENU} aria-label={label}>
          {choices.map(([word, name]) => (
            <DropdownMenu.CheckboxItem
              key={word}
              className={MENU_ITEM}
              checked={chosen.includes(word)}
              onSelect={(event) => event.preventDefault()}
              onCheckedChange={(isChosen) =>
                onChoose(isChosen ? [...chosen, word] : chosen.filter((other) => other !== word))
              }
            >
              {name}
              <DropdownMenu.ItemIndicator>
                <Check size={12} aria-hidden="true" />
              </DropdownMenu.ItemIndicator>
            </DropdownMenu.CheckboxItem>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
