import type { z } from 'zod';

/** The problem of a field as a sentence: "must be higher than the price" becomes "Must be higher than the price." */
export function asSentence(message: string): string {
  const sentence = message.charAt(0).toUpperCase() + message.slice(1);
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}

/** Checks a form by the schema that the API checks its input with: the first problem of each field, as the API would name it. */
export const problemsBy =
  <Values extends object>(schema: z.ZodType) =>
  (values: Values): Record<string, string> => {
    const problems: Record<string, string> = {};
    for (const { path, message } of schema.safeParse(values).error?.issues ?? []) {
      problems[path.join('.')] ??= asSentence(message);
    }
    return problems;
  };

/** Checks one field by the schema that the API checks it with. */
export const problemBy =
  (schema: z.ZodType) =>
  (value: unknown): string | null => {
    const message = schema.safeParse(value).error?.issues[0]?.message;
    return message === undefined ? null : asSentence(message);
  };
