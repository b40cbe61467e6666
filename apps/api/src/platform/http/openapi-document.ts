import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { z } from 'zod';
import { ErrorResponse } from './schemas.js';

const refusals: Readonly<Record<string, string>> = {
  400: 'The input is not valid; one detail per field',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not found',
  409: 'Conflicts with the current state',
  422: 'Refused by a business rule; the message says what to do',
  429: 'Too many attempts',
};
const methods = ['get', 'put', 'post', 'delete', 'patch'] as const;

/** The API's description. Refusals look alike everywhere, so they are added here once instead of on every route. */
export function openApiDocument(app: NestFastifyApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('Perennial')
    .setDescription('Admin surface on the admin host, portal surface on each school’s host, /v1 for programs with an API key.')
    .setVersion('1')
    .addCookieAuth('perennial_staff', { type: 'apiKey', in: 'cookie' }, 'staff')
    .addCookieAuth('perennial_member', { type: 'apiKey', in: 'cookie' }, 'member')
    .addBearerAuth({ type: 'http', scheme: 'bearer' }, 'apiKey')
    .build();
  const document = SwaggerModule.createDocument(app, config, {
    operationIdFactory: (controller, method) => `${controller.replace(/Controller$/, '')}_${method}`,
  });
  const { $schema: _, ...errorSchema } = z.toJSONSchema(ErrorResponse, { target: 'openapi-3.0', io: 'output' });
  const named = Object.fromEntries(
    Object.entries(refusals).map(([status, description]) => [
      `Refusal${status}`,
      { description, content: { 'application/json': { schema: { $ref: '#/components/schemas/ErrorResponse' } } } },
    ]),
  );
  document.components = {
    ...document.components,
    schemas: { ...document.components?.schemas, ErrorResponse: { type: 'object', ...pick(errorSchema) } },
    responses: named,
  };
  for (const path of Object.values(document.paths))
    for (const method of methods) {
      const operation = path[method];
      if (!operation) continue;
      for (const status of Object.keys(refusals))
        operation.responses[status] ??= { $ref: `#/components/responses/Refusal${status}` };
    }
  return document;
}

function pick(schema: { properties?: unknown; required?: unknown }): { required: string[]; properties: Record<string, object> } {
  return JSON.parse(JSON.stringify({ required: schema.required, properties: schema.properties }));
}
