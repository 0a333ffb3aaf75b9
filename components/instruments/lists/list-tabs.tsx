"use client";

import { Plus, Star } from "lucide-react";
import { useState } from "react";
import type { Watchlist } from "../catalogue-client.ts";
import { FAVOURITES } from "../tradable.ts";
import type { Watchlists } from "../use-watchlists.ts";
import { ListMenu } from "./list-menu.tsx";
import { ListNameForm } from "./list-name-form.tsx";

type ListTabsProps = {
  readonly watchlists: Watchlists;
  /** Null for the whole catalogue. */
  readonly chosen: string | null;
  readonly total: number | null;
  readonly onChoose: (list: string | null) => void;
};

const TAB =
  "flex min-h-(--head) shrink-0 items-center gap-1.5 border-b-2 border-transparent px-2.5 text-[12px] font-medium whitespace-nowrap text-fg-3 -outline-offset-2 hover:text-fg aria-pressed:border-accent aria-pressed:text-fg pointer-coarse:min-h-[44px]";

/** The whole catalogue, the favourites, and the person's own lists. */
export function ListTabs({ watchlists, chosen, total, onChoose }: ListTabsProps) {
  const [isNaming, setIsNaming] = useState(false);
  const tab = ({ name, instrumentIds }: Watchlist) => (
    <button key={name} type="button" aria-pressed={chosen === name} className={TAB} onClick={() => onChoose(name)}>
      {name === FAVOURITES ? <Star size={12} aria-hidden="true" /> : null}
      {name === FAVOURITES ? "Favourites" : name}
      <span className="text-fg-3">{instrumentIds.length}</span>
    </button>
  );
  return (
    <div className="flex items-stretch overflow-x-auto border-b border-line-subtle px-1">
      <fieldset aria-label="Lists" className="flex min-w-0 items-stretch">
        <button type="button" aria-pressed={chosen === null} className={TAB} onClick={() => onChoose(null)}>
          All
          {chosen === null && total !== null ? (
            <span className="text-fg-3">{total.toLocaleString("en-US")}</span>
          ) : null}
        </button>
        {watchlists.lists.map(tab)}
      </fieldset>
      {isNaming ? (
        <ListNameForm
          label="Name of the new watchlist"
          action="Create"
          onSubmit={async (name) => {
            if (!(await watchlists.create(name))) return;
            setIsNaming(false);
            onChoose(name.trim().replace(/\s+/g, " "));
          }}
          onCancel={() => setIsNaming(false)}
        />
      ) : (
        <button type="button" className={TAB} onClick={() => setIsNaming(true)}>
          <Plus size={13} aria-hidden="true" />
          New list
        </button>
      )}
      {chosen === null || chosen === FAVOURITES ? null : (
        <ListMenu list={chosen} watchlists={watchlists} onRenamed={onChoose} onRemoved={() => onChoose(null)} />
      )}
    </div>
  );
}
