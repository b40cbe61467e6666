/** @typedef {import('./fill-school.d.mts').FilledSchool} FilledSchool */

/**
 * Makes a school of many people for measurements: 3 in 5 hold or held a plan, every second has the tag "newsletter", 1 in 100
 * "VIP", and every tenth "lead".
 * @param {import('pg').Client} client as the owner of the tables
 * @param {string} slug
 * @param {number} contacts
 * @returns {Promise<FilledSchool>}
 */
export async function fillSchool(client, slug, contacts) {
  const { rows } = await client.query(`select create_school($1, $1, 'Europe/Berlin', 'eur', 'help@example.org') as id`, [slug]);
  const schoolId = rows[0].id;
  /** @type {(sql: string, params?: unknown[]) => Promise<string[]>} */
  const ids = async (sql, params = []) => (await client.query(sql, [schoolId, ...params])).rows.map(({ id }) => id);
  const products = await ids(
    `insert into product (school_id, kind, title, slug) select $1, case when i <= 3 then 'course' else 'download' end, 'Product ' || i, 'product-' || i
       from generate_series(1, 5) i returning id`,
  );
  const plans = await ids(
    `insert into plan (school_id, title, slug, price_amount, currency, interval_months) select $1, 'Plan ' || i, 'plan-' || i, 2900, 'eur', 1
       from generate_series(1, 4) i returning id`,
  );
  const tags = await ids(
    `insert into tag (school_id, name) select $1, name from unnest(array['VIP', 'newsletter', 'lead']) with ordinality t (name, place) order by place returning id`,
  );
  const [clock] = await ids(`insert into clock (school_id, name, now) values ($1, 'Test', '2027-01-01') returning id`);
  await client.query(
    `insert into contact (school_id, email, name, time_zone, clock_id, created_at)
     select $1, lower(first || '.' || last || i || '@' || (array['example.org', 'mail.test', 'post.example'])[1 + i % 3]), initcap(first) || ' ' || initcap(last),
            (array['Europe/Berlin', 'Asia/Tokyo', 'America/Lima', null, 'Europe/Lisbon', null, 'Africa/Lagos', null])[1 + i % 8],
            case when i % 5000 = 0 then $3::uuid end, now() - random() * interval '1000 days'
       from generate_series(1, $2::int) i,
      lateral (select (array['ana','ben','clara','dilek','emil','fatima','goran','hanna','igor','jana'])[1 + i % 10] as first,
        (array['ferreira','novak','okafor','schmidt','yilmaz','rossi','larsen'])[1 + i % 7] || substr(md5(i::text), 1, 2) as last) names`,
    [schoolId, contacts, clock],
  );
  await client.query(
    `insert into contact_tag (school_id, contact_id, tag_id)
     select $1, c.id, ($2::uuid[])[place] from contact c, (values (1, 'VIP', 0.01), (2, 'newsletter', 0.5), (3, 'lead', 0.1)) tags (place, tag, share)
      where c.school_id = $1 and (hashtext(c.id::text || tag) & 1023) < share * 1024`,
    [schoolId, tags],
  );
  await client.query(
    `insert into membership (school_id, plan_id, contact_id, state, price_amount, currency, interval_months)
     select $1, ($2::uuid[])[1 + floor(random() * 3)::int], c.id,
            (array['active','active','active','active','trialing','grace','ended','ended','ended','abandoned'])[1 + floor(random() * 10)::int], 2900, 'eur', 1
       from contact c where c.school_id = $1 and random() < 0.6`,
    [schoolId, plans],
  );
  await client.query(
    `insert into entitlement (school_id, contact_id, product_id, source, source_id, starts_at, ends_at)
     select $1, m.contact_id, product, 'membership', m.id::text, now() - interval '30 days', case when m.state = 'ended' then now() - interval '1 day' end
       from membership m, unnest(($2::uuid[])[1:2]) product where m.school_id = $1 and m.state <> 'abandoned'`,
    [schoolId, products],
  );
  await client.query(
    `insert into enrolment (school_id, contact_id, course_id, enrolled_at, progress_percent, completed_at)
     select $1, contact_id, course_id, now(), percent, case when percent = 100 then now() end
       from (select e.contact_id, e.product_id as course_id, least(100, floor(random() * 120))::int as percent
               from entitlement e where e.school_id = $1) enrolled`,
    [schoolId],
  );
  return { schoolId, plans, products, courses: products.slice(0, 3), clocks: clock ? [clock] : [], tags };
}
