/**
 * What the software refuses, as one closed list.
 * `kind` decides how a refusal reaches the caller: `input` is data in the payload that the client can put right,
 * `request` is a top-level error of the whole request.
 */
export const REFUSALS = {
  UNAUTHENTICATED: { kind: 'request', zh: '请先登录。', en: 'Sign in first.' },
  FORBIDDEN: { kind: 'request', zh: '您的岗位无权进行此操作。', en: 'Your role does not allow this.' },
  BAD_USER_INPUT: { kind: 'request', zh: '输入格式不正确。', en: 'The input is malformed.' },
  TOO_COSTLY: {
    kind: 'request',
    zh: '查询过于复杂，已拒绝执行。',
    en: 'The operation is too costly and was not run.',
  },
  RATE_LIMITED: {
    kind: 'request',
    zh: '本时段查询额度已用完，请稍后再试。',
    en: 'The budget of this period is used up. Try again later.',
  },
  IDEMPOTENCY_KEY_REUSED: {
    kind: 'request',
    zh: '该幂等键已用于另一份输入。',
    en: 'This idempotency key was used with another input.',
  },
  RETRY_LATER: {
    kind: 'request',
    zh: '服务暂时不可用，请用同一幂等键重试，操作不会重复生效。',
    en: 'The service is briefly unavailable. Try again with the same idempotency key: nothing is done twice.',
  },
  PURPOSE_REQUIRED: {
    kind: 'input',
    zh: '查询个人或信用信息须注明用途。',
    en: 'State the purpose of this query.',
  },
  NOT_FOUND: { kind: 'input', zh: '未找到该对象。', en: 'No such object.' },
  INVALID_CREDIT_CODE: {
    kind: 'input',
    zh: '统一社会信用代码不正确。',
    en: 'Not a valid unified social credit code.',
  },
  INVALID_CITIZEN_NUMBER: { kind: 'input', zh: '公民身份号码不正确。', en: 'Not a valid citizen number.' },
  NAME_DIFFERS: {
    kind: 'input',
    zh: '姓名与该证件号码的登记姓名不符。',
    en: 'This number is on file under another name.',
  },
  INVALID_DATE: { kind: 'input', zh: '日期不存在或超出范围。', en: 'No such date, or out of range.' },
  INVALID_TEXT: {
    kind: 'input',
    zh: '文本含有不允许的字符或长度不符。',
    en: 'The text has characters that are not allowed, or a wrong length.',
  },
  PERSONAL_NUMBER: {
    kind: 'input',
    zh: '此处文字会告知他人，不得写入公民身份号码或者手机号码。',
    en: 'Others are told this text: it must hold no citizen number and no mobile number.',
  },
  INVALID_AMOUNT: { kind: 'input', zh: '金额不正确。', en: 'Not a valid amount.' },
  UNKNOWN_REGION: { kind: 'input', zh: '行政区划代码不存在。', en: 'No such region code.' },
  UNKNOWN_CODE: {
    kind: 'input',
    zh: '代码不在已公布的目录中。',
    en: 'The code is not in the published list.',
  },
  OUTSIDE_JURISDICTION: { kind: 'input', zh: '不在您的管辖范围内。', en: 'Outside your jurisdiction.' },
  RATIO_OUT_OF_RANGE: {
    kind: 'input',
    zh: '抽查比例须大于 0 且不超过 100%。',
    en: 'A spot-check ratio must be above 0 and at most 100 %.',
  },
  RULE_OUT_OF_BOUNDS: {
    kind: 'input',
    zh: '超出允许的范围。',
    en: 'Outside the bounds of this rule.',
  },
  DATE_IN_FUTURE: { kind: 'input', zh: '日期不能晚于今天。', en: 'The date must not lie in the future.' },
  DATE_IN_PAST: { kind: 'input', zh: '日期不能早于今天。', en: 'The date must not lie in the past.' },
  REASON_REQUIRED: { kind: 'input', zh: '须说明理由。', en: 'A reason is required.' },
  ALREADY_EXISTS: { kind: 'input', zh: '该对象已登记。', en: 'This is already on file.' },
  ALREADY_RECORDED: { kind: 'input', zh: '该项已由他人先行记录。', en: 'Somebody else recorded this first.' },
  WRONG_STATE: { kind: 'input', zh: '当前状态不允许此操作。', en: 'The present state does not allow this.' },
  SECOND_OFFICER_REQUIRED: { kind: 'input', zh: '须有两名民警在场。', en: 'Two officers must be present.' },
  ENTRY_NOT_LAWFUL: {
    kind: 'input',
    zh: '进入居室须有承租人同意的记录或者检查证。',
    en: 'A room is entered with consent on record or with an inspection certificate.',
  },
  NOTHING_INSPECTED: {
    kind: 'input',
    zh: '检查须至少进入一处区域。',
    en: 'An inspection looks at one place at least.',
  },
  AUXILIARY_NOT_ALLOWED: {
    kind: 'input',
    zh: '辅警只能在公共区域协助。',
    en: 'Auxiliaries of the station only assist, and only in public areas.',
  },
  NOT_AN_INSPECTOR: {
    kind: 'input',
    zh: '网格员、辅警和第三方人员不得对企业实施行政检查。',
    en: 'Grid workers, auxiliaries and third parties do not inspect enterprises.',
  },
  RECORDER_REQUIRED: {
    kind: 'input',
    zh: '辅警参加的检查须全程记录。',
    en: 'A visit with auxiliaries must be on record.',
  },
  INVALID_HASH: {
    kind: 'input',
    zh: '照片须附 SHA-256 摘要（64 位十六进制）。',
    en: 'A photo needs its SHA-256 as 64 hexadecimal digits.',
  },
  EMPTY_POPULATION: { kind: 'input', zh: '抽查范围内没有对象。', en: 'The chosen population is empty.' },
  TOO_FEW_INSPECTORS: {
    kind: 'input',
    zh: '符合条件的执法人员不足。',
    en: 'There are not enough eligible inspectors.',
  },
  CERTIFICATE_EXPIRED: {
    kind: 'input',
    zh: '执法证件在该日无效。',
    en: 'The law-enforcement certificate is not valid on that day.',
  },
  INSPECTOR_RECUSED: {
    kind: 'input',
    zh: '该执法人员应当回避。',
    en: 'This inspector is recused from this object.',
  },
  RESULTS_MISSING: {
    kind: 'input',
    zh: '尚有抽查结果未录入。',
    en: 'Some of the results are missing.',
  },
  VALUE_DIFFERS: {
    kind: 'input',
    zh: '与先前录入的值不一致。',
    en: 'This is not the value that was entered before.',
  },
  TOO_MANY_ITEMS: { kind: 'input', zh: '条目过多。', en: 'Too many items.' },
  UNSOUND_STANDARD: {
    kind: 'input',
    zh: '标准不完整或自相矛盾。',
    en: 'The standard is incomplete or contradicts itself.',
  },
  BAND_GAP: { kind: 'input', zh: '等级之间有空档。', en: 'Some scores have no grade.' },
  BAND_OVERLAP: { kind: 'input', zh: '等级之间有重叠。', en: 'Some scores have two grades.' },
  UNKNOWN_INDICATOR: {
    kind: 'input',
    zh: '指标引用了不存在的信息类别、类别或指标。',
    en: 'An indicator names something that is not there.',
  },
  UNKNOWN_GRADE: {
    kind: 'input',
    zh: '等级不在标准的等级表中。',
    en: 'No band of the standard has this grade.',
  },
  CAP_BELOW_EVENT: { kind: 'input', zh: '封顶低于一次计分。', en: 'A cap lies below one event.' },
  VETO_WITHOUT_END: {
    kind: 'input',
    zh: '一票否决须有期限或终止事由。',
    en: 'A veto needs a term or an event that ends it.',
  },
  BURDEN_WITHOUT_BASIS: {
    kind: 'input',
    zh: '不利措施须有法律依据。',
    en: 'A burden needs a legal basis.',
  },
  POINTS_MUST_NOT_BURDEN: {
    kind: 'input',
    zh: '积分只用于激励，不得对居民或家庭采取不利措施。',
    en: 'Points are incentives: they must not burden a resident or a household.',
  },
  INTERNAL_CLASS_ONLY_ALLOCATES: {
    kind: 'input',
    zh: '内部风险分类只用于配置检查资源。',
    en: 'An internal class only allocates inspections.',
  },
  FORBIDDEN_DATA: {
    kind: 'input',
    zh: '法律禁止采集或以此评价的信息。',
    en: 'The law forbids these data as evidence.',
  },
  TREATMENT_MISSING: {
    kind: 'input',
    zh: '有等级缺少安排工作所必需的措施。',
    en: 'A grade lacks a treatment by which work is planned.',
  },
  LIMITS_EXCEEDED: {
    kind: 'input',
    zh: '地方增设内容超出上级标准的限度。',
    en: 'The local addition goes beyond what the parent standard allows.',
  },
  MINOR_IN_POINTS_SCHEME: {
    kind: 'input',
    zh: '未满十八周岁的人不参加积分。',
    en: 'Nobody below 18 takes part in a points scheme.',
  },
  OWN_DRAFT: {
    kind: 'input',
    zh: '不得批准自己起草或提出的事项。',
    en: 'Nobody approves or confirms what he has drafted or proposed himself.',
  },
  ALREADY_PUBLISHED: {
    kind: 'input',
    zh: '已发布的版本不得修改，请另立新版本。',
    en: 'A published version is never edited: make a new version.',
  },
  RECORD_EXPIRED: {
    kind: 'input',
    zh: '该记录已过有效期。',
    en: 'The validity of the record has already ended.',
  },
  CHANGE_PENDING: {
    kind: 'input',
    zh: '该主体已有一项待确认的等级调整。',
    en: 'Another change of this grade is waiting to be confirmed.',
  },
  NOTHING_INDICATED: {
    kind: 'input',
    zh: '目前没有可以提出的等级调整。',
    en: 'No change of grade is indicated, or not yet.',
  },
  NOTHING_KNOWN: {
    kind: 'input',
    zh: '在该时点，本系统尚无任何记载。',
    en: 'At that moment nothing was known.',
  },
  CREDIT_CHECK_REQUIRED: {
    kind: 'input',
    zh: '作出决定前须有该事项的有效信用核查记录。',
    en: 'A decision needs a recent credit check for this matter on record.',
  },
  APPLICANT_BARRED: {
    kind: 'input',
    zh: '申请人在限制期内不得再次申请该事项。',
    en: 'The applicant cannot apply for this item again yet.',
  },
  COMMITMENT_NOT_OPEN: {
    kind: 'input',
    zh: '该申请人在该事项中不适用此类承诺。',
    en: 'This kind of commitment is not open to the applicant in this item.',
  },
  MISSING_VALUE: { kind: 'input', zh: '必填项为空。', en: 'A required value is missing.' },
  MISSING_COLUMN: { kind: 'input', zh: '文件缺少必需的列。', en: 'The file lacks a required column.' },
  UNKNOWN_COLUMN: { kind: 'input', zh: '文件含有未知的列。', en: 'The file has an unknown column.' },
  WRONG_ENCODING: { kind: 'input', zh: '文件编码不正确。', en: 'The file is not in the stated encoding.' },
  TRUNCATED_FILE: { kind: 'input', zh: '文件不完整。', en: 'The file is truncated.' },
  WRONG_COLUMN_COUNT: {
    kind: 'input',
    zh: '该行列数与表头不符。',
    en: 'The row has another number of columns than the heading.',
  },
  DUPLICATE_ROW: { kind: 'input', zh: '文件内重复的记录。', en: 'The same record stands twice in the file.' },
  SIMPLE_PROCEDURE_PERSON: {
    kind: 'input',
    zh: '对自然人适用简易程序的处罚依法不予记录。',
    en: 'Simple-procedure penalties of natural persons must not be recorded.',
  },
  PERSON_NOT_IMPORTABLE: {
    kind: 'input',
    zh: '自然人信息须注明有效证件号码。',
    en: 'A natural person needs a valid certificate number.',
  },
} as const satisfies Record<string, { kind: 'request' | 'input'; zh: string; en: string }>;

export type RefusalCode = keyof typeof REFUSALS;

/** A refusal that the caller may read. `details` never carries personal data: it reaches the client and the log. */
export class DomainError extends Error {
  readonly code: RefusalCode;
  readonly details: RefusalDetails;

  constructor(code: RefusalCode, details: RefusalDetails = {}) {
    super(REFUSALS[code].en);
    this.name = 'DomainError';
    this.code = code;
    this.details = details;
  }
}

/** Several refusals of one input, each of which the caller may read and put right. */
export class DomainErrors extends Error {
  readonly errors: readonly DomainError[];

  constructor(errors: readonly DomainError[]) {
    super(errors.map(({ code }) => code).join(', '));
    this.name = 'DomainErrors';
    this.errors = errors;
  }
}

export interface RefusalDetails {
  /** Path into the input, such as `['input', 'creditCode']`. */
  readonly field?: readonly string[];
  /** One more sentence for the person, in the two languages of the service. */
  readonly explanation?: { readonly zh: string; readonly en: string };
  /** Public facts a program can use, such as who won a race or how many inspectors are missing. */
  readonly facts?: Readonly<Record<string, string | number | boolean>>;
}
