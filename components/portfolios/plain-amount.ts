/** What a person typed or pasted, without spaces and thousands separators: `100,000.50` becomes `100000.50`. */
export const plainAmount = (typed: string): string => typed.replace(/[\s\u00a0\u202f,']/g, "");
