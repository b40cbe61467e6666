import { z } from 'zod';

/** Which input the form shows for a setting. */
export type Control =
  | 'text'
  | 'textarea'
  | 'number'
  | 'select'
  | 'switch'
  | 'reference'
  | 'date'
  | 'time'
  | 'zone'
  | 'weekdays'
  | 'condition'
  | 'eventType'
  | 'eventField'
  | 'earlierStep'
  | 'eventPaths'
  | 'branches'
  | 'shares'
  | 'pairs'
  | 'fieldValue'
  | 'bodyPath'
  | 'bodyFields';

/** Metadata of a setting's schema, from which the form and the messages are generated. */
export interface SettingMeta {
  readonly title: string;
  /** One sentence below the input. */
  readonly help?: string;
  readonly control: Control;
  /** Kind of record to pick from. */
  readonly reference?: 'template' | 'plan' | 'product' | 'course' | 'tag' | 'field' | 'segment' | 'automation';
  /** Labels of the options of a select. */
  readonly options?: Readonly<Record<string, string>>;
  /** Shown only while another setting has one of these values. */
  readonly showWhen?: { readonly setting: string; readonly is: readonly string[] };
}

/** Adds the form metadata to a setting's schema. Call it last, after defaults. */
export const setting = <S extends z.ZodType>(schema: S, meta: SettingMeta): S => schema.meta({ ...meta });

/** A setting as the form sees it. */
export interface FormField extends SettingMeta {
  readonly name: string;
}

/** The settings of a schema in order, as a form needs them. */
export const formFields = (schema: z.ZodObject): FormField[] =>
  Object.entries(schema.shape).flatMap(([name, inner]) => {
    const meta = metaOf(inner);
    return meta ? [{ ...meta, name }] : [];
  });

function metaOf(schema: z.core.$ZodType): SettingMeta | undefined {
  const meta = z.globalRegistry.get(schema);
  return meta?.title && typeof meta.control === 'string' ? (meta as z.core.GlobalMeta & SettingMeta) : undefined;
}
