import {
  Activity,
  ChartCandlestick,
  ChartPie,
  Database,
  ListOrdered,
  type LucideIcon,
  Settings,
  TableProperties,
} from "lucide-react";

export type Place = {
  readonly name: string;
  /** All addresses that begin with it belong to the place. */
  readonly path: string;
  /** Where its link leads. */
  readonly start: string;
  readonly Icon: LucideIcon;
  /** After G, it leads there. */
  readonly letter: string;
  /** Other words that find it. */
  readonly keywords: readonly string[];
};

/** The desk's departments in the order of the rail. */
export const PLACES: readonly Place[] = [
  {
    name: "Trade",
    path: "/trade",
    start: "/trade/BTC-USDT",
    Icon: ChartCandlestick,
    letter: "t",
    keywords: ["terminal", "chart", "order", "book"],
  },
  {
    name: "Portfolio",
    path: "/portfolio",
    start: "/portfolio",
    Icon: ChartPie,
    letter: "p",
    keywords: ["equity", "performance", "balances", "holdings"],
  },
  {
    name: "Orders",
    path: "/orders",
    start: "/orders",
    Icon: ListOrdered,
    letter: "o",
    keywords: ["blotter", "fills", "history", "statement"],
  },
  {
    name: "Instruments",
    path: "/instruments",
    start: "/instruments",
    Icon: TableProperties,
    letter: "m",
    keywords: ["markets", "symbols", "watchlist", "catalogue"],
  },
  {
    name: "Data",
    path: "/data",
    start: "/data",
    Icon: Database,
    letter: "d",
    keywords: ["import", "download", "gaps", "candles"],
  },
  {
    name: "System",
    path: "/system",
    start: "/system",
    Icon: Activity,
    letter: "h",
    keywords: ["health", "status", "logs", "latency"],
  },
  {
    name: "Settings",
    path: "/settings",
    start: "/settings/profile",
    Icon: Settings,
    letter: "s",
    keywords: ["preferences", "account"],
  },
];

export const isAt = (pathname: string, path: string): boolean => pathname === path || pathname.startsWith(`${path}/`);

/** The same address in the portfolio that the page is about. */
export const inPortfolio = (path: string, portfolioId: string | null): string =>
  portfolioId === null ? path : `${path}?portfolio=${encodeURIComponent(portfolioId)}`;
