import { ConfigError } from './config.js';
import { buildGuardedSchema } from './graphql/schema.js';
import { registerCalendarFeed } from './http/calendar-feed.js';
import { registerCheckStatistics } from './http/check-statistics.js';
import { registerCreditReport } from './http/credit-report.js';
import { registerHousePage } from './http/house-page.js';
import { makeMetrics } from './http/metrics.js';
import type { RequestLog } from './http/requests.js';
import { registerPublicData } from './http/public-data.js';
import { registerProofs } from './http/proof.js';
import { registerReceipts } from './http/receipt.js';
import { registerRoster } from './http/roster.js';
import { registerScreeningFile } from './http/screening-file.js';
import type { DemoOfficer } from './http/sign-in.js';
import type { DemoKey } from './http/tokens.js';
import { registerUpload } from './http/upload.js';
import { startWorker } from './jobs/worker.js';
import { RequestContext, type World } from './request-context.js';
import { newId } from './new-id.js';
import { makeServer, type Server, type ServerConfig } from './server.js';
import { type DoorLimits, openDoor, USUAL_LIMITS } from './store/door.js';
import { AccessLog } from './usecases/access-log.js';
import type { Courier } from './usecases/courier.js';
import { findActor } from './usecases/officer/find-actor.js';
import { announceKey } from './usecases/receipt-key/announce-key.js';
import type { Signer } from './usecases/signer.js';
import { listDemoOfficers } from './usecases/officer/list-demo-officers.js';

export interface Parts {
  /** PostgreSQL as the application role. */
  readonly appUrl: string;
  readonly server: Omit<ServerConfig, 'signIn'> & { readonly signIn: Omit<ServerConfig['signIn'], 'demo'> };
  /** Present in demo mode only: signs tokens for the officers of the demo district. */
  readonly demoKey?: DemoKey;
  /** Signs receipts of credit checks. */
  readonly signer: Signer;
  /** Reaches the systems of offices. */
  readonly courier: Courier;
  readonly log: RequestLog;
  /** Where the public reaches this service, without a slash at its end; house codes lead there. */
  readonly publicUrl?: string;
  readonly doorLimits?: DoorLimits;
  readonly uploads: { readonly mostBytes: number; readonly idleMilliseconds: number };
  /** Does the jobs of the queue in threads of this module; absent where another process does them. */
  readonly jobThread?: URL;
  now?(): Date;
}

export interface Product {
  readonly server: Server;
  readonly world: World;
  /** Who can sign in without a password in demo mode; nobody otherwise. */
  listDemoOfficers(): Promise<readonly DemoOfficer[]>;
  /** Takes no more work, ends what is under way, and closes the connections. */
  stop(): Promise<void>;
}

/**
 * Puts the parts of the product together: door, schema, server. The process and the tests share it.
 *
 * @throws ConfigError when the key that is to sign receipts was revoked.
 */
export async function assemble(parts: Parts): Promise<Product> {
  const { demoKey, log, signer, courier } = parts;
  const door = openDoor(parts.appUrl, parts.doorLimits ?? USUAL_LIMITS);
  if (!(await announceKey(door, signer))) {
    await door.close();
    throw new ConfigError(['RECEIPT_KEY_FILE holds a revoked key']);
  }
  const world: World = {
    door,
    signer,
    courier,
    accessLog: new AccessLog(door),
    now: parts.now ?? (() => new Date()),
    ...(parts.publicUrl === undefined ? {} : { publicUrl: parts.publicUrl }),
  };
  const metrics = makeMetrics();
  metrics.watch('units_waiting', 'Transactions that wait for a connection', () => door.waiting());
  const listOfficers = () => listDemoOfficers(door);
  const demo = demoKey === undefined ? {} : { demo: { key: demoKey, listOfficers } };
  const server = await makeServer({
    schema: buildGuardedSchema(),
    config: { ...parts.server, signIn: { ...parts.server.signIn, ...demo } },
    store: door,
    contextFor: (caller) => new RequestContext(world, caller),
    findActor: (officerId) => findActor(door, officerId),
    log,
    metrics,
    addRoutes: (app, contextOf) => {
      registerUpload(app, { ...parts.uploads, contextOf });
      registerRoster(app, contextOf);
      registerScreeningFile(app, contextOf);
      registerProofs(app, contextOf);
      registerCalendarFeed(app, contextOf);
      registerHousePage(app, contextOf);
      registerPublicData(app, contextOf);
      registerCheckStatistics(app, contextOf);
      registerReceipts(app, contextOf);
      registerCreditReport(app, contextOf);
    },
  });
  const { appUrl, jobThread } = parts;
  const sending = { courier, signer };
  const worker =
    jobThread === undefined
      ? null
      : await startWorker({ door, appUrl, thread: jobThread, log, sending, newId });
  const stop = async () => {
    await Promise.all([server.stop(), worker?.stop()]);
    await door.close();
  };
  return {
    server,
    world,
    stop,
    listDemoOfficers: demoKey === undefined ? () => Promise.resolve([]) : listOfficers,
  };
}
