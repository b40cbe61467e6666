import { Body, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse } from '@nestjs/swagger';
import { AdminController, CurrentStaff } from '../../identity/auth/decorators.js';
import { OnlyFor, type SignedInStaff } from '../../identity/auth/staff.guard.js';
import { Uuid } from '../../platform/http/validation.js';
import { MoveDetail, MoveInput, Moves } from './moves.schemas.js';
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
