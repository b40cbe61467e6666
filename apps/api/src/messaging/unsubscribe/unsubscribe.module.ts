import { Module } from '@nestjs/common';
import { Contact } from '@perennial/db';
import { schoolRepositories } from '../../platform/database/school-repositories.js';
import { OneClickController } from './one-click.controller.js';
import { UnsubscribeController } from './unsubscribe.controller.js';
import { UnsubscribeService } from './unsubscribe.service.js';

@Module({
  imports: [schoolRepositories([Contact])],
  controllers: [OneClickController, UnsubscribeController],
  providers: [UnsubscribeService],
})
export class UnsubscribeModule {}
