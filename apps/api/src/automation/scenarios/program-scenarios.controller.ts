import { Body, Param, Post } from '@nestjs/common';
import { ChangesNothing } from '../../identity/auth/announced-changes.js';
import { NeedsScope, type Program } from '../../identity/auth/api-key.guard.js';
import { CurrentProgram, ProgramController } from '../../identity/auth/decorators.js';
import { Answers } from '../../platform/http/answers.js';
import { Uuid } from '../../platform/http/validation.js';
import { ScenarioRun, ScenarioRunInput } from './scenarios.schemas.js';
import { ScenariosService } from './scenarios.service.js';

@ProgramController('automations', 'Automations')
export class ProgramScenariosController {
  constructor(private readonly scenarios: ScenariosService) {}

  @Post(':id/scenarios/run')
  @NeedsScope('automations:read')
  @ChangesNothing()
  @Answers(ScenarioRun)
  run(
    @CurrentProgram() program: Program,
    @Param('id', { schema: Uuid }) id: string,
    @Body({ schema: ScenarioRunInput }) body: ScenarioRunInput,
  ): Promise<ScenarioRun> {
    return this.scenarios.run(program.schoolId, id, body);
  }
}
