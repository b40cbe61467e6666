import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { PortalSchool } from '../../identity/auth/decorators.js';
import { Limited } from '../../platform/rate-limits/limited.js';
import { proofLimit, UnsubscribeInput, UnsubscribeService } from './unsubscribe.service.js';

/** The portal's page behind the links in marketing mail. */
@ApiTags('Storefront')
@Controller('api/portal')
export class UnsubscribeController {
  constructor(private readonly unsubscribes: UnsubscribeService) {}

  @Post('unsubscribe')
  @HttpCode(204)
  @Limited(proofLimit)
  @ApiNoContentResponse()
  unsubscribe(
    @PortalSchool() schoolId: string,
    @Body({ schema: UnsubscribeInput }) body: z.output<typeof UnsubscribeInput>,
  ): Promise<void> {
    return this.unsubscribes.unsubscribe(schoolId, body);
  }

  @Post('subscribe-again')
  @HttpCode(204)
  @ApiOperation({ summary: 'Undoes an unsubscription, with the same link' })
  @ApiNoContentResponse()
  subscribeAgain(
    @PortalSchool() schoolId: string,
    @Body({ schema: UnsubscribeInput }) body: z.output<typeof UnsubscribeInput>,
  ): Promise<void> {
    return this.unsubscribes.subscribeAgain(schoolId, body);
  }
}
