import type { AutomationTemplate } from '@perennial/domain/automation';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { PageHeader } from '../../../ui/shell/PageHeader';
import { createAutomation } from '../automation';
import { Gallery } from './Gallery';
import { UseTemplate } from './UseTemplate';

/** The gallery of ready-made automations. */
export function TemplatesPage() {
  const [chosen, choose] = useState<AutomationTemplate | null>(null);
  const navigate = useNavigate();
  return (
    <>
      <PageHeader
        title="Templates"
        lead="Ready-made automations with their emails. Each becomes a draft that you can change, and nothing is sent until you publish it."
        path={[{ label: 'Automations', to: '/automations' }]}
      />
      <Gallery onPick={choose} busy={false} />
      <UseTemplate
        template={chosen}
        onUse={({ id }, name, records) => createAutomation(name, id, records)}
        onUsed={({ id }) => void navigate(`/automations/${id}`)}
        onClose={() => choose(null)}
      />
    </>
  );
}
