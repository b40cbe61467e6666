import { z } from 'zod';
import { Instant } from '../../platform/http/schemas.js';

/** The most entries that are compared. */
const mostEntries = 200;

export const HistoryQuery = z.object({ limit: z.coerce.number().int().min(1).max(mostEntries).default(mostEntries) });
export type HistoryQuery = z.output<typeof HistoryQuery>;

const Path = z.array(z.object({ nodeId: z.string(), port: z.string().nullable(), at: Instant }));
const PastJourney = z
  .object({
    runId: z.uuid(),
    contact: z.object({ id: z.uuid(), name: z.string(), email: z.string() }).nullable(),
    startedAt: Instant,
    /** The version that the person followed. */
    version: z.int(),
    /** Whether the draft lets the person in. */
    enters: z.boolean(),
    /** The recorded path, and the path with the draft. */
    before: Path,
    after: Path,
    branches: z.array(z.object({ nodeId: z.string(), before: z.string(), after: z.string() })),
    missed: z.array(z.string()),
    added: z.array(z.string()),
    emailsLost: z.array(z.string()),
    emailsGained: z.array(z.string()),
    noEmail: z.boolean(),
    /** Why the comparison may be wrong. */
    uncertain: z.array(z.string()),
  })
  .meta({ id: 'PastJourney' });

/** The newest journeys of an automation, compared with its draft. */
export const HistoryComparison = z
  .object({
    /** The draft that was compared. */
    draft: z.record(z.string(), z.unknown()),
    /** Compared journeys. */
    compared: z.int(),
    /** Of those, how many the comparison may be wrong about. */
    uncertain: z.int(),
    /** Whether the comparison stopped early because it took too long. */
    stopped: z.boolean(),
    /** People for whom something would differ, the newest first. */
    differing: z.array(PastJourney),
    /** How many of them, by what would differ. One person can count several times. */
    counts: z.object({ notEntering: z.int(), otherBranch: z.int(), fewerEmails: z.int(), moreEmails: z.int(), noEmail: z.int() }),
  })
  .meta({ id: 'HistoryComparison' });
export type HistoryComparison = z.output<typeof HistoryComparison>;
export type PastJourney = HistoryComparison['differing'][number];
