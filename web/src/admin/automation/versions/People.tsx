import { Button, Group, Modal, Stack, Text, Title, UnstyledButton } from '@mantine/core';
import { useForm } from '@mantine/form';
import { emptyGraph } from '@perennial/domain/automation';
import { useState } from 'react';
import { Form } from '../../../ui/forms/Form';
import { FormModal } from '../../../ui/forms/FormModal';
import { SubmitRow } from '../../../ui/forms/SubmitRow';
import { useSave } from '../../../ui/forms/use-save';
import { Instant } from '../../../ui/values/Values';
import { type Automation, automationKey } from '../automation';
import { PeopleInside, useGroups } from '../publish/PeopleInside';
import { type Choices, movesOf } from '../publish/people-inside';
import { MoveProgress } from './MoveProgress';
import { moveInWords, movePeople, useMoves } from './move';
import classes from './Versions.module.css';
import { useVersionGraph, type Version } from './version';

/** Moves people to the published version, and lists earlier moves with their results. */
export function People({ automation, versions }: { automation: Automation; versions: readonly Version[] }) {
  const { id, published } = automation;
  const moves = useMoves(id).data ?? [];
  const people = versions.reduce((sum, version) => sum + version.people, 0);
  const [moving, setMoving] = useState(false);
  const [shown, setShown] = useState<string | null>(null);
  if (!published || (people === 0 && moves.length === 0)) return null;
  return (
    <section className={classes.section} aria-labelledby="people-of-versions">
      <Group justify="space-between">
        <Title order={2} size="h3" id="people-of-versions">
          People
        </Title>
        {people > 0 && (
          <Button size="xs" variant="default" onClick={() => setMoving(true)}>
            Move people
          </Button>
        )}
      </Group>
      {moves.map((move) => (
        <UnstyledButton key={move.id} className={classes.change} display="block" onClick={() => setShown(move.id)}>
          <Text size="sm">{move.state === 'running' ? `Moving people to version ${move.version}` : moveInWords(move)}</Text>
          <Text size="xs" c="dimmed">
            <Instant at={move.createdAt} date />, {move.requestedBy}
          </Text>
        </UnstyledButton>
      ))}
      <FormModal opened={moving} onClose={() => setMoving(false)} title={`Move people to version ${published.number}`} size="lg">
        <MoveForm
          automation={automation}
          number={published.number}
          onMoved={(move) => {
            setMoving(false);
            setShown(move);
          }}
        />
      </FormModal>
      <Modal opened={shown !== null} onClose={() => setShown(null)} title="People moved">
        {shown && <MoveProgress automationId={id} moveId={shown} onClose={() => setShown(null)} />}
      </Modal>
    </section>
  );
}

interface MoveFormProps {
  readonly automation: Automation;
  readonly number: number;
  readonly onMoved: (moveId: string) => void;
}

function MoveForm({ automation: { id }, number, onMoved }: MoveFormProps) {
  const graph = useVersionGraph(id, number).data;
  // A repeated request after a lost response moves nobody twice.
  const [key] = useState(() => crypto.randomUUID());
  const groups = useGroups(id, graph ?? emptyGraph, graph !== undefined);
  const form = useForm({ initialValues: { choices: {} as Choices } });
  const moves = graph && groups ? movesOf(groups, graph, form.values.choices) : [];
  const save = useSave(form, {
    save: () => movePeople(id, key, moves),
    failed: 'No one was moved',
    stale: [automationKey(id)],
    onSaved: (move) => onMoved(move.id),
  });
  return (
    <Form onSubmit={form.onSubmit((values) => save.mutate(values))}>
      <Stack>
        {graph && groups && (
          <PeopleInside
            {...{ groups, newer: graph, number, choices: form.values.choices }}
            onChoose={(group, choice) => form.setFieldValue('choices', { ...form.values.choices, [group]: choice })}
          />
        )}
        <SubmitRow pending={save.isPending} disabled={moves.length === 0}>
          Move people
        </SubmitRow>
      </Stack>
    </Form>
  );
}
