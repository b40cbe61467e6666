import { Body, Delete, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiAcceptedResponse, ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse } from '@nestjs/swagger';
import type { z } from 'zod';
import { AdminController, CurrentStaff } from '../../identity/auth/decorators.js';
import { OnlyFor, type SignedInStaff } from '../../identity/auth/staff.guard.js';
import type { Page } from '../../platform/http/schemas.js';
import { Uuid } from '../../platform/http/validation.js';
import {
  type Preview,
  PreviewInput,
  PreviewResponse,
  TemplateChange,
  TemplateInput,
  TemplatePage,
  TemplateQuery,
  TemplateResponse,
  type TemplateSummary,
  type TemplateView,
  type TestAccepted,
  TestInput,
  TestResponse,
} from './email.schemas.js';
import { EmailTemplatesService } from './email-templates.service.js';
import { TestMailsService } from './test-mails.service.js';

@AdminController('email-templates', 'Email')
export class EmailTemplatesController {
  constructor(
    private readonly templates: EmailTemplatesService,
    private readonly tests: TestMailsService,
  ) {}

  @Get()
  @ApiOkResponse({ standardSchema: TemplatePage })
  list(
    @CurrentStaff() staff: SignedInStaff,
    @Query({ schema: TemplateQuery }) query: z.output<typeof TemplateQuery>,
  ): Promise<Page<TemplateSummary>> {
    return this.templates.list(staff.schoolId, query);
  }

  @Post()
  @OnlyFor('owner', 'admin')
  @ApiCreatedResponse({ standardSchema: TemplateResponse })
  create(
    @CurrentStaff() staff: SignedInStaff,
    @Body({ schema: TemplateInput }) body: z.output<typeof TemplateInput>,
  ): Promise<TemplateView> {
    return this.templates.create(staff.schoolId, body);
  }

  @Get(':id')
  @ApiOkResponse({ standardSchema: TemplateResponse })
  get(@CurrentStaff() staff: SignedInStaff, @Param('id', { schema: Uuid }) id: string): Promise<TemplateView> {
    return this.templates.get(staff.schoolId, id);
  }

  @Put(':id')
  @OnlyFor('owner', 'admin')
  @ApiOkResponse({ standardSchema: TemplateResponse })
  save(
    @CurrentStaff() staff: SignedInStaff,
    @Param('id', { schema: Uuid }) id: string,
    @Body({ schema: TemplateChange }) body: z.output<typeof TemplateChange>,
  ): Promise<TemplateView> {
    return this.templates.save(staff.schoolId, id, body);
  }

  @Delete(':id')
  @HttpCode(204)
  @OnlyFor('owner', 'admin')
  @ApiNoContentResponse()
  remove(@CurrentStaff() staff: SignedInStaff, @Param('id', { schema: Uuid }) id: string): Promise<void> {
    return this.templates.remove(staff.schoolId, id);
  }

  @Post(':id/preview')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: PreviewResponse })
  preview(
    @CurrentStaff() staff: SignedInStaff,
    @Param('id', { schema: Uuid }) id: string,
    @Body({ schema: PreviewInput }) body: z.output<typeof PreviewInput>,
  ): Promise<Preview> {
    return this.templates.preview(staff.schoolId, id, body);
  }

  @Post(':id/test')
  @HttpCode(202)
  @OnlyFor('owner', 'admin')
  @ApiAcceptedResponse({ standardSchema: TestResponse, description: 'The sample is on its way to this address' })
  test(
    @CurrentStaff() staff: SignedInStaff,
    @Param('id', { schema: Uuid }) id: string,
    @Body({ schema: TestInput }) body: z.output<typeof TestInput>,
  ): Promise<TestAccepted> {
    return this.tests.request(staff, id, body);
  }

  @Post(':id/reset')
  @HttpCode(200)
  @OnlyFor('owner', 'admin')
  @ApiOkResponse({ standardSchema: TemplateResponse })
  reset(@CurrentStaff() staff: SignedInStaff, @Param('id', { schema: Uuid }) id: string): Promise<TemplateView> {
    return this.templates.reset(staff.schoolId, id);
  }
}
