import { Body, Get, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse } from '@nestjs/swagger';
import { AutomationFile } from '@perennial/domain/automation';
import { NeedsScope, type Program } from '../../identity/auth/api-key.guard.js';
import { AdminController, CurrentProgram, CurrentStaff, ProgramController } from '../../identity/auth/decorators.js';
import { OnlyFor, type SignedInStaff } from '../../identity/auth/staff.guard.js';
import { Uuid } from '../../platform/http/validation.js';
import { ImportedAutomation, ProgramAutomations } from './automation-files.schemas.js';
import { AutomationFilesService } from './automation-files.service.js';

@AdminController('automations', 'Automations', 'automation-drafts')
@OnlyFor('owner', 'admin')
export class AutomationFilesController {
  constructor(private readonly files: AutomationFilesService) {}

  @Get(':id/export')
  @ApiOkResponse({ standardSchema: AutomationFile })
  export(@CurrentStaff() staff: SignedInStaff, @Param('id', { schema: Uuid }) id: string): Promise<AutomationFile> {
    return this.files.export(staff.schoolId, id);
  }

  @Post('import')
  @ApiCreatedResponse({ standardSchema: ImportedAutomation })
  async import(
    @CurrentStaff() staff: SignedInStaff,
    @Body({ schema: AutomationFile }) body: AutomationFile,
  ): Promise<ImportedAutomation> {
    return { id: await this.files.import(staff.schoolId, body) };
  }
}

@ProgramController('automations', 'Automations')
export class ProgramAutomationsController {
  constructor(private readonly files: AutomationFilesService) {}

  @Get()
  @NeedsScope('automations:read')
  @ApiOkResponse({ standardSchema: ProgramAutomations })
  list(@CurrentProgram() program: Program): Promise<ProgramAutomations> {
    return this.files.list(program.schoolId);
  }

  @Get(':id/export')
  @NeedsScope('automations:read')
  @ApiOkResponse({ standardSchema: AutomationFile })
  export(@CurrentProgram() program: Program, @Param('id', { schema: Uuid }) id: string): Promise<AutomationFile> {
    return this.files.export(program.schoolId, id);
  }

  @Post('import')
  @NeedsScope('automations:write')
  @ApiCreatedResponse({ standardSchema: ImportedAutomation })
  async import(
    @CurrentProgram() program: Program,
    @Body({ schema: AutomationFile }) body: AutomationFile,
  ): Promise<ImportedAutomation> {
    return { id: await this.files.import(program.schoolId, body) };
  }
}
