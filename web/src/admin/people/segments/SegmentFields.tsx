import { Skeleton, Text, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useDebouncedValue } from '@mantine/hooks';
import type { Condition } from '@perennial/domain/conditions';
import { SegmentCondition, SegmentName } from '@perennial/domain/people';
import { messageOf } from '../../../ui/api/failure';
import { problemBy } from '../../../ui/forms/field-problems';
import { Panel } from '../../../ui/shell/Panel';
import { ConditionField } from '../../conditions/ConditionField';
import { isComplete } from '../contact-filter';
import { usePeopleWho } from './segment';
import { peopleScope } from './WhoMeets';

/** What staff enter of a segment. */
export interface SegmentValues {
  readonly name: string;
  readonly condition: Condition;
}

/** The rules of the form, which the API has too. */
export const checkSegment = { name: problemBy(SegmentName), condition: problemBy(SegmentCondition) };

/** The name and the condition of a segment, with how many contacts meet it. */
export function SegmentFields({ form }: { form: UseFormReturnType<SegmentValues> }) {
  return (
    <>
      <Panel title="Name">
        <TextInput aria-label="Name" placeholder="Members without a finished course" {...form.getInputProps('name')} />
      </Panel>
      <Panel
        title="Who is in it"
        help="Contacts enter and leave the segment as they meet the conditions or no longer do. Those who are in it when you save do not start automations."
      >
        <ConditionField
          label="Contacts who meet"
          description={undefined}
          error={form.errors.condition as string | undefined}
          value={form.values.condition}
          onChange={(condition) => form.setFieldValue('condition', condition as Condition)}
          scope={peopleScope}
        />
        <Matching condition={form.values.condition} />
      </Panel>
    </>
  );
}

/** How many contacts meet the conditions now; counted once per pause in typing. */
function Matching({ condition }: { condition: Condition }) {
  const complete = condition.tests.length > 0 && isComplete(condition);
  const [counted] = useDebouncedValue(complete ? condition : null, 400);
  const people = usePeopleWho(counted);
  return (
    <Text size="sm" c="dimmed" mt="md" role="status" component="div">
      {!complete ? (
        condition.tests.length === 0 ? (
          'Add a condition to see how many contacts meet it.'
        ) : (
          'Fill in every condition to see how many contacts meet it.'
        )
      ) : people.isError ? (
        `The contacts could not be counted. ${messageOf(people.error)}`
      ) : people.data && counted ? (
        matching(people.data)
      ) : (
        <Skeleton height={14} width={180} />
      )}
    </Text>
  );
}

function matching({ total, totalIsExact }: { total: number; totalIsExact: boolean }): string {
  if (total === 0) return 'No contacts meet this now.';
  if (total === 1) return '1 contact meets this now.';
  return `${totalIsExact ? '' : 'More than '}${total.toLocaleString('en')} contacts meet this now.`;
}
