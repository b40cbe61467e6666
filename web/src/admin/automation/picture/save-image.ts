import type { Graph } from '@perennial/domain/automation';
import type { QueryClient } from '@tanstack/react-query';
import { asLookupKind, recordQuery } from '../../platform/records/lookup';
import { downloadText, fileNameOf } from '../bar/save-file';
import { type ImageColours, svgOf } from './svg';

/** Saves the canvas as an image, in the colours of the theme in use. Records have the names that the canvas has loaded. */
export function saveImage(name: string, graph: Graph, queries: QueryClient): void {
  const nameOf = (word: string, id: string) => {
    const kind = asLookupKind(word);
    return kind && queries.getQueryData(recordQuery(kind, id).queryKey)?.label;
  };
  downloadText(fileNameOf(name, 'svg'), svgOf(graph, nameOf, coloursInUse()), 'image/svg+xml');
}

function coloursInUse(): ImageColours {
  const style = getComputedStyle(document.documentElement);
  const of = (name: string) => style.getPropertyValue(name).trim();
  return {
    page: of('--p-page'),
    surface: of('--p-surface'),
    line: of('--p-line-strong'),
    connection: of('--p-connection'),
    text: of('--mantine-color-text'),
    dimmed: of('--mantine-color-dimmed'),
    family: { when: of('--p-when'), wait: of('--p-wait'), decide: of('--p-decide'), act: of('--p-act'), end: of('--p-end') },
  };
}
