import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql';
import { isCivilDate } from '../domain/civil-date.js';
import { isCreditCode } from '../domain/credit-code.js';
import { isRegionCode } from '../domain/region.js';
import { REFUSALS, type RefusalCode } from '../domain/refusal.js';

const DECIMAL = /^-?(?:0|[1-9][0-9]{0,15})(?:\.[0-9]{1,6})?$/;
const INSTANT =
  /^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,9})?(?:Z|[+-][0-9]{2}:[0-9]{2})$/;
const LAST_SECOND = '23:59:59';

/** A day as people in China count it. */
export const DateScalar = strictText({
  name: 'Date',
  description:
    'A day that exists, as `YYYY-MM-DD`, of the years 1900–2200, in the time zone Asia/Shanghai (北京时间). ASCII digits only.',
  reason: 'INVALID_DATE',
  accept: (text) => (isCivilDate(text) ? text : null),
});

/** A moment; inside it is always UTC. */
export const DateTimeScalar = strictText({
  name: 'DateTime',
  description:
    'A moment, as RFC 3339 with an offset from UTC, such as `2026-11-22T10:00:00+08:00`, of the years 1900–2200. Answers are in UTC (`Z`).',
  reason: 'INVALID_DATE',
  accept: instantIn,
});

/** A number with fixed places, as text: a float would change it. */
export const DecimalScalar = strictText({
  name: 'Decimal',
  description:
    'A decimal number as text, such as `"12.50"`: money in yuan, points and scores. Never a float; no exponent, no thousands separator. How many places it has is said where it is used.',
  reason: 'INVALID_AMOUNT',
  accept: (text) => (DECIMAL.test(text) ? text : null),
});

export const CreditCodeScalar = strictText({
  name: 'CreditCode',
  description:
    'Unified social credit code (统一社会信用代码): 18 characters, upper case, both check characters right. Source: GB 32100-2015.',
  reason: 'INVALID_CREDIT_CODE',
  accept: (text) => (isCreditCode(text) ? text : null),
});

export const RegionCodeScalar = strictText({
  name: 'RegionCode',
  description:
    'Number of a division of the country (行政区划代码): 6 digits for a county, 9 for a town, 12 for a village. Source: GB/T 2260, GB/T 10114.',
  reason: 'UNKNOWN_REGION',
  accept: (text) => (isRegionCode(text) ? text : null),
});

interface StrictText {
  readonly name: string;
  readonly description: string;
  /** Why a value is refused, told in `extensions.reason` beside the code BAD_USER_INPUT. */
  readonly reason: RefusalCode;
  /** The value as it is used inside; null when it is refused. */
  accept: (text: string) => string | null;
}

/** A scalar that is text on both sides. What it refuses is never repeated in the message: it may be somebody's number. */
function strictText({ name, description, reason, accept }: StrictText): GraphQLScalarType<string, string> {
  const parse = (value: unknown, node?: ValueNode): string => {
    const accepted = typeof value === 'string' ? accept(value) : null;
    if (accepted !== null) return accepted;
    throw new GraphQLError(REFUSALS[reason].en, {
      ...(node === undefined ? {} : { nodes: node }),
      extensions: { code: 'BAD_USER_INPUT', reason },
    });
  };
  return new GraphQLScalarType<string, string>({
    name,
    description,
    // Our own values were strict when they came in; checking them again would cost every row of every page.
    serialize: (value) => {
      if (typeof value === 'string') return value;
      throw new TypeError(`${name} is written from text`);
    },
    parseValue: (value) => parse(value),
    parseLiteral: (node) => parse(node.kind === Kind.STRING ? node.value : null, node),
  });
}

/** The moment in UTC. The pattern refuses what `Date` would guess at, and a day that does not exist is not rolled over. */
function instantIn(text: string): string | null {
  if (!INSTANT.test(text) || !isCivilDate(text.slice(0, 10)) || text.slice(11, 19) > LAST_SECOND) return null;
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? null : new Date(ms).toISOString();
}
