import { start, type WorkflowCall } from '@perennial/contracts';
import { statementsOf } from '@perennial/db';
import { eventsThatWake } from '@perennial/domain/events';
import type { OutboxEntry } from '../entry.js';
import { type BatchRouter, idIn } from '../router.js';
import { certificateById } from './certificates.queries.js';

/** Certificates per workflow. */
const mostTogether = 100;
const requests: ReadonlySet<string> = new Set(eventsThatWake('certificate'));

/** Starts the workflow of a requested certificate, or one for those that are requested together. Their order has no effect. */
export const certificates: BatchRouter = {
  name: 'certificates',
  async routeAll(_em, entries) {
    const asked = entries.flatMap((entry) => certificateOf(entry) ?? []);
    const calls = new Map<string, readonly WorkflowCall[]>();
    for (let first = 0; first < asked.length; first += mostTogether) {
      const together = asked.slice(first, first + mostTogether);
      const [one] = together;
      if (one) calls.set(one.entry.seq, [startOf(one, together)]);
    }
    return calls;
  },
  restarts: {
    async certificate(em, { schoolId }, certificateId) {
      const rows = await statementsOf(em).rowsOf(certificateById, certificateId);
      return rows.map((row) => start('certificate', { schoolId, certificateId, ...row }));
    },
    // Those that it did not issue are live, and the safety net starts a workflow for each.
    certificateBatch: async () => [],
  },
};

/** A request for a certificate. */
interface Asked {
  readonly entry: OutboxEntry;
  readonly certificate: { readonly certificateId: string; readonly contactId: string; readonly courseId: string };
}

function certificateOf(entry: OutboxEntry): Asked | null {
  const { type, contactId, data } = entry.event;
  const certificateId = idIn(data, 'certificateId');
  const courseId = idIn(data, 'courseId');
  if (!requests.has(type) || contactId === null || !certificateId || !courseId) return null;
  return { entry, certificate: { certificateId, contactId, courseId } };
}

function startOf({ entry: { schoolId, event }, certificate }: Asked, together: readonly Asked[]): WorkflowCall {
  if (together.length === 1) return start('certificate', { schoolId, ...certificate });
  const certificates = together.map((asked) => asked.certificate);
  const started = start('certificateBatch', { schoolId, eventId: event.id, certificates });
  const several = together.some(({ entry }) => entry.event.requestId !== event.requestId);
  return several ? { ...started, severalRequests: true } : started;
}
