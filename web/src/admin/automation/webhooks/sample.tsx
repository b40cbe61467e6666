import { type BodyValue, valuesIn } from '@perennial/domain/automation';
import { createContext, type ReactNode, useContext, useMemo, useState } from 'react';
import { useMe } from '../../identity/staff';
import { type TriggerPlace, useDeliveries, type WebhookDelivery } from './webhooks';

interface Sample {
  readonly deliveries: readonly WebhookDelivery[] | undefined;
  /** The delivery from whose body fields are picked: the chosen one, or else the newest. */
  readonly delivery: WebhookDelivery | undefined;
  readonly values: readonly BodyValue[];
  readonly use: (deliveryId: string) => void;
}

const SampleContext = createContext<Sample>({ deliveries: undefined, delivery: undefined, values: [], use: () => undefined });

/** The received body from which the fields of a trigger are picked. */
export const useSample = (): Sample => useContext(SampleContext);

interface SampleProviderProps extends TriggerPlace {
  /** Whether the step starts on a webhook. */
  readonly enabled: boolean;
  readonly children: ReactNode;
}

/** Provides a sample for the settings of a trigger. */
export function SampleProvider({ automationId, nodeId, enabled, children }: SampleProviderProps) {
  const { staff } = useMe();
  const { data: deliveries } = useDeliveries({ automationId, nodeId }, enabled && staff.role !== 'support');
  const [chosen, use] = useState<string | null>(null);
  const delivery = deliveries?.find(({ id }) => id === chosen) ?? deliveries?.[0];
  const sample = useMemo(
    () => ({ deliveries, delivery, values: delivery ? valuesIn(delivery.body) : [], use }),
    [deliveries, delivery],
  );
  return <SampleContext.Provider value={sample}>{children}</SampleContext.Provider>;
}
