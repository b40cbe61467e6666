import { Body, Get, Headers, HttpCode, Param, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiHeader, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { Announces } from '../../identity/auth/announced-changes.js';
import { NeedsScope, type Program } from '../../identity/auth/api-key.guard.js';
import { AdminController, CurrentProgram, CurrentStaff, ProgramController } from '../../identity/auth/decorators.js';
import { OnlyFor, type SignedInStaff } from '../../identity/auth/staff.guard.js';
import { Uuid } from '../../platform/http/validation.js';
import { MoveDetail, MoveInput, Moves, ProgramMoveInput } from './moves.schemas.js';
import { MovesService } from './moves.service.js';

@AdminController('automations/:id/moves', 'Automations', 'automations')
@OnlyFor('owner', 'admin')
export class MovesController {
  constructor(private readonly moves: MovesService) {}

  @Get()
  @OnlyFor('owner', 'admin', 'support')
  @ApiOkResponse({ standardSchema: Moves })
  list(@CurrentStaff() staff: SignedInStaff, @Param('id', { schema: Uuid }) id: string): Promise<Moves> {
    return this.moves.list(staff.schoolId, id);
  }

  @Get(':moveId')
  @OnlyFor('owner', 'admin', 'support')
  @ApiOkResponse({ standardSchema: MoveDetail })
  get(
    @CurrentStaff() staff: SignedInStaff,
    @Param('id', { schema: Uuid }) id: string,
    @Param('moveId', { schema: Uuid }) moveId: string,
  ): Promise<MoveDetail> {
    return this.moves.get(staff.schoolId, id, moveId);
  }

  @Post()
  @HttpCode(202)
  @ApiAcceptedResponse({ standardSchema: MoveDetail })
  move(
    @CurrentStaff() staff: SignedInStaff,
    @Param('id', { schema: Uuid }) id: string,
    @Body({ schema: MoveInput }) body: MoveInput,
  ): Promise<MoveDetail> {
    return this.moves.move(staff, id, body);
  }
}

@ProgramController('automations/:id/moves', 'Automations')
@Announces('automations')
export class ProgramMovesController {
  constructor(private readonly moves: MovesService) {}

  @Post()
  @HttpCode(202)
  @NeedsScope('automations:write')
  @ApiOperation({ summary: 'Moves people from steps of any version to steps of the published one, or ends their journeys' })
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiAcceptedResponse({ standardSchema: MoveDetail })
  move(
    @CurrentProgram() program: Program,
    @Param('id', { schema: Uuid }) id: string,
    @Body({ schema: ProgramMoveInput }) body: ProgramMoveInput,
    @Headers('idempotency-key') key: string | undefined,
  ): Promise<MoveDetail> {
    return this.moves.moveByProgram(program, id, body, key);
  }

  @Get(':moveId')
  @NeedsScope('automations:read')
  @ApiOperation({ summary: 'How far a move is, and what became of the journeys' })
  @ApiOkResponse({ standardSchema: MoveDetail })
  get(
    @CurrentProgram() program: Program,
    @Param('id', { schema: Uuid }) id: string,
    @Param('moveId', { schema: Uuid }) moveId: string,
  ): Promise<MoveDetail> {
    return this.moves.get(program.schoolId, id, moveId);
  }
}
