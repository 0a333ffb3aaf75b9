import fc from "fast-check";
import { expect, test } from "vitest";
import { DEFAULT_PRESET_LAYOUT } from "../../../../components/trade/workspace/layout/trade-layout.ts";
import {
  addWorkspace,
  problemOfName,
  readWorkspaces,
  renameWorkspace,
  type SavedWorkspace,
} from "../../../../components/trade/workspace/saved/saved-workspaces.ts";

const workspace = (id: string, name: string): SavedWorkspace => ({
  ...{ id, name, instrumentId: "BTC-USDT", preset: "classic" },
  layout: DEFAULT_PRESET_LAYOUT,
});

test("adds a workspace under its trimmed name", () => {
  expect(addWorkspace([], workspace("a", "  Morning "))).toEqual({ lists: [workspace("a", "Morning")] });
});

test("refuses a name that is empty, too long or taken, and says what to do", () => {
  const lists = [workspace("a", "Morning")];
  expect(problemOfName(lists, " ", null)).toBe("Give it a name.");
  expect(problemOfName(lists, "x".repeat(41), null)).toBe("At most 40 characters; this has 41.");
  expect(addWorkspace(lists, workspace("b", "MORNING"))).toEqual({
    problem: "There is a workspace named “MORNING” already.",
  });
  expect(problemOfName(lists, "morning", "a")).toBeNull();
});

test("keeps twenty at most", () => {
  const lists = Array.from({ length: 20 }, (_, index) => workspace(`${index}`, `W${index}`));
  expect(addWorkspace(lists, workspace("x", "One more"))).toEqual({
    problem: "There are 20 already: delete one first.",
  });
});

test("renames one and leaves the others", () => {
  const lists = [workspace("a", "Morning"), workspace("b", "Night")];
  expect(renameWorkspace(lists, "b", "Evening")).toEqual({ lists: [lists[0], workspace("b", "Evening")] });
});

test("reads back what was stored, and of anything else only whole workspaces", () => {
  const lists = [workspace("a", "Morning"), workspace("b", "Night")];
  expect(readWorkspaces(JSON.parse(JSON.stringify(lists)))).toEqual(lists);
  expect(
    readWorkspaces([...lists, lists[0], null, { id: "c" }, { ...lists[0], id: "d", preset: "bloomberg" }]),
  ).toEqual(lists);
  fc.assert(
    fc.property(fc.jsonValue(), (stored) => {
      for (const { id, name } of readWorkspaces(stored)) expect([id, name]).not.toContain("");
    }),
  );
});
