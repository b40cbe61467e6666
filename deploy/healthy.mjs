/** `node deploy/healthy.mjs URL`: whether a process of this container is ready, for the health checks of docker-compose.yml. */
const response = await fetch(process.argv[2] ?? '', { signal: AbortSignal.timeout(4000) }).catch(() => undefined);
process.exit(response?.ok ? 0 : 1);
