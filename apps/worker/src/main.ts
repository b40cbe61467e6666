import { EnvironmentError, portTaken, readWorkerConfig, temporalConnection, temporalUnreachable } from '@perennial/config';
import { createLogger } from '@perennial/logging';
import { makeTelemetryFilterString, NativeConnection, Runtime } from '@temporalio/worker';
import { workflowBundle } from './bundle.js';
import { compose, repeatedWork } from './composition.js';
import { serveHealth } from './http.js';
import { temporalLog, type WorkerLogger } from './log.js';
import { Repeater } from './repeater.js';
import { createWorkers } from './workers.js';

/** Starts the workers and the relay. Ends after a stop signal, once all work in progress is complete. */
async function main(): Promise<void> {
  const config = readWorkerConfig();
  const log = createLogger(config.LOG_LEVEL, 'worker');
  installRuntime(log, config.WORKER_HTTP_HOST, config.WORKER_METRICS_PORT);
  const connection = await NativeConnection.connect(temporalConnection(config)).catch((error: unknown) => {
    throw temporalUnreachable(config.TEMPORAL_ADDRESS, error);
  });
  const composition = await compose(config, connection, log);
  const workers = await createWorkers(config, connection, composition, await workflowBundle(), log);
  const state = { ready: false, draining: false };
  const health = await serveHealth(config.WORKER_HTTP_HOST, config.WORKER_HTTP_PORT, composition.databases, state, [
    composition.stuckWorkflows.gauge,
    composition.stuckWorkflows.failedGauge,
    composition.safetyNet.counter,
  ]).catch((error: unknown) => {
    throw portTaken('WORKER_HTTP_PORT', error);
  });

  const stop = (signal: string): void => {
    // No work is in progress yet.
    if (!state.ready && !state.draining) process.exit(0);
    if (state.draining) return;
    state.ready = false;
    state.draining = true;
    log.info({ signal }, 'draining');
    void composition.relay.stop().then(() => {
      for (const worker of workers) worker.shutdown();
    });
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);

  const running = workers.map((worker) => worker.run());
  composition.listener.start();
  composition.relay.start();
  const repeaters = repeatedWork(composition).map((work) => new Repeater(work));
  for (const repeater of repeaters) repeater.start();
  state.ready = true;
  log.info({ health: health.port }, 'worker ready');
  await Promise.all(running);
  await composition.relay.stop();
  await Promise.all(repeaters.map((repeater) => repeater.stop()));
  await composition.close();
  await connection.close();
  await health.close();
  log.info({}, 'worker stopped');
}

function installRuntime(log: WorkerLogger, host: string, port: number): void {
  try {
    Runtime.install({
      logger: temporalLog(log),
      // Our own handler drains the relay first.
      shutdownSignals: [],
      telemetryOptions: {
        metrics: { prometheus: { bindAddress: `${host}:${port}` } },
        logging: { filter: makeTelemetryFilterString({ core: 'WARN' }), forward: {} },
      },
    });
  } catch (error) {
    // The SDK has no code for this error, only the operating system's message.
    const taken = error instanceof Error && /address already in use/i.test(error.message);
    throw taken ? portTaken('WORKER_METRICS_PORT', { code: 'EADDRINUSE', port }) : error;
  }
}

main().catch((error: unknown) => {
  process.stderr.write(
    `worker: ${error instanceof EnvironmentError ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  process.exit(1);
});
