import { useHotkeys } from '@mantine/hooks';
import { Deferred, usePart } from '../../ui/overlays/deferred';

/** Search and shortcuts, which open over a page. */
export const palette = new Deferred(() => import('./CommandPalette'));

export const openSpotlight = (): void => palette.whenLoaded(({ spotlight }) => spotlight.open());

/** Ctrl+K, also while the search is still being loaded. */
export function Palette() {
  const part = usePart(palette);
  useHotkeys(part ? [] : [['mod+K', openSpotlight]], []);
  return part && <part.CommandPalette />;
}
