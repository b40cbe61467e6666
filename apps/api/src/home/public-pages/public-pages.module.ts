import { Module } from '@nestjs/common';
import { PlansModule } from '../../billing/plans/plans.module.js';
import { PublicPagesController } from './public-pages.controller.js';
import { PublicPagesService } from './public-pages.service.js';

@Module({ imports: [PlansModule], controllers: [PublicPagesController], providers: [PublicPagesService] })
export class PublicPagesModule {}
