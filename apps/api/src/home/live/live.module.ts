import { Module } from '@nestjs/common';
import { AdminChangesController, PortalChangesController } from './live.controller.js';
import { LiveChannels } from './live-channels.js';
import { LoggedChanges } from './logged-changes.js';

@Module({ controllers: [AdminChangesController, PortalChangesController], providers: [LiveChannels, LoggedChanges] })
export class LiveModule {}
