import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Automation, School, Tenancy } from '@perennial/db';
import { playSample, type Simulation } from '@perennial/domain/automation';
import { eventCatalogue } from '@perennial/domain/events';
import { readEmailLimits } from '@perennial/domain/messaging';
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
    { graph, eventType, data, startAt, person, choices, later }: SimulationInput,
  ): Promise<z.input<typeof SimulationResponse>> {
    return this.tenancy.withSchool(schoolId, async () => {
      found(await this.automations.findOneBy({ id: automationId }), 'automation');
      const problems = await this.drafts.problemsOf(graph);
      if (problems.length > 0)
        throw new Refusal('graph_invalid', 'Fix the issues marked on the canvas, then run the preview again.', { problems });
      const { timeZone, emailLimits } = await this.schools.findOneByOrFail({ id: schoolId });
      const played = playSample(graph, {
        ...{ eventType, person, choices, later, zone: timeZone },
        data: data ?? { ...eventCatalogue[eventType].sample },
        startAt: new Date(startAt ?? this.clocks.wall()).toISOString(),
        limits: readEmailLimits(emailLimits),
      });
      if (!played)
        throw new Refusal('rule_refused', 'This automation has no trigger for that event. Choose another event.', {
          field: 'eventType',
        });
      return {
        ...toSimulationResponse(played.simulation),
        entered: played.entered,
        entryEvidence: played.entryEvidence.map((evidence) => ({ ...evidence })),
      };
    });
  }
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
