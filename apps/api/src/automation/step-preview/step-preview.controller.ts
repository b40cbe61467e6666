import { Body, Post } from '@nestjs/common';
import { ChangesNothing } from '../../identity/auth/announced-changes.js';
import { AdminController, CurrentStaff } from '../../identity/auth/decorators.js';
import { OnlyFor, type SignedInStaff } from '../../identity/auth/staff.guard.js';
import { Answers } from '../../platform/http/answers.js';
import { StepPreview, StepPreviewInput } from './step-preview.schemas.js';
import { StepPreviewService } from './step-preview.service.js';

@AdminController('step-previews', 'Automations', null)
@OnlyFor('owner', 'admin')
export class StepPreviewController {
  constructor(private readonly previews: StepPreviewService) {}

  @Post()
  @ChangesNothing()
  @Answers(StepPreview)
  preview(
    @CurrentStaff() staff: SignedInStaff,
    @Body({ schema: StepPreviewInput }) body: StepPreviewInput,
  ): Promise<StepPreview> {
    return this.previews.of(staff.schoolId, body);
  }
}
