import { Body, Patch } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import type { z } from 'zod';
import { type Me, MeResponse } from '../../identity/auth/auth.schemas.js';
import { AdminController, CurrentStaff } from '../../identity/auth/decorators.js';
import { OnlyFor, type SignedInStaff } from '../../identity/auth/staff.guard.js';
import { SchoolChange } from './school.schemas.js';
import { SchoolService } from './school.service.js';

@AdminController('school', 'School')
export class SchoolController {
  constructor(private readonly school: SchoolService) {}

  @Patch()
  @OnlyFor('owner', 'admin')
  @ApiOkResponse({ standardSchema: MeResponse })
  update(@CurrentStaff() staff: SignedInStaff, @Body({ schema: SchoolChange }) body: z.output<typeof SchoolChange>): Promise<Me> {
    return this.school.update(staff, body);
  }
}
