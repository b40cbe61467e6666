import { Get, Param } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import { AdminController, CurrentStaff } from '../../identity/auth/decorators.js';
import type { SignedInStaff } from '../../identity/auth/staff.guard.js';
import { Uuid } from '../../platform/http/validation.js';
import { ContactSegments } from './segments.schemas.js';
import { SegmentsService } from './segments.service.js';

@AdminController('contacts/:id/segments', 'Segments', 'contacts')
export class ContactSegmentsController {
  constructor(private readonly segments: SegmentsService) {}

  @Get()
  @ApiOkResponse({ standardSchema: ContactSegments })
  list(@CurrentStaff() staff: SignedInStaff, @Param('id', { schema: Uuid }) id: string): Promise<ContactSegments> {
    return this.segments.ofContact(staff.schoolId, id);
  }
}
