import type { Tx } from '../store/tx.js';
import { invalid, missing } from '../wire/errors.js';
import { limitOf } from '../wire/lists.js';
import type { RequestTypes } from '../wire/requests.js';
import { type Route, route } from '../wire/route.js';
import type { EventObject, ListPage } from '../wire/types.js';

interface EventRow {
  data: EventObject;
  pending: number;
}
const columns = "e.data, (select count(*) from delivery d where d.event = e.id and d.state = 'pending') as pending";
const shown = ({ data, pending }: EventRow): EventObject => ({ ...data, pending_webhooks: pending });

async function list(tx: Tx, params: RequestTypes['EventListParams']): Promise<ListPage<EventObject>> {
  const limit = limitOf(params);
  const values: unknown[] = [tx.account];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const where = ['e.account = $1'];
  const patterns = params.types ?? (params.type ? [params.type] : []);
  if (params.types && params.type) throw invalid('You may pass either types or type, but not both.', 'types');
  // A trailing star matches a family, as in charge.*
  if (patterns.length > 0)
    where.push(`e.type like any(${bind(patterns.map((pattern) => pattern.replaceAll('_', '\\_').replaceAll('*', '%')))})`);
  const created = typeof params.created === 'number' ? { gte: params.created, lte: params.created } : params.created;
  for (const [name, operator] of [
    ['gt', '>'],
    ['gte', '>='],
    ['lt', '<'],
    ['lte', '<='],
  ] as const) {
    const value = created?.[name];
    if (value !== undefined) where.push(`e.created ${operator} ${bind(value)}`);
  }
  const undelivered =
    "exists (select 1 from delivery d where d.event = e.id and d.state <> 'delivered' and (d.state <> 'pending' or d.attempts <> '[]'))";
  if (params.delivery_success !== undefined) where.push(params.delivery_success ? `not ${undelivered}` : undelivered);
  for (const [param, operator] of [
    ['starting_after', '<'],
    ['ending_before', '>'],
  ] as const) {
    const cursor = params[param];
    if (!cursor) continue;
    const { rows } = await tx.client.query<{ seq: number }>('select seq from event where account = $1 and id = $2', [
      tx.account,
      cursor,
    ]);
    if (!rows[0]) throw missing('event', cursor, param);
    where.push(`e.seq ${operator} ${bind(rows[0].seq)}`);
  }
  const order = params.ending_before ? 'asc' : 'desc';
  const { rows } = await tx.client.query<EventRow>(
    `select ${columns} from event e where ${where.join(' and ')} order by e.seq ${order} limit ${bind(limit + 1)}`,
    values,
  );
  const data = rows.slice(0, limit).map(shown);
  return { object: 'list', data: params.ending_before ? data.reverse() : data, has_more: rows.length > limit, url: '/v1/events' };
}

/** Endpoints of events. */
export const eventRoutes: readonly Route[] = [
  route('GET', '/events', 'EventListParams', list),
  route('GET', '/events/:id', 'EventRetrieveParams', async (tx, _, { id }) => {
    const { rows } = await tx.client.query<EventRow>(`select ${columns} from event e where e.account = $1 and e.id = $2`, [
      tx.account,
      id,
    ]);
    if (!rows[0]) throw missing('event', id);
    return shown(rows[0]);
  }),
];
