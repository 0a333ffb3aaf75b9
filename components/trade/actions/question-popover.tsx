"use client";

import { Popover } from "radix-ui";
import { useEffect, useId, useMemo, useRef } from "react";
import { keyText } from "../../shortcuts/key-text.ts";
import { useIsApple } from "../../shortcuts/use-is-apple.ts";
import { Button } from "../../ui/button.tsx";
import { confirm, dismiss, useQuestion } from "./question.ts";

/** Where a question stands that no control asked: below the header, in the middle. */
const middle = () => new DOMRect(window.innerWidth / 2, 96, 0, 0);

/** The question that stands, if any. It never opens by itself and never answers itself. */
export function QuestionPopover() {
  const asked = useQuestion();
  const isApple = useIsApple();
  const id = useId();
  const safe = useRef<HTMLButtonElement>(null);
  const bold = useRef<HTMLButtonElement>(null);
  const anchor = asked?.anchor ?? null;
  const spot = useMemo(
    () => ({ current: { getBoundingClientRect: () => anchor?.getBoundingClientRect() ?? middle() } }),
    [anchor],
  );
  useEffect(() => dismiss, []);
  if (asked === null) return null;
  const { title, effects, confirmLabel, keys, isConfirmFocused } = asked.question;
  return (
    <Popover.Root open onOpenChange={(isOpen) => (isOpen ? undefined : dismiss())}>
      <Popover.Anchor virtualRef={spot} />
      <Popover.Portal>
        <Popover.Content
          role="alertdialog"
          data-shortcuts="on"
          aria-labelledby={`${id}-title`}
          aria-describedby={`${id}-effects`}
          sideOffset={6}
          collisionPadding={8}
          className="z-[1000000000] flex w-[min(340px,calc(100vw-16px))] flex-col gap-2 rounded-lg border border-line bg-raised p-3 text-[12px] shadow-[0_8px_24px_rgb(0_0_0/.32)]"
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            if (asked.from instanceof HTMLElement) asked.from.focus({ preventScroll: true });
          }}
          onOpenAutoFocus={(event) => {
            event.preventDefault();
            (isConfirmFocused === true ? bold : safe).current?.focus();
          }}
        >
          <h2 id={`${id}-title`} className="text-[13px] font-semibold">
            {title}
          </h2>
          <ul id={`${id}-effects`} className="flex flex-col gap-1 text-fg-2">
            {effects.map((effect) => (
              <li key={effect}>{effect}</li>
            ))}
          </ul>
          <div className="mt-1 flex flex-wrap items-center justify-end gap-2">
            {keys === null ? null : (
              <span className="mr-auto text-[11px] text-fg-3">{keyText(keys, isApple)} again confirms</span>
            )}
            <Button ref={safe} onClick={dismiss}>
              Keep as it is
            </Button>
            <Button ref={bold} tone="dangerSolid" onClick={confirm}>
              {confirmLabel}
            </Button>
          </div>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
