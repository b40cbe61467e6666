import type { Contact } from '@perennial/db';
import { Condition, checkContactCondition } from '@perennial/domain/conditions';
import { type CompileOptions, compileCondition } from '@perennial/services';
import type { SelectQueryBuilder } from 'typeorm';
import { z } from 'zod';

/** A condition that selects contacts, as the JSON text that an address can hold. */
export const ContactCondition = z
  .string()
  .max(8000, 'the condition is too long: use fewer comparisons')
  .meta({
    description:
      'A condition about the person, as JSON: {"match": "all" or "any", "tests": [{"field", "operator", "value"}]}. Returns only people who meet it.',
  })
  .transform((text, context): Condition => {
    const condition = Condition.safeParse(parsed(text));
    if (!condition.success) {
      context.addIssue(
        'is not a condition: send JSON such as {"match":"all","tests":[{"field":"contact.tags","operator":"includes","value":"vip"}]}',
      );
      return z.NEVER;
    }
    for (const { path, message, fix } of checkContactCondition(condition.data)) context.addIssue(`${path}: ${message} ${fix}`);
    return condition.data;
  });

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

/** Keeps the contacts for whom a condition holds. */
export function meeting(
  query: SelectQueryBuilder<Contact>,
  condition: Condition,
  { segments, now }: Pick<CompileOptions, 'segments' | 'now'>,
): void {
  const name = (index: number) => `condition${index}`;
  const { sql, params } = compileCondition(condition, {
    contact: query.alias,
    now,
    ...(segments && { segments }),
    placeholder: (index) => `:${name(index)}`,
  });
  query.andWhere(sql, Object.fromEntries(params.map((value, index) => [name(index), value])));
}
