import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Refusal } from '../http/refusal.js';
import { Metrics } from './metrics.js';

@Injectable()
export class HealthService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly numbers: Metrics,
  ) {}

  /** Whether the database responds. */
  async ready(): Promise<{ status: 'ok' }> {
    try {
      await this.dataSource.query('select 1');
      return { status: 'ok' };
    } catch {
      throw new Refusal('not_ready', 'The database is not responding.');
    }
  }

  metrics(): Promise<string> {
    return this.numbers.text();
  }
}
