import { Body, Delete, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiAcceptedResponse, ApiCreatedResponse, ApiOkResponse } from '@nestjs/swagger';
import { EmailTemplateInput } from '@perennial/domain/messaging';
import { ChangesNothing } from '../../identity/auth/announced-changes.js';
import { AdminController, CurrentStaff } from '../../identity/auth/decorators.js';
import { OnlyFor, type SignedInStaff } from '../../identity/auth/staff.guard.js';
import { Answers, AnswersNothing } from '../../platform/http/answers.js';
import { Uuid } from '../../platform/http/validation.js';
import { Preview, PreviewInput, TemplateChange, TemplateView, TestAccepted, TestInput } from './email.schemas.js';
import { EmailTemplatesService } from './email-templates.service.js';
import { TestMailsService } from './test-mails.service.js';

@AdminController('email-templates', 'Email', 'email-templates')
export class EmailTemplatesController {
  constructor(
    private readonly templates: EmailTemplatesService,
    private readonly tests: TestMailsService,
  ) {}

  @Post()
  @OnlyFor('owner', 'admin')
  @ApiCreatedResponse({ standardSchema: TemplateView })
  create(
    @CurrentStaff() staff: SignedInStaff,
    @Body({ schema: EmailTemplateInput }) body: EmailTemplateInput,
  ): Promise<TemplateView> {
    return this.templates.create(staff.schoolId, body);
  }

  @Get(':id')
  @ApiOkResponse({ standardSchema: TemplateView })
  get(@CurrentStaff() staff: SignedInStaff, @Param('id', { schema: Uuid }) id: string): Promise<TemplateView> {
    return this.templates.get(staff.schoolId, id);
  }

  @Put(':id')
  @OnlyFor('owner', 'admin')
  @ApiOkResponse({ standardSchema: TemplateView })
  save(
    @CurrentStaff() staff: SignedInStaff,
    @Param('id', { schema: Uuid }) id: string,
    @Body({ schema: TemplateChange }) body: TemplateChange,
  ): Promise<TemplateView> {
    return this.templates.save(staff.schoolId, id, body);
  }

  @Delete(':id')
  @OnlyFor('owner', 'admin')
  @AnswersNothing()
  remove(@CurrentStaff() staff: SignedInStaff, @Param('id', { schema: Uuid }) id: string): Promise<void> {
    return this.templates.remove(staff.schoolId, id);
  }

  @Post(':id/preview')
  @ChangesNothing()
  @Answers(Preview)
  preview(
    @CurrentStaff() staff: SignedInStaff,
    @Param('id', { schema: Uuid }) id: string,
    @Body({ schema: PreviewInput }) body: PreviewInput,
  ): Promise<Preview> {
    return this.templates.preview(staff.schoolId, id, body);
  }

  @Post(':id/test')
  @ChangesNothing()
  @HttpCode(202)
  @OnlyFor('owner', 'admin')
  @ApiAcceptedResponse({ standardSchema: TestAccepted, description: 'The test email is being sent to this address' })
  test(
    @CurrentStaff() staff: SignedInStaff,
    @Param('id', { schema: Uuid }) id: string,
    @Body({ schema: TestInput }) body: TestInput,
  ): Promise<TestAccepted> {
    return this.tests.request(staff, id, body);
  }

  @Post(':id/reset')
  @OnlyFor('owner', 'admin')
  @Answers(TemplateView)
  reset(@CurrentStaff() staff: SignedInStaff, @Param('id', { schema: Uuid }) id: string): Promise<TemplateView> {
    return this.templates.reset(staff.schoolId, id);
  }
}
