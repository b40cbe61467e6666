import { Alert, Anchor, Box, Button, List, Skeleton, Stack, Text, ThemeIcon, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { intervalInWords } from '@perennial/domain/billing';
import { IconCheck } from '@tabler/icons-react';
import { Link, useParams } from 'react-router';
import { ApiFailure } from '../../../ui/api/failure';
import { ErrorState, NotFound } from '../../../ui/feedback/States';
import { Instant, Money } from '../../../ui/values/Values';
import { useMember, useSchool } from '../../platform/school';
import { BuyForm } from './BuyForm';
import classes from './PlanPage.module.css';
import { type PublicPlan, usePublicPlan } from './plans';

/** The offer: content, price, what happens next, and the form to buy it. */
export function PlanPage() {
  const { slug = '' } = useParams();
  const plan = usePublicPlan(slug);
  if (plan.error instanceof ApiFailure && plan.error.status === 404) return <NotFound home="/plans" />;
  if (plan.isError)
    return <ErrorState error={plan.error} what="The plan could not be loaded" onRetry={() => void plan.refetch()} />;
  if (!plan.data) {
    return (
      <div className={classes.columns}>
        <Skeleton height={260} radius="lg" />
        <Skeleton height={340} radius="lg" />
      </div>
    );
  }
  return <Offer plan={plan.data} />;
}

function Offer({ plan }: { plan: PublicPlan }) {
  const school = useSchool();
  useDocumentTitle(`${plan.title} · ${school.name}`);
  const member = useMember();
  return (
    <div className={classes.columns}>
      <Box>
        <Title order={1} className={classes.title}>
          {plan.title}
        </Title>
        {plan.description && (
          <Text size="lg" className={classes.description}>
            {plan.description}
          </Text>
        )}
        {plan.products.length > 0 && (
          <Box component="section" mt="xl" aria-labelledby="included">
            <Title order={2} id="included">
              What’s included
            </Title>
            <List mt="sm" spacing="md" icon={<Tick />} classNames={{ itemWrapper: classes.item ?? '' }}>
              {plan.products.map((product) => (
                <List.Item key={product.title}>
                  <Text fw={500}>{product.title}</Text>
                  {product.description && (
                    <Text size="sm" c="dimmed">
                      {product.description}
                    </Text>
                  )}
                  {product.previews.map(({ courseId, lessonId, title }) => (
                    <Text key={lessonId} size="sm">
                      <Anchor component={Link} to={`/courses/${courseId}?lesson=${lessonId}`} inherit>
                        Free preview: {title}
                      </Anchor>
                    </Text>
                  ))}
                </List.Item>
              ))}
            </List>
          </Box>
        )}
      </Box>
      <Box component="section" className={classes.buy} aria-label="Buy">
        <Text>
          <span className={classes.price}>
            <Money amount={plan.priceAmount} currency={plan.currency} />
          </span>{' '}
          {plan.oldPriceAmount !== null && plan.oldPriceAmount > plan.priceAmount && (
            <Text span c="dimmed" size="xl">
              <Money amount={plan.oldPriceAmount} currency={plan.currency} struck />
            </Text>
          )}
        </Text>
        <Text c="dimmed">{intervalInWords(plan.intervalMonths)}</Text>
        {plan.membershipId ? (
          <Held />
        ) : (
          <>
            <Text size="sm" my="lg" className={classes.terms}>
              {plan.termsSentence}
              {!member && plan.trialDays > 0 && ' The free trial is for new members. If you have had one here, you pay today.'}
            </Text>
            <AlreadyOpen plan={plan} />
            <BuyForm plan={plan} />
          </>
        )}
      </Box>
    </div>
  );
}

/** Warns a person who is about to pay for a product that they already have access to. */
function AlreadyOpen({ plan }: { plan: PublicPlan }) {
  const { alreadyOpen, products } = plan;
  if (alreadyOpen.length === 0) return null;
  const all = alreadyOpen.length === products.length;
  return (
    <Alert
      color="yellow"
      variant="light"
      mb="md"
      title={all ? 'You already have access to all of this' : 'You already have access to part of this'}
    >
      <Stack gap={4}>
        {alreadyOpen.map(({ title, through, until }) => (
          <Text key={title} size="sm">
            {title} is open to you{through ? ` through ${through}` : ''}
            {until && (
              <>
                {' '}
                until <Instant at={until} date />
              </>
            )}
            .
          </Text>
        ))}
        <Text size="sm">If you buy this plan as well, you pay for both.</Text>
      </Stack>
    </Alert>
  );
}

/** Shown in place of the form to a person who already has the membership. */
function Held() {
  return (
    <Stack gap="sm" mt="lg">
      <Text>You have this membership.</Text>
      <Button component={Link} to="/memberships" variant="default" size="md" fullWidth>
        My memberships
      </Button>
    </Stack>
  );
}

function Tick() {
  return (
    <ThemeIcon size={20} radius="xl" variant="light" aria-hidden>
      <IconCheck size={13} stroke={2.5} />
    </ThemeIcon>
  );
}
