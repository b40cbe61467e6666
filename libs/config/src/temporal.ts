import { EnvironmentError, type EnvironmentName, type readEnvironment } from './environment.js';

/** Variables of a connection to Temporal, read by every process that connects. */
export const temporalVariables = [
  'TEMPORAL_ADDRESS',
  'TEMPORAL_TLS',
  'TEMPORAL_TLS_CA',
  'TEMPORAL_TLS_CERT',
  'TEMPORAL_TLS_KEY',
  'TEMPORAL_API_KEY',
] as const satisfies readonly EnvironmentName[];

/** Connection options for Temporal's SDK. */
export interface TemporalConnection {
  readonly address: string;
  readonly tls:
    | false
    | {
        readonly serverRootCACertificate?: Buffer;
        readonly clientCertPair?: { readonly crt: Buffer; readonly key: Buffer };
      };
  readonly apiKey?: string;
}

/**
 * Reads a connection from its variables. TLS is on if any of them needs it.
 * @throws {EnvironmentError} when they contradict each other
 */
export function temporalConnection(
  env: ReturnType<typeof readEnvironment<(typeof temporalVariables)[number]>>,
): TemporalConnection {
  const { TEMPORAL_TLS: wanted, TEMPORAL_TLS_CA: ca, TEMPORAL_TLS_CERT: crt, TEMPORAL_TLS_KEY: key } = env;
  const needed = temporalVariables.slice(2).filter((name) => env[name] !== undefined);
  const problems: string[] = [];
  if (wanted === false) problems.push(...needed.map((name) => `TEMPORAL_TLS: is false, but ${name} goes over TLS only`));
  if (crt && !key) problems.push('TEMPORAL_TLS_KEY: is not set, but TEMPORAL_TLS_CERT is');
  if (key && !crt) problems.push('TEMPORAL_TLS_CERT: is not set, but TEMPORAL_TLS_KEY is');
  if (problems.length > 0) throw new EnvironmentError(problems);
  const tls = {
    ...(ca && { serverRootCACertificate: Buffer.from(ca) }),
    ...(crt && key && { clientCertPair: { crt: Buffer.from(crt), key: Buffer.from(key) } }),
  };
  return {
    address: env.TEMPORAL_ADDRESS,
    tls: (wanted ?? needed.length > 0) && tls,
    ...(env.TEMPORAL_API_KEY !== undefined && { apiKey: env.TEMPORAL_API_KEY }),
  };
}

const signs: readonly (readonly [sign: RegExp, name: EnvironmentName, reason: string])[] = [
  [/"dns error"/, 'TEMPORAL_ADDRESS', 'there is no such host'],
  [/"tcp connect error"/, 'TEMPORAL_ADDRESS', 'nothing answers there'],
  [/credentials|permission/, 'TEMPORAL_API_KEY', 'it is not accepted, or missing'],
  [/fatal alert/, 'TEMPORAL_TLS_CERT', 'it is not accepted, or missing'],
  [/InvalidCertificate/, 'TEMPORAL_TLS_CA', 'another authority signed the certificate there'],
  [/InvalidMessage|broken pipe/, 'TEMPORAL_TLS', 'one side speaks TLS, the other does not'],
];

/** The message of a process that cannot use a frontend. The SDK's own message prints the internals of its client. */
export function temporalUnreachable(address: string, error: unknown): EnvironmentError {
  const [, name, reason] = signs.find(([sign]) => sign.test(String(error))) ?? [
    null,
    'TEMPORAL_ADDRESS',
    'nothing answers there as Temporal does',
  ];
  return new EnvironmentError([`${name}: cannot connect to ${address}: ${reason}`]);
}
