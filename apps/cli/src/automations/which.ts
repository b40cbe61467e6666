import type { ApiClient, Schemas } from '@perennial/api-client';
import { answer } from '../api/connect.js';
import { failed, wrongUsage } from '../failure.js';
import { plain } from '../output/plain.js';

type Automation = Schemas['ProgramAutomation'];

/** Whether a text is an ID of the API. */
export const isId = (text: string): boolean => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);

/** The ID of the automation that an argument names by its ID or its name. */
export async function automationId(api: ApiClient, reference: string): Promise<string> {
  if (isId(reference)) return reference;
  const { items } = await answer(api.GET('/v1/automations'));
  return named(items, reference).id;
}

/** @throws {Failure} unless exactly one automation has the name, in any case */
export function named(items: readonly Automation[], name: string): Automation {
  const same = items.filter((item) => item.name.toLowerCase() === name.trim().toLowerCase());
  const [only] = same;
  if (!only) throw failed('not_found', `No automation is called “${plain(name)}”. See them with: perennial automations list`);
  if (same.length > 1)
    throw wrongUsage(`${same.length} automations are called “${plain(name)}”. Use an ID: ${same.map(({ id }) => id).join(', ')}`);
  return only;
}
