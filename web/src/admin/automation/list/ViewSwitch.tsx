import { SegmentedControl } from '@mantine/core';
import type { EditorView } from '../view';

interface ViewSwitchProps {
  readonly view: EditorView;
  readonly onChange: (view: EditorView) => void;
}

/** Shows the steps on the canvas or as a list. */
export function ViewSwitch({ view, onChange }: ViewSwitchProps) {
  return (
    <SegmentedControl
      size="xs"
      aria-label="View"
      value={view}
      onChange={(value) => onChange(value === 'list' ? 'list' : 'canvas')}
      data={[
        { value: 'canvas', label: 'Canvas' },
        { value: 'list', label: 'List' },
      ]}
    />
  );
}
