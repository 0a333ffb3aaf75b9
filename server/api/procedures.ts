import { initTRPC, TRPCError } from "@trpc/server";
import { ZodError, z } from "zod";
import type { Permission } from "../domain/access/permission.ts";
import { AccessError, authorize } from "../services/access/authorize.ts";
import { actorOf, type Context } from "./context.ts";

/** What a procedure asks of its caller. `open` is for those who cannot be signed in yet. */
export type Stated = Permission | "open" | "signed-in";

const trpc = initTRPC
  .context<Context>()
  .meta<{ permission: Stated }>()
  .create({
    isDev: false,
    errorFormatter: ({ shape, error }) => ({
      ...shape,
      message: messageOf(error),
      data: { code: shape.data.code, httpStatus: shape.data.httpStatus },
    }),
  });

/** Only what we wrote ourselves reaches a caller: never a stack, a statement or a path. */
function messageOf(error: TRPCError): string {
  if (error.cause instanceof ZodError) {
    const issue = error.cause.issues[0];
    const where = issue?.path.join(".") ?? "";
    return where === "" ? "The request is incomplete." : `The field "${where}" is missing or malformed.`;
  }
  if (error instanceof SpokenError) return error.message;
  switch (error.code) {
    case "UNAUTHORIZED":
      return "Sign in first.";
    case "NOT_FOUND":
      return "There is no such thing here, or it is not yours.";
    case "METHOD_NOT_SUPPORTED":
      return "This cannot be asked in this way.";
    case "BAD_REQUEST":
    case "PARSE_ERROR":
    case "UNSUPPORTED_MEDIA_TYPE":
      return "The request could not be read.";
    default:
      return "Something went wrong on the desk. Try again; its log says more.";
  }
}

class SpokenError extends TRPCError {}

export const router = trpc.router;

const errorsMapped = trpc.middleware(async ({ next }) => {
  const result = await next();
  if (!result.ok && result.error.cause instanceof AccessError) {
    const { code, message } = result.error.cause;
    throw new SpokenError({ code: code === "not-found" ? "NOT_FOUND" : "FORBIDDEN", message });
  }
  return result;
});

/** For the first owner, invitations and the question who is signed in. */
export const open = trpc.procedure.meta({ permission: "open" }).use(errorsMapped);

export const signedIn = trpc.procedure
  .meta({ permission: "signed-in" })
  .use(errorsMapped)
  .use(({ ctx, next }) => {
    if (ctx.user === null) throw new TRPCError({ code: "UNAUTHORIZED" });
    const user = ctx.user;
    return next({ ctx: { ...ctx, user, actor: actorOf({ ...ctx, user }) } });
  });

/** For a right on the desk as a whole. */
export const onDesk = (permission: Permission) =>
  signedIn.meta({ permission }).use(async ({ ctx, next }) => {
    await authorize(ctx.web.desk.database, ctx.actor, permission, null);
    return next();
  });

/** For a right within one portfolio: the input names it, and without membership it is not found. */
export const inPortfolio = (permission: Permission) =>
  signedIn
    .meta({ permission })
    .input(z.object({ portfolioId: z.uuid() }))
    .use(async ({ ctx, input, next }) => {
      await authorize(ctx.web.desk.database, ctx.actor, permission, input.portfolioId);
      return next();
    });
