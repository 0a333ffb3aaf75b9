import { useSyncExternalStore } from "react";

const KEY = "tradewind-one-click";
const listeners = new Set<() => void>();

function read(): boolean {
  try {
    return localStorage.getItem(KEY) === "on";
  } catch {
    return false; // Storage may be forbidden: then each order is confirmed.
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener("storage", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("storage", listener);
  };
}

/** Orders go out with one click, on this device, until somebody signs in or out. */
export function setOneClick(isOn: boolean): void {
  try {
    if (isOn) localStorage.setItem(KEY, "on");
    else localStorage.removeItem(KEY);
  } catch {
    return;
  }
  for (const listener of listeners) listener();
}

export const useOneClick = (): boolean => useSyncExternalStore(subscribe, read, () => false);
