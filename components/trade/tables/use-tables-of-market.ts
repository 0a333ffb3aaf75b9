"use client";

import { useStored } from "../../preferences/preferences.ts";

/** Whether the tables show the terminal's market alone. */
export const useTablesOfMarket = () => useStored("table.trade-this-market", false);
