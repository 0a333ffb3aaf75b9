import Link from "next/link";
import type { ReactNode } from "react";
import { Button } from "../ui/button.tsx";
import { kindName, statusName } from "./instrument-words.ts";
import { FAVOURITES, venueName } from "./tradable.ts";
import type { ScreenState } from "./use-screen-state.ts";

type NothingFoundProps = {
  readonly state: ScreenState;
  readonly problem: string | null;
  readonly isCatalogueEmpty: boolean;
  readonly onClear: () => void;
  readonly onAll: () => void;
  readonly onRetry: () => void;
};

/** Why the table has no rows, and the way on. */
export function NothingFound({ state, problem, isCatalogueEmpty, onClear, onAll, onRetry }: NothingFoundProps) {
  const { text, venues, kinds, statuses, list } = state;
  const narrowed = [...venues.map(venueName), ...kinds.map(kindName), ...statuses.map(statusName)];
  const name = list === FAVOURITES ? "Favourites" : list;
  if (problem !== null) {
    return (
      <Note title="The catalogue could not be read" words={`${problem} Orders and money are not affected.`}>
        <Button tone="accent" onClick={onRetry}>
          Try again
        </Button>
      </Note>
    );
  }
  if (text !== "" || narrowed.length > 0) {
    const where = [narrowed.join(", "), name === null ? "" : `on the list “${name}”`].filter(Boolean).join(" ");
    const what = text === "" ? "No instrument matches" : `No instrument matches “${text}”`;
    return (
      <Note
        title={`${what}${where === "" ? "" : ` · ${where}`}`}
        words="Type less of the name, or look without the filters."
      >
        <Button tone="accent" onClick={onClear}>
          Clear search and filters
        </Button>
        {list === null ? null : <Button onClick={onAll}>Search all instruments</Button>}
      </Note>
    );
  }
  if (list !== null) {
    const words =
      list === FAVOURITES
        ? "Press the star of an instrument, or S on its row, and it stands here."
        : "Open an instrument's details and tick this list.";
    return (
      <Note title={`“${name}” is empty`} words={words}>
        <Button tone="accent" onClick={onAll}>
          Show all instruments
        </Button>
      </Note>
    );
  }
  if (!isCatalogueEmpty) return <Note title="No instrument to show" words="" />;
  return (
    <Note
      title="No venue's instruments are known yet"
      words="The desk lists its own as soon as its feed runs. The catalogue of an exchange is downloaded on the Data page."
    >
      <Link href="/data" className="font-semibold text-accent underline">
        To the Data page
      </Link>
    </Note>
  );
}

type NoteProps = { readonly title: string; readonly words: string; readonly children?: ReactNode };

function Note({ title, words, children }: NoteProps) {
  return (
    <div className="flex flex-1 flex-col items-center gap-2 px-4 pt-[12vh] text-center">
      <h2 className="text-[15px] font-semibold">{title}</h2>
      <p className="max-w-[440px] text-fg-2">{words}</p>
      <div className="mt-1 flex flex-wrap justify-center gap-2">{children}</div>
    </div>
  );
}
