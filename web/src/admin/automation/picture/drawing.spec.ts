import { describe, expect, it } from '@jest/globals';
import { automationTemplates } from '@perennial/domain/automation';
import { drawingOf } from './drawing';

const names = () => undefined;

describe.each(automationTemplates.map((template) => [template.id, template.build({})] as const))(
  'the picture of %s',
  (_id, graph) => {
    const { cards, lines, box } = drawingOf(graph, names);

    it('has each step and each connection once', () => {
      expect(cards.map(({ id }) => id)).toEqual(graph.nodes.map(({ id }) => id));
      expect(lines).toHaveLength(graph.edges.length);
    });

    it('holds every card, and no card covers another', () => {
      for (const [index, card] of cards.entries()) {
        expect(card.x).toBeGreaterThan(box.x);
        expect(card.y).toBeGreaterThan(box.y);
        expect(card.x + card.width).toBeLessThan(box.x + box.width);
        expect(card.y + card.height).toBeLessThan(box.y + box.height);
        for (const other of cards.slice(index + 1))
          expect(
            card.x + card.width <= other.x ||
              other.x + other.width <= card.x ||
              card.y + card.height <= other.y ||
              other.y + other.height <= card.y,
          ).toBe(true);
      }
    });
  },
);
