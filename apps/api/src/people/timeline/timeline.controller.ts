import { Get, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { AdminController, CurrentStaff } from '../../identity/auth/decorators.js';
import type { SignedInStaff } from '../../identity/auth/staff.guard.js';
import { Uuid } from '../../platform/http/validation.js';
import { type Consequences, ConsequencesResponse } from './timeline.schemas.js';
import { TimelineService } from './timeline.service.js';

@AdminController('events', 'Timeline')
export class TimelineController {
  constructor(private readonly timeline: TimelineService) {}

  @Get(':id/consequences')
  @ApiOperation({ summary: 'What an entry came from and what came of it; takes the id of an event, a mail or a run' })
  @ApiOkResponse({ standardSchema: ConsequencesResponse })
  consequences(@CurrentStaff() staff: SignedInStaff, @Param('id', { schema: Uuid }) id: string): Promise<Consequences> {
    return this.timeline.consequences(staff.schoolId, id);
  }
}
