"use client";

import { useState } from "react";
import { Button } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/dialog.tsx";
import type { Watchlists } from "../use-watchlists.ts";
import { ListNameForm } from "./list-name-form.tsx";

type ListMenuProps = {
  readonly list: string;
  readonly watchlists: Watchlists;
  readonly onRenamed: (name: string) => void;
  readonly onRemoved: () => void;
};

/** What can be done with the list on screen. */
export function ListMenu({ list, watchlists, onRenamed, onRemoved }: ListMenuProps) {
  const [isNaming, setIsNaming] = useState(false);
  if (isNaming) {
    return (
      <ListNameForm
        key={list}
        label={`New name of ${list}`}
        action="Rename"
        name={list}
        onSubmit={async (name) => {
          if (!(await watchlists.rename(list, name))) return;
          setIsNaming(false);
          onRenamed(name.trim().replace(/\s+/g, " "));
        }}
        onCancel={() => setIsNaming(false)}
      />
    );
  }
  const count = watchlists.lists.find(({ name }) => name === list)?.instrumentIds.length ?? 0;
  return (
    <span className="ml-auto flex shrink-0 items-center gap-1.5 px-1.5">
      <Button size="row" onClick={() => setIsNaming(true)}>
        Rename
      </Button>
      <ConfirmDialog
        title={`Delete the watchlist “${list}”?`}
        confirmLabel="Delete the list"
        trigger={<Button size="row">Delete…</Button>}
        onConfirm={() =>
          void watchlists.remove(list).then((isDone) => {
            if (isDone) onRemoved();
          })
        }
      >
        <p>
          {count === 0
            ? "It is empty."
            : `Its ${count} ${count === 1 ? "instrument stays" : "instruments stay"} in the catalogue and on your other lists.`}
        </p>
      </ConfirmDialog>
    </span>
  );
}
