import { createServer, type ServerResponse } from 'node:http';
import pg from 'pg';
import type { Case } from './case.js';
import { caseNames, loadCase } from './registry.js';

/**
 * The practical limit: HTTP, one prepared statement, its text as the answer, and nothing else: nobody signs in, nothing is
 * checked, counted or logged. `GET /<case>/<form>/<connections>/<bind>/…`, where `-` stands for null.
 */
type Run = (name: string, text: string, values: (string | null)[]) => Promise<string>;

interface AnswerRow {
  readonly answer: string;
}

const asText = { getTypeParser: () => (text: string) => text };
const POOLED = 10;
const PIPELINED = 3;

const url = process.env.DATABASE_URL ?? '';
const options = { connectionString: url, types: asText, options: '-c timezone=UTC' };

/** Both ways of using connections: one statement at a time on many, or many at a time on few. */
const connections: Readonly<Record<string, Run>> = { pooled: pooled(), pipelined: await pipelined() };

const statements = new Map<string, string>();
for (const name of caseNames()) {
  const one = await loadCase(name);
  for (const [form, text] of Object.entries(formsOf(one))) statements.set(`${name}/${form}`, text);
}

function formsOf(one: Case): Readonly<Record<string, string>> {
  if (one.kind === 'question') return one.limit.forms;
  return one.kind === 'work' ? (one.bare ?? {}) : {};
}

createServer((request, response) => {
  const [, name = '', form = '', how = '', ...binds] = (request.url ?? '').split('/');
  const text = statements.get(`${name}/${form}`);
  const run = connections[how];
  if (text === undefined || run === undefined) {
    response.writeHead(404).end();
    return;
  }
  const values = binds.map((bind) => (bind === '-' ? null : decodeURIComponent(bind)));
  run(`${name}/${form}`, text, values).then(
    (answer) => send(response, answer),
    (error: unknown) => {
      console.error(error);
      response.writeHead(500).end(String(error));
    },
  );
}).listen(Number(process.env.PORT), '127.0.0.1');
process.stdin.on('end', () => process.exit()).resume();

function send(response: ServerResponse, answer: string): void {
  const body = Buffer.from(answer);
  response.writeHead(200, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': body.length,
  });
  response.end(body);
}

function pooled(): Run {
  const pool = new pg.Pool({ ...options, max: POOLED });
  return async (name, text, values) => answerOf(await pool.query<AnswerRow>({ name, text, values }));
}

/** The statements of one turn of the event loop leave together. */
async function pipelined(): Promise<Run> {
  const clients = Array.from({ length: PIPELINED }, () => new pg.Client({ ...options, pipeline: true }));
  await Promise.all(clients.map((client) => client.connect()));
  const corked = new Set<pg.Client>();
  let next = 0;
  return async (name, text, values) => {
    const client = clients[next++ % clients.length];
    if (client === undefined) throw new Error('There is no connection.');
    const { stream } = (client as unknown as { connection: { stream: { cork(): void; uncork(): void } } })
      .connection;
    if (!corked.has(client)) {
      corked.add(client);
      stream.cork();
      setImmediate(() => {
        corked.delete(client);
        stream.uncork();
      });
    }
    return answerOf(await client.query<AnswerRow>({ name, text, values }));
  };
}

function answerOf({ rows: [row] }: pg.QueryResult<AnswerRow>): string {
  if (row === undefined) throw new Error('The statement gave no row.');
  return row.answer;
}
