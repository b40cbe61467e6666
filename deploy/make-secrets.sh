#!/bin/sh
# Makes the passwords and keys of docker-compose.yml, once: a file that exists is kept. SMTP_URL names your mail server.
set -eu
cd "$(dirname "$0")"
mkdir -p secrets
chmod 700 secrets

# The containers read them under accounts of their own; the folder is what keeps others out.
put() {
  if [ -s "secrets/$1" ]; then return; fi
  printf '%s\n' "$2" >"secrets/$1"
  chmod 644 "secrets/$1"
  echo "made secrets/$1"
}
word() { od -An -N24 -tx1 /dev/urandom | tr -d ' \n'; }

put postgres_password "$(word)"
put app_database_password "$(word)"
put temporal_database_password "$(word)"
put database_url "postgres://perennial:$(cat secrets/app_database_password)@postgres:5432/perennial"
put database_migration_url "postgres://postgres:$(cat secrets/postgres_password)@postgres:5432/perennial"
put app_secret "$(head -c 32 /dev/urandom | base64)"
put smtp_url "${SMTP_URL:?set SMTP_URL to your mail server, for example smtps://user:password@smtp.example.com:465}"
