import { Module } from '@nestjs/common';
import { ClocksController } from './clocks.controller.js';
import { TestClocksService } from './clocks.service.js';

@Module({ controllers: [ClocksController], providers: [TestClocksService] })
export class ClocksModule {}
