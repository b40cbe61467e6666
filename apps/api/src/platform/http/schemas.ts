import { type SortOrder, sortOrders } from '@perennial/domain/search';
import { z } from 'zod';

/** An instant in responses: ISO 8601, UTC. */
export const Instant = z.iso.datetime();
/** Amount in the currency's minor unit. */
export const MinorUnits = z.int();

/** The revision of a document that its author has seen. The column is a four-byte integer. */
export const Revision = z.int().min(0).max(2_147_483_647);

/** An instant in JSON. */
export const iso = (at: Date): string => at.toISOString();
export { isoOrNull } from '@perennial/domain/calendar';

/** Query of a list that can be sorted by these columns. */
export const listQuery = <const Column extends string>(columns: readonly [Column, ...Column[]]) =>
  z.object({
    q: z.string().trim().max(200).default(''),
    sort: z.enum<readonly SortOrder<Column>[]>(sortOrders(columns)).optional(),
    page: z.coerce.number().int().min(1).max(100_000).default(1),
    pageSize: z.coerce.number().int().min(1).max(100).default(25),
  });

/** One page of a list. */
export interface Page<T> {
  items: T[];
  /** How many there are, at most 10,000. */
  total: number;
  /** Whether the total is that number; false where there are more. */
  totalIsExact: boolean;
  page: number;
  pageSize: number;
}

/** Schema of a page. */
export const pageOf = <S extends z.ZodType>(item: S, id: string) =>
  z
    .object({
      items: z.array(item),
      total: z.int().meta({ description: 'How many there are, counted to 10,000.' }),
      totalIsExact: z.boolean().meta({ description: 'False where there are more than the total.' }),
      page: z.int(),
      pageSize: z.int(),
    })
    .meta({ id });

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

/** `test`: only people on test clocks. */
export const AttentionQuery = z.object({ test: z.stringbool().default(false) });
export type AttentionQuery = z.output<typeof AttentionQuery>;
