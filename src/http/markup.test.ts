import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { markup } from './markup.js';

describe('Markup', () => {
  test('escapes whatever is put into it, in text and in quoted attributes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const written = markup`<p title="${text}">${text}</p>`.html;
        const inner = written.slice('<p title="'.length, -'</p>'.length);
        expect(inner.match(/[<>"']/g)).toEqual(['"', '>']);
        expect(inner).not.toMatch(/&(?!amp;|lt;|gt;|quot;|#39;)/);
      }),
    );
  });

  test('puts in what is markup already as it is, lists one after the other, and nothing for null', () => {
    const items = ['a', '<'].map((text) => markup`<li>${text}</li>`);
    expect(markup`<ul>${items}</ul>${null}${3}`.html).toBe('<ul><li>a</li><li>&lt;</li></ul>3');
  });
});
