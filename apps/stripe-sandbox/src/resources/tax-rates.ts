import { newId } from '../store/ids.js';
import { invalid } from '../wire/errors.js';
import { filtersOf, page } from '../wire/lists.js';
import { mergeMetadata, unset } from '../wire/metadata.js';
import { type Route, route } from '../wire/route.js';

/** Endpoints of tax rates. The percentage of a rate cannot change; a new percentage needs a new rate. */
export const taxRateRoutes: readonly Route[] = [
  route('POST', '/tax_rates', 'TaxRateCreateParams', async (tx, params) => {
    if (params.percentage < 0 || params.percentage > 100)
      throw invalid('Invalid percentage: must be between 0 and 100.', 'percentage');
    const rate = tx.add('tax_rate', {
      id: newId('tax_rate'),
      object: 'tax_rate',
      active: params.active ?? true,
      country: params.country ?? null,
      created: await tx.now(null),
      description: params.description ?? null,
      display_name: params.display_name,
      effective_percentage: params.percentage,
      flat_amount: null,
      inclusive: params.inclusive,
      jurisdiction: params.jurisdiction ?? null,
      jurisdiction_level: null,
      livemode: false,
      metadata: mergeMetadata({}, params.metadata),
      percentage: params.percentage,
      rate_type: 'percentage',
      state: params.state ?? null,
      tax_type: params.tax_type ?? null,
    });
    await tx.emit('tax_rate.created', rate);
    return rate.data;
  }),
  route('GET', '/tax_rates', 'TaxRateListParams', (tx, params) =>
    page(tx, 'tax_rate', '/v1/tax_rates', params, filtersOf({ active: params.active, inclusive: params.inclusive })),
  ),
  route('GET', '/tax_rates/:id', 'TaxRateRetrieveParams', async (tx, _, { id }) => (await tx.get('tax_rate', id)).data),
  route('POST', '/tax_rates/:id', 'TaxRateUpdateParams', async (tx, params, { id }) => {
    const rate = await tx.get('tax_rate', id);
    const { data } = rate;
    data.metadata = mergeMetadata(data.metadata ?? {}, params.metadata);
    if (params.active !== undefined) data.active = params.active;
    if (params.description !== undefined) data.description = unset(params.description);
    if (params.display_name !== undefined) data.display_name = params.display_name;
    await tx.change('tax_rate.updated', rate);
    return data;
  }),
];
