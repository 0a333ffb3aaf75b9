"use client";

import { useSyncExternalStore } from "react";

const never = () => () => undefined;
/** What the keys library goes by, so that the caps show what it listens to. */
const read = (): boolean => /Mac|iPod|iPhone|iPad/.test(navigator.platform);

/** Whether this keyboard has ⌘ where others have Ctrl. False on the server and until the page has come alive. */
export const useIsApple = (): boolean => useSyncExternalStore(never, read, () => false);
