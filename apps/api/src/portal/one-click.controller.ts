import { Controller, HttpCode, Post, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { PortalSchool } from '../auth/decorators.js';
import { UnsubscribeInput, UnsubscribeService } from './unsubscribe.service.js';

/** The address in the `List-Unsubscribe` header of marketing mail; the page at the same address is the portal's. */
@ApiTags('Storefront')
@Controller('unsubscribe')
export class OneClickController {
  constructor(private readonly unsubscribes: UnsubscribeService) {}

  @Post()
  @HttpCode(204)
  @ApiOperation({ summary: 'One-click unsubscribe of mail programs (RFC 8058); a form without cookies' })
  @ApiNoContentResponse()
  unsubscribe(
    @PortalSchool() schoolId: string,
    @Query({ schema: UnsubscribeInput }) query: z.output<typeof UnsubscribeInput>,
  ): Promise<void> {
    return this.unsubscribes.unsubscribe(schoolId, query);
  }
}
