import { useMediaQuery } from '@mantine/hooks';
import { useReactFlow, useStoreApi } from '@xyflow/react';
import { useEffect } from 'react';
import { nudge } from './nudge';
import { cardSize } from './sizes';

/** Brings the chosen card into view if it is out of it, and no further; otherwise nothing moves. */
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
      const [across, down] = [nudge(left, cardSize.width * zoom, width), nudge(top, cardSize.height * zoom, height)];
      if (across !== 0 || down !== 0) void flow.setViewport({ x: x + across, y: y + down, zoom }, { duration: still ? 0 : 200 });
    }, 60);
    return () => clearTimeout(timer);
  }, [id, flow, store, still]);
  return null;
}
