import { Body, Patch } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import { SchoolChange } from '@perennial/domain/school';
import { Me } from '../../identity/auth/auth.schemas.js';
import { AdminController, CurrentStaff } from '../../identity/auth/decorators.js';
import { OnlyFor, type SignedInStaff } from '../../identity/auth/staff.guard.js';
import { SchoolService } from './school.service.js';

@AdminController('school', 'School', 'school')
export class SchoolController {
  constructor(private readonly school: SchoolService) {}

  @Patch()
  @OnlyFor('owner', 'admin')
  @ApiOkResponse({ standardSchema: Me })
  update(@CurrentStaff() staff: SignedInStaff, @Body({ schema: SchoolChange }) body: SchoolChange): Promise<Me> {
    return this.school.update(staff, body);
  }
}
