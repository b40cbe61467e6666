import { useMediaQuery } from '@mantine/hooks';
import { type Node, useReactFlow, useStoreApi } from '@xyflow/react';
import { useEffect } from 'react';
import { nudge } from './nudge';
import { cardSize, openSize } from './sizes';

/** Scrolls just enough to show the selected card and the places below it where a step can be added. */
export function FocusStep({ id }: { id: string | null }) {
  const flow = useReactFlow();
  const store = useStoreApi();
  const still = useMediaQuery('(prefers-reduced-motion: reduce)');
  useEffect(() => {
    if (!id) return;
    const timer = setTimeout(() => {
      const node = flow.getNode(id);
      if (!node) return;
      const { width, height } = store.getState();
      const { x, y, zoom } = flow.getViewport();
      const [left, top] = [node.position.x * zoom + x, node.position.y * zoom + y];
      const tall = (heightWithEnds(node, flow.getNodes()) + openSize.height / 2) * zoom;
      const [across, down] = [nudge(left, cardSize.width * zoom, width), nudge(top, tall, height)];
      if (across !== 0 || down !== 0) void flow.setViewport({ x: x + across, y: y + down, zoom }, { duration: still ? 0 : 200 });
    }, 60);
    return () => clearTimeout(timer);
  }, [id, flow, store, still]);
  return null;
}

/** From the top of a card to the lower end of its open ports. */
function heightWithEnds({ id, position, height = cardSize.height }: Node, nodes: readonly Node[]): number {
  const ends = nodes.filter(({ type, data }) => type === 'open' && data.source === id);
  return Math.max(height, ...ends.map((end) => end.position.y + openSize.height - position.y));
}
