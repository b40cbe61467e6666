import { Button, Center, Stack } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { EmptyState, ErrorState, TextSkeleton } from '../../ui/feedback/States';
import { Panel } from '../../ui/shell/Panel';
import { contactKey } from './contact';
import classes from './Timeline.module.css';
import { TimelineRow } from './TimelineRow';
import { loadTimeline } from './timeline';

/** Everything that happened to one person, newest first. */
export function Timeline({ contactId }: { contactId: string }) {
  const timeline = useInfiniteQuery({
    queryKey: [...contactKey(contactId), 'timeline'],
    queryFn: ({ pageParam }) => loadTimeline(contactId, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => (last.more ? last.items.at(-1)?.at : undefined),
  });
  if (timeline.isError && !timeline.data) {
    return <ErrorState error={timeline.error} what="The timeline could not be loaded" onRetry={() => void timeline.refetch()} />;
  }
  if (!timeline.data) return <TextSkeleton lines={8} />;
  const seen = new Map(timeline.data.pages.flatMap((page) => page.items).map((entry) => [entry.id, entry]));
  const entries = [...seen.values()];
  if (entries.length === 0) {
    return (
      <EmptyState icon={<IconHistory size={22} />} title="No activity yet">
        This person’s purchases, payments, emails, journeys and lessons will appear here, each with its cause and effects.
      </EmptyState>
    );
  }
  return (
    <Stack>
      <Panel flush>
        <ul className={classes.list}>
          {entries.map((entry) => (
            <TimelineRow key={entry.id} entry={entry} />
          ))}
        </ul>
      </Panel>
      {timeline.hasNextPage && (
        <Center>
          <Button variant="default" loading={timeline.isFetchingNextPage} onClick={() => void timeline.fetchNextPage()}>
            Earlier
          </Button>
        </Center>
      )}
    </Stack>
  );
}
