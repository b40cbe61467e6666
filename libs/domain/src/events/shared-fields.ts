import { z } from 'zod';
import { currency, minorUnits, reference, text } from './fields.js';

export const membership = {
  membershipId: reference('membership', 'Membership'),
  planId: reference('plan', 'Plan'),
  planTitle: text('Plan title'),
};
export const membershipSample = {
  membershipId: '01920000-0000-7000-8000-000000000001',
  planId: '01920000-0000-7000-8000-000000000002',
  planTitle: 'Pottery, all year',
};
export const money = { amount: minorUnits('Amount'), currency: currency() };
export const course = { courseId: reference('course', 'Course'), courseTitle: text('Course title') };
export const courseSample = { courseId: '01920000-0000-7000-8000-000000000003', courseTitle: 'Throwing on the wheel' };
export const lesson = { lessonId: reference('lesson', 'Lesson'), lessonTitle: text('Lesson title') };
export const lessonSample = { lessonId: '01920000-0000-7000-8000-000000000004', lessonTitle: 'Centring' };
export const product = { productId: reference('product', 'Product'), productTitle: text('Product title') };
export const productSample = { productId: '01920000-0000-7000-8000-000000000003', productTitle: 'Throwing on the wheel' };

export const products = {
  productIds: z.array(z.uuid()).meta({ title: 'Products' }),
  productTitles: z.array(z.string()).meta({ title: 'Product titles' }),
  /** The membership or product that gave access, as one phrase. */
  productTitle: text('Membership or product'),
};
export const productsSample = {
  productIds: [productSample.productId, '01920000-0000-7000-8000-00000000000b'],
  productTitles: [productSample.productTitle, 'Glazing'],
  productTitle: membershipSample.planTitle,
};

/** The only trigger that an event may start. */
export const trigger = {
  automationId: reference('automation', 'Automation'),
  triggerId: z.string().meta({ title: 'Trigger', reference: 'step' }),
};
export const triggerSample = { automationId: '01920000-0000-7000-8000-000000000013', triggerId: 'start' };
export const addressedTo = { automation: 'automationId', trigger: 'triggerId' } as const;
