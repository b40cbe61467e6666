import { z } from 'zod';
import { Instant } from '../../platform/http/schemas.js';

const version = {
  number: z.int(),
  publishedAt: Instant,
  /** Who published it; null where that was not recorded. */
  publishedBy: z.string().nullable(),
  note: z.string().nullable(),
  /** How many people are in it now. */
  people: z.int(),
};

/** The newest versions, the newest first. */
export const Versions = z.array(z.object(version).meta({ id: 'AutomationVersion' }));
export type Versions = z.output<typeof Versions>;

/** One version with its graph. */
export const VersionDetail = z
  .object({ ...version, graph: z.record(z.string(), z.unknown()) })
  .meta({ id: 'AutomationVersionDetail' });
export type VersionDetail = z.output<typeof VersionDetail>;

export const VersionNumber = z.coerce.number().int().min(1).max(2_147_483_647);

/** How many people are at each step of each version. */
export const PeopleInVersions = z.array(
  z.object({ version: z.int(), nodeId: z.string(), people: z.int(), parked: z.int() }).meta({ id: 'PeopleAtStep' }),
);
export type PeopleInVersions = z.output<typeof PeopleInVersions>;
