import { describe, expect, it } from '@jest/globals';
import { EnvironmentError, readEnvironment } from './environment.js';
import { temporalConnection, temporalUnreachable, temporalVariables } from './temporal.js';

const certificate = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----';
const key = '-----BEGIN PRIVATE KEY-----\nBBBB\n-----END PRIVATE KEY-----';
const files: Record<string, string> = { '/run/secrets/key': `${key}\n` };

const connect = (given: Record<string, string>) =>
  temporalConnection(
    readEnvironment(temporalVariables, { TEMPORAL_ADDRESS: 'temporal:7233', ...given }, (path) => files[path] ?? ''),
  );
const problemsOf = (given: Record<string, string>): readonly string[] => {
  try {
    connect(given);
  } catch (error) {
    if (error instanceof EnvironmentError) return error.problems;
    throw error;
  }
  throw new Error('expected an EnvironmentError');
};

describe('a connection to Temporal', () => {
  it('is plain when nothing else is said', () => {
    expect(connect({})).toEqual({ address: 'temporal:7233', tls: false });
    expect(connect({ TEMPORAL_TLS: 'false' })).toEqual({ address: 'temporal:7233', tls: false });
  });

  it('uses TLS when told to, against the roots of the machine', () => {
    expect(connect({ TEMPORAL_TLS: 'true' })).toEqual({ address: 'temporal:7233', tls: {} });
  });

  it('never sends an API key in the clear', () => {
    expect(connect({ TEMPORAL_API_KEY: 'k' })).toEqual({ address: 'temporal:7233', tls: {}, apiKey: 'k' });
    expect(problemsOf({ TEMPORAL_API_KEY: 'hunter2', TEMPORAL_TLS: 'false' })).toEqual([
      'TEMPORAL_TLS: is false, but TEMPORAL_API_KEY goes over TLS only',
    ]);
  });

  it('takes an authority and a client certificate, by value or by file', () => {
    expect(
      connect({ TEMPORAL_TLS_CA: certificate, TEMPORAL_TLS_CERT: certificate, TEMPORAL_TLS_KEY_FILE: '/run/secrets/key' }),
    ).toEqual({
      address: 'temporal:7233',
      tls: {
        serverRootCACertificate: Buffer.from(certificate),
        clientCertPair: { crt: Buffer.from(certificate), key: Buffer.from(key) },
      },
    });
  });

  it('takes line ends written as \\n, as an .env file has them', () => {
    const oneLine = certificate.replaceAll('\n', '\\n');
    expect(connect({ TEMPORAL_TLS_CA: oneLine }).tls).toEqual({ serverRootCACertificate: Buffer.from(certificate) });
  });

  it('is refused with half of a client certificate, naming what is missing', () => {
    expect(problemsOf({ TEMPORAL_TLS_CERT: certificate })).toEqual(['TEMPORAL_TLS_KEY: is not set, but TEMPORAL_TLS_CERT is']);
    expect(problemsOf({ TEMPORAL_TLS_KEY: key })).toEqual(['TEMPORAL_TLS_CERT: is not set, but TEMPORAL_TLS_KEY is']);
  });

  it('is refused with certificates and TLS switched off', () => {
    expect(problemsOf({ TEMPORAL_TLS: 'false', TEMPORAL_TLS_CA: certificate })).toEqual([
      'TEMPORAL_TLS: is false, but TEMPORAL_TLS_CA goes over TLS only',
    ]);
  });

  it('is refused with something else than PEM, which is never shown', () => {
    expect(problemsOf({ TEMPORAL_TLS_CA: key, TEMPORAL_TLS_CERT: 'hunter2', TEMPORAL_TLS_KEY: certificate })).toEqual([
      'TEMPORAL_TLS_CA: must be a certificate in PEM',
      'TEMPORAL_TLS_CERT: must be a certificate in PEM',
      'TEMPORAL_TLS_KEY: must be a private key in PEM',
    ]);
    expect(problemsOf({ TEMPORAL_TLS: 'yes' })).toEqual([expect.stringMatching(/^TEMPORAL_TLS: /)]);
  });
});

describe('a Temporal frontend that cannot be used', () => {
  //
  it.each([
    ['ConnectError(ConnectError("tcp connect error", Os { code: 111 }))', 'TEMPORAL_ADDRESS', 'nothing answers there'],
    ['ConnectError(ConnectError("dns error", Custom { }))', 'TEMPORAL_ADDRESS', 'there is no such host'],
    ["code: 'The request does not have valid authentication credentials'", 'TEMPORAL_API_KEY', 'it is not accepted, or missing'],
    [
      "code: 'The caller does not have permission to execute the operation'",
      'TEMPORAL_API_KEY',
      'it is not accepted, or missing',
    ],
    ['InvalidCertificate(BadSignature)', 'TEMPORAL_TLS_CA', 'another authority signed the certificate there'],
    ['received fatal alert: CertificateRequired', 'TEMPORAL_TLS_CERT', 'it is not accepted, or missing'],
    ['InvalidMessage(InvalidContentType)', 'TEMPORAL_TLS', 'one side speaks TLS, the other does not'],
    ['stream closed because of a broken pipe', 'TEMPORAL_TLS', 'one side speaks TLS, the other does not'],
    ['something new', 'TEMPORAL_ADDRESS', 'nothing answers there as Temporal does'],
  ])('is told by its reason: %s', (message, name, reason) => {
    expect(temporalUnreachable('temporal:7233', new Error(`Transport: ${message}`)).problems).toEqual([
      `${name}: cannot connect to temporal:7233: ${reason}`,
    ]);
  });
});
