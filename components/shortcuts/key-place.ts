import type { KeyPlace } from "./shortcut-desk.ts";

const NO_TEXT: ReadonlySet<string> = new Set(["checkbox", "radio", "button", "submit", "reset", "range"]);

function isTyping(target: Element): boolean {
  if (target instanceof HTMLInputElement) return !NO_TEXT.has(target.type);
  if (target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  return target instanceof HTMLElement && target.isContentEditable;
}

const OWN_KEYS = '[role="dialog"],[role="alertdialog"],[role="menu"],[role="listbox"]';
const CONTROL = 'button,a[href],summary,input,[role="button"],[role="tab"],[role="menuitem"],[role="option"]';

/** Where the press happened. What is inside `data-shortcuts="on"` keeps the desk's keys although it is a dialog. */
export function keyPlace(event: KeyboardEvent): KeyPlace {
  const target = event.target instanceof Element ? event.target : null;
  if (target === null) return { isTyping: false, isInDialog: false, isOnControl: false, isInTable: false };
  const box = target.closest(OWN_KEYS);
  return {
    isTyping: isTyping(target),
    isInDialog: box !== null && box.closest('[data-shortcuts="on"]') === null,
    isOnControl: target.closest(CONTROL) !== null,
    isInTable: target.closest('[role="grid"],table,[data-shortcuts="table"]') !== null,
  };
}
