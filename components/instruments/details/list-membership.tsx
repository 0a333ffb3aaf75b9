import { Button } from "../../ui/button.tsx";
import { FAVOURITES } from "../tradable.ts";
import type { Watchlists } from "../use-watchlists.ts";
import { Section } from "./section.tsx";

type ListMembershipProps = {
  readonly watchlists: Watchlists;
  readonly instrumentId: string;
  readonly list: string | null;
  readonly onMove: (places: number) => void;
};

/** On which of the person's lists it stands, and where on the one that is shown. */
export function ListMembership({ watchlists, instrumentId, list, onMove }: ListMembershipProps) {
  const isOnShownList = list !== null && watchlists.has(list, instrumentId);
  return (
    <Section title="Watchlists">
      <ul>
        {watchlists.lists.map(({ name }) => (
          <li key={name}>
            <label className="flex min-h-[max(24px,var(--row))] items-center gap-2">
              <input
                type="checkbox"
                className="size-[14px] accent-(--accent-solid) pointer-coarse:size-[20px]"
                checked={watchlists.has(name, instrumentId)}
                onChange={() => void watchlists.toggle(name, instrumentId)}
              />
              {name === FAVOURITES ? "Favourites" : name}
            </label>
          </li>
        ))}
      </ul>
      {isOnShownList ? (
        <div className="mt-1.5 flex gap-1.5">
          <Button size="row" className="h-(--ctl)" onClick={() => onMove(-1)}>
            Move up
          </Button>
          <Button size="row" className="h-(--ctl)" onClick={() => onMove(1)}>
            Move down
          </Button>
        </div>
      ) : null}
    </Section>
  );
}
