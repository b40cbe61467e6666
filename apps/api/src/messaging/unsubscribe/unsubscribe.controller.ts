import { Body, Controller, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { PortalSchool } from '../../identity/auth/decorators.js';
import { AnswersNothing } from '../../platform/http/answers.js';
import { Limited } from '../../platform/rate-limits/limited.js';
import { proofLimit, UnsubscribeInput, UnsubscribeService } from './unsubscribe.service.js';

/** The portal's page behind the links in marketing mail. */
@ApiTags('Storefront')
@Controller('api/portal')
export class UnsubscribeController {
  constructor(private readonly unsubscribes: UnsubscribeService) {}

  @Post('unsubscribe')
  @Limited(proofLimit)
  @AnswersNothing()
  unsubscribe(@PortalSchool() schoolId: string, @Body({ schema: UnsubscribeInput }) body: UnsubscribeInput): Promise<void> {
    return this.unsubscribes.unsubscribe(schoolId, body);
  }

  @Post('subscribe-again')
  @ApiOperation({ summary: 'Undoes an unsubscription, with the same link' })
  @AnswersNothing()
  subscribeAgain(@PortalSchool() schoolId: string, @Body({ schema: UnsubscribeInput }) body: UnsubscribeInput): Promise<void> {
    return this.unsubscribes.subscribeAgain(schoolId, body);
  }
}
