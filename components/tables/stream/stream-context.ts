"use client";

import { createContext } from "react";

/** Says whenever a figure that a table shows may have moved; silent where nothing streams. */
export const StreamContext = createContext<(listener: () => void) => () => void>(() => () => undefined);
