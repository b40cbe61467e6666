import { Body, Delete, Get, Param, Patch, Post, Put, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse } from '@nestjs/swagger';
import { AutomationInput, PeopleInside } from '@perennial/domain/automation';
import type { z } from 'zod';
import { ChangesNothing } from '../../identity/auth/announced-changes.js';
import { AdminController, CurrentStaff } from '../../identity/auth/decorators.js';
import { OnlyFor, type SignedInStaff } from '../../identity/auth/staff.guard.js';
import { Answers, AnswersNothing } from '../../platform/http/answers.js';
import { Uuid } from '../../platform/http/validation.js';
import {
  AutomationChange,
  AutomationView,
  DraftInput,
  DraftView,
  Drawing,
  DrawingInput,
  Overlaps,
  PauseBody,
  PublishedAutomation,
  PublishInput,
  ResumeBody,
  SimulationInput,
  SimulationResponse,
  StopInput,
} from './automations.schemas.js';
import { AutomationsService } from './automations.service.js';
import { OverlapsService } from './overlaps.service.js';
import { SimulationService } from './simulation.service.js';

@AdminController('automations', 'Automations', 'automation-drafts')
@OnlyFor('owner', 'admin')
export class AutomationsController {
  constructor(
    private readonly automations: AutomationsService,
    private readonly simulations: SimulationService,
    private readonly overlaps: OverlapsService,
  ) {}

  @Post()
  @ApiCreatedResponse({ standardSchema: AutomationView })
  create(
    @CurrentStaff() staff: SignedInStaff,
    @Body({ schema: AutomationInput }) body: AutomationInput,
  ): Promise<AutomationView> {
    return this.automations.create(staff.schoolId, body);
  }

  @Get(':id')
  @OnlyFor('owner', 'admin', 'support')
  @ApiOkResponse({ standardSchema: AutomationView })
  get(@CurrentStaff() staff: SignedInStaff, @Param('id', { schema: Uuid }) id: string): Promise<AutomationView> {
    return this.automations.get(staff.schoolId, id);
  }

  @Get(':id/overlaps')
  @OnlyFor('owner', 'admin', 'support')
  @ApiOkResponse({ standardSchema: Overlaps })
  overlapping(@CurrentStaff() staff: SignedInStaff, @Param('id', { schema: Uuid }) id: string): Promise<Overlaps> {
    return this.overlaps.list(staff.schoolId, id);
  }

  @Patch(':id')
  @ApiOkResponse({ standardSchema: AutomationView })
  rename(
    @CurrentStaff() staff: SignedInStaff,
    @Param('id', { schema: Uuid }) id: string,
    @Body({ schema: AutomationChange }) body: AutomationChange,
  ): Promise<AutomationView> {
    return this.automations.rename(staff.schoolId, id, body.name);
  }

  @Post(':id/duplicate')
  @ApiCreatedResponse({ standardSchema: AutomationView })
  duplicate(@CurrentStaff() staff: SignedInStaff, @Param('id', { schema: Uuid }) id: string): Promise<AutomationView> {
    return this.automations.duplicate(staff.schoolId, id);
  }

  @Post(':id/drawing')
  @Answers(Drawing)
  drawingFrom(
    @CurrentStaff() staff: SignedInStaff,
    @Param('id', { schema: Uuid }) id: string,
    @Body({ schema: DrawingInput }) body: DrawingInput,
  ): Promise<Drawing> {
    return this.automations.drawingFrom(staff.schoolId, id, body);
  }

  @Put(':id/draft')
  @ApiOkResponse({ standardSchema: DraftView })
  saveDraft(
    @CurrentStaff() staff: SignedInStaff,
    @Param('id', { schema: Uuid }) id: string,
    @Body({ schema: DraftInput }) body: DraftInput,
  ): Promise<DraftView> {
    return this.automations.saveDraft(staff.schoolId, id, body);
  }

  @Post(':id/publish')
  @Answers(PublishedAutomation)
  publish(
    @CurrentStaff() staff: SignedInStaff,
    @Param('id', { schema: Uuid }) id: string,
    @Body({ schema: PublishInput }) body: PublishInput,
  ): Promise<PublishedAutomation> {
    return this.automations.publish(staff, id, body);
  }

  @Post(':id/pause')
  @Answers(AutomationView)
  pause(
    @CurrentStaff() staff: SignedInStaff,
    @Param('id', { schema: Uuid }) id: string,
    @Body({ schema: PauseBody }) { people }: PauseBody,
  ): Promise<AutomationView> {
    return this.automations.pause(staff, id, people);
  }

  @Post(':id/archive')
  @Answers(AutomationView)
  archive(
    @CurrentStaff() staff: SignedInStaff,
    @Param('id', { schema: Uuid }) id: string,
    @Body({ schema: StopInput }) { people }: StopInput,
  ): Promise<AutomationView> {
    return this.automations.archive(staff, id, people);
  }

  @Post(':id/restore')
  @Answers(AutomationView)
  restore(@CurrentStaff() staff: SignedInStaff, @Param('id', { schema: Uuid }) id: string): Promise<AutomationView> {
    return this.automations.restore(staff.schoolId, id);
  }

  @Post(':id/resume')
  @Answers(AutomationView)
  resume(
    @CurrentStaff() staff: SignedInStaff,
    @Param('id', { schema: Uuid }) id: string,
    @Body({ schema: ResumeBody }) { waits }: ResumeBody,
  ): Promise<AutomationView> {
    return this.automations.resume(staff, id, waits);
  }

  @Delete(':id')
  @AnswersNothing()
  remove(
    @CurrentStaff() staff: SignedInStaff,
    @Param('id', { schema: Uuid }) id: string,
    @Query({ schema: PeopleInside }) { people }: PeopleInside,
  ): Promise<void> {
    return this.automations.remove(staff, id, people);
  }

  @Post(':id/preview')
  @ChangesNothing()
  @Answers(SimulationResponse)
  preview(
    @CurrentStaff() staff: SignedInStaff,
    @Param('id', { schema: Uuid }) id: string,
    @Body({ schema: SimulationInput }) body: SimulationInput,
  ): Promise<z.input<typeof SimulationResponse>> {
    return this.simulations.simulate(staff.schoolId, id, body);
  }
}
