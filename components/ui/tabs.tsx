"use client";

import { Tabs as Radix } from "radix-ui";
import type { ReactNode } from "react";

type TabItem = {
  readonly id: string;
  readonly label: string;
  readonly count?: number;
  readonly content: ReactNode;
};

type TabsProps = { readonly label: string; readonly items: readonly TabItem[]; readonly aside?: ReactNode };

/** Panels behind tabs; the count stands beside the name. */
export function Tabs({ label, items, aside }: TabsProps) {
  return (
    <Radix.Root defaultValue={items[0]?.id ?? ""} className="flex min-h-0 flex-1 flex-col">
      <div className="flex min-h-(--head) items-stretch border-b border-line-subtle pr-2">
        <Radix.List aria-label={label} className="flex min-w-0 overflow-x-auto">
          {items.map((item) => (
            <Radix.Trigger
              key={item.id}
              value={item.id}
              className="border-b-2 border-transparent px-(--pad) text-[12px] font-medium whitespace-nowrap text-fg-3 -outline-offset-2 hover:text-fg data-[state=active]:border-accent data-[state=active]:text-fg"
            >
              {item.label}
              {item.count === undefined ? null : <span className="ml-1.5 text-fg-3">{item.count}</span>}
            </Radix.Trigger>
          ))}
        </Radix.List>
        <div className="ml-auto flex items-center gap-1.5">{aside}</div>
      </div>
      {items.map((item) => (
        <Radix.Content
          key={item.id}
          value={item.id}
          className="min-h-0 flex-1 overflow-auto -outline-offset-2 data-[state=inactive]:hidden"
        >
          {item.content}
        </Radix.Content>
      ))}
    </Radix.Root>
  );
}
