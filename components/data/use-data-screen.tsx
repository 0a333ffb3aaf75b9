"use client";

import { createContext, useContext } from "react";

export type DataScreenDoors = {
  /** A job was queued, cancelled or answered: look at the list now. */
  readonly onJobsChanged: () => void;
  /** Brings an import to the front. */
  readonly onOpenImport: (jobId: string) => void;
};

const DataScreenContext = createContext<DataScreenDoors>({
  onJobsChanged: () => undefined,
  onOpenImport: () => undefined,
});

export const DataScreenProvider = DataScreenContext.Provider;

export const useDataScreen = (): DataScreenDoors => useContext(DataScreenContext);
