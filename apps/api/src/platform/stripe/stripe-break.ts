import type { StripeConnection } from '@perennial/db';
import { z } from 'zod';
import { Instant } from '../http/schemas.js';

/** Why a connection is broken, and since when. */
export const StripeBreak = z
  .object({
    since: Instant,
    reason: z.enum(['key_rejected', 'events_not_permitted', 'billing_not_permitted', 'changes_not_permitted']),
  })
  .meta({ id: 'StripeBreak' });
export type StripeBreak = z.output<typeof StripeBreak>;

/** The break of a stored connection; null while it works or there is none. */
export const breakOf = (row: StripeConnection | null): StripeBreak | null =>
  row?.state === 'broken' && row.brokenSince && row.brokenReason
    ? { since: row.brokenSince.toISOString(), reason: row.brokenReason }
    : null;
