import { Controller, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { PortalSchool } from '../../identity/auth/decorators.js';
import { AnswersNothing } from '../../platform/http/answers.js';
import { Limited } from '../../platform/rate-limits/limited.js';
import { proofLimit, UnsubscribeInput, UnsubscribeService } from './unsubscribe.service.js';

/** The address in the `List-Unsubscribe` header of marketing mail; the page at the same address is the portal's. */
@ApiTags('Storefront')
@Controller('unsubscribe')
export class OneClickController {
  constructor(private readonly unsubscribes: UnsubscribeService) {}

  @Post()
  @Limited(proofLimit)
  @ApiOperation({ summary: 'One-click unsubscribe for mail clients (RFC 8058). A form without cookies' })
  @ApiQuery({ name: 'contact', schema: { type: 'string', format: 'uuid' } })
  @ApiQuery({ name: 'proof', schema: { type: 'string', maxLength: 100 } })
  @AnswersNothing()
  unsubscribe(@PortalSchool() schoolId: string, @Query({ schema: UnsubscribeInput }) query: UnsubscribeInput): Promise<void> {
    return this.unsubscribes.unsubscribe(schoolId, query);
  }
}
