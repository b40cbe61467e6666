import { Anchor } from '@mantine/core';
import { Link } from 'react-router';
import { Panel } from '../../../ui/shell/Panel';
import { ApprovalCard } from './ApprovalCard';
import classes from './Approvals.module.css';
import { useApprovals } from './approval';

const mostShown = 3;

/** The oldest questions that the signed-in person may decide, for people in real time. Renders nothing if there is none. */
export function DecisionList() {
  const open = useApprovals('open', true).data;
  const items = open?.items.filter(({ contact }) => !contact?.clockId).slice(0, mostShown) ?? [];
  if (items.length === 0) return null;
  return (
    <Panel
      title="Waiting for your decision"
      help={
        <Anchor component={Link} to="/automations/approvals" inherit>
          All approvals
        </Anchor>
      }
      flush
    >
      <ul className={classes.approvals}>
        {items.map((approval) => (
          <ApprovalCard key={approval.id} approval={approval} />
        ))}
      </ul>
    </Panel>
  );
}
