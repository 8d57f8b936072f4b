import type { Locale } from '../usecases/context.js';
import { preferencesOf, remembered } from './headers.js';

const localeOfHeader = remembered((header): Locale => {
  const wanted = preferencesOf(header).find(({ value, weight }) => weight > 0 && /^(?:zh|en)\b/.test(value));
  return wanted?.value.startsWith('en') === true ? 'en' : 'zh-CN';
});

/** The language of messages and labels: Chinese unless English is asked for first. */
export function localeOf(acceptLanguage: string | undefined): Locale {
  return acceptLanguage === undefined ? 'zh-CN' : localeOfHeader(acceptLanguage);
}
