import { open, router } from "../procedures.ts";

export const sessionRouter = router({
  /** Who is signed in, or null. */
  me: open.query(({ ctx }) => {
    if (ctx.user === null) return null;
    const { sessionId: _, ...user } = ctx.user;
    return user;
  }),
});
