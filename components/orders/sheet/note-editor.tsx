"use client";

import { useState } from "react";
import {
  NOTE_LENGTH_MAX,
  type OrderNote,
  TAG_LENGTH_MAX,
  TAGS_MAX,
} from "../../../server/domain/orders/order-listing.ts";
import { notify } from "../../notices/notify.ts";
import { Button } from "../../ui/button.tsx";
import { formatRowTime } from "../../ui/format-time.ts";
import { ordersClient } from "../orders-client.ts";

type NoteEditorProps = {
  readonly portfolioId: string;
  readonly orderId: string;
  readonly note: OrderNote | null;
  readonly mayWrite: boolean;
  readonly onSaved: (note: OrderNote) => void;
};

/** What people write beside an order. Who saves last wins, and is told what they wrote over. */
export function NoteEditor({ portfolioId, orderId, note, mayWrite, onSaved }: NoteEditorProps) {
  const [text, setText] = useState(note?.note ?? "");
  const [tags, setTags] = useState(note?.tags.join(", ") ?? "");
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const isChanged = text.trim() !== (note?.note ?? "") || tags !== (note?.tags.join(", ") ?? "");
  const save = async () => {
    setIsBusy(true);
    setProblem(null);
    try {
      const words = tags.split(/[\s,]+/).filter((word) => word !== "");
      const seenAt = note?.at ?? null;
      const answer = await ordersClient.annotate({ portfolioId, orderId, note: text, tags: words, seenAt });
      if (!answer.ok) return setProblem(answer.rejection.message);
      const { replaced } = answer.value;
      if (replaced !== null) {
        notify({
          kind: "warn",
          title: `Your note replaced what ${replaced.by} wrote meanwhile`,
          detail: `${replaced.note || "(no words)"}${replaced.tags.length === 0 ? "" : ` · ${replaced.tags.join(", ")}`}`,
        });
      }
      setText(answer.value.note.note);
      setTags(answer.value.note.tags.join(", "));
      onSaved(answer.value.note);
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    } finally {
      setIsBusy(false);
    }
  };
  return (
    <form
      className="flex flex-col gap-2"
      aria-label="What is noted"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <label className="flex flex-col gap-1 text-[12px] text-fg-2">
        Note
        <textarea
          rows={3}
          maxLength={NOTE_LENGTH_MAX}
          readOnly={!mayWrite}
          className="rounded-md border border-line-strong bg-canvas p-2 text-[13px] text-fg"
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      </label>
      <label className="flex flex-col gap-1 text-[12px] text-fg-2">
        Tags
        <input
          readOnly={!mayWrite}
          maxLength={TAGS_MAX * (TAG_LENGTH_MAX + 2)}
          placeholder="breakout, late"
          className="h-(--ctl) rounded-md border border-line-strong bg-canvas px-2 text-[13px] text-fg"
          value={tags}
          onChange={(event) => setTags(event.currentTarget.value)}
        />
      </label>
      {problem === null ? null : (
        <p role="alert" className="text-danger">
          {problem}
        </p>
      )}
      <div className="flex items-center gap-2 text-[11px] text-fg-3">
        {note === null ? null : (
          <span>
            Written by {note.by}, {formatRowTime(note.at)}
          </span>
        )}
        {mayWrite ? (
          <Button type="submit" tone="accent" size="row" className="ml-auto" disabled={!isChanged || isBusy}>
            {isBusy ? "Saving…" : "Save note"}
          </Button>
        ) : (
          <span className="ml-auto">Your role reads notes and does not write them</span>
        )}
      </div>
    </form>
  );
}
