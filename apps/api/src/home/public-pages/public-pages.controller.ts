import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { PortalSchool } from '../../identity/auth/decorators.js';
import { PagePath, type PublicPage, PublicPageResponse, type PublicPages, PublicPagesResponse } from './public-pages.schemas.js';
import { PublicPagesService } from './public-pages.service.js';

@ApiTags('Storefront')
@Controller('api/portal')
export class PublicPagesController {
  constructor(private readonly pages: PublicPagesService) {}

  @Get('public-page')
  @ApiOperation({ summary: 'Title, description and text of a page, for crawlers and link previews' })
  @ApiOkResponse({ standardSchema: PublicPageResponse })
  page(@PortalSchool() schoolId: string, @Query({ schema: PagePath }) { path }: z.output<typeof PagePath>): Promise<PublicPage> {
    return this.pages.page(schoolId, path);
  }

  @Get('public-pages')
  @ApiOperation({ summary: 'Pages for search engines' })
  @ApiOkResponse({ standardSchema: PublicPagesResponse })
  list(@PortalSchool() schoolId: string): Promise<PublicPages> {
    return this.pages.list(schoolId);
  }
}
