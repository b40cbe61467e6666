import { useZone } from '../../../ui/values/Values';
import { useNamesOf } from '../../conditions/use-names';
import { type Comparison, inWords, referencesIn } from './evidence';

/** The value that a comparison saw. */
export function Seen({ comparison }: { comparison: Comparison }) {
  const names = useNamesOf(referencesIn([comparison]));
  return inWords(comparison.actual, useZone(), comparison.field, names);
}
