import { createServer } from 'node:http';
import { grafserv } from 'grafserv/node';
import { postgraphile } from 'postgraphile';
import { makePgService } from 'postgraphile/adaptors/pg';
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber';

const { DATABASE_URL, PORT } = process.env;

/** What a careful operator would run: no GraphiQL, no watching, no explaining, prepared statements. */
const preset = {
  extends: [PostGraphileAmberPreset],
  // A partial index counts as none with it, so the rounds of a team could not be asked for.
  disablePlugins: ['PgIndexBehaviorsPlugin'],
  pgServices: [
    makePgService({ connectionString: DATABASE_URL, schemas: ['public'], poolConfig: { max: 10 } }),
  ],
  gather: { installWatchFixtures: false },
  schema: { dontSwallowErrors: true },
  grafast: { explain: false },
  grafserv: { port: Number(PORT), graphiql: false, watch: false },
};

const server = createServer();
await postgraphile(preset).createServ(grafserv).addTo(server);
server.listen(Number(PORT), '127.0.0.1');
process.stdin.on('end', () => process.exit()).resume();
