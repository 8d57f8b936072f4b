/** The bar above GraphiQL in demo mode. */
export const DEMO_BAR = `<style>
  #root { height: calc(100vh - 40px); }
  #demo-bar { align-items: center; background: #7a1f1f; box-sizing: border-box; color: #fff; display: flex;
    font: 14px/1.4 system-ui, sans-serif; gap: 12px; height: 40px; overflow: hidden; padding: 0 12px; white-space: nowrap; }
  #demo-bar select { font: inherit; max-width: 50vw; }
</style>
<div id="demo-bar">
  <label for="demo-officer">演示登录 · Sign in as</label>
  <select id="demo-officer"><option value="">未登录 · nobody</option></select>
  <span id="demo-state" role="status"></span>
</div>`;

/**
 * Fills the box with the demo officers and adds the chosen one's token to every request of the page to its own server.
 * The token lives as long as the browser's tab.
 */
export const DEMO_SCRIPT = `
(() => {
  const plainFetch = window.fetch.bind(window);
  const box = document.getElementById('demo-officer');
  const state = document.getElementById('demo-state');
  let token = sessionStorage.getItem('demo-token') || '';

  window.fetch = (target, options = {}) => {
    const url = new URL(target instanceof Request ? target.url : target, location.href);
    if (token === '' || url.origin !== location.origin) return plainFetch(target, options);
    const headers = new Headers(options.headers || (target instanceof Request ? target.headers : undefined));
    if (!headers.has('authorization')) headers.set('authorization', 'Bearer ' + token);
    return plainFetch(target, { ...options, headers });
  };

  const remember = (login, newToken) => {
    token = newToken;
    sessionStorage.setItem('demo-token', newToken);
    sessionStorage.setItem('demo-officer', login);
  };

  const signIn = async (login) => {
    if (login === '') {
      remember('', '');
      state.textContent = '';
      return;
    }
    const answer = await plainFetch('/demo/sign-in', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ officer: login }),
    });
    if (!answer.ok) throw new Error('status ' + answer.status);
    const { token: newToken, warning } = await answer.json();
    remember(login, newToken);
    state.textContent = warning.zh + ' ' + warning.en;
  };

  const attempt = (login) => signIn(login).catch((error) => {
    remember('', '');
    box.value = '';
    state.textContent = '登录失败 · Signing in failed: ' + error.message;
  });

  const fill = async () => {
    const { officers } = await (await plainFetch('/demo/officers')).json();
    for (const { login, name, office } of officers) box.add(new Option(name + ' · ' + office + ' (' + login + ')', login));
    const last = sessionStorage.getItem('demo-officer') || '';
    if (officers.some((officer) => officer.login === last)) {
      box.value = last;
      await attempt(last);
    }
  };

  box.addEventListener('change', () => attempt(box.value));
  fill().catch((error) => { state.textContent = String(error); });
})();
`;
