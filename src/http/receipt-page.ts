import { civilTimeOf } from '../domain/civil-date.js';
import { VERDICT_WORDS } from '../domain/verdict-words.js';
import type { ReceiptState } from '../domain/receipt-state.js';
import type { ShownReceipt } from '../usecases/receipt/verify-receipt.js';
import { type Html, markup } from './markup.js';

export const RECEIPT_STYLE = `body{font:16px/1.6 system-ui,sans-serif;margin:2rem auto;max-width:40rem;padding:0 1rem}
h1{font-size:1.4rem;margin-bottom:0}small{color:#555}dt{color:#555;margin-top:.6rem}dd{margin:0}
code{overflow-wrap:anywhere}.state{border:2px solid;padding:.5rem .8rem;font-weight:600}.bad{color:#a00}.good{color:#060}`;

const STATES: Readonly<Record<ReceiptState, { zh: string; en: string; look: string }>> = {
  VALID: { zh: '回执真实，在有效期内', en: 'On record and valid', look: 'good' },
  EXPIRED: {
    zh: '回执真实，但已过有效期，应当重新核查',
    en: 'On record, but expired: check again',
    look: 'bad',
  },
  UNKNOWN_KEY: {
    zh: '签名密钥不明或者已作废，不得作为依据',
    en: 'Signed with a key that is not published or was revoked: not to be relied on',
    look: 'bad',
  },
  TAMPERED: {
    zh: '不是本系统出具的回执，或者内容已被改动',
    en: 'No receipt of this service, or not as it was issued',
    look: 'bad',
  },
  NOT_ON_RECORD: { zh: '查无在案', en: 'Not on record', look: 'bad' },
};

/** What anybody may read of a receipt: neither lists nor records, purpose or matter. */
export function receiptBody(state: ReceiptState, { verdict, ...receipt }: ShownReceipt): Html {
  const words = VERDICT_WORDS[verdict];
  return markup`<h1>信用核查回执核验</h1>
<small>Verification of a credit check receipt</small>
${stateOf(state)}
<dl>
${entryOf('核查机关', 'Office', receipt.officeName)}
${entryOf('统一社会信用代码', 'Unified social credit code', receipt.creditCode)}
${entryOf('核查结论', 'Verdict', `${words.zh} · ${words.en}`)}
${entryOf('出具时间（北京时间）', 'Issued at (China time)', civilTimeOf(receipt.issuedAt))}
${entryOf('有效期至', 'Valid until', receipt.expiresOn)}
<dt>报告上的摘要应当与此一致 <small>The report must show this hash</small></dt><dd><code>${receipt.hash}</code></dd>
</dl>
<p>本页只说明该回执是否在案。纸面内容与本页不一致的，以在案回执为准；名单、措施等内容由出具机关掌握。<br>
<small>This page only says whether the receipt is on record. Where paper and page differ, the record counts.</small></p>`;
}

function stateOf(state: ReceiptState): Html {
  const { zh, en, look } = STATES[state];
  return markup`<p class="state ${look}">${zh}<br><small>${en}</small></p>`;
}

/** What is answered about a receipt that stands for nothing. */
export function refusedBody(state: ReceiptState): Html {
  return markup`<h1>信用核查回执核验</h1>
<small>Verification of a credit check receipt</small>
${stateOf(state)}
<p>请勿采信所示回执，并与出具机关联系。<br><small>Do not rely on it; ask the office that issued it.</small></p>`;
}

/** Where somebody who was given the receipt as a file pastes it. */
export const FORM_BODY: Html = markup`<h1>信用核查回执核验</h1>
<small>Verification of a credit check receipt</small>
<form method="post" action="/receipts">
<p><label for="jws">请粘贴回执全文（eyJ 开头）<br><small>Paste the receipt; it begins with eyJ</small></label></p>
<p><textarea id="jws" name="jws" rows="10" cols="60" required></textarea></p>
<p><button>核验 Verify</button></p>
</form>`;

function entryOf(zh: string, en: string, value: string): Html {
  return markup`<dt>${zh} <small>${en}</small></dt><dd>${value}</dd>`;
}

export const UNKNOWN_RECEIPT: Html = markup`<h1>未找到该回执</h1>
<small>No such receipt</small>
<p>查无此回执，或者核验地址不完整。请勿采信所示报告，并与出具机关联系。<br>
<small>There is no such receipt on record, or the address is incomplete. Do not rely on the report; ask the office that issued it.</small></p>`;
