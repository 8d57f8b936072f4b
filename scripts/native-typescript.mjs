import { registerHooks } from 'node:module';

/**
 * Lets Node run the TypeScript sources as they are. Node strips the types by itself and only has to be told
 * that `./x.js` in a source file means `./x.ts`. Decorators do not work this way.
 */
registerHooks({
  resolve(specifier, context, next) {
    const fromSource = context.parentURL?.endsWith('.ts') && !context.parentURL.includes('/node_modules/');
    const own = fromSource && specifier.startsWith('.') && specifier.endsWith('.js');
    return next(own ? specifier.replace(/\.js$/, '.ts') : specifier, context);
  },
});
