import { Injectable } from '@nestjs/common';
import { Tenancy } from '@perennial/db';
import { Graph, type PauseInput, type ResumeInput, titleOf } from '@perennial/domain/automation';
import type { Program } from '../../identity/auth/api-key.guard.js';
import { Idempotency } from '../../platform/http/idempotency.js';
import { found } from '../../platform/http/refusal.js';
import type { ProgramAutomation } from '../files/automation-files.schemas.js';
import { VersionsService } from '../versions/versions.service.js';
import type { AutomationView, PublishInput } from './automations.schemas.js';
import { AutomationsService } from './automations.service.js';
import { ProgramActors } from './program-actors.js';
import type { ProgramAutomationDetail, ProgramPublished, ProgramStep } from './program-automations.schemas.js';

/** Automations for programs: publishing and pausing as staff do it in the admin app, once per Idempotency-Key. */
@Injectable()
export class ProgramAutomationsService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly automations: AutomationsService,
    private readonly versions: VersionsService,
    private readonly actors: ProgramActors,
    private readonly idempotency: Idempotency,
  ) {}

  get({ schoolId }: Program, id: string): Promise<ProgramAutomationDetail> {
    return this.tenancy.withSchool(schoolId, async () => {
      const automation = await this.automations.get(schoolId, id);
      const { draftRevision, draftDiffers, heldSince, counts, problems, published } = automation;
      return {
        ...summaryOf(automation),
        publishedAt: published?.publishedAt ?? null,
        ...{ draftRevision, draftDiffers, heldSince, counts, problems },
        steps: published ? stepsOf((await this.versions.get(schoolId, id, published.number)).graph) : [],
        people: await this.versions.people(schoolId, id),
      };
    });
  }

  /** @throws {Refusal} `stale_revision` if the draft was saved in between, `graph_invalid` with its issues */
  publish(program: Program, id: string, input: PublishInput, key: string | undefined): Promise<ProgramPublished> {
    return this.idempotency.once(program, key, { automationId: id, publish: input }, async () => {
      const { moveId, ...automation } = await this.automations.publish(await this.actors.of(program), id, input);
      const { number } = found(automation.published, 'version');
      return { ...summaryOf(automation), version: number, moveId };
    });
  }

  pause(program: Program, id: string, { people }: PauseInput, key: string | undefined): Promise<ProgramAutomation> {
    return this.idempotency.once(program, key, { automationId: id, pause: people }, async () =>
      summaryOf(await this.automations.pause(await this.actors.of(program), id, people)),
    );
  }

  resume(program: Program, id: string, { waits }: ResumeInput, key: string | undefined): Promise<ProgramAutomation> {
    return this.idempotency.once(program, key, { automationId: id, resume: waits }, async () =>
      summaryOf(await this.automations.resume(await this.actors.of(program), id, waits)),
    );
  }
}

const summaryOf = ({ id, name, state, versionNumber }: AutomationView): ProgramAutomation => ({
  id,
  name,
  state,
  version: versionNumber,
});

const stepsOf = (graph: object): ProgramStep[] =>
  Graph.parse(graph).nodes.map((step) => ({ id: step.id, kind: step.kind, label: titleOf(step) }));
