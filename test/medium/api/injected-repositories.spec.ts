import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { getRepositoryToken } from '@nestjs/typeorm';
import { Contact } from '@perennial/db';
import { DataSource, type Repository } from 'typeorm';
import { Fixture } from './support.js';

let api: Fixture;
let contacts: Repository<Contact>;

beforeAll(async () => {
  api = await Fixture.open();
  contacts = api.app.get<Repository<Contact>>(getRepositoryToken(Contact), { strict: false });
});
afterAll(() => api.close());

const found = (schoolId: string, email: string) => api.tenancy.withSchool(schoolId, () => contacts.existsBy({ email }));

describe('a repository that a provider of the API injects', () => {
  it('sees what the open school scope has written, before it commits', async () => {
    await api.tenancy.withSchool(api.kiln, async () => {
      await api.tenancy.rows(`insert into contact (email) values ('first@example.com')`);
      expect(await contacts.existsBy({ email: 'first@example.com' })).toBe(true);
      expect(contacts.manager).toBe(api.tenancy.em);
    });
  });

  it('rolls back with the scope', async () => {
    const failed = api.tenancy.withSchool(api.kiln, async () => {
      await contacts.insert({ email: 'lost@example.com' });
      await contacts.upsert({ email: 'lost@example.com', name: 'Lost' }, ['schoolId', 'email']);
      throw new Error('stop');
    });
    await expect(failed).rejects.toThrow('stop');
    expect(await found(api.kiln, 'lost@example.com')).toBe(false);
  });

  it.each([
    ['find', () => contacts.find()],
    ['insert', () => contacts.insert({ email: 'outside@example.com' })],
    ['createQueryBuilder', () => contacts.createQueryBuilder('contact').getMany()],
    ['query', () => contacts.query('select 1')],
  ])('throws on %s outside a scope, names the entity and says what to do', async (_, call) => {
    await expect((async () => call())()).rejects.toThrow(
      'the repository of Contact was used outside a school scope; call it inside tenancy.withSchool(schoolId, () => …)',
    );
  });

  it('does not reach the rows of another school, by any way of asking', async () => {
    await api.tenancy.withSchool(api.bread, () => contacts.insert({ email: 'baker@example.com' }));
    await api.tenancy.withSchool(api.kiln, async () => {
      expect(await contacts.existsBy({ email: 'baker@example.com' })).toBe(false);
      expect(await contacts.findBy({ schoolId: api.bread })).toEqual([]);
      expect((await contacts.delete({ email: 'baker@example.com' })).affected).toBe(0);
      await expect(
        contacts.manager.transaction((em) => em.insert(Contact, { email: 'x@example.com', schoolId: api.bread })),
      ).rejects.toThrow('row-level security');
    });
    expect(await found(api.bread, 'baker@example.com')).toBe(true);
  });
});

describe('the data source', () => {
  it('belongs to the TypeORM module, which closes its pool with the application', async () => {
    const other = await Fixture.open();
    const dataSource = other.app.get(DataSource);
    expect(dataSource.isInitialized).toBe(true);
    await other.close();
    expect(dataSource.isInitialized).toBe(false);
  });
});
