import { useLocalStorage } from '@mantine/hooks';
import { IconMap } from '@tabler/icons-react';
import { ControlButton, MiniMap } from '@xyflow/react';
import type { FlowNode } from './flow-types';

const label = 'Map of the canvas';

/** Whether the small map is shown, and the button that shows it. Remembered in this browser. */
export function useMap() {
  const [shown, show] = useLocalStorage({ key: 'perennial-canvas-map', defaultValue: false, getInitialValueInEffect: false });
  return {
    button: (
      <ControlButton
        aria-label={label}
        title={shown ? 'Hide the map' : 'Show the map'}
        aria-pressed={shown}
        onClick={() => show(!shown)}
      >
        {/* The controls of the canvas fill their icons. */}
        <IconMap style={{ fill: 'none', width: 14, height: 14 }} />
      </ControlButton>
    ),
    map: shown && <MiniMap<FlowNode> pannable zoomable ariaLabel={label} nodeColor={colourOf} nodeStrokeWidth={0} />,
  };
}

const colourOf = (node: FlowNode): string => {
  if (node.type === 'step') return `var(--p-${node.data.family})`;
  return node.type === 'note' ? 'var(--p-line-strong)' : 'transparent';
};
