/** Both are fixed when a portfolio is created: paper never turns live, synthetic prices never meet real ones. */
export const PORTFOLIO_MODES = ["paper", "live"] as const;
export type PortfolioMode = (typeof PORTFOLIO_MODES)[number];

export const FEED_KINDS = ["synthetic", "recorded", "live"] as const;
export type FeedKind = (typeof FEED_KINDS)[number];
