import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Receipt, RECEIPT_FORMAT } from '../../src/domain/receipt.js';
import type { GivenAnswer } from '../../src/store/credit-checks.js';
import { hasPython } from './verifiers.js';

/** What the script that verifies receipts said. */
export interface Told {
  readonly exitCode: number;
  readonly text: string;
}

/** Verifies a file with this text. Keys are a value for a file, or the address that they are fetched from. */
export type OfflineVerifier = (text: string, keys: unknown, options?: readonly string[]) => Promise<Told>;

const scripts = new URL('../../scripts/', import.meta.url).pathname;

export const verifyOffline: OfflineVerifier = (...given) =>
  run([process.execPath, `${scripts}verify-receipt.mjs`], given);

/** Both scripts, each by its name; the second only where python3 is. */
export const RECEIPT_VERIFIERS: readonly (readonly [string, OfflineVerifier])[] = [
  ['verify-receipt.mjs', verifyOffline],
  ...(hasPython()
    ? [
        [
          'verify_receipt.py',
          (...given: Parameters<OfflineVerifier>) => run(['python3', `${scripts}verify_receipt.py`], given),
        ] as const,
      ]
    : []),
];

async function run(
  [program, script]: readonly [string, string],
  [text, keys, options = []]: Parameters<OfflineVerifier>,
): Promise<Told> {
  const folder = mkdtempSync(join(tmpdir(), 'receipt-'));
  const file = join(folder, 'receipt');
  const keysFile = join(folder, 'keys.json');
  writeFileSync(file, text);
  writeFileSync(keysFile, JSON.stringify(keys));
  const args = [script, file, '--keys', typeof keys === 'string' ? keys : keysFile, ...options];
  const told = await new Promise<Told>((resolve) => {
    execFile(program, args, (error, stdout, stderr) =>
      resolve({ exitCode: typeof error?.code === 'number' ? error.code : 0, text: stdout + stderr }),
    );
  });
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
