#!/bin/sh
# Creates or upgrades the two databases of Temporal. Safe to repeat.
set -eu

SQL_PASSWORD=$(cat /run/secrets/temporal_database_password)
export SQL_PASSWORD

for pair in temporal:temporal temporal_visibility:visibility; do
  database=${pair%%:*}
  schema=${pair##*:}
  tool() { temporal-sql-tool --plugin postgres12 --ep postgres --port 5432 --user temporal --db "$database" "$@"; }
  tool create
  # A schema that exists is not set up again.
  tool setup-schema -v 0.0 || echo "$database has a schema"
  tool update-schema -d "/etc/temporal/schema/postgresql/v12/$schema/versioned"
done
