import { causes, mapEffects } from '@perennial/domain/automation';
import { z } from 'zod';

/** Which automations start, stop or feed others, and how. */
export const AutomationMapView = z
  .object({
    automations: z.array(
      z.object({
        id: z.uuid(),
        name: z.string(),
        state: z.enum(['active', 'paused']),
        /** A built-in email. */
        builtIn: z.boolean(),
      }),
    ),
    links: z.array(
      z
        .object({
          from: z.uuid(),
          to: z.uuid(),
          effect: z.enum(mapEffects),
          reasons: z.array(
            z
              .object({
                does: z.enum(causes),
                record: z.object({ kind: z.enum(['tag', 'field', 'product']), id: z.string() }).nullable(),
                /** The segment that people may enter or leave because of it. */
                segmentId: z.string().nullable(),
                noticedBy: z.enum(['trigger', 'exit', 'goal', 'wait', 'condition']),
              })
              .meta({ id: 'AutomationMapReason' }),
          ),
        })
        .meta({ id: 'AutomationMapLink' }),
    ),
  })
  .meta({ id: 'AutomationMap' });
export type AutomationMapView = z.output<typeof AutomationMapView>;
