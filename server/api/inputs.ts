import { z } from "zod";

// Postgres stores no NUL, and nobody types the other control characters.
const printable = /^\P{Cc}*$/u;

/** Free text of a person, bounded, without control characters. */
export const text = (lengthMax: number) => z.string().min(1).max(lengthMax).regex(printable);

/** A value that a verb will judge and quote itself. */
export const rawText = z.string().max(200).regex(printable);

export const id = text(64);

/** Made by the client, so that sending a request again changes nothing more. */
export const key = z.uuid().transform((value) => value.toLowerCase());

export const email = z.email().max(200);
export const password = z.string().max(1_000);
