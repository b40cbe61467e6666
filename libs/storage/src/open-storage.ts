import { assertNoOpenScope } from '@perennial/db';
import { Disk } from 'flydrive';
import type { DriverContract } from 'flydrive/types';
import { FileMissingError, type Storage } from './storage.js';

/**
 * The storage that an address names: `file:///folder` or `s3://bucket?region=…&endpoint=…`. The S3 SDK finds its credentials.
 * Nothing is opened before the first use.
 */
export function openStorage(address: string): Storage {
  let opening: Promise<Disk> | undefined;
  const disk = (): Promise<Disk> => {
    opening ??= openDriver(new URL(address)).then((driver) => new Disk(driver));
    return opening;
  };
  return {
    put: async (key, bytes, contentType) => {
      assertNoOpenScope('a file was stored');
      return (await disk()).put(key, bytes, { contentType });
    },
    get: async (key) => {
      assertNoOpenScope('a file was read');
      const files = await disk();
      try {
        return await files.getBytes(key);
      } catch (error) {
        if (!(await files.exists(key))) throw new FileMissingError(key);
        throw error;
      }
    },
  };
}

async function openDriver(url: URL): Promise<DriverContract> {
  if (url.protocol === 'file:') {
    const { FSDriver } = await import('flydrive/drivers/fs');
    return new FSDriver({ location: url, visibility: 'private' });
  }
  const { S3Driver } = await import('flydrive/drivers/s3');
  const endpoint = url.searchParams.get('endpoint');
  return new S3Driver({
    bucket: url.hostname,
    region: url.searchParams.get('region') ?? 'us-east-1',
    visibility: 'private',
    // Other S3 implementations have no access lists, and Amazon's buckets disable them by default.
    supportsACL: false,
    ...(endpoint && { endpoint, forcePathStyle: true }),
  });
}
