import { Get, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { AdminController, CurrentStaff } from '../../identity/auth/decorators.js';
import type { SignedInStaff } from '../../identity/auth/staff.guard.js';
import { Uuid } from '../../platform/http/validation.js';
import { Consequences } from './timeline.schemas.js';
import { TimelineService } from './timeline.service.js';

@AdminController('events', 'Timeline', null)
export class TimelineController {
  constructor(private readonly timeline: TimelineService) {}

  @Get(':id/consequences')
  @ApiOperation({ summary: 'The causes and effects of an entry. Takes the ID of an event, an email or a run' })
  @ApiOkResponse({ standardSchema: Consequences })
  consequences(@CurrentStaff() staff: SignedInStaff, @Param('id', { schema: Uuid }) id: string): Promise<Consequences> {
    return this.timeline.consequences(staff.schoolId, id);
  }
}
