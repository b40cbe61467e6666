import { Module } from '@nestjs/common';
import { Tag } from '@perennial/db';
import { schoolRepositories } from '../../platform/database/school-repositories.js';
import { TagsController } from './tags.controller.js';
import { TagsService } from './tags.service.js';

@Module({ imports: [schoolRepositories([Tag])], controllers: [TagsController], providers: [TagsService] })
export class TagsModule {}
