import type { Schemas } from '@perennial/api-client';
import { importLimits } from '@perennial/domain/people';
import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../../../ui/api/client';

/** An import of people, and how far it is. */
export type ContactImport = Schemas['ContactImport'];
type Row = Schemas['ContactImportRowsInput']['rows'][number];

const importKey = (id: string) => ['contact-imports', id] as const;
const at = (id: string) => ({ params: { path: { id } } });

/** Whether rows are still being imported. */
export const isRunning = ({ state }: Pick<ContactImport, 'state'>): boolean => state === 'running';

/** One import. */
export const useContactImport = (id: string) =>
  useQuery({
    queryKey: importKey(id),
    queryFn: () => answer(api.GET('/api/admin/contact-imports/{id}', at(id))),
  });

export const cancelImport = (id: string) => answer(api.POST('/api/admin/contact-imports/{id}/cancel', at(id)));

/**
 * Sends the people of a file in parts and starts their import.
 * @param onSent called with the number of people sent
 * @returns id of the import
 */
export async function sendImport(fileName: string, rows: readonly Row[], onSent: (sent: number) => void): Promise<string> {
  const { id } = await answer(api.POST('/api/admin/contact-imports', { body: { fileName } }));
  for (let from = 0; from < rows.length; from += importLimits.rowsPerRequest) {
    const part = rows.slice(from, from + importLimits.rowsPerRequest);
    await answer(api.POST('/api/admin/contact-imports/{id}/rows', { ...at(id), body: { rows: part } }));
    onSent(from + part.length);
  }
  await answer(api.POST('/api/admin/contact-imports/{id}/start', at(id)));
  return id;
}
