import { Injectable } from '@nestjs/common';
import { automationTemplates, nodeDefinitions, nodeKinds } from '@perennial/domain/automation';
import { eventFields } from '@perennial/domain/conditions';
import { eventCatalogue, publicEventTypes } from '@perennial/domain/events';
import { templateVariables } from '@perennial/domain/messaging';
import { z } from 'zod';

const Field = z.object({
  name: z.string(),
  title: z.string(),
  type: z.string(),
  reference: z.string().optional(),
  options: z.array(z.string()).optional(),
});
export const CatalogueResponse = z
  .object({
    events: z.array(
      z.object({
        type: z.string(),
        label: z.string(),
        description: z.string(),
        group: z.string(),
        fields: z.array(Field),
        sample: z.record(z.string(), z.unknown()),
      }),
    ),
    nodeKinds: z.array(
      z.object({
        kind: z.string(),
        family: z.string(),
        label: z.string(),
        description: z.string(),
        icon: z.string(),
        form: z.array(z.record(z.string(), z.unknown())),
        jsonSchema: z.record(z.string(), z.unknown()),
        defaults: z.record(z.string(), z.unknown()),
      }),
    ),
    templates: z.array(z.object({ id: z.string(), name: z.string(), description: z.string() })),
    variables: z.record(
      z.string(),
      z.array(z.object({ path: z.string(), label: z.string(), kind: z.string(), insert: z.string(), sample: z.unknown() })),
    ),
  })
  .meta({ id: 'Catalogue' });
export type Catalogue = z.infer<typeof CatalogueResponse>;

/** What automations can be made of. The same for every school, so it is put together once. */
@Injectable()
export class CatalogueService {
  #catalogue: Catalogue | undefined;

  catalogue(): Catalogue {
    this.#catalogue ??= { events: events(), nodeKinds: kinds(), templates: templates(), variables: variables() };
    return this.#catalogue;
  }
}

const events = (): Catalogue['events'] =>
  publicEventTypes.map((type) => {
    const { label, description, group, sample } = eventCatalogue[type];
    const fields = eventFields(type).map(({ label: title, options, ...field }) => ({
      ...field,
      title,
      ...(options && { options: [...options] }),
    }));
    return { type, label, description, group, fields, sample: { ...sample } };
  });

const kinds = (): Catalogue['nodeKinds'] =>
  nodeKinds.map((kind) => {
    const { family, label, description, icon, schema, defaults, form } = nodeDefinitions[kind];
    return {
      kind,
      family,
      label,
      description,
      icon,
      form: form.map((field) => ({ ...field })),
      jsonSchema: { ...z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) },
      defaults: { ...defaults },
    };
  });

const templates = (): Catalogue['templates'] =>
  automationTemplates.map(({ id, name, description }) => ({ id, name, description }));

const variables = (): Catalogue['variables'] =>
  Object.fromEntries(publicEventTypes.map((type) => [type, templateVariables([type]).map((variable) => ({ ...variable }))]));
