import { emailAddress } from '@perennial/domain/addresses';
import { z } from 'zod';

/** An instant as answers write it: ISO 8601, UTC. */
export const Instant = z.iso.datetime();
/** Amount in the currency's minor unit. */
export const MinorUnits = z.int();

/** The state of a document that its writer has seen; the column holds four bytes. */
export const Revision = z.int().min(0).max(2_147_483_647);

/** An instant in JSON. */
export const iso = (at: Date): string => at.toISOString();
export { isoOrNull } from '@perennial/domain/calendar';

/** Query of every list. */
export const listQuery = <const S extends readonly [string, ...string[]]>(sorts: S) =>
  z.object({
    q: z.string().trim().max(200).default(''),
    sort: z
      .enum([...sorts, ...sorts.map((name) => `-${name}` as const)] as [
        S[number] | `-${S[number]}`,
        ...(S[number] | `-${S[number]}`)[],
      ])
      .optional(),
    page: z.coerce.number().int().min(1).max(100_000).default(1),
    pageSize: z.coerce.number().int().min(1).max(100).default(25),
  });

/** One page of a list. */
export interface Page<T> {
  items: T[];
  total: number;
  page: number;
  pageSize: number;
}

/** Schema of a page. */
export const pageOf = <S extends z.ZodType>(item: S, id: string) =>
  z.object({ items: z.array(item), total: z.int(), page: z.int(), pageSize: z.int() }).meta({ id });

/** The error shape of every refusal. */
export const ErrorResponse = z
  .object({
    error: z.object({
      code: z.string(),
      message: z.string(),
      field: z.string().optional(),
      details: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
      problems: z.array(z.record(z.string(), z.unknown())).optional(),
      requestId: z.string(),
    }),
  })
  .meta({ id: 'ErrorResponse' });

/** An address that a browser is to open. */
export const UrlResponse = z.object({ url: z.url() }).meta({ id: 'UrlResponse' });
/** An email address, in the one form we store. */
export const EmailAddress = emailAddress;
/** A person's name. */
export const PersonName = z.string().trim().max(120, 'at most 120 characters');

/** `test`: people on test clocks instead of everybody else. */
export const AttentionQuery = z.object({ test: z.stringbool().default(false) });
