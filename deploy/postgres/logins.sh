#!/bin/sh
# Runs once, when the database is created: the login of the app (no powers) with its database, and the login of Temporal.
set -eu

app_password=$(cat "${APP_DATABASE_PASSWORD_FILE:-/run/secrets/app_database_password}")
temporal_password=$(cat "${TEMPORAL_DATABASE_PASSWORD_FILE:-/run/secrets/temporal_database_password}")

psql --set=ON_ERROR_STOP=1 --set=app="$app_password" --set=temporal="$temporal_password" --username "${POSTGRES_USER:-postgres}" --dbname postgres <<'SQL'
create role perennial login nosuperuser nobypassrls nocreatedb nocreaterole password :'app';
create database perennial;
create role temporal login nosuperuser nobypassrls createdb nocreaterole password :'temporal';
SQL
