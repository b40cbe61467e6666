import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule } from '@nestjs/swagger';
import type { ApiConfig } from '../../platform/database/api-config.js';
import { cookieOf } from '../../platform/http/browser.js';
import { openApiDocument } from '../../platform/http/openapi-document.js';
import { nothingHere, Refusal } from '../../platform/http/refusal.js';
import { adminSurface, routeOf } from '../../platform/http/surfaces.js';
import { Sessions } from './sessions.js';

/**
 * Pages and files that describe the API, on the admin host only; in production for signed-in staff. They belong to no controller,
 * so the guards do not see them.
 */
export function serveApiDocs(app: NestFastifyApplication, config: ApiConfig): void {
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRequest', async (request) => {
      if (!describesApi(routeOf(request))) return;
      const surface = adminSurface(request, config);
      if (!surface) throw nothingHere();
      request.surface = surface;
      if (config.env.NODE_ENV !== 'production') return;
      const session = await app.get(Sessions, { strict: false }).find(cookieOf(request, 'perennial_staff'), 'staff');
      if (!session) throw new Refusal('not_signed_in', 'Sign in to the admin app first.');
    });
  SwaggerModule.setup('api/docs', app, () => openApiDocument(app), {
    jsonDocumentUrl: 'api/openapi.json',
    yamlDocumentUrl: 'api/openapi.yaml',
    // Jest's sandbox cannot load the package that serves the pages.
    swaggerUiEnabled: config.env.NODE_ENV !== 'test',
  });
}

const describesApi = (route: string): boolean => route.startsWith('/api/docs') || route.startsWith('/api/openapi');
