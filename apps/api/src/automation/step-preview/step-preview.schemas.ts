import { GraphNode, SamplePerson } from '@perennial/domain/automation';
import { isEventType } from '@perennial/domain/events';
import { z } from 'zod';
import { Instant } from '../../platform/http/schemas.js';

/** A step, and the sample person and event that it is tried with. */
export const StepPreviewInput = z
  .object({
    step: GraphNode,
    eventType: z.string().refine(isEventType, 'is not a known event'),
    data: z.record(z.string(), z.unknown()).optional(),
    person: SamplePerson.prefault({}),
  })
  .meta({ id: 'StepPreviewInput' });
export type StepPreviewInput = z.output<typeof StepPreviewInput>;

/** What a step would do. */
export const StepPreview = z
  .object({
    text: z.string(),
    /** The label of the branch; null for a step with one, and where the journey ends. */
    branch: z.string().nullable(),
    /** The values that decided. */
    values: z.array(z.record(z.string(), z.unknown())),
    /** Until when it waits; null for a step that does not. */
    until: Instant.nullable(),
    /** The request that it would send, without its secrets. */
    request: z
      .object({
        method: z.string(),
        url: z.string(),
        headers: z.array(z.object({ name: z.string(), value: z.string() })),
        body: z.string().nullable(),
      })
      .nullable(),
  })
  .meta({ id: 'StepPreview' });
export type StepPreview = z.output<typeof StepPreview>;
