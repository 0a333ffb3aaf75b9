import { expect, it, vi } from "vitest";
import { Button } from "../../../components/ui/button.tsx";

function press(key: string, repeat: boolean) {
  const onKeyDown = vi.fn();
  const event = { key, repeat, preventDefault: vi.fn() };
  Button({ children: "Close half", onKeyDown }).props.onKeyDown(event);
  expect(onKeyDown).toHaveBeenCalledWith(event);
  return event.preventDefault.mock.calls.length > 0;
}

// The browser presses a button again for each repeat of Enter: half of a position, and half of that, and half of that.
it("is pressed once by a key that is held down", () => {
  expect([press("Enter", false), press("Enter", true), press("Tab", true)]).toEqual([false, true, false]);
});
