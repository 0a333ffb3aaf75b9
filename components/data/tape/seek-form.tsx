"use client";

import { FastForward } from "lucide-react";
import { type FormEvent, useState } from "react";
import { Button } from "../../ui/button.tsx";
import { SmallField } from "../small-field.tsx";

type SeekFormProps = {
  readonly tapeAt: number | null;
  readonly disabled: boolean;
  readonly onSeek: (at: number) => void;
};

/** Forward only: what was traded on cannot be untraded. */
export function SeekForm({ tapeAt, disabled, onSeek }: SeekFormProps) {
  const [written, setWritten] = useState("");
  const at = Date.parse(`${written}Z`);
  const isBack = tapeAt !== null && Number.isFinite(at) && at <= tapeAt;
  const seek = (event: FormEvent) => {
    event.preventDefault();
    if (Number.isFinite(at)) onSeek(at);
  };
  return (
    <form aria-label="Go forward" className="flex flex-wrap items-end gap-2" onSubmit={seek}>
      <SmallField
        label="Go forward to, UTC"
        type="datetime-local"
        className="w-[200px]"
        value={written}
        problem={isBack}
        onChange={(event) => setWritten(event.target.value)}
      />
      <Button type="submit" disabled={disabled || !Number.isFinite(at) || isBack}>
        <FastForward size={13} aria-hidden="true" /> Go
      </Button>
      <p className={`w-full text-[11px] ${isBack ? "text-danger" : "text-fg-3"}`}>
        {isBack ? "That is behind the tape, which goes forward only." : "What lies between is played at full speed."}
      </p>
    </form>
  );
}
