import { registerHooks } from 'node:module';

/**
 * Jest loads global set-up code as CommonJS, where the product's ES modules do not load. This module is loaded
 * by Node itself, which strips types on its own and only has to be told that `./x.js` means `./x.ts` here.
 */
registerHooks({
  resolve(specifier, context, next) {
    const fromSource = context.parentURL?.endsWith('.ts') && !context.parentURL.includes('/node_modules/');
    const own = fromSource && specifier.startsWith('.') && specifier.endsWith('.js');
    return next(own ? specifier.replace(/\.js$/, '.ts') : specifier, context);
  },
});

export const loadTestServer = () => import('./test-server.ts');
