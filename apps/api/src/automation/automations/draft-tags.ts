import { Injectable } from '@nestjs/common';
import { mapGraphTags } from '@perennial/domain/automation';
import { isUuid } from '@perennial/domain/conditions';
import { Tag } from '@perennial/domain/people';
import { ContactTags } from '@perennial/services';

/** Tags that a graph names instead of referring to their IDs, as graphs of programs do. In the open scope. */
@Injectable()
export class DraftTags {
  constructor(private readonly tags: ContactTags) {}

  /**
   * The graph with the IDs of its tags. A step that adds a tag creates it. Whatever else names a tag that does not exist keeps the name, and
   * validation reports it.
   */
  async resolved<G extends { readonly nodes: readonly unknown[] }>(graph: G): Promise<G> {
    const names = { added: new Set<string>(), named: new Set<string>() };
    mapGraphTags(graph, (tag, use) => {
      if (!isUuid(tag)) names[use].add(tag);
      return tag;
    });
    if (names.added.size === 0 && names.named.size === 0) return graph;
    const added = await this.tags.named([...names.added].flatMap((name) => Tag.safeParse(name).data ?? []));
    const known = await this.tags.referredTo([...names.named]);
    return mapGraphTags(graph, (tag, use) => (use === 'added' ? added.get(tag.trim()) : known.get(tag)) ?? tag);
  }
}
