import type { RegionCode, RegionLevel } from '../src/domain/region.js';

/** A region as the tables have it. */
export interface RegionEntry {
  readonly code: RegionCode;
  readonly name: string;
  readonly level: RegionLevel;
  readonly parentCode: RegionCode | null;
  /** True where the number is invented, because the real one is not known here. */
  readonly syntheticCode: boolean;
}

/** What `regions.json` holds. */
export interface RegionFile {
  readonly counties: readonly {
    readonly code: RegionCode;
    readonly name: string;
    readonly towns?: readonly {
      readonly code: RegionCode;
      readonly name: string;
      readonly villages: readonly {
        readonly code: RegionCode;
        readonly name: string;
        readonly syntheticCode: boolean;
      }[];
    }[];
  }[];
}
