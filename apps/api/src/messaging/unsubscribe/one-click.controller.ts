import { Controller, HttpCode, Post, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { PortalSchool } from '../../identity/auth/decorators.js';
import { Limited } from '../../platform/rate-limits/limited.js';
import { proofLimit, UnsubscribeInput, UnsubscribeService } from './unsubscribe.service.js';

/** The address in the `List-Unsubscribe` header of marketing mail; the page at the same address is the portal's. */
@ApiTags('Storefront')
@Controller('unsubscribe')
export class OneClickController {
  constructor(private readonly unsubscribes: UnsubscribeService) {}

  @Post()
  @HttpCode(204)
  @Limited(proofLimit)
  @ApiOperation({ summary: 'One-click unsubscribe of mail programs (RFC 8058); a form without cookies' })
  @ApiQuery({ name: 'contact', schema: { type: 'string', format: 'uuid' } })
  @ApiQuery({ name: 'proof', schema: { type: 'string', maxLength: 100 } })
  @ApiNoContentResponse()
  unsubscribe(
    @PortalSchool() schoolId: string,
    @Query({ schema: UnsubscribeInput }) query: z.output<typeof UnsubscribeInput>,
  ): Promise<void> {
    return this.unsubscribes.unsubscribe(schoolId, query);
  }
}
