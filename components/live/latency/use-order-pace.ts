"use client";

import { useSyncExternalStore } from "react";
import { type OrderPace, orderPace } from "./order-pace.ts";

const none = () => null;

/** How fast the desk answered this browser's orders; null before the first answer. */
export const useOrderPace = (): OrderPace | null => useSyncExternalStore(orderPace.subscribe, orderPace.read, none);
