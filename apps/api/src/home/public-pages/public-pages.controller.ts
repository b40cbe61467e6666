import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { PortalSchool } from '../../identity/auth/decorators.js';
import { PagePath, PublicPage, PublicPages } from './public-pages.schemas.js';
import { PublicPagesService } from './public-pages.service.js';

@ApiTags('Storefront')
@Controller('api/portal')
export class PublicPagesController {
  constructor(private readonly pages: PublicPagesService) {}

  @Get('public-page')
  @ApiOperation({ summary: 'Title, description and text of a page, for crawlers and link previews' })
  @ApiOkResponse({ standardSchema: PublicPage })
  page(@PortalSchool() schoolId: string, @Query({ schema: PagePath }) { path }: PagePath): Promise<PublicPage> {
    return this.pages.page(schoolId, path);
  }

  @Get('public-pages')
  @ApiOperation({ summary: 'Pages for search engines' })
  @ApiOkResponse({ standardSchema: PublicPages })
  list(@PortalSchool() schoolId: string): Promise<PublicPages> {
    return this.pages.list(schoolId);
  }
}
