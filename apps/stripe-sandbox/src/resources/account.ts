import { missing } from '../wire/errors.js';
import { type Route, route } from '../wire/route.js';
import type { Kinds } from '../wire/types.js';

/** The endpoint of the key's own account. */
export const accountRoutes: readonly Route[] = [
  route('GET', '/account', 'AccountRetrieveCurrentParams', async (tx) => {
    const { rows } = await tx.client.query<{ data: Kinds['account'] }>('select data from account where id = $1', [tx.account]);
    if (!rows[0]) throw missing('account', tx.account);
    return rows[0].data;
  }),
];
