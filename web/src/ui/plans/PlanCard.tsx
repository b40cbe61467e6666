import { Badge, Box, Group, List, Text, ThemeIcon, Title } from '@mantine/core';
import type { Schemas } from '@perennial/api-client';
import { intervalInWords, termsSentence } from '@perennial/domain/billing';
import { IconCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { formatMoney } from '../values/money';
import { Money } from '../values/Values';
import classes from './PlanCard.module.css';

type Shown =
  | 'title'
  | 'description'
  | 'priceAmount'
  | 'oldPriceAmount'
  | 'currency'
  | 'intervalMonths'
  | 'trialDays'
  | 'requireCardBeforeTrial';

export type PlanOnCard = Pick<Schemas['PortalPlan'], Shown> & {
  readonly products: readonly { readonly title: string }[];
  readonly termsSentence?: string;
  /** Set where the reader has the plan, and needs no terms to buy it. */
  readonly membershipId?: string | null;
};

/** A membership as a buyer sees it. The wizard's preview and the portal use the same card. */
export function PlanCard({ plan, action, order = 2 }: { plan: PlanOnCard; action?: ReactNode; order?: 2 | 3 }) {
  return (
    <Box component="article" className={classes.card}>
      <Group justify="space-between" align="flex-start" wrap="nowrap">
        <Title order={order} size="h2">
          {plan.title || 'Title of the membership'}
        </Title>
        {plan.trialDays > 0 && !plan.membershipId && (
          <Badge variant="light" className={classes.badge}>
            {plan.trialDays}-day trial
          </Badge>
        )}
      </Group>
      <Text mt="sm">
        <span className={classes.price}>
          <Money amount={plan.priceAmount} currency={plan.currency} />
        </span>{' '}
        {plan.oldPriceAmount !== null && plan.oldPriceAmount > plan.priceAmount && (
          <Text span c="dimmed" size="lg">
            <Money amount={plan.oldPriceAmount} currency={plan.currency} struck />
          </Text>
        )}{' '}
        <Text span c="dimmed">
          {intervalInWords(plan.intervalMonths)}
        </Text>
      </Text>
      {plan.description && <Text className={classes.description}>{plan.description}</Text>}
      {plan.products.length > 0 && (
        <List
          mt="md"
          spacing={6}
          icon={
            <ThemeIcon size={18} radius="xl" variant="light" aria-hidden>
              <IconCheck size={12} stroke={2.5} />
            </ThemeIcon>
          }
        >
          {plan.products.map((product) => (
            <List.Item key={product.title}>{product.title}</List.Item>
          ))}
        </List>
      )}
      {action && <Box mt="lg">{action}</Box>}
      {!plan.membershipId && (
        <Text size="sm" c="dimmed" mt="md">
          {plan.termsSentence ?? termsSentence(plan, formatMoney(plan.priceAmount, plan.currency))}
        </Text>
      )}
    </Box>
  );
}
