import { p, type Platform, Type } from '@mikro-orm/core';
import type { Instant } from '../../domain/civil-date.js';
import type { Source } from '../../domain/standard.js';

/** A moment is the same ISO text here as everywhere else; MikroORM's own type would hand out Date objects. */
class InstantColumn extends Type<Instant, string> {
  override convertToJSValue(value: string, platform: Platform): Instant {
    return platform.parseDate(value).toISOString();
  }

  override getColumnType(): string {
    return 'timestamptz';
  }

  override compareAsType(): string {
    return 'string';
  }
}

/** `…At`: ISO 8601 in UTC. */
export const instant = () => p.type(InstantColumn);

/** Official codes and numbers: ordered and cut byte by byte, whatever the locale of the server. */
export const codeText = () => p.text().collation('C');

/** Where a row of reference data comes from. */
export const source = () => p.json<Source>();
