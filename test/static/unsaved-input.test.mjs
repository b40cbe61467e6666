import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { test } from 'node:test';
import { inRoot } from '../../scripts/lib/paths.mjs';

/** Asks before the input is discarded, or keeps it: `useSave`, `StoredForm` and `useUnsaved` ask, a `KeptInput` keeps. */
const guard = /\b(?:useSave|useUnsaved|useAutosave|keptForm)\(|\.keep\(|<StoredForm$/gm;
const form = /\buseForm(?:<[^>(]*>)?\(/g;
const formElement = /<[Ff]orm[\s>]/;
const control =
  /<(?:Autocomplete|Checkbox|ColorInput|DateInput|FileInput|JsonInput|MoneyInput|MultiSelect|NumberInput|PasswordInput|RichText|Select|TagsInput|Textarea|TextInput|ZoneSelect|input|select|textarea)[\s>]/;
const state = /\buse(?:State|InputState|Reducer|Uncontrolled)\b/;

/** Files whose typed input belongs to another file, which has the guard. */
const fieldsOf = new Map([['LessonEditor.tsx', 'OutlineEditor.tsx']]);

/** Files whose input may be lost. */
const nothingToLose = new Map([
  ['Gallery.tsx', 'a search'],
  ['KindPicker.tsx', 'a search'],
  ['PreviewPanel.tsx', 'plays the drawing for a made-up person; nothing is stored'],
  ['TryStep.tsx', 'tries a step for a made-up person; nothing is stored'],
  ['ForecastPage.tsx', 'a filter'],
  ['RecordSelect.tsx', 'a search: the form that has the value guards it'],
  ['CommandPalette.tsx', 'a search'],
  ['Attention.tsx', 'boxes that choose whom a command is for'],
  ['Form.tsx', 'the form element that others fill'],
  ['SignInForm.tsx', 'the frame of three forms, each with its own values'],
  ['BodyPathInput.tsx', 'a field: the canvas that has the value saves it'],
  ['MoneyInput.tsx', 'a field: the form that has the value guards it'],
  ['DataList.tsx', 'a search, kept in the address'],
  ['MarketingProducts.tsx', 'a search, and boxes of the form that CreateMembership or EditMembership guards'],
]);

/** @param {string} source @param {RegExp} pattern */
const count = (source, pattern) => [...source.matchAll(pattern)].length;

/**
 * The problem of a file with typed input; null if there is none.
 * @param {string} source
 */
function problem(source) {
  const guards = count(source, guard);
  if (count(source, form) > guards) return 'has a form that neither asks nor keeps';
  const holds = formElement.test(source) || (control.test(source) && state.test(source));
  return holds && guards === 0 ? 'holds typed input and neither asks nor keeps' : null;
}

const sources = readdirSync(inRoot('web/src'), { encoding: 'utf8', recursive: true })
  .filter((path) => path.endsWith('.tsx') && !path.endsWith('.spec.tsx'))
  .map((path) => ({ path, name: basename(path), source: readFileSync(inRoot(join('web/src', path)), 'utf8') }));

/** @param {string} name */
const sourceOf = (name) => sources.find((file) => file.name === name)?.source ?? '';

test('every form asks before its input is discarded, or keeps it', () => {
  assert.ok(sources.length > 100);
  const problems = sources.flatMap(({ path, name, source }) => {
    const found = fieldsOf.has(name) || nothingToLose.has(name) ? null : problem(source);
    return found ? [`${path} ${found}`] : [];
  });
  assert.deepEqual(problems, [], 'use useSave or useUnsaved (see "A form" in CONTRIBUTING.md)');
});

test('every exception is a file, and hands its input to one that has the guard', () => {
  for (const name of nothingToLose.keys()) assert.notEqual(sourceOf(name), '', name);
  for (const [name, owner] of fieldsOf) {
    assert.notEqual(sourceOf(name), '', name);
    assert.ok(count(sourceOf(owner), guard) > 0, owner);
  }
});

test('a form without the guard is found', () => {
  const found = (/** @type {string} */ source) => problem(source) ?? '';
  assert.equal(found("const form = useForm({ initialValues: { a: '' } }); useSave(form, {});"), '');
  assert.match(found('const form = useForm<Values>({});'), /form/);
  assert.match(found('useForm({}); useSave(a, {}); useForm({});'), /form/);
  assert.match(found("const [to, setTo] = useState(''); return <TextInput value={to} />"), /typed input/);
  assert.match(found('return <form onSubmit={send}><TextInput /></form>'), /typed input/);
  assert.equal(found('return <TextInput value={value} onChange={onChange} />'), '');
});
