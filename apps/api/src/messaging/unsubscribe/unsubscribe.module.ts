import { Module } from '@nestjs/common';
import { OneClickController } from './one-click.controller.js';
import { UnsubscribeController } from './unsubscribe.controller.js';
import { UnsubscribeService } from './unsubscribe.service.js';

@Module({ controllers: [OneClickController, UnsubscribeController], providers: [UnsubscribeService] })
export class UnsubscribeModule {}
