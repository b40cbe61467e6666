import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Automation, School, Tenancy } from '@perennial/db';
import { matchTriggers, type Simulation, simulate, triggersOf } from '@perennial/domain/automation';
import { type Facts } from '@perennial/domain/conditions';
import { eventCatalogue } from '@perennial/domain/events';
import { readEmailLimits, sampleVariables } from '@perennial/domain/messaging';
import { Clocks } from '@perennial/services';
import { Repository } from 'typeorm';
import type { z } from 'zod';
import { found, Refusal } from '../../platform/http/refusal.js';
import type { SimulationInput, SimulationResponse } from './automations.schemas.js';
import { Drafts } from './drafts.js';

/** Simulates a graph for a sample person, with the interpreter that real runs use. Nothing is sent or stored. */
@Injectable()
export class SimulationService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly clocks: Clocks,
    private readonly drafts: Drafts,
    @InjectRepository(Automation) private readonly automations: Repository<Automation>,
    @InjectRepository(School) private readonly schools: Repository<School>,
  ) {}

  simulate(
    schoolId: string,
    automationId: string,
    { graph, eventType, data, startAt, choices, later }: SimulationInput,
  ): Promise<z.input<typeof SimulationResponse>> {
    return this.tenancy.withSchool(schoolId, async () => {
      found(await this.automations.findOneBy({ id: automationId }), 'automation');
      const problems = await this.drafts.problemsOf(graph);
      if (problems.length > 0)
        throw new Refusal('graph_invalid', 'Fix the issues marked on the canvas, then run the preview again.', { problems });
      const trigger = triggersOf(graph).find((node) => node.config.eventType === eventType);
      if (!trigger)
        throw new Refusal('rule_refused', 'This automation has no trigger for that event. Choose another event.', {
          field: 'eventType',
        });
      const school = await this.schools.findOneByOrFail({ id: schoolId });
      const at = new Date(startAt ?? this.clocks.wall()).toISOString();
      const event = { id: 'simulated', type: eventType, occurredAt: at, data: data ?? { ...eventCatalogue[eventType].sample } };
      const run = { automationId, contactId: sampleContactId };
      const facts = { contact: invented(school.timeZone, at), memberships: [], access: [], fields: {}, run };
      const match = matchTriggers(graph, event, { ...facts, event, schoolTimezone: school.timeZone }, at).find(
        ({ nodeId }) => nodeId === trigger.id,
      );
      const played = simulate(graph, {
        startAt: at,
        event,
        triggerNodeId: trigger.id,
        zone: school.timeZone,
        facts,
        choices,
        later,
        limits: readEmailLimits(school.emailLimits),
      });
      return {
        ...toSimulationResponse(played),
        entered: match?.matched === true,
        entryEvidence: (match?.evidence ?? []).map((evidence) => ({ ...evidence })),
      };
    });
  }
}

/** The sample person of every preview, so that a random split takes the same path until someone chooses another one. */
const sampleContactId = '00000000-0000-0000-0000-000000000000';

function invented(timezone: string, at: string): NonNullable<Facts['contact']> {
  const { name, email } = sampleVariables('contact.signed_up').contact;
  return { name, email, timezone, tags: [], clockId: null, createdAt: at };
}

const toSimulationResponse = ({ steps, ending, endedAt }: Simulation) => ({
  steps: steps.map(({ values, effect, ...step }) => ({
    ...step,
    values: values.map((value) => ({ ...value })),
    ...(effect && { effect: { ...effect } }),
  })),
  ending,
  endedAt,
});
