const hidden = "[redacted]";
const secretKey =
  "[A-Za-z_-]*(?:password|passphrase|secret|token|authorization|cookie|api[_-]?key|private[_-]?key|setup[_-]?code)";

const rules: readonly (readonly [RegExp, string])[] = [
  [new RegExp(`"(${secretKey})":"(?:[^"\\\\]|\\\\.)*"`, "gi"), `"$1":"${hidden}"`],
  [/\b([a-z][a-z0-9+.-]*:\/\/)[^/@\s"]+@/gi, `$1${hidden}@`],
  [new RegExp(`\\b(${secretKey}|code|signature|apikey)=[^&\\s"\\\\]+`, "gi"), `$1=${hidden}`],
  [/\b(bearer|basic) [A-Za-z0-9._~+/=-]{8,}/gi, `$1 ${hidden}`],
];

/** Hides passwords in URLs, secrets in query strings and headers, and the values of secret-sounding JSON keys. */
export function redact(text: string): string {
  return rules.reduce((line, [pattern, replacement]) => line.replaceAll(pattern, replacement), text);
}
