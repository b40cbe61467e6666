import { Button, Group, SegmentedControl, Stack, Switch, Text, TextInput } from '@mantine/core';
import { IconEye, IconPencil } from '@tabler/icons-react';
import { useState } from 'react';
import { problemAt } from '../../ui/api/failure';
import { LessonPage } from '../../ui/lesson/LessonPage';
import { Video } from '../../ui/lesson/Video';
import { RichText } from '../../ui/rich-text/RichText';
import { Panel } from '../../ui/shell/Panel';
import type { LessonContent } from './lesson-content';
import { describeRelease, type Lesson, titleProblem } from './outline';
import { ReleaseField } from './ReleaseField';

interface LessonEditorProps {
  readonly lesson: Lesson;
  readonly content: LessonContent;
  /** What the last save refused, by field. */
  readonly problems?: Readonly<Record<string, string>> | undefined;
  readonly onChange: (change: Partial<Lesson>) => void;
  readonly onWrite: (change: Partial<LessonContent>) => void;
  readonly onRemove: () => void;
}

/** Everything about one lesson. */
export function LessonEditor(props: LessonEditorProps) {
  const [seen, setSeen] = useState(false);
  return (
    <Panel>
      <Group justify="flex-end" mb="sm">
        <Button
          variant="subtle"
          color="gray"
          size="xs"
          leftSection={seen ? <IconPencil size={15} /> : <IconEye size={15} />}
          onClick={() => setSeen(!seen)}
        >
          {seen ? 'Back to editing' : 'View as a member'}
        </Button>
      </Group>
      {seen ? <AsMember {...props} /> : <Fields {...props} />}
    </Panel>
  );
}

/** The current lesson, saved or not. */
function AsMember({ lesson, content }: LessonEditorProps) {
  return (
    <LessonPage
      title={lesson.title}
      videoUrl={content.kind === 'video' ? content.videoUrl : null}
      bodyHtml={content.bodyHtml}
      file={(url) => <Video key={url} src={url} title={lesson.title} />}
    >
      <Text size="sm" c="dimmed" mt="lg">
        Opens: {describeRelease(lesson.release)}. Until then, members see only the title and the date.
      </Text>
    </LessonPage>
  );
}

function Fields({ lesson, content, problems = {}, onChange, onWrite, onRemove }: LessonEditorProps) {
  return (
    <Stack gap="lg">
      <TextInput
        label="Title"
        value={lesson.title}
        autoFocus={lesson.title === ''}
        error={titleProblem(lesson.title) ?? problems.title}
        onChange={(event) => onChange({ title: event.currentTarget.value })}
      />
      <SegmentedControl
        aria-label="Kind of lesson"
        value={content.kind}
        onChange={(kind) => onWrite({ kind: kind === 'video' ? 'video' : 'text' })}
        data={[
          { value: 'text', label: 'Text' },
          { value: 'video', label: 'Video' },
        ]}
        style={{ alignSelf: 'flex-start' }}
      />
      {content.kind === 'video' && (
        <TextInput
          label="Video address"
          description="From YouTube or Vimeo, or an https address of a video file."
          placeholder="https://"
          value={content.videoUrl ?? ''}
          error={problems.videoUrl}
          onChange={(event) => onWrite({ videoUrl: event.currentTarget.value.trim() || null })}
        />
      )}
      <RichText
        label={content.kind === 'video' ? 'Text below the video' : 'Text'}
        value={content.bodyHtml}
        onChange={(bodyHtml) => onWrite({ bodyHtml })}
      />
      {problems.bodyHtml && (
        <Text size="sm" c="red" role="alert">
          {problems.bodyHtml}
        </Text>
      )}
      <ReleaseField
        label="Opens"
        value={lesson.release}
        onChange={(release) => onChange({ release })}
        error={problemAt(problems, 'release')}
      />
      <Switch
        label="Required"
        description="Counts for finishing the course, and for its certificate."
        checked={lesson.required}
        onChange={(event) => onChange({ required: event.currentTarget.checked })}
      />
      <Switch
        label="Preview"
        description="Anyone can view it before buying."
        checked={lesson.preview}
        onChange={(event) => onChange({ preview: event.currentTarget.checked })}
      />
      <Group justify="flex-end">
        <Button variant="subtle" color="red" size="xs" onClick={onRemove}>
          Remove lesson
        </Button>
      </Group>
    </Stack>
  );
}
