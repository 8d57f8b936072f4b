import { type CivilDate, civilDateOf, civilTimeOf } from '../domain/civil-date.js';
import { compactReceipt } from '../domain/receipt.js';
import { COMMITMENT_BREACHED } from '../domain/verdict.js';
import {
  BINDING_WORDS,
  EFFECT_WORDS,
  LIST_KIND_WORDS,
  REASON_WORDS,
  VERDICT_WORDS,
} from '../domain/verdict-words.js';
import type { CreditReport } from '../usecases/receipt/read-credit-report.js';
import { globalId, ID } from './global-id.js';
import { type Html, markup } from './markup.js';

/** Where a report leads whoever doubts it, and the picture that says so. */
export interface VerificationLink {
  readonly url: string;
  readonly code: Html;
}

type Answer = CreditReport['check']['receipt']['answer'];
type Ground = Answer['lists'][number] | Answer['records'][number];

/** From this many rows on, tables are set smaller: some six of them then fit on the page. */
const DENSE_FROM_ROWS = 4;

/**
 * One page of A4. Longer tables go on to the next page with their headings, rows are never torn apart, and each heading says how
 * many rows there are, so that a page that is missing is noticed.
 */
export const REPORT_STYLE = `@page{size:A4;margin:12mm 14mm}
body{font:10.5pt/1.45 "Noto Serif CJK SC","Songti SC",SimSun,serif;color:#000;max-width:182mm;margin:0 auto}
header{display:flex;justify-content:space-between;border-bottom:1.5pt solid;padding-bottom:2mm}
h1{font-size:19pt;letter-spacing:.15em;margin:2mm 0 1mm}h2{font-size:11pt;margin:3mm 0 1mm}p{margin:1mm 0}
header svg{width:25mm;height:25mm;flex:none}
table{width:100%;border-collapse:collapse;table-layout:fixed;font-size:9.5pt}th,td{border:.5pt solid #555;padding:.8mm 1.5mm;text-align:left;vertical-align:top;overflow-wrap:anywhere}
th{background:#eee;font-weight:600}thead{display:table-header-group}tr{break-inside:avoid}
.facts th{width:20mm}.name{width:34mm}.from{width:50mm}.when{width:25mm}.verdict{border:1.2pt solid;padding:2mm 3mm;margin:3mm 0}.expired{font-weight:700;font-size:12pt}.verdict b{font-size:14pt;margin-right:4mm}
.dense{font-size:9.5pt;line-height:1.3}.dense table{font-size:7.8pt;line-height:1.2}.dense td p{margin:0}.dense h2{margin-top:2mm}footer{border-top:.5pt solid;margin-top:3mm;padding-top:1.5mm;font-size:8.5pt;break-inside:avoid}
code{font:7.5pt/1.3 monospace;overflow-wrap:anywhere}@media screen{body{margin:10mm auto;padding:0 4mm}}`;

/** The title of the file, and what people call the report by on the telephone: the day and the last digits of its id. */
export function reportTitle({ check }: CreditReport): string {
  return `信用核查报告 ${numberOf(check)}`;
}

function numberOf({ id, receipt }: CreditReport['check']): string {
  return `${civilDateOf(receipt.issuedAt).replaceAll('-', '')}-${id.slice(-8).toUpperCase()}`;
}

/** Where a report leads, and on which day it is printed. */
export interface Printing {
  readonly link: VerificationLink | null;
  readonly today: CivilDate;
}

/**
 * What the office prints: the answer as it was given, and whether its term is over on the day. Officers stand in it by their number,
 * and no person by name.
 */
export function reportBody(report: CreditReport, { link, today }: Printing): Html {
  const { check } = report;
  const { receipt, signature, keyId } = check;
  const { lists, records } = receipt.answer;
  const rows = [...lists, ...records].reduce((sum, { measures }) => sum + Math.max(1, measures.length), 0);
  return markup`<div class="${rows >= DENSE_FROM_ROWS ? 'dense' : 'usual'}">
<header><div><h1>信用核查报告</h1><p>编号：${numberOf(check)}</p><p>核查机关：${receipt.officeName}</p></div>${link?.code ?? null}</header>
${factsOf(report)}
${termOf(receipt, today)}
${verdictOf(receipt.answer)}
${groundsOf(receipt.answer)}
${openMattersOf(receipt.answer)}
${footerOf(check, link)}
</div>
<data id="receipt" value="${compactReceipt(receipt, keyId, signature)}"></data>`;
}

function factsOf({ check: { receipt }, field }: CreditReport): Html {
  const { answer, matter, purpose, officerId, issuedAt, expiresOn } = receipt;
  return markup`<h2>核查事项</h2>
<table class="facts">
<tr><th>主体名称</th><td>${answer.subjectName ?? '（无信用档案）'}</td><th>信用代码</th><td>${answer.creditCode}</td></tr>
<tr><th>应用领域</th><td>${field.labelZh}</td><th>办理事项</th><td>${matter}</td></tr>
<tr><th>核查用途</th><td>${purpose}</td><th>经办人编号</th><td><code>${globalId(ID.officer, officerId)}</code></td></tr>
<tr><th>出具时间</th><td>${civilTimeOf(issuedAt)}（北京时间）</td><th>有效期至</th><td>${expiresOn}</td></tr>
<tr><th>数据截止</th><td>${answer.dataOn ?? '尚无归集数据'}</td><th>规则版本</th><td>${rulesOf(answer)}</td></tr>
</table>`;
}

/** Paper outlives the term of what it says. */
function termOf(
  { expiresOn }: Pick<CreditReport['check']['receipt'], 'expiresOn'>,
  today: CivilDate,
): Html | null {
  if (today <= expiresOn) return null;
  return markup`<p class="expired">已过有效期（有效期至 ${expiresOn}，打印日期 ${today}），应当重新核查。</p>`;
}

const RULE_NAMES: Readonly<Record<string, string>> = { verdict: '结论规则', 'check-policy': '数据时效' };

function rulesOf({ rules }: Answer): string {
  return Object.entries(rules)
    .map(([rule, version]) => `${RULE_NAMES[rule] ?? rule} ${version}`)
    .join('；');
}

function verdictOf({ verdict, reasonCode }: Answer): Html {
  return markup`<p class="verdict"><b>${VERDICT_WORDS[verdict].zh}</b>${REASON_WORDS[reasonCode].zh}</p>`;
}

/** Lists, records and broken commitments, each with its measures; what there is none of is said as well. */
function groundsOf({ lists, records }: Answer): Html {
  const breaches = records.filter(({ type }) => type === COMMITMENT_BREACHED);
  const others = records.filter(({ type }) => type !== COMMITMENT_BREACHED);
  return markup`${tableOf('名单及措施', lists, listCells)}
${tableOf('信用信息及措施', others, recordCells)}
${tableOf('未修复的违反信用承诺', breaches, recordCells)}`;
}

function listCells(list: Answer['lists'][number]): Html[] {
  const { labelZh, kind, organName, decisionNumber, legalBasis, enteredOn, endsOn, suspendedUntilOn } = list;
  const end = endsOn === null ? null : markup`<br>${endsOn} 届满`;
  const suspended = suspendedUntilOn === null ? null : markup`<br>暂停使用至<br>${suspendedUntilOn}`;
  return [
    markup`${labelZh}<br>${LIST_KIND_WORDS[kind]}`,
    markup`${organName}<br>${decisionNumber}<br>依据：${legalBasis}`,
    markup`${enteredOn} 起${end}${suspended}`,
  ];
}

function recordCells({ labelZh, organName, documentNumber, occurredOn }: Answer['records'][number]): Html[] {
  const origin = [organName, documentNumber].filter((part) => part !== null).join(' ');
  return [markup`${labelZh}`, markup`${origin}`, markup`${occurredOn}`];
}

function tableOf<One extends Ground>(
  title: string,
  grounds: readonly One[],
  cellsOf: (ground: One) => readonly Html[],
): Html {
  if (grounds.length === 0) return markup`<h2>${title}：无</h2>`;
  const rows = grounds.map((ground) => {
    const cells = [...cellsOf(ground), measuresOf(ground)].map((cell) => markup`<td>${cell}</td>`);
    return markup`<tr>${cells}</tr>\n`;
  });
  return markup`<h2>${title}（共 ${grounds.length} 条）</h2>
<table><thead><tr><th class="name">名称</th><th class="from">作出机关、文号</th><th class="when">日期</th><th>适用于本事项的措施</th></tr></thead>
<tbody>
${rows}</tbody></table>`;
}

function measuresOf({ measures }: Ground): Html {
  if (measures.length === 0) return markup`无`;
  const lines = measures.map(({ mustOrMay, effect, labelZh, legalBasis, appliedBy }) => {
    const kind = `${BINDING_WORDS[mustOrMay]}·${EFFECT_WORDS[effect]}`;
    return markup`<p>【${kind}】${labelZh}；依据：${legalBasis}；实施：${appliedBy}</p>`;
  });
  return markup`${lines}`;
}

/** Objections to entries on lists and applications to leave one on which nobody has decided: they change nothing about the verdict, and must be known. */
function openMattersOf({ lists }: Answer): Html {
  const lines = lists.flatMap(({ labelZh, objectedOn, repairAppliedOn }) => [
    ...(objectedOn === null ? [] : [markup`<p>${labelZh}：异议处理中（${objectedOn} 起）</p>`]),
    ...(repairAppliedOn === null ? [] : [markup`<p>${labelZh}：信用修复申请中（${repairAppliedOn} 起）</p>`]),
  ]);
  const count = lines.length === 0 ? '：无' : `（共 ${lines.length} 条）`;
  return markup`<h2>名单的异议和信用修复，尚未办结${count}</h2>${lines}`;
}

function footerOf(
  { receipt, receiptHash, keyId }: CreditReport['check'],
  link: VerificationLink | null,
): Html {
  return markup`<footer>
<p>本报告仅供办理上述事项使用。办理机关依法作出决定；对信用信息有异议的，可向作出认定的机关或者信用主管部门提出异议。</p>
<p>核查编号：<code>${receipt.checkId}</code>　签名密钥：<code>${keyId}</code></p>
<p>回执摘要（SHA-256）：<code>${receiptHash}</code></p>
${link === null ? null : markup`<p>核验：扫描二维码或者访问 <code>${link.url}</code></p>`}
</footer>`;
}
