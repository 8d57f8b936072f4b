#!/usr/bin/env node
// Verifies a receipt of a credit check without the service that issued it:
//   node verify-receipt.mjs <receipt.jws | report.html | answer.json | -> [--keys keys.json | --keys https://…]
//     [--on YYYY-MM-DD] [--subject CODE]
// Plain Node 18 or later and no packages, so that it can be read, and run, apart from the product. docs/RECEIPTS.md tells every step.
// Ends with 0 VERIFIED, 1 TAMPERED, 2 UNKNOWN KEY, 3 EXPIRED, 64 wrong call.
import { createHash, createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';

const FORMAT = 'credit-receipt-1';
const TYPE = 'credit-receipt+jws';
/** What a receipt and the parts of its answer must say, each a text; with `OrNull`, or null. */
const TEXTS = {
  receipt: ['checkId', 'officeId', 'officeName', 'officerId', 'matter', 'purpose', 'issuedAt', 'expiresOn'],
  answer: ['creditCode', 'fieldCode', 'verdict', 'reasonCode'],
  answerOrNull: ['subjectName', 'dataOn'],
  ground: ['labelZh', 'labelEn'],
  measure: ['mustOrMay', 'effect', 'labelZh', 'labelEn', 'legalBasis'],
};
const LARGEST = 10 ** 15;
const CHINA_AHEAD_MS = 8 * 3_600_000;
const EXIT = { VERIFIED: 0, TAMPERED: 1, 'UNKNOWN KEY': 2, EXPIRED: 3 };
const STATES = {
  VERIFIED: '回执真实，在有效期内',
  TAMPERED: '回执不真实或者已被改动',
  'UNKNOWN KEY': '签名密钥不明或者已作废',
  EXPIRED: '回执真实，但已过有效期，应当重新核查',
};
const VERDICTS = {
  CLEAR: '正常办理 · Clear',
  FAST_TRACK: '绿色通道 · Fast track',
  CAUTION: '审慎办理 · Caution',
  RESTRICTED: '依法限制 · Restricted',
  SUSPENDED_USE: '暂停使用惩戒 · Use of the punishment suspended',
  UNKNOWN: '信息不明 · Unknown',
};
const REASONS = {
  SUBJECT_UNKNOWN: '未建立信用档案。 · There is no credit file.',
  SUBJECT_DEREGISTERED: '主体已注销。 · The subject is deregistered.',
  LICENCE_REVOKED: '主体营业执照已吊销。 · The licence of the subject is revoked.',
  NO_DATA: '尚无归集数据。 · No data have been delivered.',
  DATA_STALE: '归集数据过旧。 · The delivered data are too old.',
  MANDATORY_RESTRICTION:
    '依法应当对本事项采取限制措施。 · A list or a record carries a measure that must restrict this matter.',
  ADVERSE_MEASURE:
    '有适用于本事项的不利措施，由审批机关酌情决定。 · A list or a record carries a measure that may be taken in this matter.',
  ON_ADVERSE_LIST:
    '列入名单，但无适用于本事项的措施。 · On an adverse list without a measure for this matter.',
  COMMITMENT_BREACHED: '曾违反信用承诺且尚未修复。 · A commitment was broken and has not been made good.',
  PUNISHMENT_SUSPENDED: '惩戒措施暂停使用。 · The use of the punishment is suspended.',
  REWARD: '守信激励。 · A red list carries a reward for this matter.',
  NOTHING_ADVERSE: '无不良信息。 · Nothing adverse.',
};

/** Why a receipt is not verified. */
class Refusal extends Error {
  constructor(state, message) {
    super(message);
    this.state = state;
  }
}

const options = readOptions(process.argv.slice(2));
const [text, keys] = await readFiles().catch((error) => wrongCall(error.message));
try {
  const { receipt, hash, kid } = openReceipt(findReceipt(text), keys);
  tell(receipt, hash, kid);
  if (options.subject !== undefined && receipt.answer.creditCode !== options.subject)
    throw new Refusal('TAMPERED', `回执的主体不是 the receipt is not about ${options.subject}`);
  finish(options.on > receipt.expiresOn ? 'EXPIRED' : 'VERIFIED', options.on);
} catch (error) {
  // Only whoever has the key can have signed what is no receipt at all.
  if (error instanceof Refusal) finish(error.state, error.message);
  else finish('TAMPERED', `不是回执 no receipt: ${error.message}`);
}

function readOptions(args) {
  const named = {};
  for (const name of ['keys', 'on', 'subject']) {
    const at = args.indexOf(`--${name}`);
    if (at >= 0) named[name] = args.splice(at, 2)[1] ?? wrongCall(`--${name} needs a value`);
  }
  const [file] = args;
  if (args.length !== 1) wrongCall('one receipt is needed');
  const {
    keys = 'receipt-keys.json',
    on = new Date(Date.now() + CHINA_AHEAD_MS).toISOString().slice(0, 10),
  } = named;
  if (!isDay(on)) wrongCall('--on needs a day such as 2026-07-01');
  return { file, keys, on, subject: named.subject };
}

function isDay(text) {
  if (!/^(?!0000)\d{4}-\d\d-\d\d$/.test(text)) return false;
  const time = Date.parse(text);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

function wrongCall(message) {
  console.error(`${message}
Usage: node verify-receipt.mjs <receipt.jws | report.html | answer.json | -> [--keys keys.json | --keys https://…]
  [--on YYYY-MM-DD] [--subject CODE]`);
  process.exit(64);
}

async function readFiles() {
  const keys = await readKeys(options.keys);
  if (!Array.isArray(keys)) throw new Error(`${options.keys} holds no keys`);
  return [readFileSync(options.file === '-' ? 0 : options.file, 'utf8'), keys];
}

/** The keys as `/.well-known/receipt-keys.json` gives them; whoever can change them on their way can sign as the service. */
async function readKeys(place) {
  if (!/^https?:/.test(place)) return JSON.parse(readFileSync(place, 'utf8')).keys;
  const { protocol, hostname } = new URL(place);
  if (protocol !== 'https:' && !['localhost', '127.0.0.1', '[::1]'].includes(hostname))
    throw new Error('keys are fetched by https only');
  const answer = await fetch(place, { redirect: 'error' });
  if (!answer.ok) throw new Error(`${place} answered ${answer.status}`);
  return (await answer.json()).keys;
}

/**
 * The one receipt in a file: alone, in a report, or in an answer of the API. Of several nobody could say which one counts. Names in a
 * report are escaped, and quotes in JSON are, too, so none of them can pass itself off as the receipt.
 */
function findReceipt(text) {
  const alone = text.replace(/^[\uFEFF\t\n\r ]+|[\uFEFF\t\n\r ]+$/g, '');
  if (!/[\s<{"]/.test(alone)) return alone;
  const places = alone.startsWith('<') ? /<data id="receipt" value="([^"]*)"/g : /"jws"\s*:\s*"([^"]*)"/g;
  const found = [...new Set([...alone.matchAll(places)].map(([, jws]) => jws))];
  if (found.length !== 1)
    throw new Refusal('TAMPERED', `文件中有 ${found.length} 份回执 receipts in the file: ${found.length}`);
  return found[0];
}

function openReceipt(jws, keys) {
  const parts = jws.split('.');
  if (parts.length !== 3) throw new Refusal('TAMPERED', '不是回执 no receipt');
  const [header, payload, signature] = parts.map(bytesOf);
  const { alg, kid, typ, ...others } = parsed(header);
  if (alg !== 'EdDSA' || typ !== TYPE || typeof kid !== 'string' || Object.keys(others).length > 0)
    throw new Refusal('TAMPERED', '签名头不符 not the header of a receipt');
  const publicKey = publicKeyOf(keys.find((one) => one?.kid === kid));
  if (publicKey === null) throw new Refusal('UNKNOWN KEY', `公布的密钥中没有 not among the keys: ${kid}`);
  if (!verify(null, Buffer.from(`${parts[0]}.${parts[1]}`), publicKey, signature))
    throw new Refusal('TAMPERED', '签名不符 the signature does not hold');
  // Whoever has the key can date a receipt back, so nothing in it tells that it is older than the revocation.
  const { revokedAt } = keys.find((one) => one?.kid === kid);
  if (revokedAt != null)
    throw new Refusal(
      'UNKNOWN KEY',
      `密钥已于 ${revokedAt} 作废，请在线核验 the key was revoked: only the service can say whether the receipt is on record`,
    );
  const receipt = parsed(payload);
  if (receipt.format !== FORMAT) throw new Refusal('TAMPERED', '格式不明 unknown format');
  requireFields(receipt);
  return { receipt, kid, hash: createHash('sha256').update(payload).digest('hex') };
}

function publicKeyOf(key) {
  try {
    const { kty, crv, x } = key;
    return kty === 'OKP' && crv === 'Ed25519'
      ? createPublicKey({ key: { kty, crv, x }, format: 'jwk' })
      : null;
  } catch {
    return null;
  }
}

/** Base64url has several spellings of the same bytes; only the one that the service writes counts. */
function bytesOf(part) {
  const bytes = Buffer.from(part, 'base64url');
  if (bytes.toString('base64url') !== part) throw new Refusal('TAMPERED', '编码不符 not base64url');
  return bytes;
}

function parsed(bytes) {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    const value = JSON.parse(text, plainPart);
    if (isObject(value) && canonical(value) === text) return value;
  } catch {
    // Told below.
  }
  throw new Refusal('TAMPERED', '不是规范 JSON 对象 no object in canonical JSON (RFC 8785)');
}

/** Numbers in a receipt are whole and small enough for every reader of JSON, texts are well-formed, and names are of letters and hyphens. */
function plainPart(name, value) {
  const isPlain =
    typeof value === 'number'
      ? Number.isInteger(value) && Math.abs(value) < LARGEST
      : typeof value === 'string'
        ? !/\p{Cs}/u.test(value)
        : !isObject(value) || Object.keys(value).every((one) => /^[A-Za-z-]+$/.test(one));
  if (!isPlain) throw new Error(name);
  return value;
}

function isObject(value) {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

/** Whoever has the key can sign something that leaves out what a receipt must say, such as its last day. */
function requireFields(receipt) {
  const { answer, expiresOn } = receipt;
  requireTexts(receipt, TEXTS.receipt);
  requireTexts(answer, TEXTS.answer);
  requireTexts(answer, TEXTS.answerOrNull, null);
  if (!isDay(expiresOn)) throw new Error('expiresOn');
  for (const ground of [...listIn(answer, 'lists'), ...listIn(answer, 'records')]) {
    requireTexts(ground, TEXTS.ground);
    for (const measure of listIn(ground, 'measures')) requireTexts(measure, TEXTS.measure);
  }
}

function requireTexts(object, names, or) {
  if (!isObject(object)) throw new Error(names[0]);
  const missing = names.find(
    (name) => typeof object[name] !== 'string' && (or === undefined || object[name] !== or),
  );
  if (missing !== undefined) throw new Error(missing);
}

function listIn(object, name) {
  if (!Array.isArray(object[name])) throw new Error(name);
  return object[name];
}

/** RFC 8785; see `plainPart`. */
function canonical(value) {
  return JSON.stringify(value, (_key, inner) =>
    inner === null || typeof inner !== 'object' || Array.isArray(inner)
      ? inner
      : Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))),
  );
}

function tell(receipt, hash, kid) {
  const { answer } = receipt;
  const grounds = [...answer.lists, ...answer.records];
  const lines = [
    ['核查机关 Office', receipt.officeName],
    ['主体 Subject', `${answer.subjectName ?? '—'} ${answer.creditCode}`],
    ['应用领域 Field', answer.fieldCode],
    ['办理事项 Matter', receipt.matter],
    ['用途 Purpose', receipt.purpose],
    ['结论 Verdict', VERDICTS[answer.verdict] ?? answer.verdict],
    ['理由 Reason', REASONS[answer.reasonCode] ?? answer.reasonCode],
    ...grounds.flatMap(tellGround),
    ['数据截止 Data of', answer.dataOn ?? '—'],
    ['出具时间 Issued at', receipt.issuedAt],
    ['有效期至 Valid until', receipt.expiresOn],
    ['核查编号 Check', receipt.checkId],
    ['摘要 SHA-256', hash],
    ['密钥 Key', kid],
  ];
  for (const [name, value] of lines) console.log(`${name}: ${plain(value)}`);
  console.log(
    '以上为回执内容；纸面与此不一致的，以此为准。 What counts is what stands here, not what a paper says.',
  );
}

function tellGround({
  labelZh,
  labelEn,
  enteredOn,
  occurredOn,
  organName,
  decisionNumber,
  documentNumber,
  measures,
}) {
  const facts = [enteredOn ?? occurredOn, organName, decisionNumber ?? documentNumber];
  return [
    ['依据 Ground', [labelZh, labelEn, ...facts].filter((fact) => fact != null).join(' · ')],
    ...measures.map(({ mustOrMay, effect, labelZh: zh, labelEn: en, legalBasis }) => [
      '  措施 Measure',
      `${mustOrMay} ${effect} · ${zh} · ${en} · ${legalBasis}`,
    ]),
  ];
}

/** A name must not move the cursor of a terminal, or write a line of its own. */
function plain(text) {
  return String(text).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '\uFFFD');
}

function finish(state, detail) {
  console.log(`${state}: ${STATES[state]} (${plain(detail)})`);
  process.exitCode = EXIT[state];
}
