import { Anchor, Select } from '@mantine/core';
import { emailPriorities, sendsMarketing } from '@perennial/domain/automation';
import { describeEmailLimits, readEmailLimits } from '@perennial/domain/messaging';
import { Link } from 'react-router';
import { useMe } from '../../identity/staff';
import { useEditor } from '../canvas/editor-context';

const options = Object.entries(emailPriorities).map(([value, label]) => ({ value, label }));

/** Which held marketing emails of a person go first, where the automation sends any. */
export function EmailPriority() {
  const sends = useEditor(({ graph }) => sendsMarketing(graph));
  const priority = useEditor(({ graph }) => graph.emailPriority ?? 'normal');
  const apply = useEditor((state) => state.apply);
  const limits = readEmailLimits(useMe().school.emailLimits);
  if (!sends) return null;
  return (
    <Select
      label="Priority of marketing emails"
      description={
        <>
          {limits ? `Marketing emails: ${describeEmailLimits(limits)}. ` : 'There are no quiet hours or limits. '}
          <Anchor component={Link} to="/settings/email/limits" inherit>
            Change
          </Anchor>
        </>
      }
      allowDeselect={false}
      data={options}
      value={priority}
      onChange={(value) => apply({ type: 'setEmailPriority', priority: value === 'high' || value === 'low' ? value : null })}
    />
  );
}
