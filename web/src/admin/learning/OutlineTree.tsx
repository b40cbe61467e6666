import { Accessibility } from '@dnd-kit/dom';
import { move } from '@dnd-kit/helpers';
import { DragDropProvider } from '@dnd-kit/react';
import { useSortable } from '@dnd-kit/react/sortable';
import { ActionIcon, Badge, Button, Group, Popover, Stack, Text, TextInput, UnstyledButton } from '@mantine/core';
import { IconClock, IconGripVertical, IconPlus, IconTrash } from '@tabler/icons-react';
import classes from './Outline.module.css';
import {
  changeModule,
  describeRelease,
  type Lesson,
  lessonOrder,
  type Module,
  newId,
  newLesson,
  newModule,
  type Outline,
  withLessonOrder,
  withModuleOrder,
} from './outline';
import { ReleaseField } from './ReleaseField';

interface OutlineTreeProps {
  readonly outline: Outline;
  readonly current: string | null;
  readonly onChange: (change: (outline: Outline) => Outline) => void;
  readonly onOpen: (lessonId: string) => void;
  readonly onRemoveModule: (module: Module) => void;
}

type Announcements = NonNullable<ConstructorParameters<typeof Accessibility>[1]>;

/** Screen reader announcements during a move. The library's default would read IDs. */
const announcements: Announcements = {
  announcements: {
    dragstart: ({ operation: { source } }) =>
      `${titleOf(source)} is picked up. Use the arrow keys to move it, Space to drop it and Escape to cancel.`,
    dragover: ({ operation: { source, target } }) =>
      source && target && source.id !== target.id ? `${titleOf(source)}: at the place of ${titleOf(target)}.` : undefined,
    dragend: ({ operation: { source }, canceled }) =>
      canceled ? `${titleOf(source)} was not moved.` : `${titleOf(source)} was dropped.`,
  },
  screenReaderInstructions: {
    draggable: 'Press Space to pick it up, use the arrow keys to move it, and press Space again to drop it.',
  },
};
const spoken = Accessibility.configure(announcements);

const titleOf = (moved: { readonly data: { readonly title?: string } } | null): string => moved?.data.title || 'Without a title';

/** Modules and lessons in their order. Handles work with the mouse, and with Space and the arrow keys. */
export function OutlineTree({ outline, current, onChange, onOpen, onRemoveModule }: OutlineTreeProps) {
  const addLesson = (module: Module) => {
    const id = newId();
    onChange((now) => changeModule(now, module.id, { lessons: [...module.lessons, newLesson(id)] }));
    onOpen(id);
  };
  return (
    <DragDropProvider
      plugins={(defaults) => [...defaults, spoken]}
      onDragOver={(event) => {
        if (event.operation.source?.type !== 'lesson') return;
        onChange((now) => withLessonOrder(now, move(lessonOrder(now), event)));
      }}
      onDragEnd={(event) => {
        if (event.canceled || event.operation.source?.type !== 'module') return;
        onChange((now) =>
          withModuleOrder(
            now,
            move(
              now.modules.map((module) => module.id),
              event,
            ),
          ),
        );
      }}
    >
      <Stack gap="sm">
        {outline.modules.map((module, index) => (
          <ModuleRow
            key={module.id}
            module={module}
            index={index}
            onChange={(change) => onChange((now) => changeModule(now, module.id, change))}
            onRemove={() => onRemoveModule(module)}
          >
            {module.lessons.map((lesson, place) => (
              <LessonRow
                key={lesson.id}
                lesson={lesson}
                index={place}
                group={module.id}
                current={lesson.id === current}
                onOpen={() => onOpen(lesson.id)}
              />
            ))}
            <Button
              variant="subtle"
              color="gray"
              size="compact-sm"
              leftSection={<IconPlus size={14} />}
              onClick={() => addLesson(module)}
            >
              Add lesson
            </Button>
          </ModuleRow>
        ))}
        <Button
          variant="default"
          leftSection={<IconPlus size={16} />}
          onClick={() => onChange((now) => ({ ...now, modules: [...now.modules, newModule(newId())] }))}
        >
          Add module
        </Button>
      </Stack>
    </DragDropProvider>
  );
}

interface ModuleRowProps {
  readonly module: Module;
  readonly index: number;
  readonly onChange: (change: Partial<Module>) => void;
  readonly onRemove: () => void;
  readonly children: React.ReactNode;
}

function ModuleRow({ module, index, onChange, onRemove, children }: ModuleRowProps) {
  const { ref, handleRef, isDragging } = useSortable({
    id: module.id,
    index,
    type: 'module',
    accept: ['lesson', 'module'],
    collisionPriority: 0,
    data: { title: module.title },
  });
  return (
    <section
      ref={ref}
      className={classes.module}
      data-dragging={isDragging || undefined}
      aria-label={module.title || 'New module'}
    >
      <Group gap={4} wrap="nowrap">
        <ActionIcon
          ref={handleRef}
          variant="subtle"
          color="gray"
          className={classes.handle}
          aria-label={`Move module ${module.title}`}
        >
          <IconGripVertical size={15} />
        </ActionIcon>
        <TextInput
          variant="unstyled"
          aria-label="Module title"
          placeholder="Module title"
          value={module.title}
          autoFocus={module.title === '' && module.lessons.length === 0}
          onChange={(event) => onChange({ title: event.currentTarget.value })}
          classNames={{ root: classes.title ?? '', input: classes.titleInput ?? '' }}
        />
        <Popover position="bottom-end" trapFocus withinPortal>
          <Popover.Target>
            <Button variant="subtle" color="gray" size="compact-xs" leftSection={<IconClock size={13} />}>
              {describeRelease(module.release)}
            </Button>
          </Popover.Target>
          <Popover.Dropdown>
            <ReleaseField label="Module opens" value={module.release} onChange={(release) => onChange({ release })} />
          </Popover.Dropdown>
        </Popover>
        <ActionIcon variant="subtle" color="gray" onClick={onRemove} aria-label={`Remove module ${module.title}`}>
          <IconTrash size={15} />
        </ActionIcon>
      </Group>
      <Stack gap={2} align="flex-start" mt={4}>
        {children}
      </Stack>
    </section>
  );
}

interface LessonRowProps {
  readonly lesson: Lesson;
  readonly index: number;
  readonly group: string;
  readonly current: boolean;
  readonly onOpen: () => void;
}

function LessonRow({ lesson, index, group, current, onOpen }: LessonRowProps) {
  const { ref, handleRef, isDragging } = useSortable({
    id: lesson.id,
    index,
    group,
    type: 'lesson',
    accept: 'lesson',
    data: { title: lesson.title },
  });
  return (
    <div ref={ref} className={classes.lesson} data-current={current || undefined} data-dragging={isDragging || undefined}>
      <ActionIcon
        ref={handleRef}
        variant="subtle"
        color="gray"
        size="sm"
        className={classes.handle}
        aria-label={`Move lesson ${lesson.title}`}
      >
        <IconGripVertical size={14} />
      </ActionIcon>
      <UnstyledButton className={classes.open} aria-current={current || undefined} onClick={onOpen}>
        <Text span size="sm" truncate {...(lesson.title === '' && { c: 'red' })}>
          {lesson.title || 'Untitled lesson'}
        </Text>
        {lesson.release.mode !== 'immediate' && (
          <Text span size="xs" c="dimmed" className={classes.release}>
            {describeRelease(lesson.release)}
          </Text>
        )}
        {!lesson.required && (
          <Badge size="xs" variant="default" tt="none" fw={500} style={{ flex: 'none' }}>
            Optional
          </Badge>
        )}
        {lesson.preview && (
          <Badge size="xs" variant="default" tt="none" fw={500} style={{ flex: 'none' }}>
            Preview
          </Badge>
        )}
      </UnstyledButton>
    </div>
  );
}
