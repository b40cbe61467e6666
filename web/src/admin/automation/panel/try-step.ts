import type { Schemas } from '@perennial/api-client';
import type { GraphNode, SamplePerson } from '@perennial/domain/automation';
import { answer, api } from '../../../ui/api/client';
import type { Sample } from '../preview/preview';

export type StepPreview = Schemas['StepPreview'];

/** What a step is tried with. */
interface StepQuestion {
  readonly step: GraphNode;
  readonly eventType: string;
  readonly data: Sample;
  readonly person: SamplePerson;
}

/** Tries a step. Nothing is sent or stored. */
export const tryStep = ({ step, eventType, data, person }: StepQuestion) =>
  answer(api.POST('/api/admin/step-previews', { body: { step, eventType, data: { ...data }, person } }));
