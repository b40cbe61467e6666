import { z } from 'zod';

/** The values of a choice, below defaults and "may be empty". */
export function enumValues(schema: z.core.$ZodType | undefined): string[] {
  if (schema instanceof z.ZodEnum) return schema.options.map(String);
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodNullable || schema instanceof z.ZodOptional) {
    return enumValues(schema.unwrap());
  }
  return [];
}

/** The value that a choice has while nobody has chosen one, as in a step that is older than the setting. */
export const defaultOf = (schema: z.core.$ZodType | undefined): string | null => {
  const value = schema instanceof z.ZodDefault ? schema.def.defaultValue : null;
  return typeof value === 'string' ? value : null;
};
