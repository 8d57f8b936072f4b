import '../../scripts/native-typescript.mjs';

/**
 * Jest loads its global set-up as CommonJS, in which the product's ES modules do not load. This module is
 * left to Node itself.
 */
export const loadTestServer = () => import('./test-server.ts');
