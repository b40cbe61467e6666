import { useMediaQuery } from '@mantine/hooks';
import { useReactFlow, useStoreApi } from '@xyflow/react';
import { useEffect } from 'react';
import { cardSize } from './flow';

/** Brings the chosen card into view if it is out of it; otherwise nothing moves. */
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
      const seen = left >= 0 && top >= 0 && left + cardSize.width * zoom <= width && top + cardSize.height * zoom <= height;
      if (seen) return;
      const centre = [node.position.x + cardSize.width / 2, node.position.y + cardSize.height / 2] as const;
      void flow.setCenter(...centre, { zoom, duration: still ? 0 : 200 });
    }, 60);
    return () => clearTimeout(timer);
  }, [id, flow, store, still]);
  return null;
}
