import { z } from 'zod';

/** The values of a choice, below defaults and "may be empty". */
export function enumValues(schema: z.core.$ZodType | undefined): string[] {
  if (schema instanceof z.ZodEnum) return schema.options.map(String);
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodNullable || schema instanceof z.ZodOptional) {
    return enumValues(schema.unwrap());
  }
  return [];
}
