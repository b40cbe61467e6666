import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import ts from 'typescript';
import { inRoot, root } from '../lib/paths.mjs';

/** What runs in production, in a browser or on a developer's machine. A specification reads only its own input. */
const PRODUCT = /^(libs|activities|workflows|relay|apps|web|scripts|deploy)\/.*\.(m?[jt]s|tsx)$/;
const NOT_PRODUCT = /\.spec\.tsx?$|\.d\.m?ts$|^libs\/api-client\/src\/schema\.ts$/;

/**
 * Expressions whose time grows faster than their input, each with the reason why this is harmless.
 * @type {Record<string, string>}
 */
const EXCEPTIONS = {
  'libs/db/src/migrations/functions.ts': 'reads the signatures of our own functions, and a landed migration never changes',
  'scripts/checks/compose.mjs': 'reads our own compose file',
  'scripts/checks/generated.mjs': 'reads our own list of variables',
};

const require = createRequire(import.meta.url);
/** Its build for browsers, which needs none of its programs for one platform. @type {typeof import('recheck')} */
const recheck = require('recheck/lib/browser.js');
const { version } = require('recheck/package.json');
/** Earlier results. The analysis of all expressions takes twenty seconds, and few of them change. */
const CACHE = inRoot('node_modules', '.cache', `regular-expressions-${version}.json`);

/**
 * Checks that the time of every regular expression of the product grows in proportion to its input. One request with a text
 * composed for a slow expression blocks a whole process.
 */
export async function checkRegularExpressions() {
  const files = productFiles().map((file) => ({ file, text: readFileSync(inRoot(file), 'utf8') }));
  /** @type {Map<string, string | null>} */
  const known = new Map(existsSync(CACHE) ? JSON.parse(readFileSync(CACHE, 'utf8')) : []);
  const problems = slowExpressions(files, known);
  mkdirSync(dirname(CACHE), { recursive: true });
  writeFileSync(CACHE, JSON.stringify([...known]));
  const wrong = problems.filter(({ file }) => !EXCEPTIONS[file]).map(({ message }) => message);
  for (const file of Object.keys(EXCEPTIONS))
    if (!problems.some((problem) => problem.file === file)) wrong.push(`${file}: no exception is needed any more; remove it`);
  if (wrong.length > 0) throw new Error(wrong.join('\n'));
}

/**
 * Regular expressions that a text can make slow, or that cannot be judged because their pattern is not a literal.
 * @param {{ file: string, text: string }[]} files
 * @param {Map<string, string | null>} [known] expressions that were analysed before, with what is wrong with them
 * @returns {{ file: string, message: string }[]}
 */
export function slowExpressions(files, known = new Map()) {
  return files.flatMap(expressionsIn).flatMap(({ file, line, source, flags }) => {
    const problem = source === undefined ? 'the pattern is not a literal; write it as one' : judged(source, flags);
    return problem ? [{ file, message: `${file}:${line}: ${problem}` }] : [];
  });

  /** @param {string} source @param {string} flags */
  function judged(source, flags) {
    const expression = `/${source}/${flags}`;
    const before = known.get(expression);
    if (before !== undefined) return before;
    // The analysis is limited by counts, not by time, so that it does not give up on a busy machine.
    const found = recheck.checkSync(source, flags, { timeout: 120_000 });
    const kind = found.status === 'vulnerable' ? found.complexity.summary : found.status;
    const problem = kind === 'safe' ? null : `${expression} is ${kind}`;
    known.set(expression, problem);
    return problem;
  }
}

const productFiles = () =>
  execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' })
    .split('\n')
    .filter((file) => PRODUCT.test(file) && !NOT_PRODUCT.test(file));

/**
 * The regular expressions of a file: literals and calls of `RegExp`.
 * @param {{ file: string, text: string }} file
 * @returns {{ file: string, line: number, source: string | undefined, flags: string }[]}
 */
function expressionsIn({ file, text }) {
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  /** @type {{ file: string, line: number, source: string | undefined, flags: string }[]} */
  const found = [];
  visit(tree);
  return found;

  /** @param {ts.Node} node */
  function visit(node) {
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf('/');
      add(node, node.text.slice(1, end), node.text.slice(end + 1));
    } else if ((ts.isNewExpression(node) || ts.isCallExpression(node)) && node.expression.getText() === 'RegExp') {
      const [pattern, flags] = (node.arguments ?? []).map((part) => (ts.isStringLiteralLike(part) ? part.text : undefined));
      add(node, pattern, flags ?? '');
    }
    ts.forEachChild(node, visit);
  }

  /** @param {ts.Node} node @param {string | undefined} source @param {string} flags */
  function add(node, source, flags) {
    found.push({ file, line: tree.getLineAndCharacterOfPosition(node.getStart()).line + 1, source, flags });
  }
}
