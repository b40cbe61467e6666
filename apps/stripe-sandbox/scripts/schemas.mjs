// Writes JSON schemas for requests and responses from the type declarations of the pinned `stripe` package.
//   node apps/stripe-sandbox/scripts/schemas.mjs          writes schemas/stripe.json
//   node apps/stripe-sandbox/scripts/schemas.mjs --check  fails when the file is not what the package says
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { requestTypes, responseTypes } from './schema-roots.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const target = join(here, '../schemas/stripe.json');
const stripePackage = join(dirname(createRequire(import.meta.url).resolve('stripe')), '../package.json');
const stripeVersion = JSON.parse(readFileSync(stripePackage, 'utf8')).version;

const rootFile = join(here, '../src/schema-roots.generated.ts');
const names = [...responseTypes, ...requestTypes];
const source = `import type Stripe from 'stripe';\n${names.map((name, index) => `export type R${index} = Stripe.${name};`).join('\n')}`;
const options = {
  module: ts.ModuleKind.NodeNext,
  target: ts.ScriptTarget.ES2023,
  strict: true,
  skipLibCheck: true,
  noLib: false,
  types: [],
};
const host = ts.createCompilerHost(options);
const read = host.getSourceFile.bind(host);
host.getSourceFile = (path, ...rest) =>
  path === rootFile ? ts.createSourceFile(path, source, ts.ScriptTarget.ES2023, true) : read(path, ...rest);
const exists = host.fileExists.bind(host);
host.fileExists = (path) => path === rootFile || exists(path);
const program = ts.createProgram([rootFile], options, host);
const checker = program.getTypeChecker();

const definitions = {};
const references = new Map();
const taken = new Set();
const served = new Set();

function literalOf(type, property) {
  const symbol = type.getProperty?.(property);
  const value = symbol && checker.getTypeOfSymbol(symbol);
  return value?.isStringLiteral() ? value.value : undefined;
}

/** A resource that the sandbox never returns expanded: only its id can appear. */
const isForeign = (type) => {
  const object = literalOf(type, 'object');
  return object !== undefined && object !== 'list' && !served.has(object);
};
const isOpenString = (type) => type.isIntersection() && type.types.some((part) => part.flags & ts.TypeFlags.String);
const isNothing = (type) => (type.flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Void | ts.TypeFlags.Never)) !== 0;

function unionSchema(type) {
  const parts = type.types.filter((part) => !isNothing(part));
  const open = parts.some(isOpenString);
  const literals = parts.filter((part) => part.isStringLiteral()).map((part) => part.value);
  const rest = parts.filter((part) => !part.isStringLiteral() && !isOpenString(part));
  const branches = [];
  if (literals.length > 0) branches.push({ enum: [...new Set(literals)].sort() });
  else if (open) branches.push({ type: 'string' });
  const booleans = rest.filter((part) => part.flags & ts.TypeFlags.BooleanLiteral);
  if (booleans.length === 2) branches.push({ type: 'boolean' });
  const hasString = rest.some((part) => part.flags & ts.TypeFlags.String);
  for (const part of rest) {
    if (booleans.length === 2 && booleans.includes(part)) continue;
    if (hasString && isForeign(part)) continue;
    branches.push(schemaOf(part));
  }
  const unique = [...new Map(branches.map((branch) => [JSON.stringify(branch), branch])).values()];
  return unique.length === 1 ? unique[0] : { anyOf: unique };
}

function nameOf(type) {
  const symbol = type.aliasSymbol ?? type.symbol;
  const base = checker
    .getFullyQualifiedName(symbol)
    .replace(/^"[^"]*"\./, '')
    .replace(/[^\w.]/g, '_');
  let name = base;
  for (let index = 2; taken.has(name); index += 1) name = `${base}_${index}`;
  taken.add(name);
  return name;
}

function objectSchema(type) {
  const index = checker.getIndexInfosOfType(type).find((info) => info.keyType.flags & ts.TypeFlags.String);
  const properties = {};
  const required = [];
  for (const symbol of checker.getPropertiesOfType(type)) {
    const declared = checker.getTypeOfSymbol(symbol);
    if (declared.getCallSignatures().length > 0 || symbol.name.startsWith('__')) continue;
    const optional = (symbol.flags & ts.SymbolFlags.Optional) !== 0;
    if (isNothing(declared) || (declared.isUnion() && declared.types.every(isNothing))) continue;
    properties[symbol.name] = schemaOf(declared);
    if (!optional) required.push(symbol.name);
  }
  if (index) return { type: 'object', additionalProperties: schemaOf(index.type) };
  return { type: 'object', properties, ...(required.length > 0 && { required }), additionalProperties: false };
}

function schemaOf(type) {
  if (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) return {};
  if (type.flags & ts.TypeFlags.Null) return { type: 'null' };
  if (type.isStringLiteral()) return { enum: [type.value] };
  if (type.isNumberLiteral()) return { enum: [type.value] };
  if (type.flags & ts.TypeFlags.BooleanLiteral) return { enum: [type.intrinsicName === 'true'] };
  if (type.flags & ts.TypeFlags.Boolean) return { type: 'boolean' };
  if (type.flags & ts.TypeFlags.String || isOpenString(type)) return { type: 'string' };
  if (type.flags & ts.TypeFlags.Number) return { type: 'number' };
  if (type.isUnion()) return unionSchema(type);
  if (checker.isArrayType(type)) return { type: 'array', items: schemaOf(checker.getTypeArguments(type)[0]) };
  const symbol = type.aliasSymbol ?? type.symbol;
  if (symbol?.name === 'Decimal') return { type: 'string' };
  if (symbol?.name === 'Uint8Array' || symbol?.name === 'Blob') return {};
  if (type.getProperties().length === 0 && checker.getIndexInfosOfType(type).length === 0) return { type: 'object' };
  const known = references.get(type);
  if (known) return { $ref: `#/$defs/${known}` };
  const name = nameOf(type);
  references.set(type, name);
  definitions[name] = {};
  definitions[name] = objectSchema(type);
  return { $ref: `#/$defs/${name}` };
}

const rootSource = program.getSourceFile(rootFile);
const types = rootSource.statements
  .filter(ts.isTypeAliasDeclaration)
  .map((statement) => checker.getTypeFromTypeNode(statement.type));
const unresolved = names.filter((_, index) => types[index].flags & ts.TypeFlags.Any);
if (unresolved.length > 0) throw new Error(`the stripe package has no type ${unresolved.join(', ')}`);
responseTypes.forEach((_, index) => {
  const object = literalOf(types[index], 'object');
  if (object) served.add(object);
});

const responses = {};
const requests = {};
responseTypes.forEach((name, index) => {
  const object = literalOf(types[index], 'object') ?? name;
  const key = name.split('.').pop().startsWith('Deleted') ? `deleted:${object}` : object;
  responses[key] = schemaOf(types[index]).$ref.slice('#/$defs/'.length);
});
requestTypes.forEach((name, index) => {
  const schema = schemaOf(types[responseTypes.length + index]);
  if (schema.$ref) requests[name] = schema.$ref.slice('#/$defs/'.length);
  else {
    definitions[name] = { type: 'object', properties: {}, additionalProperties: false };
    requests[name] = name;
  }
});

const text = `${JSON.stringify({ stripe: stripeVersion, responses, requests, $defs: definitions })}\n`;
if (process.argv.includes('--check')) {
  if (readFileSync(target, 'utf8') !== text) {
    process.stderr.write(
      'schemas/stripe.json is not what the pinned stripe package says: run node apps/stripe-sandbox/scripts/schemas.mjs\n',
    );
    process.exitCode = 1;
  }
} else {
  writeFileSync(target, text);
  process.stdout.write(`${Object.keys(definitions).length} definitions, ${Math.round(text.length / 1024)} KiB\n`);
}
