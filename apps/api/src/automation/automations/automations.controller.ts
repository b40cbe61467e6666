import { Body, Delete, Get, HttpCode, Param, Patch, Post, Put, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse } from '@nestjs/swagger';
import type { z } from 'zod';
import { AdminController, CurrentStaff } from '../../identity/auth/decorators.js';
import { OnlyFor, type SignedInStaff } from '../../identity/auth/staff.guard.js';
import type { Page } from '../../platform/http/schemas.js';
import { Uuid } from '../../platform/http/validation.js';
import {
  AutomationChange,
  AutomationInput,
  AutomationPage,
  AutomationQuery,
  AutomationResponse,
  type AutomationSummary,
  type AutomationView,
  DraftInput,
  DraftResponse,
  type DraftView,
  type Drawing,
  DrawingInput,
  DrawingResponse,
  PublishInput,
  SimulationInput,
  SimulationResponse,
} from './automations.schemas.js';
import { AutomationsService } from './automations.service.js';
import { SimulationService } from './simulation.service.js';

@AdminController('automations', 'Automations')
@OnlyFor('owner', 'admin')
export class AutomationsController {
  constructor(
    private readonly automations: AutomationsService,
    private readonly simulations: SimulationService,
  ) {}

  @Get()
  @OnlyFor('owner', 'admin', 'support')
  @ApiOkResponse({ standardSchema: AutomationPage })
  list(
    @CurrentStaff() staff: SignedInStaff,
    @Query({ schema: AutomationQuery }) query: z.output<typeof AutomationQuery>,
  ): Promise<Page<AutomationSummary>> {
    return this.automations.list(staff.schoolId, query);
  }

  @Post()
  @ApiCreatedResponse({ standardSchema: AutomationResponse })
  create(
    @CurrentStaff() staff: SignedInStaff,
    @Body({ schema: AutomationInput }) body: z.output<typeof AutomationInput>,
  ): Promise<AutomationView> {
    return this.automations.create(staff.schoolId, body);
  }

  @Get(':id')
  @OnlyFor('owner', 'admin', 'support')
  @ApiOkResponse({ standardSchema: AutomationResponse })
  get(@CurrentStaff() staff: SignedInStaff, @Param('id', { schema: Uuid }) id: string): Promise<AutomationView> {
    return this.automations.get(staff.schoolId, id);
  }

  @Patch(':id')
  @ApiOkResponse({ standardSchema: AutomationResponse })
  rename(
    @CurrentStaff() staff: SignedInStaff,
    @Param('id', { schema: Uuid }) id: string,
    @Body({ schema: AutomationChange }) body: z.output<typeof AutomationChange>,
  ): Promise<AutomationView> {
    return this.automations.rename(staff.schoolId, id, body.name);
  }

  @Post(':id/duplicate')
  @ApiCreatedResponse({ standardSchema: AutomationResponse })
  duplicate(@CurrentStaff() staff: SignedInStaff, @Param('id', { schema: Uuid }) id: string): Promise<AutomationView> {
    return this.automations.duplicate(staff.schoolId, id);
  }

  @Post(':id/drawing')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: DrawingResponse })
  drawingFrom(
    @CurrentStaff() staff: SignedInStaff,
    @Param('id', { schema: Uuid }) id: string,
    @Body({ schema: DrawingInput }) body: z.output<typeof DrawingInput>,
  ): Promise<Drawing> {
    return this.automations.drawingFrom(staff.schoolId, id, body.template);
  }

  @Put(':id/draft')
  @ApiOkResponse({ standardSchema: DraftResponse })
  saveDraft(
    @CurrentStaff() staff: SignedInStaff,
    @Param('id', { schema: Uuid }) id: string,
    @Body({ schema: DraftInput }) body: z.output<typeof DraftInput>,
  ): Promise<DraftView> {
    return this.automations.saveDraft(staff.schoolId, id, body);
  }

  @Post(':id/publish')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: AutomationResponse })
  publish(
    @CurrentStaff() staff: SignedInStaff,
    @Param('id', { schema: Uuid }) id: string,
    @Body({ schema: PublishInput }) body: z.output<typeof PublishInput>,
  ): Promise<AutomationView> {
    return this.automations.publish(staff.schoolId, id, body.revision);
  }

  @Post(':id/pause')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: AutomationResponse })
  pause(@CurrentStaff() staff: SignedInStaff, @Param('id', { schema: Uuid }) id: string): Promise<AutomationView> {
    return this.automations.pause(staff.schoolId, id);
  }

  @Post(':id/resume')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: AutomationResponse })
  resume(@CurrentStaff() staff: SignedInStaff, @Param('id', { schema: Uuid }) id: string): Promise<AutomationView> {
    return this.automations.resume(staff.schoolId, id);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiNoContentResponse()
  remove(@CurrentStaff() staff: SignedInStaff, @Param('id', { schema: Uuid }) id: string): Promise<void> {
    return this.automations.remove(staff.schoolId, id);
  }

  @Post(':id/preview')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: SimulationResponse })
  preview(
    @CurrentStaff() staff: SignedInStaff,
    @Param('id', { schema: Uuid }) id: string,
    @Body({ schema: SimulationInput }) body: z.output<typeof SimulationInput>,
  ): Promise<z.input<typeof SimulationResponse>> {
    return this.simulations.simulate(staff.schoolId, id, body);
  }
}
