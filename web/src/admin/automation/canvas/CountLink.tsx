import { IconUser } from '@tabler/icons-react';
import type { MouseEvent } from 'react';
import classes from './Canvas.module.css';
import { useEditorSession } from './editor-context';

interface CountLinkProps {
  readonly nodeId: string;
  readonly people: number;
  readonly parked: number;
  readonly className?: string | undefined;
}

/** The number of contacts at a step, with a link to their runs. */
export function CountLink({ nodeId, people, parked, className = classes.people }: CountLinkProps) {
  const { automationId, navigate } = useEditorSession();
  const here = people === 1 ? '1 person is here now' : `${people} people are here now`;
  const attention = parked === 0 ? '' : `, ${parked} ${parked === 1 ? 'needs' : 'need'} attention`;
  const href = `/automations/${automationId}/runs?${new URLSearchParams({ step: nodeId })}`;
  const open = (event: MouseEvent) => {
    event.stopPropagation();
    const elsewhere = event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
    if (elsewhere) return;
    event.preventDefault();
    void navigate(href);
  };
  // Link and useNavigate render whenever the address changes, and the address names the step that is selected.
  return (
    <a
      href={href}
      className={`${className} nodrag nopan`}
      data-parked={parked > 0 || undefined}
      title={`${here}${attention}`}
      aria-label={`${here}${attention}`}
      onClick={open}
    >
      <IconUser size={11} aria-hidden /> {people.toLocaleString('en')}
    </a>
  );
}
