/** The least that stores an event before it answers: Fastify and one insert. */
import { packageOfPeer } from '../framework/packages.mjs';

const { default: fastify } = await packageOfPeer('fastify');
const { default: pg } = await packageOfPeer('pg');
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });
await pool.query(
  `create table if not exists event (id uuid primary key default uuidv7(), name text not null, email text not null, data jsonb not null,
     at timestamptz not null default now())`,
);

const server = fastify();
server.get('/', async () => 'ready');
server.post(
  '/v1/events',
  async (
    /** @type {{ body: { name: string, contact: { email: string }, properties: object } }} */ request,
    /** @type {{ code: (status: number) => { send: (body: object) => unknown } }} */ reply,
  ) => {
    const { name, contact, properties } = request.body;
    const { rows } = await pool.query({
      name: 'insert',
      text: 'insert into event (name, email, data) values ($1, $2, $3) returning id',
      values: [name, contact.email, properties],
    });
    return reply.code(202).send({ id: rows[0].id });
  },
);
await server.listen({ host: '127.0.0.1', port: Number(process.env.PORT) });
