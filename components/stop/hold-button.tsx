"use client";

import { type ReactNode, useEffect, useRef, useState } from "react";
import { Button } from "../ui/button.tsx";

const HOLD_MS = 800;

type HoldButtonProps = {
  readonly disabled: boolean;
  readonly onHeld: () => void;
  readonly children: ReactNode;
};

/** Acts when it was held for 0.8 s, by pointer, Enter or space; letting go before that does nothing. */
export function HoldButton({ disabled, onHeld, children }: HoldButtonProps) {
  const timer = useRef<number | null>(null);
  const [isHeld, setIsHeld] = useState(false);
  const letGo = () => {
    if (timer.current !== null) window.clearTimeout(timer.current);
    timer.current = null;
    setIsHeld(false);
  };
  const hold = () => {
    if (disabled || timer.current !== null) return;
    setIsHeld(true);
    timer.current = window.setTimeout(() => {
      letGo();
      onHeld();
    }, HOLD_MS);
  };
  useEffect(() => () => window.clearTimeout(timer.current ?? undefined), []);
  return (
    <Button
      tone="danger"
      disabled={disabled}
      className="relative overflow-hidden pointer-coarse:min-h-[44px]"
      title="Hold for 0.8 seconds"
      onPointerDown={hold}
      onPointerUp={letGo}
      onPointerLeave={letGo}
      onPointerCancel={letGo}
      onKeyDown={(event) => {
        if ((event.key === "Enter" || event.key === " ") && !event.repeat) hold();
      }}
      onKeyUp={letGo}
      onBlur={letGo}
    >
      <span
        aria-hidden="true"
        className="absolute inset-y-0 left-0 bg-danger/30 transition-[width] ease-linear"
        style={{ width: isHeld ? "100%" : "0%", transitionDuration: isHeld ? `${HOLD_MS}ms` : "80ms" }}
      />
      <span className="relative">{children}</span>
    </Button>
  );
}
