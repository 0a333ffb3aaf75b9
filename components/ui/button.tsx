"use client";

import { cva, type VariantProps } from "class-variance-authority";
import type { ComponentProps, KeyboardEvent } from "react";

const button = cva(
  "inline-flex items-center justify-center gap-1.5 rounded-md font-semibold whitespace-nowrap transition-colors duration-80 disabled:opacity-55 disabled:cursor-not-allowed",
  {
    variants: {
      tone: {
        plain: "border border-line text-fg-2 hover:bg-hover hover:text-fg",
        accent: "bg-accent-solid text-on-accent hover:brightness-110",
        danger: "border border-danger text-danger hover:bg-danger-solid hover:border-danger-solid hover:text-on-solid",
        dangerSolid: "bg-danger-solid text-on-solid hover:brightness-110",
        buy: "bg-buy-solid text-on-solid hover:brightness-110",
        sell: "bg-sell-solid text-on-solid hover:brightness-110",
      },
      size: {
        row: "h-[max(20px,calc(var(--row)-4px))] rounded-sm px-2 text-[11px] font-medium",
        control: "h-(--ctl) px-3 text-[12px]",
        large: "min-h-[38px] px-3 py-1.5 text-[13px] whitespace-normal pointer-coarse:min-h-[48px]",
      },
    },
    defaultVariants: { tone: "plain", size: "control" },
  },
);

type ButtonProps = ComponentProps<"button"> & VariantProps<typeof button>;

/** A key that is held down presses it once: browsers press a button anew with every repeat of Enter. */
export function Button({ tone, size, className, type = "button", onKeyDown, ...rest }: ButtonProps) {
  const handleKey = (event: KeyboardEvent<HTMLButtonElement>) => {
    if (event.repeat && event.key === "Enter") event.preventDefault();
    onKeyDown?.(event);
  };
  return <button type={type} className={button({ tone, size, className })} onKeyDown={handleKey} {...rest} />;
}
