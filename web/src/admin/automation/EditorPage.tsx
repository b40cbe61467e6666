import { Center, Loader } from '@mantine/core';
import { useState } from 'react';
import { useParams } from 'react-router';
import { ErrorState } from '../../ui/feedback/States';
import { useAutomation } from './automation';
import { Editor } from './Editor';
import classes from './Editor.module.css';

/** The canvas of one automation. */
export function EditorPage() {
  const { id = '' } = useParams();
  const automation = useAutomation(id);
  const [attempt, setAttempt] = useState(0);
  if (automation.isError && !automation.data) {
    return (
      <div className={classes.alone}>
        <ErrorState
          error={automation.error}
          what="The automation could not be opened"
          onRetry={() => void automation.refetch()}
        />
      </div>
    );
  }
  if (!automation.data) {
    return (
      <Center h="100dvh" role="status" aria-label="Loading">
        <Loader size="sm" />
      </Center>
    );
  }
  const reload = async () => {
    await automation.refetch();
    setAttempt(attempt + 1);
  };
  return <Editor key={`${id}:${attempt}`} automation={automation.data} onReload={reload} />;
}
