import { type ChildProcess, type ChildProcessByStdio, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { type Receipt, RECEIPT_FORMAT } from '../../src/domain/receipt.js';
import type { GivenAnswer } from '../../src/store/credit-checks.js';
import { hasPython } from './verifiers.js';

/** What the script that verifies receipts said. */
export interface Told {
  readonly exitCode: number;
  readonly text: string;
}

/** Verifies a file with this text. Keys are a value for a file, or the address that they are fetched from. */
export type OfflineVerifier = (
  text: string | Uint8Array,
  keys: unknown,
  options?: readonly string[],
) => Promise<Told>;

const at = (path: string) => new URL(`../../${path}`, import.meta.url).pathname;
const NODE = [process.execPath, at('scripts/verify-receipt.mjs'), at('tests/support/run-many.mjs')] as const;
const PYTHON = ['python3', at('scripts/verify_receipt.py'), at('tests/support/run_many.py')] as const;

export const verifyOffline = verifierOf(NODE);

/** Both scripts, each by its name; the second only where python3 is. */
export const RECEIPT_VERIFIERS: readonly (readonly [string, OfflineVerifier])[] = [
  ['verify-receipt.mjs', verifyOffline],
  ...(hasPython() ? [['verify_receipt.py', verifierOf(PYTHON)] as const] : []),
];

/** The same, each call with a process of its own, as people make it. */
export const RECEIPT_SCRIPTS: readonly (readonly [string, OfflineVerifier])[] = [NODE, PYTHON]
  .slice(0, RECEIPT_VERIFIERS.length)
  .map(([program, script]) => [
    script.slice(script.lastIndexOf('/') + 1),
    (...given) =>
      withFiles(given, (args) => {
        const { status, stdout, stderr } = spawnSync(program, [script, ...args], { encoding: 'utf8' });
        return Promise.resolve({ exitCode: status ?? -1, text: stdout + stderr });
      }),
  ]);

/** Runs a script once for each call, and all calls one after the other in one process, started by the first. */
function verifierOf([program, script, runMany]: typeof NODE | typeof PYTHON): OfflineVerifier {
  let child: ChildProcessByStdio<Writable, Readable, null> | undefined;
  const waiting: ((told: Told) => void)[] = [];
  const start = () => {
    const started = spawn(program, [runMany, script], { stdio: ['pipe', 'pipe', 'inherit'] });
    createInterface({ input: started.stdout }).on('line', (line) =>
      waiting.shift()?.(JSON.parse(line) as Told),
    );
    // It ends with this process, which it must not keep.
    for (const handle of [started, started.stdin, started.stdout])
      (handle as unknown as ChildProcess).unref();
    return started;
  };
  return (...given) =>
    withFiles(given, (args) => {
      const { stdin } = (child ??= start());
      return new Promise((resolve) => {
        waiting.push(resolve);
        stdin.write(`${JSON.stringify(args)}\n`);
      });
    });
}

async function withFiles(
  [text, keys, options = []]: Parameters<OfflineVerifier>,
  run: (args: readonly string[]) => Promise<Told>,
): Promise<Told> {
  const folder = mkdtempSync(join(tmpdir(), 'receipt-'));
  const file = join(folder, 'receipt');
  const keysFile = join(folder, 'keys.json');
  writeFileSync(file, text);
  writeFileSync(keysFile, JSON.stringify(keys));
  const told = await run([file, '--keys', typeof keys === 'string' ? keys : keysFile, ...options]);
  rmSync(folder, { recursive: true });
  return told;
}

const MEASURE = {
  code: 'EXAMPLE_MEASURE',
  mustOrMay: 'MUST',
  effect: 'DENY',
  legalBasis: '示例办法第一条',
  labelZh: '示例措施',
  labelEn: 'An example of a measure',
  appliedBy: '示例机关',
  validFrom: '2026-01-01',
} as const;

/** A receipt as the product makes it, of an invented subject. */
export function exampleReceipt(changes: Partial<GivenAnswer> = {}): Receipt<GivenAnswer> {
  return {
    format: RECEIPT_FORMAT,
    checkId: '019f1b2c-0000-7000-8000-000000000001',
    officeId: '019f1b2c-0000-7000-8000-000000000002',
    officeName: '示例审批局',
    officerId: '019f1b2c-0000-7000-8000-000000000003',
    matter: '示例采购〔2026〕1号',
    purpose: '示例用途',
    issuedAt: '2026-07-01T04:00:00.000Z',
    expiresOn: '2026-07-31',
    answer: {
      subjectId: '019f1b2c-0000-7000-8000-000000000004',
      subjectName: '鹤山市示例商行',
      subjectStatus: 'ACTIVE',
      lists: [
        {
          entryId: '019f1b2c-0000-7000-8000-000000000005',
          listCode: 'EXAMPLE_LIST',
          kind: 'BLACK',
          labelZh: '示例名单',
          labelEn: 'An example of a list',
          enteredOn: '2026-01-01',
          endsOn: null,
          suspendedUntilOn: null,
          decisionNumber: '示例决字〔2026〕1号',
          organName: '示例机关',
          legalBasis: '示例办法第二条',
          objectedOn: null,
          repairAppliedOn: null,
          measures: [MEASURE],
        },
      ],
      records: [
        {
          recordId: '019f1b2c-0000-7000-8000-000000000006',
          type: 'COMMITMENT_BREACHED',
          labelZh: '违反信用承诺',
          labelEn: 'Commitment broken',
          occurredOn: '2026-02-01',
          documentNumber: null,
          organName: '示例机关',
          measures: [],
        },
      ],
      dataOn: '2026-06-30',
      staleAfterDays: 30,
      receiptValidDays: 30,
      policyFrom: '2026-01-01',
      verdict: 'RESTRICTED',
      reasonCode: 'MANDATORY_RESTRICTION',
      listCodes: ['EXAMPLE_LIST'],
      recordIds: [],
      creditCode: '91440784MA0000103T',
      fieldCode: 'PROCUREMENT',
      on: '2026-07-01',
      knownAt: null,
      rules: { verdict: '2', 'check-policy': '2026-01-01' },
      ...changes,
    },
  };
}
