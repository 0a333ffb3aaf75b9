/** Why the worker asked for the cancel of a GTD order at a venue that has no such thing. */
export const EXPIRED_IN_WORKER = "expired-in-worker";
